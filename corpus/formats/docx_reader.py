"""Word documents (docx): ECMA-376 WordprocessingML."""

from xml.etree.ElementTree import Element

from corpus.block import Block
from corpus.formats.columns import order_columns
from corpus.formats.docx_body import Body, Notes, Surroundings
from corpus.formats.docx_lists import read_lists
from corpus.formats.docx_package import Package
from corpus.formats.docx_styles import W, read_styles
from corpus.formats.limits import Limits

_DRAWN = ("nil", "none")


def read_docx(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """Return the blocks of a docx file: paragraphs, tables, text boxes, notes; no headers or footers.

    Labels that Word generates are written out; struck-out text is gone and inserted text stands.

    Args:
        data: the file.
        limits: bounds of what it may unpack to.

    Raises:
        Refusal: it is damaged, encrypted, or hostile.
    """
    package = Package(data, limits)
    style_tree = package.tree("styles")
    styles = read_styles(style_tree)
    lists = read_lists(package.tree("numbering"), styles)
    around = Surroundings(styles, lists, _find_ruled(style_tree), limits)
    notes: Notes = {}
    for role in ("footnotes", "endnotes"):
        if (name := package.part(role)) is not None:
            body = Body(around)
            body.read(package.stream(name))
            notes |= body.notes
    around.notes.update(notes)
    return order_columns(Body(around).read(package.stream(package.main)))


def _find_ruled(root: Element | None) -> frozenset[str]:
    """Ids of the table styles that draw lines."""
    if root is None:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in root.iter(f"{W}style")
        for borders in style.iter(f"{W}tblBorders")
        if any(border.get(f"{W}val", "nil") not in _DRAWN for border in borders)
    )
