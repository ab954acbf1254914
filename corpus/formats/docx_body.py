"""The running text of a docx part, read element by element: memory follows what it says, not its markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any
from xml.parsers import expat

from corpus.block import Block, Place, Run
from corpus.formats import docx_paragraph, docx_table
from corpus.formats.docx_lists import Lists
from corpus.formats.docx_paragraph import Attributes, Paragraph, W
from corpus.formats.docx_styles import Styles
from corpus.formats.docx_table import Table
from corpus.formats.limits import Limits
from corpus.formats.numbering import write_number
from corpus.formats.refusal import Refusal

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math "
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_ID = f"{W}id"

# What is said twice for older programs, and what earlier versions looked like.
_SKIPPED = frozenset(f"{W}{name}PrChange" for name in ("p", "r", "tbl", "tc", "tr")) | frozenset(
    (f"{_MC}Fallback", f"{W}rt", f"{W}sdtPr", f"{W}sectPr")
)
_STRUCK = frozenset((f"{W}del", f"{W}moveFrom"))
_NOTE_STYLES = {"footnote": "decimal", "endnote": "lowerRoman"}

Notes = dict[tuple[str, str], list[Block]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a part needs of the rest of its file.

    Attributes:
        styles: of the file.
        lists: of the file; they count on across parts.
        ruled_styles: ids of table styles that draw lines.
        limits: bounds.
        notes: blocks of footnotes and endnotes by kind and id.
    """

    styles: Styles
    lists: Lists
    ruled_styles: frozenset[str]
    limits: Limits
    notes: Notes = field(default_factory=dict)


class Body:
    """Reads one part: the document, or its notes.

    Args:
        around: the rest of the file.
    """

    def __init__(self, around: Surroundings) -> None:
        self.notes: Notes = {}
        self._around = around
        self._out: list[Block] = []
        self._outer: list[list[Block]] = []
        self._open: list[Paragraph | Table] = []
        self._text: list[str] = []
        self._called = {"footnote": 0, "endnote": 0}
        self._pending: list[Block] = []
        self._carried: list[Run] = []
        self._page, self._paged = 1, False
        self._paragraphs = self._cells = self._skipping = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def read(self, chunks: Iterable[bytes]) -> list[Block]:
        """Return the blocks of a part; the notes that it defines are in `notes` afterwards.

        Args:
            chunks: its XML.

        Raises:
            Refusal: it is no XML, or declares a document type.
        """
        parser = self._parser
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        end = monotonic() + self._around.limits.file_seconds
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                if monotonic() > end:
                    raise Refusal("too_slow")
            parser.Parse(b"", True)
        except (expat.ExpatError, IndexError) as error:
            raise Refusal("damaged") from error
        self._flush_notes()
        return self._out if self._paged else [replace(block, place=Place()) for block in self._out]

    def _start(self, name: str, attributes: Attributes) -> None:
        """Most elements say nothing of what is read: those are left at once."""
        if self._skipping:
            self._skipping += 1
        elif (known := _STARTS.get(name)) is not None:
            owner, handle = known
            inner = self if owner is Body else self._open[-1] if self._open else None
            if type(inner) is owner:
                handle(inner, attributes)

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif (handle := _ENDS.get(name)) is not None:
            handle(self)

    @property
    def _paragraph(self) -> Paragraph | None:
        return inner if self._open and isinstance(inner := self._open[-1], Paragraph) else None

    @property
    def _table(self) -> Table | None:
        return inner if self._open and isinstance(inner := self._open[-1], Table) else None

    def start_paragraph(self, _: Attributes) -> None:
        """Begin a paragraph, with what an unfinished one left."""
        self._paragraphs += 1
        if self._paragraphs > self._around.limits.paragraphs:
            raise Refusal("bomb")
        styles = self._around.styles
        self._open.append(Paragraph(styles, self._page, styles.default, runs=self._carried))
        self._carried = []

    def end_paragraph(self) -> None:
        """End a paragraph, unless its end was struck out."""
        paragraph = self._open.pop()
        if not isinstance(paragraph, Paragraph):
            raise Refusal("damaged")
        if paragraph.broken_off:
            self._carried = paragraph.runs
            self._out.extend(paragraph.boxes)
        else:
            self._out.extend(paragraph.finish(self._around.lists, in_cell=self._table is not None))
        self._flush_notes()

    def end_mark(self) -> None:
        """Leave the properties of a paragraph."""
        if (paragraph := self._paragraph) is not None:
            paragraph.in_mark = False

    def start_text(self, _: Attributes) -> None:
        """Begin to listen to characters."""
        self._parser.CharacterDataHandler = self._text.append

    def end_text(self) -> None:
        """Hand the characters to the paragraph."""
        self._parser.CharacterDataHandler = None
        if (paragraph := self._paragraph) is not None and self._text:
            paragraph.add("".join(self._text))
        self._text.clear()

    def turn_page(self, _: Attributes) -> None:
        """Note where Word last broke a page."""
        self._page, self._paged = self._page + 1, True
        paragraph = self._paragraph
        if paragraph is not None and not any(run.text.strip() for run in paragraph.runs):
            paragraph.page = self._page

    def start_box(self, _: Attributes) -> None:
        """Enter a text box: paragraphs within a paragraph."""
        self._outer.append(self._out)
        self._out = []

    def end_box(self) -> None:
        """Leave a text box; what it says follows the paragraph that it hangs on."""
        boxed, self._out = self._out, self._outer.pop()
        paragraph = self._paragraph
        (self._out if paragraph is None else paragraph.boxes).extend(boxed)

    def start_table(self, _: Attributes) -> None:
        """Enter a table."""
        self._open.append(Table(self._out, self._around.ruled_styles))
        self._out = []

    def end_table(self) -> None:
        """Leave a table and write it."""
        table = self._open.pop()
        if not isinstance(table, Table):
            raise Refusal("damaged")
        self._out = table.outer
        self._out.extend(table.finish())
        self._flush_notes()

    def start_cell(self, _: Attributes) -> None:
        """Enter a cell."""
        self._out = []
        self._cells += 1
        if self._cells > self._around.limits.cells:
            raise Refusal("bomb")

    def end_cell(self) -> None:
        """Leave a cell."""
        if (table := self._table) is not None:
            table.end_cell(self._out)
        self._out = []

    def end_row(self) -> None:
        """Leave a row."""
        if (table := self._table) is not None:
            table.end_row()

    def end_row_properties(self) -> None:
        """Leave the properties of a row."""
        if (table := self._table) is not None:
            table.in_row_properties = False

    def call_note(self, kind: str, attributes: Attributes) -> None:
        """Print the number of a note; its words follow the paragraph."""
        self._called[kind] += 1
        number = write_number(self._called[kind], _NOTE_STYLES[kind])
        if (paragraph := self._paragraph) is not None:
            paragraph.runs.append(Run(number, superscript=True))
        place = Place(page=self._page)
        for count, block in enumerate(self._around.notes.get((kind, attributes.get(_ID, "")), [])):
            mark = (Run(number, superscript=True), Run(" ")) if count == 0 else ()
            self._pending.append(replace(block, runs=mark + block.runs, kind="footnote", place=place))

    def start_note(self, kind: str, attributes: Attributes) -> None:
        """Enter a note where it is defined."""
        self._outer.append(self._out)
        self._out = self.notes.setdefault((kind, attributes.get(_ID, "")), [])

    def end_note(self) -> None:
        """Leave a note."""
        self._out = self._outer.pop()

    def _flush_notes(self) -> None:
        """Notes never stand within a table, a text box or a paragraph."""
        if not self._open:
            self._out.extend(self._pending)
            self._pending.clear()

    def skip(self, _: Attributes) -> None:
        """Pass over an element and all that it holds."""
        self._skipping = 1

    def strike(self, _: Attributes) -> None:
        """Struck-out words are gone; a struck-out paragraph mark or row is one that is no longer there."""
        self._skipping = 1
        if (paragraph := self._paragraph) is not None and paragraph.in_mark:
            paragraph.broken_off = True
        elif (table := self._table) is not None and table.in_row_properties:
            table.deleted = True


