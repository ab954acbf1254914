"""Who has the duty that a question asks about: the agency of an assignment that the first passage states."""

import re

from corpus.document import Assignment, Document, Passage
from index.analysis import strip_marks, syllables
from search.reading import Ask

_WHO = r"(?:ai|co quan nao|don vi nao|ban nao|so nao|bo phan nao|to chuc nao|hoi nao|ben nao|who|which \w+|what \w+)"
_DUTY = (
    r"(?:chiu trach nhiem|chu tri|dau moi|phu trach|duoc giao|giao cho|phai lo|lo viec|dam nhan|phan cong"
    r"|responsib\w+|in charge|tasked|assigned|leads?|heads?|accountable)"
)
_ASKED = re.compile(rf"\b{_WHO}\b.{{0,40}}\b{_DUTY}\b|\b{_DUTY}\b.{{0,12}}\b{_WHO}\b")


def find_duty(ask: Ask, document: Document, passage: Passage) -> tuple[int, int] | None:
    """Return the span of the agency that bears the duty asked about; None where none is asked for or stated.

    Args:
        ask: the question.
        document, passage: the first passage found.

    Returns:
        Offsets in the document's text; the agency may stand in a heading or lead-in above the passage.
    """
    if not _ASKED.search(strip_marks(ask.words).lower()):
        return None
    tasks = [
        task for task in document.assignments if task.passage_id == passage.id and task.role != "phối hợp"
    ]
    if not tasks:
        return None
    asked = _tokens(" ".join((ask.vietnamese, ask.unmarked, *(group[0].vietnamese for group in ask.terms))))
    best = max(tasks, key=lambda task: len(asked & _tokens(document.text[task.start : task.end])))
    return _locate(document, best)


def _locate(document: Document, task: Assignment) -> tuple[int, int] | None:
    start = document.text.rfind(task.agency, 0, task.end)
    return (start, start + len(task.agency)) if start >= 0 else None


def _tokens(text: str) -> frozenset[str]:
    return frozenset(strip_marks(token) for token in syllables(text))
