from dataclasses import replace

import numpy as np

from eval.ranking import Lesson, cross_validate, hit_rate, place_by, train
from search.features import FEATURES

COSINE, LENGTH = FEATURES.index("cosine"), FEATURES.index("length")


def lesson(seed: int, candidates: int = 12) -> Lesson:
    """Return a question whose answer is the candidate of the greatest cosine; the rest is noise."""
    features = np.random.default_rng(seed).random((candidates, len(FEATURES))).astype(np.float32)
    grades = np.zeros(candidates, dtype=np.int32)
    grades[np.argmax(features[:, COSINE])] = 2
    return Lesson(features, grades, "vi", None)


def test_what_tells_the_answer_gets_the_greatest_weight() -> None:
    weights = train([lesson(seed) for seed in range(60)])
    assert np.argmax(weights) == COSINE


def test_a_feature_that_may_only_raise_is_never_held_against_a_passage() -> None:
    lessons = [lesson(seed) for seed in range(40)]
    against = [
        replace(one, features=one.features * np.where(np.arange(len(FEATURES)) == COSINE, -1, 1))
        for one in lessons
    ]
    assert train(against)[COSINE] >= 0


def test_left_out_questions_are_ranked_by_weights_that_never_saw_them() -> None:
    places = cross_validate([lesson(seed) for seed in range(200)], [])
    assert hit_rate(places, 1) > 0.8


def test_the_place_is_that_of_the_first_answering_candidate() -> None:
    scores = np.array([0.1, 0.9, 0.5], dtype=np.float32)
    assert place_by(scores, np.array([2, 0, 2])) == 1
    assert place_by(scores, np.array([0, 2, 0])) == 0


def test_hit_rates_count_questions_without_an_answering_candidate() -> None:
    assert hit_rate([0, 2, None], 1) == 1 / 3
    assert hit_rate([0, 2, None], 3) == 2 / 3
    assert hit_rate([], 1) == 0.0
