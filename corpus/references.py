"""Documents that a text cites by number, with type, date and issuer as the citations state them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.agencies import read_issuer
from corpus.citations import Citation, group_citations, is_yearly, make_key
from corpus.dates import DATE_PATTERN, match_date, read_date
from corpus.document import Reference
from corpus.frame import HEAD_LINES, find_own_lines
from corpus.letters import cut_pieces, fold
from corpus.number_forms import NumberMention, find_numbers, split_number
from corpus.vocabulary import FOLDED_TYPES, TYPES

BEFORE = 140
#: Characters within which a head ends.
HEAD_CHARACTERS = 100_000

_TYPE = r"\b(?P<type>" + "|".join(name for name, _ in FOLDED_TYPES) + r")"
_INTRODUCED = re.compile(r"(?: so)? *[:.]? *$")
_TITLED = re.compile(
    r"(?<!phap )\b(?P<type>bo luat|luat|phap lenh)\b(?P<title>[^.;:()\"“”\n\d]{1,110}) so *$"
)
_OF = re.compile(rf"{_TYPE} cua (?P<issuer>[^.;:()\n]{{4,80}}?),? *so *$")
_DESCRIBED = re.compile(rf"{_TYPE}(?: [a-z]+){{1,6}} so *[:.]? *$")
_ABBREVIATED = re.compile(r"(?<![\w/\-])(?P<symbol>[A-ZĐ]{2}[A-Za-zi]{0,3}) *(?:số)? *$")
_SERIAL_WORD = re.compile(r"(?:\bcac\b)?[ ]*(?:\bso\b)?[ :.]*$")
_DATED = re.compile(
    rf"[\s,(]*(?:ky |ban hanh )?ngay\s+{DATE_PATTERN}\)?|\s*\(\s*{DATE_PATTERN.replace('>', '2>')}\s*\)"
)
_ISSUED = re.compile(r"[\s,]*\b(?:cua|do)\s+")
_SESSION = re.compile(r"[\s,]+(?=hoi nghi (?:lan thu|trung uong))")
_LIST = re.compile(r"\s*(?:,|;|va|, va|hoac)\s*(?:cac\s+)?")
_SHARED = re.compile(r"\s*(?:,|va|, va|hoac)\s*(?:cac\s+)?")
_ALIAS = re.compile(r"(?:viet|goi|noi) (?:tat|chung)?(?: chung)? ?la[: ]*[\"“']?")
_SO = re.compile(r"\bso ")
_SHORT = re.compile(rf"{_TYPE}(?: so)? (?P<serial>\d{{1,4}})(?![\w/\-.])")


def find_references(text: str) -> tuple[Reference, ...]:
    """Return every document that the text cites by number, in the order of first citation.

    Citations of one number are one reference, unless they state different dates or issuers: numbers start
    anew each year or term. The document's own number, read from its head, is no reference.

    Args:
        text: canonical text of a whole document.
    """
    citations: list[Citation] = []
    short: dict[str, Citation] = {}
    for base, piece in cut_pieces(text):
        folded = fold(piece)
        read = [_read(piece, folded, mention) for mention in find_numbers(piece)]
        found = [_shift(citation, base) for citation in _share(_inherit(read, folded), folded)]
        citations += found
        _find_aliases(folded, base, found, short)
        citations += _short_citations(folded, base, short)
    citations.sort(key=lambda citation: citation.start)
    return tuple(map(_reference, group_citations(_without_own(text, citations))))


def _shift(citation: Citation, base: int) -> Citation:
    if not base:
        return citation
    start, end, tail = citation.start + base, citation.end + base, citation.tail + base
    return replace(citation, start=start, end=end, tail=tail)


def _read(text: str, folded: str, mention: NumberMention) -> Citation:
    kind, start, issuer = _before(text, folded, mention)
    found, after, tail = _after(text, folded, mention)
    return Citation(mention.number, kind, found, after or issuer, start, mention.end, tail)


def _before(text: str, folded: str, mention: NumberMention) -> tuple[str | None, int, str | None]:
    """Return the type named before a number, where the citation begins, and an issuer between the two."""
    base = max(0, mention.start - BEFORE)
    window = folded[base : mention.start]
    introduced = _INTRODUCED.search(window)
    stop = introduced.start() if introduced else len(window)
    for name, printed in FOLDED_TYPES:
        if window.endswith(name, 0, stop) and not window[: stop - len(name)][-1:].isalnum():
            return printed, base + stop - len(name), None
    titled = _titled(window) if "luat" in window or "lenh" in window else None
    if titled:
        return _printed(titled["type"]), base + titled.start(), None
    between = _OF.search(window) if " cua " in window else None
    if between:
        issuer = text[base + between.start("issuer") : base + between.end("issuer")]
        return _printed(between["type"]), base + between.start(), issuer
    short = _abbreviated(text, base, mention) or _described(window, base, mention)
    if short:
        return short
    number = re.search(r"\bso *[:.]? *$", window)
    return None, base + number.start() if number else mention.start, None


def _abbreviated(text: str, base: int, mention: NumberMention) -> tuple[str | None, int, None] | None:
    """Read the symbol of the type where it stands before the number too (``NQ 43-NQ/TW``)."""
    short = _ABBREVIATED.search(text, max(base, mention.start - 12), mention.start)
    parts = split_number(mention.number)
    if short is None or parts is None or parts.type is None or fold(short["symbol"]) != fold(parts.type):
        return None
    names = [name for name, symbols in TYPES.items() if parts.type in symbols]
    return (names[0] if len(names) == 1 else None), short.start(), None


def _described(window: str, base: int, mention: NumberMention) -> tuple[str | None, int, None] | None:
    """Read a type that a few words tell from its number (``báo cáo khảo sát số 65-BC/BTCTU``); both must agree."""
    parts = split_number(mention.number)
    match = _DESCRIBED.search(window)
    if match is None or parts is None or parts.type not in TYPES[_printed(match["type"])]:
        return None
    return _printed(match["type"]), base + match.start(), None


def _titled(window: str) -> re.Match[str] | None:
    """Find the law or ordinance whose title stands between its type and its number; the nearest one."""
    start, found = 0, None
    while match := _TITLED.search(window, start):
        found, start = match, match.start() + 1
    return found


def _printed(folded_type: str) -> str:
    return next(printed for name, printed in FOLDED_TYPES if name == folded_type)


def _after(text: str, folded: str, mention: NumberMention) -> tuple[date | None, str | None, int]:
    """Return date and issuer after a number, in either order, and where they end."""
    found, end = _read_date(folded, mention.end)
    issued = _ISSUED.match(folded, end) or _SESSION.match(folded, end)
    if issued is None:
        return found, None, end
    parts = split_number(mention.number)
    stop = read_issuer(text, issued.end(), joint=parts is not None and len(parts.issuers) > 1)
    if stop == issued.end():
        return found, None, end
    issuer = " ".join(text[issued.end() : stop].split())
    if found is None:
        found, stop = _read_date(folded, stop)
    return found, issuer, stop


def _read_date(folded: str, start: int) -> tuple[date | None, int]:
    match = _DATED.match(folded, start)
    if match is None:
        return None, start
    return match_date(match), match.end()


def _inherit(citations: list[Citation], folded: str) -> list[Citation]:
    """Give each citation of a list the type that is named before its first (``các Quyết định số 1, 2``)."""
    result: list[Citation] = []
    for citation in citations:
        if citation.type is None and result and _linked(result[-1], citation, folded, _LIST):
            citation = replace(citation, type=result[-1].type)  # noqa: PLW2901
        result.append(citation)
    return result


def _share(citations: list[Citation], folded: str) -> list[Citation]:
    """Give each citation of a list the date and issuer that stand once, after its last."""
    result: list[Citation] = []
    for citation in reversed(citations):
        later = result[-1] if result else None
        if (
            later
            and citation.issuer is None
            and _alike(citation, later)
            and _linked(citation, later, folded, _SHARED)
        ):
            citation = replace(citation, issuer=later.issuer, date=citation.date or later.date)  # noqa: PLW2901
        result.append(citation)
    return result[::-1]


def _linked(first: Citation, second: Citation, folded: str, link: re.Pattern[str]) -> bool:
    if not 0 <= second.start - first.tail <= 20:
        return False
    return link.fullmatch(folded, first.tail, second.start) is not None


def _alike(first: Citation, second: Citation) -> bool:
    one, other = split_number(first.number), split_number(second.number)
    return one is not None and other is not None and (one.type, one.issuers) == (other.type, other.issuers)


def _find_aliases(folded: str, base: int, citations: Sequence[Citation], short: dict[str, Citation]) -> None:
    """Add the short forms without symbol that a text defines (``sau đây gọi tắt là Nghị quyết 43``).

    Args:
        folded: a piece of the text.
        base: its offset.
        citations: those that stand in it.
        short: short forms found so far, with what they stand for; added to.
    """
    for citation in citations:
        tail = citation.tail - base
        alias = _ALIAS.search(folded, tail, tail + 400)
        match = _SHORT.match(folded, alias.end()) if alias else None
        parts = split_number(citation.number)
        if match and parts and parts.serial.lstrip("0") == match["serial"].lstrip("0"):
            short.setdefault(_SO.sub("", match[0]), citation)


def _short_citations(folded: str, base: int, short: dict[str, Citation]) -> list[Citation]:
    """Find the citations in short form, behind the one that defines it."""
    if not short:
        return []
    return [
        replace(source, start=base + match.start(), end=base + match.end(), tail=base + match.end())
        for match in _SHORT.finditer(folded)
        if (source := short.get(_SO.sub("", match[0]))) and base + match.start() > source.start
    ]


def _without_own(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """Leave out the document's own number, wherever it stands, unless date or issuer tell another document."""
    own = _read_own(text)
    if own is None:
        return list(citations)
    number, issued, start = own
    key = make_key(number)
    return [
        citation
        for citation in citations
        if make_key(citation.number) != key or (citation.start >= start and _is_other(citation, issued))
    ]


def _is_other(citation: Citation, issued: date | None) -> bool:
    """Tell whether a citation of a document's own number means another: one of another year, term or issuer."""
    if is_yearly(citation.number):
        return False
    if citation.date and issued:
        return citation.date != issued
    return citation.date is not None or citation.issuer is not None


def _read_own(text: str) -> tuple[str, date | None, int] | None:
    """Return the document's own number and date, and the offset after its number's line; None without a number."""
    lines = text[:HEAD_CHARACTERS].split("\n")[:HEAD_LINES]
    number, dated = find_own_lines(lines)
    own = find_numbers("số " + lines[number]) if number is not None else ()
    if not own or number is None:
        return None
    issued = read_date(fold(lines[dated])) if dated is not None else None
    return own[0].number, issued[0] if issued else None, sum(len(line) + 1 for line in lines[: number + 1])


def _reference(group: Sequence[Citation]) -> Reference:
    issuers = [citation.issuer for citation in group if citation.issuer]
    return Reference(
        number=group[0].number,
        type=next((citation.type for citation in group if citation.type), None),
        date=next((citation.date for citation in group if citation.date), None),
        issuer=max(issuers, key=len, default=None),
        spans=tuple((citation.start, citation.end) for citation in group),
    )
