"""Documents of the library at hand, decoded once and kept until the library changes."""

import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.document import Document
from corpus.errors import UnknownDocument
from corpus.library import Library
from web.address import document_url


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library held at one moment.

    Attributes:
        versions: the library's own numbers of the documents.
        documents: in the order they came.
        by_id: the same by id.
        superseded: earlier versions of them, oldest first.
    """

    versions: tuple[int, ...] = ()
    documents: tuple[Document, ...] = ()
    superseded: tuple[Document, ...] = ()
    by_id: dict[str, Document] = field(default_factory=dict)

    def find(self, number: str, day: date | None = None) -> Document | None:
        """Return the one document of that number; the same number recurs, so a stated date must agree."""
        found = [
            d
            for d in self.documents
            if d.metadata.number and d.metadata.number.casefold() == number.casefold()
        ]
        agreeing = [d for d in found if day is None or d.metadata.date in (None, day)]
        return agreeing[0] if len(agreeing) == 1 else None

    def earlier(self, document: Document) -> tuple[Document, ...]:
        """Return earlier versions of a document: those of the same file name, newest first."""
        return tuple(d for d in self.superseded[::-1] if d.source == document.source and d.id != document.id)

    def links(self, document: Document) -> dict[str, str]:
        """Return the pages of the documents that a document cites and the library holds, by number."""
        found = {ref.number: self.find(ref.number, ref.date) for ref in document.references}
        return {number: document_url(d.id) for number, d in found.items() if d and d.id != document.id}


class Shelf:
    """Keeps the library's documents decoded; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._holdings = Holdings()

    def look(self) -> Holdings:
        """Return what the library holds now."""
        versions = self._library.versions()
        with self._lock:
            if versions != self._holdings.versions:
                documents = self._library.documents(versions)
                superseded = self._library.superseded()
                self._holdings = Holdings(versions, documents, superseded, {d.id: d for d in documents})
            return self._holdings

    def find(self, key: str) -> Document:
        """Return a document by id, file name or number.

        Raises:
            UnknownDocument: there is none, or several have that name or number.
        """
        return self.look().by_id.get(key) or self._library.document(key)

    def find_earlier(self, document: Document, earlier_id: str) -> Document:
        """Return an earlier version of a document.

        Raises:
            UnknownDocument: it has none of that id.
        """
        for earlier in self.look().earlier(document):
            if earlier.id == earlier_id:
                return earlier
        raise UnknownDocument(
            f"Thư viện không giữ bản trước “{earlier_id}”. Hãy mở lại văn bản để xem các bản còn giữ.",
            f"The library keeps no earlier version “{earlier_id}”. Open the document to see those it keeps.",
        )

    def original(self, document: Document) -> Path:
        """Return the file that a document was read from, as it came.

        Raises:
            UnknownDocument: the library keeps no original of it.
        """
        found = self._library.original(document)
        if found is None:
            raise UnknownDocument(
                f"Thư viện không còn giữ tệp gốc {document.source}. Hãy thêm lại tệp này vào thư viện.",
                f"The library no longer keeps the file {document.source}. Add it to the library again.",
            )
        return found
