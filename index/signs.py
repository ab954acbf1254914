"""Sentences of a passage, and what kinds of things each of them holds by its words: a date, a quantity, a person."""

import re
from collections.abc import Iterator
from typing import Literal

Sign = Literal["number", "date", "agency", "person", "document", "reason"]
SIGNS: tuple[Sign, ...] = ("number", "date", "agency", "person", "document", "reason")
BIT: dict[Sign, int] = {sign: 1 << place for place, sign in enumerate(SIGNS)}

_END = re.compile(r"[.;?!]\s+|\n")
_HEADS = (
    "ban|ủy ban|uỷ ban|văn phòng|sở|bộ|đảng đoàn|đảng ủy|hội đồng|tòa án|viện|cục|chi cục|công an|mặt trận"
    "|chủ trì|phối hợp|tham mưu|chịu trách nhiệm|giao"
)
_PATTERNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    ("number", re.compile(r"(?<![\w/-])\d+(?:[.,]\d+)*(?:\s?%| [^\W\d_]+)")),
    ("date", re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}|\b(?:quý|tháng|năm|ngày|nhiệm kỳ) (?:[IVX]+|\d+)|\b\d+ (?:ngày|tháng|giờ|tuần)\b", re.IGNORECASE)),
    ("agency", re.compile(rf"\b(?:{_HEADS})\b", re.IGNORECASE)),
    ("person", re.compile(r"\b(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+[A-ZĐÀ-Ỹ]")),
    ("document", re.compile(r"\d[\w/]*-(?:[A-ZĐ]|QĐi|CTr)[\w-]*/?[A-ZĐ]+|\d/\d{4}/[A-ZĐ]")),
    ("reason", re.compile(r"\b(?:do|vì|nguyên nhân|nhằm|bởi|để|bản lề)\b", re.IGNORECASE)),
)  # fmt: skip


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences and clauses of a text, cut after ``.``, ``;``, ``?``, ``!`` and at line breaks."""
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]


def read_signs(sentence: str) -> int:
    """Return the kinds of things that a sentence holds, as bits of `BIT`."""
    return sum(BIT[sign] for sign, pattern in _PATTERNS if pattern.search(sentence))
