"""Paragraphs of running text with the passages and the sections that hold them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Passage, Section

_PROSE = frozenset({"clause", "bullet", "paragraph"})
_BULLET = re.compile(
    r"\s*(?:[-–—+*•●▪]|\(?[a-zđ]\d?\)|\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2})*[.)]|[IVXL]{1,6}[.\-)])\s*"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of running text.

    Attributes:
        start, end: offsets of the paragraph.
        words: where its words begin, after label, heading, or agency and colon.
        passages: those that it is made of; at least one.
        sections: those that hold it, the outermost first.
    """

    start: int
    end: int
    words: int
    passages: tuple[Passage, ...]
    sections: tuple[Section, ...]

    @property
    def numbered(self) -> str:
        """Path of the deepest section that is no item, ``""`` before the first."""
        paths = [section.path for section in self.sections if section.kind != "item"]
        return paths[-1] if paths else ""

    def passage_at(self, offset: int) -> Passage:
        """Return the passage that holds an offset, else the first one."""
        holding = (passage for passage in self.passages if passage.start <= offset < passage.end)
        return next(holding, self.passages[0])


def read_prose(text: str, sections: Sequence[Section], passages: Sequence[Passage]) -> list[Prose]:
    """Return the paragraphs of running text; headings, tables, footnotes and the closing are left out.

    Args:
        text: canonical text, a paragraph a line.
        sections: in the order of their start.
        passages: in order, none overlapping.
    """
    found: list[Prose] = []
    starts = [passage.start for passage in passages]
    ends = [passage.end for passage in passages]
    open_: list[Section] = []
    coming = position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        while coming < len(sections) and sections[coming].start <= end:
            open_.append(sections[coming])
            coming += 1
        open_ = [section for section in open_ if section.end > start]
        held = passages[bisect_right(ends, start) : bisect_left(starts, end)]
        if not held or not line.strip() or any(passage.kind not in _PROSE for passage in held):
            continue
        words = _find_words(line, start, open_)
        if words < end:
            ordered = sorted(open_, key=lambda section: section.level)
            found.append(Prose(start, end, words, tuple(held), tuple(ordered)))
    return found


def _find_words(line: str, start: int, open_: Sequence[Section]) -> int:
    bullet = _BULLET.match(line)
    begin = start + (bullet.end() if bullet else 0)
    for section in open_:
        if start <= section.start < start + len(line) and section.body_start > begin:
            begin = section.body_start
    rest = line[begin - start :]
    return begin + len(rest) - len(rest.lstrip(" :."))
