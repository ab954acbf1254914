"""How likely it is that the first passage answers: a forest over what was seen of it, and a curve over that.

The forest tells questions that the documents answer from those that they don't, by the features of the best passages
and by what the picked answer says; the curve brings its estimate to the probability that the first passage answers
(Platt, 1999, "Probabilistic Outputs for Support Vector Machines"). See `eval.calibrating`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from search.answers import SIGNS as ANSWER_SIGNS
from search.features import FEATURES
from search.forest import Forest
from search.reading import Ask
from search.result import AnswerKind

MODEL = Path(__file__).parent.parent / "index" / "models" / "ranker" / "calibration.npz"
THRESHOLD = 0.2
"""Below this probability the person is told that the documents may not answer."""

_BEST = (
    "held", "held_whole", "held_pairs_whole", "held_sentence", "aligned_worst", "aligned_whole", "aligned_sentence",
    "missing", "aligned_missing", "gives_near", "year", "other_year", "place", "other_place",
)  # fmt: skip
_KINDS: tuple[AnswerKind, ...] = tuple(kind for kind in get_args(AnswerKind) if kind != "text")
_LEADS = (1, 5, 15)
_TOP = 3
SIGNS = (
    *FEATURES,
    *(f"best_{name}" for name in _BEST),  # the greatest among the first three passages
    "score",
    *(f"lead_{place}" for place in _LEADS),  # over the passage so many places behind
    "unknown", "english", "asked_words", "names_year", "names_place", "names_number",
    *(f"wants_{kind}" for kind in _KINDS),
    *ANSWER_SIGNS,
)  # fmt: skip
_LONG = 20  # words
_LEAST = 0.01  # shares nearer to 0 or 1 are taken for this


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A forest over SIGNS, and the slope and bias of the curve over its estimate."""

    forest: Forest
    slope: float
    bias: float

    def estimate(self, signs: NDArray[np.float32]) -> float:
        """Return the probability, 0..1, that the first passage answers."""
        return float(1 / (1 + np.exp(-(self.slope * logit(self.forest.estimate(signs)) + self.bias))))

    def save(self, path: Path) -> None:
        """Write forest, curve, and the names of the signs that they know."""
        path.parent.mkdir(parents=True, exist_ok=True)
        curve = np.array([self.slope, self.bias])
        with path.open("wb") as file:
            parts: dict[str, Any] = {"signs": np.array(SIGNS), "curve": curve, **self.forest.parts()}
            np.savez_compressed(file, **parts)


def logit(share: float) -> float:
    """Return the logarithm of the odds of a share, which is kept off 0 and 1."""
    kept = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def load_calibrator(path: Path = MODEL) -> Calibrator | None:
    """Return what `Calibrator.save` wrote; None where there is none or it knows other signs."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if tuple(kept["signs"].tolist()) != SIGNS:
            return None
        slope, bias = kept["curve"].tolist()
    return Calibrator(Forest.read(path), slope, bias)


def read_signs(
    ask: Ask,
    features: NDArray[np.float32],
    scores: NDArray[np.float32],
    unknown: float,
    told: Mapping[str, float],
) -> NDArray[np.float32]:
    """Return the signs of a ranking, shape (len(SIGNS),).

    Args:
        ask: the question.
        features: of the ranked candidates, best first, shape (candidates, len(FEATURES)); at least one.
        scores: the ranker's, in the same order.
        unknown: share of the question, by rarity, that stands nowhere in the library.
        told: what the picked answer says, by name.
    """
    best = dict(zip(FEATURES, features[:_TOP].max(axis=0).tolist(), strict=True))
    signs = dict(zip(FEATURES, features[0].tolist(), strict=True))
    signs |= {f"best_{name}": best[name] for name in _BEST}
    signs |= {f"lead_{place}": float(scores[0] - scores[min(place, len(scores) - 1)]) for place in _LEADS}
    signs |= {
        "score": float(scores[0]),
        "unknown": unknown,
        "english": float(ask.reading.language.startswith("en")),
        "asked_words": min(len(ask.words.split()), _LONG) / _LONG,
        "names_year": float(bool(ask.named.years)),
        "names_place": float(bool(ask.named.places)),
        "names_number": float(bool(ask.numbers)),
    }
    signs |= {f"wants_{kind}": float(kind in ask.reading.wants) for kind in _KINDS}
    signs |= told
    return np.array([signs.get(name, 0.0) for name in SIGNS], dtype=np.float32)
