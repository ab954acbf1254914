import numpy as np
import pytest

from index.generation import read_forward
from search.coverage import Concepts, find_pairs, find_words, hold, read_concepts
from search.reading import QuestionReader


def even(_: str) -> float:
    return 1.0


def test_words_and_pairs_are_found_in_their_sentences() -> None:
    index, _ = read_forward(["Dân vận khéo. Vận dân", "khéo dân"], None)
    gathered = index.gather(np.arange(2))
    assert find_words(("dan", "kheo", "xa"), index.numbers, gathered).tolist() == [
        [1, 1, 1],
        [1, 0, 1],
        [0, 0, 0],
    ]
    pairs = find_pairs(("dan van", "van dan", "kheo van"), index.numbers, gathered)
    assert pairs.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]  # no pair reaches over the end of a sentence


def test_nothing_is_found_in_nothing() -> None:
    index, _ = read_forward(["", "a"], None)
    assert find_words((), index.numbers, index.gather(np.array([0]))).shape == (0, 0)
    assert find_pairs(("a b",), index.numbers, index.gather(np.array([1]))).tolist() == [[0]]


def test_of_the_readings_of_a_term_the_one_that_fits_best_counts() -> None:
    rarity = {"mat": 1.0, "tran": 3.0, "dien": 2.0, "kinh": 4.0, "phi": 4.0}.__getitem__
    concepts = Concepts.build([[(1.0, ("mat", "tran")), (0.5, ("dien",))], [(1.0, ("kinh", "phi"))]], rarity)
    assert concepts.weights.tolist() == [4.0, 8.0]
    held = np.array([[1, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 1], [0, 0, 1]], dtype=np.float32)
    fitted = concepts.fit(held)
    np.testing.assert_allclose(fitted, [[0.25, 0.5, 0.75], [0.5, 0, 1]])
    np.testing.assert_allclose(concepts.share(fitted), [(1 + 4) / 12, 2 / 12, (3 + 8) / 12])
    np.testing.assert_allclose(concepts.find_missing(fitted), [4 / 12, 8 / 12, 1 / 12])


def test_a_question_without_words_is_held_by_none() -> None:
    nothing = Concepts.build([], even)
    fitted = nothing.fit(np.zeros((0, 2), dtype=np.float32))
    assert nothing.share(fitted).tolist() == nothing.find_missing(fitted).tolist() == [0, 0]


def test_words_of_asking_are_left_out(reader: QuestionReader) -> None:
    asked = read_concepts(reader.read("Ai chủ trì, khi nào xong và bao nhiêu kinh phí?"), even)
    assert set(asked.single.words) == {"chu", "tri", "xong", "va", "kinh", "phi"}
    assert set(asked.pairs.words) == {"chu tri", "xong va", "kinh phi"}


def test_an_english_question_asks_for_its_terms(reader: QuestionReader) -> None:
    asked = read_concepts(reader.read("Which body leads the emulation movement?"), even)
    assert {"thi", "dua", "phong", "trao"} <= set(asked.single.words)
    assert len(asked.single.weights) < len(asked.single.words)


@pytest.mark.parametrize("texts", [[], [frozenset({"dan"}), frozenset()]])
def test_texts_hold_words(texts: list[frozenset[str]]) -> None:
    assert hold(("dan", "van"), texts).shape == (2, len(texts))
    assert hold((), texts).shape == (0, len(texts))


def test_equal_texts_hold_the_same_words() -> None:
    texts = [frozenset({"bao", "cao"}), frozenset(), frozenset({"bao", "cao"})]
    assert hold(["bao", "chi"], texts).tolist() == [[1, 0, 1], [0, 0, 0]]
    assert hold(["bao"], []).shape == (1, 0)
    assert hold([], texts).shape == (0, 3)
