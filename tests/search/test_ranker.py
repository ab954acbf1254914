import json
from pathlib import Path

import numpy as np

from search.features import FEATURES
from search.ranker import Ranker, load_ranker, side_of
from search.trees import Trees


def weights(**named: float) -> np.ndarray:
    return np.array([named.get(name, 0.0) for name in FEATURES], dtype=np.float32)


def test_a_score_is_the_weighted_sum_of_the_features_of_its_side() -> None:
    ranker = Ranker({"vi": weights(cosine=2.0, length=-1.0), "en": weights(cosine=1.0)})
    features = np.stack([weights(cosine=0.5, length=0.2), weights(cosine=0.1)])
    np.testing.assert_allclose(ranker.score(features, "vi"), [0.8, 0.2], rtol=1e-6)
    np.testing.assert_allclose(ranker.score(features, "en"), [0.5, 0.1], rtol=1e-6)


def test_sides_follow_the_language() -> None:
    assert [side_of(language) for language in ("vi", "vi-nodiac", "en", "en-mixed")] == [
        "vi",
        "vi",
        "en",
        "en",
    ]


def test_articles_that_stand_alone_are_a_side_of_their_own() -> None:
    assert side_of("vi-nodiac", alone=True) == "articles"
    assert side_of("en", alone=True) == "en"
    ranker = Ranker({"vi": weights(cosine=2.0), "articles": weights(cosine=1.0)})
    features = np.stack([weights(cosine=0.5)])
    assert ranker.score(features, "articles").tolist() == [0.5]
    only = Ranker({"vi": weights(cosine=2.0)}, {"documents": stump("cosine", 9.0)})
    assert only.score(features, "articles").tolist() == only.score(features, "vi").tolist() == [1.0]
    partly = Ranker({"vi": weights(), "articles": weights(cosine=1.0)}, {"documents": stump("fused", -9.0)})
    assert partly.score(features, "articles").tolist() == [0.5]


def stump(feature: str, value: float) -> Trees:
    """Return one tree that gives a value where a feature is more than a half."""
    leaves = {"left_child": {"leaf_value": 0.0}, "right_child": {"leaf_value": value}}
    split = {"split_feature": FEATURES.index(feature), "threshold": 0.5, "decision_type": "<="}
    return Trees.plant([split | leaves])


def test_trees_are_added_to_the_sum_and_come_back(tmp_path: Path) -> None:
    saved = Ranker(
        {"vi": weights(cosine=1.0), "en": weights(cosine=1.0), "articles": weights(cosine=1.0)},
        {"documents": stump("length", 3.0), "articles": stump("length", 5.0)},
    )
    saved.save(tmp_path / "weights.json")
    loaded = load_ranker(tmp_path / "weights.json")
    features = np.stack([weights(cosine=0.5, length=1.0), weights(cosine=0.25)])
    for ranker in (saved, loaded):
        assert ranker is not None
        assert ranker.score(features, "vi").tolist() == ranker.score(features, "en").tolist() == [3.5, 0.25]
        assert ranker.score(features, "articles").tolist() == [5.5, 0.25]


def test_trees_over_other_features_are_not_used(tmp_path: Path) -> None:
    side = weights(cosine=1.0)
    Ranker({"vi": side, "en": side}, {"documents": stump("length", 3.0)}).save(tmp_path / "weights.json")
    with np.load(tmp_path / "trees.npz") as kept:
        parts = {name: kept[name] for name in kept.files} | {"names": np.array(["other"])}
    np.savez(tmp_path / "trees.npz", **parts)
    loaded = load_ranker(tmp_path / "weights.json")
    assert loaded is not None
    assert loaded.trees == {}


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
    assert set(shipped.weights) == {"vi", "en", "articles"}
    assert set(shipped.trees) == {"documents", "articles"}
