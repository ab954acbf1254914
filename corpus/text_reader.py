"""Plain text and Markdown: bytes in, blocks out, whatever the encoding."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from corpus.beside import Placed, is_form, split_columns
from corpus.block import Block, BlockKind, Place, Run
from corpus.encoding import find_encoding, read_lines_of
from corpus.errors import ReadError
from corpus.letters import is_rule
from corpus.markdown import read_inline, split_run_together, take_prefix
from corpus.numbering import read_label

_MARKUP = frozenset("*_<&\\#|`[>!¹²³⁰⁴⁵⁶⁷⁸⁹")
_BREAK = re.compile(r"<br ?/?>")
_CELL = re.compile(r"(?<!\\)\|")
_TABLE_RULE = re.compile(r"\|?[\s:]*-{2,}[\s:|-]*\|[\s:|-]*")


def read_text(data: bytes, name: str) -> tuple[Block, ...]:
    """Read a text file's bytes into blocks, one a line, with Markdown marks turned into styles.

    A line that holds several headings run together becomes several blocks of the same line number. Form
    feeds count pages.

    Args:
        data: the file's content in UTF-8, UTF-16 (with or without byte order mark) or windows-1258.
        name: the file's name, for the sentence of an error.

    Raises:
        ReadError: the file is empty, binary, or in no encoding that is read here.
    """
    encoding = find_encoding(data)
    if encoding is None:
        raise ReadError(
            f"Tệp {name} không phải văn bản đọc được: hãy lưu lại thành tệp văn bản UTF-8, hoặc thêm tệp gốc (docx, pdf).",
            f"The file {name} is not readable text: save it as UTF-8 text, or add the original file (docx, pdf).",
        )
    blocks = tuple(_read_blocks(read_lines_of(data, encoding), paged=b"\f" in data))
    if not blocks:
        raise ReadError(
            f"Tệp {name} trống, không có chữ nào: hãy kiểm tra lại tệp gốc.",
            f"The file {name} is empty: check the original file.",
        )
    return blocks


def _read_blocks(lines: Iterable[str], paged: bool) -> Iterator[Block]:
    """Yield the blocks of lines; style may run over the lines of one group without a blank one between."""
    group: list[Placed] = []
    page = 1
    for line, raw in enumerate(lines, 1):
        for at, piece in enumerate(raw.split("\f") if paged else (raw,)):
            page += at > 0
            if not piece.strip():
                yield from _read_group(group)
                group = []
            else:
                group.append((piece, Place(line=line, page=page if paged else None)))
    yield from _read_group(group)


def _read_group(group: list[Placed]) -> Iterator[Block]:
    """Yield the blocks of consecutive lines without a blank one between them."""
    group = split_columns(group)
    if all(_MARKUP.isdisjoint(raw) for raw, _ in group):
        for raw, place in group:
            yield Block((Run(raw),), "rule" if is_rule(raw) else "paragraph", place=place)
    elif len(group) > 1 and _TABLE_RULE.fullmatch(group[1][0].strip()):
        yield from _read_table(group)
    else:
        yield from _read_marked([(piece, place) for raw, place in group for piece in _BREAK.split(raw)])


def _read_marked(group: list[Placed]) -> Iterator[Block]:
    """Yield the blocks of lines with Markdown marks: styles are read over all of them at once."""
    prefixes = [take_prefix(raw) for raw, _ in group]
    styled = read_inline([rest for _, rest in prefixes])
    for (raw, place), (level, _), runs in zip(group, prefixes, styled, strict=True):
        if is_rule(raw):
            yield Block((Run(raw.strip()),), "rule", place=place)
            continue
        for piece in split_run_together(runs, read_label):
            kind: BlockKind = "heading" if level else "paragraph"
            yield Block(piece, kind, level=level, place=place)


def _read_table(group: list[Placed]) -> Iterator[Block]:
    """Yield a block a row, each cell with its column's head before it; one that lays out a page dissolves."""
    rows = [(_cells(raw), place) for at, (raw, place) in enumerate(group) if at != 1]
    if any(is_form(line) for cells, _ in rows for cell in cells for line in _BREAK.split(cell)):
        for column in range(max(len(cells) for cells, _ in rows)):
            lines = [(cell, place) for cells, place in rows for cell in cells[column : column + 1]]
            yield from _read_marked([(piece, place) for cell, place in lines for piece in _BREAK.split(cell)])
        return
    heads = [_plain(cell) for cell in rows[0][0]]
    for cells, place in rows[1:] or rows:
        pairs = zip_longest(heads if len(rows) > 1 else (), map(_plain, cells), fillvalue="")
        told = [f"{head}: {cell}" if head else cell for head, cell in pairs if cell]
        if told:
            yield Block((Run("; ".join(told)),), "table", place=place)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELL.split(line.strip().removeprefix("|").removesuffix("|"))]


def _plain(cell: str) -> str:
    """Return a cell's words without marks, on one line."""
    (runs,) = read_inline([" ".join(_BREAK.split(cell))])
    return " ".join("".join(run.text for run in runs).split())
