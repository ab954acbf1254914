"""A page of a paged original to be looked at: its picture, and where its words stand.

Whoever opens a hostile file is a process of its own, bounded in time and memory, as when the file was read.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.formats.detection import Format, detect_format
from corpus.formats.legacy_fonts import find_recovery, read_font
from corpus.formats.limits import LIMITS, MIB, Limits
from corpus.formats.process import Allowance, ToolFailed, ToolOverran, run_tool
from corpus.formats.refusal import Reason, Refusal, refuse
from corpus.word import Word

WIDTH = 1240  # points: a sheet of A4 at 150 to the inch
_WORKERS = {
    "pdf": str(Path(__file__).with_name("pdf_worker.py")),
    "image": str(Path(__file__).with_name("image_worker.py")),
}
_MOST_BYTES = 48 * MIB
_MOST_SECONDS = 20.0  # somebody waits for it
_REASONS: dict[int, Reason] = {3: "encrypted", 5: "too_complex", 6: "no_page"}
_SIZE = slice(16, 24)  # of a PNG picture: width and height, four bytes each (ISO/IEC 15948, 11.2.2)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page.

    Attributes:
        pages: how many the original has.
        width, height: of the picture, in points.
        picture: as a PNG file.
        words: as stored in the file; none on a page that is a picture.
    """

    pages: int
    width: int
    height: int
    picture: bytes
    words: tuple[Word, ...]


def has_pages(path: Path) -> bool:
    """Tell whether a file is one whose pages can be looked at, by its content."""
    return _detect(path) in _WORKERS


def view_page(path: Path, number: int, name: str, limits: Limits = LIMITS) -> PageView:
    """Return one page of a pdf file or a picture.

    Args:
        path: the file.
        number: of the page, from 1.
        name: the file's own name, for the sentence of an error.
        limits: bounds.

    Raises:
        ReadError: it has no such page, or can't be drawn within the bounds; the sentence says why.
    """
    kind = _detect(path)
    if kind not in _WORKERS:
        raise refuse("no_page", name, str(number))
    try:
        return _read(_run(_WORKERS[kind], path, number, kind, limits))
    except ToolOverran as error:
        raise refuse("too_slow", name) from error
    except ToolFailed as error:
        raise refuse(_REASONS.get(error.code, "damaged"), name, str(number)) from error


def _detect(path: Path) -> Format | None:
    try:
        with path.open("rb") as file:
            return detect_format(file)
    except (OSError, Refusal):
        return None


def _run(worker: str, path: Path, number: int, kind: Format, limits: Limits) -> bytes:
    most = limits.objects if kind == "pdf" else limits.image_pixels
    seconds = min(limits.page_seconds, _MOST_SECONDS)
    command = [
        sys.executable,
        "-I",
        worker,
        "show",
        str(path.absolute()),
        str(number - 1),
        str(WIDTH),
        str(most),
    ]
    return run_tool(command, Allowance(seconds, limits.tool_memory_bytes, _MOST_BYTES))


def _read(answer: bytes) -> PageView:
    told, picture = answer.split(b"\n", 1)
    page = json.loads(told)
    size = picture[_SIZE]
    width, height = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    return PageView(page["pages"], width, height, picture, _read_words(page["words"]))


def _read_words(found: list[list[Any]]) -> tuple[Word, ...]:
    """Words as Unicode, whatever the font drew in the places of its letters."""
    texts = [read_font(text, font) for text, font, *_ in found]
    recover = find_recovery(" ".join(texts))
    if recover is not None:
        texts = [recover(text) for text in texts]
    return tuple(Word(text, *edges) for text, (_, _, *edges) in zip(texts, found, strict=True))
