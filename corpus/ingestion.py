"""Files into the library: each read, parsed and kept on its own, so that a bad one stops nobody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import ReadError, TrichdanError
from corpus.formats import Note, Reading, read_file, walk_files
from corpus.library import Library
from corpus.parse import parse

Outcome = Literal["added", "replaced", "unchanged", "skipped"]
FileProgress = Callable[[Path, int, int], None]
"""Called with the file, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    Attributes:
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
    """
    files: list[Path] = []
    for path in paths:
        try:
            files += walk_files([path])
        except ReadError as error:
            yield FileReport(path, "skipped", error=error)
    for place, file in enumerate(files):
        progress(file, place, len(files))
        yield ingest_file(library, file)


def ingest_file(library: Library, file: Path, name: str | None = None) -> FileReport:
    """Keep one file; whatever is wrong with it is in the report.

    Args:
        library: takes the document.
        file: the file to read.
        name: the file's own name where `file` is a temporary copy.
    """
    try:
        reading = read_file(file)
        return _keep(library, file, reading, name)
    except TrichdanError as error:
        return FileReport(file, "skipped", error=error)
    except Exception as error:  # noqa: BLE001 (one strange file must not cost the others)
        return FileReport(file, "skipped", error=_unforeseen(file, error))


def _keep(library: Library, file: Path, reading: Reading, name: str | None) -> FileReport:
    document = parse(reading.blocks, name or file.name, reading.data_sha256)
    if not document.passages:
        raise ReadError(
            f"Tệp {file.name} không có đoạn văn nào đọc được. Hãy mở tệp để kiểm tra nội dung.",
            f"The file {file.name} has no readable passage. Open it and check what is in it.",
        )
    origin = f"upload:{name}" if name else str(file.resolve())
    outcome = library.put(document, file, origin)
    return FileReport(file, outcome, document.id, len(document.passages), notes=reading.notes)


def _unforeseen(file: Path, error: Exception) -> ReadError:
    return ReadError(
        f"Không đọc được tệp {file.name} ({type(error).__name__}). Hãy lưu lại tệp ở định dạng khác rồi thêm lại.",
        f"The file {file.name} can't be read ({type(error).__name__}). Save it in another format and add it again.",
    )
