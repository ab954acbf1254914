"""The order in which a page is read: the two columns of a document's head and of its close, each on its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.formats.sheet import Line, Sheet, Span

_MOTTO = re.compile(
    r"C[ỘO]NG\s*H[ÒOÓ][ÀA]?\s*X[ÃA]\s*H[ỘO]I|Đ[ẢAÃ]NG\s*C[ỘO]NG\s*S[ẢA]N\s*VI[ỆE]T", re.IGNORECASE
)
_COUNTRY = re.compile(r"\bnước\s*$", re.IGNORECASE)
_OF_HEAD = re.compile(
    r"^[ĐD][ộo]c\s*l[ậa]p\b|\bng[àa]y\b.*\bth[áa]ng\b|\bth[áa]ng\b.*\bn[ăa]m\b|^[\s\-_–—=*.]+$", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"^\W{0,3}n[ơo]i\s+nh[ậa]n\b", re.IGNORECASE)
_HEAD_LINES = 14
_LEFT_SHARE, _RIGHT_SHARE = 0.42, 0.62
_GAP = 1.2

Parts = tuple[Line | None, Line | None]
Lines = tuple[Line, ...]
StreamKind = Literal["body", "head left", "head right", "close left", "close right"]


@dataclass(frozen=True, slots=True)
class Stream:
    """Lines that are read one after the other.

    Attributes:
        kind: ``body``, or which column of a head or a close it is: those have margins of their own.
    """

    lines: tuple[Line, ...]
    kind: StreamKind = "body"


def order_lines(sheet: Sheet, goes_on: bool = False) -> list[Stream]:
    """Return the lines of a page in streams that are read one after the other.

    Args:
        sheet: a page.
        goes_on: whether the page before ended within a close.

    Returns:
        What stands above a head, the head's left and right column, the body, a close's left and right column,
        and what follows it in the same way; empty streams left out.
    """
    lines = sheet.lines
    if goes_on and lines and not _runs_on(lines[0], sheet.width):
        return _close(sheet, 0)
    begin, end, left, right = _read_head(lines, sheet.width)
    streams = [Stream(lines[:begin]), Stream(left, "head left"), Stream(right, "head right")]
    close = next((i for i in range(end, len(lines)) if _RECIPIENTS.match(lines[i].text)), len(lines))
    while end < close < len(lines) and lines[close - 1].left > _LEFT_SHARE * sheet.width:
        close -= 1
    streams.append(Stream(lines[end:close]))
    if close < len(lines):
        streams += _close(sheet, close)
    return [stream for stream in streams if stream.lines]


def join_streams(streams: Sequence[Stream]) -> list[Stream]:
    """Join the last of some streams with the one that it goes on with, if it does.

    Args:
        streams: two or three that follow each other; over a page, a close is left, right, left, right.
    """
    *earlier, last = streams
    for place in range(len(earlier) - 1, -1, -1):
        other = earlier[place]
        follows = other.kind == last.kind and (place == len(earlier) - 1 or last.kind == "close left")
        if follows and last.kind in ("body", "close left", "close right"):
            earlier[place] = Stream(other.lines + last.lines, last.kind)
            return earlier
    return [*earlier, last]


def _close(sheet: Sheet, start: int) -> list[Stream]:
    """The columns of a close that begins at a line, and what follows it."""
    end, left, right = _read_close(sheet.lines, start, sheet.width)
    streams = [Stream(left, "close left"), Stream(right, "close right")]
    if end < len(sheet.lines):
        streams += order_lines(replace(sheet, lines=sheet.lines[end:]))
    return [stream for stream in streams if stream.lines]


def _runs_on(line: Line, width: float) -> bool:
    """Whether a line reaches from the left over the middle: no line of a close does."""
    return line.left < _LEFT_SHARE * width and _first_segment_end(line) > _RIGHT_SHARE * width


def _read_head(lines: Lines, width: float) -> tuple[int, int, Lines, Lines]:
    """Where the head begins and ends, and its columns; where there is none, it begins and ends at 0."""
    place = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _find_motto(line) is not None), None)
    gutter = None if place is None else _find_motto(lines[place])
    if (
        place is None or gutter is None or gutter < 0.3 * width
    ):  # in the middle of the page, it heads no column
        return 0, 0, (), ()
    rows = [_cut(lines[place], gutter)]
    motto = rows[0][1] or lines[place]
    begin, end = place, place + 1
    while begin > 0 and (above := _split(lines[begin - 1], gutter)) is not None:
        rows.insert(0, above)
        begin -= 1
    while end < min(len(lines), place + _HEAD_LINES):
        below = _split(lines[end], gutter)
        if below is None or not _belongs(below, motto, width):
            break
        rows.append(below)
        end += 1
    left = tuple(part for part, _ in rows if part is not None)
    right = tuple(part for _, part in rows if part is not None)
    return begin, end, left, right


def _find_motto(line: Line) -> float | None:
    """Where the country's or the Party's name begins on a line, None where it does not stand there as a head."""
    for count, span in enumerate(line.spans):
        found = _MOTTO.search(" ".join(other.text for other in line.spans[count:]))
        if found is None:
            return None
        if found.start() < len(span.text):
            sentence = not _is_capital(found.group()) or _COUNTRY.search(span.text[: found.start()])
            share = found.start() / len(span.text)
            return None if sentence else span.left + share * (span.right - span.left)
    return None


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.7 * len(letters)


def _belongs(parts: Parts, motto: Line, width: float) -> bool:
    """Whether a row below the country's name is still of the head: the document's title, in the middle, is not."""
    left, right = parts
    if left is not None or right is None:
        return True
    below = abs(right.centre - motto.centre) < 0.02 * width and abs(right.centre - width / 2) > 0.08 * width
    return below or _OF_HEAD.search(right.text) is not None


def _split(line: Line, gutter: float) -> Parts | None:
    """Part a line at the gutter, or at a wide gap near it; None where it runs across."""
    slack = 0.3 * line.size
    if all(span.right <= gutter + slack or span.left >= gutter - slack for span in line.spans):
        joined = _touching(line, gutter)
        return None if joined else _cut(line, gutter)
    gaps = [
        (after.left, abs((before.right + after.left) / 2 - gutter))
        for before, after in zip(line.spans, line.spans[1:], strict=False)
        if after.left - before.right > _GAP * line.size
    ]
    if not gaps:
        return None
    where, distance = min(gaps, key=lambda gap: gap[1])
    return _cut(line, where) if distance < 8 * line.size else None


def _touching(line: Line, gutter: float) -> bool:
    """Whether words stand closer across the gutter than columns do."""
    left = [span.right for span in line.spans if span.left < gutter - 0.3 * line.size]
    right = [span.left for span in line.spans if span.left >= gutter - 0.3 * line.size]
    return bool(left and right) and min(right) - max(left) < 0.6 * line.size


def _cut(line: Line, where: float) -> Parts:
    """Part a line; a span that holds both columns is cut between its words."""
    left: list[Span] = []
    right: list[Span] = []
    for span in line.spans:
        slack = 0.3 * span.size
        if span.right <= where + slack:
            left.append(span)
        elif span.left >= where - slack:
            right.append(span)
        else:
            at = span.text.rfind(
                " ", 0, round((where - span.left) / (span.right - span.left) * len(span.text)) + 2
            )
            left.append(replace(span, text=span.text[: max(at, 0)], right=where))
            right.append(replace(span, text=span.text[max(at, 0) :].lstrip(), left=where))
    return _make_line(left, line.page), _make_line(right, line.page)


def _make_line(spans: list[Span], page: int) -> Line | None:
    kept = tuple(span for span in spans if span.text.strip())
    return Line(kept, page) if kept else None


def _read_close(lines: Lines, start: int, width: float) -> tuple[int, Lines, Lines]:
    """Where the close ends, and its columns: recipients on the left, the signature on the right."""
    gutter = _find_gutter(lines[start:], width)
    left: list[Line] = []
    right: list[Line] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if place > start and _runs_on(line, width):
            return place, tuple(left), tuple(right)
        parts = _split(line, gutter) or (line, None)
        left.extend(part for part in parts[:1] if part is not None)
        right.extend(part for part in parts[1:] if part is not None)
    return len(lines), tuple(left), tuple(right)


def _find_gutter(lines: Lines, width: float) -> float:
    """The left edge of what stands on the right."""
    edges = []
    for line in lines:
        for before, after in zip((None, *line.spans), line.spans, strict=False):
            apart = before is None or after.left - before.right > _GAP * line.size
            if apart and after.left > _LEFT_SHARE * width:
                edges.append(after.left)
        if _runs_on(line, width):
            break
    return min(edges, default=width)


def _first_segment_end(line: Line) -> float:
    """Where the words that a line begins with end, before the first wide gap."""
    end = line.spans[0].right
    for span in line.spans[1:]:
        if span.left - end > _GAP * line.size:
            break
        end = max(end, span.right)
    return end
