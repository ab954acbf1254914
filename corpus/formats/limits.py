"""How much of anything a file may ask for."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; beyond any of them the file is refused.

    Attributes:
        file_bytes: size of a paged original (pdf, image) on disk, which is never held in memory whole.
        text_bytes: size of any other file, which is.
        unpacked_bytes: what a packed file may grow to, all its parts that are read together.
        unpacked_ratio: how many times larger than its packed form a part may be, once it is beyond 8 MiB.
        parts: parts of a packed file, streams of a compound one.
        paragraphs: paragraphs of one file, those without a word counted.
        cells: cells of one table.
        pages: pages of one original.
        objects: objects on one page.
        image_pixels: pixels of one picture.
        file_seconds: wall clock for parsing a file, recognition of scanned pages not counted.
        page_seconds: wall clock for one scanned page.
        tool_memory_bytes: address space of a process that reads on our behalf.
    """

    file_bytes: int = 512 * MIB
    text_bytes: int = 80 * MIB
    unpacked_bytes: int = 400 * MIB
    unpacked_ratio: int = 150
    parts: int = 20_000
    paragraphs: int = 1_000_000
    cells: int = 200_000
    pages: int = 5_000
    objects: int = 200_000
    image_pixels: int = 120_000_000
    file_seconds: float = 90.0
    page_seconds: float = 90.0
    tool_memory_bytes: int = 2048 * MIB


LIMITS = Limits()
