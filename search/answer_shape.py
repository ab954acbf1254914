"""Candidate spans of a passage, and what can be said of them before any question is asked.

A span begins and ends where a clause, a comma, a bracket, something marked or a small word lets it. This part is
the same for every question, so it is worked out once a passage.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from search.answer_spans import MARKS, MAX_TOKENS, Mark, Reading, Spans, find_facts, read_passage

Matrix = NDArray[np.float32]
Places = NDArray[np.intp]
Within = NDArray[np.bool_]

_MAX_ENDS = 16  # ends looked at from one beginning
_KEPT = 1024  # passages whose spans are kept at hand
LENGTHS = (2, 5, 9, 14, 20, 28)
_BORDERS = ("clause", "comma", "bracket", "mark", "word")
_OPENING = (
    "giao do la thay hoan dat da phai truoc khong it toi duoc gom dua phan co thuc trong den tu".split()
)
_OPENING_PLACE = {word: place for place, word in enumerate(_OPENING)}

SHAPE: tuple[str, ...] = (
    *(f"length_to_{size}" for size in LENGTHS),
    *(f"opens_at_{name}" for name in _BORDERS),
    *(f"closes_at_{name}" for name in _BORDERS),
    *(f"opens_with_{word}" for word in _OPENING),
    "whole_sentence", "sentence_ends", "commas", "torn_bracket",
    *(f"{what}_{mark}" for mark in MARKS for what in ("holds", "several", "opens", "closes", "is")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """Spans of one passage.

    Attributes:
        reading: the passage's tokens.
        begins, ends: first token of each span and the one after its last, (spans,).
        features: (spans, len(SHAPE)).
        marked: first token and the one after the last of everything marked of a kind, (2, marked).
        within: which of them each span holds, (spans, marked).
    """

    reading: Reading
    begins: Places
    ends: Places
    features: Matrix
    marked: dict[Mark, Places]
    within: dict[Mark, Within]


def shape_passage(document: Document, passage: Passage) -> Shape:
    """Return the candidate spans of a passage."""
    return _shape(passage.text, *find_facts(document, passage))


@lru_cache(maxsize=_KEPT)
def _shape(text: str, cited: Spans, agencies: Spans) -> Shape:
    reading = read_passage(text, cited, agencies)
    begins, ends = _pair_borders(reading)
    marked = {
        mark: np.array([m[1:] for m in reading.marks if m[0] == mark], dtype=np.intp).reshape(-1, 2).T
        for mark in MARKS
    }
    columns: list[NDArray[np.generic]] = [*_outline(reading, begins, ends)]
    within = {}
    for mark, (first, last) in marked.items():
        opens: Within = np.equal(first, begins[:, np.newaxis])
        closes: Within = np.equal(last, ends[:, np.newaxis])
        inside = (first >= begins[:, np.newaxis]) & (last <= ends[:, np.newaxis])
        within[mark] = inside
        columns += [
            _holds(inside), inside.sum(axis=1) > 1, _holds(inside & opens),
            _holds(inside & closes), _holds(opens & closes),
        ]  # fmt: skip
    return Shape(reading, begins, ends, np.array(columns, dtype=np.float32).T, marked, within)


def _holds(within: Within) -> Within:
    return np.asarray(within.any(axis=1))


def _pair_borders(reading: Reading) -> tuple[Places, Places]:
    opening, closing = np.flatnonzero(reading.opens), np.flatnonzero(reading.closes)
    at = np.searchsorted(closing, opening)[:, np.newaxis] + np.arange(_MAX_ENDS)
    ends = closing[np.minimum(at, max(len(closing) - 1, 0))] + 1 if len(closing) else at
    begins = np.broadcast_to(opening[:, np.newaxis], ends.shape)
    kept = (at < len(closing)) & (ends - begins <= MAX_TOKENS)
    return begins[kept], ends[kept]


def _outline(reading: Reading, begins: Places, ends: Places) -> list[NDArray[np.generic]]:
    opens, closes = reading.opens[begins], reading.closes[ends - 1]
    first = np.array([_OPENING_PLACE.get(token, -1) for token in reading.tokens], dtype=np.int32)[begins]
    hard = reading.hard[ends - 1] - reading.hard[begins]
    soft = reading.soft[ends - 1] - reading.soft[begins]
    lengths = np.searchsorted(LENGTHS, ends - begins)
    return [
        *(lengths == bucket for bucket in range(len(LENGTHS))),
        *(opens == border for border in range(1, 6)),
        *(closes == border for border in range(1, 6)),
        *(first == place for place in range(len(_OPENING))),
        (opens == 1) & (closes == 1) & (hard == 0),
        np.minimum(hard, 3) / 3,
        np.minimum(soft, 4) / 4,
        reading.brackets[ends - 1] != reading.brackets[begins],
    ]
