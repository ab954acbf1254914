"""Benchmarks laid out as BEIR folders: ``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv``.

Source of the layout: Thakur et al. 2021, "BEIR: A Heterogenous Benchmark for Zero-shot Evaluation of Information
Retrieval Models". Both its own names (``_id``, ``qrels/test.tsv`` with a head line) and the plain ones are read.
"""

import gzip
import hashlib
import json
import lzma
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeVar, cast

from corpus.document import Document, Passage
from corpus.errors import QuestionSetError
from eval.judgement import make_qrels
from eval.measures import Qrels
from eval.questions import Question

Entry = tuple[str, str, str]
"""Id, title (may be empty), text."""

_LISTED = 20
_CODIFIED = re.compile(r"^Điều [\w.]+\.\s*")
_TOPIC = re.compile(r"^Đề mục [\d.]+\s*")


@dataclass(frozen=True, slots=True)
class Query:
    """A benchmark's question; `lang` and `type` where its file states them."""

    id: str
    text: str
    lang: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A corpus, questions, and which entries of the corpus answer them.

    Attributes:
        queries: those that have judgements, in the order of their file.
        sha256: of the three files together.
    """

    name: str
    entries: tuple[Entry, ...]
    queries: tuple[Query, ...]
    qrels: Qrels
    sha256: str


_Item = TypeVar("_Item", Entry, Query)


@dataclass(slots=True)
class _Reading:
    faults: list[tuple[str, str]] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)

    def blame(self, file: Path, line: int, vi: str, en: str) -> None:
        self.faults.append((f"{file.name} dòng {line}: {vi}", f"{file.name} line {line}: {en}"))


def read_benchmark(folder: Path, corpus: Path | None = None) -> Benchmark:
    """Read a BEIR folder, having checked the whole of it.

    Args:
        folder: holds ``queries.jsonl``, ``qrels.tsv`` (or ``qrels/test.tsv``) and ``corpus.jsonl``.
        corpus: another file for the corpus, JSON lines with ``id``, ``title`` and ``text``, ``.xz`` and ``.gz``
            unpacked; articles of the codified law (Bộ pháp điển) are known by their ``demuc``.

    Raises:
        QuestionSetError: a file is missing or at fault; its sentence lists the faults, line by line.
    """
    reading = _Reading()
    corpus_file = corpus or _first(folder, "corpus.jsonl", "corpus.jsonl.xz", "corpus.jsonl.gz")
    entries = _read_unique(reading, corpus_file, _read_entry)
    queries = _read_unique(reading, _first(folder, "queries.jsonl"), _read_query)
    qrels = _read_qrels(reading, _first(folder, "qrels.tsv", "qrels/test.tsv"), queries, entries)
    if not reading.faults and not qrels:
        reading.blame(folder / "qrels.tsv", 1, "không có phán quyết nào", "there is no judgement")
    if reading.faults:
        raise _refusal(folder, reading.faults)
    judged = tuple(query for query in queries.values() if query.id in qrels)
    ordered = {query.id: qrels[query.id] for query in judged}
    name = folder.resolve().name
    return Benchmark(name, tuple(entries.values()), judged, ordered, reading.digest.hexdigest())


def _first(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    missing = folder / names[0]
    raise QuestionSetError(
        f"Không thấy {missing}. Hãy chỉ đúng thư mục BEIR, hoặc chỉ kho văn bản bằng --corpus TỆP.",
        f"There is no {missing}. Name a BEIR folder, or its corpus with --corpus FILE.",
    )


def _refusal(folder: Path, faults: Sequence[tuple[str, str]]) -> QuestionSetError:
    vi, en = ("".join(f"\n  {fault[side]}" for fault in faults[:_LISTED]) for side in (0, 1))
    more = len(faults) - _LISTED
    if more > 0:
        vi, en = f"{vi}\n  … và {more} lỗi nữa", f"{en}\n  … and {more} more"
    return QuestionSetError(
        f"Bộ đo {folder} có {len(faults)} lỗi; hãy sửa rồi chạy lại:{vi}",
        f"The benchmark {folder} has {len(faults)} fault(s); mend them and run this again:{en}",
    )


def _open(file: Path) -> IO[bytes]:
    openers: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
    return cast(IO[bytes], openers.get(file.suffix, open)(file, "rb"))


def _lines(reading: _Reading, file: Path) -> Iterator[tuple[int, str]]:
    try:
        with _open(file) as stream:
            for number, raw in enumerate(stream, start=1):
                reading.digest.update(raw)
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace").rstrip("\r\n")
                if line.strip():
                    yield number, line
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise QuestionSetError(
            f"Không đọc được {file}: {error}. Hãy kiểm tra đường dẫn.",
            f"{file} can't be read: {error}. Check the path.",
        ) from error


def _read_unique(
    reading: _Reading, file: Path, read: Callable[[str, dict[str, Any]], _Item]
) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    for number, line in _lines(reading, file):
        try:
            record = json.loads(line)
            name = str(record["id"] if "id" in record else record["_id"])
            item = read(name, record)
        except (ValueError, KeyError, TypeError, AttributeError):
            reading.blame(file, number, "JSON hỏng hoặc thiếu id, text", "broken JSON, or no id or text")
            continue
        if name in found:
            reading.blame(file, number, f"mã “{name}” đã có", f"id “{name}” is there already")
        found[name] = item
    return found


def _read_query(name: str, record: dict[str, Any]) -> Query:
    return Query(name, str(record["text"]), record.get("lang"), record.get("type"))


def _read_entry(name: str, record: dict[str, Any]) -> Entry:
    title, text = str(record.get("title") or ""), str(record["text"])
    if "demuc" in record:
        title = _codified_title(title, str(record["demuc"]))
    return name, title, text


def _codified_title(title: str, topic: str) -> str:
    """Return an article's heading without its codified address, and the topic that it is codified under."""
    return ". ".join(part for part in (_CODIFIED.sub("", title), _TOPIC.sub("", topic)) if part)


