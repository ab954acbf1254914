from pathlib import Path

import pytest

from corpus.library import Library
from corpus.page_words import find_words, keep_words
from corpus.word import Word
from tests.conftest import make_document

PAGES = {2: (Word("Điều", 0.1, 0.2, 0.3, 0.40004), Word('"1\\', 0.0, 0.0, 1.0, 1.0))}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


def test_words_come_back_to_a_ten_thousandth_of_the_page(library: Library) -> None:
    keep_words(library, "a", PAGES)
    assert find_words(library, "a", 2) == (Word("Điều", 0.1, 0.2, 0.3, 0.4), PAGES[2][1])
    assert find_words(library, "a", 1) is None and find_words(library, "b", 2) is None


def test_a_new_reading_takes_the_place_of_the_one_before(library: Library) -> None:
    keep_words(library, "a", PAGES)
    keep_words(library, "a", {3: ()})
    assert find_words(library, "a", 2) is None and find_words(library, "a", 3) == ()


def test_words_go_with_their_document(library: Library, tmp_path: Path) -> None:
    document = make_document("a", "Đoạn.")
    original = tmp_path / "a.txt"
    original.write_text(document.text, encoding="utf-8")
    library.put(document, original, "a")
    keep_words(library, document.sha256, PAGES)
    library.purge()
    assert find_words(library, document.sha256, 2)
    library.remove(document.id)
    library.purge()
    assert find_words(library, document.sha256, 2) is None
