"""Word documents of 1997 to 2003 (doc): text, tables, notes and text boxes; older ones by antiword."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.block import Block, BlockKind, Run
from corpus.formats.columns import order_columns
from corpus.formats.doc_file import (
    ANCHORS,
    BOX_TEXTS,
    END_CALLS,
    END_TEXTS,
    NOTE_CALLS,
    NOTE_TEXTS,
    DocFile,
    OldWord,
    split_plc,
)
from corpus.formats.doc_lists import Lists, read_lists
from corpus.formats.doc_properties import Look, Shape, Style, read_fonts, read_look, read_shape, read_styles
from corpus.formats.flow import Flow
from corpus.formats.legacy_fonts import read_font
from corpus.formats.limits import Limits
from corpus.formats.numbering import write_number
from corpus.formats.office_reader import read_old_word
from corpus.formats.refusal import Refusal

_CELL, _PARAGRAPH, _PAGE, _LINE = "\x07", "\r", "\x0c", "\x0b"
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_CALL, _DRAWN = "\x02", "\x08"
_ENDS = frozenset((_CELL, _PARAGRAPH, _PAGE))
_BY_ENDS = re.compile(f"([{_CELL}{_PARAGRAPH}{_PAGE}])")
_WRITTEN = {_LINE: "\n", "\x1e": "-", "\x1f": "", "\x0e": "\n", "\xa0": "\xa0"}


def read_doc(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """Return the blocks of a binary Word file.

    Args:
        data: the file.
        limits: bounds.

    Raises:
        Refusal: it is encrypted, damaged, not of Word, or needs a program that is not installed.
    """
    try:
        file = DocFile(data, limits)
        blocks = _Reader(file, limits).read()
    except OldWord:
        return order_columns(read_old_word(data, limits))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refusal("damaged") from error
    return order_columns(blocks)


class _Reader:
    """Reads the parts of a file's text: main, notes, text boxes."""

    def __init__(self, file: DocFile, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._styles: dict[int, Style] = read_styles(file)
        self._fonts = read_fonts(file)
        self._lists: Lists = read_lists(file)
        text, notes, heads, _, remarks, ends, boxes, _ = file.lengths
        after_notes = text + notes + heads + remarks
        self._length = text
        self._notes = _place_notes(file, NOTE_CALLS, NOTE_TEXTS, text)
        self._ends = _place_notes(file, END_CALLS, END_TEXTS, after_notes)
        self._boxes = _place_boxes(file, after_notes + ends) if boxes else {}
        self._called = {"decimal": 0, "lowerRoman": 0}
        self._fields: list[bool] = []
        self._ruled = False

    def read(self) -> list[Block]:
        """Return the blocks of the whole file."""
        return self._read_range(0, self._length, inner=False)

    def _read_range(self, start: int, end: int, inner: bool) -> list[Block]:
        """Read the paragraphs from one position of the text to another; a part within a part calls no others."""
        flow = Flow(self._limits)
        stretches: list[tuple[int, str, bytes]] = []
        for position, text, modifiers, offset in self._walk(start, end):
            if text in _ENDS:
                shape = read_shape(self._file.paragraphs.find(offset)[1], self._styles)
                self._end_paragraph(flow, stretches, shape, text, inner)
                stretches = []
            else:
                stretches.append((position, text, modifiers))
        self._end_paragraph(flow, stretches, Shape(), _PARAGRAPH, inner)
        flow.end_table(ruled=None)
        return flow.blocks

    def _walk(self, start: int, end: int) -> Iterator[tuple[int, str, bytes, int]]:
        """Yield position, characters, modifiers and offset in the stream of each stretch; an end is one of its own."""
        for piece in self._file.pieces:
            position, last = max(piece.start, start), min(piece.end, end)
            while position < last:
                offset = piece.offset + (position - piece.start) * piece.width
                run_end, modifiers = self._file.characters.find(offset)
                stop = min(last, position + max((run_end - offset) // piece.width, 1))
                text = self._file.read(piece, position, stop)
                for part in _BY_ENDS.split(text):
                    if part:
                        at = piece.offset + (position - piece.start) * piece.width
                        yield position, part, modifiers, at
                        position += len(part)
                position = stop

    def _end_paragraph(
        self, flow: Flow, stretches: list[tuple[int, str, bytes]], shape: Shape, mark: str, inner: bool
    ) -> None:
        if shape.in_table or mark == _CELL:
            flow.start_table()
        elif stretches or mark == _PARAGRAPH:
            flow.end_table(self._ruled)
            self._ruled = False
        if mark == _CELL and shape.ends_row:
            self._ruled = self._ruled or shape.ruled
            flow.end_row(edges=shape.edges, continued=shape.continued)
            return
        self._write(flow, stretches, shape, inner)
        kind: BlockKind = "paragraph" if shape.outline is None else "heading"
        flow.end_paragraph(kind, shape.centred, shape.outline)
        if mark == _CELL:
            flow.end_cell(0)

    def _write(self, flow: Flow, stretches: list[tuple[int, str, bytes]], shape: Shape, inner: bool) -> None:
        """Hand the characters of a paragraph on: labels written out, fields as they show, notes after it."""
        style = self._styles.get(shape.style, Style())
        runs: list[Run] = []
        for position, text, modifiers in stretches:
            look = read_look(modifiers, style.look, self._styles)
            runs.extend(self._show(position, text, look, flow, inner))
        if style.is_contents:
            return
        first = next((run for run in runs if run.text.strip()), Run("") if shape.in_table else None)
        label = self._lists.label(shape.list_use, shape.level)[0] if shape.list_use else ""
        if label and first is not None:
            flow.add(Run(f"{label} ", first.bold, first.italic))
        for run in runs:
            flow.add(run)

    def _show(self, position: int, text: str, look: Look, flow: Flow, inner: bool) -> Iterator[Run]:
        """What characters of one look show; of a field only its result does."""
        shown: list[str] = []
        for place, char in enumerate(text):
            if char in (_FIELD, _RESULT, _FIELD_END):
                self._follow_field(char)
            elif self._in_code or look.hidden:
                continue
            elif char == _CALL and not inner:
                yield self._make_run("".join(shown), look)
                shown.clear()
                yield from self._call(position + place, flow)
            elif char == _DRAWN and position + place in self._boxes and not inner:
                flow.notes.extend(self._read_range(*self._boxes[position + place], inner=True))
            else:
                shown.append(_WRITTEN.get(char, char))
        yield self._make_run("".join(shown), look)

    def _make_run(self, text: str, look: Look) -> Run:
        text = read_font(text, self._fonts.get(look.font, ""))
        return Run(text.upper() if look.capitals else text, look.bold, look.italic, look.superscript)

    def _follow_field(self, char: str) -> None:
        """A field is its code, then its result; fields stand within fields."""
        if char == _FIELD:
            self._fields.append(True)
        elif self._fields and char == _RESULT:
            self._fields[-1] = False
        elif self._fields:
            self._fields.pop()

    @property
    def _in_code(self) -> bool:
        return any(self._fields)

    def _call(self, position: int, flow: Flow) -> Iterator[Run]:
        """Print the number of a note and let its words follow the paragraph."""
        for ranges, style in ((self._notes, "decimal"), (self._ends, "lowerRoman")):
            if position in ranges:
                self._called[style] += 1
                number = write_number(self._called[style], style)
                mark: tuple[Run, ...] = (Run(number, superscript=True), Run(" "))
                for block in self._read_range(*ranges[position], inner=True):
                    flow.notes.append(replace(block, runs=mark + block.runs, kind="footnote"))
                    mark = ()
                yield Run(number, superscript=True)


def _place_notes(file: DocFile, calls: int, texts: int, base: int) -> dict[int, tuple[int, int]]:
    """Where each note is called, and from where to where its words stand."""
    positions, _ = split_plc(file.part(calls), 2)
    bounds, _ = split_plc(file.part(texts), 0)
    pairs = pairwise(bounds)
    return {call: (base + start, base + end) for call, (start, end) in zip(positions, pairs, strict=False)}


def _place_boxes(file: DocFile, base: int) -> dict[int, tuple[int, int]]:
    """Where each text box hangs, and from where to where its words stand; both name its shape."""
    anchors, shapes = split_plc(file.part(ANCHORS), 26)
    bounds, boxes = split_plc(file.part(BOX_TEXTS), 22)
    ranges = {
        box[14:18]: (base + start, base + end)
        for box, start, end in zip(boxes, bounds, bounds[1:], strict=False)
    }
    return {
        anchor: ranges[shape[:4]]
        for anchor, shape in zip(anchors, shapes, strict=False)
        if shape[:4] in ranges
    }
