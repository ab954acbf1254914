"""Blocks to paragraphs: sentences cut by pages and lines joined, footnotes tied to the sentence that calls them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.block import Block
from corpus.frame import Frame, find_frame
from corpus.joining import find_joint, is_bare, measure_width
from corpus.letters import is_upper
from corpus.lines import Line, Note, Part, read_lines
from corpus.numbering import Label, read_label
from corpus.page_marks import drop_page_marks
from corpus.sequence import Sequencer

_Tied = tuple[Note, int | None]
"""A footnote, and the offset in its paragraph where it is called."""

#: A line of a table of contents.
_CONTENTS = re.compile(r"(?:\.{3,}|…+)\s*\d{1,4}$")
_NOTE_BESIDE = re.compile(r"\s*(\((?:để|ðể|b/c|p/h)[^()]{0,60}\))[,;.]?$")


@dataclass(slots=True)
class Paragraph:
    """One line of the canonical text.

    Attributes:
        text: as it stands there.
        part: the component of the document's form that it belongs to.
        kind: ``footnote`` for a line ``[12] …``.
        start: its offset in the canonical text.
        lead: characters from its start that are set bold or italic.
        level: depth of its heading where the format has headings.
        label: its numbering.
        number: of a footnote, as printed.
        anchor: of a footnote, offset in the canonical text where it is called; None if nothing calls it.
        pages: (offset in the text, page) of each line that it was joined of, where pages are known.
    """

    text: str
    part: Part = "body"
    kind: Literal["paragraph", "table", "footnote"] = "paragraph"
    start: int = 0
    lead: int = 0
    level: int | None = None
    label: Label | None = None
    number: str = ""
    anchor: int | None = None
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        """Offset after its last character in the canonical text."""
        return self.start + len(self.text)


def read_paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the paragraphs of a document, each the line of the canonical text that it will be.

    A footnote stands right after the paragraph that calls it, as ``[12] Thu hút …``.

    Args:
        blocks: what a reader yields.
    """
    lines, notes = read_lines(blocks)
    _assign_parts(lines, find_frame([line.text for line in lines]))
    dropped = drop_page_marks(lines)
    _read_labels(lines, dropped)
    drafts = list(_join(lines, dropped))
    del lines
    return _lay_out(drafts, _tie(drafts, notes), notes)


def _assign_parts(lines: Sequence[Line], frame: Frame) -> None:
    """Give each line its part; later components win where ranges overlap, recipients last."""
    named: tuple[tuple[tuple[int, int] | None, Part], ...] = (
        (frame.head, "head"),
        (frame.title, "title"),
        (frame.signature, "signature"),
        (frame.recipients, "recipients"),
    )
    for span, part in named:
        for line in lines[span[0] : span[1]] if span else ():
            line.part = part


def _read_labels(lines: Sequence[Line], dropped: Sequence[bool]) -> None:
    """Give every line of the body its numbering; what only looks like one in the middle of a sentence is none."""
    sequencer = Sequencer()
    before: Line | None = None
    for line, gone in zip(lines, dropped, strict=True):
        if gone:
            continue
        if line.part == "body" and line.kind != "table":
            label = read_label(line.text)
            if label and not _CONTENTS.search(line.text[-12:]) and sequencer.accepts(label, line, before):
                line.label = label
        before = line if line.part == "body" else None


def _join(lines: Sequence[Line], dropped: Sequence[bool]) -> Iterator[tuple[int, Line]]:
    """Yield the index of each paragraph's first line, and that line with the others joined to it."""
    width = measure_width([line for line in lines if line.part == "body"])
    first, draft = 0, None
    cut = False
    for index, line in enumerate(lines):
        if dropped[index]:
            cut = cut or line.kind != "rule"
            continue
        line.cut, cut = line.cut or cut, False
        joint = _find_joint(draft, line, width) if draft else None
        if draft is not None and joint is not None:
            _append(draft, line, joint)
            continue
        if draft is not None:
            line.headed = is_bare(draft)
            yield first, draft
        first, draft = index, line
    if draft is not None:
        yield first, draft


