from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import EncoderError, EncoderMismatch, LibraryEmpty
from corpus.library import Library
from index.encoder import SHIPPED_NAME
from index.generation import build
from index.refresh import choose_encoder, find_manifest, refresh
from tests.conftest import HashingEncoder, make_document


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


def put(library: Library, document: Document, tmp_path: Path) -> None:
    file = tmp_path / document.source
    file.write_text(document.text, encoding="utf-8")
    library.put(document, file, document.source)


def test_an_index_is_built_where_it_is_needed(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    first = refresh(library, HashingEncoder())
    assert first
    assert (first.number, first.passages) == (1, 1)
    assert refresh(library, HashingEncoder()) is None
    forced = refresh(library, HashingEncoder(), always=True)
    assert forced
    assert forced.number == 2
    put(library, make_document("b", "Hai."), tmp_path)
    grown = refresh(library, HashingEncoder())
    assert grown
    assert find_manifest(library) == grown
    assert grown.passages == 2


def test_nothing_is_built_of_nothing(library: Library) -> None:
    assert find_manifest(library) is None
    with pytest.raises(LibraryEmpty):
        refresh(library, HashingEncoder())


def test_a_library_that_was_emptied_is_indexed_as_empty(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    refresh(library, HashingEncoder())
    library.remove("a.txt")
    emptied = refresh(library, HashingEncoder())
    assert emptied
    assert emptied.passages == 0


def test_the_shipped_encoder_is_chosen_where_none_was(library: Library) -> None:
    assert choose_encoder(library).name == SHIPPED_NAME


def test_another_encoder_needs_to_be_meant(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    build(library, HashingEncoder(name="elsewhere/other"))
    with pytest.raises(EncoderMismatch) as raised:
        choose_encoder(library, SHIPPED_NAME)
    assert "rebuild --encoder" in raised.value.vi
    assert choose_encoder(library, SHIPPED_NAME, change=True).name == SHIPPED_NAME


def test_the_encoder_that_built_the_index_must_still_be_there(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    build(library, HashingEncoder(name=str(tmp_path / "gone")))
    (tmp_path / "gone").mkdir()
    with pytest.raises(EncoderError):
        choose_encoder(library)


def test_a_newer_encoder_of_the_same_name_takes_over(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    build(library, HashingEncoder(name=SHIPPED_NAME))
    assert refresh(library, choose_encoder(library)) is not None
