"""Question sets: JSON lines of questions judged by quotes from the documents, and a check of the whole file."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import LibraryError, QuestionSetError
from corpus.library import Library
from eval.evidence import find_run, normalise

GRADES = (0, 1, 2)
ANSWERS = 2
"""The grade of a quote that answers; 1 answers in part, 0 was looked at and does not."""
_ALTERNATIVES = " | "


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that bear on a question.

    Attributes:
        document: the document's file name, or its id.
        quote: its words, as printed.
        grade: one of `GRADES`.
    """

    document: str
    quote: str
    grade: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set; without evidence it is unanswerable.

    Attributes:
        lang: ``vi``, ``vi-nodiac`` (typed without marks), ``en``, ``en-mixed``, or another slice's name.
        type: what is asked for: ``who``, ``when``, ``number``, …
        answer: the answer's words; alternatives are parted by `` | ``.
        answer_vi: the same in the documents' own words, where `answer` is in another language.
    """

    id: str
    question: str
    lang: str
    type: str
    answer: str = ""
    answer_vi: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Every answer that counts as right."""
        texts = [self.answer_vi or "", self.answer] if self.evidence else []
        return tuple(part.strip() for text in texts for part in text.split(_ALTERNATIVES) if part.strip())

    def as_json(self) -> dict[str, Any]:
        """Return the question as one object of the file."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in the order of their file."""

    name: str
    sha256: str
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one line, counted from 1; line 0 is the file as a whole.

    A fault that is not fatal is worth a look and does not keep the set from being used.
    """

    line: int
    vi: str
    en: str
    fatal: bool = True


@dataclass(slots=True)
class _Reading:
    """What has been read of a file so far."""

    questions: list[tuple[int, Question]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def blame(self, line: int, vi: str, en: str) -> None:
        self.faults.append(Fault(line, vi, en))


def load_questions(path: Path, documents: Iterable[Document] | None = None) -> QuestionSet:
    """Read a question set, having checked the whole of it.

    Args:
        path: a JSONL file.
        documents: the library's; if given, every quote must stand in its document.

    Raises:
        QuestionSetError: the file can't be read or is at fault; its sentence lists every fault, line by line.
    """
    reading = _read(path, documents)
    fatal = [fault for fault in reading.faults if fault.fatal]
    if fatal:
        raise _refusal(path, fatal)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return QuestionSet(path.stem, digest, tuple(question for _, question in reading.questions))


def load_checked(path: Path, library: Path) -> QuestionSet:
    """Read a question set and check it against a library's documents, before anything slow is loaded.

    Args:
        path: a JSONL file.
        library: the library's folder.

    Raises:
        QuestionSetError: the file is at fault; all faults at once, or those of its form where the library can't be
            opened.
        LibraryError: the library can't be opened.
    """
    try:
        with Library(library) as held:
            documents = held.documents()
    except LibraryError:
        load_questions(path)
        raise
    return load_questions(path, documents)


def find_faults(path: Path, documents: Iterable[Document] | None = None) -> tuple[Fault, ...]:
    """Return everything that is wrong with a question set, in the order of its lines.

    Raises:
        QuestionSetError: the file can't be read at all.
    """
    return tuple(_read(path, documents).faults)


def save_questions(path: Path, questions: Iterable[Question]) -> None:
    """Write questions as a JSONL file that `load_questions` reads back."""
    lines = (json.dumps(question.as_json(), ensure_ascii=False) for question in questions)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _refusal(path: Path, faults: Sequence[Fault]) -> QuestionSetError:
    def listed(word: str, language: str) -> str:
        return "\n".join(
            f"  {word} {fault.line}: {getattr(fault, language)}"
            if fault.line
            else f"  {getattr(fault, language)}"
            for fault in faults
        )

    return QuestionSetError(
        f"Bộ câu hỏi {path.name} có {len(faults)} lỗi; hãy sửa rồi chạy lại:\n{listed('dòng', 'vi')}",
        f"The question set {path.name} has {len(faults)} fault(s); mend them and run this again:\n"
        + listed("line", "en"),
    )


def _read(path: Path, documents: Iterable[Document] | None) -> _Reading:
    reading = _Reading()
    for line, raw in enumerate(_lines(path), start=1):
        if raw.strip():
            _read_line(reading, line, raw)
    if not reading.questions and not reading.faults:
        reading.blame(0, "tệp rỗng, không có câu hỏi nào", "the file is empty: it holds no question")
    if documents is not None:
        _check_quotes(reading, documents)
        reading.faults.sort(key=lambda fault: fault.line)
    return reading


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise QuestionSetError(
            f"Không đọc được bộ câu hỏi {path}: {error.strerror}. Hãy kiểm tra đường dẫn.",
            f"The question set {path} can't be read: {error.strerror}. Check the path.",
        ) from error


def _read_line(reading: _Reading, line: int, raw: bytes) -> None:
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return reading.blame(line, "không phải UTF-8", "not UTF-8")
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        where = getattr(error, "colno", 1)
        return reading.blame(line, f"JSON hỏng ở cột {where}", f"broken JSON at column {where}")
    if not _is_text(record):
        return reading.blame(line, "có ký tự Unicode hỏng", "holds half a Unicode character")
    if not isinstance(record, dict):
        return reading.blame(line, "không phải đối tượng JSON", "not a JSON object")
    before = len(reading.faults)
    evidence = _read_evidence(reading, line, record)
    _check_fields(reading, line, record)
    if len(reading.faults) > before:
        return None
    names = ("id", "question", "lang", "type", "answer", "answer_vi")
    fields = {name: record[name] for name in names if record.get(name) is not None}
    question = Question(**fields, evidence=evidence)
    _check_repeats(reading, line, question)
    reading.questions.append((line, question))
    return None


def _is_text(record: Any) -> bool:
    """Return whether every string can be written as UTF-8: half a surrogate pair, from an escape, can not."""
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_fields(reading: _Reading, line: int, record: dict[str, Any]) -> None:
    for name in ("id", "question", "lang", "type"):
        value = record.get(name)
        if not isinstance(value, str) or not value.strip():
            reading.blame(line, f"“{name}” thiếu hoặc không phải chuỗi", f"“{name}” is missing or no string")
    for name in ("answer", "answer_vi"):
        if not isinstance(record.get(name) or "", str):
            reading.blame(line, f"“{name}” không phải chuỗi", f"“{name}” is no string")


def _read_evidence(reading: _Reading, line: int, record: dict[str, Any]) -> tuple[Evidence, ...]:
    items = record.get("evidence")
    if not isinstance(items, list):
        reading.blame(line, "“evidence” thiếu hoặc không phải danh sách", "“evidence” is missing or no list")
        return ()
    found = []
    for number, item in enumerate(items, start=1):
        fault = _evidence_fault(item)
        if fault:
            reading.blame(line, f"minh chứng {number}: {fault[0]}", f"evidence {number}: {fault[1]}")
        else:
            found.append(Evidence(item["document"], item["quote"], item["grade"]))
    return tuple(found)


def _evidence_fault(item: Any) -> tuple[str, str] | None:
    if not isinstance(item, dict):
        return "không phải đối tượng JSON", "not a JSON object"
    for name in ("document", "quote"):
        if not isinstance(item.get(name), str) or not any(map(str.isalnum, item[name])):
            return f"“{name}” thiếu hoặc rỗng", f"“{name}” is missing or empty"
    if type(item.get("grade")) is not int or item["grade"] not in GRADES:
        return "“grade” phải là 0, 1 hoặc 2", "“grade” must be 0, 1 or 2"
    return None


def _check_repeats(reading: _Reading, line: int, question: Question) -> None:
    first = reading.ids.setdefault(question.id, line)
    if first != line:
        vi, en = f"mã “{question.id}” trùng với dòng {first}", f"id “{question.id}” repeats line {first}"
        reading.blame(line, vi, en)
    first = reading.asked.setdefault(asked_words(question.question), line)
    if first != line:
        reading.blame(line, f"câu hỏi trùng với dòng {first}", f"the question repeats line {first}")


def asked_words(question: str) -> str:
    """Return what makes two questions the same: their words, NFC and lower-cased, without punctuation."""
    text = unicodedata.normalize("NFC", question).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def _check_quotes(reading: _Reading, documents: Iterable[Document]) -> None:
    texts: dict[str, list[str]] = {}
    for document in documents:
        for name in {document.source, document.id}:
            texts.setdefault(unicodedata.normalize("NFC", name), []).append(normalise(document.text))
    for line, question in reading.questions:
        for number, evidence in enumerate(question.evidence, start=1):
            fault = _quote_fault(line, number, evidence, texts)
            if fault:
                reading.faults.append(fault)


def _quote_fault(line: int, number: int, evidence: Evidence, texts: dict[str, list[str]]) -> Fault | None:
    candidates = texts.get(unicodedata.normalize("NFC", evidence.document))
    vi, en = f"minh chứng {number}: ", f"evidence {number}: "
    if candidates is None:
        name = evidence.document
        return Fault(line, f"{vi}không có văn bản “{name}”", f"{en}no document “{name}” in the library")
    quote = normalise(evidence.quote)
    if any(quote in text for text in candidates):
        return None
    words = evidence.quote[:60]
    if any(find_run(quote, text) for text in candidates):
        vi, en = f"{vi}chỉ thấy một phần trích đoạn “{words}”", f"{en}only a part of “{words}” is found"
        return Fault(line, vi, en, fatal=False)
    return Fault(
        line, f"{vi}không thấy trích đoạn “{words}” trong văn bản", f"{en}“{words}” is not in the document"
    )
