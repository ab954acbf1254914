"""One table of a docx part while it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.block import Block
from corpus.formats.docx_paragraph import VAL, Attributes, W
from corpus.formats.docx_styles import read_flag, read_number
from corpus.formats.tables import Cell, Row, write_table

_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_MAX_SPAN = 100


@dataclass(slots=True)
class Table:
    """What has been read of a table.

    Attributes:
        outer: the blocks that it stands among.
        ruled_styles: ids of table styles that draw lines.
        ruled: whether lines are drawn.
        cells: cells of the row that is being read; the other fields say what the file said of it.
        in_row_properties: whether the properties being read are those of the row.
    """

    outer: list[Block]
    ruled_styles: frozenset[str]
    ruled: bool = False
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    column: int = 0
    heading: bool = False
    deleted: bool = False
    span: int = 1
    continued: bool = False
    in_row_properties: bool = False

    def end_cell(self, blocks: list[Block]) -> None:
        """Close a cell with what stood in it."""
        self.cells.append(Cell(tuple(blocks), self.column, self.span, self.continued))
        self.column += self.span
        self.span, self.continued = 1, False

    def end_row(self) -> None:
        """Close a row; one that was struck out is gone."""
        if self.cells and not self.deleted:
            self.rows.append(Row(tuple(self.cells), self.heading))
        self.cells, self.column, self.heading, self.deleted = [], 0, False, False

    def finish(self) -> list[Block]:
        """Return its lines."""
        return write_table(self.rows, self.ruled)


def _set_style(table: Table, attributes: Attributes) -> None:
    table.ruled = table.ruled or attributes.get(VAL, "") in table.ruled_styles


def _draw(table: Table, attributes: Attributes) -> None:
    table.ruled = table.ruled or attributes.get(VAL, "nil") not in ("nil", "none")


def _enter_row_properties(table: Table, _: Attributes) -> None:
    table.in_row_properties = True


def _mark_heading(table: Table, attributes: Attributes) -> None:
    table.heading = read_flag(attributes.get(VAL))


def _skip_columns(table: Table, attributes: Attributes) -> None:
    table.column = _read_span(attributes)


def _set_span(table: Table, attributes: Attributes) -> None:
    table.span = _read_span(attributes)


def _merge_down(table: Table, attributes: Attributes) -> None:
    table.continued = attributes.get(VAL, "continue") == "continue"


def _read_span(attributes: Attributes) -> int:
    return min(max(read_number(attributes.get(VAL), 1) or 1, 1), _MAX_SPAN)


STARTS: dict[str, Callable[[Table, Attributes], None]] = {
    f"{W}tblStyle": _set_style,
    f"{W}trPr": _enter_row_properties,
    f"{W}tblHeader": _mark_heading,
    f"{W}gridBefore": _skip_columns,
    f"{W}gridSpan": _set_span,
    f"{W}vMerge": _merge_down,
    **{f"{W}{side}": _draw for side in _BORDERS},
}
