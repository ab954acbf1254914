"""Web pages: HTML as browsers forgive it, parsed by lxml without a network; and the MHTML that Word saves."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy

from lxml import etree

from corpus.block import Block, BlockKind, Run
from corpus.formats.columns import order_columns
from corpus.formats.flow import Flow
from corpus.formats.html_grid import Grid, ItemList, read_ruled
from corpus.formats.legacy_fonts import read_font
from corpus.formats.limits import Limits
from corpus.formats.refusal import Refusal

_CHUNK = 1 << 16
_DROPPED = frozenset(
    "head script style noscript template nav aside button select textarea svg iframe object audio video math "
    "datalist dialog canvas map".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer center blockquote ul ol dl dt dd li h1 h2 h3 h4 h5 h6 pre hr address "
    "figure figcaption form fieldset legend details summary body html caption".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_VOID = frozenset("br hr img input meta link col area base embed source track wbr".split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,2000}\[|<!ENTITY", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SET_BY_TAG = {
    "b": "bold", "strong": "bold", "th": "bold", "i": "italic", "em": "italic", "cite": "italic", "var": "italic",
    "sup": "superscript", "pre": "kept", "center": "centred",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element shows its text in, inherited by what it holds."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    centred: bool = False
    kept: bool = False
    font: str = ""
    level: int | None = None
    footnote: bool = False


def read_html(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """Return the blocks of a web page: no scripts, styles, menus; tables with their heads.

    Args:
        data: the file, in any encoding that it declares, UTF-8, UTF-16 or Windows-1258.
        limits: bounds.

    Raises:
        Refusal: it declares entities, or says nothing.
    """
    if _SUBSET.search(data[: 1 << 16].replace(b"\x00", b"")):
        raise Refusal("entities")
    page = _Page(limits)
    parser = etree.HTMLParser(
        target=page, encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True
    )
    try:
        for chunk in _decode(data):
            parser.feed(chunk)
        blocks = parser.close()
    except etree.LxmlError as error:
        raise Refusal("damaged") from error
    return order_columns(blocks)


def read_mhtml(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """Return the blocks of a web page that was saved in one file (RFC 2557)."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return read_html(body, limits)
    raise Refusal("unknown")


def _decode(data: bytes) -> Iterator[bytes]:
    """The file in UTF-8, chunk by chunk."""
    for encoding in _guess_encodings(data):
        try:
            for _ in _recode(data, encoding, "strict"):
                pass
        except (UnicodeError, LookupError):
            continue
        return _recode(data, encoding, "strict")
    return _recode(data, "cp1258", "replace")


def _guess_encodings(data: bytes) -> Iterator[str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            yield encoding
    if data[:200].count(0) > 40:
        yield "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    yield "utf-8"
    declared = _CHARSET.search(data[:8192])
    if declared:
        name = declared.group(1).decode("ascii", "ignore")
        yield "cp1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii") else name


