"""The sections that are open while a document is read, and which of them a new label closes."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bullets import BulletTree
from corpus.document import Section, SectionKind
from corpus.numbering import RANKS, Label


@dataclass(slots=True)
class Node:
    """A section while the document is read.

    Attributes:
        parent: index of the section that it stands in, -1 at the root.
        level: 1 at the root.
        labels: as printed, from the root.
        rank: how deep its numbering nests.
        numbering: None for an item.
        items: sections below it that are items, counted so far.
        paragraphs: paragraphs without a label in it, counted so far.
        tree: the bullets in it, None before the first.
    """

    path: str
    label: str
    heading: str
    kind: SectionKind
    start: int
    body_start: int
    anchor: str
    parent: int = -1
    level: int = 0
    labels: tuple[str, ...] = ()
    rank: int = 0
    numbering: Label | None = None
    items: int = 0
    paragraphs: int = 0
    tree: BulletTree | None = None

    @property
    def bullets(self) -> BulletTree:
        """The bullets in it, counted so far."""
        if self.tree is None:
            self.tree = BulletTree()
        return self.tree


class Nesting:
    """A stack of open sections.

    Attributes:
        nodes: every section so far, in order.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._stack: list[int] = []
        self._root = Node("", "", "", "heading", 0, 0, "")

    @property
    def innermost(self) -> Node:
        """The deepest open section; the document itself where none is open."""
        return self.nodes[self._stack[-1]] if self._stack else self._root

    @property
    def index(self) -> int:
        """Its index, -1 where none is open."""
        return self._stack[-1] if self._stack else -1

    @property
    def numbered(self) -> Node:
        """The deepest open section with a number, which counts the bullets in it."""
        return next((node for node in self._open() if node.kind != "item"), self._root)

    @property
    def in_article(self) -> bool:
        """Whether an article is open."""
        return any(_kind(node) == "article" for node in self._open())

    def clear(self) -> None:
        """Close every section."""
        self._stack = []

    def push(self, node: Node) -> None:
        """Open a section below the deepest open one."""
        above = self.innermost
        node.parent, node.level = self.index, above.level + 1
        node.labels = (*above.labels, node.label) if node.label else above.labels
        self.nodes.append(node)
        self._stack.append(len(self.nodes) - 1)

    def leave_items(self, depth: int = 0) -> None:
        """Close the items that a bullet of this depth does not stand below; all of them for depth 0."""
        while self._stack and self.innermost.kind == "item":
            if depth and self.innermost.rank < RANKS["bullet"] + depth:
                break
            self._stack.pop()

    def leave_for(self, label: Label) -> None:
        """Close what a new label does not stand below: a section of its kind, or all that nest deeper."""
        for depth, at in enumerate(self._stack):
            node = self.nodes[at]
            if _kind(node) == label.kind and node.rank == label.rank:
                del self._stack[depth:]
                return
        while self._stack and self.innermost.rank >= label.rank:
            if label.kind in ("roman", "letter") and _kind(self.innermost) == "article":
                return  # ``Điều 1. Phê duyệt … sau:`` holds ``I.``, ``II.`` of its own
            self._stack.pop()

    def make_path(self, label: Label) -> str:
        """Return the path of a new section; articles are numbered through, and 2.1 already names its 2."""
        nodes = self._open()
        if label.kind == "article":
            base = next((node.path for node in nodes if _kind(node) == "annex"), "")
        elif label.kind == "number":
            limit = RANKS["number" if label.token[0].isdigit() else "roman"]
            base = next((node.path for node in nodes if node.rank < limit), "")
        elif label.kind == "subpoint" and "." in label.token:
            base = next((node.path for node in nodes if _kind(node) != "point"), "")
        else:
            base = self.innermost.path
        return f"{base}.{label.token}" if base else label.token

    def as_sections(self, ends: list[int]) -> tuple[Section, ...]:
        """Return the sections, each ending with the last of what stands below it; the nodes are used up.

        Args:
            ends: where the last paragraph of each section's own ends; used up.
        """
        for at in range(len(self.nodes) - 1, -1, -1):
            parent = self.nodes[at].parent
            if parent >= 0:
                ends[parent] = max(ends[parent], ends[at])
        sections = [_section(self.nodes.pop(), ends.pop()) for _ in range(len(self.nodes))]
        sections.reverse()
        return tuple(sections)

    def _open(self) -> Iterator[Node]:
        """Yield the open sections, the deepest first."""
        return (self.nodes[at] for at in reversed(self._stack))


def _section(node: Node, end: int) -> Section:
    return Section(
        node.path, node.label, node.heading, node.kind, node.level, node.start, end, node.body_start, node.anchor
    )  # fmt: skip


def _kind(node: Node) -> str:
    return node.numbering.kind if node.numbering else "item"
