"""The model that picks an answer among candidate spans: a weighted sum of features that have names.

One set of weights holds for every question, and one more is added for each kind of thing asked for. They are
trained to spread probability over the candidates as the right answers do (Cao et al., 2007, "Learning to Rank:
From Pairwise Approach to Listwise Approach"). `eval.answering` trains them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.answer_features import FEATURES
from search.result import AnswerKind

MODEL = Path(__file__).parent.parent / "index" / "models" / "answers" / "weights.json"
KINDS: tuple[AnswerKind, ...] = (
    "agency", "date", "number", "document", "person", "place", "definition", "clause",
)  # fmt: skip
COMMON = "every"


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """Weights of the features: those of every question, and those added for each kind asked for."""

    weights: Mapping[str, NDArray[np.float32]]

    def score(self, features: NDArray[np.float32], wants: Iterable[AnswerKind]) -> NDArray[np.float32]:
        """Return one score a candidate, higher is better, shape (spans,).

        Args:
            features: (spans, len(FEATURES)).
            wants: the kinds of things asked for.
        """
        added = [self.weights[kind] for kind in wants if kind in self.weights]
        return np.asarray(features @ np.sum([self.weights[COMMON], *added], axis=0), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights by name, so that a person can read them; those of zero are left out."""
        named = {
            kind: {n: round(float(w), 3) for n, w in zip(FEATURES, weights, strict=True) if abs(w) >= 0.0005}
            for kind, weights in self.weights.items()
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            json.dumps({"features": FEATURES, "weights": named}, indent=1) + "\n", encoding="utf-8"
        )


@lru_cache(maxsize=2)
def load_answer_model(path: Path = MODEL) -> AnswerModel | None:
    """Return the model that `AnswerModel.save` wrote; None where there is none or it knows other features."""
    if not path.is_file():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    if tuple(stored["features"]) != FEATURES:
        return None
    return AnswerModel(
        {
            kind: np.array([named.get(name, 0.0) for name in FEATURES], dtype=np.float32)
            for kind, named in stored["weights"].items()
        }
    )
