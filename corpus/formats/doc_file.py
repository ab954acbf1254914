"""The binary Word file (Word 97 to 2003): where its characters and their properties lie. Source: [MS-DOC]."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import olefile

from corpus.formats.limits import Limits
from corpus.formats.refusal import Refusal

_FIB_MAGIC = 0xA5EC
_OLDEST = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PAGE = 512
_PAIRS_AT = 0x9A
_LENGTHS_AT = 0x4C
_STRANGERS = (("Workbook", "Excel"), ("Book", "Excel"), ("PowerPoint Document", "PowerPoint"))

# Positions in the list of (offset, length) pairs of the file information block.
STYLES, NOTE_CALLS, NOTE_TEXTS, CHARACTERS, PARAGRAPHS, FONTS, PIECES = 1, 2, 3, 12, 13, 15, 33
END_CALLS, END_TEXTS, ANCHORS, BOX_TEXTS, LISTS, LIST_USES = 46, 47, 40, 56, 73, 74


class OldWord(Exception):
    """The file is of Word 6 or 95, whose layout is another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie together: from `start` to `end` of the text, at `offset` of the stream."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Properties:
    """Where runs of equal properties begin in the stream, and the modifiers of each."""

    starts: list[int]
    ends: list[int]
    modifiers: list[bytes]

    def find(self, offset: int) -> tuple[int, bytes]:
        """Return the end of the run at an offset, and its modifiers."""
        place = bisect_right(self.starts, offset) - 1
        if place < 0 or offset >= self.ends[place]:
            following = self.starts[place + 1] if place + 1 < len(self.starts) else 1 << 62
            return following, b""
        return self.ends[place], self.modifiers[place]


class DocFile:
    """A binary Word file.

    Args:
        data: the file.
        limits: bounds.

    Raises:
        Refusal: it is encrypted, damaged, or not of Word.
        OldWord: it is of Word 6 or 95.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._main, table_0, table_1 = _open_streams(data)
        magic, version = struct.unpack_from("<HH", self._main, 0)
        flags = struct.unpack_from("<H", self._main, 10)[0]
        if flags & _ENCRYPTED:
            raise Refusal("encrypted")
        if magic != _FIB_MAGIC or version < _OLDEST:
            raise OldWord
        self._table = table_1 if flags & _TABLE_1 else table_0
        self.lengths = struct.unpack_from("<8i", self._main, _LENGTHS_AT)
        self.pieces = list(self._read_pieces())
        self.characters = self._read_properties(CHARACTERS, paragraphs=False)
        self.paragraphs = self._read_properties(PARAGRAPHS, paragraphs=True)

    def part(self, place: int, beyond: bool = False) -> bytes:
        """Return a part of the table stream by its place in the file information block.

        Args:
            place: one of the constants above.
            beyond: whether what follows it belongs to it too.
        """
        offset, length = struct.unpack_from("<II", self._main, _PAIRS_AT + 8 * place)
        return self._table[offset:] if beyond and length else self._table[offset : offset + length]

    def read(self, piece: Piece, start: int, end: int) -> str:
        """Return the characters of a piece from one position of the text to another."""
        offset = piece.offset + (start - piece.start) * piece.width
        raw = self._main[offset : offset + (end - start) * piece.width]
        return raw.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")

    def _read_pieces(self) -> Iterator[Piece]:
        """The piece table: after modifiers (type 1), positions and descriptors (type 2)."""
        clx = self.part(PIECES)
        place = 0
        while place < len(clx) and clx[place] == 1:
            place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
        if place >= len(clx) or clx[place] != 2:
            raise Refusal("damaged")
        (size,) = struct.unpack_from("<I", clx, place + 1)
        plc = clx[place + 5 : place + 5 + size]
        positions, entries = split_plc(plc, 8)
        if len(entries) > self._limits.cells:
            raise Refusal("bomb")
        for start, end, entry in zip(positions, positions[1:], entries, strict=False):
            (where,) = struct.unpack_from("<I", entry, 2)
            narrow = bool(where & 0x40000000)
            offset = (where & 0x3FFFFFFF) // 2 if narrow else where & 0x3FFFFFFF
            width = 1 if narrow else 2
            if start < end and offset + (end - start) * width <= len(self._main):
                yield Piece(start, end, offset, width)

    def _read_properties(self, place: int, paragraphs: bool) -> Properties:
        """Pages of 512 bytes hold the properties of runs of characters or of paragraphs."""
        found: dict[int, tuple[int, bytes]] = {}
        _, entries = split_plc(self.part(place), 4)
        for entry in entries:
            page = (struct.unpack("<I", entry)[0] & 0x3FFFFF) * _PAGE
            for start, end, modifiers in _read_page(self._main[page : page + _PAGE], paragraphs):
                found.setdefault(start, (end, modifiers))
        starts = sorted(found)
        return Properties(
            starts, [found[start][0] for start in starts], [found[start][1] for start in starts]
        )


def _open_streams(data: bytes) -> tuple[bytes, bytes, bytes]:
    try:
        with olefile.OleFileIO(BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as compound:
            if compound.exists("EncryptedPackage"):
                raise Refusal("encrypted")
            for name, kind in _STRANGERS:
                if compound.exists(name) and not compound.exists("WordDocument"):
                    raise Refusal("other_format", kind)
            if not compound.exists("WordDocument"):
                raise Refusal("unknown")
            names = ("WordDocument", "0Table", "1Table")
            main, table_0, table_1 = (_read_stream(compound, name) for name in names)
    except (OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise Refusal("damaged") from error
    return main, table_0, table_1


def _read_stream(compound: olefile.OleFileIO, name: str) -> bytes:
    return bytes(compound.openstream(name).read()) if compound.exists(name) else b""


def _read_page(page: bytes, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    """Runs of one page: offsets first, then where the modifiers of each lie in the page, halved."""
    if len(page) < _PAGE:
        return
    count = page[_PAGE - 1]
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + count * step > _PAGE - 1:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for place in range(count):
        at = page[4 * (count + 1) + place * step] * 2
        yield bounds[place], bounds[place + 1], _read_modifiers(page, at, paragraphs)


def _read_modifiers(page: bytes, at: int, paragraphs: bool) -> bytes:
    if at == 0:
        return b""
    size = page[at]
    if not paragraphs:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < len(page) else b""


def split_plc(plc: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """Split a list of n + 1 positions and n entries, the layout of most parts of the table stream.

    Args:
        plc: the part.
        size: bytes of an entry.
    """
    count = (len(plc) - 4) // (4 + size)
    if count <= 0:
        return [], []
    positions = list(struct.unpack_from(f"<{count + 1}I", plc, 0))
    at = 4 * (count + 1)
    return positions, [plc[at + size * place : at + size * (place + 1)] for place in range(count)]
