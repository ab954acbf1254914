"""What a person may type beside the words: ``"exact phrases"`` and filters such as ``loai:"Kế hoạch" nam:2024``.

A fault is told with its place in what was typed. A colon followed by a space is punctuation, so that a line copied
from a document (``Số: 15-NQ/TU``) stays words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.errors import QuestionError
from corpus.letters import fold

FilterKey = Literal["loai", "so", "nam", "coquan", "tailieu"]

_KEYS: dict[str, FilterKey] = {
    "loai": "loai", "type": "loai",
    "so": "so", "number": "so",
    "nam": "nam", "year": "nam",
    "coquan": "coquan", "co-quan": "coquan", "issuer": "coquan",
    "tailieu": "tailieu", "tai-lieu": "tailieu", "document": "tailieu",
}  # fmt: skip
_FILTER = re.compile(
    rf"(?<![\w:/-])(?P<key>{'|'.join(map(re.escape, sorted(_KEYS, key=len, reverse=True)))}):(?P<value>\"[^\"]*\"|“[^”]*”|[^\s\"“]+)?(?P<open>[\"“])?"
)
_YEARS = re.compile(r"(?P<first>(?:1[89]|20|21)\d\d)(?:\s*(?:-|–|\.\.)\s*(?P<last>(?:1[89]|20|21)\d\d))?")
_PHRASE = re.compile(r'"(?P<words>[^"]*)"')


@dataclass(frozen=True, slots=True)
class Filter:
    """What documents a person wants to see: by type, number, year, issuing body, or one document."""

    key: FilterKey
    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A question taken apart.

    Attributes:
        words: what is left to search for, with phrases in it and filters gone; "" where only filters were typed.
        phrases: what has to stand word for word.
        filters: in the order typed.
    """

    words: str
    phrases: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()


def read_syntax(question: str) -> Typed:
    """Return the words, phrases and filters of a question.

    Args:
        question: NFC, white space folded.

    Raises:
        QuestionError: a filter has no value or one that can't be; `start` and `end` tell where.
    """
    folded = fold(question)
    filters: list[Filter] = []
    words = list(question)
    for found in _FILTER.finditer(folded):
        if found["value"] is None and not found["open"] and found.end() < len(question):
            continue  # "Số: 15-NQ/TU", punctuation
        filters.append(_read_filter(question, found))
        words[found.start() : found.end()] = " " * (found.end() - found.start())
    left = " ".join("".join(words).split())
    return Typed(_drop_marks(left), tuple(_read_phrases("".join(words))), tuple(filters))


def read_years(value: str) -> tuple[int, int] | None:
    """Return the first and last year of ``2024`` or ``2020-2025``; None where it is neither."""
    found = _YEARS.fullmatch(value.strip())
    if not found:
        return None
    first = int(found["first"])
    last = int(found["last"] or first)
    return (first, last) if first <= last else None


def _read_filter(question: str, found: re.Match[str]) -> Filter:
    start, end = found.span()
    key = _KEYS[found["key"]]
    if found["open"]:
        raise _fault(
            question,
            start,
            len(question),
            "thiếu dấu ngoặc kép đóng",
            "the closing quotation mark is missing",
        )
    value = question[found.start("value") : end].strip('"“”').strip() if found["value"] else ""
    if not value:
        raise _fault(
            question,
            start,
            end,
            f"hãy ghi giá trị, ví dụ {_EXAMPLES[key]}",
            f"give a value, for example {_EXAMPLES[key]}",
        )
    if key == "nam" and read_years(value) is None:
        raise _fault(question, start, end, "năm cần bốn chữ số, ví dụ nam:2024 hoặc nam:2020-2025",
                     "a year has four digits, for example nam:2024 or nam:2020-2025")  # fmt: skip
    return Filter(key, value)


_EXAMPLES: dict[FilterKey, str] = {
    "loai": 'loai:"Kế hoạch"', "so": "so:43-NQ/TW", "nam": "nam:2024", "coquan": 'coquan:"Thành ủy"', "tailieu": "tailieu:66-CTr/TU",
}  # fmt: skip


def _read_phrases(words: str) -> Iterator[str]:
    """Yield what stands between quotation marks; a single one is a mark of inches, or a slip."""
    for found in _PHRASE.finditer(words):
        phrase = " ".join(found["words"].split())
        if any(map(str.isalnum, phrase)):
            yield phrase


def _drop_marks(words: str) -> str:
    return " ".join(words.replace('"', " ").split())


def _fault(question: str, start: int, end: int, vi: str, en: str) -> QuestionError:
    what = question[start:end]
    return QuestionError(
        f"Chưa hiểu “{what}” (từ ký tự thứ {start + 1}): {vi}.",
        f"“{what}” is not understood (from character {start + 1}): {en}.",
        start,
        end,
    )
