"""Whether a question of an evaluation set stands in training data, where it would flatter what was trained."""

import gzip
import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from corpus.errors import QuestionSetError
from eval.evidence import normalise
from eval.questions import Question


@dataclass(frozen=True, slots=True)
class Leak:
    """A question that stands in a line of a training file, lines counted from 1."""

    question: str
    file: Path
    line: int


def find_leaks(questions: Iterable[Question], files: Sequence[Path]) -> tuple[Leak, ...]:
    """Look for questions in training files.

    Question and line are compared as `eval.evidence.normalise` leaves them, letters and digits only; the question
    leaks if the line holds the whole of it.

    Args:
        questions: of the evaluation set.
        files: text of any kind (TSV, JSONL, plain), ``.gz`` and ``.xz`` unpacked, read line by line.

    Raises:
        QuestionSetError: a file can't be read.
    """
    wanted = {normalise(question.question): question.id for question in questions}
    wanted.pop("", None)
    starts = _by_start(wanted)
    return tuple(
        Leak(wanted[words], file, number)
        for file in files
        for number, line in enumerate(_lines(file), start=1)
        for words in _inside(line, starts)
    )


def _by_start(texts: Iterable[str]) -> dict[str, list[str]]:
    """Sort texts by their first letters, as many as the shortest text has, so that a line is walked once."""
    known = tuple(texts)
    length = min(map(len, known), default=1)
    starts: dict[str, list[str]] = defaultdict(list)
    for text in known:
        starts[text[:length]].append(text)
    return dict(starts)


def _inside(line: str, starts: dict[str, list[str]]) -> list[str]:
    length = len(next(iter(starts), ""))
    bare = normalise(line)
    found = {
        text
        for at in range(len(bare) - length + 1)
        for text in starts.get(bare[at : at + length], ())
        if bare.startswith(text, at)
    }
    return sorted(found)


def _lines(file: Path) -> Iterator[str]:
    try:
        with _open(file) as stream:
            for raw in stream:
                line = raw.decode("utf-8", errors="replace")
                yield _unescape(line) if ".jsonl" in file.suffixes else line
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise QuestionSetError(
            f"Không đọc được tệp huấn luyện {file}: {error}. Hãy kiểm tra đường dẫn.",
            f"The training file {file} can't be read: {error}. Check the path.",
        ) from error


def _open(file: Path) -> IO[bytes]:
    if file.suffix == ".xz":
        return cast(IO[bytes], lzma.open(file, "rb"))
    return cast(IO[bytes], gzip.open(file, "rb")) if file.suffix == ".gz" else file.open("rb")


def _unescape(line: str) -> str:
    """Return the strings of a JSON line without their escapes; a line that is no JSON as it is."""
    try:
        return "\n".join(_strings(json.loads(line)))
    except ValueError:
        return line


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(entry)
