import math
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex

TOKENS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=12)


def bm25(passages: list[list[str]], terms: dict[str, float], k1: float = 1.2, b: float = 0.6) -> list[float]:
    """Lucene's BM25 written out; a passage without tokens counts as one token long."""
    lengths = [max(len(passage), 1) for passage in passages]
    mean = sum(lengths) / len(lengths)
    scores = []
    for passage, length in zip(passages, lengths, strict=True):
        score = 0.0
        for term, weight in terms.items():
            df = sum(term in other for other in passages)
            tf = passage.count(term)
            if tf:
                idf = math.log(1 + (len(passages) - df + 0.5) / (df + 0.5))
                score += weight * idf * tf / (tf + k1 * (1 - b + b * length / mean))
        scores.append(score)
    return scores


@given(
    st.lists(TOKENS, min_size=1, max_size=8), st.dictionaries(st.sampled_from("abcdez"), st.floats(0.1, 3))
)
def test_scores_are_those_of_the_formula(passages: list[list[str]], terms: dict[str, float]) -> None:
    got = LexicalIndex.build(passages).score(terms)
    np.testing.assert_allclose(got, bm25(passages, terms), rtol=1e-4, atol=1e-5)


@given(st.lists(TOKENS, min_size=1, max_size=9))
def test_the_index_is_the_one_that_the_library_makes(passages: list[list[str]]) -> None:
    theirs = bm25s.BM25(k1=1.2, b=0.6, method="lucene", csc_backend="scipy")
    theirs.index([tokens or [""] for tokens in passages], show_progress=False)
    ours = LexicalIndex.build(passages)
    for term in "abcde":
        if term in theirs.vocab_dict:
            np.testing.assert_array_equal(ours.score({term: 1.0}), theirs.get_scores([term]))
        else:
            assert ours.document_frequency(term) == 0


@given(st.lists(TOKENS, min_size=1, max_size=9), st.lists(st.integers(0, 8), max_size=9))
def test_which_passages_hold_a_term(passages: list[list[str]], rows: list[int]) -> None:
    asked = np.array([row for row in rows if row < len(passages)], dtype=np.int64)
    index = LexicalIndex.build(passages)
    for term in "abz":
        assert index.holds(term, asked).tolist() == [term in passages[row] for row in asked]


def test_a_silent_index_knows_its_terms_and_scores_nothing() -> None:
    index = LexicalIndex.build([["a", "b"], ["a"]])
    silent = index.silence()
    assert silent.document_frequency("a") == 2
    assert not silent.score({"a": 1.0, "b": 1.0}).any()
    assert index.score({"a": 1.0}).all()


def test_an_index_on_disk_scores_as_the_one_that_was_saved(tmp_path: Path) -> None:
    built = LexicalIndex.build([["dân", "vận"], ["dân"], []])
    built.save(tmp_path / "text")
    loaded = LexicalIndex.load(tmp_path / "text")
    np.testing.assert_array_equal(loaded.score({"vận": 2.0}), built.score({"vận": 2.0}))
    assert loaded.size == 3


def test_passages_without_any_token_can_be_indexed() -> None:
    assert LexicalIndex.build([[], []]).score({"a": 1.0}).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("term", "count"), [("a", 2), ("b", 1), ("z", 0)])
def test_document_frequency_counts_passages(term: str, count: int) -> None:
    assert LexicalIndex.build([["a", "a"], ["a", "b"], ["c"]]).document_frequency(term) == count
