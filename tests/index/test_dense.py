from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.dense import DenseIndex


def unit_vectors(count: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 1000))
def test_nearest_are_those_of_the_whole_product(count: int, k: int, seed: int) -> None:
    vectors = unit_vectors(count, seed)
    question = unit_vectors(1, seed + 1)[0]
    rows, cosines = DenseIndex.build(vectors).nearest(question, k)
    product = vectors @ question
    np.testing.assert_allclose(cosines, np.sort(product)[::-1][:k], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(product[rows], cosines, rtol=1e-4, atol=1e-5)


def test_an_index_on_disk_answers_as_the_one_that_was_saved(tmp_path: Path) -> None:
    vectors = unit_vectors(20, 1)
    DenseIndex.build(vectors).save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss")
    assert loaded.size == 20
    assert loaded.nearest(vectors[7], 1)[0].tolist() == [7]


def test_cosines_are_those_of_the_rows_asked_for() -> None:
    vectors = unit_vectors(10, 2)
    got = DenseIndex.build(vectors).cosines(vectors[0], np.array([3, 0]))
    np.testing.assert_allclose(got, vectors[[3, 0]] @ vectors[0], rtol=1e-5)
