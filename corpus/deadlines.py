"""Deadlines: ``hoàn thành trong quý II/2026``, ``trước ngày 15/12/2025``, ``thực hiện thường xuyên``."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from corpus.dates import DATE_PATTERN, match_date
from corpus.letters import fold

_YEAR = r"(?:19|20)\d\d"
_TIME = re.compile(
    rf"(?:\bngay )?{DATE_PATTERN}"
    rf"|\b(?:(?P<part>dau|giua|cuoi|het) )?thang (?P<in_month>\d{{1,2}}) ?(?:/|-|nam) ?(?P<month_of>{_YEAR})"
    rf"|\bquy (?P<quarter>i{{1,3}}|iv|[1-4])(?: ?/ ?| nam |, nam | )(?P<quarter_of>{_YEAR})"
    rf"|\b(?:6|sau) thang (?P<half>dau|cuoi) nam (?P<half_of>{_YEAR})"
    rf"|\bnam (?P<whole>{_YEAR})(?!\s*[-–]\s*\d)"
)
_SHORT = r"(?:ngay \d{1,2}/\d{1,2}|thang \d{1,2}|quy (?:i{1,3}|iv|[1-4])|ngay \d{1,2} hang thang)\b"
_SHORT_TIME = re.compile(_SHORT)
#: A figure, or a quarter in Roman ones: without either no words name a time.
_NAMES_TIME = re.compile(r"\d|[Qq]uý [IVX]")
#: What every time that is read holds: a year, or a day, month or quarter without one.
_HINT = re.compile(rf"{_YEAR}|(?:ngay|thang) \d|quy (?:i|[1-4])")
_BY = r"(?:cham nhat|muon nhat|truoc|den het|tu nay den|den|trong|vao|het|khong qua|xong truoc|ke tu|cuoi|la|ngay)"
_DONE = r"(?:hoan thanh|hoan thien|xong|thuc hien xong|thoi han|thoi gian(?: hoan thanh| thuc hien)?|han hoan thanh|ket thuc)"
_BEGIN = re.compile(
    rf"\b(?:(?P<done>{_DONE})\b[^.;()“”\"\n/]{{0,60}}?\s*(?:\b{_BY}\b[ :]*)*"
    rf"|(?P<by>(?:cham nhat|muon nhat|xong truoc|truoc|trong|den het)\b(?: (?:la|den|vao|trong|truoc|het|nua))*[ :]*))"
    rf"(?=(?:{_TIME.pattern.replace('?P<', '?P<b_')}|{_SHORT}))"
)
_PERIODIC = re.compile(
    r"\b(?:thuong xuyen|dinh ky|hang nam|hang quy|hang thang|hang tuan|hang ngay|lien tuc|moi nam|theo dinh ky)\b"
)
_BRACKET = re.compile(r"\((?P<words>[^()\n]{4,160})\)(?=\s*[.;,/]*\s*$)")
_BRACKET_OPENS = re.compile(
    r"(?:hoan thanh|thuc hien|xong|trong|truoc|cham nhat|muon nhat|quy|thang|nam|thuong xuyen|hang|dinh ky|thoi (?:gian|han)"
    r"|bao cao|trinh|den|tu|ngay|ban hanh|to chuc|han)\b"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words of a deadline, and where they stand.

    Attributes:
        start, end: offsets in the sentence.
        due: the last day; None where the words give no year, or name no day at all.
        periodic: whether the duty comes again and again (``thực hiện thường xuyên``) and has no last day.
    """

    words: str
    start: int
    end: int
    due: date | None
    periodic: bool = False


def find_deadline(sentence: str) -> Deadline | None:
    """Return the deadline that a sentence states, in brackets at its end or in its own words.

    Adverbs inside a sentence (``định kỳ báo cáo``) say how often, not by when, and are no deadline; in the
    closing brackets they stand in a deadline's place and are returned as periodic. A year that only a
    title holds (``đến năm 2030, tầm nhìn đến năm 2045``) is none either.

    Args:
        sentence: one sentence, NFC.
    """
    bracketed = ")" in sentence[-4:]
    if not bracketed and _NAMES_TIME.search(sentence) is None:
        return None
    folded = fold(sentence)
    return (_bracketed(sentence, folded) if bracketed else None) or _stated(sentence, folded)


def _bracketed(sentence: str, folded: str) -> Deadline | None:
    match = _BRACKET.search(folded)
    if match is None or not _BRACKET_OPENS.match(match["words"].strip()):
        return None
    start, end = match.span("words")
    words = folded[start:end]
    times = list(_TIME.finditer(words))
    periodic = _PERIODIC.search(words) is not None and not times
    if not times and not periodic and _SHORT_TIME.search(words) is None:
        return None
    return Deadline(sentence[start:end].strip(), start, end, _last_day(times), periodic)


def _stated(sentence: str, folded: str) -> Deadline | None:
    if _HINT.search(folded) is None:
        return None
    for begin in _BEGIN.finditer(folded):
        time = _TIME.match(folded, begin.end())
        short = _SHORT_TIME.match(folded, begin.end())
        end = time.end() if time else short.end() if short else begin.end()
        times = [time] if time else []
        while further := re.match(r"(?:,| va| den| - )\s*", folded[end : end + 8]):
            later = _TIME.match(folded, end + further.end())
            if later is None:
                break
            times.append(later)
            end = later.end()
        if _PERIODIC.match(folded, end + 1):
            continue
        return Deadline(sentence[begin.start() : end], begin.start(), end, _last_day(times))
    return None


def _last_day(times: list[re.Match[str]]) -> date | None:
    days = [day for day in map(_day, times) if day]
    return max(days, default=None)


def _day(time: re.Match[str]) -> date | None:
    """Return the last day of the time that words name."""
    if time["in_month"]:
        return _month_end(int(time["month_of"]), int(time["in_month"]))
    if time["quarter"]:
        return _month_end(int(time["quarter_of"]), 3 * _QUARTERS[time["quarter"]])
    if time["half"]:
        return _month_end(int(time["half_of"]), 6 if time["half"] == "dau" else 12)
    if time["whole"]:
        return date(int(time["whole"]), 12, 31)
    return match_date(time)


def _month_end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])
