"""Paragraphs and tables put together from a stream of characters and ends: doc, rtf and html say no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.block import Block, BlockKind, Run
from corpus.formats.limits import Limits
from corpus.formats.paragraphs import make_blocks
from corpus.formats.refusal import Refusal
from corpus.formats.tables import Cell, Row, count_columns, write_table


@dataclass(slots=True)
class Flow:
    """What has been read so far.

    Attributes:
        limits: bounds.
        blocks: what is finished.
        notes: notes called in what is not finished yet: they never stand within a table.
    """

    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _cell: list[Block] = field(default_factory=list)
    _cells: list[Cell] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _in_table: bool = False
    _count: int = 0
    _measured: bool = False

    @property
    def in_table(self) -> bool:
        """Whether a table has begun and not ended."""
        return self._in_table

    def add(self, run: Run) -> None:
        """Add characters to the paragraph."""
        self._runs.append(run)

    def end_paragraph(
        self, kind: BlockKind = "paragraph", centred: bool = False, level: int | None = None
    ) -> None:
        """End the paragraph, if it has begun."""
        if not self._runs:
            return
        (self._cell if self._in_table else self.blocks).extend(make_blocks(self._runs, kind, centred, level))
        self._runs = []
        self._flush_notes()

    def take(self, blocks: Sequence[Block]) -> None:
        """Take finished blocks in between paragraphs."""
        (self._cell if self._in_table else self.blocks).extend(blocks)

    def start_table(self) -> None:
        """Begin a table, if none has begun."""
        if not self._in_table:
            self.end_paragraph()
            self._in_table = True

    def end_cell(self, column: int, span: int = 1, continued: bool = False, heading: bool = False) -> None:
        """End a cell; the arguments are those of `Cell`."""
        self._count += 1
        if self._count > self.limits.cells:
            raise Refusal("bomb")
        self._cells.append(Cell(tuple(self._cell), column, span, continued, heading))
        self._cell = []

    def end_row(self, edges: Sequence[int] = (), continued: Sequence[bool] = ()) -> None:
        """End a row.

        Args:
            edges: where its cells begin and end, where the format says it by lengths and only now.
            continued: which of them go on from the row above, with `edges`.
        """
        if edges:
            self._measured = True
            places = pairwise(edges)
            merged = [*continued, *[False] * len(self._cells)]
            self._cells = [
                replace(cell, column=left, span=max(right - left, 1), continued=lower)
                for cell, (left, right), lower in zip(self._cells, places, merged, strict=False)
            ]
        if self._cells:
            self._rows.append(Row(tuple(self._cells)))
        self._cells = []

    def end_table(self, ruled: bool | None) -> None:
        """End the table, if one has begun, and write it; words outside its cells follow it.

        Args:
            ruled: whether lines are drawn around its cells, None if that is not known.
        """
        self.end_paragraph()
        if not self._in_table:
            return
        self.end_row()
        self._in_table = False
        rows = count_columns(self._rows) if self._measured else self._rows
        self.blocks.extend(write_table(rows, ruled))
        self.blocks.extend(self._cell)
        self._rows, self._cell, self._measured = [], [], False
        self._flush_notes()

    def _flush_notes(self) -> None:
        if not self._in_table:
            self.blocks.extend(self.notes)
            self.notes.clear()
