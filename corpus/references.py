"""Documents that a text cites by number, with type, date and issuer as the citations state them."""

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.agencies import read_issuer
from corpus.dates import DATE_PATTERN, match_date
from corpus.document import Reference
from corpus.frame import find_frame
from corpus.letters import fold
from corpus.number_forms import NumberMention, find_numbers, split_number
from corpus.vocabulary import FOLDED_TYPES, TYPES

BEFORE = 140

_TYPE = r"\b(?P<type>" + "|".join(name for name, _ in FOLDED_TYPES) + r")"
_INTRODUCED = re.compile(r"(?: so)? *[:.]? *$")
_TITLED = re.compile(
    r"(?<!phap )\b(?P<type>bo luat|luat|phap lenh)\b(?P<title>[^.;:()\"“”\n\d]{1,110}) so *$"
)
_OF = re.compile(rf"{_TYPE} cua (?P<issuer>[^.;:()\n]{{4,80}}?),? *so *$")
_ABBREVIATED = re.compile(r"(?<![\w/\-])(?P<symbol>[A-ZĐ]{2}[A-Za-zi]{0,3}) *(?:số)? *$")
_SERIAL_WORD = re.compile(r"(?:\bcac\b)?[ ]*(?:\bso\b)?[ :.]*$")
_DATED = re.compile(
    rf"[\s,(]*(?:ky |ban hanh )?ngay\s+{DATE_PATTERN}\)?|\s*\(\s*{DATE_PATTERN.replace('>', '2>')}\s*\)"
)
_ISSUED = re.compile(r"[\s,]*\b(?:cua|do)\s+")
_SESSION = re.compile(r"[\s,]+(?=hoi nghi (?:lan thu|trung uong))")
_LIST = re.compile(r"\s*(?:,|;|va|, va|hoac)\s*(?:cac\s+)?")
_SHARED = re.compile(r"\s*(?:,|va|, va|hoac)\s*(?:cac\s+)?")
#: A number that carries its year is given once only.
_YEARLY = re.compile(r"\w+/(?:19|20)\d\d/")
_ALIAS = re.compile(r"(?:viet|goi|noi) (?:tat|chung)?(?: chung)? ?la[: ]*[\"“']?")
_SHORT = re.compile(rf"{_TYPE}(?: so)? (?P<serial>\d{{1,4}})(?![\w/\-.])")


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document.

    Attributes:
        start, end: from the type's name, where it stands before the number, to the number's end.
        tail: where date and issuer after the number end.
    """

    number: str
    type: str | None
    date: date | None
    issuer: str | None
    start: int
    end: int
    tail: int


def find_references(text: str) -> tuple[Reference, ...]:
    """Return every document that the text cites by number, in the order of first citation.

    Citations of one number are one reference, unless they state different dates or issuers: numbers start
    anew each year or term. The document's own number, read from its head, is no reference.

    Args:
        text: canonical text of a whole document.
    """
    folded = fold(text)
    citations = _share(
        _inherit([_read(text, folded, mention) for mention in find_numbers(text)], folded), folded
    )
    citations = sorted(
        [*citations, *_short_citations(folded, citations)], key=lambda citation: citation.start
    )
    return tuple(map(_reference, _group(_without_own(text, citations))))


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
    short = _abbreviated(text, base, mention)
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


def _short_citations(folded: str, citations: Sequence[Citation]) -> list[Citation]:
    """Find short forms without symbol that the text defines (``sau đây gọi tắt là Nghị quyết 43``)."""
    short: dict[str, Citation] = {}
    for citation in citations:
        alias = _ALIAS.search(folded, citation.tail, citation.tail + 400)
        match = _SHORT.match(folded, alias.end()) if alias else None
        parts = split_number(citation.number)
        if match and parts and parts.serial.lstrip("0") == match["serial"].lstrip("0"):
            short.setdefault(re.sub(r"\bso ", "", match[0]), citation)
    if not short:
        return []
    return [
        replace(source, start=match.start(), end=match.end(), tail=match.end())
        for match in _SHORT.finditer(folded)
        if (source := short.get(re.sub(r"\bso ", "", match[0]))) and match.start() > source.start
    ]


def _without_own(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """Leave out the document's own number, wherever it stands, unless date or issuer tell another document."""
    head, _, rest = _head(text)
    own = find_numbers(head)
    if not own:
        return list(citations)
    key, start = _key(own[0].number), rest
    return [
        citation
        for citation in citations
        if _key(citation.number) != key or (citation.start >= start and (citation.date or citation.issuer))
    ]


def _head(text: str) -> tuple[str, int, int]:
    """Return the line of the number, and its offsets; an empty line where there is none."""
    lines = text.split("\n")
    frame = find_frame(lines[:120])
    if frame.number is None:
        return "", 0, 0
    start = sum(len(line) + 1 for line in lines[: frame.number[0]])
    line = lines[frame.number[0]]
    return "số " + line, start, start + len(line)


def _key(number: str) -> tuple[int, str]:
    match = re.match(r"\d+", number)
    return (int(match[0]) if match else 0), fold(number[match.end() if match else 0 :])


@dataclass(slots=True)
class _Group:
    """Citations of one document, with what they state of it; ``starts`` are sorted."""

    citations: list[Citation]
    starts: list[int]
    date: date | None
    issuers: set[str]

    def add(self, citation: Citation) -> None:
        self.citations.append(citation)
        insort(self.starts, citation.start)
        self.date = self.date or citation.date
        if citation.issuer:
            self.issuers.add(fold(citation.issuer))

    def fits(self, citation: Citation) -> bool:
        """Tell whether a citation can mean this document."""
        if citation.date and self.date:
            return citation.date == self.date
        if citation.issuer is None or not self.issuers or _YEARLY.match(citation.number):
            return True
        issuer = fold(citation.issuer)
        return any(issuer in other or other in issuer for other in self.issuers)

    def last_before(self, offset: int) -> int:
        at = bisect_right(self.starts, offset)
        return self.starts[at - 1] if at else -1


def _group(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Put together the citations of one document, those that state a date or issuer first.

    A number without either means the document of that number that was cited last.
    """
    groups: dict[tuple[int, str], list[_Group]] = {}
    ordered = sorted(
        citations, key=lambda citation: (citation.date is None, citation.issuer is None, citation.start)
    )
    for citation in ordered:
        same = groups.setdefault(_key(citation.number), [])
        fitting = [group for group in same if group.fits(citation)]
        if fitting:
            max(fitting, key=lambda group: group.last_before(citation.start)).add(citation)
        else:
            same.append(_Group([], [], None, set()))
            same[-1].add(citation)
    flat = [
        sorted(group.citations, key=lambda citation: citation.start)
        for same in groups.values()
        for group in same
    ]
    return sorted(flat, key=lambda group: group[0].start)


def _reference(group: Sequence[Citation]) -> Reference:
    issuers = [citation.issuer for citation in group if citation.issuer]
    return Reference(
        number=group[0].number,
        type=next((citation.type for citation in group if citation.type), None),
        date=next((citation.date for citation in group if citation.date), None),
        issuer=max(issuers, key=len, default=None),
        spans=tuple((citation.start, citation.end) for citation in group),
    )
