import os
import shutil
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from corpus.document import Document
from corpus.errors import LibraryEmpty, LibraryError
from corpus.library import Library
from index.generation import Generation, build, current_number, is_current
from tests.conftest import HashingEncoder, make_document


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


def put(library: Library, document: Document, tmp_path: Path) -> None:
    file = tmp_path / document.source
    file.write_text(document.text, encoding="utf-8")
    library.put(document, file, document.source)


class CountingEncoder(HashingEncoder):
    """Remembers what it was asked to encode."""

    seen: ClassVar[list[str]] = []

    def encode_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
        self.seen.extend(texts)
        return super().encode_passages(texts)


def test_a_build_serves_every_passage_by_words_and_by_meaning(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Ban Dân vận chủ trì.", "Văn phòng phối hợp."), tmp_path)
    build(library, HashingEncoder())
    generation = Generation.open(library)
    assert generation.manifest.passages == generation.dense.size == 2
    assert np.argmax(generation.lexical["text"].score({"dân vận": 1.0})) == 0
    assert np.argmax(generation.lexical["folded"].score({"van phong": 1.0})) == 1
    assert is_current(library, HashingEncoder())


def test_only_unseen_passages_are_encoded(library: Library, tmp_path: Path) -> None:
    encoder = CountingEncoder()
    encoder.seen.clear()
    put(library, make_document("a", "Một.", "Hai."), tmp_path)
    build(library, encoder)
    put(library, make_document("b", "Ba."), tmp_path)
    build(library, encoder)
    assert [text.splitlines()[-1] for text in encoder.seen] == ["Một.", "Hai.", "Ba."]


def test_a_new_generation_takes_over_and_old_ones_go(library: Library, tmp_path: Path) -> None:
    for name in "abcd":
        put(library, make_document(name, f"Đoạn {name}."), tmp_path)
        build(library, HashingEncoder())
    assert current_number(library) == 4
    assert sorted(folder.name for folder in library.files.generations.iterdir()) == ["3", "4"]


def test_an_unfinished_build_leaves_the_last_generation_in_service(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    build(library, HashingEncoder())
    put(library, make_document("b", "Hai."), tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        build(library, HashingEncoder())
    assert Generation.open(library).manifest.passages == 1
    assert not is_current(library, HashingEncoder())
    monkeypatch.undo()
    build(library, HashingEncoder())
    assert Generation.open(library).manifest.passages == 2


def test_removing_every_document_leaves_an_empty_index_that_says_so(library: Library, tmp_path: Path) -> None:
    document = make_document("a", "Một.")
    put(library, document, tmp_path)
    build(library, HashingEncoder())
    library.remove(document.id)
    build(library, HashingEncoder())
    with pytest.raises(LibraryEmpty) as raised:
        Generation.open(library)
    assert "trichdan add" in raised.value.sentence("vi")


def test_without_a_build_the_person_is_told_to_add(library: Library) -> None:
    with pytest.raises(LibraryEmpty):
        Generation.open(library)


@pytest.mark.parametrize("damage", ["manifest.json", "dense.faiss", "text"])
def test_a_damaged_generation_says_how_to_remake_it(library: Library, tmp_path: Path, damage: str) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    build(library, HashingEncoder())
    broken = library.files.generations / "1" / damage
    shutil.rmtree(broken) if broken.is_dir() else broken.write_text("{}")
    with pytest.raises(LibraryError) as raised:
        Generation.open(library)
    assert "rebuild" in raised.value.sentence("en")


def test_another_encoder_makes_the_generation_stale(library: Library, tmp_path: Path) -> None:
    put(library, make_document("a", "Một."), tmp_path)
    build(library, HashingEncoder())
    assert not is_current(library, HashingEncoder(fingerprint="hashing-2"))
