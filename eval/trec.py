"""TREC's files: topics, qrels and runs, written and read.

White space inside an id would break the columns; it is percent-encoded (as are ``%`` themselves) and read back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from corpus.document import Document
from corpus.errors import QuestionSetError
from eval.measures import Qrels, Run, order_passages
from eval.questions import Evidence, Question

_TAG = "trichdan"
_UNSAFE = re.compile(r"[\s%]")
_TOPIC = re.compile(r"<top>(.*?)</top>", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"<num>\s*(?:Number:)?\s*(\S+)", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*(?:Topic:)?\s*(.*?)\s*(?=<|$)", re.DOTALL | re.IGNORECASE)


def _encode(name: str) -> str:
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), name)


def format_topics(questions: Iterable[Question]) -> str:
    """Return questions as TREC topics (``<top><num>…<title>…</top>``)."""
    return "".join(
        f"<top>\n<num> Number: {_encode(question.id)}\n<title> {_plain(question.question)}\n</top>\n\n"
        for question in questions
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").split())


def parse_topics(text: str) -> dict[str, str]:
    """Return question by id of TREC topics, or of lines ``id TAB question``."""
    if "<top>" not in text.lower():
        pairs = (line.split("\t", 1) for line in text.splitlines() if "\t" in line)
        return {unquote(number.strip()): title.strip() for number, title in pairs}
    topics: dict[str, str] = {}
    for body in _TOPIC.findall(text):
        number, title = _NUMBER.search(body), _TITLE.search(body)
        if number and title:
            words = " ".join(title[1].split())
            topics[unquote(number[1])] = words.replace("&lt;", "<").replace("&amp;", "&")
    return topics


def format_qrels(qrels: Qrels) -> str:
    """Return qrels as TREC's lines ``question 0 passage grade``."""
    return "".join(
        f"{_encode(question)} 0 {_encode(passage)} {grade}\n"
        for question, grades in qrels.items()
        for passage, grade in grades.items()
    )


def parse_qrels(text: str) -> dict[str, dict[str, int]]:
    """Read TREC's qrels lines.

    Raises:
        ValueError: a line doesn't have four columns, or its grade is no number.
    """
    qrels: dict[str, dict[str, int]] = {}
    for question, _, passage, grade in _columns(text, 4):
        qrels.setdefault(unquote(question), {})[unquote(passage)] = int(grade)
    return qrels


def format_run(run: Run, tag: str = _TAG) -> str:
    """Return a run as TREC's lines ``question Q0 passage rank score tag``, ranked as trec_eval ranks."""
    return "".join(
        f"{_encode(question)} Q0 {_encode(passage)} {rank} {scores[passage]!r} {tag}\n"
        for question, scores in run.items()
        for rank, passage in enumerate(order_passages(scores), start=1)
    )


def parse_run(text: str) -> dict[str, dict[str, float]]:
    """Read TREC's run lines; as trec_eval does, go by the scores and not by the ranks.

    Raises:
        ValueError: a line doesn't have six columns, or its score is no number.
    """
    run: dict[str, dict[str, float]] = {}
    for question, _, passage, _, score, _ in _columns(text, 6):
        run.setdefault(unquote(question), {})[unquote(passage)] = float(score)
    return run


def _columns(text: str, count: int) -> Iterable[list[str]]:
    for line, row in enumerate(text.splitlines(), start=1):
        columns = row.split()
        if columns and len(columns) != count:
            raise ValueError(f"line {line}: {len(columns)} columns instead of {count}")
        if columns:
            yield columns


def import_questions(
    topics: Path, qrels: Path, documents: Sequence[Document], lang: str
) -> tuple[Question, ...]:
    """Make a question set of topics and of qrels over the passages of a library.

    Args:
        topics: a file of TREC topics.
        qrels: a file of TREC qrels; its passage ids are the library's. Grades above 2 count as 2.
        documents: the library's.
        lang: the language of the questions.

    Raises:
        QuestionSetError: a file can't be read, or names a passage that the library doesn't have.
    """
    try:
        asked = parse_topics(topics.read_text(encoding="utf-8-sig"))
        judged = parse_qrels(qrels.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise QuestionSetError(
            f"Không đọc được tệp TREC: {error}. Hãy kiểm tra đường dẫn và số cột.",
            f"The TREC files can't be read: {error}. Check the paths and the columns.",
        ) from error
    quotes = {passage.id: (document, passage.text) for document in documents for passage in document.passages}
    _refuse_unknown(judged, quotes)
    return tuple(
        Question(
            number,
            words,
            lang,
            "topic",
            evidence=tuple(
                Evidence(quotes[passage][0].source, quotes[passage][1], max(0, min(grade, 2)))
                for passage, grade in judged.get(number, {}).items()
            ),
        )
        for number, words in asked.items()
    )


def _refuse_unknown(judged: Qrels, known: Mapping[str, object]) -> None:
    unknown = sorted({passage for grades in judged.values() for passage in grades} - known.keys())
    if unknown:
        names = ", ".join(unknown[:5])
        raise QuestionSetError(
            f"Thư viện không có {len(unknown)} đoạn mà qrels nêu ({names}…). Hãy dùng đúng thư viện của bộ này.",
            f"The library lacks {len(unknown)} passages that the qrels name ({names}…). "
            "Use the library that the set was made with.",
        )
