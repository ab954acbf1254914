"""Many questions at once: a JSONL file in, one result object a question out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import QuestionSetError, TrichdanError
from search.service import SearchService


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Return the question objects of a JSONL file, ``{"id": …, "question": …}`` a line.

    Raises:
        QuestionSetError: the file can't be read or holds no question, or one of its lines is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise QuestionSetError(
            f"Không đọc được tệp câu hỏi {path} ({reason}). Hãy kiểm tra đường dẫn; tệp cần là văn bản UTF-8.",
            f"The question file {path} can't be read ({reason}). Check the path; it must be text in UTF-8.",
        ) from error
    lines = enumerate(text.split("\n"), 1)  # not splitlines: a question may hold U+2028
    asked = [_read_line(path, number, line) for number, line in lines if line.strip()]
    if not asked:
        raise QuestionSetError(
            f"Tệp câu hỏi {path} trống. Mỗi dòng cần một câu, dạng {_FORM}.",
            f"The question file {path} is empty. Each line needs a question, as {_FORM}.",
        )
    return asked


_FORM = '{"id": "1", "question": "…"}'


def _read_line(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    if isinstance(asked, dict) and isinstance(asked.get("question"), str):
        return asked
    raise QuestionSetError(
        f"Dòng {number} của {path} không phải câu hỏi. Mỗi dòng cần dạng {_FORM}.",
        f"Line {number} of {path} is no question. Each line needs the form {_FORM}.",
    )


def answer_questions(
    service: SearchService, questions: Iterable[Mapping[str, Any]], k: int = 10, *, as_typed: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield one result object a question; of a question that can't be asked it says why, as ``error``.

    Args:
        service: answers them.
        questions: objects of `read_questions`.
        k: how many passages each brings.
        as_typed: restore no marks.
    """
    for asked in questions:
        question, id = asked["question"], asked.get("id")
        try:
            yield service.search(question, k, id=id, as_typed=as_typed).as_json()
        except TrichdanError as error:
            yield {
                "id": id,
                "question": question,
                "query": None,
                "answerable": 0.0,
                "answer": None,
                "hits": [],
                "elapsed_ms": 0.0,
                "answers": [],
                "doubt": None,
                "error": {"vi": error.vi, "en": error.en},
            }


def write_answers(
    answers: Iterable[Mapping[str, Any]], path: Path, progress: Callable[[int], None] = lambda _: None
) -> int:
    """Write result objects, one a line as soon as it is there, and return how many of them are errors.

    Args:
        answers: objects of `answer_questions`.
        path: the JSONL file to write.
        progress: told how many are written.

    Raises:
        QuestionSetError: the file can't be written.
    """
    failed = 0
    try:
        with path.open("w", encoding="utf-8", errors="replace") as file:
            for done, answer in enumerate(answers, 1):
                file.write(json.dumps(answer, ensure_ascii=False) + "\n")
                failed += "error" in answer
                progress(done)
    except OSError as error:
        raise QuestionSetError(
            f"Không ghi được {path}: {error.strerror}. Hãy chọn nơi khác bằng --out.",
            f"{path} can't be written: {error.strerror}. Choose another place with --out.",
        ) from error
    return failed
