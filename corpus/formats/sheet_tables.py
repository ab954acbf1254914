"""Tables on a page, found by the lines that are drawn around their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.block import Block, Place, Run
from corpus.formats.paragraphs import make_blocks
from corpus.formats.sheet import Box, Line, Sheet, Span, gather_lines, join_spans
from corpus.formats.tables import Cell, Row

_TOUCH = 3.0
_MOST_RULES = 4_000
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: where its columns and rows begin and end, what separates them, and what stands in it."""

    page: int
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> tuple[float, ...]:
        """Edges of its columns."""
        return tuple(sorted({stroke.at for stroke in self.down}))

    @property
    def box(self) -> Box:
        """Its outer edges."""
        heights = [stroke.at for stroke in self.across]
        return min(self.columns), min(heights), max(self.columns), max(heights)


def find_grids(sheet: Sheet) -> tuple[Sheet, list[Grid]]:
    """Return a page without what stands in its tables, and the tables from top to bottom.

    Args:
        sheet: a page.
    """
    if not 4 <= len(sheet.rules) <= _MOST_RULES:
        return sheet, []
    across = _merge(Stroke((r[1] + r[3]) / 2, r[0], r[2]) for r in sheet.rules if r[2] - r[0] >= r[3] - r[1])
    down = _merge(Stroke((r[0] + r[2]) / 2, r[1], r[3]) for r in sheet.rules if r[3] - r[1] >= r[2] - r[0])
    if max(len(across), len(down)) > _MOST_LINES:
        return sheet, []
    grids = []
    kept = sheet
    for grid in _connect(across, down, sheet.number):
        inside, outside = _part(kept, grid.box)
        rows = _fill(grid, inside)
        if rows:
            grids.append(replace(grid, rows=rows))
            kept = replace(kept, lines=outside)
    return kept, sorted(grids, key=lambda grid: grid.box[1])


