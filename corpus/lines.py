"""Blocks to lines: words without markup, marks of footnotes taken out, notes set apart."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.block import Block, BlockKind, Place
from corpus.letters import is_rule
from corpus.numbering import Label, read_label

_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_MARK = re.compile(r"[(\[]?(\d{1,3}|\*{1,3})[)\]]?")
_BRACKETED = re.compile(r"\[(\d{1,3}|\*{1,3})\] ?(?=\S)")
_CALLED = re.compile(r" ?\[(\d{1,3}|\*{1,3})\]")
_NUMBERED = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[\])]?[.:]?\s+(?=\S)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A unit that takes a power (``730.273 m²``).
_UNIT = re.compile(r"(?:^|[\s\d(/.,])(?:[kcdmµ]?m|hm|dam|ft|in|s)$")


Part = Literal["head", "title", "body", "recipients", "signature"]


@dataclass(slots=True)
class Note:
    """A footnote's words.

    Attributes:
        number: as printed.
        after: how many lines stand before it.
    """

    number: str
    text: str
    place: Place
    after: int


@dataclass(slots=True)
class Line:
    """One line (or paragraph) of the original.

    Attributes:
        text: words with white space folded, NFC, without marks of footnotes.
        part: the component of the document's form that it belongs to.
        lead: characters from its start that are set bold or italic.
        level: depth of its heading where the format has headings.
        gap: whether a blank line or a space stands before it, where that can be told.
        cut: whether the end of a page stands before it (a footnote, a page number, another page).
        indented: whether it begins further right than the text around it.
        marks: (offset, number) of each footnote that it calls.
        label: its numbering, where that is its numbering and no words of a sentence.
        headed: whether a label stands alone on the line before it (``Chương I``), so that it is the heading.
        width: characters of its last line as set, where several were joined.
        pages: (offset in the text, page) of each line joined to it, where pages are known.
    """

    text: str
    kind: BlockKind
    place: Place
    part: Part = "body"
    lead: int = 0
    level: int | None = None
    centred: bool = False
    gap: bool = True
    cut: bool = False
    indented: bool = False
    marks: tuple[tuple[int, str], ...] = ()
    label: Label | None = None
    headed: bool = False
    width: int = 0
    pages: tuple[tuple[int, int], ...] = ()


def read_lines(blocks: Sequence[Block]) -> tuple[list[Line], list[Note]]:
    """Return the lines of a document and its footnotes, each in the order of the original.

    Args:
        blocks: what a reader yields.
    """
    numbers = {note for note in map(_note_number, blocks) if note}
    bracketed = any(block.runs and _BRACKETED.match(block.runs[0].text) for block in blocks)
    lines: list[Line] = []
    notes: list[Note] = []
    before: Block | None = None
    cut = False
    for block in blocks:
        number = _note_number(block) or (block.kind == "footnote" and str(len(notes) + 1))
        if number:
            notes.append(Note(number, _note_text(block), block.place, len(lines)))
            cut = True
            continue
        line = _read_line(block, numbers)
        if not line.text:
            continue
        if bracketed and (match := _BRACKETED.match(line.text)):
            notes.append(Note(match.group(1), line.text[match.end() :], block.place, len(lines)))
            continue
        if not line.text[0].isalnum() and is_rule(line.text):
            line.kind = "rule"
        line.gap = before is None or _apart(before, block)
        line.cut = cut or (before is not None and before.place.page != block.place.page)
        lines.append(line)
        before, cut = block, False
    if bracketed:
        _take_bracketed(lines, {note.number for note in notes})
    return lines, notes


def _read_line(block: Block, numbers: set[str]) -> Line:
    runs = block.runs
    if len(runs) == 1 and not runs[0].superscript:
        raw = runs[0].text
        text = _clean(raw)
        lead = len(text) if runs[0].bold or runs[0].italic else 0
        indented = raw[:1] in " \t\u00a0" and len(raw) - len(raw.lstrip()) > 1
        line = Line(text, block.kind, block.place, lead=lead, indented=indented)
    else:
        line = _read_runs(block, numbers)
    if line.kind == "list" and line.text and read_label(line.text) is None:
        line.text, line.lead = "- " + line.text, 0
        line.marks = tuple((at + 2, number) for at, number in line.marks)
    line.level, line.centred, line.width = block.level, block.centred, len(line.text)
    if block.place.page is not None:
        line.pages = ((0, block.place.page),)
    return line


def _clean(raw: str) -> str:
    """Return words with single spaces, NFC, without characters that are not seen."""
    text = " ".join(raw.split())
    if _INVISIBLE.search(text):
        text = " ".join(_INVISIBLE.sub("", text).split())
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return raw if raw == text else text  # one string for both saves half of the memory


def _read_runs(block: Block, numbers: set[str]) -> Line:
    """Put runs together: fold white space over their borders, take marks out, measure the bold beginning."""
    words = _Words()
    lead = -1
    marks: list[tuple[int, str]] = []
    for run in block.runs:
        mark = _MARK.fullmatch(run.text.strip()) if run.superscript else None
        if mark and words.length and _is_mark(words.tail, mark.group(1), numbers):
            marks.append((words.length, mark.group(1)))
            continue
        if lead < 0 and not (run.bold or run.italic) and run.text.strip():
            lead = words.length
        words.add(run.text.translate(_RAISED) if mark and words.tail[-1:].isdigit() else run.text)
    text = "".join(words.pieces)
    lead = len(text) if lead < 0 else min(lead, len(text))
    return Line(text, block.kind, block.place, lead=lead, marks=tuple(marks))


class _Words:
    """Characters of runs, with white space folded over their borders.

    Attributes:
        pieces: the characters.
        length: how many they are.
        tail: the last of them.
    """

    __slots__ = ("_spaced", "length", "pieces", "tail")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.tail = ""
        self._spaced = False

    def add(self, raw: str) -> None:
        """Add the characters of one run."""
        words = _clean(raw)
        if words:
            if self.length and (self._spaced or raw[0].isspace()):
                words = " " + words
            elif self.tail and unicodedata.combining(words[0]):
                words = unicodedata.normalize("NFC", self.tail[-1] + words)
                self.pieces[-1] = self.pieces[-1][:-1]
                self.length -= 1
            self.pieces.append(words)
            self.length += len(words)
            self.tail = (self.tail + words)[-16:] if len(words) < 16 else words[-16:]
        self._spaced = bool(raw) and (raw[-1].isspace() or (self._spaced and not words))


def _is_mark(before: str, number: str, numbers: set[str]) -> bool:
    """Tell whether a raised number calls a footnote; else it is a power (``m²``, ``10⁶``)."""
    if number in ("2", "3") and _UNIT.search(before):
        return False
    return number in numbers or not before[-1:].isdigit()


def _note_number(block: Block) -> str | None:
    """Return the number of the footnote whose words a block holds, None if it holds none."""
    if block.kind == "rule" or not block.runs:
        return None
    runs = [run for run in block.runs if run.text.strip()]
    if runs and runs[0].superscript and len(runs) > 1:
        mark = _MARK.fullmatch(runs[0].text.strip())
        return mark.group(1) if mark else None
    if block.kind == "footnote" and runs:
        numbered = _NUMBERED.match(block.text.strip())
        return numbered.group(1) if numbered else None
    return None


def _note_text(block: Block) -> str:
    text = _clean("".join(run.text for run in block.runs))
    numbered = _NUMBERED.match(text) or _MARK.match(text)
    return text[numbered.end() :].strip() if numbered else text


def _apart(before: Block, block: Block) -> bool:
    """Tell whether more than a line break stands between two blocks."""
    if before.place.line is not None and block.place.line is not None:
        return block.place.line - before.place.line > 1
    first, second = before.place.box, block.place.box
    if first is None or second is None or before.place.page != block.place.page:
        return False
    return second[1] - first[3] > 0.7 * (second[3] - second[1])


def _take_bracketed(lines: list[Line], numbers: set[str]) -> None:
    """Take ``[12]`` out of sentences where a line ``[12] …`` gives its words."""
    for line in lines:
        if "[" not in line.text:
            continue
        text, at = "", 0
        for match in _CALLED.finditer(line.text):
            if match.group(1) in numbers and match.start():
                text += line.text[at : match.start()]
                line.marks += ((len(text), match.group(1)),)
                at = match.end()
        if at:
            line.text = text + line.text[at:]
            line.lead = min(line.lead, len(line.text))
