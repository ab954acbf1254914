import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.alignment import Aligner
from index.encoder import load_encoder

TEXTS = st.text(alphabet="abcđêư ơ,.12", max_size=40)


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    found = load_encoder().aligner
    assert found is not None
    return found


def test_a_passage_that_repeats_the_question_holds_all_of_it(aligner: Aligner) -> None:
    shares = aligner.align("chủ trì tham mưu", ["chủ trì tham mưu", "quần áo trẻ em"], ["", ""])
    np.testing.assert_allclose(shares[0], 1.0, atol=1e-3)
    assert (shares[1] < shares[0]).all()


def test_the_context_counts_for_the_whole_only(aligner: Aligner) -> None:
    ((inside, _, whole, _),) = aligner.align("chủ trì", ["quần áo trẻ em"], ["chủ trì"])
    assert whole > inside
    np.testing.assert_allclose(whole, 1.0, atol=1e-3)


def test_texts_without_words_hold_nothing(aligner: Aligner) -> None:
    assert not aligner.align("chủ trì", ["", "   "], ["", ""]).any()
    assert not aligner.align("", ["chủ trì"], [""]).any()


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_shares_are_shares_and_the_context_never_lowers_them(
    aligner: Aligner, question: str, passages: list[str]
) -> None:
    shares = aligner.align(question, passages, passages[::-1])
    assert shares.shape == (len(passages), 4)
    assert (shares >= -1e-4).all() and (shares <= 1 + 1e-3).all()
    assert (shares[:, 2:] >= shares[:, :2] - 1e-4).all()
