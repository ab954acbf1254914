"""One paragraph of a docx part while it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from corpus.block import Block, BlockKind, Place, Run
from corpus.formats.docx_lists import Lists
from corpus.formats.docx_styles import PLAIN_LOOK, Look, Style, Styles, read_flag, read_number
from corpus.formats.legacy_fonts import read_font
from corpus.formats.paragraphs import make_blocks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
VAL = f"{W}val"

Attributes = dict[str, str]


@dataclass(slots=True)
class Paragraph:
    """What has been read of a paragraph, and the properties of the run that is being read.

    Attributes:
        styles: of the file.
        page: where it begins.
        style, style_key: its style.
        runs: its characters so far.
        in_mark: whether the properties being read are those of the paragraph, not of a run.
        broken_off: whether its end was struck out, so that the next paragraph goes on with it.
        boxes: what stands in text boxes that hang on it.
    """

    styles: Styles
    page: int
    style: Style
    style_key: str = ""
    runs: list[Run] = field(default_factory=list)
    in_mark: bool = False
    broken_off: bool = False
    boxes: list[Block] = field(default_factory=list)
    centred: bool | None = None
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None
    look: dict[str, Any] = field(default_factory=dict)
    character_style: Look = PLAIN_LOOK
    shown: Look | None = None

    def add(self, text: str) -> None:
        """Add characters in the look of the run."""
        look = self.shown
        if look is None:
            under = self.character_style.over(self.style.look)
            look = self.shown = Look(**self.look).over(under) if self.look else under
        if look.hidden:
            return
        if look.font is not None:
            text = read_font(text, look.font)
        if look.capitals:
            text = text.upper()
        self.runs.append(Run(text, bool(look.bold), bool(look.italic), bool(look.superscript)))

    def finish(self, lists: Lists, in_cell: bool) -> list[Block]:
        """Return its blocks: its own with their label, and those of its text boxes.

        Args:
            lists: of the file; the paragraph is counted there.
            in_cell: whether it stands in a table, where a label alone is a value (the row's number).
        """
        if self.style.name.startswith("toc "):  # a table of contents says every heading twice
            return self.boxes
        kind, level = self._rank()
        label, bullet = self._count(lists)
        runs = self.runs
        first = next((run for run in runs if run.text.strip()), Run("") if in_cell else None)
        if label and first is not None:
            runs = [Run(f"{label} ", first.bold, first.italic), *runs]
            kind = "list" if bullet else kind
        centred = bool(self.style.centred if self.centred is None else self.centred)
        return make_blocks(runs, kind, centred, level, Place(page=self.page)) + self.boxes

    def _rank(self) -> tuple[BlockKind, int | None]:
        level = self.style.outline if self.outline is None else self.outline + 1
        return ("heading", level) if level is not None and level <= 9 else ("paragraph", None)

    def _count(self, lists: Lists) -> tuple[str, bool]:
        list_id = self.style.list_id if self.list_id is None else self.list_id
        if list_id is None or list_id == "0":
            return "", False
        depth = self.style.depth if self.depth is None else self.depth
        if depth is None:
            depth = lists.styled.get((list_id, self.style_key), 0)
        return lists.label(list_id, depth)


def _set_style(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.style_key = attributes.get(VAL, "")
    paragraph.style = paragraph.styles.paragraph(paragraph.style_key)


def _enter_mark(paragraph: Paragraph, _: Attributes) -> None:
    paragraph.in_mark = True


def _align(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.centred = attributes.get(VAL) == "center"


def _set_list(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.list_id = attributes.get(VAL)


def _set_depth(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.depth = read_number(attributes.get(VAL), 0)


def _set_outline(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.outline = read_number(attributes.get(VAL), 9)


def _start_run(paragraph: Paragraph, _: Attributes) -> None:
    paragraph.look = {}
    paragraph.character_style = PLAIN_LOOK
    paragraph.shown = None


def _set_character_style(paragraph: Paragraph, attributes: Attributes) -> None:
    if not paragraph.in_mark:
        paragraph.character_style = paragraph.styles.look(attributes.get(VAL, ""))


def _set_font(paragraph: Paragraph, attributes: Attributes) -> None:
    font = attributes.get(f"{W}ascii")
    if font is not None and not paragraph.in_mark:
        paragraph.look["font"] = font


def _raise(paragraph: Paragraph, attributes: Attributes) -> None:
    if not paragraph.in_mark:
        paragraph.look["superscript"] = attributes.get(VAL) == "superscript"


def _toggle(key: str) -> Callable[[Paragraph, Attributes], None]:
    def toggle(paragraph: Paragraph, attributes: Attributes) -> None:
        if not paragraph.in_mark:
            paragraph.look[key] = read_flag(attributes.get(VAL))

    return toggle


def _add_tab(paragraph: Paragraph, _: Attributes) -> None:
    if not paragraph.in_mark:  # in its properties, a tab is a place on the ruler
        paragraph.add("\t")


def _break_line(paragraph: Paragraph, attributes: Attributes) -> None:
    if attributes.get(f"{W}type", "textWrapping") == "textWrapping":
        paragraph.add("\n")


def _add_hyphen(paragraph: Paragraph, _: Attributes) -> None:
    paragraph.add("-")


def _add_symbol(paragraph: Paragraph, attributes: Attributes) -> None:
    """A character of a symbol font: those in the private area have no meaning outside it."""
    code = int(attributes.get(f"{W}char", "0") or "0", 16)
    if 0x20 <= code < 0xE000:
        paragraph.add(chr(code))


STARTS: dict[str, Callable[[Paragraph, Attributes], None]] = {
    f"{W}pPr": _enter_mark,
    f"{W}pStyle": _set_style,
    f"{W}jc": _align,
    f"{W}numId": _set_list,
    f"{W}ilvl": _set_depth,
    f"{W}outlineLvl": _set_outline,
    f"{W}r": _start_run,
    f"{W}rStyle": _set_character_style,
    f"{W}rFonts": _set_font,
    f"{W}vertAlign": _raise,
    f"{W}b": _toggle("bold"),
    f"{W}i": _toggle("italic"),
    f"{W}vanish": _toggle("hidden"),
    f"{W}caps": _toggle("capitals"),
    f"{W}tab": _add_tab,
    f"{W}br": _break_line,
    f"{W}cr": _break_line,
    f"{W}noBreakHyphen": _add_hyphen,
    f"{W}sym": _add_symbol,
}
