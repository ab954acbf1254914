from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, Metadata
from corpus.library import Library
from corpus.parse import parse_text
from corpus.rereading import reread
from corpus.revision import revise

Write = Callable[[str, str], Path]
TEXT = "TỈNH ỦY GIA LAI\nSố 12-KH/TU\nKẾ HOẠCH\nvề thi đua\n\nI. MỤC TIÊU\nMột đoạn văn có nội dung.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


def put(library: Library, write_file: Write, document: Document) -> None:
    library.put(document, write_file(document.source, TEXT), document.source)


def test_a_document_that_reads_otherwise_now_is_exchanged_in_a_row_of_its_own(
    library: Library, write_file: Write
) -> None:
    now = parse_text(TEXT, "ke-hoach.txt")
    put(library, write_file, replace(now, metadata=Metadata(), references=()))
    before = library.versions()
    with library.writing():
        (done,) = reread(library)
    assert done.changed
    assert library.documents() == (now,)
    assert library.versions() != before
    assert library.documents(before)[0].metadata == Metadata(), "the index in service still finds its rows"


def test_what_reads_the_same_keeps_its_row(library: Library, write_file: Write) -> None:
    put(library, write_file, parse_text(TEXT, "ke-hoach.txt"))
    before = library.versions()
    with library.writing():
        assert [done.changed for done in reread(library)] == [False]
    assert library.versions() == before


def test_a_correction_outlives_a_new_reading(library: Library, write_file: Write) -> None:
    put(library, write_file, replace(parse_text(TEXT, "ke-hoach.txt"), references=(), sections=()))
    with library.writing():
        revise(library, "ke-hoach.txt", {"number": "99-KH/TU"})
        (done,) = reread(library)
    assert done.changed
    assert library.document("99-KH/TU").sections


def test_an_original_that_is_gone_or_damaged_leaves_the_document_as_it_is(
    library: Library, write_file: Write
) -> None:
    document = replace(parse_text(TEXT, "ke-hoach.txt"), references=(), metadata=Metadata())
    put(library, write_file, document)
    original = library.original(document)
    assert original is not None
    original.write_bytes(b"")
    with library.writing():
        (damaged,) = reread(library)
        original.unlink()
        (gone,) = reread(library)
    assert damaged.error is not None
    assert (damaged.changed, gone.changed, gone.error) == (False, False, None)
    assert library.documents() == (document,)
