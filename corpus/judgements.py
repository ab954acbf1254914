"""What people say of passages: whether they answer a question, in whose eyes, since when.

A judgement keeps the words of the passage, so that it outlives any other cutting of the documents.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from statistics import median_low
from typing import Any

from corpus.document import Document, Passage
from corpus.errors import TrichdanError
from corpus.library import Library

GRADES = (2, 1, 0)
"""Answers; answers in part; was looked at and does not."""
LANGUAGES = ("vi", "vi-nodiac", "en", "en-mixed")
_LONGEST_QUESTION, _LONGEST_NAME, _LONGEST_QUOTE = 1_000, 80, 5_000  # characters


class JudgementError(TrichdanError):
    """A judgement lacks something, or quotes what the document does not say."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's word on one piece of evidence.

    Attributes:
        id: of the judgement, 0 before it is kept.
        question: as it was asked.
        language: of the question, one of `LANGUAGES`.
        document_id, source: the document, and its file's name.
        passage_id: the passage that the words begin in.
        quote: the words, as the document has them.
        grade: one of `GRADES`.
        judge: the name that the person gave.
        judged_at: UTC, ``2026-05-01 09:30:00``; "" before it is kept.
    """

    id: int
    question: str
    language: str
    document_id: str
    source: str
    passage_id: str
    quote: str
    grade: int
    judge: str
    judged_at: str = ""


def make_judgement(
    document: Document,
    words: str | Passage,
    *,
    question: str,
    grade: int,
    judge: str,
    language: str = "vi",
) -> Judgement:
    """Return a judgement on words of a document, checked.

    Args:
        document: what is quoted.
        words: one of its passages, or words as a person copied them, whose spaces, punctuation and case may
            differ from the document's.
        question: what they are to answer.
        grade: one of `GRADES`.
        judge: who says so.
        language: of the question.

    Raises:
        JudgementError: the question, the name or the words are missing or too long, or the document does not
            say them.
    """
    asked, name = _fold_spaces(question), _fold_spaces(judge)
    _refuse_blank(asked, _LONGEST_QUESTION, "câu hỏi", "question")
    _refuse_blank(name, _LONGEST_NAME, "tên người đánh giá", "name of the person who judges")
    quoted = words if isinstance(words, str) else words.text
    _refuse_blank(quoted, _LONGEST_QUOTE, "lời trích", "quoted words")
    if grade not in GRADES:
        raise JudgementError(
            "Mức đánh giá phải là 0, 1 hoặc 2. Hãy chọn lại.", "A grade is 0, 1 or 2. Choose again."
        )
    start, end = _locate(document, words) if isinstance(words, str) else (words.start, words.end)
    passage = next((p for p in document.passages if p.end > start), None)
    return Judgement(
        id=0,
        question=asked,
        language=language if language in LANGUAGES else "vi",
        document_id=document.id,
        source=document.source,
        passage_id=passage.id if passage else document.id,
        quote=document.text[start:end],
        grade=grade,
        judge=name,
    )


def keep_judgement(library: Library, judgement: Judgement) -> None:
    """Keep a judgement; what the same person said before of the same words is replaced."""
    with library.database as transaction:
        transaction.execute(
            "INSERT INTO judgements"
            " (question, language, document_id, source, passage_id, quote, grade, judge)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (question, judge, document_id, quote)"
            " DO UPDATE SET grade = excluded.grade, judged_at = datetime('now')",
            (
                judgement.question,
                judgement.language,
                judgement.document_id,
                judgement.source,
                judgement.passage_id,
                judgement.quote,
                judgement.grade,
                judgement.judge,
            ),
        )


def withdraw_judgement(library: Library, id: int) -> bool:
    """Drop a judgement; return whether it was there."""
    with library.database as transaction:
        return transaction.execute("DELETE FROM judgements WHERE id = ?", (id,)).rowcount > 0


def list_judgements(library: Library, question: str | None = None) -> tuple[Judgement, ...]:
    """Return every judgement, those on one question together, in the order in which they were first asked.

    Args:
        library: which keeps them.
        question: only those on this question, as it was typed.
    """
    asked = None if question is None else _fold_spaces(question)
    rows = library.database.execute(
        "SELECT id, question, language, document_id, source, passage_id, quote, grade, judge, judged_at"
        " FROM judgements WHERE ?1 IS NULL OR question = ?1 ORDER BY id",
        (asked,),
    )
    found = [Judgement(*row) for row in rows]
    first = {_asked_words(judgement.question): judgement.id for judgement in reversed(found)}
    return tuple(sorted(found, key=lambda judgement: first[_asked_words(judgement.question)]))


def make_questions(judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """Return judgements as a question set: one object a question, its evidence by quotes.

    Where people differ on a quote, the median of their grades stands, the lower of two. Questions of the same
    words are one, whatever their case and punctuation.

    Args:
        judgements: in the order of `list_judgements`.
    """
    return [
        _question(list(group)) for _, group in groupby(judgements, key=lambda one: _asked_words(one.question))
    ]


def write_questions(judgements: Iterable[Judgement]) -> str:
    """Return the question set as JSON lines."""
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in make_questions(judgements))


def write_qrels(judgements: Iterable[Judgement]) -> str:
    """Return judgements as TREC qrels: question, 0, passage, grade; of several quotes the best counts."""
    lines = []
    for _, group in groupby(judgements, key=lambda one: _asked_words(one.question)):
        found = list(group)
        grades: dict[str, int] = {}
        for (passage_id, _), grade in _agree(found, lambda one: (one.passage_id, one.quote)).items():
            grades[passage_id] = max(grade, grades.get(passage_id, 0))
        lines += [f"{_question_id(found[0])} 0 {id} {grade}\n" for id, grade in grades.items()]
    return "".join(lines)


def _question(group: list[Judgement]) -> dict[str, Any]:
    grades = _agree(group, lambda one: (one.source, one.quote))
    return {
        "id": _question_id(group[0]),
        "question": group[0].question,
        "lang": group[0].language,
        "type": "judged",
        "answer": "",
        "evidence": [
            {"document": source, "quote": quote, "grade": grade} for (source, quote), grade in grades.items()
        ],
    }


def _agree(group: Iterable[Judgement], key: Any) -> Mapping[tuple[str, str], int]:
    grades: dict[tuple[str, str], list[int]] = {}
    for judgement in group:
        grades.setdefault(key(judgement), []).append(judgement.grade)
    return {words: median_low(given) for words, given in grades.items()}


def _question_id(judgement: Judgement) -> str:
    words = _asked_words(judgement.question)
    return f"j-{hashlib.blake2b(words.encode(), digest_size=5).hexdigest()}"


def _asked_words(question: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", question).lower()))


def _locate(document: Document, words: str) -> tuple[int, int]:
    """Find copied words in a document by their letters and digits alone."""
    exact = document.text.find(words.strip())
    if exact >= 0 and any(map(str.isalnum, words)):
        return exact, exact + len(words.strip())
    text, offsets = _letters(document.text)
    wanted, _ = _letters(unicodedata.normalize("NFC", words))
    at = text.find(wanted) if wanted else -1
    if at < 0:
        raise JudgementError(
            f"Văn bản {document.source} không có nguyên văn lời này. Hãy chép lại đúng lời văn bản.",
            f"The document {document.source} does not say these words. Copy them from it once more.",
        )
    return offsets[at], offsets[at + len(wanted) - 1] + 1


def _fold_spaces(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _letters(text: str) -> tuple[str, list[int]]:
    kept = [(char, place) for place, one in enumerate(text) if one.isalnum() for char in one.lower()]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def _refuse_blank(text: str, longest: int, vi: str, en: str) -> None:
    if not text.strip():
        raise JudgementError(f"Còn thiếu {vi}. Hãy điền rồi gửi lại.", f"The {en} is missing. Fill it in.")
    if len(text) > longest:
        raise JudgementError(
            f"Phần {vi} dài quá {longest} ký tự. Hãy rút gọn.",
            f"The {en} is longer than {longest} characters. Shorten it.",
        )
