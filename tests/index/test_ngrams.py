from pathlib import Path

import numpy as np
import pytest

from index.ngrams import Model, Table, join

TEXT = np.array([0, 0, 2, 3, 4, 0, 0, 2, 3, 4, 0, 0, 2, 3, 5, 0, 0, 5, 4], dtype=np.int64)
SIZE = 6


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.train(TEXT, SIZE, rare_pair=1, rare_triple=1)


def numbers(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_a_table_gives_back_what_was_put_in_to_an_eighth_of_a_bit() -> None:
    keys = join(numbers(2, 2, 7), numbers(3, 4, 1))
    chances, backoffs = np.array([0.5, 0.01, 1e-6]), np.array([1.0, 0.5, 0.25])
    table = Table.build(keys, chances, backoffs)
    found, rest = table.look_up(keys)
    np.testing.assert_allclose(np.log2(found), np.log2(chances), atol=1 / 16)
    np.testing.assert_allclose(np.log2(rest), np.log2(backoffs), atol=1 / 16)


def test_a_run_never_seen_has_no_chance_and_full_backoff() -> None:
    table = Table.build(join(numbers(2), numbers(3)), np.array([0.5]), np.array([0.5]))
    chances, backoffs = table.look_up(join(numbers(9), numbers(9)))
    assert (chances[0], backoffs[0]) == (0.0, 1.0)


@pytest.mark.parametrize("first", range(SIZE - 1))
def test_chances_after_one_syllable_sum_to_one(model: Model, first: int) -> None:
    second = np.arange(SIZE)
    assert model.score_pairs(np.full(SIZE, first), second).sum() == pytest.approx(1.0, abs=0.1)


def test_chances_after_two_syllables_sum_to_one(model: Model) -> None:
    third = np.arange(SIZE)
    chances = model.score_triples(np.full(SIZE, 2), np.full(SIZE, 3), third)
    assert chances.sum() == pytest.approx(1.0, abs=0.1)
    assert third[chances.argmax()] == 4


def test_a_model_survives_its_file(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path / "runs.npz")
    again = Model.load(tmp_path / "runs.npz")
    first, second, third = numbers(2, 0, 5), numbers(3, 2, 2), numbers(4, 3, 2)
    np.testing.assert_allclose(
        again.score_triples(first, second, third), model.score_triples(first, second, third), rtol=1e-5
    )