def _merge(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Pieces of one line become one; Word draws a table cell by cell."""
    merged: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (round(stroke.at / 2), stroke.start)):
        last = merged[-1] if merged else None
        if last is not None and abs(last.at - stroke.at) < 2 and stroke.start <= last.end + _TOUCH:
            merged[-1] = Stroke(last.at, last.start, max(last.end, stroke.end))
        else:
            merged.append(stroke)
    return [stroke for stroke in merged if stroke.end - stroke.start > 2 * _TOUCH]


def _connect(across: Sequence[Stroke], down: Sequence[Stroke], page: int) -> list[Grid]:
    """Lines that cross belong to one table; a table has two columns at least."""
    groups: list[tuple[set[int], set[int]]] = []
    for row, horizontal in enumerate(across):
        columns = {
            column
            for column, vertical in enumerate(down)
            if horizontal.start - _TOUCH <= vertical.at <= horizontal.end + _TOUCH
            and vertical.start - _TOUCH <= horizontal.at <= vertical.end + _TOUCH
        }
        rows = {row}
        for group in [group for group in groups if group[1] & columns]:
            groups.remove(group)
            rows |= group[0]
            columns |= group[1]
        groups.append((rows, columns))
    return [
        Grid(
            page,
            tuple(across[row] for row in sorted(rows)),
            tuple(down[column] for column in sorted(columns)),
        )
        for rows, columns in groups
        if len(rows) >= 2 and len({round(down[column].at / _TOUCH) for column in columns}) >= 3
    ]


def _part(sheet: Sheet, box: Box) -> tuple[tuple[Span, ...], tuple[Line, ...]]:
    """Spans in a box, and the lines that remain outside it."""
    inside: list[Span] = []
    outside: list[Line] = []
    for line in sheet.lines:
        within = [span for span in line.spans if _is_within(span, box)]
        inside += within
        beyond = tuple(span for span in line.spans if not _is_within(span, box)) if within else line.spans
        if beyond:
            outside.append(replace(line, spans=beyond))
    return tuple(inside), tuple(outside)


def _is_within(span: Span, box: Box) -> bool:
    middle = (span.top + span.bottom) / 2
    return box[0] - _TOUCH < span.left < box[2] and box[1] - _TOUCH < middle < box[3] + _TOUCH


def _fill(grid: Grid, spans: Sequence[Span]) -> tuple[Row, ...]:
    """Put what stands in a table into its cells, rows without a word left out."""
    columns = _cluster(stroke.at for stroke in grid.down)
    heights = _cluster(stroke.at for stroke in grid.across)
    places: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        for piece in _cut_at(span, columns):
            row = _find_band(heights, (piece.top + piece.bottom) / 2)
            places.setdefault((row, _find_band(columns, piece.left + 0.1)), []).append(piece)
    rows = [_make_row(grid, places, row, columns, heights) for row in range(len(heights) - 1)]
    return tuple(row for row in rows if any(cell.blocks or cell.continued for cell in row.cells))


def _make_row(
    grid: Grid,
    places: dict[tuple[int, int], list[Span]],
    row: int,
    columns: Sequence[float],
    heights: Sequence[float],
) -> Row:
    """The cells of one band of a table, those with no line between them as one."""
    middle = (heights[row] + heights[row + 1]) / 2
    cells: list[Cell] = []
    column = 0
    while column < len(columns) - 1:
        end = column + 1
        while end < len(columns) - 1 and not _is_drawn(grid.down, columns[end], middle):
            end += 1
        spans = [span for place in range(column, end) for span in places.get((row, place), [])]
        centre = (columns[column] + columns[end]) / 2
        continued = row > 0 and not _is_drawn(grid.across, heights[row], centre)
        cells.append(
            Cell(_write(spans, grid.page, (columns[column], columns[end])), column, end - column, continued)
        )
        column = end
    return Row(tuple(cells))


def _write(spans: Sequence[Span], page: int, edges: tuple[float, float]) -> tuple[Block, ...]:
    """The words of a cell, its lines joined; in the middle of its column if every line is."""
    if not spans:
        return ()
    lines = gather_lines(spans, page)
    runs: list[Run] = []
    for line in lines:
        runs.append(Run(" "))
        runs.extend(
            Run(
                text,
                span.bold,
                span.italic,
                span.size < 0.85 * line.size and span.baseline < line.baseline - 1,
            )
            for span, text in zip(line.spans, join_spans(line.spans), strict=True)
        )
    centred = all(abs((line.left - edges[0]) - (edges[1] - line.right)) < 4 for line in lines)
    box = (lines[0].left, lines[0].top, max(line.right for line in lines), lines[-1].bottom)
    return tuple(make_blocks(runs, centred=centred, place=Place(page=page, box=box)))


def _cut_at(span: Span, columns: Sequence[float]) -> list[Span]:
    """Part a span that reaches over an edge between columns, at the space nearest to it."""
    for edge in columns[1:-1]:
        if span.left + 2 < edge < span.right - 2 and " " in span.text.strip():
            target = (edge - span.left) / (span.right - span.left) * len(span.text)
            spaces = [place for place, char in enumerate(span.text) if char == " " and place > 0]
            at = min(spaces, key=lambda place: abs(place - target))
            if abs(at - target) < 4:
                first = replace(span, text=span.text[:at], right=edge - 1)
                return [first, *_cut_at(replace(span, text=span.text[at + 1 :], left=edge + 1), columns)]
    return [span]


def _cluster(values: Iterable[float]) -> list[float]:
    clustered: list[float] = []
    for value in sorted(values):
        if not clustered or value - clustered[-1] > _TOUCH:
            clustered.append(value)
    return clustered


def _find_band(edges: Sequence[float], value: float) -> int:
    """The band between two edges in which a value lies, the nearest one if it lies in none."""
    band = sum(edge <= value for edge in edges) - 1
    return min(max(band, 0), len(edges) - 2)


def _is_drawn(strokes: Iterable[Stroke], at: float, along: float) -> bool:
    return any(
        abs(stroke.at - at) <= _TOUCH and stroke.start - _TOUCH <= along <= stroke.end + _TOUCH
        for stroke in strokes
    )


def join_grids(upper: Grid, lower: Grid) -> Grid | None:
    """Return one table for two that go on from page to page, None where they are two.

    Args:
        upper, lower: the last of a page and the first of the next, nothing between them.
    """
    one, other = _cluster(upper.columns), _cluster(lower.columns)
    if len(one) != len(other) or any(abs(a - b) > 2 * _TOUCH for a, b in zip(one, other, strict=True)):
        return None
    repeated = 0
    while repeated < min(len(upper.rows), len(lower.rows)) and _say_the_same(
        upper.rows[repeated], lower.rows[repeated]
    ):
        repeated += 1
    return replace(upper, rows=upper.rows + lower.rows[repeated:])


def _say_the_same(one: Row, other: Row) -> bool:
    return [cell.text for cell in one.cells] == [cell.text for cell in other.cells]
