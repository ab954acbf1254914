"""The tables of a library's database, and how one made by an earlier program is brought up to date."""

import sqlite3
from pathlib import Path

from corpus.errors import LibraryError

SCHEMA_VERSION = 3

#: What each version added; a database of version n lacks the scripts from the n-th on.
_SCRIPTS = (
    """
CREATE TABLE IF NOT EXISTS documents (
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    number TEXT,
    state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'removed')),
    added_at TEXT NOT NULL DEFAULT (datetime('now')),
    record TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_by_id ON documents (id);
CREATE INDEX IF NOT EXISTS documents_by_sha256 ON documents (sha256);
CREATE INDEX IF NOT EXISTS documents_by_origin ON documents (origin);
CREATE TABLE IF NOT EXISTS vectors (
    encoder TEXT NOT NULL,
    content TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (encoder, content)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS segmentations (
    content TEXT PRIMARY KEY,
    words TEXT NOT NULL
) WITHOUT ROWID;
""",
    """
CREATE TABLE IF NOT EXISTS corrections (
    sha256 TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    corrected_at TEXT NOT NULL DEFAULT (datetime('now')),
    PRIMARY KEY (sha256, field)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judgements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    document_id TEXT NOT NULL,
    source TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    quote TEXT NOT NULL,
    grade INTEGER NOT NULL CHECK (grade IN (0, 1, 2)),
    judge TEXT NOT NULL,
    judged_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (question, judge, document_id, quote)
);
""",
    """
CREATE TABLE IF NOT EXISTS page_words (
    sha256 TEXT NOT NULL,
    page INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (sha256, page)
) WITHOUT ROWID;
""",
)


def connect(path: Path) -> sqlite3.Connection:
    """Open a library's database, with every table it lacks made.

    Raises:
        LibraryError: it was made by a newer program.
        sqlite3.Error: it can't be opened, or is none.
    """
    # The web server reads from several threads; SQLite serialises them (sqlite3.threadsafety == 3).
    database = sqlite3.connect(path, timeout=30, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    (found,) = database.execute("PRAGMA user_version").fetchone()
    if found > SCHEMA_VERSION:
        database.close()
        raise LibraryError(
            "Thư viện này được tạo bằng bản Trích dẫn mới hơn. Hãy nâng cấp chương trình rồi mở lại.",
            "This library was made by a newer Trích dẫn. Upgrade the program, then open it again.",
        )
    for script in _SCRIPTS[found:]:
        database.executescript(script)
    if found < SCHEMA_VERSION:
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return database
