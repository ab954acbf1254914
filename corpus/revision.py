"""Second thoughts about a library: put back, set in another's place, corrected.

Call each inside `Library.writing`; the index follows with the next build.
"""

from collections.abc import Mapping

from corpus.corrections import correct, stated_values
from corpus.document import Document
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.record import decode_document

_GONE = """
SELECT max(version) FROM documents AS gone WHERE state = 'removed' AND NOT EXISTS
    (SELECT 1 FROM documents WHERE sha256 = gone.sha256 AND state = 'current') GROUP BY sha256
"""


def list_removed(library: Library) -> tuple[Document, ...]:
    """Return the documents that were taken out and are still on disk, in the order they came."""
    rows = library.database.execute(
        f"SELECT record FROM documents WHERE version IN ({_GONE}) ORDER BY version"
    )
    return library.decode(record for (record,) in rows)


def restore(library: Library, id: str) -> Document:
    """Put a removed document back.

    Args:
        library: where it was.
        id: the document's own.

    Raises:
        UnknownDocument: none of that id was removed, or it is gone from disk.
    """
    for document in list_removed(library):
        if document.id == id:
            with library.database as transaction:
                transaction.execute(
                    f"UPDATE documents SET state = 'current' WHERE id = ? AND version IN ({_GONE})", (id,)
                )
            return document
    raise UnknownDocument(
        f"Không khôi phục được văn bản “{id}”: nó không còn trong thư viện. Hãy thêm lại tệp gốc.",
        f"The document “{id}” can't be put back: it is gone from the library. Add its file again.",
    )


def supersede(library: Library, key: str, successor: str) -> None:
    """Let one document stand in the place of another, which becomes its earlier version.

    Args:
        library: where both are.
        key: id, file name or number of the one that is replaced.
        successor: id of the one that replaces it.

    Raises:
        UnknownDocument: either is not there.
    """
    old, new = library.document(key), library.document(successor)
    if old.id == new.id:
        return
    with library.database as transaction:
        transaction.execute(
            "UPDATE documents SET origin ="
            " (SELECT origin FROM documents WHERE id = ? AND state = 'current')"
            " WHERE id = ? AND state = 'current'",
            (old.id, new.id),
        )
        transaction.execute(
            "UPDATE documents SET state = 'superseded' WHERE id = ? AND state = 'current'", (old.id,)
        )


def revise(library: Library, key: str, values: Mapping[str, str]) -> Document:
    """Keep what a person says a document states; it holds for this content, also after a rebuild.

    The document gets a new row number, so that an index built before is known to be out of date.

    Args:
        library: where it is.
        key: id, file name or number.
        values: by field, see `corpus.corrections.read_corrections`; what the document itself says needs no
            correction, and typing that takes one back.

    Raises:
        UnknownDocument: there is no such document.
    """
    before = library.document(key)
    version, record = library.database.execute(
        "SELECT version, record FROM documents WHERE id = ? AND state = 'current'", (before.id,)
    ).fetchone()
    as_read = decode_document(record)
    read = stated_values(as_read.metadata)
    kept = library.corrections().get(before.sha256, {})
    wanted = {field: value for field, value in {**kept, **values}.items() if value != read[field]}
    if wanted == kept:
        return before
    after = correct(as_read, wanted)
    _keep(library, version, after, wanted)
    return after


def _keep(library: Library, version: int, document: Document, corrections: Mapping[str, str]) -> None:
    with library.database as transaction:
        transaction.execute("DELETE FROM corrections WHERE sha256 = ?", (document.sha256,))
        transaction.executemany(
            "INSERT INTO corrections (sha256, field, value) VALUES (?, ?, ?)",
            ((document.sha256, field, value) for field, value in corrections.items()),
        )
        copied = "id, source, origin, sha256, added_at, record"
        transaction.execute(
            f"INSERT INTO documents ({copied}, number, state)"
            f" SELECT {copied}, ?, 'current' FROM documents WHERE version = ?",
            (document.metadata.number, version),
        )
        transaction.execute("UPDATE documents SET state = 'removed' WHERE version = ?", (version,))
