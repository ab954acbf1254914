import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.alignment import BLOCK, Aligner
from index.encoder import load_encoder
from index.forward import ForwardIndex, Gathered
from index.nearness import Nearness
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
    return aligner.align(question, gather(aligner, passages), contexts)[0]


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


def near_of(weights: list[float], near: list[list[float]]) -> Nearness:
    """Return what one passage holds of a question, as one sentence and one block."""
    column = np.array(near, dtype=np.float32)
    one = np.ones(1, dtype=np.float32)
    nothing = np.zeros_like(column)
    return Nearness(
        np.array(weights, np.float32), column, column, nothing, one, one, column, np.zeros(1, np.int64)
    )


def test_the_worst_third_is_that_of_the_weight() -> None:
    near = near_of([0.5, 0.3, 0.2], [[0.9], [0.6], [0.1]])
    expected = (0.2 * 0.1 + (1 / 3 - 0.2) * 0.6) * 3
    assert near.share_worst(near.passages)[0] == pytest.approx(expected, rel=1e-5)
    assert near.find_missing(near.passages)[0] == pytest.approx(0.2 * 0.9, rel=1e-5)


def test_words_nearer_than_a_bound_count_whole() -> None:
    near = near_of([0.5, 0.3, 0.2], [[0.9], [0.6], [0.1]])
    assert near.share_near(near.passages, 0.5)[0] == pytest.approx(0.8)
    assert near.share_near(near.passages, 0.95)[0] == 0


def test_a_sentence_that_says_more_than_was_asked_is_said_less(aligner: Aligner) -> None:
    near = align(aligner, "ai chủ trì", ["Ai chủ trì. Quần áo trẻ em ngoài chợ, ai chủ trì"], [""])
    short, long = near.said_sentences
    assert short == pytest.approx(1.0, abs=1e-3)
    assert long < 0.8
    assert long < near.said_passages[0] < short
    agreed = near.agree()
    assert agreed[0] == pytest.approx(1.0, abs=1e-3)
    assert long < agreed[1] < agreed[0]


def test_words_far_apart_stand_in_no_run_together(aligner: Aligner) -> None:
    apart = "chủ trì " + "quần áo " * (3 * BLOCK) + "tham mưu"
    near = align(aligner, "chủ trì tham mưu", ["chủ trì tham mưu", apart], ["", ""])
    together, far = near.share_runs(2)
    assert together == pytest.approx(1.0, abs=1e-3)
    assert far < 0.9
    assert near.share(near.passages)[1] == pytest.approx(1.0, abs=1e-3)
    assert near.share_runs(2, around=near.passages)[1] == pytest.approx(1.0, abs=1e-3)


def test_no_run_goes_from_one_passage_into_the_next(aligner: Aligner) -> None:
    near = align(aligner, "chủ trì tham mưu", ["ai chủ trì", "tham mưu ai", ""], ["", "", ""])
    first, second, empty = near.share_runs(5)
    assert max(first, second) < 0.95
    assert empty == 0
    np.testing.assert_allclose([first, second], near.share(near.passages)[:2], rtol=1e-5)


def test_a_heading_holds_a_question_and_is_said_by_it(aligner: Aligner) -> None:
    headings = ["chủ trì", "", "chủ trì", "chủ trì tham mưu quần áo trẻ em"]
    found = aligner.compare("chủ trì tham mưu", headings)
    beside = aligner.align("chủ trì tham mưu", gather(aligner, ["ai"]), ["tham mưu"], headings)[1]
    np.testing.assert_allclose(beside.near, found.near, atol=1e-6)
    np.testing.assert_allclose(beside.share_said, found.share_said, atol=1e-6)
    assert found.share_said[0] == found.share_said[2] == pytest.approx(1.0, abs=1e-3)
    assert found.share_said[1] == 0
    assert 0 < found.share_said[3] < 0.95
    assert not found.near[:, 1].any()
    assert aligner.compare("chủ trì", []).share_said.shape == (0,)


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
