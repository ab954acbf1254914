"""Sections from the numbering, nested by it whatever the markup says, and every paragraph's place among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.document import Section
from corpus.headings import CLAUSE_CHARACTERS, Heading, read_heading
from corpus.inserts import find_attached, find_quoted, is_type
from corpus.lead_ins import find_agency
from corpus.lines import Part
from corpus.nesting import Nesting, Node
from corpus.numbering import RANKS, Label
from corpus.paragraphs import Paragraph

Role = Literal[
    "heading", "clause", "bullet", "paragraph", "footnote", "table", "head", "recipients", "signature"
]

#: Kinds of label whose heading may stand on the next line.
_HEADED_BELOW = frozenset(
    ("annex", "part", "chapter", "section", "subsection", "article", "roman", "letter", "number")
)
_LONGEST_BELOW = 300
_LOOKED_AHEAD = 8
_FORMS: dict[Part, tuple[Role, str]] = {
    "head": ("head", "đầu"),
    "title": ("head", "đầu"),
    "recipients": ("recipients", "nơi-nhận"),
    "signature": ("signature", "ký"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one paragraph stands.

    Attributes:
        role: what it is; a ``heading`` is nothing but the heading of its section.
        section: index of the deepest section that it stands in, -1 before the first.
        address: unique in the document.
        labels: as printed, from the root down to it.
        depth: of a bullet, 1 and more.
    """

    role: Role
    section: int
    address: str
    labels: tuple[str, ...]
    depth: int = 0


def read_outline(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Section, ...], list[Entry]]:
    """Return the sections of a document in order, and for each paragraph where it stands.

    Args:
        paragraphs: as `corpus.paragraphs.read_paragraphs` returns them.
    """
    outline = _Outline(paragraphs)
    for index in range(len(paragraphs)):
        outline.place(index)
    return outline.close(), outline.entries


