"""Styles of a docx file, as far as they change what is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_CHAIN = 30
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of characters; None is inherited."""

    bold: bool | None = None
    italic: bool | None = None
    superscript: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None

    def over(self, under: "Look") -> "Look":
        """Return what shows where this look is laid over another."""
        if self == PLAIN_LOOK:
            return under
        return Look(
            under.bold if self.bold is None else self.bold,
            under.italic if self.italic is None else self.italic,
            under.superscript if self.superscript is None else self.superscript,
            under.hidden if self.hidden is None else self.hidden,
            under.capitals if self.capitals is None else self.capitals,
            under.font if self.font is None else self.font,
        )


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with all that it inherits.

    Attributes:
        name: as Word calls it, in lower case (``heading 1``, ``toc 2``).
        centred: None is inherited.
        list_id, depth: the list that it numbers its paragraphs with.
        outline: depth of a heading from 1.
    """

    name: str = ""
    look: Look = PLAIN_LOOK
    centred: bool | None = None
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Styles:
    """All styles of a file by their id."""

    found: dict[str, Style] = field(default_factory=dict)
    default: Style = Style()

    def paragraph(self, key: str | None) -> Style:
        """Return a paragraph style, the file's default where the key names none."""
        return self.found.get(key or "", self.default)

    def look(self, key: str) -> Look:
        """Return the look of a character style."""
        return self.found.get(key, Style()).look


def read_styles(root: Element | None) -> Styles:
    """Read the styles part; a file without one has plain paragraphs."""
    if root is None:
        return Styles()
    elements = {key: style for style in root.iter(f"{W}style") if (key := style.get(f"{W}styleId"))}
    base = _read_defaults(root)
    styles = Styles(default=base)
    for key, element in elements.items():
        kind = element.get(f"{W}type")
        chain = list(_chain(element, elements))
        styles.found[key] = _resolve(chain, base if kind == "paragraph" else Style())
        if kind == "paragraph" and read_flag(element.get(f"{W}default"), missing=False):
            styles.default = styles.found[key]
    return styles


def _chain(element: Element, elements: dict[str, Element]) -> Iterator[Element]:
    """A style and those that it is based on, itself first; a chain that bites its tail is cut."""
    current: Element | None = element
    for _ in range(_MAX_CHAIN):
        if current is None:
            return
        yield current
        parent = current.find(f"{W}basedOn")
        current = None if parent is None else elements.get(parent.get(f"{W}val", ""))


def _resolve(chain: list[Element], base: Style) -> Style:
    style = base
    for element in reversed(chain):
        style = _lay(element, style)
    name = chain[0].find(f"{W}name")
    return replace(style, name="" if name is None else name.get(f"{W}val", "").lower())


def _lay(element: Element, under: Style) -> Style:
    paragraph = element.find(f"{W}pPr")
    look = read_look(element.find(f"{W}rPr")).over(under.look)
    if paragraph is None:
        return replace(under, look=look)
    aligned = read_value(paragraph, "jc")
    list_id, depth = read_value(paragraph, "numPr", "numId"), read_value(paragraph, "numPr", "ilvl")
    outline = read_value(paragraph, "outlineLvl")
    return replace(
        under,
        look=look,
        centred=under.centred if aligned is None else aligned == "center",
        list_id=list_id or under.list_id,
        depth=read_number(depth, under.depth),
        outline=under.outline if outline is None else (read_number(outline, 8) or 0) + 1,
    )


def _read_defaults(root: Element) -> Style:
    look = read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    return Style(look=look)


def read_look(properties: Element | None) -> Look:
    """Read the properties of characters."""
    if properties is None:
        return PLAIN_LOOK
    fonts = properties.find(f"{W}rFonts")
    raised = read_value(properties, "vertAlign")
    return Look(
        bold=_toggle(properties, "b"),
        italic=_toggle(properties, "i"),
        superscript=None if raised is None else raised == "superscript",
        hidden=_toggle(properties, "vanish"),
        capitals=_toggle(properties, "caps"),
        font=None if fonts is None else fonts.get(f"{W}ascii"),
    )


def read_flag(value: str | None, missing: bool = True) -> bool:
    """Read an on-off value; an element without one is on."""
    return missing if value is None else value not in _OFF


def read_number(value: str | None, missing: int | None) -> int | None:
    """Read a whole number; nonsense counts as missing."""
    try:
        return missing if value is None else int(value)
    except ValueError:
        return missing


def _toggle(properties: Element, name: str) -> bool | None:
    element = properties.find(f"{W}{name}")
    return None if element is None else read_flag(element.get(f"{W}val"))


def read_value(element: Element, *path: str) -> str | None:
    """Return the value of the element at a path, None where there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return None if found is None else found.get(f"{W}val")
