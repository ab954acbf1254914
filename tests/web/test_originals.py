from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document, Passage
from corpus.formats import PageView
from corpus.library import Library
from corpus.word import Word
from tests.conftest import make_document
from web import originals
from web.originals import Originals


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Pages drawn, in order; each is a picture of a million bytes with its own words."""
    numbers: list[int] = []

    def draw(path: Path, number: int, name: str) -> PageView:
        numbers.append(number)
        words = tuple(Word(f"lời{number}.{i}", 0.1, 0.01 * i, 0.2, 0.01 * i + 0.008) for i in range(9))
        return PageView(99, 1, 1, bytes(1_000_000), words)

    monkeypatch.setattr(originals, "view_page", draw)
    return numbers


@pytest.fixture
def held(make_library: Callable[..., Library]) -> tuple[Originals, Document]:
    document = make_document("a", "Đoạn.")
    return Originals(make_library(document)), document


def test_pages_are_kept_within_bounds_the_last_looked_at_longest(
    held: tuple[Originals, Document], drawn: list[int]
) -> None:
    kept, document = held
    for number in [*range(1, 33), 1, 33, 34, 1, 2]:
        kept.view(document, number)
    assert drawn == [*range(1, 35), 2]


def test_a_passage_is_sought_on_few_pages_only(held: tuple[Originals, Document], drawn: list[int]) -> None:
    kept, document = held
    text = "lời2.7 lời2.8 lời3.0 lời3.1 lời3.2"
    passage = Passage(f"{document.id}#x", "", "clause", 0, len(text), text, page=2)
    assert len(kept.locate(document, passage, 2).boxes[0]) == 2
    assert len(kept.locate(document, passage, 3).boxes[0]) == 3
    assert kept.locate(document, passage, 1).boxes == kept.locate(document, passage, 4).boxes == ((),)
    assert kept.locate(document, passage, 90).boxes == ((),) and max(drawn) <= 4
