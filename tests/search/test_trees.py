import lightgbm
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.trees import LEAVES, Trees


def grow(seed: int, trees: int, leaves: int) -> tuple[lightgbm.LGBMRegressor, np.ndarray]:
    """Return a model of the library that grows such trees, and what it learned from."""
    rng = np.random.default_rng(seed)
    features = rng.random((400, 6)).astype(np.float32).round(rng.integers(1, 5))
    target = features[:, 0] * features[:, 1] + (features[:, 2] > 0.5) + rng.normal(0, 0.1, 400)
    model = lightgbm.LGBMRegressor(
        n_estimators=trees, num_leaves=leaves, min_child_samples=2, verbose=-1, random_state=seed
    )
    return model.fit(features, target), features


def roots(model: lightgbm.LGBMRegressor) -> list[dict]:
    return [tree["tree_structure"] for tree in model.booster_.dump_model()["tree_info"]]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 12), st.integers(2, LEAVES))
def test_trees_score_as_the_library_that_grew_them(seed: int, trees: int, leaves: int) -> None:
    model, features = grow(seed, trees, leaves)
    planted = Trees.plant(roots(model))
    np.testing.assert_allclose(planted.score(features), model.predict(features), rtol=1e-4, atol=1e-5)


def test_a_value_on_the_threshold_passes() -> None:
    split = {
        "split_feature": 0, "threshold": 0.1, "decision_type": "<=",
        "left_child": {"leaf_value": 1.0}, "right_child": {"leaf_value": 2.0},
    }  # fmt: skip
    just_below = np.nextafter(np.float32(0.1), np.float32(0))  # single precision's 0.1 is more than 0.1
    scores = Trees.plant([split]).score(np.array([[just_below], [0.1], [0.2]], dtype=np.float32))
    assert scores.tolist() == [1.0, 2.0, 2.0]


def test_values_are_scaled_and_trees_without_a_test_are_left_out() -> None:
    model, features = grow(3, 5, 8)
    twice = Trees.plant([*roots(model), {"leaf_value": 7.0}], scale=2.0)
    np.testing.assert_allclose(twice.score(features), 2 * model.predict(features), rtol=1e-4, atol=1e-4)
    assert len(twice.values) == 5


def test_no_trees_score_nothing() -> None:
    assert Trees.plant([]).score(np.ones((3, 2), dtype=np.float32)).tolist() == [0.0, 0.0, 0.0]


def test_what_was_taken_apart_scores_the_same() -> None:
    model, features = grow(4, 6, LEAVES)
    planted = Trees.plant(roots(model))
    np.testing.assert_array_equal(Trees.restore(planted.parts()).score(features), planted.score(features))


def test_trees_that_do_not_fit_are_refused() -> None:
    model, _ = grow(5, 1, LEAVES + 4)
    with pytest.raises(ValueError, match="leaves"):
        Trees.plant(roots(model))
    with pytest.raises(ValueError, match="=="):
        Trees.plant([{"split_feature": 0, "threshold": "1", "decision_type": "=="}])
