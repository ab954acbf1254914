"""The numbering of Vietnamese administrative documents: what label a paragraph begins with.

Sources: Nghị định 30/2020/NĐ-CP, annex I (phần, chương, mục, tiểu mục, điều, khoản, điểm), and Hướng dẫn 36-HD/VPTW.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.letters import fold, is_upper

LabelKind = Literal[
    "annex", "part", "chapter", "section", "subsection", "letter", "roman", "article", "number", "paren", "point",
    "subpoint", "bullet",
]  # fmt: skip

#: Outer kinds come first; numbers with dots (``1.1.``) are ranked by how many parts they have.
RANKS: dict[LabelKind, int] = {
    "annex": 1, "part": 2, "chapter": 3, "section": 4, "subsection": 5, "letter": 6, "roman": 7, "article": 8,
    "number": 9, "paren": 20, "point": 21, "subpoint": 22, "bullet": 30,
}  # fmt: skip

#: Letters of điểm in their order: đ comes after d; f, j, w and z are not used.
POINTS = "abcdđeghiklmnopqrstuvxy"
_LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
_ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_CARDINALS = {"mot": 1, "bon": 4} | {word: at for at, word in enumerate(_ORDINALS, 1)}
_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50}

_UPPER = r"[A-ZĐÐÀ-ÖØ-ÝĂĨŨƠƯẠ-Ỹ]"
_BULLET = re.compile(r"([-–—+*•●▪■◦○‣∙·❖➢✓o\uf0a7\uf0b7\uf02d\uf0fc])(?:\s+(?=\S)|(?<!o)(?=[^\W\d_]|[“\"(]))")
_NUMBER = re.compile(
    rf"(\d{{1,3}}(?:\.\d{{1,2}})*)\s?(?:([.)])(?=\s|$|{_UPPER}|[“\"(])|([-–/])(?=\s|$|{_UPPER}[^\W\d_A-ZĐ])|(?=\s{_UPPER}))\s*"
)
_PAREN = re.compile(r"\((?:(\d{1,2})|([a-zđ])|([ivx]{1,5}))\)\s*")
_POINT = re.compile(
    r"([a-zđ]\.\d{1,2}(?:\.\d{1,2})?)[.)]?\s+|(?:([a-zđ])(\d?)\s?[)]|([a-zđ])\s?[./-](?=\s))\s*|([ivx]{2,5})\)\s*"
)
_ROMAN = re.compile(rf"([IVXL]{{1,7}})\s?[.\-–/):](?=\s|$|{_UPPER}|[“\"])\s*[.\-–]?\s*")
_ROMAN_NUMBER = re.compile(r"([IVXL]{1,7}\.\d{1,2}(?:\.\d{1,2})*)(?:[.)](?=\s|$|[^\W\d_])|(?=\s))\s*")
_LETTER = re.compile(rf"([{_LETTERS}])\s?[.\-–/)](?=\s*{_UPPER})\s*")
_NAMED = re.compile(
    r"(phan|chuong|tieu muc|muc|dieu|phu luc)\b *(?:(thu) +|(so) +)?([a-z]+\b|\d{1,4}[a-z]?\b(?:\.\d+\b)*)?"
)
_NAMES: dict[str, tuple[LabelKind, str]] = {
    "phu luc": ("annex", "PL"),
    "phan": ("part", "P"),
    "chuong": ("chapter", "C"),
    "muc": ("section", "M"),
    "tieu muc": ("subsection", "TM"),
    "dieu": ("article", "Đ"),
}
_STOP = re.compile(r"\s*(?:$|[.:](?=\s|$|[^\W\d_])|[-–—](?=\s))\s*")
_REFERENCE = re.compile(
    r"(?:dieu|khoan|diem|chuong|muc|phan|luat|bo luat|nghi dinh|thong tu|quyet dinh|quy dinh|quy che|phap lenh|hien phap|nghi quyet"
    r"|phu luc|dieu le|hiep dinh|cong uoc|de an|ke hoach|chuong trinh|chi thi|ket luan|huong dan|thong bao)\b"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The numbering that a paragraph begins with.

    Attributes:
        kind: what it numbers.
        printed: as printed, ``Phần thứ nhất``, ``I.``, ``2.1.``, ``a)``, ``-``.
        token: as a path writes it, ``P1``, ``I``, ``2.1``, ``a``, ``-``.
        value: its place in its sequence, from 1; 0 where it has none.
        end: offset of the words after it.
        sure: False if words of a sentence may look the same, so that only its sequence tells.
    """

    kind: LabelKind
    printed: str
    token: str
    value: int
    end: int
    sure: bool = True

    @property
    def rank(self) -> int:
        """How deep it nests; ``1.1.`` is one deeper than ``1.``."""
        return RANKS[self.kind] + (self.token.count(".") if self.kind == "number" else 0)


@lru_cache(maxsize=8192)
def _make(kind: LabelKind, printed: str, token: str, value: int, end: int, sure: bool = True) -> Label:
    """Return a label; those that are alike are one object, since long documents have many."""
    return Label(kind, printed, token, value, end, sure)


def read_label(text: str) -> Label | None:
    """Return the numbering at the beginning of a paragraph, None if there is none.

    A reference (``Điều 5 của Luật này``) and a figure (``1.300 lượt``) are none.

    Args:
        text: a paragraph without leading white space.
    """
    first = text[:1]
    if first.isdigit():
        return _read_number(text)
    if first == "(":
        return _read_paren(text)
    if first.islower():
        return _read_point(text)
    if first.isalpha():
        return _read_roman(text) or _read_named(text) or _read_letter(text)
    match = _BULLET.match(text)
    if match is None:
        return None
    marker = match.group(1)
    return _make("bullet", marker, "+" if marker == "+" else "-", 0, match.end())


