"""Which words of a passage to mark: those that the question asks for, however either is spelled."""

import itertools
import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from index.analysis import strip_marks

_TOKEN = re.compile(r"[^\W_]+")
Range = tuple[int, int]


def find_highlights(text: str, terms: AbstractSet[str], phrases: AbstractSet[str]) -> tuple[Range, ...]:
    """Return the ranges of a text to mark, in order, neighbours joined.

    Args:
        text: the passage's words (NFC).
        terms: single syllables worth marking on their own, without marks.
        phrases: pairs of syllables joined by a space, without marks; both are marked where they stand together.

    Returns:
        (start, end) offsets in the text.
    """
    spans, tokens = _read(text)
    marked = [token in terms for token in tokens]
    for place, (first, second) in enumerate(itertools.pairwise(tokens)):
        if f"{first} {second}" in phrases:
            marked[place] = marked[place + 1] = True
    return _join([span for span, hit in zip(spans, marked, strict=True) if hit], text)


@lru_cache(maxsize=2_000)  # a passage that was found once is found again
def _read(text: str) -> tuple[tuple[Range, ...], tuple[str, ...]]:
    """Return where the tokens of a text stand, and what they are without marks."""
    spans = tuple([found.span() for found in _TOKEN.finditer(text)])
    folded = strip_marks(text).lower()
    if len(folded) != len(text):  # a letter outside Vietnamese that grows when it is lowered
        folded = "".join(strip_marks(character).lower()[:1] or " " for character in text)
    return spans, tuple([folded[start:end].lstrip("0") or "0" for start, end in spans])


def _join(spans: list[Range], text: str) -> tuple[Range, ...]:
    joined: list[Range] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
