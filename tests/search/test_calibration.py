from pathlib import Path

import numpy as np
import pytest

from search.calibration import SIGNS, Calibrator, load_calibrator, logit, read_signs
from search.features import FEATURES
from search.forest import Forest
from search.reading import Ask, QuestionReader


def stump(sign: str, threshold: float, low: float, high: float) -> Forest:
    """Return one tree of one question: is the sign above the threshold?"""
    return Forest(
        np.array([0], np.int32),
        np.array([SIGNS.index(sign), -1, -1], np.int16),
        np.array([threshold, 0, 0], np.float32),
        np.array([1, -1, -1], np.int32),
        np.array([2, -1, -1], np.int32),
        np.array([0.5, low, high], np.float32),
    )


def signs_of(ask: Ask, scores: list[float], unknown: float = 0.0, **told: float) -> dict[str, float]:
    features = np.zeros((len(scores), len(FEATURES)), np.float32)
    features[-1] = 0.25
    signs = read_signs(ask, features, np.array(scores, np.float32), unknown, told)
    return dict(zip(SIGNS, signs.tolist(), strict=True))


@pytest.fixture(scope="module")
def ask(reader: QuestionReader) -> Ask:
    return reader.read("Năm 2023 Hà Nội có bao nhiêu mô hình?")


def test_the_estimate_is_the_curve_over_what_the_forest_says(ask: Ask) -> None:
    calibrator = Calibrator(stump("unknown", 0.5, low=0.8, high=0.1), slope=2.0, bias=-1.0)
    for unknown, share in ((0.2, 0.8), (0.9, 0.1)):
        signs = np.array(list(signs_of(ask, [1.0], unknown=unknown).values()), np.float32)
        expected = 1 / (1 + np.exp(-(2.0 * np.log(share / (1 - share)) - 1.0)))
        assert calibrator.estimate(signs) == pytest.approx(expected, rel=1e-4)


def test_a_forest_is_the_mean_of_its_trees() -> None:
    one, other = stump("score", 0.0, 0.2, 0.6), stump("score", 2.0, 0.0, 1.0)
    both = Forest(
        np.array([0, 3], np.int32),
        *(np.concatenate([getattr(one, n), getattr(other, n)]) for n in ("features", "thresholds")),
        *(np.concatenate([getattr(one, n), getattr(other, n) + 3]) for n in ("left", "right")),
        np.concatenate([one.shares, other.shares]),
    )
    signs = np.zeros(len(SIGNS), np.float32)
    signs[SIGNS.index("score")] = 1.0
    assert both.estimate(signs) == pytest.approx((0.6 + 0.0) / 2)


def test_leads_are_over_the_passages_behind(ask: Ask) -> None:
    signs = signs_of(ask, [5.0, 4.5, 3.0, 2.0, 1.5, 1.0, 0.0])
    assert (signs["lead_1"], signs["lead_5"], signs["lead_15"]) == (0.5, 4.0, 5.0)
    assert signs_of(ask, [5.0])["lead_1"] == 0.0


def test_the_best_of_the_first_three_passages_count(ask: Ask) -> None:
    assert signs_of(ask, [3.0, 2.0, 1.0])["best_held"] == 0.25
    assert signs_of(ask, [3.0, 2.0, 1.0, 0.0])["best_held"] == 0.0


def test_what_the_question_names_and_wants_are_signs(ask: Ask) -> None:
    signs = signs_of(ask, [1.0], span_share=0.75)
    assert signs["names_year"] == signs["names_place"] == signs["wants_number"] == 1.0
    assert signs["names_number"] == signs["wants_person"] == signs["english"] == 0.0
    assert signs["span_share"] == 0.75


def test_shares_of_none_and_all_have_odds() -> None:
    assert logit(0.5) == 0
    assert logit(0.0) == pytest.approx(-logit(1.0))
    assert logit(0.0) < -4


def test_what_is_on_disk_comes_back_and_other_signs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "calibration.npz"
    calibrator = Calibrator(stump("held", 0.5, 0.1, 0.9), slope=1.5, bias=0.25)
    calibrator.save(path)
    loaded = load_calibrator(path)
    assert loaded is not None
    signs = np.full(len(SIGNS), 0.7, np.float32)
    assert loaded.estimate(signs) == pytest.approx(calibrator.estimate(signs))
    with np.load(path) as kept:
        parts = dict(kept)
    np.savez(path, **{**parts, "signs": parts["signs"][::-1]})
    assert load_calibrator(path) is None
    assert load_calibrator(tmp_path / "none.npz") is None


def test_the_calibration_that_ships_knows_these_signs() -> None:
    assert load_calibrator() is not None


def test_every_sign_has_a_name_of_its_own() -> None:
    assert len(set(SIGNS)) == len(SIGNS)
