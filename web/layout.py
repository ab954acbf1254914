"""A document's text set as the document is: blocks of stretches of pieces, cut where something begins or ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.document import Document, Footnote, Passage, Section
from corpus.letters import fold
from web.spans import Spans

BlockKind = Literal["head", "heading", "paragraph", "bullet", "table", "recipients", "signature"]

_BULLETS = "-+•*·"
_NATIONAL_HEADS = ("dang cong san viet nam", "cong hoa xa hoi chu nghia viet nam")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a footnote is cited: its number, the mark's own id, and the id of the note."""

    number: str
    id: str
    note_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one style.

    Attributes:
        text: the document's own characters.
        strong: part of a heading that runs into its paragraph.
        url: page of the document that these words name, where the library has it.
        mark: a footnote cited here (`text` is then empty).
    """

    text: str
    strong: bool = False
    url: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces of one passage, or of none.

    Attributes:
        address: `Passage.address`, or "" outside of passages.
        first: whether the passage begins here; it then carries the address as its id.
        last: whether the passage ends here.
        cited: whether it is the passage that was asked for.
        page: of the original, from 1, on which the passage begins; None where that is not known.
    """

    address: str
    first: bool
    last: bool
    cited: bool
    pieces: tuple[Piece, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, set below the paragraph that cites it."""

    mark: Mark
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the text, which is one paragraph of the document.

    Attributes:
        level: of a heading from 1, of a bullet its depth from 1, else 0.
        anchors: ids of the sections that begin here and that no passage carries.
        notes: footnotes cited here.
    """

    kind: BlockKind
    level: int
    anchors: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The page of a document; `left` and `right` are the columns of its head, empty where it has none."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    title: tuple[Block, ...]
    body: tuple[Block, ...]


def lay_out(document: Document, cited: str = "", links: Mapping[str, str] | None = None) -> Layout:
    """Set a document's text.

    Args:
        document: the document.
        cited: address of the passage to mark, or "".
        links: pages of documents by the number that the text cites them by.
    """
    blocks = _Setter(document, cited, links or {}).set_blocks()
    heads = next((i for i, block in enumerate(blocks) if block.kind != "head"), len(blocks))
    left, right, title = _head_columns(blocks[:heads], document.metadata.type)
    return Layout(left, right, title, blocks[heads:])


class _Setter:
    """The parts of one document, ready to be asked what touches a line."""

    def __init__(self, document: Document, cited: str, links: Mapping[str, str]) -> None:
        self._text = document.text
        self._cited = cited
        self._begun: set[str] = set()
        self._addresses = {passage.address for passage in document.passages}
        self._passages: Spans[Passage] = Spans((p.start, p.end, p) for p in document.passages)
        self._sections: Spans[Section] = Spans((s.start, s.end, s) for s in document.sections)
        self._headings: Spans[Section] = Spans(
            (s.start, s.body_start, s) for s in document.sections if s.kind != "clause"
        )
        notes = [(i, note) for i, note in enumerate(document.footnotes) if note.anchor is not None]
        self._marks = Spans((note.anchor or 0, (note.anchor or 0) + 1, (i, note)) for i, note in notes)
        self._set_aside = Spans((*_whole_lines(document.text, note), i) for i, note in notes)
        self._links = Spans(
            (start, end, links[reference.number])
            for reference in document.references
            if reference.number in links
            for start, end in reference.spans
        )
        bodies = [p.start for p in document.passages if p.kind != "head"] + [
            s.start for s in document.sections
        ]
        self._body_start = min(bodies, default=0)

    def set_blocks(self) -> tuple[Block, ...]:
        return tuple(
            self._set_block(start, end)
            for start, end in _lines(self._text)
            if not any(
                first <= start and end <= last for first, last, _ in self._set_aside.touching(start, end)
            )
        )

    def _set_block(self, start: int, end: int) -> Block:
        kind, level = self._read_kind(start, end)
        sections = [section for _, _, section in self._sections.starting(start, end)]
        anchors = tuple(s.anchor for s in sections if s.anchor and s.anchor not in self._addresses)
        notes = tuple(self._set_note(i, note) for _, _, (i, note) in self._marks.starting(start, end + 1))
        return Block(kind, level, anchors, self._set_stretches(start, end), notes)

    def _read_kind(self, start: int, end: int) -> tuple[BlockKind, int]:
        headings = [
            h for first, last, h in self._headings.touching(start, end) if first <= start and end <= last
        ]
        if headings and headings[-1].kind == "heading":
            return "heading", headings[-1].level
        if end <= self._body_start:
            return "head", 0
        passages = [passage for _, _, passage in self._passages.touching(start, end)]
        kind = passages[0].kind if passages else "paragraph"
        if kind in ("table", "recipients", "signature"):
            return kind, 0
        depth = _bullet_depth(self._text[start:end], passages[0].labels if passages else ())
        return ("bullet", depth) if depth else ("paragraph", 0)

    def _set_note(self, index: int, note: Footnote) -> Note:
        first, end = _whole_lines(self._text, note)
        printed = self._text[first : note.start].strip(" \t[]()*.")
        start = note.start if printed in ("", note.number) else first
        return Note(_mark(index, note), self._set_stretches(start, end))

    def _set_stretches(self, start: int, end: int) -> tuple[Stretch, ...]:
        stretches = []
        done = start
        for first, last, passage in self._passages.touching(start, end):
            if max(first, done) > done:
                stretches.append(Stretch("", False, False, False, self._set_pieces(done, first)))
            begin, done = max(first, done), min(last, end)
            if begin < done:
                pieces = self._set_pieces(begin, done)
                cited = passage.address == self._cited
                begins = passage.address not in self._begun
                self._begun.add(passage.address)
                stretches.append(Stretch(passage.address, begins, done == last, cited, pieces, passage.page))
        if done < end or not stretches:
            stretches.append(Stretch("", False, False, False, self._set_pieces(done, end)))
        return _with_mark_at_end(tuple(stretches), self._pieces_of_marks(end, end + 1))

    def _set_pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        strong = self._headings.touching(start, end)
        links = self._links.touching(start, end)
        marks = self._marks.starting(start, end)
        cuts = {start, end} | {c for s, e, _ in [*strong, *links] for c in (s, e)} | {s for s, _, _ in marks}
        pieces: list[Piece] = []
        inside = sorted(cut for cut in cuts if start <= cut <= end)
        for first, last in pairwise(inside):
            pieces += self._pieces_of_marks(first, first + 1)
            is_strong = any(s <= first < e for s, e, _ in strong)
            url = next((url for s, e, url in links if s <= first < e), "")
            pieces.append(Piece(self._text[first:last], is_strong, url))
        return tuple(pieces)

    def _pieces_of_marks(self, start: int, end: int) -> list[Piece]:
        found = self._marks.starting(start, end)
        return [Piece("", mark=_mark(index, note)) for _, _, (index, note) in found]


def _with_mark_at_end(stretches: tuple[Stretch, ...], marks: Sequence[Piece]) -> tuple[Stretch, ...]:
    if not marks:
        return stretches
    return (*stretches[:-1], replace(stretches[-1], pieces=(*stretches[-1].pieces, *marks)))


def _mark(index: int, note: Footnote) -> Mark:
    return Mark(note.number, f"dan-chu-thich-{index + 1}", f"chu-thich-{index + 1}")


def _whole_lines(text: str, note: Footnote) -> tuple[int, int]:
    first = text.rfind("\n", 0, note.start) + 1
    end = text.find("\n", note.end)
    return first, end if end >= 0 else len(text)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _bullet_depth(line: str, labels: Sequence[str]) -> int:
    if line.lstrip()[:1] not in _BULLETS:
        return 0
    return max(1, sum(label[:1] in _BULLETS for label in labels if label))


def _head_columns(
    head: tuple[Block, ...], type_: str | None
) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
    """Part a head into issuer and number, national head with place and date, and type with title.

    Both standards set them so (Nghị định 30/2020/NĐ-CP, annex I; Hướng dẫn 36-HD/VPTW); a head of another
    form is left whole, as title.
    """
    texts = [fold(_text_of(block)).strip(" *-") for block in head]
    right = next((i for i, text in enumerate(texts) if text.startswith(_NATIONAL_HEADS)), None)
    if right is None or not type_:
        return (), (), head
    title = next((i for i, text in enumerate(texts) if i > right and text.startswith(fold(type_))), None)
    if title is None:
        return (), (), head
    return head[:right], head[right:title], head[title:]


def _text_of(block: Block) -> str:
    return "".join(piece.text for stretch in block.stretches for piece in stretch.pieces)
