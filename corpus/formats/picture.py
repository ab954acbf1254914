"""A page as shades of grey."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey, one byte a point, row by row; `dpi` of them to the inch."""

    width: int
    height: int
    points: bytes
    dpi: int

    def crop(self, left: int, top: int, right: int, bottom: int) -> "Picture":
        """Return a part of it; edges beyond its own are cut."""
        left, right = max(left, 0), min(right, self.width)
        top, bottom = max(top, 0), min(bottom, self.height)
        rows = (self.points[row * self.width + left : row * self.width + right] for row in range(top, bottom))
        return Picture(max(right - left, 0), max(bottom - top, 0), b"".join(rows), self.dpi)

    def turn(self, degrees: int) -> "Picture":
        """Return it turned clockwise by a multiple of 90 degrees."""
        rows = np.frombuffer(self.points, dtype=np.uint8).reshape(self.height, self.width)
        turned = np.rot90(rows, -(degrees // 90) % 4)
        return Picture(turned.shape[1], turned.shape[0], turned.tobytes(), self.dpi)

    def erase(self, boxes: Iterable[tuple[float, float, float, float]]) -> "Picture":
        """Return it with boxes, given in points of paper (72 to the inch), as white as paper."""
        rows = np.frombuffer(self.points, dtype=np.uint8).reshape(self.height, self.width).copy()
        scale = self.dpi / 72
        for box in boxes:
            left, top, right, bottom = (round(edge * scale) for edge in box)
            rows[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = 255
        return Picture(self.width, self.height, rows.tobytes(), self.dpi)

    def write(self) -> bytes:
        """Return it as a PNM file."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.points


def read_picture(data: bytes, dpi: int) -> Picture:
    """Read a PNM file of shades of grey.

    Args:
        data: the file.
        dpi: its resolution, which it does not state.
    """
    header, points = data.split(b"\n", 1)
    _, width, height, _ = header.split()
    return Picture(int(width), int(height), points, dpi)
