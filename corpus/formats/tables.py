"""Tables as text: heads stand before their values, and tables that only lay a page out dissolve."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.block import Block, Run

_HEAD_OF_PAGE = re.compile(
    r"^c[ộo]ng h[òo][àa]? x[ãa] hội chủ nghĩa|^đảng cộng sản việt nam|^độc lập\s*[-–]\s*tự do|^nơi nhận"
    r"|^(?:luật |pháp lệnh )?số\s*:[^\n]{0,20}[/-]|^(?:TM|KT|TL|TUQ)\.\s*\S|^[TK]/[ML]\s+\S",
    re.IGNORECASE | re.MULTILINE,
)
_COUNT_HEAD = re.compile(r"^(?:s[ốo]\s*)?(?:tt|stt|thứ tự)\.?$", re.IGNORECASE)
_FIGURE = re.compile(r"[\d.,%()\s/-]*\d[\d.,%()\s/-]*")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")
_LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        blocks: what stands in it.
        column: the first column that it covers, from 0.
        span: how many columns it covers.
        continued: whether it is the lower part of a cell that began in a row above.
        heading: whether the format marks it as a head.
    """

    blocks: tuple[Block, ...]
    column: int
    span: int = 1
    continued: bool = False
    heading: bool = False

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(block.text for block in self.blocks).split())


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, left to right; ``heading`` where the format repeats it on every page."""

    cells: tuple[Cell, ...]
    heading: bool = False


def write_table(rows: Sequence[Row], ruled: bool | None) -> list[Block]:
    """Return a table as blocks: a line for each row, each value after its head.

    A table that only lays the page out (the two columns of a document's head, a frame around a paragraph)
    yields the paragraphs of its columns, the left one first.

    Args:
        rows: its rows.
        ruled: whether lines are drawn around its cells, None if that is not known.
    """
    filled = [row for row in rows if any(cell.blocks for cell in row.cells)]
    if not filled:
        return []
    if _is_layout(filled, ruled):
        return _dissolve(filled)
    filled = _fill_merged(filled)
    count = _count_heads(filled)
    heads = _join_heads(filled[:count])
    lines = [_write_row(row, heads) for row in filled[count:] or filled]
    return [line for line in lines if line.text]


def count_columns(rows: Sequence[Row], tolerance: int = 120) -> list[Row]:
    """Return rows with their columns counted, from rows whose cells have lengths for columns and spans.

    Args:
        rows: `column` of each cell is its left edge and `span` its width, in twips or any other unit.
        tolerance: edges closer to each other than this are one.
    """
    edges: list[int] = []
    for edge in sorted({cell.column for row in rows for cell in row.cells}):
        if not edges or edge - edges[-1] > tolerance:
            edges.append(edge)
    return [
        replace(row, cells=tuple(_count_cell(cell, edges, tolerance) for cell in row.cells)) for row in rows
    ]


def _count_cell(cell: Cell, edges: Sequence[int], tolerance: int) -> Cell:
    column = max(bisect_right(edges, cell.column + tolerance) - 1, 0)
    end = bisect_right(edges, cell.column + cell.span - tolerance - 1) - 1
    return replace(cell, column=column, span=max(end - column + 1, 1))


def _is_layout(rows: Sequence[Row], ruled: bool | None) -> bool:
    columns = max(sum(bool(cell.blocks) for cell in row.cells) for row in rows)
    if columns == 1 or (len(rows) == 1 and not ruled):
        return True
    start = "\n".join(block.text for row in rows[:3] for cell in row.cells for block in cell.blocks)
    if columns <= 3 and len(rows) <= 12 and _HEAD_OF_PAGE.search(start):
        return True
    if ruled is None:
        return len(rows) == 1
    return not ruled and (columns == 2 or len(rows) < 3)


def _dissolve(rows: Sequence[Row]) -> list[Block]:
    """Paragraphs column by column, so that what stands below each other stays together."""
    blocks: list[Block] = []
    for group in _split_at_full_rows(rows):
        for column in sorted({cell.column for row in group for cell in row.cells if cell.blocks}):
            for row in group:
                for cell in row.cells:
                    if cell.column == column and not cell.continued:
                        blocks.extend(cell.blocks)
    return blocks


def _split_at_full_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """A row of one wide cell ends the columns above it."""
    width = max(cell.column + cell.span for row in rows for cell in row.cells)
    groups: list[list[Row]] = [[]]
    for row in rows:
        filled = [cell for cell in row.cells if cell.blocks]
        if len(filled) == 1 and filled[0].span >= max(2, width - 1):
            groups += [[row], []]
        else:
            groups[-1].append(row)
    return groups


def _fill_merged(rows: Sequence[Row]) -> list[Row]:
    """A cell that reaches over several rows is a head of each of them."""
    above: dict[int, Cell] = {}
    filled = []
    for row in rows:
        cells = tuple(_fill(cell, above) for cell in row.cells)
        above = {cell.column: cell for cell in cells}
        filled.append(replace(row, cells=cells))
    return filled


def _fill(cell: Cell, above: dict[int, Cell]) -> Cell:
    upper = above.get(cell.column)
    return replace(cell, blocks=upper.blocks) if cell.continued and upper is not None else cell


def _count_heads(rows: Sequence[Row]) -> int:
    """How many rows at the top are heads: marked ones, else the first if it looks like one, with what it spans."""
    marked = 0
    while marked < len(rows) and _is_marked(rows[marked]):
        marked += 1
    if marked == 0 and len(rows) > 1 and _looks_like_head(rows[0], rows[1:]):
        marked = 1
        while marked < len(rows) - 1 and any(cell.continued for cell in rows[marked].cells):
            marked += 1
    if 0 < marked < len(rows) and all(_COLUMN_NUMBER.fullmatch(cell.text) for cell in rows[marked].cells):
        marked += 1
    return marked if marked < len(rows) else 0


def _is_marked(row: Row) -> bool:
    return row.heading or all(cell.heading for cell in row.cells)


def _looks_like_head(row: Row, below: Sequence[Row]) -> bool:
    texts = [cell.text for cell in row.cells]
    if sum(map(bool, texts)) < 2 or any(len(text) > _LONGEST_HEAD for text in texts):
        return False
    if _COUNT_HEAD.match(texts[0]):
        return True
    if not all(texts):
        return False
    if any(_FIGURE.fullmatch(text) for text in texts):
        return False
    set_off = all(_is_set_off(cell) for cell in row.cells)
    return set_off and not all(_is_set_off(cell) for cell in below[0].cells if cell.text)


def _is_set_off(cell: Cell) -> bool:
    """Bold throughout, or centred."""
    runs = [run for block in cell.blocks for run in block.runs if run.text.strip()]
    return bool(runs) and (
        all(run.bold for run in runs) or all(block.centred for block in cell.blocks if block.text)
    )


def _join_heads(rows: Sequence[Row]) -> dict[int, str]:
    """The heads of each column; a head over several columns stands before each of theirs."""
    heads: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if _COLUMN_NUMBER.fullmatch(cell.text):
                continue
            for column in range(cell.column, cell.column + cell.span):
                above = heads.setdefault(column, [])
                if cell.text and cell.text not in above:
                    above.append(cell.text)
    return {column: " - ".join(texts) for column, texts in heads.items()}


def _write_row(row: Row, heads: dict[int, str]) -> Block:
    """One line: ``head: value; head: value``; a row of one value is that value."""
    cells = [cell for cell in row.cells if cell.text]
    runs: list[Run] = []
    for cell in cells:
        head = heads.get(cell.column, "") if len(cells) > 1 else ""
        if runs:
            runs.append(Run("; " if heads or len(cells) > 2 else ": "))
        if head:
            runs.append(Run(f"{head}: "))
        runs.extend(_write_cell(cell, last=cell is cells[-1]))
    place = cells[0].blocks[0].place if cells else row.cells[0].blocks[0].place
    return Block(tuple(runs), "table", place=place)


def _write_cell(cell: Cell, last: bool) -> list[Run]:
    """Its paragraphs on one line; what ends a value ends the whole row, or nothing."""
    runs: list[Run] = []
    for block in cell.blocks:
        if runs and block.text.strip():
            runs.append(Run(" "))
        runs.extend(replace(run, text=re.sub(r"\s+", " ", run.text)) for run in block.runs)
    if runs and not last:
        runs[-1] = replace(runs[-1], text=re.sub(r"^(\d+)\.$|[ ;]+$", r"\1", runs[-1].text))
    return runs
