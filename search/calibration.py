"""How likely it is that the first passage answers: a logistic curve over what the ranker saw of it.

Platt, 1999, "Probabilistic Outputs for Support Vector Machines", with the features of the first passage beside
its score. Trained on questions that the documents answer and on near misses that they do not; see `eval.ranking`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.features import FEATURES

MODEL = Path(__file__).parent.parent / "index" / "models" / "ranker" / "calibration.json"
THRESHOLD = 0.2
"""Below this probability the person is told that the documents may not answer."""

SIGNS = (*FEATURES, "score", "lead", "lead_of_fifth", "unknown")
_FIFTH = 5


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A weight for each of SIGNS, and a bias."""

    weights: NDArray[np.float32]
    bias: float

    def estimate(self, signs: NDArray[np.float32]) -> float:
        """Return the probability, 0..1, that the first passage answers."""
        return float(1 / (1 + np.exp(-(signs @ self.weights + self.bias))))

    def save(self, path: Path) -> None:
        """Write the weights by name."""
        named = {name: round(float(weight), 4) for name, weight in zip(SIGNS, self.weights, strict=True)}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"bias": round(self.bias, 4), "weights": named}, indent=1) + "\n", "utf-8")


def load_calibrator(path: Path = MODEL) -> Calibrator | None:
    """Return what `Calibrator.save` wrote; None where there is none or it knows other signs."""
    if not path.is_file():
        return None
    kept = json.loads(path.read_text("utf-8"))
    if set(kept["weights"]) != set(SIGNS):
        return None
    return Calibrator(np.array([kept["weights"][name] for name in SIGNS], dtype=np.float32), kept["bias"])


def read_signs(
    features: NDArray[np.float32], scores: NDArray[np.float32], unknown: float
) -> NDArray[np.float32]:
    """Return the signs of a ranking, shape (len(SIGNS),).

    Args:
        features: of the ranked candidates, best first, shape (candidates, len(FEATURES)); at least one.
        scores: the ranker's, in the same order.
        unknown: share of the question, by rarity, that stands nowhere in the library.
    """
    second, fifth = (scores[min(place, len(scores) - 1)] for place in (1, _FIFTH))
    leads = [scores[0], scores[0] - second, scores[0] - fifth, unknown]
    return np.concatenate([features[0], np.array(leads, dtype=np.float32)])
