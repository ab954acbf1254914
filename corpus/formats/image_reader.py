"""Pictures of pages (png, jpeg, tiff, …): recognised page by page. Pillow runs in a process of its own."""

import json
import sys
from pathlib import Path

from corpus.formats.layout import lay_out
from corpus.formats.limits import Limits
from corpus.formats.picture import Picture, read_picture
from corpus.formats.process import Allowance, ToolFailed, ToolOverran, run_tool
from corpus.formats.refusal import Refusal
from corpus.formats.scans import Pages, Progress, note_failed, note_recognised, place_words, recognise_pages

_WORKER = str(Path(__file__).with_name("image_worker.py"))
_TOO_MANY = 5
_UPSCALED_BELOW, _UPSCALED_TO = 150, 300


def read_image(path: Path, limits: Limits, progress: Progress | None = None) -> Pages:
    """Return the blocks of a picture, or of each page of one that has several.

    Args:
        path: the file.
        limits: bounds.
        progress: called with (pages done, pages).

    Raises:
        Refusal: it is damaged, too large, or can't be recognised here.
    """
    dpis = _find_dpis(path, limits)
    if len(dpis) > limits.pages:
        raise Refusal("too_many_pages", str(len(dpis)))

    def render(number: int) -> Picture:
        data = _run(["render", str(path.absolute()), str(number - 1), str(limits.image_pixels)], limits)
        dpi = dpis[number - 1]
        return read_picture(data, _UPSCALED_TO if dpi < _UPSCALED_BELOW else dpi)

    found = recognise_pages(range(1, len(dpis) + 1), len(dpis), render, limits, progress)
    notes = [note_recognised(list(found.sheets))] if found.sheets else []
    if found.failed:
        notes.append(note_failed(found.failed))
    blocks = lay_out([found.sheets[number] for number in sorted(found.sheets)])
    return Pages(tuple(blocks), len(dpis), tuple(notes), place_words(found.sheets.values()))


def _find_dpis(path: Path, limits: Limits) -> list[int]:
    """Dots to the inch of each page."""
    try:
        found = json.loads(_run(["count", str(path.absolute()), str(limits.image_pixels)], limits))
    except ToolOverran as error:
        raise Refusal("too_slow") from error
    except ToolFailed as error:
        raise (
            Refusal("too_large", "ảnh/picture") if error.code == _TOO_MANY else Refusal("damaged")
        ) from error
    return [int(dpi) for dpi in found]


def _run(arguments: list[str], limits: Limits) -> bytes:
    allowance = Allowance(limits.page_seconds, limits.tool_memory_bytes)
    return run_tool([sys.executable, "-I", _WORKER, *arguments], allowance)
