import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Assignment, Document, Footnote, Metadata, Reference, Signer
from corpus.errors import LibraryBusy, LibraryEmpty, LibraryError, UnknownDocument
from corpus.library import Library
from corpus.record import decode_document, encode_document
from tests.conftest import make_document

Write = Callable[[str, str], Path]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


def put(library: Library, write: Write, document: Document, origin: str | None = None) -> str:
    file = write(document.source, document.text)
    return library.put(document, file, origin or document.source)


def test_a_document_comes_back_as_it_was_put(library: Library, write_file: Write) -> None:
    document = make_document("a", "Một đoạn.", "Hai đoạn.", number="1-NQ/TU")
    assert put(library, write_file, document) == "added"
    assert library.documents() == (document,)


def test_every_part_of_a_document_survives_encoding() -> None:
    document = make_document("đủ", "Đoạn.")
    whole = Document(
        id=document.id,
        source=document.source,
        sha256=document.sha256,
        text=document.text,
        metadata=Metadata("1-NQ/TU", "Nghị quyết", date=date(2024, 2, 29), signer=Signer("Lê A", "BÍ THƯ")),
        sections=document.sections,
        passages=document.passages,
        footnotes=(Footnote("1", "Ghi chú.", 3, 4, 9),),
        references=(Reference("43-NQ/TW", "Nghị quyết", date(2023, 11, 24), None, ((0, 3), (5, 8))),),
        assignments=(
            Assignment("Ban A", "chủ trì", "việc", "trong quý I", date(2024, 3, 31), "I", "x#I", 0, 4),
        ),
    )
    assert decode_document(encode_document(whole)) == whole


def test_the_same_content_is_kept_once_whatever_its_name(library: Library, write_file: Write) -> None:
    document = make_document("a", "Đoạn.")
    put(library, write_file, document, "folder/a.txt")
    assert put(library, write_file, document, "elsewhere/b.txt") == "unchanged"
    assert len(library.documents()) == 1


def test_new_content_from_the_same_place_supersedes_the_old(library: Library, write_file: Write) -> None:
    old, new = make_document("a", "Cũ."), make_document("a", "Mới.")
    put(library, write_file, old)
    assert put(library, write_file, new) == "replaced"
    assert library.documents() == (new,)
    assert library.superseded() == (old,)


def test_files_of_one_name_from_two_places_stand_side_by_side(library: Library, write_file: Write) -> None:
    put(library, write_file, make_document("qd", "Của sở A."), "so-a/qd.txt")
    put(library, write_file, make_document("qd", "Của sở B."), "so-b/qd.txt")
    assert len(library.documents()) == 2
    with pytest.raises(UnknownDocument, match="2 documents are called"):
        library.document("qd.txt")


@pytest.mark.parametrize("key", ["a.txt", "A.TXT", "43-NQ/TW", "43-nq/tw"])
def test_a_document_is_found_by_file_name_or_number(library: Library, write_file: Write, key: str) -> None:
    document = make_document("a", "Đoạn.", number="43-NQ/TW")
    put(library, write_file, document)
    assert library.document(key) == document == library.document(document.id)


def test_an_unknown_document_is_said_to_be_unknown(library: Library) -> None:
    with pytest.raises(UnknownDocument) as raised:
        library.document("99-NQ/TW")
    assert "trichdan list" in raised.value.sentence("vi")


def test_a_removed_document_stays_on_disk_until_it_is_purged(library: Library, write_file: Write) -> None:
    document = make_document("a", "Đoạn.")
    put(library, write_file, document)
    (version,) = library.versions()
    library.remove(document.id)
    assert library.documents() == ()
    assert library.documents([version]) == (document,)
    original = library.original(document)
    assert original is not None
    assert original.read_text(encoding="utf-8") == document.text
    library.purge()
    assert library.documents([version]) == ()
    assert library.original(document) is None


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    first = Library(tmp_path / "library", create=True)
    second = Library(tmp_path / "library")
    with first.writing(), pytest.raises(LibraryBusy), second.writing():
        pass
    with second.writing():
        pass


def test_a_folder_without_a_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryEmpty) as raised:
        Library(tmp_path / "nothing")
    assert "trichdan add" in raised.value.sentence("vi")
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database, but long enough to be read as one" * 40)
    with pytest.raises(LibraryError):
        Library(tmp_path)


def test_a_library_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    Library(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(LibraryError, match="newer"):
        Library(tmp_path)


def test_a_library_of_an_earlier_program_is_brought_up_to_date(library: Library, write_file: Write) -> None:
    document = make_document("a", "Đoạn.", number="1-NQ/TU")
    put(library, write_file, document)
    dropped = "".join(f"DROP TABLE {table};" for table in ("corrections", "judgements", "page_words"))
    library.database.executescript(f"{dropped} PRAGMA user_version = 1")
    library.close()
    with Library(library.files.folder) as opened:
        assert opened.documents() == (document,) and opened.corrections() == {}
        assert opened.database.execute("PRAGMA user_version").fetchone() == (3,)
        assert opened.database.execute("SELECT count(*) FROM judgements").fetchone() == (0,)


def test_vectors_are_kept_by_encoder_and_content(library: Library) -> None:
    many = [(f"content {number}", bytes([number % 256])) for number in range(1200)]
    library.keep_vectors("one", many)
    library.keep_vectors("two", [("content 3", b"other")])
    assert library.vectors("one", [content for content, _ in many]) == dict(many)
    assert library.vectors("two", ["content 3", "content 4"]) == {"content 3": b"other"}
