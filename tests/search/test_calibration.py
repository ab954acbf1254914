from pathlib import Path

import numpy as np
import pytest

from search.calibration import SIGNS, Calibrator, load_calibrator, read_signs
from search.features import FEATURES


def weigh(bias: float = 0.0, **named: float) -> Calibrator:
    return Calibrator(np.array([named.get(sign, 0.0) for sign in SIGNS], dtype=np.float32), bias)


def signs_of(scores: list[float], unknown: float = 0.0) -> np.ndarray:
    return read_signs(
        np.zeros((len(scores), len(FEATURES)), np.float32), np.array(scores, np.float32), unknown
    )


def test_the_estimate_is_the_logistic_curve_of_the_weighted_signs() -> None:
    estimate = weigh(bias=-1.0, score=2.0, unknown=-3.0).estimate(signs_of([1.5, 1.0], unknown=0.5))
    assert estimate == pytest.approx(1 / (1 + np.exp(-(2.0 * 1.5 - 3.0 * 0.5 - 1.0))), rel=1e-5)


def test_leads_are_over_the_second_and_the_sixth_candidate() -> None:
    signs = dict(zip(SIGNS, signs_of([5.0, 4.5, 3.0, 2.0, 1.5, 1.0, 0.0]), strict=True))
    assert (signs["lead"], signs["lead_of_fifth"]) == (0.5, 4.0)


def test_one_candidate_leads_by_nothing() -> None:
    signs = dict(zip(SIGNS, signs_of([5.0]), strict=True))
    assert (signs["lead"], signs["lead_of_fifth"]) == (0.0, 0.0)


def test_weights_on_disk_come_back_and_those_of_other_signs_are_not_used(tmp_path: Path) -> None:
    weigh(bias=0.5, lead=1.25).save(tmp_path / "calibration.json")
    loaded = load_calibrator(tmp_path / "calibration.json")
    assert loaded is not None
    assert loaded.estimate(signs_of([2.0, 1.0])) == pytest.approx(1 / (1 + np.exp(-1.75)), rel=1e-5)
    (tmp_path / "other.json").write_text('{"bias": 0, "weights": {"other": 1}}')
    assert load_calibrator(tmp_path / "other.json") is None


def test_the_calibration_that_ships_knows_these_signs() -> None:
    assert load_calibrator() is not None
