"""Question sets at hand: those shipped, those in the library's folder, and the one made of the judgements."""

import json
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from corpus.document import Document
from corpus.judgements import list_judgements, write_questions
from eval.questions import Fault, QuestionSet, find_faults, load_questions
from eval.reproduction import SHIPPED_SET
from web.refusal import UnknownMeasurement, UploadError
from web.shelf import Shelf
from web.uploads import clean_name

Origin = Literal["shipped", "library", "judged"]
JUDGED = "danh-gia"
MOST_BYTES = 20 * 1024 * 1024  # of one question set
_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A question set, checked against the library as it is now.

    Attributes:
        name: what it goes by in addresses and runs.
        origin: where it lies.
        size: how many lines hold something; questions, where nothing is wrong.
        languages, types: (slice, questions in it), the larger first.
        faults: what is wrong, line by line; empty where nothing is.
        questions: None where a fault keeps the set from being used.
    """

    name: str
    origin: Origin
    size: int
    languages: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    questions: QuestionSet | None

    @property
    def broken(self) -> tuple[Fault, ...]:
        """The faults that keep it from being used."""
        return tuple(fault for fault in self.faults if fault.fatal)

    def as_json(self) -> dict[str, Any]:
        """Return the set, without its questions, for the JSON twin."""
        return {
            "name": self.name,
            "origin": self.origin,
            "questions": self.size,
            "languages": dict(self.languages),
            "types": dict(self.types),
            "usable": self.questions is not None,
            "faults": [
                {"line": fault.line, "vi": fault.vi, "en": fault.en, "fatal": fault.fatal}
                for fault in self.faults
            ],
        }


class QuestionSets:
    """Finds question sets and checks them; safe to share between threads.

    Args:
        shelf: the documents that they are checked against, and the judgements.
        folder: where the library keeps its sets; need not be there.
    """

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self._shelf = shelf
        self._folder = folder
        self._lock = threading.Lock()
        self._checked: dict[tuple[object, ...], KnownSet] = {}

    def known(self) -> tuple[KnownSet, ...]:
        """Return every set: the shipped ones, the library's by name, the judged one if anything is judged."""
        found = [self._check(path, "shipped") for path in self._shipped()]
        found += [self._check(path, "library") for path in self._own()]
        judged = self._judged()
        return tuple([*found, judged] if judged else found)

    def find(self, name: str) -> KnownSet:
        """Return one set by name.

        Raises:
            UnknownMeasurement: there is none.
        """
        return next((known for known in self.known() if known.name == name), None) or _refuse_unknown(name)

    def read(self, name: str) -> bytes:
        """Return the file of a set.

        Raises:
            UnknownMeasurement: there is none.
        """
        if name == JUDGED:
            return write_questions(list_judgements(self._shelf.library)).encode()
        path = next((p for p in (*self._shipped(), *self._own()) if p.stem == name), None)
        return path.read_bytes() if path else _refuse_unknown(name)

    def keep(self, file_name: str, content: bytes) -> KnownSet:
        """Check a set that a person sent, and keep it in the library's folder if it can be used.

        Args:
            file_name: its own name; a set of the library that has it is replaced.
            content: JSON lines.

        Returns:
            The set; where a fault keeps it from being used, it is not kept and its `questions` are None.

        Raises:
            UploadError: it is too large, or its name is taken by a set that can't be replaced.
        """
        if len(content) > MOST_BYTES:
            size = MOST_BYTES // (1024 * 1024)
            raise UploadError(
                f"Bộ câu hỏi lớn quá {size} MB. Hãy chia thành nhiều bộ.",
                f"The question set is larger than {size} MB. Send it in several parts.",
            )
        name = _clean_stem(file_name)
        if name in {JUDGED, *(path.stem for path in self._shipped())}:
            name += "-2"
        with TemporaryDirectory(prefix="trichdan-") as folder:
            path = Path(folder) / f"{name}{_SUFFIX}"
            path.write_bytes(content)
            known = inspect_set(path, "library", self._shelf.look().documents)
        if known.questions:
            self._folder.mkdir(parents=True, exist_ok=True)
            whole = self._folder / f".{name}.part"
            whole.write_bytes(content)
            whole.replace(self._folder / f"{name}{_SUFFIX}")
        return known

    def drop(self, name: str) -> None:
        """Remove a set from the library's folder.

        Raises:
            UnknownMeasurement: the folder holds none of that name.
        """
        path = next((path for path in self._own() if path.stem == name), None)
        (path or _refuse_unknown(name)).unlink(missing_ok=True)

    def _shipped(self) -> tuple[Path, ...]:
        return tuple(sorted(SHIPPED_SET.parent.glob(f"*{_SUFFIX}")))

    def _own(self) -> tuple[Path, ...]:
        taken = {JUDGED, *(path.stem for path in self._shipped())}
        found = sorted(self._folder.glob(f"[!.]*{_SUFFIX}")) if self._folder.is_dir() else []
        return tuple(path for path in found if path.stem not in taken)

    def _judged(self) -> KnownSet | None:
        text = write_questions(list_judgements(self._shelf.library))
        if not text:
            return None

        def check() -> KnownSet:
            with TemporaryDirectory(prefix="trichdan-") as folder:
                path = Path(folder) / f"{JUDGED}{_SUFFIX}"
                path.write_text(text, encoding="utf-8")
                return inspect_set(path, "judged", self._shelf.look().documents)

        return self._recall((JUDGED, text), check)

    def _check(self, path: Path, origin: Origin) -> KnownSet:
        stat = path.stat()
        key = (path, stat.st_mtime_ns, stat.st_size)
        return self._recall(key, lambda: inspect_set(path, origin, self._shelf.look().documents))

    def _recall(self, key: tuple[object, ...], check: Callable[[], KnownSet]) -> KnownSet:
        """Return what a check found the last time, while neither the set nor the library has changed."""
        known = (self._shelf.look().versions, *key)
        with self._lock:
            if known not in self._checked:
                fresh = {k: v for k, v in self._checked.items() if k[0] == known[0] and k[1] != known[1]}
                self._checked = {**fresh, known: check()}
            return self._checked[known]


