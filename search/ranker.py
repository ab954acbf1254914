"""The learned ranker: trees over features that have names. The one module that imports lightgbm.

LambdaMART (Burges, 2010, "From RankNet to LambdaRank to LambdaMART") with every feature held to the direction
that it can only have: more of the question held never lowers a passage. `eval.ranking` trains it.
"""

from collections.abc import Sequence
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray

from search.features import FEATURES

MODEL = Path(__file__).parent.parent / "index" / "models" / "ranker" / "model.txt"

# Features that may only raise a score; the others are free.
_RAISING = frozenset(
    {
        "fused", "whole", "text", "words", "folded", "cosine", "cosine_spread", "held", "held_whole", "held_pairs",
        "held_pairs_whole", "held_headings", "held_new", "number", "clause", "gives_number", "gives_date",
        "gives_agency", "gives_document",
    }
)  # fmt: skip


class Ranker:
    """Scores candidates by their features."""

    def __init__(self, booster: lightgbm.Booster) -> None:
        self._booster = booster

    def score(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return one score a candidate, higher is better, shape (candidates,).

        Args:
            features: shape (candidates, len(FEATURES)).
        """
        scores = self._booster.predict(features, num_threads=1)
        return np.asarray(scores, dtype=np.float32)


def load_ranker(path: Path = MODEL) -> Ranker | None:
    """Return the ranker that ships, or None where there is none or it was trained on other features."""
    if not path.is_file():
        return None
    booster = lightgbm.Booster(model_file=str(path))
    return Ranker(booster) if booster.feature_name() == list(FEATURES) else None


def train_ranker(
    features: Sequence[NDArray[np.float32]],
    grades: Sequence[NDArray[np.int32]],
    rounds: int = 150,
    seed: int = 7,
) -> lightgbm.Booster:
    """Train on questions, each with its candidates.

    Args:
        features: one (candidates, len(FEATURES)) array a question.
        grades: one (candidates,) array a question, 0 for a passage that does not answer.
        rounds: how many trees.
        seed: of the sampling; the same seed and data give the same model.
    """
    data = lightgbm.Dataset(
        np.concatenate(features),
        label=np.concatenate(grades),
        group=[len(part) for part in features],
        feature_name=list(FEATURES),
    )
    parameters = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 10,
        "learning_rate": 0.05,
        "num_leaves": 15,
        "min_data_in_leaf": 40,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "monotone_constraints": [int(name in _RAISING) for name in FEATURES],
        "num_threads": 2,
        "deterministic": True,
        "force_row_wise": True,
        "seed": seed,
        "verbosity": -1,
    }
    return lightgbm.train(parameters, data, num_boost_round=rounds)
