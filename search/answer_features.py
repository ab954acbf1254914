"""Candidate answers of a passage, described by features that have names.

A feature says something of the span (how it begins and ends, what it holds), of its sentence, or of the question's
words in and about it. `search.answer_model` weighs them, differently for each kind of thing asked for.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from index.analysis import strip_marks, syllables
from index.signs import find_signs, share_bits
from search.answer_shape import LENGTHS, SHAPE, Matrix, Places, Shape, shape_passage
from search.answer_spans import MARKS, Reading
from search.expected import read_expected
from search.reading import Ask

Rarity = Callable[[str], float]

_WINDOW = 10  # tokens on either side that count as near
# Words of asking, which no passage need hold.
_ASKING = frozenset(
    "ai gi nao may bao nhieu khi luc dau sao the la co cua va thi ma o bi hay khong cho nhung cac duoc ten so nay"
    " the of in to who what when which how many much is are was were by for and on at did does do must"
    " from with it its be that".split()
)

FEATURES: tuple[str, ...] = (
    *SHAPE,
    *(f"{what}_{mark}" for mark in MARKS for what in ("fresh", "said")),
    "held", "density", "near_before", "near_after", "sentence", "best_sentence", "passage",
    "opens_asked", "closes_asked", "missed", "counted", "expected", "leads", "joins", "second", "third", "above",
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spans of one passage.

    Attributes:
        starts, ends: offsets in the document's text, each (spans,).
        features: (spans, len(FEATURES)).
    """

    starts: Places
    ends: Places
    features: Matrix


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks.

    Attributes:
        weights: of its words, by folded token.
        pairs: of them, adjacent.
        marked: their spelling, where it can be trusted.
        total: of the weights.
        expected: the finer kinds of things asked for, as bits of `index.signs.BIT`.
    """

    weights: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    marked: frozenset[str] | None
    total: float
    expected: int


def weigh_question(ask: Ask, rarity: Rarity) -> Wanted:
    """Return the words that a question brings, rarer ones weighing more; an English one by its readings."""
    weights: dict[str, float] = {}
    pairs: set[tuple[str, str]] = set()
    marked: set[str] = set()
    texts = [(ask.vietnamese, 1.0), (ask.unmarked, 1.0)]
    texts += [(reading.vietnamese, reading.weight) for group in ask.terms for reading in group]
    for text, weight in texts:
        spelled = syllables(text)
        folded = [strip_marks(token) for token in spelled]
        marked.update(spelled)
        pairs.update(itertools.pairwise(folded))
        for token in folded:
            if token not in _ASKING:
                weights[token] = max(weights.get(token, 0.0), weight * rarity(token))
    trusted = frozenset(marked) if not ask.unmarked else None
    expected = read_expected(ask.typed, ask.reading.language)
    return Wanted(weights, frozenset(pairs), trusted, sum(weights.values()) or 1.0, expected)


def describe_passage(wanted: Wanted, document: Document, passage: Passage, rank: int) -> Candidates:
    """Return the candidate answers of one passage.

    Args:
        wanted: the question's words.
        document: whose passage it is.
        passage: where the answer is looked for.
        rank: of the passage, from 0.
    """
    shape = shape_passage(document, passage)
    reading, begins, ends = shape.reading, shape.begins, shape.ends
    if not len(begins):
        return Candidates(begins, ends, np.zeros((0, len(FEATURES)), dtype=np.float32))
    matched = _match(wanted, reading)
    columns = [
        *_asked_marks(shape, matched),
        *_nearness(reading, matched, begins, ends),
        _counting(shape, matched),
        _expect(reading, passage.text, wanted.expected, begins, ends),
        *_roles(reading, document, passage, begins, ends),
        np.full(len(begins), rank == 1),
        np.full(len(begins), rank >= 2),
        np.zeros(len(begins)),
    ]
    within = np.concatenate([shape.features, np.array(columns, dtype=np.float32).T], axis=1)
    starts = reading.first[begins].astype(np.intp) + passage.start
    stops = reading.last[ends - 1].astype(np.intp) + passage.start
    above = [*_describe_above(reading, matched, document, passage, rank)]
    if not above:
        return Candidates(starts, stops, within)
    return Candidates(
        np.concatenate([starts, [start for start, _, _ in above]]),
        np.concatenate([stops, [end for _, end, _ in above]]),
        np.concatenate([within, np.array([row for _, _, row in above])]),
    )


def _describe_above(
    reading: Reading, matched: Matrix, document: Document, passage: Passage, rank: int
) -> Iterator[tuple[int, int, Matrix]]:
    """Yield the agencies that head the passage's tasks from a heading or a lead-in above it."""
    running = np.concatenate([[0.0], np.cumsum(matched)])
    sentences = _sentence_shares(reading, matched)
    sentence_of = reading.hard[:-1] - reading.hard[0]
    for task in document.assignments:
        if task.passage_id != passage.id or task.agency in passage.text:
            continue
        start = document.text.rfind(task.agency, 0, passage.start)
        if start < 0:
            continue
        begin = min(reading.place(max(task.start - passage.start, 0)), len(matched) - 1)
        end = max(reading.place_end(task.end - passage.start), begin + 1)
        sentence = float(sentences[sentence_of[begin]])
        values = {
            f"length_to_{_bucket(len(task.agency.split()))}": 1, "opens_at_mark": 1, "closes_at_mark": 1,
            "holds_agency": 1, "opens_agency": 1, "closes_agency": 1, "is_agency": 1, "fresh_agency": 1,
            "near_after": min(float(running[end] - running[begin]), 1), "sentence": sentence,
            "best_sentence": sentence >= sentences.max() - 1e-6, "passage": _unique(reading.tokens, matched),
            "missed": sentence, "leads": task.role != "phối hợp", "joins": task.role == "phối hợp",
            "second": rank == 1, "third": rank >= 2, "above": 1,
        }  # fmt: skip
        row = np.zeros(len(FEATURES), dtype=np.float32)
        for name, value in values.items():
            row[_PLACE[name]] = value
        yield start, start + len(task.agency), row


