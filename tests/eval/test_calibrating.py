import numpy as np
import pytest

from eval.calibrating import Examples, cross_estimate, fit, grow, order, remove_answers
from eval.lessons import Lesson
from search.calibration import SIGNS
from search.features import FEATURES
from search.ranker import Ranker
from tests.eval.test_ranking import lesson

TOLD = SIGNS.index("held")


@pytest.fixture(scope="module")
def examples() -> Examples:
    """Questions that the documents answer just where the first passage holds more than half of them."""
    random = np.random.default_rng(3)
    signs = random.random((240, len(SIGNS)))
    answerable = signs[:, TOLD] > 0.5
    right = answerable & (random.random(240) < 0.8)
    return Examples(signs, answerable, right, np.arange(240) % 6, np.ones(240))


def test_the_forest_says_what_the_library_would(examples: Examples) -> None:
    forest = grow(examples)
    likely = [forest.estimate(row.astype(np.float32)) for row in examples.signs[:40]]
    assert np.corrcoef(likely, examples.answerable[:40])[0, 1] > 0.8
    assert all(0 <= share <= 1 for share in likely)


def test_what_was_left_out_is_told_and_the_curve_meets_what_was_right(examples: Examples) -> None:
    likely = cross_estimate(examples)
    assert likely[examples.answerable].mean() > likely[~examples.answerable].mean() + 0.2
    calibrator = fit(examples, likely)
    said = [calibrator.estimate(row.astype(np.float32)) for row in examples.signs]
    assert np.mean(said) == pytest.approx(examples.right.mean(), abs=0.1)


def test_candidates_come_in_the_order_of_the_ranker_with_their_features() -> None:
    one = lesson(5)
    weights = np.array([float(name == "length") for name in FEATURES], dtype=np.float32)
    ranking = order(one, Ranker({"vi": weights, "en": weights}))
    lengths = one.features[:, FEATURES.index("length")]
    assert ranking.scores.tolist() == sorted(lengths.tolist(), reverse=True)
    assert ranking.features is not None
    np.testing.assert_array_equal(ranking.features, one.features[ranking.rows])


def test_a_near_miss_is_a_question_without_what_answers_it() -> None:
    whole: Lesson = lesson(2)
    left = remove_answers(whole)
    assert not left.answered
    assert len(left.features) == len(left.gathered.rows) == len(whole.features) - 1
    assert int(whole.gathered.rows[whole.grades.argmax()]) not in left.gathered.rows
