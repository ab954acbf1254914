from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, Metadata
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.revision import list_removed, restore, revise, supersede
from tests.conftest import make_document

Write = Callable[[str, str], Path]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


@pytest.fixture
def put(library: Library, write_file: Write) -> Callable[..., Document]:
    def keep(name: str, *paragraphs: str, origin: str | None = None, **stated: object) -> Document:
        document = replace(make_document(name, *paragraphs), metadata=Metadata(**stated))
        library.put(document, write_file(document.source, document.text), origin or document.source)
        return document

    return keep


Put = Callable[..., Document]


def test_a_removed_document_is_put_back_as_it_was(library: Library, put: Put) -> None:
    document, other = put("a", "Đoạn."), put("b", "Khác.")
    versions = library.versions()
    library.remove(document.id)
    assert list_removed(library) == (document,) and library.documents() == (other,)
    assert restore(library, document.id) == document
    assert library.versions() == versions and list_removed(library) == ()


def test_what_was_purged_cannot_be_put_back(library: Library, put: Put) -> None:
    document = put("a", "Đoạn.")
    library.remove(document.id)
    library.purge()
    assert list_removed(library) == ()
    with pytest.raises(UnknownDocument, match="gone"):
        restore(library, document.id)


def test_what_was_added_again_is_not_listed_as_removed(library: Library, put: Put) -> None:
    document = put("a", "Đoạn.")
    library.remove(document.id)
    put("a", "Đoạn.")
    assert list_removed(library) == ()
    with pytest.raises(UnknownDocument):
        restore(library, document.id)


def test_a_document_takes_the_place_of_another(library: Library, put: Put) -> None:
    old, new = put("cu", "Cũ."), put("moi", "Mới.")
    supersede(library, old.id, new.id)
    assert library.documents() == (new,) and library.superseded() == (old,)
    assert library.origins() == {old.id: "cu.txt", new.id: "cu.txt"}
    supersede(library, new.id, new.id)
    assert library.documents() == (new,)


def test_a_correction_outlives_a_rebuild_and_can_be_taken_back(library: Library, put: Put) -> None:
    document = put("a", "Đoạn.", number="1-BC/TU", type="Báo cáo")
    before = library.versions()
    right = revise(library, document.id, {"number": "7-BC/TU", "type": "Báo cáo"})
    assert right.metadata.number == "7-BC/TU" and library.corrections() == {
        document.sha256: {"number": "7-BC/TU"}
    }
    assert library.versions() != before  # an index built before is out of date
    assert library.documents(before) == (right,)  # and still finds every row that it points at
    library.purge()
    assert library.documents() == (right,) == (library.document("7-BC/TU"),)
    assert revise(library, document.id, {"number": "1-BC/TU"}) == document
    assert library.corrections() == {}


def test_saving_what_stands_there_changes_nothing(library: Library, put: Put) -> None:
    document = put("a", "Đoạn.", number="1-BC/TU")
    before = library.versions()
    assert revise(library, document.id, {"number": "1-BC/TU", "title": ""}) == document
    assert library.versions() == before


def test_a_correction_holds_for_the_content_and_goes_with_it(library: Library, put: Put) -> None:
    document = put("a", "Đoạn.", number="1-BC/TU")
    revise(library, document.id, {"number": "7-BC/TU"})
    assert list_removed(library) == ()  # the row as it was is no document that was taken out
    library.remove(document.id)
    assert [gone.metadata.number for gone in list_removed(library)] == ["7-BC/TU"]
    put("a", "Đoạn.", number="1-BC/TU")
    assert library.document("7-BC/TU").id == document.id
    library.remove(document.id)
    library.purge()
    assert library.corrections() == {}