def _bucket(size: int) -> int:
    return next((limit for limit in LENGTHS if size <= limit), LENGTHS[-1])


def _match(wanted: Wanted, reading: Reading) -> Matrix:
    """Return how much of the question each token is, 0 where it is none of its words."""
    tokens, found = reading.tokens, np.zeros(len(reading.tokens), dtype=np.float32)
    weights, pairs, marked = wanted.weights, wanted.pairs, wanted.marked
    for place, token in enumerate(tokens):
        weight = weights.get(token)
        if not weight:
            continue
        if marked is not None and reading.marked[place] not in marked:
            weight *= 0.2
        before = place > 0 and (tokens[place - 1], token) in pairs
        after = place + 1 < len(tokens) and (token, tokens[place + 1]) in pairs
        found[place] = weight * (1.0 if before or after else 0.6)
    return found / np.float32(wanted.total)


def _tokens_of(reading: Reading, start: int, end: int) -> tuple[int, int]:
    return reading.place(start), max(reading.place_end(end), reading.place(start) + 1)


def _asked_marks(shape: Shape, matched: Matrix) -> Iterator[NDArray[np.bool_]]:
    """Yield, of each kind of mark, which spans hold one that the question does not say, and one that it does."""
    missing = np.concatenate([[0], np.cumsum(matched == 0)])
    for mark in MARKS:
        first, last = shape.marked[mark]
        said = missing[last] == missing[first]
        yield (shape.within[mark] & ~said).any(axis=1)
        yield (shape.within[mark] & said).any(axis=1)


def _nearness(reading: Reading, matched: Matrix, begins: Places, ends: Places) -> list[NDArray[np.generic]]:
    count = len(matched)
    running = np.concatenate([[0.0], np.cumsum(matched)])
    held = running[ends] - running[begins]
    before = running[begins] - running[np.maximum(begins - _WINDOW, 0)]
    after = running[np.minimum(ends + _WINDOW, count)] - running[ends]
    sentences = _sentence_shares(reading, matched)
    at = reading.hard[1 : count + 1] - reading.hard[0] if count else reading.hard
    of = np.concatenate([[0], reading.hard[1:count] - reading.hard[0]]) if count else at
    sentence = np.maximum(sentences[of[begins]], sentences[of[ends - 1]])
    best = sentence >= sentences.max(initial=0.0) - 1e-6
    whole = np.full(len(begins), _unique(reading.tokens, matched))
    return [
        np.minimum(held, 1), np.minimum(held * 10 / np.maximum(ends - begins, 1), 1), np.minimum(before, 1),
        np.minimum(after, 1), sentence, best, whole, matched[begins] > 0, matched[ends - 1] > 0,
        np.maximum(sentence - held, 0),
    ]  # fmt: skip


def _sentence_shares(reading: Reading, matched: Matrix) -> Matrix:
    """Return how much of the question each sentence of the passage holds, every word counted once."""
    starts = reading.hard[: len(matched)] - (reading.hard[0] if len(matched) else 0)
    shares: list[dict[str, float]] = [{} for _ in range(int(starts.max(initial=0)) + 1)]
    for place in np.flatnonzero(matched):
        held = shares[int(starts[place])]
        token = reading.tokens[place]
        held[token] = max(held.get(token, 0.0), float(matched[place]))
    return np.array([sum(held.values()) for held in shares], dtype=np.float32)


def _unique(tokens: Sequence[str], matched: Matrix) -> float:
    held: dict[str, float] = {}
    for place in np.flatnonzero(matched):
        token = tokens[int(place)]
        held[token] = max(held.get(token, 0.0), float(matched[place]))
    return sum(held.values())


def _counting(shape: Shape, matched: Matrix) -> Matrix:
    """Return how much of what the best number in each span counts is asked for."""
    first, last = shape.marked["number"]
    asked = np.concatenate([[0], np.cumsum(matched > 0)])
    shares = (asked[np.minimum(last + 1, len(matched))] - asked[first]) / np.maximum(last - first - 1, 1)
    best = np.where(shape.within["number"], np.minimum(shares, 1), 0).max(axis=1, initial=0)
    return np.asarray(best, dtype=np.float32)


def _expect(reading: Reading, text: str, expected: int, begins: Places, ends: Places) -> Matrix:
    """Return the share of the finer kinds of things asked for that each span holds."""
    held = np.zeros(len(begins), dtype=np.uint32)
    for bit, start, end in find_signs(text, expected):
        first, last = _tokens_of(reading, start, end)
        held[(first >= begins) & (last <= ends)] |= bit
    return share_bits(held, expected)


def _roles(
    reading: Reading, document: Document, passage: Passage, begins: Places, ends: Places
) -> list[NDArray[np.generic]]:
    leads, joins = (np.zeros(len(begins), dtype=np.bool_) for _ in range(2))
    for task in document.assignments:
        at = passage.text.find(task.agency) if task.passage_id == passage.id else -1
        if at < 0:
            continue
        begin, end = _tokens_of(reading, at, at + len(task.agency))
        inside = (begin >= begins) & (end <= ends)
        if task.role == "phối hợp":
            joins |= inside
        else:
            leads |= inside
    return [leads, joins]
