"""Training the ranker: questions with their candidates, described by features, graded by evidence.

It learns from question sets over documents written for it (`eval/training/data`) and from a public benchmark,
never from a question set that measures the product::

    python -m eval.ranking --data eval/training/data --beir BENCHMARK --corpus ARTICLES --out weights.json
"""

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from corpus.document import Document, Passage
from corpus.parse import parse_text
from eval.benchmark import Benchmark, read_benchmark
from eval.evidence import find_run, normalise
from eval.questions import ANSWERS, Question, load_questions
from index.encoder import Encoder, load_encoder
from search.calibration import Calibrator, read_signs
from search.features import FEATURES
from search.flat import FlatCollection, index_rows
from search.ranker import Ranker, Side, side_of
from search.result import QuestionLanguage
from search.searcher import RANKED, Ranking, Searcher
from search.service import make_reader

Rows = list[tuple[Document, Passage]]

# Features that may only raise a score; the others are free.
RAISING = frozenset(FEATURES) - {"held_document", "framing", "footnote", "length"}
_RIGHT, _WRONG = 3, 40  # candidates of one question that pairs are made of
_SEED = 7
_FOREIGN = 120  # questions about something else, of each kind, that the calibration sees
_CALIBRATION_C = 0.01  # few questions and many signs: held short
_FURTHER = 0.4  # what a lesson of another kind of collection, or in another language, counts


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One question's candidates.

    Attributes:
        features: (candidates, features).
        grades: (candidates,), 2 answers, 1 answers in part, 0 does not.
        language: of the question.
        fused: the place of the best answering candidate by the fusion alone, from 0; None if none was gathered.
        weight: how much the lesson counts.
    """

    features: NDArray[np.float32]
    grades: NDArray[np.int32]
    language: QuestionLanguage
    fused: int | None
    weight: float = 1.0


def read_rows(folder: Path) -> Rows:
    """Return document and passage of every text file of a folder."""
    documents = [parse_text(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*.txt"))]
    return [(document, passage) for document in documents for passage in document.passages]


def open_rows(rows: Rows, encoder: Encoder) -> Searcher:
    """Return a searcher over documents that are in no library, without a ranker."""
    generation = index_rows(rows, encoder)
    return Searcher(generation, rows, encoder, make_reader(generation))


def collect_lessons(searcher: Searcher, rows: Rows, questions: Iterable[Question]) -> Iterator[Lesson]:
    """Yield the lesson of every answerable question some of whose candidates answer."""
    texts = [normalise(passage.text) for _, passage in rows]
    for question in questions:
        if not question.evidence:
            continue
        ask = searcher.read(question.question)
        gathered = searcher.gather(ask).cut(RANKED)
        grades = _grade(question, rows, texts, gathered)
        found = np.flatnonzero(grades == ANSWERS)
        if found.size:
            yield Lesson(searcher.describe(ask, gathered), grades, ask.reading.language, int(found[0]))


def _grade(question: Question, rows: Rows, texts: Sequence[str], gathered: Ranking) -> NDArray[np.int32]:
    quotes = [(item.document, normalise(item.quote), item.grade) for item in question.evidence]
    grades = np.zeros(len(gathered.rows), dtype=np.int32)
    for place, row in enumerate(gathered.rows):
        source = rows[int(row)][0].source
        held = [grade for name, quote, grade in quotes if name == source and find_run(quote, texts[int(row)])]
        grades[place] = max(held, default=0)
    return grades


def hit_rate(places: Sequence[int | None], k: int) -> float:
    """Return the share of questions whose best answering candidate is among the first k."""
    return sum(place is not None and place < k for place in places) / len(places) if places else 0.0


def place_by(scores: NDArray[np.float32], grades: NDArray[np.int32]) -> int:
    """Return the place, from 0, of the first answering candidate when ordered by the scores."""
    order = np.argsort(-scores, kind="stable")
    return int(np.flatnonzero(grades[order] == ANSWERS)[0])


def benchmark_lessons(benchmark: Benchmark, encoder: Encoder, articles: int) -> Iterator[Lesson]:
    """Yield the lessons of a public benchmark, searched as a flat collection.

    Args:
        benchmark: its questions and corpus.
        encoder: makes the vectors.
        articles: how many entries that answer nothing are searched beside those that do.
    """
    answering = {entry for grades in benchmark.qrels.values() for entry, grade in grades.items() if grade}
    others = [entry for entry in benchmark.entries if entry[0] not in answering]
    kept = {entry[0] for entry in random.Random(_SEED).sample(others, min(articles, len(others)))}
    entries = [entry for entry in benchmark.entries if entry[0] in kept | answering]
    collection = FlatCollection.build(entries, encoder)
    for query in benchmark.queries:
        ask = collection.searcher.read(query.text)
        gathered = collection.searcher.gather(ask).cut(RANKED)
        wanted = benchmark.qrels.get(query.id, {})
        grades = np.array([ANSWERS * (wanted.get(collection.ids[row], 0) > 0) for row in gathered.rows])
        found = np.flatnonzero(grades)
        if found.size:
            features = collection.searcher.describe(ask, gathered)
            yield Lesson(features, grades.astype(np.int32), ask.reading.language, int(found[0]))


def train(lessons: Sequence[Lesson], strength: float = 0.01) -> NDArray[np.float32]:
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

    bounds = [(0, None) if name in RAISING else (None, None) for name in FEATURES]
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


def cross_validate(lessons: Sequence[Lesson], further: Sequence[Lesson], folds: int = 5) -> list[int]:
    """Return the place of every lesson's first answering candidate, ranked by weights trained on the others."""
    places = [0] * len(lessons)
    for fold in range(folds):
        kept = [lesson for place, lesson in enumerate(lessons) if place % folds != fold]
        weights = train([*kept, *further])
        for place in range(fold, len(lessons), folds):
            places[place] = place_by(lessons[place].features @ weights, lessons[place].grades)
    return places


