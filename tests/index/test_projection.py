from pathlib import Path

import numpy as np
import pytest

from index.encoder import load_encoder
from index.projection import SHIPPED, Projection, find_projection
from index.static import scale_to_unit


def some_words(count: int = 20, dimensions: int = 8) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    directions = scale_to_unit(rng.normal(size=(count, dimensions)).astype(np.float32))
    return directions, rng.random(count).astype(np.float32)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    projection = Projection(np.eye(4, 8, dtype=np.float32), np.full(8, 0.5, dtype=np.float32), "abc")
    projection.save(tmp_path / "new" / "projection.npz")
    again = Projection.read(tmp_path / "new" / "projection.npz")
    np.testing.assert_array_equal(again.matrix, projection.matrix)
    np.testing.assert_array_equal(again.tilt, projection.tilt)
    assert again.encoder == "abc"


def test_a_turn_changes_no_similarity() -> None:
    directions, weights = some_words()
    turn, _ = np.linalg.qr(np.random.default_rng(4).normal(size=(8, 8)))
    turned, kept = Projection(turn.astype(np.float32), np.zeros(8, np.float32), "").apply(directions, weights)
    np.testing.assert_allclose(turned @ turned.T, directions @ directions.T, atol=1e-5)
    np.testing.assert_allclose(kept, weights)


def test_a_tilt_moves_weights_so_far_and_no_further() -> None:
    directions, weights = some_words()
    tilt = 100 * directions[0]
    _, moved = Projection(np.eye(8, dtype=np.float32), tilt, "").apply(directions, weights)
    assert moved[0] == pytest.approx(weights[0] * np.exp(2), rel=1e-4)
    assert (moved <= weights * np.exp(2.001)).all()
    assert (moved >= weights * np.exp(-2.001)).all()


def test_words_without_a_vector_stay_without_one() -> None:
    none = np.zeros((1, 8), dtype=np.float32)
    turned, weight = Projection(np.eye(8, dtype=np.float32), np.ones(8, np.float32), "").apply(
        none, np.zeros(1, np.float32)
    )
    assert not turned.any()
    assert not weight.any()


def test_the_projection_that_ships_was_learned_on_the_encoder_that_ships() -> None:
    encoder = load_encoder()
    found = find_projection(encoder.fingerprint)
    assert found is not None
    assert found.matrix.shape[1] == encoder.dimensions
    assert SHIPPED.stat().st_size < 500_000


def test_another_encoder_has_none() -> None:
    assert find_projection("another") is None


def test_an_encoder_can_be_seen_without_it() -> None:
    encoder = load_encoder()
    plain = encoder.see_through(None)
    assert encoder.aligner is not None
    assert plain.aligner is not None
    assert plain.aligner.directions.shape[1] == encoder.dimensions > encoder.aligner.directions.shape[1]
    question = "ai chủ trì?"
    np.testing.assert_array_equal(plain.encode_question(question), encoder.encode_question(question))