def _find_joint(draft: Line, line: Line, width: int | None) -> str | None:
    """Return what joins a line to a paragraph, by the rules of the component that they stand in."""
    if draft.part != line.part:
        return None
    if line.part == "body":
        return find_joint(draft, line, width)
    if line.part == "title":
        return " " if is_upper(draft.text) == is_upper(line.text) else None
    if line.part == "recipients":
        goes_on = draft.text[0] in "-–+•*●" and read_label(line.text) is None
        return " " if goes_on and not is_upper(line.text) else None
    return None


def _append(draft: Line, line: Line, joint: str) -> None:
    beside = _NOTE_BESIDE.search(draft.text) if draft.part == "recipients" else None
    if beside:  # a bracket's note, printed beside two lines, stands between them: it belongs after both
        rest = line.text.rstrip(",;. ")
        draft.text = (
            f"{draft.text[: beside.start()]} {rest} {beside.group(1)}{line.text[len(rest) :].strip()}"
        )
    else:
        start = len(draft.text) + len(joint)
        if draft.lead >= len(draft.text):
            draft.lead = start + line.lead
        draft.marks += tuple((start + at, number) for at, number in line.marks)
        draft.pages += tuple((start + at, page) for at, page in line.pages)
        draft.text += joint + line.text
    draft.width = line.width


def _tie(drafts: Sequence[tuple[int, Line]], notes: Sequence[Note]) -> dict[int, list[_Tied]]:
    """Return the footnotes to put after paragraphs, by index, each with the offset of its mark.

    Numbers may begin again on every page: a note belongs to the nearest mark before it that no other has taken,
    or else to the first one after it.
    """
    marks: dict[str, list[tuple[int, int]]] = {}
    for at, (_, draft) in enumerate(drafts):
        for offset, number in draft.marks:
            marks.setdefault(number, []).append((at, offset))
    tied: dict[int, list[_Tied]] = {}
    at = 0
    for note in notes if drafts else ():
        while at + 1 < len(drafts) and drafts[at + 1][0] < note.after:
            at += 1
        waiting = marks.get(note.number, [])
        nearest = max(0, bisect_right(waiting, (at, len(drafts[at][1].text))) - 1)
        called = waiting.pop(nearest) if waiting else None
        tied.setdefault(called[0] if called else at, []).append((note, called[1] if called else None))
    return tied


def _lay_out(
    drafts: list[tuple[int, Line]], tied: dict[int, list[_Tied]], notes: Sequence[Note]
) -> list[Paragraph]:
    """Return the paragraphs with their offsets in the canonical text; the drafts are used up."""
    paragraphs: list[Paragraph] = []
    start = 0
    for note in () if drafts else notes:
        paragraphs.append(_write_note(note, "body"))
        paragraphs[-1].start, start = start, start + len(paragraphs[-1].text) + 1
    drafts.reverse()
    for at in range(len(drafts)):
        _, line = drafts.pop()
        kind: Literal["paragraph", "table"] = "table" if line.kind == "table" else "paragraph"
        paragraph = Paragraph(
            line.text, line.part, kind, start, line.lead, line.level, line.label, pages=line.pages
        )
        paragraphs.append(paragraph)
        for note, offset in sorted(tied.get(at, ()), key=lambda pair: (pair[1] is None, pair[1] or 0)):
            paragraphs.append(_write_note(note, line.part))
            paragraphs[-1].anchor = None if offset is None else paragraph.start + offset
            paragraphs[-1].start = paragraphs[-2].end + 1
        start = paragraphs[-1].end + 1
    return paragraphs


def _write_note(note: Note, part: Part) -> Paragraph:
    pages = ((0, note.place.page),) if note.place.page is not None else ()
    return Paragraph(f"[{note.number}] {note.text}", part, "footnote", number=note.number, pages=pages)
