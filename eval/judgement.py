"""Judging passages by the evidence of a question: grades, qrels, and what share of a passage is evidence."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document
from eval.evidence import find_run, normalise
from eval.measures import Qrels
from eval.questions import ANSWERS, Evidence, Question

_normalise = lru_cache(maxsize=1 << 14)(normalise)  # the same passages come back for many questions


def same_document(evidence: Evidence, names: Iterable[str]) -> bool:
    """Return whether the quote is of the document that goes by one of these names (file name, id)."""
    return unicodedata.normalize("NFC", evidence.document) in {
        unicodedata.normalize("NFC", name) for name in names
    }


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence says of one passage.

    Attributes:
        grade: the highest grade of a quote that it matches, None if it matches none (it is then unjudged).
        quotes: which of the question's distinct answering quotes it holds, see `answering_quotes`.
        exactness: share of the passage's letters and digits that stand in an answering quote.
    """

    grade: int | None
    quotes: frozenset[int] = frozenset()
    exactness: float = 0.0


def answering_quotes(question: Question) -> tuple[Evidence, ...]:
    """Return the question's quotes of grade 2, each once per document."""
    distinct = {
        (evidence.document, _normalise(evidence.quote)): evidence
        for evidence in reversed(question.evidence)
        if evidence.grade >= ANSWERS
    }
    return tuple(reversed(distinct.values()))


def judge(question: Question, names: Sequence[str], text: str) -> Judgement:
    """Judge one passage by the question's evidence.

    Args:
        names: what the passage's document goes by: its file name, its id.
        text: the passage's own words.
    """
    passage = _normalise(text)
    grades = [
        evidence.grade
        for evidence in question.evidence
        if same_document(evidence, names) and find_run(_normalise(evidence.quote), passage)
    ]
    if not grades:
        return Judgement(None)
    runs = {
        index: run
        for index, evidence in enumerate(answering_quotes(question))
        if same_document(evidence, names) and (run := find_run(_normalise(evidence.quote), passage))
    }
    covered = {position for run in runs.values() for position in range(*run)}
    return Judgement(max(grades), frozenset(runs), len(covered) / max(len(passage), 1))


def make_qrels(questions: Iterable[Question], documents: Sequence[Document]) -> Qrels:
    """Judge every passage of the documents by every question's evidence.

    A passage is relevant with the highest grade of a quote that it matches; several passages may match one
    quote, and then each is relevant. Questions whose evidence no passage matches are left in, with no passage.

    Returns:
        Grade by passage id by question id, for the questions that have evidence.
    """
    return {
        question.id: dict(_judged_passages(question, documents))
        for question in questions
        if question.evidence
    }


def _judged_passages(question: Question, documents: Sequence[Document]) -> Iterable[tuple[str, int]]:
    for document in documents:
        names = (document.source, document.id)
        if not any(same_document(evidence, names) for evidence in question.evidence):
            continue
        for passage in document.passages:
            grade = judge(question, names, passage.text).grade
            if grade is not None:
                yield passage.id, grade
