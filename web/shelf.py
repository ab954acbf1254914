"""Documents of the library at hand, decoded once and kept until the library changes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.document import Document, Reference
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.relations import Register, Relation, relate
from corpus.revision import list_removed
from web.address import document_url
from web.originals import Originals, require_original


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library held at one moment.

    Attributes:
        versions: the library's own numbers of the documents.
        documents: in the order they came.
        by_id: the same by id.
        origins: where each of either came from, by id; versions of one document share it.
        superseded: earlier versions of them, oldest first.
        relations: what they state of one another, and of documents outside.
        register: tells which of them a citation means.
        cited_by: ids of the documents that cite one, by its id.
        is_paged: tells whether the original of one has pages that can be looked at.
    """

    versions: tuple[int, ...] = ()
    documents: tuple[Document, ...] = ()
    superseded: tuple[Document, ...] = ()
    by_id: dict[str, Document] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    register: Register = field(default_factory=lambda: Register(()))
    cited_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    is_paged: Callable[[Document], bool] = lambda _: False

    def find(self, reference: Reference, citing: Document) -> Document | None:
        """Return the one document of the library that a citation means; see `Register.find`."""
        return self.register.find(reference, citing)

    def earlier(self, document: Document) -> tuple[Document, ...]:
        """Return earlier versions of a document, newest first."""
        origin = self.origins.get(document.id)
        found = [d for d in self.superseded if self.origins.get(d.id) == origin]
        place = next((i for i, d in enumerate(found) if d.id == document.id), len(found))
        return tuple(found[:place][::-1])

    def newer(self, document: Document) -> Document | None:
        """Return the version in force of a document that was replaced, None where it is in force itself."""
        if document.id in self.by_id:
            return None
        origin = self.origins.get(document.id)
        return next((d for d in self.documents if self.origins.get(d.id) == origin), None)

    def holds(self, document_id: str) -> bool:
        """Tell whether a document has a page: one that was replaced has, one that was removed has none."""
        return document_id in self.by_id or any(d.id == document_id for d in self.superseded)

    def links(self, document: Document) -> dict[str, str]:
        """Return the pages of the documents that a document cites and the library holds, by number."""
        found = {ref.number: self.find(ref, document) for ref in document.references}
        return {number: document_url(d.id) for number, d in found.items() if d}


def _hold(
    versions: tuple[int, ...],
    documents: tuple[Document, ...],
    superseded: tuple[Document, ...],
    origins: dict[str, str],
    is_paged: Callable[[Document], bool],
) -> Holdings:
    by_id = {document.id: document for document in documents}
    register = Register(documents)
    cited_by: dict[str, tuple[str, ...]] = {}
    for document in documents:
        cited = {found.id for ref in document.references if (found := register.find(ref, document))}
        for id in cited:
            cited_by[id] = (*cited_by.get(id, ()), document.id)
    relations = relate(documents)
    return Holdings(versions, documents, superseded, by_id, relations, register, cited_by, origins, is_paged)


class Shelf:
    """Keeps the library's documents decoded; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.originals = Originals(library)
        self._lock = threading.Lock()
        self._holdings = Holdings()

    def look(self) -> Holdings:
        """Return what the library holds now."""
        versions = self.library.versions()
        with self._lock:
            if versions != self._holdings.versions:
                documents = self.library.documents(versions)
                superseded = self.library.superseded()
                origins = self.library.origins()
                self._holdings = _hold(versions, documents, superseded, origins, self.originals.is_paged)
            return self._holdings

    def find(self, key: str) -> Document:
        """Return a document by id, file name or number; one that was replaced is still found by its id.

        Raises:
            UnknownDocument: there is none, or several have that name or number.
        """
        holdings = self.look()
        replaced = next((d for d in holdings.superseded if d.id == key), None)
        return holdings.by_id.get(key) or replaced or self.library.document(key)

    def removed(self) -> tuple[Document, ...]:
        """Return the documents that were taken out and can be put back."""
        return list_removed(self.library)

    def corrected(self, document: Document) -> frozenset[str]:
        """Return the fields of a document that a person corrected."""
        return frozenset(self.library.corrections().get(document.sha256, {}))

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
        return require_original(self.library, document)
