"""Periods as questions name them: ``quý II/2026``, ``tháng 3 năm 2026``, ``before 30/6/2025``, ``in Q2 2026``."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_name) if name}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}  # fmt: skip
_YEAR = r"(?:\s*[/,]?\s*(?:nam|of)?\s*)(?P<year>(?:19|20)\d\d)\b"
_UNTIL = r"(?P<until>(?:truoc|den|den het|cham nhat|before|by|until)\s+(?:ngay\s+|het\s+|the\s+|end of\s+)*)?"
_PERIODS = (
    re.compile(
        rf"{_UNTIL}(?:ngay )?\b(?P<day>\d{{1,2}})\s*(?:/|thang)\s*(?P<month>\d{{1,2}})\s*(?:/|nam)\s*(?P<year>(?:19|20)\d\d)\b"
    ),
    re.compile(rf"{_UNTIL}\b(?:quy|q|quarter)\s*(?P<quarter>iv|i{{1,3}}|[1-4]){_YEAR}"),
    re.compile(rf"{_UNTIL}\b(?:the )?(?P<quarter>first|second|third|fourth) quarter{_YEAR}"),
    re.compile(rf"{_UNTIL}\bthang\s*(?P<month>\d{{1,2}}){_YEAR}"),
    re.compile(rf"{_UNTIL}\b(?P<named>{'|'.join(_MONTHS)}){_YEAR}"),
    re.compile(rf"{_UNTIL}\b(?:nam )?(?P<year>(?:19|20)\d\d)\b"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both in it; a first day of None is any time before."""

    first: date | None
    last: date

    def holds(self, day: date) -> bool:
        """Return whether a day is in it."""
        return (self.first is None or self.first <= day) and day <= self.last


def read_period(folded: str) -> tuple[Period | None, str]:
    """Return the period that a question names, and the question without it.

    Args:
        folded: the question without marks and in lower case.
    """
    for pattern in _PERIODS:
        for match in pattern.finditer(folded):
            period = _read(match.groupdict())
            if period:
                return period, f"{folded[: match.start()]} {folded[match.end() :]}"
    return None, folded


def _read(said: dict[str, str | None]) -> Period | None:
    year = int(said["year"] or 0)
    if quarter := said.get("quarter"):
        months = 3 * _QUARTERS[quarter] - 2, 3 * _QUARTERS[quarter]
    elif named := said.get("named"):
        months = _MONTHS[named], _MONTHS[named]
    elif month := said.get("month"):
        months = int(month), int(month)
    else:
        months = 1, 12
    try:
        first = date(year, months[0], int(said.get("day") or 1))
        end = int(said.get("day") or calendar.monthrange(year, months[1])[1])
        last = date(year, months[1], end)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return Period(None if said["until"] else first, last)
