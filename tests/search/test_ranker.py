import json
from pathlib import Path

import numpy as np

from search.features import FEATURES
from search.ranker import Ranker, load_ranker, side_of


def weights(**named: float) -> np.ndarray:
    return np.array([named.get(name, 0.0) for name in FEATURES], dtype=np.float32)


def test_a_score_is_the_weighted_sum_of_the_features_of_its_side() -> None:
    ranker = Ranker({"vi": weights(cosine=2.0, length=-1.0), "en": weights(cosine=1.0)})
    features = np.stack([weights(cosine=0.5, length=0.2), weights(cosine=0.1)])
    np.testing.assert_allclose(ranker.score(features, "vi-nodiac"), [0.8, 0.2], rtol=1e-6)
    np.testing.assert_allclose(ranker.score(features, "en-mixed"), [0.5, 0.1], rtol=1e-6)


def test_sides_follow_the_language() -> None:
    assert [side_of(language) for language in ("vi", "vi-nodiac", "en", "en-mixed")] == [
        "vi",
        "vi",
        "en",
        "en",
    ]


def test_weights_on_disk_are_named_and_come_back(tmp_path: Path) -> None:
    saved = Ranker({"vi": weights(fused=1.25), "en": weights(held=0.5)})
    saved.save(tmp_path / "weights.json")
    assert json.loads((tmp_path / "weights.json").read_text())["vi"]["fused"] == 1.25
    loaded = load_ranker(tmp_path / "weights.json")
    assert loaded is not None
    np.testing.assert_allclose(loaded.weights["vi"], saved.weights["vi"])


def test_weights_of_other_features_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text(json.dumps({"vi": {"other": 1}, "en": {"other": 1}}))
    assert load_ranker(tmp_path / "weights.json") is None
    assert load_ranker(tmp_path / "missing.json") is None


def test_the_ranker_that_ships_knows_these_features() -> None:
    shipped = load_ranker()
    assert shipped is not None
    assert all(np.isfinite(side).all() and side.any() for side in shipped.weights.values())
