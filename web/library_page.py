"""The library page: what is there, with what each document states of itself."""

from dataclasses import dataclass
from datetime import date

from corpus.document import Document
from web.address import TASKS, document_url, with_query
from web.citation import cited_in, name_briefly
from web.shelf import Holdings


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
    """Context of ``library.html``: the documents, in the order they came."""

    rows: tuple[LibraryRow, ...]


def make_library_page(holdings: Holdings) -> LibraryPage:
    """Return the list of what the library holds."""
    return LibraryPage(tuple(map(make_row, holdings.documents)))


def make_row(document: Document) -> LibraryRow:
    """Return a document's line in a list."""
    return LibraryRow(
        document=document,
        name=name_briefly(cited_in(document)),
        day=document.metadata.date,
        url=document_url(document.id),
        tasks_url=with_query(TASKS, tai_lieu=document.id),
    )
