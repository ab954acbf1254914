"""The span that answers: an agency, a date, a number, a document, a person, a clause, picked in the best passages.

What a document states of itself comes first (who signed, when it was issued), then the spans of the passages,
weighed by a small model. Nothing is composed: an answer is a span of a document, or there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from search.answer_features import FEATURES, Rarity, describe_passage, weigh_question
from search.answer_model import AnswerModel, load_answer_model
from search.answer_spans import MARKS
from search.duties import find_duty
from search.head_facts import asks_head_fact, find_head_fact
from search.intent import read_wants
from search.reading import Ask
from search.result import Answer, AnswerKind
from search.sides import Found, part_sides

PASSAGES = 3  # how many of the best passages are looked into
_SURE = 0.9  # how likely what a head states is right, once the document is
_OUT = np.float32(100)  # what puts a span behind every other
_IS_AGENCY = FEATURES.index("is_agency")
_ORDER: tuple[AnswerKind, ...] = (
    "person", "agency", "date", "number", "document", "place", "definition", "clause",
)  # fmt: skip
_TOLD = ("sentence", "near_before", "near_after", "passage", "missed", "held")

SIGNS = (
    "stated",
    "unstated",
    "duty",
    "span_score",
    "span_share",
    "span_fresh",
    *(f"span_{name}" for name in _TOLD),
)
"""What a found answer says of whether there is one, by name."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The span that answers best.

    Attributes:
        start, end: offsets in the document's text.
        sure: how likely it is right, 0..1, once its passage is.
        stated: whether the document states it of itself.
        signs: values of some of SIGNS; the others are 0.
    """

    document: Document
    passage: Passage
    start: int
    end: int
    kind: AnswerKind
    sure: float
    stated: bool
    signs: Mapping[str, float]

    def as_answer(self, probability: float) -> Answer:
        """Return it as an answer, given the probability that its passage answers."""
        text = self.document.text[self.start : self.end]
        likely = round(min(1.0, probability * self.sure), 4)
        return Answer(text, self.kind, self.passage.id, self.start, self.end, likely)


def _even(_: str) -> float:
    return 1.0


def find_answer(
    ask: Ask, passages: Found, rarity: Rarity = _even, model: AnswerModel | None = None
) -> Picked | None:
    """Return the span that answers best, or None where there is none.

    Args:
        ask: the question.
        passages: the best passages with their documents, best first.
        rarity: how much a syllable without marks tells; the library's inverse document frequency.
        model: weighs the spans; None for the shipped one.
    """
    wants = read_wants(ask.typed)
    fact = find_head_fact(ask, wants, passages)
    if fact:
        span = (fact.start, fact.end)
        return Picked(fact.document, fact.passage, *span, fact.kind, _SURE, True, {"stated": 1.0})
    duty = find_duty(ask, *passages[0]) if passages else None
    if duty:
        return Picked(*passages[0], *duty, "agency", _SURE, False, {"duty": 1.0})
    picked = _pick(ask, wants, passages, rarity, model or load_answer_model())
    if picked and asks_head_fact(ask, wants, passages):
        return replace(picked, signs={**picked.signs, "unstated": 1.0})
    return picked


def find_sides(
    ask: Ask, passages: Found, rarity: Rarity = _even, model: AnswerModel | None = None
) -> tuple[Picked, ...]:
    """Return one answer a side of a comparison, in the order that the question names them; none if it is none.

    Args:
        ask: the question.
        passages: found passages, best first; the more of them, the likelier that every side is among them.
        rarity, model: as in `find_answer`.
    """
    wants = read_wants(ask.typed)
    model = model or load_answer_model()
    found = (_pick(ask, wants, side, rarity, model) for side in part_sides(ask, passages))
    return tuple(picked for picked in found if picked)


def _pick(
    ask: Ask, wants: frozenset[AnswerKind], passages: Found, rarity: Rarity, model: AnswerModel | None
) -> Picked | None:
    if model is None:
        return None
    wanted = weigh_question(ask, rarity)
    scores: list[NDArray[np.float32]] = []
    best: tuple[float, Document, Passage, tuple[int, int], NDArray[np.float32]] | None = None
    for rank, (document, passage) in enumerate(passages[:PASSAGES]):
        found = describe_passage(wanted, document, passage, rank)
        kept = keep_wanted(found.features, wants)
        score = model.score(found.features, wants)
        score = np.where(kept, score, score - _OUT)
        scores.append(score)
        at = int(np.argmax(score)) if len(score) else 0
        if len(score) and (best is None or score[at] > best[0]):
            span = int(found.starts[at]), int(found.ends[at])
            best = float(score[at]), document, passage, span, found.features[at]
    if best is None:
        return None
    score_of, document, passage, (start, end), features = best
    share = float(np.exp(score_of - np.logaddexp.reduce(np.concatenate(scores))))
    kind = next(kind for kind in _ORDER if kind in wants)
    told = _tell(features, wants) | {"span_score": score_of / 10, "span_share": share}
    return Picked(document, passage, start, end, kind, 0.5 + share / 2, False, told)


def _tell(features: NDArray[np.float32], wants: frozenset[AnswerKind]) -> dict[str, float]:
    """Return what the features of a picked span say of whether it answers."""
    named = dict(zip(FEATURES, features.tolist(), strict=True))
    fresh = max((named[f"fresh_{mark}"] for mark in MARKS if mark in wants), default=0.0)
    return {"span_fresh": fresh} | {f"span_{name}": named[name] for name in _TOLD}


def keep_wanted(features: NDArray[np.float32], wants: frozenset[AnswerKind]) -> NDArray[np.bool_]:
    """Return which spans may answer: names of agencies alone where only an agency is asked for, else all."""
    if wants == {"agency"}:
        return features[:, _IS_AGENCY] > 0
    return np.ones(len(features), dtype=np.bool_)
