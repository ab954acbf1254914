"""The learned ranker: a weighted sum of features that have names, and trees for what a sum can't say.

The sum is trained on pairs of an answering and another candidate of one question (Burges et al., 2005, "Learning to
Rank using Gradient Descent", with a linear model); where a feature can only speak for a passage, or only against it,
its weight is held to that. The trees are those of LambdaMART (Burges, 2010, "From RankNet to LambdaRank to
LambdaMART: An Overview"), and held to nothing. Their scores are added. `eval.ranking` trains both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from search.features import FEATURES
from search.result import QuestionLanguage
from search.trees import Trees

MODEL = Path(__file__).parent.parent / "index" / "models" / "ranker" / "weights.json"
_TREES = "trees.npz"
Side = Literal["vi", "en", "articles"]
"""Questions in Vietnamese and in English over documents; questions over articles that stand alone."""
Grove = Literal["documents", "articles"]
"""Both languages share the trees over documents."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the features, in the order of FEATURES, and trees over the same, where there are any."""

    weights: Mapping[Side, NDArray[np.float32]]
    trees: Mapping[Grove, Trees] = field(default_factory=dict)

    def score(self, features: NDArray[np.float32], side: Side) -> NDArray[np.float32]:
        """Return one score a candidate, higher is better, shape (candidates,).

        Args:
            features: shape (candidates, len(FEATURES)).
            side: whose weights and trees are used; those of Vietnamese where it has no weights.
        """
        known = side if side in self.weights else "vi"
        scores = features @ self.weights[known]
        trees = self.trees.get(grove_of(known))
        return np.asarray(scores + trees.score(features) if trees else scores, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights by name, so that a person can read them, and the trees beside them."""
        named = {
            side: {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
            for side, weights in self.weights.items()
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")
        parts: dict[str, Any] = {
            f"{grove}_{name}": part
            for grove, trees in self.trees.items()
            for name, part in trees.parts().items()
        }
        np.savez_compressed(path.with_name(_TREES), names=np.array(FEATURES), **parts)


def side_of(language: QuestionLanguage, alone: bool = False) -> Side:
    """Return whose weights a question takes.

    Args:
        language: of the question.
        alone: whether what is searched are articles that stand alone, without documents around them.
    """
    if language.startswith("en"):
        return "en"
    return "articles" if alone else "vi"


def grove_of(side: Side) -> Grove:
    """Return whose trees a side takes."""
    return "articles" if side == "articles" else "documents"


def load_ranker(path: Path = MODEL) -> Ranker | None:
    """Return the ranker that `Ranker.save` wrote; None where there is none or it knows other features.

    Trees over other features than FEATURES are left out.
    """
    if not path.is_file():
        return None
    named = json.loads(path.read_text(encoding="utf-8"))
    if any(set(weights) != set(FEATURES) for weights in named.values()):
        return None
    weights = {side: np.array([w[name] for name in FEATURES], dtype=np.float32) for side, w in named.items()}
    return Ranker(weights, _load_trees(path.with_name(_TREES)))


def _load_trees(path: Path) -> dict[Grove, Trees]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as kept:
        if tuple(kept["names"].tolist()) != FEATURES:
            return {}
        parts = {name: kept[name] for name in kept.files}
    groves: tuple[Grove, ...] = get_args(Grove)
    return {
        grove: Trees.restore({name.removeprefix(f"{grove}_"): part for name, part in parts.items()})
        for grove in groves
        if f"{grove}_values" in parts
    }
