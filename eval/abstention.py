"""Whether a system knows when it does not know."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Return the chance that a positive scores above a negative, a tie counting half.

    Source: Hanley & McNeil 1982 (the area under the ROC curve is the Mann-Whitney statistic).

    Returns:
        0..1; None unless there are both positives and negatives.
    """
    labels, values = np.asarray(positive, dtype=bool), np.asarray(scores, dtype=float)
    high, low = values[labels], np.sort(values[~labels])
    if not len(high) or not len(low):
        return None
    below = np.searchsorted(low, high, side="left")
    not_above = np.searchsorted(low, high, side="right")
    return float((below + not_above).sum() / 2 / (len(high) * len(low)))


@dataclass(frozen=True, slots=True)
class Point:
    """Answering only at this confidence and above: the share of questions answered, and of those the errors."""

    confidence: float
    coverage: float
    risk: float


def risk_coverage(confidence: Sequence[float], correct: Sequence[bool]) -> tuple[Point, ...]:
    """Return the risk-coverage curve, from the most confident to all; questions of equal confidence move together.

    Source: El-Yaniv & Wiener 2010, "On the Foundations of Noise-free Selective Classification".
    """
    values, errors = np.asarray(confidence, dtype=float), ~np.asarray(correct, dtype=bool)
    order = np.argsort(-values, kind="stable")
    wrong = np.cumsum(errors[order])
    ends = [i for i in range(len(order)) if i + 1 == len(order) or values[order[i]] > values[order[i + 1]]]
    return tuple(
        Point(float(values[order[end]]), (end + 1) / len(order), float(wrong[end]) / (end + 1))
        for end in ends
    )


def risk_area(points: Sequence[Point]) -> float | None:
    """Return the mean risk over all coverages (area under the curve, each step at its own risk); lower is better."""
    if not points:
        return None
    starts = [0.0, *(point.coverage for point in points[:-1])]
    return sum((point.coverage - start) * point.risk for point, start in zip(points, starts, strict=True))


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same confidence: how many, their mean confidence, the share that was right."""

    count: int
    confidence: float
    accuracy: float


def calibrate(confidence: Sequence[float], correct: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Sort questions into bins of equal width by confidence (0..1); empty bins are left out."""
    values, right = np.asarray(confidence, dtype=float), np.asarray(correct, dtype=float)
    places = np.clip((values * bins).astype(int), 0, bins - 1)
    return tuple(
        Bin(int(inside.sum()), float(values[inside].mean()), float(right[inside].mean()))
        for place in range(bins)
        if (inside := places == place).any()
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error, the mean distance of confidence from accuracy; 0 is best.

    Source: Naeini, Cooper & Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    total = sum(entry.count for entry in bins)
    if not total:
        return None
    return sum(entry.count * abs(entry.confidence - entry.accuracy) for entry in bins) / total
