"""Dates as these documents write them: ``24/11/2023``, ``02 tháng 02 năm 2024``."""

import re
from datetime import date

#: A date after the word ``ngày``, in folded text; the groups are day, month and year.
DATE_PATTERN = (
    r"(?:(?P<day>\d{1,2}) ?[/.\-] ?(?P<month>\d{1,2}) ?[/.\-] ?(?P<year>(?:19|20)\d\d)"
    r"|(?P<day_>\d{1,2}) +(?:thang|thnag|hang) +(?P<month_>\d{1,2}) +nam +(?P<year_>(?:19|20)\d\d))(?!\d)"
)
_DATE = re.compile(DATE_PATTERN)


def read_date(folded: str, start: int = 0) -> tuple[date, int, int] | None:
    """Return the first real date from ``start`` on, and its offsets; None if there is none.

    Args:
        folded: text as `corpus.letters.fold` returns it.
        start: offset to begin at.
    """
    for match in _DATE.finditer(folded, start):
        found = match_date(match)
        if found:
            return found, match.start(), match.end()
    return None


def match_date(match: re.Match[str]) -> date | None:
    """Return the date of a match of `DATE_PATTERN`; None if no calendar has it."""
    day, month, year = (match[name] or match[f"{name}_"] for name in ("day", "month", "year"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
