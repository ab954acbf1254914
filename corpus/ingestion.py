"""Files into the library: each read, parsed and kept on its own, so that a bad one stops nobody."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import LibraryError, ReadError, TrichdanError
from corpus.formats import LIMITS, Note, Reading, read_file, walk_files
from corpus.library import Library
from corpus.page_words import keep_words
from corpus.parse import parse

SAMPLES = Path(__file__).parent / "documents"
"""The folder of the documents that ship with the product."""
Outcome = Literal["added", "replaced", "unchanged", "skipped"]
FileProgress = Callable[[Path, int, int], None]
"""Called with the file, how many are done, and how many there are."""
PageProgress = Callable[[int, int], None]
"""Called with how many pages of a paged original are read, and how many it has."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    Attributes:
        document_id: of its document; None where it was skipped.
        error: why it was skipped.
        notes: what a person should know of how it was read.
        passages: how many passages its document has.
    """

    path: Path
    outcome: Outcome
    document_id: str | None = None
    passages: int = 0
    error: TrichdanError | None = None
    notes: tuple[Note, ...] = ()


def ingest(
    library: Library, paths: Sequence[Path], progress: FileProgress = lambda *_: None
) -> Iterator[FileReport]:
    """Keep every readable file of the given files and folders, and report on each as it is done.

    Call it inside `Library.writing`.

    Args:
        library: takes the documents.
        paths: files, and folders that are walked.
        progress: told which file is next.

    Raises:
        LibraryError: the library's folder can't be written to, which no other file would change.
    """
    refused: list[FileReport] = []
    files = list(walk_files(paths, lambda path, error: refused.append(_skip(path, error))))
    yield from refused
    if not files and not refused:
        yield from (_skip(path, _nothing_inside(path)) for path in paths)
    for place, file in enumerate(files):
        progress(file, place, len(files))
        yield ingest_file(library, file)


def ingest_file(
    library: Library, file: Path, name: str | None = None, pages: PageProgress | None = None
) -> FileReport:
    """Keep one file; whatever is wrong with it is in the report.

    Args:
        library: takes the document.
        file: the file to read.
        name: the file's own name where `file` is a temporary copy.
        pages: told how far a paged original is read.

    Raises:
        LibraryError: the library's folder can't be written to.
    """
    try:
        sha256 = _hash(file)
        held = _report_held(library, file, sha256) if sha256 else None
        return held or _keep(library, file, read_file(file, pages), name)
    except LibraryError:
        raise
    except TrichdanError as error:
        return _skip(file, error)
    except Exception as error:  # noqa: BLE001 (one strange file must not cost the others)
        return _skip(file, _unforeseen(file, error))


def _hash(file: Path) -> str | None:
    """Return the hash of a file's content, None where its reader will refuse it."""
    try:
        if not file.is_file() or file.stat().st_size > LIMITS.file_bytes:
            return None
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None


def _report_held(library: Library, file: Path, sha256: str) -> FileReport | None:
    """Report content that the library has: it is not read again, which would be slow where OCR is needed."""
    held = library.find_content(sha256)
    if held is None:
        return None
    document = library.document(held)
    return FileReport(file, "unchanged", document.id, len(document.passages))


def _keep(library: Library, file: Path, reading: Reading, name: str | None) -> FileReport:
    document = parse(reading.blocks, name or _show(file.name), reading.data_sha256)
    if not document.passages:
        raise ReadError(
            f"Tệp {file.name} không có đoạn văn nào đọc được. Hãy mở tệp để kiểm tra nội dung.",
            f"The file {file.name} has no readable passage. Open it and check what is in it.",
        )
    origin = f"upload:{name}" if name else _show(str(file.resolve()))
    try:
        outcome = library.put(document, file, origin)
        keep_words(library, document.sha256, reading.words)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(library, error) from error
    return FileReport(file, outcome, document.id, len(document.passages), notes=reading.notes)


def _show(name: str) -> str:
    """Return a name in real characters; one in another encoding than the system's has bytes that are none."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _skip(path: Path, error: TrichdanError) -> FileReport:
    return FileReport(path, "skipped", error=error)


def _nothing_inside(folder: Path) -> ReadError:
    return ReadError(
        f"Thư mục {folder} không có tệp nào. Hãy kiểm tra lại đường dẫn.",
        f"The folder {folder} holds no file. Check the path.",
    )


def _unwritable(library: Library, error: Exception) -> LibraryError:
    reason = getattr(error, "strerror", None) or error
    folder = library.files.folder
    return LibraryError(
        f"Không ghi được vào thư viện ở {folder}: {reason}. Hãy kiểm tra quyền ghi và chỗ trống trên đĩa.",
        f"The library in {folder} can't be written: {reason}. Check permissions and free disk space.",
    )


def _unforeseen(file: Path, error: Exception) -> ReadError:
    return ReadError(
        f"Không đọc được tệp {file.name} ({type(error).__name__}). Hãy lưu lại tệp ở định dạng khác rồi thêm lại.",
        f"The file {file.name} can't be read ({type(error).__name__}). Save it in another format and add it again.",
    )
