from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize
from underthesea.pipeline import word_tokenize as word_tokenize_module
from underthesea.pipeline.word_tokenize import regex_tokenize

import corpus
from index import segmenter
from index.segmenter import load_segmenter

TOKENS = "Thành ủy Hà Nội ban hành Kế hoạch số 43-KH/TU ngày 02/9/2024 . , ( ) v.v... T.Ư H'Mông x@y.vn 1.000,5 % Ð nghành cán bộ\n".split(" ")  # fmt: skip


def test_it_is_the_quick_one_that_is_used() -> None:
    assert type(load_segmenter()).__name__ == "_QuickSegmenter"


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_words_are_undertheseas(text: str) -> None:
    assert load_segmenter()(text) == word_tokenize(text)


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_the_model_is_shown_what_it_knows_of_what_underthesea_shows_it(text: str) -> None:
    quick = load_segmenter()
    assert isinstance(quick, segmenter._QuickSegmenter)
    tokens = regex_tokenize.tokenize(text)
    shown = word_tokenize_module.word_tokenize_model.featurizer.process([[[token] for token in tokens]])
    ours = quick._spell_all(tokens)
    assert len(ours) == len(tokens)
    for mine, theirs in zip(ours, *(shown if tokens else [[]]), strict=True):
        assert sorted(mine) == sorted(one for one in theirs if one in quick._known)
    assert "".join(quick(text)).replace(" ", "") == "".join(word_tokenize(text)).replace(" ", "")


def test_whole_documents_are_segmented_as_underthesea_does() -> None:
    for path in sorted((Path(corpus.__path__[0]) / "documents").glob("*.txt")):
        text = path.read_text(encoding="utf-8")[:6000]
        assert load_segmenter()(text) == word_tokenize(text)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Load the segmenter anew, and again afterwards."""
    load_segmenter.cache_clear()
    yield
    load_segmenter.cache_clear()


@pytest.mark.parametrize("fault", [AttributeError("gone"), None])
def test_another_underthesea_is_taken_as_it_is(
    fresh: None, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    """One whose inside is not there, or works otherwise."""

    def make() -> object:
        if fault:
            raise fault
        return lambda text: ["something else"]

    monkeypatch.setattr(segmenter, "_QuickSegmenter", make)
    assert load_segmenter()("cán bộ") == word_tokenize("cán bộ")
