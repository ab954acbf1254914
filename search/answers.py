"""The span that answers: an agency, a date, a number, a document, a person, a clause, picked in the best passages.

What a document states of itself comes first (who signed, when it was issued), then the spans of the passages,
weighed by a small model. Nothing is composed: an answer is a span of a document, or there is none.
"""

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from search.answer_features import FEATURES, Rarity, describe_passage, weigh_question
from search.answer_model import AnswerModel, load_answer_model
from search.duties import find_duty
from search.head_facts import find_head_fact
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


def _even(_: str) -> float:
    return 1.0


def find_answer(
    ask: Ask,
    passages: Found,
    probability: float,
    rarity: Rarity = _even,
    model: AnswerModel | None = None,
) -> Answer | None:
    """Return the span that answers best, or None where there is none.

    Args:
        ask: the question.
        passages: the best passages with their documents, best first.
        probability: that the first passage answers.
        rarity: how much a syllable without marks tells; the library's inverse document frequency.
        model: weighs the spans; None for the shipped one.
    """
    wants = read_wants(ask.typed)
    stated = find_head_fact(ask, wants, passages)
    if stated:
        span = (stated.start, stated.end)
        return _answer(stated.document, stated.passage, span, stated.kind, probability * _SURE)
    duty = find_duty(ask, *passages[0]) if passages else None
    if duty:
        return _answer(*passages[0], duty, "agency", probability * _SURE)
    return _pick(ask, wants, passages, probability, rarity, model or load_answer_model())


def find_sides(
    ask: Ask,
    passages: Found,
    probability: float,
    rarity: Rarity = _even,
    model: AnswerModel | None = None,
) -> tuple[Answer, ...]:
    """Return one answer a side of a comparison, in the order that the question names them; none if it is none.

    Args:
        ask: the question.
        passages: found passages, best first; the more of them, the likelier that every side is among them.
        probability: that the first passage answers.
        rarity: as in `find_answer`.
        model: as in `find_answer`.
    """
    wants = read_wants(ask.typed)
    model = model or load_answer_model()
    found = (_pick(ask, wants, side, probability, rarity, model) for side in part_sides(ask, passages))
    return tuple(answer for answer in found if answer)


def _pick(
    ask: Ask,
    wants: frozenset[AnswerKind],
    passages: Found,
    probability: float,
    rarity: Rarity,
    model: AnswerModel | None,
) -> Answer | None:
    if model is None:
        return None
    wanted = weigh_question(ask, rarity)
    scores: list[NDArray[np.float32]] = []
    best: tuple[float, Document, Passage, tuple[int, int]] | None = None
    for rank, (document, passage) in enumerate(passages[:PASSAGES]):
        found = describe_passage(wanted, document, passage, rank)
        kept = keep_wanted(found.features, wants)
        score = model.score(found.features, wants)
        score = np.where(kept, score, score - _OUT)
        scores.append(score)
        at = int(np.argmax(score)) if len(score) else 0
        if len(score) and (best is None or score[at] > best[0]):
            best = float(score[at]), document, passage, (int(found.starts[at]), int(found.ends[at]))
    if best is None:
        return None
    share = float(np.exp(best[0] - np.logaddexp.reduce(np.concatenate(scores))))
    kind = next(kind for kind in _ORDER if kind in wants)
    return _answer(*best[1:], kind, probability * (0.5 + share / 2))


def keep_wanted(features: NDArray[np.float32], wants: frozenset[AnswerKind]) -> NDArray[np.bool_]:
    """Return which spans may answer: names of agencies alone where only an agency is asked for, else all."""
    if wants == {"agency"}:
        return features[:, _IS_AGENCY] > 0
    return np.ones(len(features), dtype=np.bool_)


def _answer(
    document: Document, passage: Passage, span: tuple[int, int], kind: AnswerKind, probability: float
) -> Answer:
    start, end = span
    return Answer(
        text=document.text[start:end],
        kind=kind,
        passage_id=passage.id,
        start=start,
        end=end,
        probability=round(min(1.0, probability), 4),
    )
