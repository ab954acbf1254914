from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test

from eval.archive import RunError
from eval.comparison import bootstrap, compare_runs, correct_holm, find_interval, randomise

STEPS = st.sampled_from([-1.0, -0.5, 0.0, 0.25, 0.5, 1.0])


@given(st.lists(STEPS, min_size=2, max_size=9))
@settings(deadline=None)
def test_exact_p_values_equal_scipy(differences: list[float]) -> None:
    def total(sample: np.ndarray, axis: int) -> np.ndarray:
        return sample.sum(axis=axis)

    theirs = permutation_test(
        (np.array(differences),), total, permutation_type="samples", n_resamples=np.inf, vectorized=True
    )
    assert randomise(differences) == pytest.approx(theirs.pvalue)


def test_drawn_p_values_are_near_scipys() -> None:
    random = np.random.default_rng(7)
    for shift in (0.0, 0.1, 0.2):
        differences = random.normal(shift, 1, 120)
        theirs = permutation_test(
            (differences,), np.mean, permutation_type="samples", n_resamples=20_000, rng=1, vectorized=True
        )
        assert randomise(differences.tolist()) == pytest.approx(theirs.pvalue, abs=0.015)


def test_randomise_by_hand() -> None:
    assert randomise([1.0, 1.0, 1.0]) == 2 / 8
    assert randomise([1.0, -1.0]) == 1
    assert randomise([]) == randomise([0.0, 0.0]) == 1
    assert randomise([1.0] * 40) == pytest.approx(1 / 10_001)
    assert randomise([0.5] * 20 + [-0.5] * 15) == randomise([0.5] * 20 + [-0.5] * 15)


def test_the_interval_holds_the_mean_as_often_as_it_says() -> None:
    random = np.random.default_rng(3)
    held = 0
    for _ in range(120):
        low, high = bootstrap(random.binomial(1, 0.7, 60).astype(float).tolist())
        held += low <= 0.7 <= high
    assert 0.88 <= held / 120 <= 1


def test_bootstrap_of_little() -> None:
    assert bootstrap([]) == (0, 0)
    assert bootstrap([0.5, 0.5]) == (0.5, 0.5)
    low, high = bootstrap([0.0, 1.0] * 50)
    assert (low, high) == pytest.approx((0.4, 0.6), abs=0.02)


def test_holm_by_hand() -> None:
    assert correct_holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert correct_holm([0.9, 0.8]) == [1, 1]
    assert correct_holm([]) == []


def test_questions_won_and_lost(make_run: Callable[..., object]) -> None:
    before = make_run("old", {"a": 0.0, "b": 1.0, "c": 1.0, "d": 0.0})
    after = make_run("new", {"a": 1.0, "b": 0.0, "d": 0.0, "e": 1.0})
    comparison = compare_runs(before, after, ("hit@1",))  # type: ignore[arg-type]
    (entry,) = comparison.differences
    assert (entry.won, entry.lost, entry.tied) == (("a",), ("b", "c"), 1)
    assert (entry.before, entry.after, entry.change) == (0.5, 0.25, -0.25)
    assert entry.low <= -0.25 <= entry.high
    assert entry.p == entry.p_holm == 1
    assert comparison.missing == ("c",)
    record = comparison.as_json()
    assert [question["id"] for question in record["questions"]] == ["a", "b", "c"]
    assert record["questions"][0]["before"] == {"ranks": [], "hits": []}


def test_runs_that_cannot_be_compared(make_run: Callable[..., object]) -> None:
    old = make_run("old", {"a": 1.0})
    with pytest.raises(RunError, match="no question in common"):
        compare_runs(old, make_run("new", {"b": 1.0}))  # type: ignore[arg-type]
    with pytest.raises(RunError, match="no measure “nDCG@10”"):
        compare_runs(old, old, ("nDCG@10",))  # type: ignore[arg-type]


def test_the_interval_of_a_run(make_run: Callable[..., object]) -> None:
    run = make_run("r", {str(number): float(number % 2) for number in range(100)})
    assert find_interval(run, "hit@1") == bootstrap([float(number % 2) for number in range(100)])  # type: ignore[arg-type]
