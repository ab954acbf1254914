import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderMismatch, LibraryEmpty, LibraryError
from corpus.ingestion import ingest_file
from corpus.library import Library
from index.encoder import load_encoder
from index.generation import build
from index.tokens import make_unigram
from index.training.package import write_static_model
from search.service import SearchService

Write = Callable[[str, str], Path]
ONE = "NGHỊ QUYẾT\n1. Ban Dân vận chủ trì phong trào thi đua.\n"
TWO = "KẾ HOẠCH\n1. Sở Tài chính bố trí kinh phí.\n"


def add(folder: Path, *files: Path, encoder: str | None = None) -> None:
    with Library(folder, create=True) as library, library.writing():
        for file in files:
            assert ingest_file(library, file).error is None
        build(library, load_encoder(encoder))


@pytest.fixture
def folder(tmp_path: Path, write_file: Write) -> Path:
    add(tmp_path / "library", write_file("một.txt", ONE))
    return tmp_path / "library"


def first(service: SearchService, question: str) -> str:
    return service.search(question).hits[0].document.source


def test_a_library_is_searched(folder: Path) -> None:
    service = SearchService(folder)
    assert first(service, "ai chủ trì phong trào") == "một.txt"
    assert service.manifest["passages"] == len(service.search("chủ trì", 10).hits)
    service.library.close()


def test_a_new_generation_is_searched_at_the_next_question(folder: Path, write_file: Write) -> None:
    service = SearchService(folder)
    assert first(service, "bố trí kinh phí") == "một.txt"
    add(folder, write_file("hai.txt", TWO))
    assert first(service, "bố trí kinh phí") == "hai.txt"
    assert service.manifest["number"] == 2
    service.library.close()


def test_what_is_being_added_is_not_searched_before_it_is_indexed(folder: Path, write_file: Write) -> None:
    service = SearchService(folder)
    with Library(folder) as library, library.writing():
        ingest_file(library, write_file("hai.txt", TWO))
        library.remove("một.txt")
        assert first(service, "phong trào thi đua") == "một.txt"
    service.library.close()


def test_questions_and_a_new_generation_at_the_same_time(folder: Path, write_file: Write) -> None:
    service, failures, stop = SearchService(folder), [], threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                assert service.search("ai chủ trì phong trào thi đua").hits
            except Exception as error:  # noqa: BLE001
                failures.append(error)

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    for number in range(4):
        add(folder, write_file(f"{number}.txt", TWO.replace("1.", f"1. Lần {number}:")))
    stop.set()
    for thread in asking:
        thread.join()
    assert not failures
    assert service.search("bố trí kinh phí").hits
    assert service.manifest["number"] == 5
    service.library.close()


@pytest.mark.parametrize("missing", ["", "current", "library.sqlite"])
def test_a_library_that_is_not_there_says_how_to_make_one(folder: Path, missing: str) -> None:
    shutil.rmtree(folder) if not missing else (folder / missing).unlink()
    with pytest.raises(LibraryEmpty) as raised:
        SearchService(folder)
    assert "trichdan add" in raised.value.vi


def test_a_damaged_index_says_how_to_remake_it(folder: Path) -> None:
    (folder / "generations" / "1" / "manifest.json").write_text("{")
    with pytest.raises(LibraryError) as raised:
        SearchService(folder)
    assert "trichdan rebuild" in raised.value.vi


def test_an_index_by_another_encoder_is_refused(folder: Path, tmp_path: Path, write_file: Write) -> None:
    pieces = {"[UNK]": -100.0, "▁": -100.0, "▁dân": -2.0, "▁vận": -2.0, "▁phong": -3.0}
    vectors = np.random.default_rng(0).normal(size=(len(pieces), 8)).astype(np.float32)
    write_static_model(tmp_path / "tiny", make_unigram(pieces, {}), vectors)
    tiny = str(tmp_path / "tiny")
    with pytest.raises(EncoderMismatch) as raised:
        SearchService(folder, tiny)
    assert "trichdan rebuild" in raised.value.vi
    service = SearchService(folder)
    add(folder, write_file("hai.txt", TWO), encoder=tiny)
    with pytest.raises(EncoderMismatch) as raised:  # also where it changes under a running service
        service.search("phong trào")
    assert f"--encoder {tiny}" in raised.value.vi
    service.library.close()
    other = SearchService(folder, tiny)
    assert first(other, "bố trí kinh phí") == "hai.txt"
    other.library.close()
