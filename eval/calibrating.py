"""Training what tells whether the first passage answers, and saying how well it does on documents left out.

The command::

    python -m eval.calibrating --data eval/training/data --foreign index/training/data --out calibration.npz

A question is ranked by a ranker that never saw its document, so that the calibration meets rankings as good, and
as bad, as those of documents that nobody trained on.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.lessons import Lesson, collect_own, read_views
from eval.questions import ANSWERS, Question
from eval.ranking import FOLDS, cross_validate, part
from index.encoder import load_encoder
from search.calibration import Calibrator, logit
from search.forest import Forest
from search.ranker import Ranker
from search.ranking import Ranking
from search.searcher import Searcher

_SEED = 7
_FOREIGN = 120  # questions about something else that the calibration sees
_TREES, _LEAF, _LOOKED_AT = 120, 10, 0.2
_REMOVED = 0.2  # what a question counts whose answering passages were taken away
FOREIGN = "foreign"

Table = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Examples:
    """Rankings to learn from.

    Attributes:
        signs: (examples, signs).
        answerable: whether the documents answer the question.
        right: whether the first passage answers.
        folds: examples of one document are left out together.
        weights: what each counts.
    """

    signs: Table
    answerable: Truth
    right: Truth
    folds: NDArray[np.int64]
    weights: NDArray[np.float64]

    def take(self, kept: Truth) -> "Examples":
        """Return some of them."""
        return Examples(*(getattr(self, name)[kept] for name in self.__slots__))


def order(lesson: Lesson, ranker: Ranker) -> Ranking:
    """Return a lesson's candidates in the order of a ranker, with their features."""
    scores = ranker.score(lesson.features, lesson.side)
    first = np.lexsort((lesson.gathered.rows, -scores))
    return Ranking(lesson.gathered.rows[first], scores[first], {}, features=lesson.features[first])


def remove_answers(lesson: Lesson) -> Lesson:
    """Return a lesson without the passages that answer, wholly or in part: a near miss made of a question."""
    kept = lesson.grades == 0
    gathered = Ranking(lesson.gathered.rows[kept], lesson.gathered.scores[kept], {})
    return replace(lesson, features=lesson.features[kept], grades=lesson.grades[kept], gathered=gathered)


def collect_examples(searchers: Sequence[Searcher], lessons: Sequence[Lesson]) -> Examples:
    """Return the example of every lesson, and a further one of every answered lesson without its answers.

    Args:
        searchers: the one that each lesson came from.
        lessons: of one question each.
    """
    rankers, folds = cross_validate(lessons), part(lessons)
    rows = []
    for searcher, lesson, ranker, fold in zip(searchers, lessons, rankers, folds, strict=True):
        answerable = lesson.answerable
        rows.append((*_look(searcher, lesson, ranker), answerable, fold, 1.0))
        left = remove_answers(lesson)
        if answerable and left.gathered.rows.size:
            rows.append((*_look(searcher, left, ranker), False, fold, _REMOVED))
    signs, right, answerables, placed, weights = zip(*rows, strict=True)
    return Examples(
        np.array(signs, dtype=np.float64),
        np.array(answerables),
        np.array(right),
        np.array(placed),
        np.array(weights),
    )


def _look(searcher: Searcher, lesson: Lesson, ranker: Ranker) -> tuple[NDArray[np.float32], bool]:
    ranking = order(lesson, ranker)
    first = int(np.flatnonzero(lesson.gathered.rows == ranking.rows[0])[0])
    signs = searcher.read_signs(lesson.ask, ranking, searcher.pick(lesson.ask, ranking))
    return signs, bool(lesson.grades[first] == ANSWERS)


def grow(examples: Examples) -> Forest:
    """Return a forest that tells answerable questions from the others."""
    model = ExtraTreesClassifier(
        _TREES, min_samples_leaf=_LEAF, max_features=_LOOKED_AT, random_state=_SEED, n_jobs=-1
    )
    model.fit(examples.signs, examples.answerable, sample_weight=examples.weights)
    trees = [tree.tree_ for tree in model.estimators_]
    roots = np.cumsum([0, *(tree.node_count for tree in trees)])[:-1]
    values = [tree.value[:, 0, :] for tree in trees]
    return Forest(
        roots.astype(np.int32),
        np.concatenate([np.where(t.children_left < 0, -1, t.feature) for t in trees]).astype(np.int16),
        np.concatenate([t.threshold for t in trees]).astype(np.float32),
        np.concatenate([t.children_left + root for t, root in zip(trees, roots, strict=True)]).astype(
            np.int32
        ),
        np.concatenate([t.children_right + root for t, root in zip(trees, roots, strict=True)]).astype(
            np.int32
        ),
        np.concatenate([v[:, 1] / v.sum(axis=1) for v in values]).astype(np.float32),
    )


def cross_estimate(examples: Examples) -> NDArray[np.float64]:
    """Return the estimate for every example by a forest grown without its document."""
    likely = np.zeros(len(examples.right))
    for fold in range(FOLDS):
        left_out = examples.folds == fold
        forest = grow(examples.take(~left_out))
        likely[left_out] = [forest.estimate(row.astype(np.float32)) for row in examples.signs[left_out]]
    return likely


def fit(examples: Examples, likely: NDArray[np.float64]) -> Calibrator:
    """Return the forest of all examples, with the curve from estimates left out to what was right."""
    asked = examples.weights == 1.0
    odds = np.array([[logit(share)] for share in likely[asked]])
    curve = LogisticRegression(C=1e6).fit(odds, examples.right[asked])
    return Calibrator(grow(examples), float(curve.coef_[0, 0]), float(curve.intercept_[0]))


def read_foreign(folder: Path | None) -> list[Question]:
    """Return questions of a folder of tables, which other documents answer."""
    files = sorted(folder.glob("questions-*.tsv")) if folder else []
    asked = [line.split("\t")[0] for path in files for line in path.read_text("utf-8").splitlines()]
    chosen = random.Random(_SEED).sample(asked, min(_FOREIGN, len(asked)))
    return [Question(f"{FOREIGN}-{place}", text, "en", FOREIGN) for place, text in enumerate(chosen)]


def main() -> None:
    """Fit the curve, say how well it tells what it did not see, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt and questions-*.jsonl")
    parser.add_argument("--foreign", type=Path, help="folder of questions-*.tsv that --data does not answer")
    parser.add_argument(
        "--views", type=Path, help="folder of projections that eval.aligning left, one a part"
    )
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    options = parser.parse_args()
    views = read_views(options.views)
    lessons, searchers = collect_own(options.data, load_encoder(), read_foreign(options.foreign), views)
    examples = collect_examples(searchers, lessons)
    likely = cross_estimate(examples)
    asked_as_they_are = examples.weights == 1.0
    foreign = np.array([lesson.question.type == FOREIGN for lesson in lessons])
    for name, truth, left in (
        ("first passage answers, told from not", examples.right, ~foreign | foreign),
        ("answerable, told from not", examples.answerable, ~foreign | foreign),
        ("answerable, told from near misses", examples.answerable, ~foreign),
    ):
        area = roc_auc_score(truth[asked_as_they_are][left], likely[asked_as_they_are][left])
        print(f"{name}: area under the curve {area:.3f} ({left.sum()})")
    fit(examples, likely).save(options.out)


if __name__ == "__main__":
    main()
