"""What stands on a page and is no part of the text's flow: page numbers, running heads, footnotes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.sheet import Line, Sheet

_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*[/|]\s*\d{1,4})?\W*", re.IGNORECASE)
_MARGIN = 0.13
_REPEATS = 3


def drop_furniture(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return pages without page numbers, and without what their first or last lines repeat from page to page.

    Args:
        sheets: all pages of a file.
    """
    repeated = _find_repeated(sheets)
    return [_drop(sheet, repeated) for sheet in sheets]


def _find_repeated(sheets: Sequence[Sheet]) -> frozenset[tuple[str, bool]]:
    """First and last lines that, their digits aside, stand on several pages."""
    counts: Counter[tuple[str, bool]] = Counter()
    for sheet in sheets:
        counts.update(
            {_key(line, line in upper) for upper, lower in [_edges(sheet)] for line in (*upper, *lower)}
        )
    least = max(_REPEATS, len(sheets) // 3)
    return frozenset(key for key, count in counts.items() if count >= least)


def _key(line: Line, upper: bool) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", " ".join(line.text.split())), upper


def _edges(sheet: Sheet) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines in the upper and the lower margin."""
    upper = tuple(line for line in sheet.lines[:2] if line.bottom < _MARGIN * sheet.height)
    lower = tuple(line for line in sheet.lines[-2:] if line.top > (1 - _MARGIN) * sheet.height)
    return upper, lower


def _drop(sheet: Sheet, repeated: frozenset[tuple[str, bool]]) -> Sheet:
    upper, lower = _edges(sheet)
    gone = {id(line) for line in upper if _NUMBER.fullmatch(line.text) or _key(line, True) in repeated}
    gone |= {id(line) for line in lower if _NUMBER.fullmatch(line.text) or _key(line, False) in repeated}
    return replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in gone))


def part_footnotes(sheet: Sheet, body_size: float) -> tuple[Sheet, list[list[Line]]]:
    """Part a page from its footnotes: smaller lines at its foot, each note with a raised number before it.

    Args:
        sheet: a page without its number.
        body_size: size of the document's text.

    Returns:
        The page without them, and the lines of each note.
    """
    start = len(sheet.lines)
    while (
        start > 0
        and sheet.lines[start - 1].size < 0.93 * body_size
        and sheet.lines[start - 1].top > 0.3 * sheet.height
    ):
        start -= 1
    while start < len(sheet.lines) and not _starts_note(sheet.lines[start]):
        start += 1
    notes: list[list[Line]] = []
    for line in sheet.lines[start:]:
        if _starts_note(line):
            notes.append([line])
        else:
            notes[-1].append(line)
    return replace(sheet, lines=sheet.lines[:start]), notes


def _starts_note(line: Line) -> bool:
    """Whether a line begins with a small raised number."""
    first = line.spans[0]
    if len(line.spans) < 2 or not re.fullmatch(r"\[?[\d*]{1,3}\]?", first.text.strip()):
        return False
    return first.size < 0.85 * line.size and first.baseline < line.baseline - 0.1 * line.size
