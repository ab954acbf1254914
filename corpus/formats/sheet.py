"""A page as it was set: lines of characters with their places, whoever found them there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one style on one line; points from the page's upper left corner.

    Attributes:
        text: they begin with a space where one stands before them.
        baseline: what they stand on.
        size: of their font.
        confidence: 0 to 100 of whoever recognised them, 100 where they were stored.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    font: str = ""
    confidence: float = 100.0


@dataclass(frozen=True, slots=True)
class Line:
    """Spans that stand on one line, left to right, on a page counted from 1."""

    spans: tuple[Span, ...]
    page: int

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.spans[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(span.right for span in self.spans)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(span.top for span in self.spans)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(span.bottom for span in self.spans)

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes: Counter[float] = Counter()
        for span in self.spans:
            sizes[span.size] += len(span.text)
        return sizes.most_common(1)[0][0]

    @property
    def baseline(self) -> float:
        """What most of its characters stand on."""
        size = self.size
        return median(span.baseline for span in self.spans if span.size >= 0.9 * size)

    @property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        """Its characters, a space where there is one."""
        return "".join(join_spans(self.spans))

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(span.bold for span in self.spans)

    @property
    def box(self) -> Box:
        """Its four edges."""
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size, its lines from top to bottom, and the thin boxes that are drawn on it.

    Attributes:
        slope: how askew a scanned page lay, all places being those of a page that lies straight.
        turn: by how many degrees clockwise a scanned page was turned before it was read.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...] = ()
    slope: float = 0.0
    turn: int = 0


def join_spans(spans: Sequence[Span]) -> list[str]:
    """Return the text of each span, with a space before it where it stands apart from the one before."""
    texts: list[str] = []
    last: Span | None = None
    for span in spans:
        text = span.text if texts else span.text.lstrip()
        apart = last is not None and span.left - last.right > 0.2 * min(span.size, last.size)
        if apart and not text.startswith(" ") and not texts[-1].endswith(" "):
            text = f" {text}"
        texts.append(text)
        last = span
    return texts


def gather_lines(spans: Iterable[Span], page: int) -> tuple[Line, ...]:
    """Put the spans of a page together into lines, top to bottom; columns of one height share a line.

    Small raised characters (the numbers of notes) belong to the line that they hang on.

    Args:
        spans: in any order.
        page: the page's number, from 1.
    """
    rows: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: (span.baseline, span.left)):
        row = rows[-1] if rows else None
        if row is not None and abs(span.baseline - row[-1].baseline) <= 0.2 * min(span.size, row[-1].size):
            row.append(span)
        else:
            rows.append([span])
    merged: list[list[Span]] = []
    for row in rows:
        if merged and _stand_together(merged[-1], row):
            merged[-1].extend(row)
        else:
            merged.append(row)
    return tuple(Line(tuple(sorted(row, key=lambda span: span.left)), page) for row in merged)


def _stand_together(upper: Sequence[Span], lower: Sequence[Span]) -> bool:
    """Whether two rows overlap in height by half, and nowhere else."""
    top, bottom = min(span.top for span in upper), max(span.bottom for span in upper)
    other_top, other_bottom = min(span.top for span in lower), max(span.bottom for span in lower)
    overlap = min(bottom, other_bottom) - max(top, other_top)
    if overlap < 0.5 * min(bottom - top, other_bottom - other_top):
        return False
    return not any(
        one.left < other.right - 1 and other.left < one.right - 1 for one in upper for other in lower
    )
