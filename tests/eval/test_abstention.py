import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.abstention import Bin, Point, auroc, calibrate, calibration_error, risk_area, risk_coverage

PAIRS = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.booleans()), max_size=20)


def test_auroc_by_hand() -> None:
    assert auroc([0.9, 0.8, 0.3, 0.1], [True, True, False, False]) == 1
    assert auroc([0.9, 0.8, 0.3, 0.1], [True, False, True, False]) == 0.75
    assert auroc([0.5, 0.5], [True, False]) == 0.5
    assert auroc([0.1, 0.9], [True, False]) == 0
    assert auroc([0.1, 0.9], [True, True]) is None
    assert auroc([], []) is None


@given(PAIRS)
def test_auroc_counts_pairs(pairs: list[tuple[float, bool]]) -> None:
    high = [score for score, positive in pairs if positive]
    low = [score for score, positive in pairs if not positive]
    found = auroc([score for score, _ in pairs], [positive for _, positive in pairs])
    if not high or not low:
        assert found is None
    else:
        wins = sum((one > other) + (one == other) / 2 for one in high for other in low)
        assert found == pytest.approx(wins / len(high) / len(low))


def test_risk_by_coverage_by_hand() -> None:
    points = risk_coverage([0.9, 0.2, 0.5, 0.5], [True, False, True, False])
    assert points == (Point(0.9, 0.25, 0.0), Point(0.5, 0.75, 1 / 3), Point(0.2, 1.0, 0.5))
    assert risk_area(points) == pytest.approx(0.5 / 3 + 0.25 * 0.5)
    assert risk_coverage([], []) == ()
    assert risk_area(()) is None


@given(PAIRS.filter(bool))
def test_the_last_point_answers_everything(pairs: list[tuple[float, bool]]) -> None:
    points = risk_coverage([score for score, _ in pairs], [right for _, right in pairs])
    assert points[-1].coverage == 1
    assert points[-1].risk == pytest.approx(sum(not right for _, right in pairs) / len(pairs))
    assert [point.confidence for point in points] == sorted({score for score, _ in pairs}, reverse=True)


def test_calibration_by_hand() -> None:
    bins = calibrate([0.0, 0.05, 0.95, 1.0], [False, True, True, True])
    assert bins == (Bin(2, 0.025, 0.5), Bin(2, pytest.approx(0.975), 1.0))
    assert calibration_error(bins) == pytest.approx((0.475 + 0.025) / 2)
    assert calibration_error(()) is None


def test_perfect_confidence_has_no_error() -> None:
    assert calibration_error(calibrate([1.0, 0.0], [True, False])) == 0
