import numpy as np
import pytest

from index.tokens import make_unigram
from index.training.bags import Texts, gather, thin

LETTERS = "abcdefgh"
PIECES = {"[UNK]": -9.0, "▁": -9.0} | {f"▁{letter}": -1.0 for letter in LETTERS}


@pytest.fixture
def texts() -> Texts:
    return Texts(make_unigram(PIECES, {}), ["a b c", "d", "e f g h"])


def test_a_short_text_is_taken_whole(texts: Texts) -> None:
    assert list(texts.take(0, 5, np.random.default_rng(0))) == [2, 3, 4]


def test_a_long_text_is_cut_to_a_window_of_its_own(texts: Texts) -> None:
    rng = np.random.default_rng(0)
    windows = {tuple(texts.take(2, 2, rng)) for _ in range(50)}
    assert windows == {(6, 7), (7, 8), (8, 9)}


@pytest.mark.parametrize("longest", [1, 2, 4, 8])
def test_neighbours_never_push_the_text_itself_out(texts: Texts, longest: int) -> None:
    around = list(texts.around(1, 1, 1, longest))
    assert 5 in around
    assert len(around) <= longest


def test_bags_are_laid_end_to_end() -> None:
    tokens, starts = gather([[4, 5], [], [6]])
    assert tokens.tolist() == [4, 5, 6]
    assert starts.tolist() == [0, 2, 2]


def test_thinning_drops_a_share_and_empties_none() -> None:
    bags = [np.arange(1000, dtype=np.int32), np.array([7], dtype=np.int32)]
    long, short = thin(bags, 0.5, np.random.default_rng(0))
    assert 400 < len(long) < 600
    assert set(long) <= set(range(1000))
    assert list(short) == [7]
