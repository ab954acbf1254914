"""Pages of lines in, blocks in reading order out: for stored text and for recognised text alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.block import Block
from corpus.formats.sheet import Line, Sheet
from corpus.formats.sheet_columns import Stream, join_streams, order_lines
from corpus.formats.sheet_furniture import drop_furniture, part_footnotes
from corpus.formats.sheet_paragraphs import (
    Measure,
    find_body_size,
    measure_lines,
    split_paragraphs,
    write_column,
    write_paragraph,
)
from corpus.formats.sheet_tables import Grid, find_grids, join_grids
from corpus.formats.tables import write_table

_FEW = 12

Notes = dict[int, list[list[Line]]]


def lay_out(sheets: Sequence[Sheet]) -> list[Block]:
    """Return the blocks of pages: paragraphs joined over lines and pages; columns, tables and footnotes apart.

    Args:
        sheets: all pages of a file, in order.
    """
    bare = drop_furniture(sheets)
    body_size = find_body_size(line for sheet in bare for line in sheet.lines)
    notes: Notes = {}
    parts: list[Stream | Grid] = []
    for sheet in bare:
        page, notes[sheet.number] = part_footnotes(sheet, body_size)
        parts += _order_page(page, goes_on=bool(parts) and _is_close(parts[-1]))
    measures = _measure_pages(bare, [part for part in parts if isinstance(part, Stream)])
    return _write_parts(_join_parts(parts), measures, notes) + _write_notes(notes, len(sheets) + 1)


def _order_page(sheet: Sheet, goes_on: bool) -> list[Stream | Grid]:
    """Streams of a page, its tables where they stand between them."""
    page, grids = find_grids(sheet)
    parts: list[Stream | Grid] = []
    for grid in grids:
        above = tuple(line for line in page.lines if line.bottom <= grid.box[1] + 2)
        parts += order_lines(replace(page, lines=above), goes_on and not parts)
        parts.append(grid)
        page = replace(page, lines=page.lines[len(above) :])
    return parts + order_lines(page, goes_on and not parts)


def _is_close(part: Stream | Grid) -> bool:
    return isinstance(part, Stream) and part.kind in ("close left", "close right")


def _join_parts(parts: Sequence[Stream | Grid]) -> list[Stream | Grid]:
    """Join what goes on from page to page: bodies, the columns of a close, tables."""
    joined: list[Stream | Grid] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Grid) and isinstance(last, Grid):
            whole = join_grids(last, part)
            joined[-1:] = [last, part] if whole is None else [whole]
        elif isinstance(part, Stream) and isinstance(last, Stream):
            joined[-2:] = join_streams([*(other for other in joined[-2:] if isinstance(other, Stream)), part])
        else:
            joined.append(part)
    return joined


def _write_parts(
    parts: Sequence[Stream | Grid], measures: Mapping[int, Measure], notes: Notes
) -> list[Block]:
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, Grid):
            blocks += write_table(part.rows, ruled=True)
        elif part.kind == "body":
            blocks += _write(part.lines, measures, notes)
        else:
            blocks += write_column(part)
    return blocks


def _measure_pages(sheets: Sequence[Sheet], streams: Sequence[Stream]) -> dict[int, Measure]:
    """Margins of each page by its own lines, or by those of all pages of its size where it has few."""
    sizes = {sheet.number: (round(sheet.width), round(sheet.height)) for sheet in sheets}
    alike: dict[tuple[int, int], list[Line]] = defaultdict(list)
    own: dict[int, list[Line]] = defaultdict(list)
    for line in (line for stream in streams if stream.kind == "body" for line in stream.lines):
        alike[sizes[line.page]].append(line)
        own[line.page].append(line)
    common = {size: measure_lines(lines) for size, lines in alike.items()}
    return {page: _fit(common[sizes[page]], lines) for page, lines in own.items()}


def _fit(shared: Measure, lines: Sequence[Line]) -> Measure:
    if len(lines) < _FEW:
        return shared
    own = measure_lines(lines)
    return replace(shared, left=own.left, right=own.right)


def _write(lines: Sequence[Line], measures: Mapping[int, Measure], notes: Notes) -> list[Block]:
    """Paragraphs of a stream, each page's notes after the last paragraph that begins on it."""
    blocks: list[Block] = []
    for paragraph in split_paragraphs(lines, measures):
        blocks += _write_notes(notes, paragraph[0].page)
        blocks += write_paragraph(paragraph, measures)
    return blocks


def _write_notes(notes: Notes, before: int) -> list[Block]:
    """Notes of the pages before one; each is written once."""
    blocks = []
    for page in sorted(page for page in notes if page < before):
        for lines in notes.pop(page):
            blocks += write_paragraph(lines, {page: measure_lines(lines)}, "footnote")
    return blocks
