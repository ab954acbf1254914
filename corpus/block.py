"""What a reader yields: paragraphs with their style and their place in the original."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "heading", "list", "table", "footnote", "rule"]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in the original.

    Attributes:
        line: counted from 1, in a text file.
        page: counted from 1, in a paged original.
        box: (left, top, right, bottom) in points from the page's upper left corner.
    """

    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (or hard-wrapped line) of the original.

    Attributes:
        runs: its characters, in order, by style.
        kind: ``rule`` is a drawn line (``-----``); ``footnote`` a note that the format itself marks as one.
        centred: whether it is set in the middle.
        level: depth of a heading where the format has headings, from 1; a hint, never the truth.
        place: where it stands.
    """

    runs: tuple[Run, ...]
    kind: BlockKind = "paragraph"
    centred: bool = False
    level: int | None = None
    place: Place = Place()

    @property
    def text(self) -> str:
        """The characters without their style."""
        return "".join(run.text for run in self.runs)
