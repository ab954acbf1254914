"""Pdf files: stored text where it makes sense, recognition where it does not. PDFium runs in a process of its own."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.formats.layout import lay_out
from corpus.formats.legacy_fonts import find_recovery, read_font
from corpus.formats.limits import Limits
from corpus.formats.picture import Picture, read_picture
from corpus.formats.process import Allowance, ToolFailed, ToolOverran, run_tool, stream_tool
from corpus.formats.refusal import Refusal
from corpus.formats.scans import (
    Pages,
    Progress,
    Sentences,
    note_failed,
    note_missing_tool,
    note_recognised,
    place_words,
    recognise_pages,
)
from corpus.formats.sheet import Sheet, Span, gather_lines
from corpus.formats.syllables import looks_garbled

_WORKER = str(Path(__file__).with_name("pdf_worker.py"))
_ENCRYPTED, _DAMAGED, _TOO_MANY = 3, 4, 5
_MOST_CRASHES = 3
_DPI = 300
_LONGEST_SIDE = 5000
_NO_TEXT, _STAMP_ONLY = 15, 300
_SOME_PATHS = 200

Page = dict[str, Any]


def read_pdf(path: Path, limits: Limits, progress: Progress | None = None) -> Pages:
    """Return the blocks of a pdf file with their page and box.

    Args:
        path: the file.
        limits: bounds.
        progress: called with (pages done, pages).

    Raises:
        Refusal: it is encrypted, damaged, hostile, or scanned and can't be recognised here.
    """
    pages = _read_pages(path, limits)
    sheets = {number: _make_sheet(number, page) for number, page in pages.items() if page}
    failed = [number for number, page in pages.items() if not page]
    scanned = [number for number, sheet in sheets.items() if _needs_recognition(pages[number], sheet)]
    if progress is not None:
        progress(len(pages) - len(scanned), len(pages))
    notes: list[Sentences] = []
    if scanned:
        failed += _recognise(path, pages, sheets, scanned, limits, progress, notes)
    if failed:
        notes.append(note_failed(failed))
    blocks = lay_out([sheets[number] for number in sorted(sheets)])
    words = place_words(sheets[number] for number in scanned if number in sheets)
    return Pages(tuple(blocks), len(pages), tuple(notes), words)


def _recognise(
    path: Path,
    pages: dict[int, Page],
    sheets: dict[int, Sheet],
    scanned: Sequence[int],
    limits: Limits,
    progress: Progress | None,
    notes: list[Sentences],
) -> tuple[int, ...]:
    """Put recognised pages in place of stored ones; return those that failed."""
    for number in scanned:
        del sheets[number]

    def render(number: int) -> Picture:
        return _render(path, number, pages[number], limits)

    try:
        found = recognise_pages(scanned, len(pages), render, limits, progress)
    except Refusal as refusal:
        if refusal.reason != "tool_missing" or 2 * len(scanned) > len(pages):
            raise
        notes.append(note_missing_tool(scanned, refusal.detail))
        return ()
    sheets |= found.sheets
    if found.sheets:
        notes.append(note_recognised(list(found.sheets)))
    return found.failed


def _read_pages(path: Path, limits: Limits) -> dict[int, Page]:
    """Every page as the worker describes it; an empty one for each that it could not read or died of."""
    pages: dict[int, Page] = {}
    count = 1
    crashes = 0
    while len(pages) < count:
        try:
            for message in _ask(path, len(pages), limits):
                if "pages" in message:
                    count = int(message["pages"])
                    if count > limits.pages:
                        raise Refusal("too_many_pages", str(count))
                else:
                    pages[len(pages) + 1] = {} if "failed" in message else message
        except ToolOverran as error:
            raise Refusal("too_slow") from error
        except ToolFailed as error:
            crashes += 1
            if error.code in (_ENCRYPTED, _DAMAGED, _TOO_MANY) or crashes > _MOST_CRASHES:
                raise _refuse(error) from error
            pages[len(pages) + 1] = {}
    return pages


def _refuse(error: ToolFailed) -> Refusal:
    if error.code == _ENCRYPTED:
        return Refusal("encrypted")
    return Refusal("too_complex" if error.code == _TOO_MANY else "damaged")


def _ask(path: Path, first: int, limits: Limits) -> Iterator[Page]:
    """What the worker says of a file, from a page on."""
    command = [sys.executable, "-I", _WORKER, "text", str(path.absolute()), str(first), str(limits.objects)]
    left = b""
    for chunk in stream_tool(command, Allowance(limits.file_seconds, limits.tool_memory_bytes)):
        *lines, left = (left + chunk).split(b"\n")
        yield from map(json.loads, lines)


def _render(path: Path, number: int, page: Page, limits: Limits) -> Picture:
    """The picture of one page; a page larger than paper in fewer points to the inch."""
    dpi = max(50, min(_DPI, int(_LONGEST_SIDE * 72 / max(page["width"], page["height"], 1))))
    command = [sys.executable, "-I", _WORKER, "render", str(path.absolute()), str(number - 1), str(dpi), "0"]
    return read_picture(run_tool(command, Allowance(limits.page_seconds, limits.tool_memory_bytes)), dpi)


def _needs_recognition(page: Page, sheet: Sheet) -> bool:
    """Whether a page is a picture of text, or its stored text is none."""
    text = "\n".join(line.text for line in sheet.lines)
    letters = sum(char.isalpha() for char in text)
    if letters < _NO_TEXT:
        return bool(page["pictures"] > 0.3 or page["paths"] > _SOME_PATHS)
    if page["pictures"] > 0.8 and letters < _STAMP_ONLY:  # a scan, signed or stamped electronically
        return True
    return looks_garbled(text)


def _make_sheet(number: int, page: Page) -> Sheet:
    spans = [_make_span(*span) for span in page["spans"]]
    recover = find_recovery(" ".join(span.text for span in spans))
    if recover is not None:
        spans = [replace(span, text=recover(span.text)) for span in spans]
    rules = tuple((left, top, right, bottom) for left, top, right, bottom in page["rules"])
    return Sheet(number, page["width"], page["height"], gather_lines(spans, number), rules)


def _make_span(
    text: str,
    left: float,
    top: float,
    right: float,
    bottom: float,
    baseline: float,
    size: float,
    flags: int,
    font: str,
) -> Span:
    text = read_font(text, font)
    return Span(text, left, top, right, bottom, baseline, size, bool(flags & 1), bool(flags & 2), font)
