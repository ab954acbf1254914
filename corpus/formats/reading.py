"""One file in, its blocks out."""

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path

from corpus.block import Block
from corpus.errors import Language
from corpus.formats.detection import Format, detect_format
from corpus.formats.doc_reader import read_doc
from corpus.formats.docx_reader import read_docx
from corpus.formats.html_reader import read_html, read_mhtml
from corpus.formats.image_reader import read_image
from corpus.formats.legacy_fonts import recover_blocks
from corpus.formats.limits import LIMITS, MIB, Limits
from corpus.formats.office_reader import read_office
from corpus.formats.pdf_reader import read_pdf
from corpus.formats.refusal import Refusal, refuse
from corpus.formats.rtf_reader import read_rtf
from corpus.formats.scans import Pages, Progress
from corpus.text_reader import read_text
from corpus.word import Word


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the person should know of a file that was read all the same."""

    vi: str
    en: str

    def sentence(self, language: Language = "vi") -> str:
        """Return the sentence in the language asked for."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says.

    Attributes:
        blocks: its paragraphs, in reading order.
        format: what it is by its content.
        pages: number of pages, where it has pages.
        data_sha256: of its bytes, hexadecimal.
        size: its length in bytes.
        notes: what went less than well: pages recognised from pictures, pages that failed.
        words: of each page that was recognised from a picture, by its number from 1.
    """

    blocks: tuple[Block, ...]
    format: Format
    pages: int | None
    data_sha256: str
    size: int
    notes: tuple[Note, ...] = ()
    words: Mapping[int, tuple[Word, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Source:
    """An open file, and what the readers need to know of it."""

    path: Path
    file: BufferedReader
    limits: Limits
    progress: Progress | None

    def read(self) -> bytes:
        """Return all of it; for kinds that are parsed in memory."""
        _refuse_size(os.fstat(self.file.fileno()).st_size, self.limits.text_bytes)
        self.file.seek(0)
        data = self.file.read(self.limits.text_bytes + 1)
        _refuse_size(len(data), self.limits.text_bytes)
        return data


def read_file(path: Path, progress: Progress | None = None, limits: Limits = LIMITS) -> Reading:
    """Read a document of any known kind; its kind is told from its content.

    Args:
        path: the file.
        progress: called with (pages done, pages) while a paged original is read.
        limits: what it may ask for.

    Raises:
        ReadError: it can't be taken in; the sentence says why and what to do.
    """
    try:
        with _open(path) as file:
            return _read(_Source(path, file, limits, progress))
    except Refusal as refusal:
        raise refuse(refusal.reason, path.name, refusal.detail) from refusal
    except FileNotFoundError as error:
        raise refuse("missing", str(path)) from error
    except OSError as error:
        raise refuse("unreadable", path.name, error.strerror or type(error).__name__) from error
    except (MemoryError, RecursionError) as error:
        raise refuse("too_slow", path.name) from error


def _open(path: Path) -> BufferedReader:
    """Open a regular file; anything else (a pipe, a device) could block for ever or never end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refusal("not_a_file")
    return os.fdopen(handle, "rb")


def _read(source: _Source) -> Reading:
    before = os.fstat(source.file.fileno())
    _refuse_size(before.st_size, source.limits.file_bytes)
    kind = detect_format(source.file)
    if kind not in ("pdf", "image"):
        _refuse_size(before.st_size, source.limits.text_bytes)
    source.file.seek(0)
    digest = hashlib.file_digest(source.file, "sha256").hexdigest()
    reading = _dispatch(kind, source)
    _refuse_change(before, source)
    if not reading.blocks:
        raise Refusal("no_text" if kind in ("pdf", "image") else "empty")
    return replace(reading, data_sha256=digest, size=before.st_size)


def _refuse_size(size: int, limit: int) -> None:
    if size == 0:
        raise Refusal("empty")
    if size > limit:
        raise Refusal("too_large", f"{size // MIB} MB > {limit // MIB} MB")


def _refuse_change(before: os.stat_result, source: _Source) -> None:
    """A file that was written to, or replaced, while it was read says two things at once."""
    for after in (os.fstat(source.file.fileno()), source.path.stat()):
        same = (after.st_ino, after.st_size, after.st_mtime_ns) == (
            before.st_ino,
            before.st_size,
            before.st_mtime_ns,
        )
        if not same:
            raise Refusal("changed")


def _dispatch(kind: Format, source: _Source) -> Reading:
    if kind in _PAGED:
        pages = _PAGED[kind](source.path, source.limits, source.progress)
        notes = tuple(Note(*note) for note in pages.notes)
        return Reading(pages.blocks, kind, pages.count, "", 0, notes, pages.words)
    data = source.read()
    blocks = read_text(data, source.path.name) if kind == "text" else _FLOWING[kind](data, source.limits)
    blocks = recover_blocks(blocks)
    last = max((block.place.page or 0 for block in blocks), default=0)
    return Reading(blocks, kind, last or None, "", 0)


_PAGED: dict[Format, Callable[[Path, Limits, Progress | None], Pages]] = {
    "pdf": read_pdf,
    "image": read_image,
}
_FLOWING: dict[Format, Callable[[bytes, Limits], tuple[Block, ...]]] = {
    "docx": read_docx,
    "doc": read_doc,
    "rtf": read_rtf,
    "html": read_html,
    "mhtml": read_mhtml,
    "office": read_office,
}
