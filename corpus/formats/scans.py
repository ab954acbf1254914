"""Pages that have to be recognised, several at a time, one process each; and what is to be said of them."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from corpus.block import Block
from corpus.formats.limits import Limits
from corpus.formats.ocr import recognise, require_tesseract
from corpus.formats.ocr_head import reread_head
from corpus.formats.ocr_rules import straighten
from corpus.formats.picture import Picture
from corpus.formats.process import ToolFailed, ToolOverran
from corpus.formats.sheet import Box, Sheet
from corpus.word import Word

Progress = Callable[[int, int], None]
Render = Callable[[int], Picture]
Sentences = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pages:
    """What a paged original says.

    Attributes:
        blocks: in reading order.
        count: number of pages.
        notes: (Vietnamese, English) sentences on what went less than well.
        words: of each page that was recognised, by its number.
    """

    blocks: tuple[Block, ...]
    count: int
    notes: tuple[Sentences, ...] = ()
    words: Mapping[int, tuple[Word, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was recognised: pages by number, and the numbers of those that failed."""

    sheets: dict[int, Sheet]
    failed: tuple[int, ...]


def recognise_pages(
    numbers: Sequence[int], count: int, render: Render, limits: Limits, progress: Progress | None
) -> Scanned:
    """Recognise pages on all the processors there are; a page that fails is named and the others go on.

    Args:
        numbers: of the pages, from 1.
        count: how many pages the original has; the others are done.
        render: returns the picture of one of them; called from several threads.
        limits: bounds of each page.
        progress: called with (pages done, pages) after each.

    Raises:
        Refusal: Tesseract, or its Vietnamese, is not installed.
    """
    tesseract = require_tesseract()

    def read(number: int) -> Sheet:
        picture = render(number)
        sheet = recognise(picture, number, tesseract, limits)
        return reread_head(sheet, picture, tesseract, limits) if number == numbers[0] else sheet

    sheets: dict[int, Sheet] = {}
    failed: list[int] = []
    with ThreadPoolExecutor(count_processors()) as pool:
        waiting = {pool.submit(read, number): number for number in numbers}
        for finished in as_completed(waiting):
            try:
                sheets[waiting[finished]] = finished.result()
            except (ToolFailed, ToolOverran, ValueError, SyntaxError):
                failed.append(waiting[finished])
            if progress is not None:
                progress(count - len(numbers) + len(sheets) + len(failed), count)
    return Scanned(sheets, tuple(sorted(failed)))


def place_words(sheets: Iterable[Sheet]) -> dict[int, tuple[Word, ...]]:
    """Return the words of recognised pages, by page, where they stand on the paper as it lay on the glass."""
    return {sheet.number: tuple(_place_words(sheet)) for sheet in sheets}


def _place_words(sheet: Sheet) -> Iterable[Word]:
    for span in (span for line in sheet.lines for span in line.spans):
        askew = straighten((span.left, span.top, span.right, span.bottom), -sheet.slope)
        yield Word(span.text.strip(), *_turn_back(_share(askew, sheet), sheet.turn))


def _share(box: Box, sheet: Sheet) -> Box:
    """A box in parts of the page's width and height."""
    wide, high = max(sheet.width, 1.0), max(sheet.height, 1.0)
    return box[0] / wide, box[1] / high, box[2] / wide, box[3] / high


def _turn_back(box: Box, turn: int) -> Box:
    """Where a box of a page that was turned clockwise stands on the page as it was."""
    left, top, right, bottom = box
    if turn == 90:
        return top, 1 - right, bottom, 1 - left
    if turn == 180:
        return 1 - right, 1 - bottom, 1 - left, 1 - top
    if turn == 270:
        return 1 - bottom, left, 1 - top, right
    return box


def count_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def note_recognised(numbers: Sequence[int]) -> Sentences:
    """Say that the words of pages were recognised."""
    pages = list_pages(numbers)
    return (
        f"Trang {pages} là ảnh, chữ được nhận dạng tự động nên có thể có chỗ sai: hãy đối chiếu với bản gốc.",
        f"Page {pages}: a picture, its text was recognised and may have slips; compare it with the original.",
    )


def note_failed(numbers: Sequence[int]) -> Sentences:
    """Name the pages that could not be read."""
    pages = list_pages(numbers)
    return (
        f"Không đọc được trang {pages}: hãy quét lại trang này nếu cần nội dung của nó.",
        f"Page {pages} could not be read: scan it again if you need it.",
    )


def note_missing_tool(numbers: Sequence[int], package: str) -> Sentences:
    """Name the pages that were left out because they are pictures."""
    pages = list_pages(numbers)
    return (
        f"Bỏ qua trang {pages} vì là ảnh: hãy chạy `apt-get install {package}` rồi thêm lại tệp.",
        f"Page {pages} was left out because it is a picture: run `apt-get install {package}` and add the file again.",
    )


def list_pages(numbers: Sequence[int]) -> str:
    """Write page numbers with their neighbours together: ``1-3, 7``."""
    groups: list[list[int]] = []
    for number in sorted(numbers):
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return ", ".join(str(group[0]) if len(group) == 1 else f"{group[0]}-{group[-1]}" for group in groups)
