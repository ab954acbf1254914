"""The learned ranker: a weighted sum of features that have names, one set of weights a language.

Trained on pairs of an answering and another candidate of one question (Burges et al., 2005, "Learning to Rank
using Gradient Descent", with a linear model), every weight held to the direction that it can only have: more of
the question held never lowers a passage. `eval.ranking` trains it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search.features import FEATURES
from search.result import QuestionLanguage

MODEL = Path(__file__).parent.parent / "index" / "models" / "ranker" / "weights.json"
Side = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the features, in the order of FEATURES, for questions in Vietnamese and in English."""

    weights: Mapping[Side, NDArray[np.float32]]

    def score(self, features: NDArray[np.float32], language: QuestionLanguage) -> NDArray[np.float32]:
        """Return one score a candidate, higher is better, shape (candidates,).

        Args:
            features: shape (candidates, len(FEATURES)).
            language: of the question.
        """
        return np.asarray(features @ self.weights[side_of(language)], dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights by name, so that a person can read them."""
        named = {
            side: {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
            for side, weights in self.weights.items()
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")


def side_of(language: QuestionLanguage) -> Side:
    """Return whose weights a question's language takes."""
    return "en" if language.startswith("en") else "vi"


def load_ranker(path: Path = MODEL) -> Ranker | None:
    """Return the ranker that `Ranker.save` wrote; None where there is none or it knows other features."""
    if not path.is_file():
        return None
    named = json.loads(path.read_text(encoding="utf-8"))
    if any(set(weights) != set(FEATURES) for weights in named.values()):
        return None
    return Ranker(
        {side: np.array([w[name] for name in FEATURES], dtype=np.float32) for side, w in named.items()}
    )
