"""Training the ranker on lessons, and saying how it ranks the questions of documents, or articles, left out.

The command::

python -m eval.ranking --data eval/training/data --beir BENCHMARK --corpus ARTICLES --out weights.json
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.benchmark import read_benchmark
from eval.lessons import Lesson, collect_benchmark, collect_own, read_views
from eval.measures import evaluate
from eval.questions import ANSWERS
from eval.training.boosting import grow
from index.encoder import load_encoder
from search.features import FEATURES
from search.ranker import Grove, Ranker, Side, grove_of
from search.trees import Trees

LOWERING = frozenset({"other_year", "other_place", "missing", "aligned_missing"})
"""Features that may only lower a score."""
FREE = frozenset(
    name
    for name in FEATURES
    if name in ("held_document", "framing", "signature", "footnote", "length")
    or name in ("aligned_agreed", "aligned_heading", "aligned_title")
    or name.startswith(("aligned_over", "aligned_run", "aligned_said", "fused_", "cosine_p", "document_"))
)
"""Features that may do either: of how a passage is made, or further readings of one that is held to a direction."""
RAISING = frozenset(FEATURES) - LOWERING - FREE
"""Features that may only raise a score."""
_RIGHT, _WRONG = 3, 40  # candidates of one question that pairs are made of
_SHARES: Mapping[Side, Mapping[Side, float]] = {
    "vi": {"vi": 1.0, "en": 0.4, "articles": 0.4},
    "en": {"vi": 0.4, "en": 1.0, "articles": 0.4},
    "articles": {"vi": 0.1, "articles": 1.0},
}
"""What the lessons of each side count for the weights of another."""
_GROVES: Mapping[Grove, Mapping[Side, float]] = {
    "documents": {"vi": 1.0, "en": 1.0},
    "articles": {"vi": 0.1, "articles": 1.0},
}
"""What they count for the trees."""
FOLDS = 6
MEASURES = ("hit@1", "hit@3", "hit@10", "MRR@10")


def measure(lessons: Sequence[Lesson], scores: Sequence[NDArray[np.float32]]) -> dict[str, float]:
    """Return the mean of each of MEASURES; where no candidate answers, a lesson counts 0.

    Args:
        lessons: at least one.
        scores: of each lesson's candidates, (candidates,).
    """
    names = [str(at) for at in range(len(lessons))]
    # A grade of what is no candidate keeps a lesson that none answers among those that count.
    qrels = {
        name: _by_place(lesson.grades) | {"none": ANSWERS}
        for name, lesson in zip(names, lessons, strict=True)
    }
    run = {name: _by_place(said) for name, said in zip(names, scores, strict=True)}
    values = evaluate(qrels, run, MEASURES, relevant=ANSWERS)
    return {name: fmean(row[name] for row in values.values()) for name in MEASURES}


def _by_place(values: NDArray[Any]) -> dict[str, Any]:
    """Return the values of candidates by their places, which sort as they stand."""
    return {f"{place:04}": value for place, value in enumerate(values.tolist())}


def train(lessons: Sequence[Lesson], strength: float = 0.005) -> NDArray[np.float32]:
    """Return the weights that best order the pairs of every lesson, each lesson counting alike.

    Args:
        lessons: questions with their candidates; `weight` of a lesson is shared out among its pairs.
        strength: of the pull towards zero, in units of each feature's own spread.
    """
    differences, shares = _pairs(lessons)
    spread = (differences.std(axis=0, dtype=np.float64) + 1e-6).astype(np.float32)
    scaled = differences / spread
    total = shares.sum()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = scaled @ weights.astype(np.float32)
        value = float((shares * np.logaddexp(0, -margins)).sum() / total + strength / 2 * weights @ weights)
        pull = (shares / (1 + np.exp(np.clip(margins, -50, 50)))).astype(np.float32)
        return value, strength * weights - (scaled.T @ pull).astype(np.float64) / total

    bounds = [(None if name in LOWERING | FREE else 0, 0 if name in LOWERING else None) for name in FEATURES]
    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(found.x / spread, dtype=np.float32)


def _pairs(lessons: Sequence[Lesson]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    differences, shares = [], []
    for lesson in lessons:
        right = np.flatnonzero(lesson.grades == ANSWERS)[:_RIGHT]
        wrong = np.flatnonzero(lesson.grades == 0)[:_WRONG]  # candidates come in the order of the fusion
        pairs = lesson.features[right][:, np.newaxis] - lesson.features[wrong][np.newaxis]
        differences.append(pairs.reshape(-1, len(FEATURES)))
        shares.append(np.full(pairs.shape[0] * pairs.shape[1], lesson.weight / max(pairs.shape[1], 1)))
    return np.concatenate(differences), np.concatenate(shares)


def weigh(lessons: Sequence[Lesson], shares: Mapping[Side, float]) -> list[Lesson]:
    """Return the lessons of the sides that have a share, counting by it."""
    return [
        replace(lesson, weight=lesson.weight * shares[lesson.side])
        for lesson in lessons
        if shares.get(lesson.side)
    ]


def train_sides(lessons: Sequence[Lesson], growing: bool = True) -> Ranker:
    """Return a ranker for both languages, and for articles where there are lessons of them.

    A side learns a little from the lessons of the others, and from them alone where it has none.

    Args:
        lessons: questions with their candidates; those that no candidate answers teach nothing.
        growing: whether trees are grown as well, which takes most of the time.

    Raises:
        ValueError: no lesson teaches anything.
    """
    answered = [lesson for lesson in lessons if lesson.answered and (lesson.grades == 0).any()]
    if not answered:
        raise ValueError("no question has both an answering and another candidate")
    sides: set[Side] = {"vi", "en", *(lesson.side for lesson in answered)}
    weights = {side: train(weigh(answered, _SHARES[side])) for side in sorted(sides)}
    linear = Ranker(weights)
    if not growing:
        return linear
    trees: dict[Grove, Trees] = {}
    for grove in sorted({grove_of(side) for side in sides}):
        kept = weigh(answered, _GROVES[grove])
        if kept:
            spreads = [linear.score(lesson.features, lesson.side).std() for lesson in kept]
            spread = float(np.average(spreads, weights=[lesson.weight for lesson in kept]))
            trees[grove] = grow(kept, spread=spread)
    return Ranker(weights, trees)


def part(lessons: Sequence[Lesson], folds: int = FOLDS) -> list[int]:
    """Return the fold of every lesson; those of one document are left out together."""
    subjects = {
        subject: place for place, subject in enumerate(sorted({lesson.subject for lesson in lessons}))
    }
    return [subjects[lesson.subject] % folds for lesson in lessons]


def cross_validate(lessons: Sequence[Lesson], growing: bool = True) -> list[Ranker]:
    """Return, for every lesson, a ranker that was trained without its document; see `train_sides`."""
    fold_of = part(lessons)
    rankers = [
        train_sides([one for one, fold in zip(lessons, fold_of, strict=True) if fold != left_out], growing)
        for left_out in range(FOLDS)
    ]
    return [rankers[fold] for fold in fold_of]


def say_left_out(lessons: Sequence[Lesson], title: str = "ranked", growing: bool = True) -> None:
    """Print how the questions of documents left out are ordered by the fusion, and by a ranker.

    Args:
        lessons: those that nothing is to answer are passed over; where no candidate answers, it is a miss.
        title: what the ranker is called.
        growing: whether it has trees.
    """
    asked = [lesson for lesson in lessons if lesson.answerable]
    rankers = cross_validate(asked, growing)
    for side in get_args(Side):
        mine = [(one, ranker) for one, ranker in zip(asked, rankers, strict=True) if one.side == side]
        if not mine:
            continue
        before = measure([one for one, _ in mine], [one.gathered.scores for one, _ in mine])
        after = measure([one for one, _ in mine], [ranker.score(one.features, side) for one, ranker in mine])
        for name in MEASURES:
            print(f"{side} {name}: fusion {before[name]:.3f}, {title} {after[name]:.3f} ({len(mine)})")


def read_lessons(options: argparse.Namespace) -> list[Lesson]:
    """Return the lessons of the question sets, and those of the benchmark where one is given."""
    encoder = load_encoder()
    own, _ = collect_own(options.data, encoder, views=read_views(options.views))
    if not options.beir:
        return own
    public = read_benchmark(options.beir, options.corpus)
    return [*own, *collect_benchmark(public, encoder, options.articles, options.cache)]


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
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        help="file to write the weights to; the trees go beside it, as trees.npz",
    )


def main() -> None:
    """Train on question sets and, where one is given, a benchmark; say how it ranks documents left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    options = parser.parse_args()
    lessons = read_lessons(options)
    say_left_out(lessons)
    train_sides(lessons).save(options.out)


if __name__ == "__main__":
    main()
