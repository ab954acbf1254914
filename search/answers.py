"""The span that answers: an agency, a date, a number, a document, a person, picked in the best passages.

What was read at ingestion comes first (assignments, deadlines, references, the signature), the text after it.
Nothing is composed: an answer is a span of a document, or there is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document, Passage
from index.analysis import strip_marks, syllables
from search.intent import read_intent
from search.reading import Ask
from search.result import Answer, AnswerKind

PASSAGES = 3  # how many of the best passages are looked into
_LATER = 0.75  # what a span counts in each passage after the first
_NEARNESS = 80.0  # characters over which nearness to the question's words fades to a half

_DAY = r"\d{1,2}/\d{1,2}/\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_DATES = re.compile(
    rf"(?:ngày\s+)?(?:{_DAY})|(?:quý\s+[IVX]+|tháng\s+\d{{1,2}})(?:\s*/\s*\d{{4}}|\s+năm\s+\d{{4}})"
    r"|nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}|giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}|(?:đến\s+)?năm\s+\d{4}",
    re.IGNORECASE,
)
_NUMBER = r"\d+(?:[.,]\d+)*"
_QUALIFIER = "không (?:quá|dưới|ít hơn)|tối thiểu|tối đa|ít nhất|nhiều nhất|trên|hơn|gần|khoảng|từ|dưới|ước|vượt|bằng|thứ"
_QUANTITIES = re.compile(
    rf"(?:(?:{_QUALIFIER})\s+){{0,2}}(?<![\w/.,-]){_NUMBER}(?:\s*(?:[-–/]|đến)\s*{_NUMBER})?(?![\w/-])"
    r"(?:\s?[%‰]|(?:\s[^\W\d_]+(?:/[^\W\d_]+)*){0,6})(?:\s+trở (?:lên|xuống))?",
    re.IGNORECASE,
)
# Words that end what is counted: "120 tỷ đồng | cho năm công trình".
_AFTER_UNIT = re.compile(
    r"\s(?:cho|và|của|để|trong|tại|với|là|theo|thuộc|được|đã|có|từ|ở|do|khi|phải|mà|trên|vào|so|nhưng|thì|đối|"
    r"tham|không|sẽ|bị|đến|đạt|trở(?!\s(?:lên|xuống)))(?=\s|$)",
    re.IGNORECASE,
)
_FRAMEWORK = re.compile(
    r"(?:\b(?:năm|tháng|ngày|quý|khóa|khoá|số|điều|khoản|mục|phụ lục|nhiệm kỳ|giai đoạn|thứ|quyết|định|thị|luận|hoạch"
    r"|khu|quận|phường|tổ|ban chỉ đạo)\s+|^|\n|\[)$",
    re.IGNORECASE,
)
_NAME = r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+)(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,3}"
_PEOPLE = re.compile(rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+({_NAME})")
_SIGNS = re.compile(r"\b(?:ky|sign(?:ed|s|atory)?)\b")
_CITED = re.compile(
    r"(?:\s*,?\s*ngày\s+\d{1,2}/\d{1,2}/\d{4})?(?:\s+của\s+(?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?:\s+[^\W\d_]+){0,6}?(?=\s+(?:về|“|thực|ban)|[,.;:)(]|$))?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate answer: offsets in the document's text, and how well it fits, 0..1."""

    start: int
    end: int
    fit: float


Finder = Callable[[Ask, Document, Passage], Iterator[Span]]


def find_answer(ask: Ask, passages: Sequence[tuple[Document, Passage]], probability: float) -> Answer | None:
    """Return the span that answers best, or None where the question asks for no span or none is there.

    Args:
        ask: the question.
        passages: the best passages with their documents, best first.
        probability: that the first passage answers.
    """
    kind = read_intent(ask.typed)
    finder = _FINDERS.get(kind)
    if finder is None:
        return None
    found = [
        (span.fit * _LATER**place, document, passage, span)
        for place, (document, passage) in enumerate(passages[:PASSAGES])
        for span in finder(ask, document, passage)
    ]
    if not found:
        return None
    fit, document, passage, span = max(found, key=lambda entry: entry[0])
    return Answer(
        text=document.text[span.start : span.end],
        kind=kind,
        passage_id=passage.id,
        start=span.start,
        end=span.end,
        probability=round(min(1.0, probability * (0.5 + fit / 2)), 4),
    )


