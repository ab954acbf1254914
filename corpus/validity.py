"""From when and until when a document is in force, as its own words say."""

import re
from datetime import date

from corpus.dates import DATE_PATTERN, match_date
from corpus.letters import cut_pieces, fold
from corpus.vocabulary import FOLDED_TYPES

_REACH = 300
_FORCE = re.compile(
    r"co hieu luc(?: thi hanh)?,? (?:ke )?tu (?:(?:ngay )?"
    + DATE_PATTERN
    + r"|(?P<signed>ngay (?:ky|ban hanh))\b)"
)
_UNTIL = re.compile(r",? (?:cho )?den (?:het )?(?:ngay )?" + DATE_PATTERN)
_ENDED = re.compile(r"het hieu luc(?: thi hanh)? (?:(?:ke )?tu|vao|sau) (?:ngay )?" + DATE_PATTERN)
#: The document's own name at the beginning of what is said of it; not of one that it replaces.
_OWN = re.compile(
    r"\b(?P<type>" + "|".join(name for name, _ in FOLDED_TYPES) + r"|van ban) nay\b"
    r"(?!.*(?:\bthay the\b|\bnay\b|\btru\b|[.;:] |\n|\bso \d))"
)


#: The bare name of a type that all that is said is about (``Quy chế có hiệu lực từ …``).
_BARE = re.compile(r"\b(?P<type>" + "|".join(name for name, _ in FOLDED_TYPES) + r") $")


def read_validity(text: str, kind: str | None, issued: date | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of a document's force; None where it does not state them.

    ``có hiệu lực từ ngày ký`` is the day of issue. A period (``sau 45 ngày kể từ ngày ký``) names no day.

    Args:
        text: canonical text of a whole document.
        kind: the document's type; what it says of itself counts before what an attached regulation says.
        issued: the document's date.
    """
    found: tuple[date | None, date | None] = (None, None)
    expires = None
    for _, piece in cut_pieces(text):
        folded = fold(piece)
        if "hieu luc" in folded:
            found = found if found[0] else _first_day(folded, kind, issued)
            expires = expires or _last_day(folded)
    return found[0], found[1] or expires


def _last_day(folded: str) -> date | None:
    ended = next((match for match in _ENDED.finditer(folded) if _subject(folded, match.start())), None)
    return match_date(ended) if ended else None


def _first_day(folded: str, kind: str | None, issued: date | None) -> tuple[date | None, date | None]:
    own = fold(kind) if kind else ""
    found: tuple[date | None, date | None] = (None, None)
    for match in _FORCE.finditer(folded):
        subject = _subject(folded, match.start())
        bare = _BARE.search(folded, max(0, match.start() - 40), match.start()) if subject is None else None
        subject = bare["type"] if bare and bare["type"] == own else subject
        if subject is None or (subject != own and found[0]):
            continue
        until = _UNTIL.match(folded, match.end())
        day = issued if match["signed"] else match_date(match)
        found = day, match_date(until) if until else None
        if subject == own:
            break
    return found


def _subject(folded: str, end: int) -> str | None:
    """Return the type of the document of whose force the words up to an offset speak, if it is this one."""
    match = _OWN.search(folded[max(0, end - _REACH) : end])
    return match["type"] if match else None
