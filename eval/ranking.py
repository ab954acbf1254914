"""Training the ranker on lessons, and saying how it ranks the questions of documents left out.

The command::

python -m eval.ranking --data eval/training/data --beir BENCHMARK --corpus ARTICLES --out weights.json
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.benchmark import read_benchmark
from eval.lessons import Lesson, collect_benchmark, collect_own, read_views
from eval.questions import ANSWERS
from index.encoder import load_encoder
from search.features import FEATURES
from search.ranker import Ranker, Side, side_of

LOWERING = frozenset({"other_year", "other_place", "missing", "aligned_missing"})
"""Features that may only lower a score."""
FREE = frozenset({"held_document", "framing", "signature", "footnote", "length"})
RAISING = frozenset(FEATURES) - LOWERING - FREE
"""Features that may only raise a score."""
_RIGHT, _WRONG = 3, 40  # candidates of one question that pairs are made of
_FURTHER = 0.4  # what a lesson of another kind of collection, or in another language, counts
FOLDS = 6


def place_by(scores: NDArray[np.float32], grades: NDArray[np.int32]) -> int:
    """Return the place, from 0, of the first answering candidate when ordered by the scores."""
    order = np.argsort(-scores, kind="stable")
    return int(np.flatnonzero(grades[order] == ANSWERS)[0])


def hit_rate(places: Sequence[int | None], k: int) -> float:
    """Return the share of questions whose best answering candidate is among the first k."""
    return sum(place is not None and place < k for place in places) / len(places) if places else 0.0


def train(lessons: Sequence[Lesson], strength: float = 0.005) -> NDArray[np.float32]:
    """Return the weights that best order the pairs of every lesson, each lesson counting alike.

    Args:
        lessons: questions with their candidates; `weight` of a lesson is shared out among its pairs.
        strength: of the pull towards zero, in units of each feature's own spread.
    """
    differences, shares = _pairs(lessons)
    spread = differences.std(axis=0) + 1e-6
    scaled = differences / spread
    total = shares.sum()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = scaled @ weights
        value = (shares * np.logaddexp(0, -margins)).sum() / total + strength / 2 * weights @ weights
        pull = shares / (1 + np.exp(np.clip(margins, -50, 50)))
        return value, strength * weights - scaled.T @ pull / total

    bounds = [(None if name in LOWERING | FREE else 0, 0 if name in LOWERING else None) for name in FEATURES]
    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x / spread, dtype=np.float32)


def _pairs(lessons: Sequence[Lesson]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    differences, shares = [], []
    for lesson in lessons:
        right = np.flatnonzero(lesson.grades == ANSWERS)[:_RIGHT]
        wrong = np.flatnonzero(lesson.grades == 0)[:_WRONG]  # candidates come in the order of the fusion
        pairs = lesson.features[right][:, np.newaxis] - lesson.features[wrong][np.newaxis]
        differences.append(pairs.reshape(-1, len(FEATURES)).astype(np.float64))
        shares.append(np.full(pairs.shape[0] * pairs.shape[1], lesson.weight / max(pairs.shape[1], 1)))
    return np.concatenate(differences), np.concatenate(shares)


def train_sides(lessons: Sequence[Lesson]) -> Ranker:
    """Return a ranker for questions in Vietnamese and in English; either side learns a little from the other."""
    weights: dict[Side, NDArray[np.float32]] = {}
    answered = [lesson for lesson in lessons if lesson.answered]
    for side in ("vi", "en"):
        shares = [1.0 if side_of(lesson.ask.reading.language) == side else _FURTHER for lesson in answered]
        weights[side] = train(
            [replace(one, weight=one.weight * share) for one, share in zip(answered, shares, strict=True)]
        )
    return Ranker(weights)


def part(lessons: Sequence[Lesson], folds: int = FOLDS) -> list[int]:
    """Return the fold of every lesson; those of one document are left out together."""
    subjects = {
        subject: place for place, subject in enumerate(sorted({lesson.subject for lesson in lessons}))
    }
    return [subjects[lesson.subject] % folds for lesson in lessons]


def cross_validate(lessons: Sequence[Lesson], further: Sequence[Lesson] = ()) -> list[Ranker]:
    """Return, for every lesson, a ranker that was trained without its document."""
    fold_of = part(lessons)
    rankers = [
        train_sides(
            [*(one for one, fold in zip(lessons, fold_of, strict=True) if fold != left_out), *further]
        )
        for left_out in range(FOLDS)
    ]
    return [rankers[fold] for fold in fold_of]


def say_left_out(answered: Sequence[Lesson], further: Sequence[Lesson] = (), title: str = "ranked") -> None:
    """Print how the questions of documents left out are ordered by the fusion, and by a ranker.

    Args:
        answered: lessons that some candidate answers.
        further: lessons that no ranker is trained without.
        title: what the ranker is called.
    """
    rankers = cross_validate(answered, further)
    for side in ("vi", "en"):
        mine = [
            (lesson, ranker)
            for lesson, ranker in zip(answered, rankers, strict=True)
            if side_of(lesson.ask.reading.language) == side
        ]
        before = [place_by(lesson.gathered.scores, lesson.grades) for lesson, _ in mine]
        after = [
            place_by(ranker.score(lesson.features, lesson.ask.reading.language), lesson.grades)
            for lesson, ranker in mine
        ]
        for k in (1, 3, 10):
            print(
                f"{side} hit@{k}: fusion {hit_rate(before, k):.3f}, {title} {hit_rate(after, k):.3f} ({len(mine)})"
            )


def read_lessons(options: argparse.Namespace) -> tuple[list[Lesson], list[Lesson]]:
    """Return the lessons of the question sets, and those of the benchmark where one is given, counting less."""
    encoder = load_encoder()
    own, _ = collect_own(options.data, encoder, views=read_views(options.views))
    if not options.beir:
        return own, []
    public = read_benchmark(options.beir, options.corpus)
    found = collect_benchmark(public, encoder, options.articles, options.cache)
    return own, [replace(lesson, weight=_FURTHER) for lesson in found]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what to learn from."""
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt and questions-*.jsonl")
    parser.add_argument("--beir", type=Path, help="benchmark folder: queries.jsonl, qrels.tsv, corpus.jsonl")
    parser.add_argument("--corpus", type=Path, help="the benchmark's corpus, where it has none of its own")
    parser.add_argument("--cache", type=Path, help="folder that keeps the benchmark's index")
    parser.add_argument("--articles", type=int, default=7000, help="how much of that corpus to search")
    parser.add_argument(
        "--views", type=Path, help="folder of projections that eval.aligning left, one a part"
    )
    parser.add_argument("--out", type=Path, required=True, help="file to write")


def main() -> None:
    """Train on question sets and, where one is given, a benchmark; say how it ranks documents left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    options = parser.parse_args()
    own, further = read_lessons(options)
    answered = [lesson for lesson in own if lesson.answered]
    say_left_out(answered, further)
    train_sides([*answered, *further]).save(options.out)


if __name__ == "__main__":
    main()
