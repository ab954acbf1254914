"""Document numbers in text: ``43-NQ/TW``, ``30/2020/NĐ-CP``, and every way of printing them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.letters import LOWER, fold
from corpus.vocabulary import ISSUERS, TYPES

_DASH = r"[-–—‑−\u00ad\ufffe]"
#: A symbol ends where its letters end; a known one also where the next word is printed without a space.
_SYMBOL = (
    rf"(?:(?:TW|TU|CP|TTg|UBND|HĐND)(?=[{LOWER}])"
    r"|[A-ZĐÐƯ](?:[A-Za-zĐđÐðƯư&]|\.(?=Ư))*\d{0,2}(?![\w&]))"
)
_NUMBER = re.compile(
    rf"(?<![\w/])(?<!\d[.,:\-–])(?P<serial>\d{{1,5}}[a-zA-Z]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
    rf"(?P<first>\s?(?:{_DASH}|/)\s?| )"
    rf"(?P<symbols>{_SYMBOL}(?:\s?(?:{_DASH}|/)\s?{_SYMBOL})?(?:(?:{_DASH}|/){_SYMBOL}){{0,6}})"
)
_SPLIT = re.compile(rf"\s*({_DASH}|/)\s*")
_TRUSTED = re.compile(
    r"(?:\bso|\b(?:" + "|".join(sorted(map(fold, TYPES), key=len, reverse=True)) + r")) *[:.]? *$"
)
_FORM = re.compile(
    r"\b(?:(?:qcvn|tcvn|tccs)[ :\-\d/]*|(?:mau|bieu|bieu mau|phieu|to khai|don|tai khoan)(?: so)? *[:.]? *)$"
)


def _canonical(symbols: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Map each symbol in lower case, and each one without marks that stands for one symbol only."""
    exact = {symbol.lower(): symbol for symbol in symbols}
    folded: dict[str, str] = {}
    for symbol in symbols:
        folded[fold(symbol)] = "" if fold(symbol) in folded and folded[fold(symbol)] != symbol else symbol
    return exact, {key: symbol for key, symbol in folded.items() if symbol}


TYPE_SYMBOLS: frozenset[str] = frozenset(symbol for symbols in TYPES.values() for symbol in symbols) | {"LCT"}
_EXACT, _FOLDED = _canonical(
    [*sorted(TYPE_SYMBOLS), *(issuer for issuer in ISSUERS if issuer not in TYPE_SYMBOLS)]
)
_PARTY = re.compile(r".*(?:TW|TU|QU|HU|ThU|ĐU|ĐUK|BCSĐ|ĐĐ)$")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A document number in running text: its offsets, and the number as it is normally written."""

    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A normalised number taken apart.

    Attributes:
        serial: digits, and a letter where one follows, ``116a``.
        year: of a number that carries it, ``30/2020/NĐ-CP``.
        type: abbreviation of the type; None where the number has none, ``45/2019/QH14``.
        issuers: abbreviations of who issued it.
    """

    serial: str
    year: int | None
    type: str | None
    issuers: tuple[str, ...]


def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """Return the document numbers in running text, in order.

    A number needs a symbol: ``43 mô hình`` has none. One whose symbol is unknown counts where ``số`` or the
    name of a type stands before it; numbers of forms (``Mẫu số 01-ĐK/TCT``) never do.

    Args:
        text: NFC.
    """
    return tuple(
        NumberMention(match.start(), match.end(), _normalise(match))
        for match in _matches(text)
        if _is_document(text, match)
    )


def normalise_number(raw: str) -> str | None:
    """Return a number as it is normally written, ``72-NQ-TW`` as ``72-NQ/TW``; None if it is no number.

    Words before the number (``Số:``, ``NQ 43-NQ/TW``) are passed over.
    """
    match = next(_matches(raw), None)
    return _normalise(match) if match else None


@lru_cache(maxsize=8_192)
def split_number(number: str) -> NumberParts | None:
    """Take a number apart; None if it is no document number."""
    match = _NUMBER.search(number)
    if match is None:
        return None
    symbols = [_symbol(piece) for piece in _SPLIT.split(match["symbols"])[::2]]
    typed = symbols[0] if symbols[0] in TYPE_SYMBOLS else None
    issuers = symbols[1:] if typed else symbols
    return NumberParts(match["serial"], int(match["year"]) if match["year"] else None, typed, tuple(issuers))


def _matches(text: str) -> Iterator[re.Match[str]]:
    return _NUMBER.finditer(text)


def _is_document(text: str, match: re.Match[str]) -> bool:
    before = fold(text[max(0, match.start() - 30) : match.start()])
    if _FORM.search(before):
        return False
    symbols = [_symbol(piece) for piece in _SPLIT.split(match["symbols"])[::2]]
    first = symbols[0]
    known = first in TYPE_SYMBOLS or first.rstrip("0123456789") in ISSUERS
    trusted = _TRUSTED.search(before) is not None
    if match["year"]:
        return trusted or known or len(symbols) > 1
    if match["first"] == " ":
        return trusted and known and len(symbols) > 1
    return trusted or (known and len(symbols) > 1)


def _normalise(match: re.Match[str]) -> str:
    pieces = _SPLIT.split(match["symbols"])
    symbols = [_symbol(piece) for piece in pieces[::2]]
    marks = ["/" if mark == "/" else "-" for mark in pieces[1::2]]
    first = "/" if "/" in match["first"] else "-"
    if not match["year"] and symbols[0] in TYPE_SYMBOLS and len(symbols) > 1 and _PARTY.match(symbols[1]):
        first, marks[0] = "-", "/"
    year = f"/{match['year']}" if match["year"] else ""
    if year:
        first = "/"
    return (
        match["serial"]
        + year
        + first
        + symbols[0]
        + "".join(map("".join, zip(marks, symbols[1:], strict=True)))
    )


@lru_cache(maxsize=8_192)
def _symbol(printed: str) -> str:
    """Return a symbol in its usual spelling, ``Ctr`` as ``CTr``, ``TƯ`` as ``TW``."""
    symbol = printed.replace("Ð", "Đ").replace("ð", "đ").replace("ĐĐi", "Đi").replace("T.Ư", "TW")
    if symbol == "QĐĐ":
        symbol = "QĐ"
    if symbol.endswith("TƯ"):
        symbol = symbol[:-2] + "TW"
    return _EXACT.get(symbol.lower()) or _FOLDED.get(fold(symbol)) or symbol
