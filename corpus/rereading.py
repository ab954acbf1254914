"""Reading the kept originals again, so that what reads better now reaches the documents that are there already."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.document import Document
from corpus.errors import TrichdanError
from corpus.formats import read_file
from corpus.library import Library
from corpus.page_words import keep_words
from corpus.parse import parse
from corpus.record import decode_document, encode_document

Progress = Callable[[int, int], None]
"""Called with how many documents are done, and how many there are."""
_COPIED = "id, source, origin, sha256, number, added_at"


@dataclass(frozen=True, slots=True)
class Rereading:
    """What became of one document: whether it reads otherwise now, or why it could not be read."""

    document: Document
    changed: bool
    error: TrichdanError | None = None


def reread(library: Library, progress: Progress = lambda *_: None) -> Iterator[Rereading]:
    """Read every current document's original again and keep what reads otherwise; corrections stay.

    A document that reads otherwise gets a new row number, so that an index built before is known to be out of
    date; the old row goes with the next complete build. One whose original can't be read stays as it is. Call it
    inside `Library.writing`.

    Args:
        library: whose documents to read.
        progress: told before each document.
    """
    rows = library.database.execute(
        "SELECT version, record FROM documents WHERE state = 'current' ORDER BY version"
    ).fetchall()
    for done, (version, record) in enumerate(rows):
        progress(done, len(rows))
        before = decode_document(record)
        try:
            after = _read_again(library, before)
        except TrichdanError as error:
            yield Rereading(before, changed=False, error=error)
            continue
        changed = after is not None and after != before
        if after is not None and changed:
            _exchange(library, version, after)
        yield Rereading(after or before, changed)
    progress(len(rows), len(rows))


def _read_again(library: Library, document: Document) -> Document | None:
    original = library.original(document)
    if original is None:
        return None
    reading = read_file(original)
    after = parse(reading.blocks, document.source, document.sha256)
    keep_words(library, document.sha256, reading.words)
    return after if after.passages else None


def _exchange(library: Library, version: int, document: Document) -> None:
    with library.database as transaction:
        transaction.execute(
            f"INSERT INTO documents ({_COPIED}, state, record)"
            f" SELECT {_COPIED}, 'current', ? FROM documents WHERE version = ?",
            (encode_document(document), version),
        )
        transaction.execute("UPDATE documents SET state = 'removed' WHERE version = ?", (version,))