def _find_dates(ask: Ask, document: Document, passage: Passage) -> Iterator[Span]:
    for task in document.assignments:
        if task.passage_id == passage.id and task.deadline:
            start = passage.text.find(task.deadline)
            if start >= 0:
                first = passage.start + start
                yield Span(first, first + len(task.deadline), 0.75 + 0.25 * _near(ask, passage, start))
    for found in _DATES.finditer(passage.text):
        if not _asked(ask, found.group()):
            yield _span(passage, found.span(), 0.3 + 0.6 * _near(ask, passage, found.start()))


def _find_numbers(ask: Ask, _: Document, passage: Passage) -> Iterator[Span]:
    asked = _words(ask)
    for found in _QUANTITIES.finditer(passage.text):
        cut = _AFTER_UNIT.search(found.group())
        words = found.group()[: cut.start()] if cut else found.group()
        unit = {strip_marks(token) for token in syllables(words) if not token[0].isdigit()}
        counted = len(unit & asked) / max(len(unit), 1)
        if not _asked(ask, words) and not _is_framework(passage.text, found.start()):
            fit = 0.2 + 0.3 * counted + 0.5 * _near(ask, passage, found.start())
            yield _span(passage, (found.start(), found.start() + len(words)), fit)


def _is_framework(text: str, start: int) -> bool:
    """Return whether a number is that of a day, a year, a document or a clause and so counts nothing."""
    return bool(_FRAMEWORK.search(text[max(0, start - 14) : start]))


def _find_documents(ask: Ask, document: Document, passage: Passage) -> Iterator[Span]:
    asked = ask.reading.references
    for reference in document.references:
        named = any(reference.number.startswith(number) for number in asked)
        for start, end in reference.spans:
            if passage.start <= start < passage.end and not named:
                tail = _CITED.match(document.text, end, passage.end)
                whole = tail.end() if tail else end
                yield Span(start, whole, 0.4 + 0.6 * _near(ask, passage, start - passage.start))


def _find_agencies(ask: Ask, document: Document, passage: Passage) -> Iterator[Span]:
    for task in document.assignments:
        if task.passage_id != passage.id:
            continue
        start = document.text.rfind(task.agency, 0, task.end)
        if start >= 0:
            leads = 0.2 if task.role == "chủ trì" else 0.0 if task.role == "phối hợp" else 0.1
            near = _near(ask, passage, (task.start + task.end) // 2 - passage.start)
            yield Span(start, start + len(task.agency), 0.4 + leads + 0.4 * near)


def _find_people(ask: Ask, document: Document, passage: Passage) -> Iterator[Span]:
    signer = document.metadata.signer
    start = document.text.rfind(signer.name) if signer else -1
    if (
        signer
        and start >= 0
        and (_SIGNS.search(strip_marks(ask.typed).lower()) or passage.kind == "signature")
    ):
        yield Span(start, start + len(signer.name), 0.95)
    for found in _PEOPLE.finditer(passage.text):
        yield _span(passage, found.span(1), 0.4 + 0.5 * _near(ask, passage, found.start()))


_FINDERS: dict[AnswerKind, Finder] = {
    "date": _find_dates,
    "number": _find_numbers,
    "document": _find_documents,
    "agency": _find_agencies,
    "person": _find_people,
}


def _span(passage: Passage, within: tuple[int, int], fit: float) -> Span:
    start, end = within
    return Span(passage.start + start, passage.start + end, fit)


def _words(ask: Ask) -> frozenset[str]:
    """Return the question's syllables, in Vietnamese where it was asked in English, without marks."""
    texts = [ask.vietnamese, ask.unmarked, *(group[0].vietnamese for group in ask.terms)]
    return frozenset(strip_marks(token) for text in texts for token in syllables(text))


def _near(ask: Ask, passage: Passage, place: int) -> float:
    """Return how near the question's words stand to a place of the passage, 0..1, rarer words counting more."""
    asked = _words(ask)
    total = held = 0.0
    seen: dict[str, list[int]] = {}
    for found in re.finditer(r"[^\W_]+", passage.text):
        token = strip_marks(found.group()).lower()
        if token in asked:
            seen.setdefault(token, []).append(found.start())
    for places in seen.values():
        weight = 1 / len(places)  # a word that the passage repeats tells places apart less
        nearest = min(abs(place - other) for other in places)
        total += weight
        held += weight * _NEARNESS / (_NEARNESS + nearest)
    return held / total if total else 0.0


def _asked(ask: Ask, words: str) -> bool:
    """Return whether the question itself says these words, as a year that it asks about."""
    said = strip_marks(ask.typed).lower()
    return strip_marks(words).lower().strip() in said
