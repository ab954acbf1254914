"""Training the model that picks answers: question sets with their best passages, every candidate span graded.

A span's grade is its token F1 with the right answer, shared with its F1 with the bare fact inside that answer: the
writers of questions like whole clauses, a reader of an answer likes the fact. An agency is always the bare name.
It learns from question sets over documents written for it (`eval/training/data`), never from one that measures
the product::

    python -m eval.answering --data eval/training/data --out index/models/answers/weights.json
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.document import Document, Passage
from eval.answers import score_answer, split_syllables
from eval.evidence import find_run, normalise
from eval.lessons import Rows, read_rows
from eval.questions import ANSWERS, Question, load_questions
from index.encoder import load_encoder
from index.generation import Generation
from search.answer_features import FEATURES, Rarity, describe_passage, weigh_question
from search.answer_model import COMMON, KINDS, AnswerModel
from search.answer_spans import MARKS, Mark, read_facts
from search.answers import PASSAGES, find_answer, keep_wanted
from search.flat import index_rows
from search.intent import read_wants
from search.ranker import load_ranker
from search.reading import Ask
from search.searcher import Searcher
from search.service import make_reader

_SYLLABLE = re.compile(r"[^\W_]+")
_FACT = 0.5  # what the bare fact counts beside the whole right answer
_CLEAR = 0.6  # F1 from which a span is taken for the right answer's own place
_SHARPNESS = 0.2  # grade by which one span must be better to be e times as likely
_PULL, _PULL_KIND = 2e-3, 1e-2  # towards zero, of the weights of every question and of those of one kind
_ROUNDS = 80
_MARK_OF: Mapping[str, Mark] = {
    "who": "agency", "when": "date", "number": "number", "which_document": "document", "person": "person",
}  # fmt: skip
SHORT = frozenset(_MARK_OF)
"""Types of questions whose answers are short."""

Grades = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question's candidate spans.

    Attributes:
        question: with its right answers.
        ask: as it was read.
        best: the best passages as found, for asking anew.
        features: (spans, len(FEATURES)).
        grades: (spans,), 0..1.
        kinds: (1 + len(KINDS),), 1 for every question, then 1 for each kind asked for.
    """

    question: Question
    ask: Ask
    best: Rows
    features: NDArray[np.float32]
    grades: Grades
    kinds: NDArray[np.float32]


def make_rarity(generation: Generation) -> Rarity:
    """Return how much a syllable without marks tells in a collection: its inverse document frequency."""
    size, folded = generation.dense.size, generation.lexical["folded"]
    return lambda token: float(np.log(1 + size / (1 + folded.document_frequency(token))))


def collect_lessons(
    searcher: Searcher, rarity: Rarity, rows: Rows, questions: Iterable[Question]
) -> Iterator[Lesson]:
    """Yield the lesson of every question that has a right answer.

    Where none of the best passages holds the evidence, one that does takes the place of the last of them.
    """
    texts = [normalise(passage.text) for _, passage in rows]
    for question in questions:
        if not question.alternatives:
            continue
        ask = searcher.read(question.question)
        order = [int(row) for row in searcher.rank(ask).rows[:PASSAGES]]
        answering = set(_answering_rows(question, rows, texts))
        looked = order if answering & set(order) or not answering else [*order[:-1], min(answering)]
        yield _make_lesson(rarity, question, ask, [rows[row] for row in order], [rows[row] for row in looked])


def _answering_rows(question: Question, rows: Rows, texts: Sequence[str]) -> Iterator[int]:
    for item in question.evidence:
        quote = normalise(item.quote) if item.grade == ANSWERS else ""
        for row, (document, _) in enumerate(rows):
            if quote and document.source == item.document and find_run(quote, texts[row]):
                yield row


