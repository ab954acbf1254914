import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.alignment import Aligner, Nearness
from index.encoder import load_encoder
from index.forward import ForwardIndex, Gathered
from index.signs import split_sentences

TEXTS = st.text(alphabet="abcđêư ơ,.12", max_size=40)


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    found = load_encoder().aligner
    assert found is not None
    return found


def gather(aligner: Aligner, passages: list[str]) -> Gathered:
    split = [aligner.tokenize(list(split_sentences(passage))) for passage in passages]
    index = ForwardIndex.build([[(0, tokens) for tokens in sentences] for sentences in split])
    return index.gather(np.arange(len(passages)))


def align(aligner: Aligner, question: str, passages: list[str], contexts: list[str]) -> Nearness:
    return aligner.align(question, gather(aligner, passages), contexts)


def test_a_passage_that_repeats_the_question_holds_all_of_it(aligner: Aligner) -> None:
    near = align(aligner, "chủ trì tham mưu", ["chủ trì tham mưu", "quần áo trẻ em"], ["", ""])
    for share in (near.share, near.share_above, near.share_worst):
        right, wrong = share(near.passages)
        assert right == pytest.approx(1.0, abs=1e-3)
        assert wrong < right
    assert near.find_missing(near.passages)[0] == pytest.approx(0.0, abs=1e-3)


def test_the_context_is_kept_apart_from_the_passage(aligner: Aligner) -> None:
    near = align(aligner, "chủ trì", ["quần áo trẻ em"], ["chủ trì"])
    assert near.share(near.contexts)[0] == pytest.approx(1.0, abs=1e-3)
    assert near.share(near.passages)[0] < 0.9


def test_a_passage_is_as_near_as_its_nearest_sentences(aligner: Aligner) -> None:
    near = align(aligner, "chủ trì tham mưu", ["Ai chủ trì. Quần áo trẻ em. Ai tham mưu"], [""])
    assert near.sentences.shape[1] == 3
    np.testing.assert_allclose(near.passages[:, 0], near.sentences.max(axis=1))
    assert near.share(near.passages)[0] > near.share(near.sentences).max()


def test_the_worst_third_is_that_of_the_weight() -> None:
    near = Nearness(
        *(np.array(v, np.float32) for v in ([0.5, 0.3, 0.2], [[0]] * 3, [[0.9], [0.6], [0.1]], [[0]] * 3))
    )
    expected = (0.2 * 0.1 + (1 / 3 - 0.2) * 0.6) * 3
    assert near.share_worst(near.passages)[0] == pytest.approx(expected, rel=1e-5)
    assert near.find_missing(near.passages)[0] == pytest.approx(0.2 * 0.9, rel=1e-5)


def test_texts_without_words_hold_nothing(aligner: Aligner) -> None:
    near = align(aligner, "chủ trì", ["", "   "], ["", ""])
    assert near.passages.shape == (len(near.weights), 2)
    assert not near.passages.any()
    nothing = align(aligner, "", ["chủ trì"], [""])
    assert nothing.share(nothing.passages).tolist() == [0.0]
    assert nothing.share_worst(nothing.passages).tolist() == [0.0]


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_shares_are_shares(aligner: Aligner, question: str, passages: list[str]) -> None:
    near = align(aligner, question, passages, passages[::-1])
    for values in (near.passages, near.contexts, np.maximum(near.passages, near.contexts)):
        for share in (near.share(values), near.share_above(values), near.share_worst(values)):
            assert share.shape == (len(passages),)
            assert ((share >= -1e-6) & (share <= 1 + 1e-4)).all()