def _refuse_doctype(*_: object) -> None:
    raise Refusal("entities")


# Who an element speaks to: the part, or the paragraph or table that is open and innermost.
_STARTS: dict[str, tuple[type, Callable[[Any, Attributes], None]]] = {
    f"{W}p": (Body, Body.start_paragraph),
    f"{W}t": (Body, Body.start_text),
    f"{_M}t": (Body, Body.start_text),
    f"{W}lastRenderedPageBreak": (Body, Body.turn_page),
    f"{W}txbxContent": (Body, Body.start_box),
    f"{W}tbl": (Body, Body.start_table),
    f"{W}tc": (Body, Body.start_cell),
    f"{W}footnote": (Body, lambda body, attributes: body.start_note("footnote", attributes)),
    f"{W}endnote": (Body, lambda body, attributes: body.start_note("endnote", attributes)),
    f"{W}footnoteReference": (Body, lambda body, attributes: body.call_note("footnote", attributes)),
    f"{W}endnoteReference": (Body, lambda body, attributes: body.call_note("endnote", attributes)),
    **dict.fromkeys(_SKIPPED, (Body, Body.skip)),
    **dict.fromkeys(_STRUCK, (Body, Body.strike)),
    **{name: (Paragraph, handle) for name, handle in docx_paragraph.STARTS.items()},
    **{name: (Table, handle) for name, handle in docx_table.STARTS.items()},
}
_ENDS: dict[str, Callable[[Body], None]] = {
    f"{W}p": Body.end_paragraph,
    f"{W}pPr": Body.end_mark,
    f"{W}t": Body.end_text,
    f"{_M}t": Body.end_text,
    f"{W}txbxContent": Body.end_box,
    f"{W}tbl": Body.end_table,
    f"{W}tr": Body.end_row,
    f"{W}trPr": Body.end_row_properties,
    f"{W}tc": Body.end_cell,
    f"{W}footnote": Body.end_note,
    f"{W}endnote": Body.end_note,
}
