"""Rich text (RTF 1.9): control words, groups and destinations read by our own small reader."""

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.block import Block, Run
from corpus.formats.columns import order_columns
from corpus.formats.flow import Flow
from corpus.formats.legacy_fonts import read_font
from corpus.formats.limits import Limits
from corpus.formats.refusal import Refusal
from corpus.formats.rtf_table import RowShape
from corpus.formats.rtf_words import (
    CHARACTERS,
    CODE_PAGES,
    LEGACY,
    MAX_DEPTH,
    READ_THOUGH_STARRED,
    SKIPPED,
    SYMBOLS,
    TOGGLES,
    State,
)

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(\r?\n|[^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
# What most of a file is: ASCII, and characters by their code with one byte for older readers.
_STRETCH = re.compile(rb"(?:[\x20-\x5b\x5d-\x7a\x7c\x7e]|\\u-?\d{1,5}(?:\?|\\'[0-9a-fA-F]{2}))+")
_CODE = re.compile(r"\\u(-?\d{1,5})(?:\?|\\'..)")


def read_rtf(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """Return the blocks of an RTF file: paragraphs, tables, footnotes; no headers or footers.

    Args:
        data: the file.
        limits: bounds.

    Raises:
        Refusal: it is damaged.
    """
    reader = _Reader(limits)
    place = 0
    while place < len(data):
        stretch = _STRETCH.match(data, place) if reader.is_plain else None
        if stretch is not None:
            reader.read_stretch(stretch.group())
            place = stretch.end()
            continue
        token = _TOKEN.match(data, place)
        place = place + 1 if token is None else token.end()
        if token is not None:
            place += reader.read(token)
    return order_columns(reader.close())


class _Reader:
    """Follows the tokens of a file."""

    def __init__(self, limits: Limits) -> None:
        self._state = State()
        self._groups: list[State] = []
        self._flows = [Flow(limits)]
        self._limits = limits
        self._fonts: dict[int, tuple[str, str]] = {}
        self._font_name: list[str] = []
        self._font_key, self._font_page = 0, ""
        self._page = "cp1252"
        self._bytes = bytearray()
        self._pending: list[str] = []
        self._pending_state = self._state
        self._to_skip = 0
        self._starred = False
        self._shape = RowShape()
        self._notes = 0

    @property
    def is_plain(self) -> bool:
        """Whether characters are text, and those by code have one byte after them."""
        state = self._state
        return state.fallback == 1 and not self._to_skip and state.destination not in ("skipped", "fonts")

    def read_stretch(self, stretch: bytes) -> None:
        """Take many characters at once."""
        self._flush()
        text = _CODE.sub(lambda code: chr(int(code.group(1)) % 0x10000), stretch.decode("ascii"))
        self._add(text)

    def read(self, token: re.Match[bytes]) -> int:
        """Follow one token; return how many raw bytes come after it, that are no tokens."""
        word, number, code, symbol, brace, text = token.groups()
        if code is not None:
            self._add_bytes(bytes((int(code, 16),)))
        elif text is not None:
            self._add_bytes(text)
        elif word is not None:
            self._flush()
            if word == b"bin":
                return max(0, int(number or 0))
            self._follow(word.decode("ascii"), None if number is None else int(number))
        elif brace is not None:
            self._flush()
            self._open() if brace == b"{" else self._shut()
        elif symbol is not None:
            self._flush()
            self._follow_symbol(symbol)
        return 0

    def close(self) -> list[Block]:
        """The file is over."""
        self._flush()
        while len(self._flows) > 1:
            self._end_note()
        self._end_paragraph()
        self._end_table()
        return self._flows[0].blocks

    def _open(self) -> None:
        if len(self._groups) >= MAX_DEPTH:
            raise Refusal("damaged")
        self._groups.append(self._state)
        self._to_skip = 0

    def _shut(self) -> None:
        left, self._state = self._state, self._groups.pop() if self._groups else State()
        self._to_skip = 0
        if left.destination == "footnote" and self._state.destination != "footnote":
            self._end_note()
        if left.destination == "shptxt" and self._state.destination != "shptxt":
            self._end_paragraph()

    def _follow_symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol.strip() == b"":
            self._end_paragraph()
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _follow(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self._state.destination == "skipped":
            return
        if word in SKIPPED or (starred and word not in READ_THOUGH_STARRED):
            self._state = replace(self._state, destination="skipped")
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word in TOGGLES:
            self._state = replace(self._state, **{TOGGLES[word]: number != 0})  # type: ignore[arg-type]
        elif (handle := _WORDS.get(word)) is not None:
            handle(self, 0 if number is None else number)
        else:
            self._shape.follow(word, 0 if number is None else number)

    def add_unicode(self, number: int) -> None:
        """A character by its code, signed as 16 bits; what follows for older readers is passed over."""
        self._add(chr(number % 0x10000))
        self._to_skip = self._state.fallback

    def set_fallback(self, number: int) -> None:
        """How many bytes stand for each character by code."""
        self._state = replace(self._state, fallback=min(max(number, 0), 8))

    def set_page(self, number: int) -> None:
        """The code page of the file."""
        self._page = f"cp{number}" if number in (1250, 1251, 1252, 1253, 1254, 1257, 1258) else "cp1252"

    def open_fonts(self, _: int) -> None:
        """The table of fonts."""
        self._state = replace(self._state, destination="fonts")

    def set_font(self, number: int) -> None:
        """A font, defined or used."""
        if self._state.destination == "fonts":
            self._font_key, self._font_page, self._font_name = number, "", []
        else:
            self._state = replace(self._state, font=number)

    def set_charset(self, number: int) -> None:
        """The code page of the font that is being defined."""
        self._font_page = CODE_PAGES.get(number, "")

    def raise_text(self, _: int) -> None:
        """Superscript."""
        self._state = replace(self._state, superscript=True)

    def lower_text(self, _: int) -> None:
        """Back on the line, or below it."""
        self._state = replace(self._state, superscript=False)

    def reset_characters(self, _: int) -> None:
        """Characters as by default."""
        self._state = replace(self._state, bold=False, italic=False, superscript=False, hidden=False)

    def reset_paragraph(self, _: int) -> None:
        """Paragraphs as by default."""
        self._state = replace(self._state, centred=False, in_table=False)

    def centre(self, _: int) -> None:
        """In the middle."""
        self._state = replace(self._state, centred=True)

    def align(self, _: int) -> None:
        """At a margin, or both."""
        self._state = replace(self._state, centred=False)

    def enter_table(self, _: int) -> None:
        """The paragraph stands in a table."""
        self._state = replace(self._state, in_table=True)

    def end_paragraph(self, _: int) -> None:
        """The paragraph is over."""
        self._end_paragraph()

    def end_cell(self, _: int) -> None:
        """The cell is over."""
        self._emit()
        flow = self._flows[-1]
        flow.start_table()
        flow.end_paragraph(centred=self._state.centred)
        flow.end_cell(0)

    def end_row(self, _: int) -> None:
        """The row is over."""
        self._emit()
        self._flows[-1].end_row(self._shape.edges, self._shape.continued)

    def start_note(self, _: int) -> None:
        """A note, where it is called."""
        self._emit()
        self._state = replace(self._state, destination="footnote")
        self._flows.append(Flow(self._limits))

    def print_note_number(self, _: int) -> None:
        """The number of a note; in the note itself it is put there when the note ends."""
        if self._state.destination != "footnote":
            self._emit()
            self._notes += 1
            self._flows[-1].add(Run(str(self._notes), superscript=True))

    def _add_bytes(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if self._state.destination == "fonts":
            self._name_font(data)
        elif self._state.destination != "skipped":
            self._bytes += data

    def _name_font(self, data: bytes) -> None:
        self._font_name.append(data.decode("latin-1"))
        if b";" in data:
            name = "".join(self._font_name).partition(";")[0].strip()
            self._fonts[self._font_key] = (name, self._font_page)

    def _flush(self) -> None:
        """Bytes become characters in the code page of their font."""
        if not self._bytes:
            return
        name, page = self._fonts.get(self._state.font, ("", ""))
        encoding = "latin-1" if name.lower().startswith(LEGACY) else page or self._page
        text = self._bytes.decode(encoding, "replace")
        self._bytes.clear()
        self._add(text)

    def _add(self, text: str) -> None:
        """Characters of one state become one run."""
        state = self._state
        if text and not state.hidden and state.destination not in ("skipped", "fonts"):
            if state is not self._pending_state:
                self._emit()
                self._pending_state = state
            self._pending.append(text)

    def _emit(self) -> None:
        """Hand the waiting run on, in a table or after it as its state says."""
        if not self._pending:
            return
        state = self._pending_state
        text = read_font("".join(self._pending), self._fonts.get(state.font, ("", ""))[0])
        self._pending.clear()
        if state.in_table:
            self._flows[-1].start_table()
        elif self._flows[-1].in_table:
            self._end_table()
        self._flows[-1].add(Run(text, state.bold, state.italic, state.superscript))

    def _end_paragraph(self) -> None:
        self._emit()
        self._flows[-1].end_paragraph(centred=self._state.centred)

    def _end_table(self) -> None:
        self._flows[-1].end_table(self._shape.ruled)
        self._shape = RowShape()

    def _end_note(self) -> None:
        """A note follows the paragraph or table that calls it."""
        if len(self._flows) < 2:
            return
        self._end_paragraph()
        self._end_table()
        flow = self._flows.pop()
        mark: tuple[Run, ...] = (Run(str(self._notes), superscript=True), Run(" "))
        for block in flow.blocks:
            self._flows[-1].notes.append(replace(block, runs=mark + block.runs, kind="footnote"))
            mark = ()


_WORDS: dict[str, Callable[[_Reader, int], None]] = {
    "u": _Reader.add_unicode,
    "uc": _Reader.set_fallback,
    "ansicpg": _Reader.set_page,
    "fonttbl": _Reader.open_fonts,
    "f": _Reader.set_font,
    "fcharset": _Reader.set_charset,
    "super": _Reader.raise_text,
    "nosupersub": _Reader.lower_text,
    "sub": _Reader.lower_text,
    "plain": _Reader.reset_characters,
    "pard": _Reader.reset_paragraph,
    "qc": _Reader.centre,
    "ql": _Reader.align,
    "qj": _Reader.align,
    "qr": _Reader.align,
    "intbl": _Reader.enter_table,
    "par": _Reader.end_paragraph,
    "sect": _Reader.end_paragraph,
    "page": _Reader.end_paragraph,
    "cell": _Reader.end_cell,
    "row": _Reader.end_row,
    "footnote": _Reader.start_note,
    "chftn": _Reader.print_note_number,
}
