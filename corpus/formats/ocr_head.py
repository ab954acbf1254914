"""A second look at the head of a scanned document, where a number or a day was written by hand.

Recognition of print often fails on a number that a clerk wrote into the blank of ``Số: …/QĐ-TTg``. That part of
the picture is read again, alone, by a model of more general letters, five times at different sharpness; what
three of the five agree on stands. Where they don't agree, what the first reading saw stays.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.formats.limits import Limits
from corpus.formats.ocr_rules import straighten
from corpus.formats.picture import Picture
from corpus.formats.process import Allowance, ToolFailed, ToolOverran, run_tool
from corpus.formats.sheet import Line, Sheet, Span

_LINES = 12
_SURE = 80.0
_WORD_OF_NUMBER = re.compile(r"^S[ốôoóồ06]\s*[:.]?$", re.IGNORECASE)
_SYMBOL = re.compile(r"^(?P<digits>[^/]*?)(?P<symbol>[/-]\s*[A-ZĐÐ0-9][\w/.-]*)$")
_NUMBER = re.compile(r"[:.]\s*(\d{1,5})\s*/\s*[A-Z0-9]")
_DAY, _MONTH, _YEAR = "ngày", "tháng", "năm"

# Points of margin above and below, and points of the picture that are made one: the readings differ in both.
_READINGS = ((2, 0), (2, 3), (4, 0), (4, 3), (4, 7))


class _Reader:
    """Reads parts of one picture again."""

    def __init__(self, picture: Picture, slope: float, tesseract: str, limits: Limits) -> None:
        self._picture = picture
        self._slope = slope
        self._tesseract = tesseract
        self._limits = limits

    def agree(self, box: tuple[float, float, float, float], pattern: re.Pattern[str]) -> str | None:
        """Return what most of five readings of a part make of a pattern, None where they don't agree.

        Args:
            box: the part, in points.
            pattern: its first group is what counts.
        """
        seen: Counter[str] = Counter()
        for margin, width in _READINGS:
            wider = (box[0] - 3, box[1] - margin, box[2] + 3, box[3] + margin)
            scale = self._picture.dpi / 72
            part = self._picture.crop(*(round(edge * scale) for edge in straighten(wider, -self._slope)))
            if part.width < 8 or part.height < 8:
                return None
            found = pattern.search(self._read(_smooth(part, width)))
            if found is not None:
                seen[found.group(1)] += 1
        text, count = seen.most_common(1)[0] if seen else ("", 0)
        return text if count > len(_READINGS) // 2 else None

    def _read(self, part: Picture) -> str:
        options = ["-l", "eng", "--psm", "7", "--dpi", str(part.dpi)]
        allowance = Allowance(self._limits.page_seconds, self._limits.tool_memory_bytes)
        try:
            text = run_tool([self._tesseract, "stdin", "stdout", *options], allowance, part.write())
        except (ToolFailed, ToolOverran):
            return ""
        return text.decode("utf-8", "replace")


def reread_head(sheet: Sheet, picture: Picture, tesseract: str, limits: Limits) -> Sheet:
    """Return a page whose number and date, if they were doubtful, have been read a second time.

    Args:
        sheet: the first page of a document, recognised.
        picture: the page.
        tesseract: path of the program.
        limits: bounds.
    """
    reader = _Reader(picture, sheet.slope, tesseract, limits)
    lines = list(sheet.lines)
    for place, line in enumerate(lines[:_LINES]):
        spans = _reread_number(list(line.spans), reader)
        spans = _reread_between(spans, _DAY, _MONTH, 31, reader)
        spans = _reread_between(spans, _MONTH, _YEAR, 12, reader)
        lines[place] = Line(tuple(spans), line.page)
    return replace(sheet, lines=tuple(lines))


def _reread_number(spans: list[Span], reader: _Reader) -> list[Span]:
    """The digits between ``Số:`` and the symbol, if they are not plainly digits."""
    start = next((i for i, span in enumerate(spans) if _WORD_OF_NUMBER.match(span.text.strip())), None)
    if start is None:
        return spans
    end, found = _find_symbol(spans, start)
    if found is None:
        return spans
    between = [span.text.strip() for span in spans[start + 1 : end]] + [found.group("digits")]
    sure = min(span.confidence for span in spans[start + 1 : end + 1]) >= _SURE
    if sure and re.fullmatch(r"\d{1,5}", "".join(between)):
        return spans
    symbol = spans[end]
    box = (spans[start].left, symbol.top, symbol.right, symbol.bottom)
    digits = reader.agree(box, _NUMBER)
    if digits is None:
        return spans
    whole = replace(symbol, text=f" {digits}{found.group('symbol')}", left=spans[start + 1].left)
    return [*spans[: start + 1], whole, *spans[end + 1 :]]


def _find_symbol(spans: Sequence[Span], start: int) -> tuple[int, re.Match[str] | None]:
    """The word that ends with a document's symbol, among those close after ``Số:``."""
    for place in range(start + 1, min(start + 5, len(spans))):
        found = _SYMBOL.match(spans[place].text.strip())
        if found is not None:
            return place, found
    return start, None


def _reread_between(spans: list[Span], before: str, after: str, most: int, reader: _Reader) -> list[Span]:
    """The number between two words of a date, if it is none that a date can have; read with both words around it."""
    words = [span.text.strip().lower() for span in spans]
    if before not in words or after not in words[words.index(before) :]:
        return spans
    start = words.index(before)
    end = words.index(after, start)
    between = "".join(words[start + 1 : end])
    sure = min((span.confidence for span in spans[start + 1 : end]), default=0.0) >= _SURE
    if end - start > 4 or (sure and between.isdecimal() and 1 <= int(between) <= most):
        return spans
    box = (spans[start].left, spans[start].top, spans[end].right, spans[start].bottom)
    pattern = rf"{before[0]}\w*\s*(\d{{1,2}})\s*{after[0]}"
    digits = reader.agree(box, re.compile(pattern, re.IGNORECASE))
    if digits is None or not 1 <= int(digits) <= most:
        return spans
    middle = (spans[start].left + spans[end].left) / 2
    whole = replace(spans[start], text=f" {digits}", left=middle, right=spans[end].left - 1)
    first = replace(spans[start], right=min(spans[start].right, middle - 1))
    return [*spans[:start], first, whole, *spans[end:]]


def _smooth(part: Picture, width: int) -> Picture:
    """The mean of a square around each point."""
    if width == 0:
        return part
    grey = np.frombuffer(part.points, dtype=np.uint8).reshape(part.height, part.width).astype(np.uint16)
    for axis in (0, 1):
        steps = range(-(width // 2), width // 2 + 1)
        grey = np.stack([np.roll(grey, step, axis=axis) for step in steps]).mean(axis=0).astype(np.uint16)
    return replace(part, points=grey.astype(np.uint8).tobytes())
