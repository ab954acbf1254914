"""Lines that are drawn on a scanned page: they hold its tables."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from corpus.formats.picture import Picture
from corpus.formats.sheet import Box

_DARK = 150
_LEAST_POINTS = 22.0
_THICKEST_POINTS = 3.0
_FILLED = 0.93
_MOST_RUNS = 30_000

Bits = npt.NDArray[np.bool_]


def find_rules(picture: Picture) -> tuple[Box, ...]:
    """Return the lines across and down a page, as thin boxes in points, as they lie.

    Args:
        picture: the page.
    """
    dark = np.frombuffer(picture.points, dtype=np.uint8).reshape(picture.height, picture.width) < _DARK
    scale = 72 / picture.dpi
    across = _find_across(dark, scale)
    down = ((top, left, bottom, right) for left, top, right, bottom in _find_across(dark.T, scale))
    return (*across, *down)


def straighten(box: Box, slope: float) -> Box:
    """Move a box to where it would stand on a page that lay straight.

    Args:
        box: its edges.
        slope: how far lines of text go down for each point that they go right.
    """
    down = slope * (box[0] + box[2]) / 2
    right = slope * (box[1] + box[3]) / 2
    return box[0] + right, box[1] - down, box[2] + right, box[3] - down


def _find_across(dark: Bits, scale: float) -> Iterator[Box]:
    """Long thin dark stretches of neighbouring rows, in points."""
    length = round(_LEAST_POINTS / scale)
    growing: list[list[int]] = []
    for row, start, end in _find_runs(dark, length):
        for box in reversed(growing[-40:]):
            if row - box[3] <= 1 and start < box[2] and end > box[0]:
                box[0], box[2], box[3] = min(box[0], start), max(box[2], end), row + 1
                break
        else:
            growing.append([start, row, end, row + 1])
    for left, top, right, bottom in growing:
        if (bottom - top) * scale <= _THICKEST_POINTS + 0.02 * (right - left) * scale:
            yield left * scale, top * scale, right * scale, bottom * scale


def _find_runs(dark: Bits, length: int) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of stretches that are dark almost throughout."""
    if dark.shape[1] <= length:
        return
    total = np.cumsum(dark, axis=1, dtype=np.int32)
    full = total[:, length:] - total[:, :-length] >= _FILLED * length
    count = 0
    for row in np.flatnonzero(full.any(axis=1)):
        edges = np.flatnonzero(np.diff(full[row].astype(np.int8), prepend=0, append=0))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            count += 1
            if count > _MOST_RUNS:  # a photograph, not a form
                return
            yield int(row), int(start), int(end) + length
