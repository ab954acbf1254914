from dataclasses import replace

import numpy as np
import pytest

from eval.training.boosting import Growth, grow
from tests.eval.test_ranking import COSINE, LENGTH, lesson

FEW = Growth(trees=20, least=5)


def test_trees_put_the_answering_candidate_first() -> None:
    trees = grow([lesson(seed) for seed in range(200)], replace(FEW, trees=60))
    asked = [lesson(seed) for seed in range(200, 250)]
    right = [np.argmax(trees.score(one.features)) == np.argmax(one.grades) for one in asked]
    assert np.mean(right) > 0.6


def test_scores_spread_as_wide_as_they_are_told_to() -> None:
    lessons = [lesson(seed) for seed in range(60)]
    trees = grow(lessons, FEW, spread=3.0)
    assert np.mean([trees.score(one.features).std() for one in lessons]) == pytest.approx(3.0, rel=1e-3)


def test_lessons_count_by_their_weight() -> None:
    """Half of the lessons are answered by the greatest cosine, half by the greatest length."""
    lessons = []
    for seed in range(160):
        one = lesson(seed)
        if seed % 2:
            grades = np.zeros_like(one.grades)
            grades[np.argmax(one.features[:, LENGTH])] = 2
            one = replace(one, grades=grades)
        lessons.append(one)
    probe = np.full((3, lessons[0].features.shape[1]), 0.5, dtype=np.float32)
    probe[1, COSINE] = probe[2, LENGTH] = 0.99
    for favoured, other in ((0, 1), (1, 0)):
        weighed = [replace(one, weight=1.0 if at % 2 == favoured else 0.01) for at, one in enumerate(lessons)]
        scores = grow(weighed, FEW).score(probe)
        assert scores[1 + favoured] > scores[1 + other]


def test_too_few_lessons_grow_trees_that_say_nothing() -> None:
    trees = grow([lesson(1)], Growth(trees=5, least=100), spread=1.0)
    assert trees.score(lesson(2).features).tolist() == [0.0] * 12
