"""What the modifiers of a binary Word file say of characters, paragraphs, tables and styles. Source: [MS-DOC]."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.formats.doc_file import FONTS, STYLES, DocFile

_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615
_MAX_CHAIN = 20
_CELL_BYTES = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How characters show."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    hidden: bool = False
    capitals: bool = False
    special: bool = False
    font: int = -1


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands.

    Attributes:
        style: number of its style.
        in_table, ends_row: whether it stands in a table, whether it is the mark that ends a row.
        depth: how many tables it stands in.
        list_use, level: the list that numbers it (0 for none), and its level from 0.
        edges: where the cells of the row that it ends begin and end, in twips.
        continued: which of them go on from the row above.
        ruled: whether lines are drawn around them.
    """

    style: int = 0
    centred: bool = False
    in_table: bool = False
    ends_row: bool = False
    depth: int = 0
    list_use: int = 0
    level: int = 0
    outline: int | None = None
    edges: tuple[int, ...] = ()
    continued: tuple[bool, ...] = ()
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What a style gives to its paragraphs and their characters."""

    shape: Shape = Shape()
    look: Look = Look()
    built_in: int = 0

    @property
    def is_contents(self) -> bool:
        """Whether it is of a table of contents, which says every heading twice."""
        return 19 <= self.built_in <= 27


@dataclass(frozen=True, slots=True)
class _RawStyle:
    """A style as stored: its number among the built-in ones, 1 of paragraphs or 2 of characters, its parent."""

    built_in: int
    kind: int
    parent: int
    groups: list[bytes]


def split_modifiers(modifiers: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each modifier."""
    place = 0
    while place + 2 <= len(modifiers):
        (code,) = struct.unpack_from("<H", modifiers, place)
        place += 2
        size = _OPERANDS.get(code >> 13)
        if size is None:
            size, header = _measure(code, modifiers, place)
            place += header
        yield code, modifiers[place : place + size]
        place += size


def _measure(code: int, modifiers: bytes, place: int) -> tuple[int, int]:
    """Size of an operand that states its own, and of the statement."""
    if code == _DEFINE_TABLE:
        return max(int.from_bytes(modifiers[place : place + 2], "little") - 1, 0), 2
    size = modifiers[place] if place < len(modifiers) else 0
    if code == _CHANGE_TABS and size == 255:
        return len(modifiers), 1
    return size, 1


def read_look(modifiers: bytes, under: Look, styles: dict[int, Style]) -> Look:
    """Return how characters show whose modifiers are laid over what their paragraph's style gives."""
    change: dict[str, bool | int] = {}
    for code, operand in split_modifiers(modifiers):
        if not operand:
            continue
        if code == 0x4A30:  # a character style
            under = _lay_style(under, styles.get(int.from_bytes(operand, "little"), Style()).look)
        elif (name := _TOGGLES.get(code)) is not None:
            change[name] = _toggle(operand[0], getattr(under, name))
        elif code == 0x2A48:
            change["superscript"] = operand[0] == 1
        elif code == 0x4A4F:
            change["font"] = int.from_bytes(operand, "little")
    return replace(under, **change) if change else under  # type: ignore[arg-type]


_TOGGLES = {
    0x0835: "bold", 0x0836: "italic", 0x083C: "hidden", 0x083B: "capitals", 0x0800: "hidden", 0x0855: "special",
}  # fmt: skip


def _toggle(value: int, under: bool) -> bool:
    """0 and 1 mean what they say; 128 is as the style has it, 129 the opposite."""
    return bool(value) if value < 2 else under if value == 0x80 else not under


def _lay_style(under: Look, own: Look) -> Look:
    return Look(
        under.bold or own.bold,
        under.italic or own.italic,
        under.superscript or own.superscript,
        under.hidden or own.hidden,
        under.capitals or own.capitals,
        under.special,
        own.font if own.font >= 0 else under.font,
    )


def read_shape(modifiers: bytes, styles: dict[int, Style]) -> Shape:
    """Return how a paragraph stands: the number of its style comes first, then its modifiers."""
    if len(modifiers) < 2:
        return styles.get(0, Style()).shape
    (number,) = struct.unpack_from("<H", modifiers, 0)
    return _change_shape(replace(styles.get(number, Style()).shape, style=number), modifiers[2:])