class _Outline:
    """Reads paragraph after paragraph."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.entries: list[Entry] = []
        self._paragraphs = paragraphs
        self._nesting = Nesting()
        self._copies: dict[str, int] = {}
        self._quoted = find_quoted(paragraphs)
        self._attached = find_attached(paragraphs)
        self._documents = 1
        self._headed = -1  # the last paragraph that belongs to a heading begun before it

    def place(self, index: int) -> None:
        """Give one paragraph its place."""
        paragraph = self._paragraphs[index]
        label = None if index in self._quoted else paragraph.label
        innermost = self._nesting.innermost
        if paragraph.kind == "footnote":
            self._enter("footnote", f"fn{paragraph.number}", (*innermost.labels, f"[{paragraph.number}]"))
        elif paragraph.part != "body":
            self._place_form(paragraph.part)
        elif index <= self._headed:
            self._enter("heading", f"{innermost.anchor}.h", innermost.labels)
        elif index in self._attached:
            self._open_attached(index, self._attached[index])
        elif paragraph.kind == "table":
            self._place_plain(index, "table")
        elif label is None:
            self._place_plain(index, "paragraph")
        elif label.kind == "bullet":
            self._place_bullet(index, label)
        else:
            self._open_numbered(index, label)

    def close(self) -> tuple[Section, ...]:
        """Return the sections."""
        ends = [node.body_start for node in self._nesting.nodes]
        for paragraph, entry in zip(self._paragraphs, self.entries, strict=True):
            if entry.section >= 0:
                ends[entry.section] = max(ends[entry.section], paragraph.end)
        return self._nesting.as_sections(ends)

    def _enter(self, role: Role, address: str, labels: tuple[str, ...], depth: int = 0) -> str:
        """Record a paragraph's place under an address that no other has, and return that address."""
        copy = self._copies[address] = self._copies.get(address, 0) + 1
        unique = f"{address}~{copy}" if copy > 1 else address
        self.entries.append(Entry(role, self._nesting.index, unique, labels, depth))
        return unique

    def _place_form(self, part: Part) -> None:
        role, address = _FORMS[part]
        self._nesting.clear()
        self._enter(role, address, ())

    def _place_plain(self, index: int, role: Role) -> None:
        """Place a paragraph without a label; one that names an agency and a colon is an item."""
        self._nesting.leave_items()
        node = self._nesting.innermost
        node.paragraphs += 1
        if node.tree:
            node.tree.leave()
        address = _below(node, f"p{node.paragraphs}")
        plain = role == "paragraph" and index not in self._quoted
        agency = find_agency(self._paragraphs[index].text) if plain else None
        if agency:
            self._open_item(index, "", address, agency)
        else:
            self._enter(role, address, node.labels)

    def _place_bullet(self, index: int, label: Label) -> None:
        """Place a bullet; one that names an agency, or stands below one that does, is an item."""
        text = self._paragraphs[index].text
        host = self._nesting.numbered
        agency = find_agency(text, label.end)
        step = host.bullets.step(label.printed, agency is not None, text.endswith(":"))
        self._nesting.leave_items(step.depth)
        address = _below(host, step.address)
        innermost = self._nesting.innermost
        if agency or innermost.kind == "item":
            self._open_item(index, label.printed, address, agency or (label.end, -1), step.depth)
        else:
            self._enter("bullet", address, (*innermost.labels, *step.labels), step.depth)

    def _open_item(
        self, index: int, printed: str, address: str, agency: tuple[int, int], depth: int = 0
    ) -> None:
        """Open the section of a line that names an agency, or of a bullet below one (``agency`` ends at -1)."""
        paragraph = self._paragraphs[index]
        above = self._nesting.innermost
        above.items += 1
        start, end = agency
        words = paragraph.text[start:end].strip() if end >= 0 else paragraph.text[start:][:CLAUSE_CHARACTERS]
        body = min(paragraph.start + (end + 1 if end >= 0 else start), paragraph.end)
        path = _below(above, f"{'+' if printed == '+' else '-'}{above.items}", above.path)
        node = Node(
            path, printed, words, "item", paragraph.start, body, address, rank=RANKS["bullet"] + depth
        )
        self._nesting.push(node)
        node.anchor = self._enter("bullet" if printed else "paragraph", address, node.labels, depth)

    def _open_numbered(self, index: int, label: Label) -> None:
        """Open the section of a numbered paragraph, and take the next line as its heading if it has none."""
        paragraph = self._paragraphs[index]
        self._nesting.leave_for(label)
        heading = read_heading(paragraph, label, self._nesting.in_article, self._has_body(index, label))
        body = paragraph.start + heading.end
        if not heading.words and label.kind in _HEADED_BELOW and self._is_heading_below(index + 1):
            self._headed = index + 1
            below = self._paragraphs[index + 1]
            heading, body = Heading(below.text.rstrip(" :."), "heading", len(below.text)), below.end
        node = self._push(label, heading, paragraph.start, body)
        node.anchor = self._enter("heading" if body >= paragraph.end else "clause", node.anchor, node.labels)

    def _push(self, label: Label, heading: Heading, start: int, body: int) -> Node:
        path = self._nesting.make_path(label)
        node = Node(
            path,
            label.printed,
            heading.words,
            heading.kind,
            start,
            body,
            path,
            rank=label.rank,
            numbering=label,
        )
        self._nesting.push(node)
        return node

    def _open_attached(self, index: int, last: int) -> None:
        """Open a document that stands in the same file after the first, under its type and title."""
        self._nesting.clear()
        self._documents += 1
        paragraph = self._paragraphs[index]
        typed = is_type(paragraph.text)
        label = Label(
            "annex", paragraph.text if typed else "", f"VB{self._documents}", 0, len(paragraph.text)
        )
        title = " ".join(p.text for p in self._paragraphs[index + typed : last + 1])
        self._headed = last
        node = self._push(
            label, Heading(title, "heading", label.end), paragraph.start, self._paragraphs[last].end
        )
        node.anchor = self._enter("heading", node.anchor, node.labels)

    def _has_body(self, index: int, label: Label) -> bool:
        """Tell whether the next paragraph stands below this one."""
        for later in self._paragraphs[index + 1 : index + _LOOKED_AHEAD]:
            if later.kind != "footnote":
                return later.part == "body" and (later.label is None or later.label.rank > label.rank)
        return False

    def _is_heading_below(self, index: int) -> bool:
        """Tell whether a paragraph can be the heading of a label that stands alone before it."""
        if index >= len(self._paragraphs):
            return False
        below = self._paragraphs[index]
        plain = below.part == "body" and below.kind == "paragraph" and below.label is None
        return (
            plain
            and len(below.text) < _LONGEST_BELOW
            and below.text[-1] not in ".;,:"
            and below.text[0] != "("
        )


def _below(node: Node, step: str, base: str | None = None) -> str:
    """Return an address (or, from a ``base``, a path) one step below a section's."""
    above = node.anchor if base is None else base
    return f"{above}.{step}" if above else step
