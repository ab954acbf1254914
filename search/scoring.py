"""What each retriever says of every passage, and how the parts are put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.analysis import join_words, pair, strip_marks, syllables
from index.fields import with_bigrams
from index.generation import Generation
from index.glossary import Reading
from index.lexical import LexicalIndex
from search.reading import Ask

Scores = NDArray[np.float32]
CANDIDATES = 150


@dataclass(frozen=True, slots=True)
class Weights:
    """The share of each part in a passage's score; the parts are brought to 0..1 first.

    Attributes:
        fields: weight of each lexical field before the lexical part is brought to 0..1.
        lexical, dense: the two retrievers.
        number: a passage that cites, or whose document bears, a number that the question names.
        clause: a passage in the clause that the question names.
    """

    fields: Mapping[str, float] = field(
        default_factory=lambda: {"whole": 1.0, "text": 0.3, "words": 0.2, "folded": 0.7}
    )
    lexical: float = 0.7
    dense: float = 0.3
    number: float = 0.25
    clause: float = 0.6


VIETNAMESE = Weights()
ENGLISH = Weights(lexical=0.5, dense=0.5)


def add_fields(scores: Mapping[str, Scores], weights: Weights) -> Scores:
    """Return the weighted BM25 of every passage over all fields, shape (passages,).

    Args:
        scores: what `score_fields` returned.
        weights: of each field.
    """
    return np.asarray(np.sum([share * scores[name] for name, share in weights.fields.items()], axis=0))


def score_fields(generation: Generation, ask: Ask) -> dict[str, Scores]:
    """Return the BM25 of every passage by field, each of shape (passages,).

    Of an English term the reading that fits a passage best counts: readings are alternatives, not a sum.
    """
    scores = {name: generation.lexical[name].score(terms) for name, terms in lexical_terms(ask).items()}
    for group in ask.terms:
        for name in ("whole", "text"):
            scores[name] += _score_group(generation.lexical[name], group)
    return scores


def lexical_terms(ask: Ask) -> dict[str, dict[str, float]]:
    """Return the weighted query terms of every field."""
    marked = dict.fromkeys(with_bigrams(syllables(ask.vietnamese)), 1.0)
    unmarked = [strip_marks(token) for token in syllables(ask.unmarked)]
    return {
        "whole": marked,
        "text": marked,
        "words": dict.fromkeys(join_words(syllables(ask.vietnamese)), 1.0),
        "folded": dict.fromkeys((*unmarked, *pair(unmarked)), 1.0),
    }


def _score_group(index: LexicalIndex, group: Sequence[Reading]) -> Scores:
    readings = [dict.fromkeys(with_bigrams(syllables(r.vietnamese)), r.weight) for r in group]
    return np.asarray(np.max([index.score(terms) for terms in readings], axis=0), dtype=np.float32)


def best_rows(scores: Scores, k: int) -> NDArray[np.int64]:
    """Return the rows of the k greatest scores above zero, best first; equal ones in row order."""
    rows = np.flatnonzero(scores > 0)
    if k < rows.size:
        rows = np.argpartition(-scores, max(k - 1, 0))[:k]
    return rows[np.lexsort((rows, -scores[rows]))].astype(np.int64)


def bring_to_unit(scores: Scores) -> Scores:
    """Return scores divided by the greatest, so that the best is 1; all zero where none is above zero."""
    greatest = scores.max(initial=0.0)
    return scores / greatest if greatest > 0 else np.zeros_like(scores)


def spread_to_unit(scores: Scores) -> Scores:
    """Return scores spread over 0..1 (min-max), the usual way before a weighted fusion."""
    if not scores.size:
        return scores
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low) if high > low else np.ones_like(scores)
