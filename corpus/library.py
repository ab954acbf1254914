"""The library: a folder that keeps documents, their originals, and what was computed from their words.

One SQLite file holds everything but the originals. A document that is replaced or removed keeps its row until
the next complete build of the index, so that the index in service never points at nothing.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from corpus.corrections import correct
from corpus.document import Document
from corpus.errors import LibraryBusy, LibraryEmpty, LibraryError, UnknownDocument
from corpus.record import decode_document, encode_document
from corpus.schema import connect

Change = Literal["added", "replaced", "unchanged"]

_SQL_VARIABLES = 500  # well below what any SQLite build takes in one statement


@dataclass(frozen=True, slots=True)
class Files:
    """Every name on disk below a library's folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """Documents and what was computed from them."""
        return self.folder / "library.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.folder / "writer.lock"

    @property
    def originals(self) -> Path:
        """The files as they came, by content hash."""
        return self.folder / "originals"

    @property
    def generations(self) -> Path:
        """The indexes, one folder a build."""
        return self.folder / "generations"

    @property
    def pointer(self) -> Path:
        """Names the generation in service."""
        return self.folder / "current"


class Library:
    """Documents kept in a folder.

    Args:
        folder: the library's folder.
        create: whether to make it where it is not there.

    Raises:
        LibraryEmpty: the folder holds no library and `create` is false.
        LibraryError: the folder or its database can't be used.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.files = Files(folder)
        if not create and not self.files.database.is_file():
            raise LibraryEmpty(
                f"Chưa có thư viện ở {folder}. Hãy chạy “trichdan add TỆP_HOẶC_THƯ_MỤC” để tạo.",
                f"There is no library in {folder}. Run “trichdan add FILE_OR_FOLDER” to make one.",
            )
        try:
            if create:
                self.files.originals.mkdir(parents=True, exist_ok=True)
            self._database = connect(self.files.database)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"Không mở được thư viện ở {folder}: {error}. Hãy kiểm tra quyền ghi hoặc chọn thư mục khác.",
                f"The library in {folder} can't be opened: {error}. Check permissions or choose another folder.",
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The connection, for what is kept beside the documents."""
        return self._database

    # -- one writer at a time -------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library for writing; the system lets go of it when the process dies.

        Raises:
            LibraryBusy: another process holds it.
        """
        try:
            lock = sqlite3.connect(self.files.lock, timeout=0, isolation_level=None)
        except sqlite3.Error as error:
            raise _unwritable(self.files.folder) from error
        with closing(lock):
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
                raise (_busy() if busy else _unwritable(self.files.folder)) from error
            yield

    # -- documents ------------------------------------------------------------------------------------------

    def put(self, document: Document, original: Path, origin: str) -> Change:
        """Keep a document and its original, in a transaction of its own.

        Args:
            document: what was read from the file.
            original: the file itself; it is copied.
            origin: where it came from; the same origin with other content replaces what was there.

        Returns:
            What happened; content that the library already holds is unchanged, whatever its name.
        """
        if self.holds(document.sha256):
            return "unchanged"
        shutil.copyfile(original, self.files.originals / (document.sha256 + original.suffix.lower()))
        stated = correct(document, self.corrections().get(document.sha256, {})).metadata
        with self._database as transaction:
            superseded = transaction.execute(
                "UPDATE documents SET state = 'superseded' WHERE origin = ? AND state = 'current'", (origin,)
            ).rowcount
            transaction.execute(
                "INSERT INTO documents (id, source, origin, sha256, number, state, record)"
                " VALUES (?, ?, ?, ?, ?, 'current', ?)",
                (
                    document.id,
                    document.source,
                    origin,
                    document.sha256,
                    stated.number,
                    encode_document(document),
                ),
            )
        return "replaced" if superseded else "added"

    def holds(self, sha256: str) -> bool:
        """Return whether a current document has exactly this content."""
        return self.find_content(sha256) is not None

    def find_content(self, sha256: str) -> str | None:
        """Return the id of the current document that has exactly this content, None if none has."""
        query = "SELECT id FROM documents WHERE sha256 = ? AND state = 'current'"
        row = self._database.execute(query, (sha256,)).fetchone()
        return row[0] if row else None

    def remove(self, key: str) -> Document:
        """Take a document out; it is gone from disk after the next complete build.

        Raises:
            UnknownDocument: no current document has that id, file name or number.
        """
        document = self.document(key)
        with self._database as transaction:
            transaction.execute(
                "UPDATE documents SET state = 'removed' WHERE id = ? AND state = 'current'", (document.id,)
            )
        return document

    def purge(self) -> None:
        """Drop what was removed, rows and originals; call it once no index points at it."""
        with self._database as transaction:
            gone = transaction.execute("SELECT sha256 FROM documents WHERE state = 'removed'").fetchall()
            transaction.execute("DELETE FROM documents WHERE state = 'removed'")
            for table in ("corrections", "page_words"):
                transaction.execute(f"DELETE FROM {table} WHERE sha256 NOT IN (SELECT sha256 FROM documents)")
        for (sha256,) in gone:
            kept = self._database.execute("SELECT 1 FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
            for file in [] if kept else self.files.originals.glob(f"{sha256}*"):
                file.unlink(missing_ok=True)

    def versions(self) -> tuple[int, ...]:
        """Return the row numbers of the current documents, oldest first."""
        rows = self._database.execute(
            "SELECT version FROM documents WHERE state = 'current' ORDER BY version"
        )
        return tuple(version for (version,) in rows)

    def documents(self, versions: Sequence[int] | None = None) -> tuple[Document, ...]:
        """Return the current documents, or those of the given row numbers, in the order they came."""
        wanted = self.versions() if versions is None else versions
        found = dict(self._select("SELECT version, record FROM documents WHERE version IN ({})", wanted))
        return self.decode(found[version] for version in wanted if version in found)

    def document(self, key: str) -> Document:
        """Return a current document by its id, file name or number.

        Raises:
            UnknownDocument: there is none, or several have that name or number.
        """
        for column in ("id", "source", "number"):
            rows = self._database.execute(
                f"SELECT record FROM documents WHERE {column} = ? COLLATE NOCASE AND state = 'current'",
                (key.strip(),),
            ).fetchall()
            if len(rows) == 1:
                return self.decode([rows[0][0]])[0]
            if rows:
                raise _ambiguous(key, self.decode(record for (record,) in rows))
        raise UnknownDocument(
            f"Không có văn bản “{key}” trong thư viện. Hãy xem danh sách bằng “trichdan list”.",
            f"No document “{key}” is in the library. See what is there with “trichdan list”.",
        )

    def superseded(self) -> tuple[Document, ...]:
        """Return earlier versions of documents, oldest first."""
        rows = self._database.execute(
            "SELECT record FROM documents WHERE state = 'superseded' ORDER BY version"
        )
        return self.decode(record for (record,) in rows)

    def origins(self) -> dict[str, str]:
        """Return where each document, current or superseded, came from, by its id."""
        return dict(self._database.execute("SELECT id, origin FROM documents WHERE state <> 'removed'"))

    def original(self, document: Document) -> Path | None:
        """Return the file that a document was read from, as it came."""
        likely = self.files.originals / (document.sha256 + Path(document.source).suffix.lower())
        return likely if likely.is_file() else next(self.files.originals.glob(f"{document.sha256}*"), None)

    def decode(self, records: Iterable[str]) -> tuple[Document, ...]:
        """Return kept records as documents, with what a person corrected in place of what was read."""
        corrections = self.corrections()
        documents = map(decode_document, records)
        return tuple(correct(document, corrections.get(document.sha256, {})) for document in documents)

    def corrections(self) -> dict[str, dict[str, str]]:
        """Return the corrected values by field, by content hash."""
        found: dict[str, dict[str, str]] = {}
        for sha256, field, value in self._database.execute("SELECT sha256, field, value FROM corrections"):
            found.setdefault(sha256, {})[field] = value
        return found

    # -- what was computed from passages ----------------------------------------------------------------------

    def vectors(self, encoder: str, contents: Sequence[str]) -> dict[str, bytes]:
        """Return the kept vectors (float32, little endian) of an encoder's fingerprint, by content hash."""
        query = "SELECT content, vector FROM vectors WHERE encoder = ? AND content IN ({})"
        return dict(self._select(query, contents, encoder))

    def keep_vectors(self, encoder: str, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Keep vectors by content hash."""
        with self._database as transaction:
            transaction.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                ((encoder, content, vector) for content, vector in vectors),
            )

    def segmentations(self, contents: Sequence[str]) -> dict[str, str]:
        """Return the kept word segmentations (words joined by spaces), by content hash."""
        return dict(self._select("SELECT content, words FROM segmentations WHERE content IN ({})", contents))

    def keep_segmentations(self, segmentations: Iterable[tuple[str, str]]) -> None:
        """Keep word segmentations by content hash."""
        with self._database as transaction:
            transaction.executemany("INSERT OR REPLACE INTO segmentations VALUES (?, ?)", segmentations)

    def _select(self, query: str, wanted: Sequence[object], *first: str) -> Iterator[tuple[Any, Any]]:
        for offset in range(0, len(wanted), _SQL_VARIABLES):
            part = wanted[offset : offset + _SQL_VARIABLES]
            yield from self._database.execute(query.format(",".join("?" * len(part))), (*first, *part))


def _ambiguous(key: str, documents: Sequence[Document]) -> UnknownDocument:
    ids = ", ".join(document.id for document in documents[:6])
    return UnknownDocument(
        f"Có {len(documents)} văn bản mang “{key}”. Hãy gọi bằng mã: {ids}.",
        f"{len(documents)} documents are called “{key}”. Name one by its id: {ids}.",
    )


def _busy() -> LibraryBusy:
    return LibraryBusy(
        "Một tiến trình khác đang ghi vào thư viện này. Hãy đợi nó xong rồi chạy lại.",
        "Another process is writing to this library. Wait for it to finish, then run this again.",
    )


def _unwritable(folder: Path) -> LibraryError:
    return LibraryError(
        f"Không ghi được vào thư viện ở {folder}. Hãy kiểm tra quyền ghi và chỗ trống, hoặc chọn thư mục khác.",
        f"The library in {folder} can't be written. Check permissions and free space, or choose another folder.",
    )
