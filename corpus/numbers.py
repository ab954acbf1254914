"""Document numbers as texts print them, and as people type them.

What texts print is read by `corpus.number_forms`, whose functions stand here too; this module reads questions:
``NQ43``, ``nghi quyet 43``, ``66 CTr TU``, ``Resolution 43``.
"""

import re
from dataclasses import dataclass, replace

from corpus.letters import fold
from corpus.number_forms import (
    TYPE_SYMBOLS,
    NumberMention,
    NumberParts,
    find_numbers,
    normalise_number,
    split_number,
)
from corpus.vocabulary import ENGLISH_TYPES, FOLDED_TYPES, ISSUERS, TYPES

__all__ = [
    "NumberMention",
    "NumberParts",
    "NumberQuery",
    "find_numbers",
    "matches",
    "normalise_number",
    "read_number_query",
    "split_number",
]

#: Types that carry no symbol in their number (``45/2019/QH14``).
LAW = "QH"

_NAMES: dict[str, str] = dict(FOLDED_TYPES) | ENGLISH_TYPES
_SYMBOLS: dict[str, str] = {}
for _symbol in sorted(TYPE_SYMBOLS, key=lambda symbol: (fold(symbol) != symbol.lower(), symbol)):
    _SYMBOLS.setdefault(fold(_symbol), _symbol)
_ISSUERS: dict[str, str] = {fold(symbol): symbol for symbol in ISSUERS} | {"t.u": "TW"}

#: Symbols that are syllables when typed without marks, or a single letter: they count in capitals only.
_SYLLABLES = frozenset({"da", "pa", "l", "sl", "slt"})


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ISSUER = rf"(?:{_any(_ISSUERS)}|qh\d\d?|ubtvqh\d\d?|b[a-z&]{{1,7}}|[a-z]{{2,8}}(?:tw|tu))"
_YEAR = r"(?: ?/ ?(?P<year>(?:19|20)\d\d))"
_NUMBER = r"(?: ?(?:so|no\.?|nr\.?|number|#))? ?[:.]? ?"
_FULL = re.compile(
    rf"(?:\b(?P<name>{_any(_NAMES)}){_NUMBER})?(?:\b(?P<before>{_any(_SYMBOLS)}) ?)?"
    rf"(?<![\w/.,])(?P<serial>\d{{1,5}}[a-z]?){_YEAR}?(?:"
    rf" ?[-/] ?(?P<symbol>{_any(_SYMBOLS)})(?: ?[-/] ?(?P<issuer>{_ISSUER})\b| (?P<apart>{_any(_ISSUERS)})\b)?"
    rf"| (?P<spaced>{_any(_SYMBOLS)})[ /-](?P<owner>{_ISSUER})\b"
    rf"| ?/ ?(?P<body>(?:ub(?:tv)?)?qh\d\d?|ubnd|hdnd|ttg)\b)(?!\w)"
)
_NAMED = re.compile(
    rf"(?<![\w])(?:(?P<name>{_any(_NAMES)}){_NUMBER}|(?P<symbol>{_any(_SYMBOLS)})(?: ?so)?[ .-]?)"
    rf"(?P<serial>\d{{1,5}}[a-z]?){_YEAR}?(?:[ ]?[-/][ ]?(?P<issuer>{_ISSUER})\b)?(?![\w%]|[.,/:-]\d)"
)
_ALSO = re.compile(r"(?:,| va| and|, va) (?:so )?(?P<serial>\d{1,3})(?![\w%]|[.,/:-]\d|[/-][a-z])")
#: What follows a length of time or a share, and never a number.
_UNIT = re.compile(
    r" ?(?:nam(?! (?:19|20)\d\d| nao)|thang|ngay(?! nao| \d| thang| ban| ky)|tuan|quy(?! dinh| che| trinh| tac| hoach)|lan|nguoi|gio"
    r"|buoi|trang|dong|ty|trieu|years?|months?|days?|weeks?|quarters?|pages?|percent)\b"
)
#: What may be counted in a small number.
_COUNTED = re.compile(
    r" (?:diem|noi dung|muc|chuong|dieu|khoan|nhiem vu|chi tieu|giai phap|van de|mo hinh|nhom|buoc|cap|loai|xa|phuong"
    r"|huyen|tinh|don vi|doi tuong|tieu chi|hoat dong|khong|points?|tasks?|models?|steps?|items?|goals?|targets?)\b"
)