def _recode(data: bytes, encoding: str, errors: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for start in range(0, len(data), _CHUNK):
        chunk = data[start : start + _CHUNK]
        yield decoder.decode(chunk, start + _CHUNK >= len(data)).encode("utf-8", "replace")


class _Page:
    """Listens to the parser: elements as they open and close, and what stands between them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._looks: list[tuple[str, _Look]] = [("", _Look())]
        self._flows = [Flow(limits)]
        self._tables: list[Grid] = []
        self._lists: list[ItemList] = []
        self._dropping: list[str] = []
        self._label = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if self._dropping or tag in _DROPPED or _is_hidden(attributes):
            if tag not in _VOID:
                self._dropping.append(tag)
            return
        if tag == "br":
            self._flows[-1].add(self._run("\n"))
            return
        if tag in _BLOCKS or tag in ("table", "tr", "td", "th"):
            self._end_paragraph()
        self._looks.append((tag, _change_look(self._looks[-1][1], tag, attributes)))
        self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        if self._dropping:
            if self._dropping[-1] == tag:
                self._dropping.pop()
            return
        if tag in _BLOCKS or tag in ("table", "tr", "td", "th"):
            self._end_paragraph()
        self._close(tag)
        if len(self._looks) > 1 and any(opened == tag for opened, _ in self._looks[-50:]):
            while self._looks.pop()[0] != tag:
                pass

    def data(self, text: str) -> None:
        """Characters."""
        if self._dropping:
            return
        look = self._looks[-1][1]
        words = text if look.kept else _SPACE.sub(" ", text)
        if self._label and words.strip():
            self._flows[-1].add(replace(self._run(f"{self._label} "), superscript=False))
            self._label = ""
        if words:
            self._flows[-1].add(self._run(words))

    def close(self) -> list[Block]:
        """The page is over."""
        self._end_paragraph()
        while self._tables:
            self._end_table()
        return self._flows[0].blocks

    def _run(self, text: str) -> Run:
        look = self._looks[-1][1]
        text = read_font(text, look.font) if look.font else text
        if look.superscript and re.fullmatch(r"\[\w{1,4}\]", text.strip()):
            text = text.strip()[1:-1]
        return Run(text, look.bold, look.italic, look.superscript)

    def _end_paragraph(self) -> None:
        look = self._looks[-1][1]
        kind: BlockKind = "footnote" if look.footnote else "heading" if look.level else "paragraph"
        self._flows[-1].end_paragraph(kind, look.centred, look.level)

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            flow = Flow(self._limits)
            flow.start_table()
            self._flows.append(flow)
            self._tables.append(Grid(ruled=read_ruled(attributes)))
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].open_cell(tag, attributes, self._flows[-1])
        elif tag in ("ul", "ol"):
            self._lists.append(ItemList(tag == "ol", attributes))
        elif tag == "li" and self._lists:
            self._label = self._lists[-1].count()

    def _close(self, tag: str) -> None:
        if tag in ("td", "th") and self._tables:
            self._tables[-1].close_cell(self._flows[-1])
        elif tag == "tr" and self._tables:
            self._tables[-1].close_row(self._flows[-1])
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def _end_table(self) -> None:
        grid, flow = self._tables.pop(), self._flows.pop()
        grid.close_cell(flow)
        grid.close_row(flow)
        flow.end_table(grid.ruled)
        self._flows[-1].take(flow.blocks)


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "mso-hide:all" in style


def _change_look(look: _Look, tag: str, attributes: dict[str, str]) -> _Look:
    """What an element shows its text in: by its name, its attributes, and its style."""
    change: dict[str, object] = {}
    if tag in _SET_BY_TAG:
        change[_SET_BY_TAG[tag]] = True
    if tag in _HEADINGS:
        change |= {"bold": True, "level": _HEADINGS[tag]}
    if tag in _BLOCKS or tag in ("td", "th"):
        change |= _read_alignment(attributes)
    kind = attributes.get("class", "")
    if kind.startswith("MsoFootnoteText"):
        change["footnote"] = True
    elif "FootnoteReference" in kind:
        change["superscript"] = True
    if "face" in attributes:
        change["font"] = attributes["face"]
    if "style" in attributes:
        change |= _read_style(attributes["style"])
    return replace(look, **change) if change else look  # type: ignore[arg-type]


def _read_alignment(attributes: dict[str, str]) -> dict[str, object]:
    align = attributes.get("align", "").lower()
    return {"centred": align == "center"} if align else {}


def _read_style(style: str) -> dict[str, object]:
    change: dict[str, object] = {}
    for name, value in _split_style(style):
        if name == "font-weight":
            change["bold"] = value in ("bold", "bolder", "600", "700", "800", "900")
        elif name == "font-style":
            change["italic"] = value in ("italic", "oblique")
        elif name == "text-align":
            change["centred"] = value == "center"
        elif name == "vertical-align" and value in ("super", "sub", "baseline"):
            change["superscript"] = value == "super"
        elif name == "font-family":
            change["font"] = value.split(",")[0].strip("\"' ")
    return change


def _split_style(style: str) -> Iterator[tuple[str, str]]:
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        yield name.strip(), value.strip()