def _read_number(text: str) -> Label | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    digits, closed = match.group(1), match.group(2) or match.group(3)
    parts = [int(part) for part in digits.split(".")]
    if 0 in parts or (closed is None and len(parts) == 1) or parts[0] > 200:
        return None
    printed = text[: match.end()].rstrip()
    if closed == ")" and len(parts) == 1:
        return _make("paren", printed, digits + ")", parts[0], match.end())
    lower = text[match.end() : match.end() + 1].islower()
    return _make("number", printed, ".".join(map(str, parts)), parts[-1], match.end(), sure=not lower)


def _read_paren(text: str) -> Label | None:
    match = _PAREN.match(text)
    if match is None:
        return None
    digit, letter, roman = match.groups()
    printed = text[: match.end()].rstrip()
    if digit:
        return _make("paren", printed, f"({int(digit)})", int(digit), match.end())
    if letter and letter not in "ivx":
        return _make("point", printed, letter, POINTS.find(letter) + 1, match.end())
    value = _roman_value(letter or roman)
    return _make("subpoint", printed, f"({letter or roman})", value, match.end()) if value else None


def _read_point(text: str) -> Label | None:
    match = _POINT.match(text)
    if match is None:
        return None if text[0] != "o" else _read_circle(text)
    deeper, letter, digit, dotted, roman = match.groups()
    printed = text[: match.end()].rstrip()
    if deeper:
        return _make("subpoint", printed, deeper, int(deeper.rpartition(".")[2]), match.end())
    if roman:
        value = _roman_value(roman)
        return _make("subpoint", printed, roman, value, match.end()) if value else None
    token = (letter or dotted) + (digit or "")
    place = POINTS.find(letter or dotted) + 1
    return _make("point", printed, token, place, match.end(), sure=letter is not None) if place else None


def _read_circle(text: str) -> Label | None:
    """Return the round bullet that office programs leave as the letter o."""
    if text.startswith("o ") and text[2:3].isupper():
        return _make("bullet", "o", "-", 0, 2, sure=False)
    return None


def _read_roman(text: str) -> Label | None:
    match = _ROMAN_NUMBER.match(text)
    if match:
        token = match.group(1)
        if _roman_value(token.partition(".")[0]):
            return _make(
                "number", text[: match.end()].rstrip(), token, int(token.rpartition(".")[2]), match.end()
            )
    match = _ROMAN.match(text)
    if match is None:
        return None
    value = _roman_value(match.group(1))
    if not value:
        return None
    upper = is_upper(text[match.end() :])
    return _make(
        "roman", text[: match.end()].rstrip(), match.group(1), value, match.end(), sure=upper or value < 4
    )


def _read_letter(text: str) -> Label | None:
    match = _LETTER.match(text)
    if match is None:
        return None
    value = _LETTERS.find(match.group(1)) + 1
    return _make("letter", text[: match.end()].rstrip(), match.group(1), value, match.end(), sure=False)


def _read_named(text: str) -> Label | None:
    """Return ``Phần``, ``Chương``, ``Mục``, ``Tiểu mục``, ``Điều`` or ``Phụ lục`` with its number."""
    if text[0] not in "PCMTĐÐpcmtđ":
        return None
    folded = fold(text[:48])
    match = _NAMED.match(folded)
    if match is None:
        return None
    name, ordinal, numbered, number = match.groups()
    kind, prefix = _NAMES[name]
    value, suffix = _named_value(kind, number or "", ordinal is not None)
    end = match.end() if value or suffix else match.end(1)
    if not value and kind != "annex":
        return None
    if not value and (ordinal or numbered):
        return None
    found = _close_named(text, end, kind)
    if found is None:
        return None
    printed, words, sure = found
    return _make(kind, printed, f"{prefix}{value or ''}{suffix}", value, words, sure)


def _named_value(kind: LabelKind, number: str, ordinal: bool) -> tuple[int, str]:
    """Return the number of ``Điều 7a`` as (7, "a"), of ``Chương IV`` as (4, "")."""
    match = re.match(r"(\d+)(.*)", number)
    if match:
        return int(match.group(1)), match.group(2)
    if kind == "part" and number in _CARDINALS:
        return _CARDINALS[number], ""
    if ordinal or kind == "article":
        return 0, ""
    value = _roman_value(number)
    if not value and len(number) == 1 and kind in ("part", "section", "annex"):
        value = _LETTERS.lower().find(number) + 1
    return value, ""


def _close_named(text: str, end: int, kind: LabelKind) -> tuple[str, int, bool] | None:
    """Return label as printed, offset of the words after it, and whether it is surely one."""
    stop = _STOP.match(text, end)
    if stop:
        closed = text[stop.start() : stop.end()].strip()
        printed = text[:end] + (closed if kind == "article" and closed in (".", ":") else "")
        return printed, stop.end(), True
    rest = text[end:].strip()
    words = len(text) - len(text[end:].lstrip())
    if is_upper(rest) or (rest.startswith("(") and kind in ("annex", "article")):
        return text[:end], words, True
    if (
        rest[:1].isupper()
        and text[end : end + 1] == " "
        and not _REFERENCE.match(fold(rest))
        and len(rest) < 160
    ):
        return (text[:end], words, False) if rest[-1] not in ".;,:" else None
    return None


def _roman_value(roman: str) -> int:
    """Return the value of a Roman numeral, 0 if it is none."""
    total = last = 0
    lowered = roman.lower()
    for letter in reversed(lowered):
        value = _ROMANS.get(letter, 0)
        if not value:
            return 0
        total += value if value >= last else -value
        last = max(last, value)
    return total if _write_roman(total) == lowered else 0


def _write_roman(number: int) -> str:
    written = ""
    for value, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            written += letters
            number -= value
    return written