def _read_qrels(
    reading: _Reading, file: Path, queries: dict[str, Query], entries: dict[str, Entry]
) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(reading, file):
        columns = [column.strip() for column in line.split("\t")]
        if number == 1 and columns[-1] in ("score", "grade"):
            continue
        if len(columns) != 3 or not columns[2].lstrip("-").isdecimal():
            vi = "không phải ba cột: câu hỏi, đoạn, điểm"
            reading.blame(file, number, vi, "not three columns: query, entry, grade")
        elif columns[0] not in queries:
            name = columns[0]
            reading.blame(file, number, f"không có câu hỏi “{name}”", f"there is no query “{name}”")
        elif columns[1] not in entries:
            name = columns[1]
            reading.blame(file, number, f"kho không có mục “{name}”", f"the corpus has no entry “{name}”")
        else:
            qrels.setdefault(columns[0], {})[columns[1]] = max(0, int(columns[2]))
    return qrels


def export_benchmark(questions: Iterable[Question], documents: Sequence[Document], folder: Path) -> None:
    """Write a question set over a library as a BEIR folder, one passage an entry of the corpus.

    Raises:
        QuestionSetError: the folder can't be written.
    """
    asked = tuple(questions)
    corpus = [_corpus_record(document, passage) for document in documents for passage in document.passages]
    queries = [{"id": one.id, "text": one.question, "lang": one.lang, "type": one.type} for one in asked]
    judged = make_qrels(asked, documents)
    qrels = [
        f"{question}\t{passage}\t{grade}\n"
        for question, grades in judged.items()
        for passage, grade in grades.items()
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_lines(folder / "corpus.jsonl", corpus)
        _write_lines(folder / "queries.jsonl", queries)
        (folder / "qrels.tsv").write_text("".join(qrels), encoding="utf-8")
    except OSError as error:
        raise QuestionSetError(
            f"Không ghi được vào {folder}: {error.strerror}. Hãy chọn thư mục khác.",
            f"{folder} can't be written: {error.strerror}. Choose another folder.",
        ) from error


def _corpus_record(document: Document, passage: Passage) -> dict[str, str]:
    stated = document.metadata
    context = (stated.type, stated.number, stated.title, *passage.headings, passage.lead_in)
    return {"id": passage.id, "title": " · ".join(part for part in context if part), "text": passage.text}


def _write_lines(file: Path, records: Iterable[dict[str, str]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