@dataclass(frozen=True, slots=True)
class NumberQuery:
    """A document number in a question.

    Attributes:
        start, end: offsets in the question.
        serial: digits, and a letter where one follows.
        symbol_type: abbreviation of the type; ``QH`` for laws and codes, whose numbers carry none.
        issuer: abbreviation of the issuer, if typed.
        year: of ``30/2020``, if typed.
    """

    start: int
    end: int
    serial: str
    symbol_type: str | None
    issuer: str | None
    year: int | None


def read_number_query(question: str) -> tuple[NumberQuery, ...]:
    """Return the document numbers that a question names, in any spelling, in Vietnamese or English.

    Args:
        question: NFC; marks and capitals may be missing.
    """
    folded = fold(question)
    found = [_full(match) for match in _FULL.finditer(folded)]
    for match in _NAMED.finditer(folded):
        inside = any(query.start <= match.start("serial") < query.end for query in found)
        if not inside and _is_number(question, folded, match):
            found.append(_named(match))
            found.extend(_listed(folded, found[-1]))
    return tuple(sorted(found, key=lambda query: query.start))


def matches(query: NumberQuery, number: str) -> bool:
    """Tell whether a normalised document number may be the one that a question names.

    What the question leaves open fits anything; leading zeros, marks and case make no difference.
    """
    parts = split_number(number)
    if parts is None or fold(parts.serial).lstrip("0") != fold(query.serial).lstrip("0"):
        return False
    if query.year and parts.year and query.year != parts.year:
        return False
    if query.issuer and fold(query.issuer) not in map(fold, parts.issuers):
        return False
    return query.symbol_type is None or _same_type(query.symbol_type, parts.type, parts.issuers)


def _same_type(asked: str, symbol: str | None, issuers: tuple[str, ...]) -> bool:
    if symbol is None:
        return asked in {LAW, "NQ", "PL"} and any(
            fold(issuer).startswith(("qh", "ubtvqh")) for issuer in issuers
        )
    if asked in {"QĐ", "QĐi", "QyĐ"}:
        return symbol in {"QĐ", "QĐi", "QyĐ"}
    return (
        fold(asked)[:3] == fold(symbol)[:3] if fold(asked).startswith("ctr") else fold(asked) == fold(symbol)
    )


def _full(match: re.Match[str]) -> NumberQuery:
    symbol = match["symbol"] or match["spaced"]
    issuer = match["issuer"] or match["owner"] or match["apart"] or match["body"]
    kind = _SYMBOLS[symbol] if symbol else _type_symbol(match["name"])
    return _query(match, kind, issuer)


def _named(match: re.Match[str]) -> NumberQuery:
    kind = _SYMBOLS[match["symbol"]] if match["symbol"] else _type_symbol(match["name"])
    return _query(match, kind, match["issuer"])


def _query(match: re.Match[str], kind: str | None, issuer: str | None) -> NumberQuery:
    year = match["year"]
    named = _ISSUERS.get(issuer, issuer.upper()) if issuer else None
    return NumberQuery(match.start(), match.end(), match["serial"], kind, named, int(year) if year else None)


def _listed(folded: str, query: NumberQuery) -> list[NumberQuery]:
    """Return the further numbers of a list (``quyết định 217 và 218``)."""
    listed, end = [], query.end
    while (match := _ALSO.match(folded, end)) and not any(
        counted.match(folded, match.end()) for counted in (_UNIT, _COUNTED)
    ):
        listed.append(replace(query, start=match.start("serial"), end=match.end(), serial=match["serial"]))
        end = match.end()
    return listed


def _type_symbol(name: str | None) -> str | None:
    if name is None:
        return None
    printed = _NAMES[name]
    if printed in {"Luật", "Bộ luật", "Hiến pháp"}:
        return LAW
    symbols = TYPES[printed]
    return symbols[0] if symbols else None


def _is_number(question: str, folded: str, match: re.Match[str]) -> bool:
    """Tell a number from a count or a year: ``kế hoạch 5 năm``, ``báo cáo 2023``, ``đã 20 tuổi``."""
    serial = match["serial"]
    symbol = match["symbol"]
    if symbol:
        printed = question[match.start("symbol") : match.end("symbol")]
        if (
            symbol in _SYLLABLES or any(mark not in "đ" for mark in printed if ord(mark) > 0x7F)
        ) and not printed.isupper():
            return False
    if match["issuer"] or match["year"]:
        return True
    if re.fullmatch(r"(?:19|20)\d\d", serial) or _UNIT.match(folded, match.end()):
        return False
    return len(serial) > 1 or _COUNTED.match(folded, match.end()) is None
