"""A document among those it stands to, laid out for drawing: before it on the left, after it on the right."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH = 1000  # with documents on both sides, in units of the drawing: pixels where there is room
_BOX_WIDTH = 286
_LEFT, _MIDDLE, _RIGHT = 1, 357, _WIDTH - _BOX_WIDTH - 1
_PADDING = 12
_LINE, _TITLE, _GAP, _GROUP_GAP = 20, 26, 10, 18
_NAME_LETTERS, _DETAIL_LETTERS = 30, 35  # what a line of a box takes at its widest
_NAME_LINES, _DETAIL_LINES = 3, 2
_MOST = 8  # boxes of one group; the list beside the drawing holds every document


@dataclass(frozen=True, slots=True)
class Node:
    """What is told of one document; `url` is "" where the library does not hold it."""

    name: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that stand to the drawn one in the same way; `relation` names the way."""

    relation: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A document where it is drawn, its words cut into lines.

    Attributes:
        x, y, height: of its rectangle, whose width is `Drawing.box_width`.
        name, detail: (y, words) of each line.
    """

    node: Node
    x: int
    y: int
    height: int
    name: tuple[tuple[int, str], ...]
    detail: tuple[tuple[int, str], ...]

    @property
    def middle(self) -> int:
        """Where edges meet it."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group above its boxes; `left_out` counts those that are only in the list."""

    relation: str
    x: int
    y: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn, in units of the view box.

    Attributes:
        left, width: of what is to be seen; an empty side is cut away.
        centre: the document itself.
        edges: path data of the arrows.
    """

    left: int
    width: int
    height: int
    centre: Box
    boxes: tuple[Box, ...]
    headings: tuple[Heading, ...]
    edges: tuple[str, ...]
    box_width: int = _BOX_WIDTH
    padding: int = _PADDING


def draw(centre: Node, before: Sequence[Group], after: Sequence[Group]) -> Drawing:
    """Lay a document out among others.

    Args:
        centre: the document.
        before: what it implements, rests on, amends, replaces; an arrow leads to each.
        after: what does so to it; an arrow leads from each.
    """
    left_boxes, left_heads, left_height = _set_column(before, _LEFT)
    right_boxes, right_heads, right_height = _set_column(after, _RIGHT)
    alone = _set_box(centre, _MIDDLE, 0)
    height = max(left_height, right_height, alone.height + 2)
    middle = _set_box(centre, _MIDDLE, (height - alone.height) // 2)
    edges = [_edge(middle.x, middle.middle, box.x + _BOX_WIDTH, box.middle) for box in left_boxes]
    edges += [_edge(box.x, box.middle, middle.x + _BOX_WIDTH, middle.middle) for box in right_boxes]
    start = 0 if before else _MIDDLE - 1
    end = _WIDTH if after else _MIDDLE + _BOX_WIDTH + 1
    return Drawing(
        start,
        end - start,
        height,
        middle,
        (*left_boxes, *right_boxes),
        (*left_heads, *right_heads),
        tuple(edges),
    )


def _set_column(groups: Sequence[Group], x: int) -> tuple[list[Box], list[Heading], int]:
    boxes: list[Box] = []
    headings: list[Heading] = []
    y = 0
    for group in groups:
        y += _GROUP_GAP if boxes else 0
        headings.append(Heading(group.relation, x, y + _LINE - 5, max(0, len(group.nodes) - _MOST)))
        y += _TITLE
        for node in group.nodes[:_MOST]:
            boxes.append(_set_box(node, x, y))
            y += boxes[-1].height + _GAP
    return boxes, headings, y


def _set_box(node: Node, x: int, y: int) -> Box:
    first = y + _PADDING + 14
    names = _cut(node.name, _NAME_LETTERS, _NAME_LINES)
    details = _cut(node.detail, _DETAIL_LETTERS, _DETAIL_LINES)
    name = tuple((first + i * _LINE, line) for i, line in enumerate(names))
    below = first + len(names) * _LINE
    detail = tuple((below + i * (_LINE - 3), line) for i, line in enumerate(details))
    height = 2 * _PADDING + len(names) * _LINE + len(details) * (_LINE - 3)
    return Box(node, x, y, height, name, detail)


def _cut(words: str, letters: int, lines: int) -> list[str]:
    return textwrap.wrap(words, letters, max_lines=lines, placeholder="…", break_on_hyphens=False)


def _edge(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (x + to_x) // 2
    return f"M{x} {y}C{half} {y} {half} {to_y} {to_x} {to_y}"