def inspect_set(path: Path, origin: Origin, documents: Sequence[Document]) -> KnownSet:
    """Return a set with everything that is wrong with it.

    Args:
        path: a JSONL file; the set goes by its stem.
        origin: where it lies.
        documents: the library's.
    """
    records = list(_peek(path))
    named = {_nfc(name) for record in records for name in _documents_of(record)}
    held = [document for document in documents if {_nfc(document.source), _nfc(document.id)} & named]
    faults = find_faults(path, held)
    usable = not any(fault.fatal for fault in faults)
    return KnownSet(
        name=path.stem,
        origin=origin,
        size=len(records),
        languages=_count(records, "lang"),
        types=_count(records, "type"),
        faults=faults,
        questions=load_questions(path) if usable else None,
    )


def _peek(path: Path) -> Iterator[Any]:
    """Yield what the lines hold, None for one that can't be read: enough to count a set that is broken."""
    for line in path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                yield None


def _documents_of(record: Any) -> list[str]:
    evidence = record.get("evidence") if isinstance(record, dict) else None
    items = evidence if isinstance(evidence, list) else []
    return [str(item.get("document")) for item in items if isinstance(item, dict)]


def _count(records: Sequence[Any], name: str) -> tuple[tuple[str, int], ...]:
    values = [record.get(name) for record in records if isinstance(record, dict)]
    return tuple(
        Counter(
            value for value in values if isinstance(value, str) and value.isprintable() and value
        ).most_common()
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _clean_stem(file_name: str) -> str:
    stem = clean_name(file_name).removesuffix(_SUFFIX).removesuffix(".json").strip(". ")
    return stem.replace(".", "-") or "bo-cau-hoi"  # a dot would make its address look like that of a file


def _refuse_unknown(name: str) -> Any:
    raise UnknownMeasurement(
        f"Không có bộ câu hỏi “{name}”. Hãy xem các bộ đang có ở trang Đánh giá.",
        f"There is no question set “{name}”. See those at hand on the evaluation page.",
    )
