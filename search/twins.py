"""Passages that say the same thing in two places: clauses that one document takes over from another."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from corpus.document import Passage
from index.analysis import bare_syllables, pair

_ALIKE = 0.8  # share of all pairs of syllables that both hold (Jaccard; Broder, 1997, "On the Resemblance …")
_LEAST = 6  # pairs; shorter passages are alike by chance


def find_twins(passages: Sequence[Passage]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the passages that say the same as another of them, by that one's id.

    Args:
        passages: near the top of one ranking.
    """
    held = [_pairs(passage.text) for passage in passages]
    twins: defaultdict[str, list[str]] = defaultdict(list)
    for (one, first), (other, second) in itertools.combinations(zip(passages, held, strict=True), 2):
        shared = min(len(first), len(second))
        if shared < _LEAST or shared < _ALIKE * max(len(first), len(second)):
            continue
        if len(first & second) >= _ALIKE * len(first | second):
            twins[one.id].append(other.id)
            twins[other.id].append(one.id)
    return {id: tuple(others) for id, others in twins.items()}


@lru_cache(maxsize=4_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair(bare_syllables(text)))