def _make_lesson(rarity: Rarity, question: Question, ask: Ask, best: Rows, looked: Rows) -> Lesson:
    wanted = weigh_question(ask, rarity)
    found = [describe_passage(wanted, *row, rank) for rank, row in enumerate(looked)]
    spans = [
        (document, passage, list(zip(one.starts.tolist(), one.ends.tolist(), strict=True)))
        for (document, passage), one in zip(looked, found, strict=True)
    ]
    wants = read_wants(ask.typed)
    features, grades = np.concatenate([one.features for one in found]), grade_spans(question, spans)
    kept = keep_wanted(features, wants)
    if kept.any() and not kept.all():
        features, grades = features[kept], grades[kept]
    return Lesson(
        question,
        ask,
        best,
        features,
        grades,
        np.array([1, *(kind in wants for kind in KINDS)], dtype=np.float32),
    )


Placed = tuple[Document, Passage, list[tuple[int, int]]]


def grade_spans(question: Question, spans: Sequence[Placed]) -> Grades:
    """Return how right every span is, 0..1: its F1 with the right answer and with the bare fact in it."""
    whole = np.concatenate([_overlap(document, one, question.alternatives) for document, _, one in spans])
    bare = _bare_fact(question, spans, whole)
    if bare is None:
        return whole
    share = 1.0 if question.type == "who" else _FACT
    return (1 - share) * whole + share * np.concatenate([_overlap(d, one, (bare,)) for d, _, one in spans])


def _overlap(document: Document, spans: Sequence[tuple[int, int]], answers: Sequence[str]) -> Grades:
    """Return the best token F1 of each span, without counting how often a token recurs within it."""
    if not spans:
        return np.zeros(0)
    starts, ends = np.array(spans).T
    base = int(starts.min())
    found = list(_SYLLABLE.finditer(document.text[base : int(ends.max())].lower()))
    begins = np.searchsorted([match.start() + base for match in found], starts)
    stops = np.searchsorted([match.end() + base for match in found], ends, side="right")
    best = np.zeros(len(spans))
    for answer in answers:
        wanted = Counter(split_syllables(answer))
        held = np.concatenate([[0], np.cumsum([match.group() in wanted for match in found])])
        shared = np.minimum(held[stops] - held[begins], wanted.total())
        best = np.maximum(best, 2 * shared / np.maximum(stops - begins + wanted.total(), 1))
    return best


def _bare_fact(question: Question, spans: Sequence[Placed], grades: Grades) -> str | None:
    """Return the shortest words of the right answer that hold what is asked for; None where it holds no such thing."""
    mark = _MARK_OF.get(question.type)
    if mark is None or not grades.size or grades.max() < _CLEAR:
        return None
    document, passage, (start, end) = [(d, p, span) for d, p, one in spans for span in one][
        int(np.argmax(grades))
    ]
    if start < passage.start:  # an agency named above the passage is bare already
        return None
    reading = read_facts(document, passage)
    begin, stop = reading.place(start - passage.start), reading.place_end(end - passage.start)
    wanted = {mark, *(kind for kind in read_wants(question.question) if kind in MARKS)}
    inside = [(a, -b, kind) for kind, a, b in reading.marks if kind in wanted and begin <= a and b <= stop]
    if not any(kind == mark for _, _, kind in inside):
        return None
    if mark == "agency":  # the first of several leads
        others = [entry for entry in inside if entry[2] != "agency"]
        inside = [min(entry for entry in inside if entry[2] == "agency"), *others]
    first, last = min(a for a, _, _ in inside), max(-b for _, b, _ in inside)
    return passage.text[reading.first[first] : reading.last[last - 1]]


