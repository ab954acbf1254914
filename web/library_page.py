"""The library page: what is there, with what each document states of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document
from web.address import TASKS, document_url, with_query
from web.citation import cited_in, name_briefly
from web.shelf import Holdings
from web.uploads import FORMATS, MOST_BYTES, MOST_FILES


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One document of the list."""

    document: Document
    name: str
    day: date | None
    url: str
    tasks_url: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Context of ``library.html``.

    Attributes:
        rows: the documents, in the order they came.
        removed: those that were taken out and can be put back.
        formats: kinds of files that a person may choose, as a browser's ``accept`` has them.
        most_files, most_megabytes: of one upload.
    """

    rows: tuple[LibraryRow, ...]
    removed: tuple[LibraryRow, ...]
    formats: str = ",".join(f".{suffix}" for suffix in FORMATS)
    most_files: int = MOST_FILES
    most_megabytes: int = MOST_BYTES // (1024 * 1024)


def make_library_page(holdings: Holdings, removed: Sequence[Document] = ()) -> LibraryPage:
    """Return the list of what the library holds, and of what was taken out of it."""
    return LibraryPage(tuple(map(make_row, holdings.documents)), tuple(map(make_row, removed)))


def make_row(document: Document) -> LibraryRow:
    """Return a document's line in a list."""
    return LibraryRow(
        document=document,
        name=name_briefly(cited_in(document)),
        day=document.metadata.date,
        url=document_url(document.id),
        tasks_url=with_query(TASKS, tai_lieu=document.id),
    )