def read_lessons(folder: Path, encoder: Encoder) -> list[Lesson]:
    """Return the lessons of every question set of a folder over all its documents."""
    rows = read_rows(folder)
    searcher = open_rows(rows, encoder)
    sets = [load_questions(path) for path in sorted(folder.glob("questions-*.jsonl"))]
    return list(collect_lessons(searcher, rows, (question for one in sets for question in one)))


def calibrate(
    folder: Path, encoder: Encoder, ranker: Ranker, foreign: Sequence[str] = ()
) -> tuple[Calibrator, float]:
    """Return what tells whether the first passage answers, and how well it tells it of questions left out.

    Args:
        folder: documents and questions on them.
        encoder, ranker: those that rank.
        foreign: questions about something else altogether, which nothing there answers.
    """
    rows = read_rows(folder)
    searcher = open_rows(rows, encoder)
    texts = [normalise(passage.text) for _, passage in rows]
    known = [
        question for path in sorted(folder.glob("questions-*.jsonl")) for question in load_questions(path)
    ]
    strangers = [Question(f"foreign-{place}", text, "", "") for place, text in enumerate(foreign)]
    signs, right = [], []
    for question in (*known, *strangers):
        ask = searcher.read(question.question)
        gathered = searcher.gather(ask).cut(RANKED)
        if not gathered.rows.size:
            continue
        features = searcher.describe(ask, gathered)
        scores = ranker.score(features, ask.reading.language)
        order = np.argsort(-scores, kind="stable")
        signs.append(read_signs(features[order], scores[order], searcher.share_unknown(ask)))
        right.append(_grade(question, rows, texts, gathered)[order[0]] == ANSWERS)
    return _fit_logistic(np.array(signs, dtype=np.float64), np.array(right))


def read_foreign(public: Benchmark | None, folder: Path | None) -> list[str]:
    """Return some questions of a benchmark and of a folder of tables, which other documents answer."""
    asked = [query.text for query in public.queries] if public else []
    files = sorted(folder.glob("questions-*.tsv")) if folder else []
    tabled = [line.split("\t")[0] for path in files for line in path.read_text("utf-8").splitlines()]
    choose = random.Random(_SEED)
    return [text for texts in (asked, tabled) for text in choose.sample(texts, min(_FOREIGN, len(texts)))]


def _fit_logistic(signs: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Calibrator, float]:
    centre, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    scaled = (signs - centre) / spread
    model = LogisticRegression(C=_CALIBRATION_C, max_iter=5000)
    left_out = cross_val_predict(model, scaled, right, cv=10, method="predict_proba")[:, 1]
    model.fit(scaled, right)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - centre @ weights)
    return Calibrator(weights.astype(np.float32), bias), float(roc_auc_score(right, left_out))


def main() -> None:
    """Train on question sets and, where one is given, a benchmark; say how it ranks questions left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt and questions-*.jsonl")
    parser.add_argument("--beir", type=Path, help="benchmark folder: queries.jsonl, qrels.tsv, corpus.jsonl")
    parser.add_argument("--corpus", type=Path, help="the benchmark's corpus, where it has none of its own")
    parser.add_argument(
        "--articles", type=int, default=7000, help="how much of the benchmark's corpus to search"
    )
    parser.add_argument("--foreign", type=Path, help="folder of questions-*.tsv that --data does not answer")
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    options = parser.parse_args()
    encoder = load_encoder()
    own = read_lessons(options.data, encoder)
    public = read_benchmark(options.beir, options.corpus) if options.beir else None
    further = list(benchmark_lessons(public, encoder, options.articles)) if public else []
    weights: dict[Side, NDArray[np.float32]] = {}
    for side in ("vi", "en"):
        mine = [lesson for lesson in own if side_of(lesson.language) == side]
        others = [replace(lesson, weight=_FURTHER) for lesson in (*further, *own) if lesson not in mine]
        weights[side] = train([*mine, *others])
        places, before = cross_validate(mine, others), [lesson.fused for lesson in mine]
        for k in (1, 3, 10):
            print(
                f"{side} hit@{k}: fusion {hit_rate(before, k):.3f}, ranked {hit_rate(places, k):.3f} ({len(mine)})"
            )
    Ranker(weights).save(options.out)
    foreign = read_foreign(public, options.foreign)
    calibrator, area = calibrate(options.data, encoder, Ranker(weights), foreign)
    calibrator.save(options.out.with_name("calibration.json"))
    print(f"first passage answers, told from not, area under the curve, left out: {area:.3f}")


if __name__ == "__main__":
    main()