def train(lessons: Sequence[Lesson]) -> AnswerModel:
    """Return the model whose probabilities come nearest to those that the grades stand for."""
    size, blocks = len(FEATURES), 1 + len(KINDS)
    goals = [_spread(lesson.grades / _SHARPNESS) for lesson in lessons]
    kinds = np.stack([lesson.kinds for lesson in lessons])
    pull = np.repeat([_PULL, *[_PULL_KIND] * len(KINDS)], size)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        each = (kinds @ weights.reshape(blocks, size)).astype(np.float32)
        value, slopes = 0.0, np.empty((len(lessons), size))
        for place, lesson in enumerate(lessons):
            likely = _spread((lesson.features @ each[place]).astype(np.float64))
            value -= float(goals[place] @ np.log(likely + 1e-12))
            slopes[place] = (likely - goals[place]).astype(np.float32) @ lesson.features
        slope = (kinds.T @ slopes).ravel() / len(lessons) + pull * weights
        return value / len(lessons) + float((pull * weights * weights).sum()) / 2, slope

    start = np.zeros(blocks * size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    rows = found.x.reshape(blocks, size).astype(np.float32)
    return AnswerModel(dict(zip((COMMON, *KINDS), rows, strict=True)))


def _spread(scores: Grades) -> Grades:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


Scores = dict[str, list[float]]


def measure(lessons: Iterable[Lesson], rarity: Rarity, model: AnswerModel) -> Scores:
    """Return the token F1 of every question's answer, by type."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for lesson in lessons:
        answer = find_answer(lesson.ask, lesson.best, rarity, model)
        scores[lesson.question.type].append(
            score_answer(answer.as_answer(1.0).text if answer else None, lesson.question.alternatives)[0]
        )
    return dict(scores)


def cross_validate(lessons: Sequence[Lesson], rarity: Rarity, folds: int = 6) -> Scores:
    """Return `measure` of every question by a model that saw no question on any of its documents."""
    names = sorted({item.document for lesson in lessons for item in lesson.question.evidence})
    fold_of = {name: place % folds for place, name in enumerate(names)}
    folded = [sorted({fold_of[item.document] for item in one.question.evidence}) for one in lessons]
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for fold in range(folds):
        model = train([one for one, places in zip(lessons, folded, strict=True) if fold not in places])
        left_out = [one for one, places in zip(lessons, folded, strict=True) if places[0] == fold]
        for kind, values in measure(left_out, rarity, model).items():
            scores[kind] += values
    return dict(scores)


def say_scores(title: str, scores: Scores) -> None:
    """Print the mean token F1 by type, of the types with short answers, and of all."""
    short = [value for kind in SHORT for value in scores.get(kind, ())]
    every = [value for values in scores.values() for value in values]
    for name, values in (*sorted(scores.items()), ("short answers", short), ("all", every)):
        print(f"{title}: {name:16} {np.mean(values) if values else 0:.3f} ({len(values)})")


def read_lessons(folder: Path, sets: Sequence[Path], *, ranked: bool) -> tuple[list[Lesson], Rarity]:
    """Return the lessons of question sets over the documents of a folder, and how rare its words are.

    Args:
        folder: of text files.
        sets: question sets over them.
        ranked: whether the shipped ranker orders the passages; it knows the questions that it was trained on,
            so that a model of answers trained behind it would trust the order too far.
    """
    rows = read_rows(folder)
    encoder = load_encoder()
    generation = index_rows(rows, encoder)
    searcher = Searcher(generation, rows, encoder, make_reader(generation), load_ranker() if ranked else None)
    rarity = make_rarity(generation)
    questions = (question for path in sets for question in load_questions(path))
    return list(collect_lessons(searcher, rarity, rows, questions)), rarity


def main() -> None:
    """Train on question sets, say how well questions on documents left out are answered, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt and questions-*.jsonl")
    parser.add_argument("--documents", type=Path, help="folder of *.txt to measure on")
    parser.add_argument("--set", type=Path, help="question set over those documents")
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    options = parser.parse_args()
    lessons, rarity = read_lessons(options.data, sorted(options.data.glob("questions-*.jsonl")), ranked=False)
    say_scores("left out", cross_validate(lessons, rarity))
    model = train(lessons)
    model.save(options.out)
    if options.documents and options.set:
        say_scores(
            options.set.stem, measure(*read_lessons(options.documents, [options.set], ranked=True), model)
        )


if __name__ == "__main__":
    main()