def _change_shape(shape: Shape, modifiers: bytes) -> Shape:
    change: dict[str, object] = {}
    for code, operand in split_modifiers(modifiers):
        value = int.from_bytes(operand[:4], "little")
        if code in (0x2403, 0x2461):
            change["centred"] = value == 1
        elif code == 0x2416:
            change["in_table"] = bool(value)
        elif code == 0x2417:
            change["ends_row"] = bool(value)
        elif code == 0x6649:
            change["depth"] = value
        elif code == 0x460B:
            change["list_use"] = 0 if value in (0xF801, 0xFFFF) else value
        elif code == 0x260A:
            change["level"] = value
        elif code == 0x2640:
            change["outline"] = value + 1 if value < 9 else None
        elif code == _DEFINE_TABLE:
            change |= _read_row(operand)
    return replace(shape, **change) if change else shape  # type: ignore[arg-type]


def _read_row(operand: bytes) -> dict[str, object]:
    """Edges, upward merges and lines of the cells of a row."""
    count = operand[0] if operand else 0
    if count == 0 or len(operand) < 1 + 2 * (count + 1):
        return {}
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = operand[1 + 2 * (count + 1) :]
    continued = []
    ruled = False
    for place in range(count):
        cell = cells[_CELL_BYTES * place : _CELL_BYTES * (place + 1)]
        flags = int.from_bytes(cell[:2], "little")
        continued.append(flags >> 5 & 3 == 1)
        borders = [cell[at : at + 4] for at in range(4, len(cell) - 3, 4)]
        ruled = ruled or any(border[1] not in (0, 0xFF) for border in borders)
    return {"edges": edges, "continued": tuple(continued), "ruled": ruled}


def read_fonts(file: DocFile) -> dict[int, str]:
    """Return the names of the fonts by number."""
    part = file.part(FONTS)
    fonts: dict[int, str] = {}
    place = 4
    while place + 41 < len(part):
        size = part[place]
        name = part[place + 40 : place + 1 + size].decode("utf-16-le", "ignore")
        fonts[len(fonts)] = name.partition("\x00")[0]
        place += size + 1
    return fonts


def read_styles(file: DocFile) -> dict[int, Style]:
    """Return all styles by number, each with what it inherits."""
    raw = dict(_split_styles(file.part(STYLES)))
    return {number: _resolve(number, raw) for number in raw}


def _split_styles(part: bytes) -> Iterator[tuple[int, _RawStyle]]:
    """Number, kind, parent and modifiers of each style."""
    if len(part) < 6:
        return
    header, count, base = struct.unpack_from("<HHH", part, 0)
    place = 2 + header
    for number in range(count):
        if place + 2 > len(part):
            return
        (size,) = struct.unpack_from("<H", part, place)
        entry = part[place + 2 : place + 2 + size]
        place += 2 + size
        if len(entry) > base + 2:
            built_in, kind_parent, groups = struct.unpack_from("<HHH", entry, 0)
            modifiers = _split_upx(entry, base, groups & 0xF)
            yield number, _RawStyle(built_in & 0xFFF, kind_parent & 0xF, kind_parent >> 4, modifiers)


def _split_upx(entry: bytes, base: int, count: int) -> list[bytes]:
    """The groups of modifiers of a style, after its name; each begins at an even offset."""
    (length,) = struct.unpack_from("<H", entry, base)
    place = base + 2 + 2 * (length + 1)
    groups = []
    for _ in range(count):
        place += place % 2
        if place + 2 > len(entry):
            break
        (size,) = struct.unpack_from("<H", entry, place)
        groups.append(entry[place + 2 : place + 2 + size])
        place += 2 + size
    return groups


def _resolve(number: int, raw: dict[int, _RawStyle]) -> Style:
    chain: list[_RawStyle] = []
    current = number
    while current in raw and len(chain) < _MAX_CHAIN:
        chain.append(raw[current])
        current = raw[current].parent
    style = Style()
    for own in reversed(chain):
        kind, groups = own.kind, own.groups
        of_paragraph = groups[0] if kind == 1 and groups else b""
        of_characters = (
            groups[1] if kind == 1 and len(groups) > 1 else groups[0] if kind == 2 and groups else b""
        )
        shape = _change_shape(style.shape, of_paragraph[2:])
        style = Style(shape, read_look(of_characters, style.look, {}), own.built_in)
    return style
