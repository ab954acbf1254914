"""What the ranker and the calibration learn from: questions with their gathered candidates, graded by evidence.

Question sets over documents written for it (`eval/training/data`) and a public benchmark, never a question set that
measures the product.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from corpus.parse import parse_text
from eval.benchmark import Benchmark
from eval.evidence import find_run, normalise
from eval.questions import ANSWERS, Evidence, Question, load_questions
from index.encoder import Encoder
from index.projection import Projection
from search.flat import FlatCollection, index_rows
from search.ranker import Side
from search.ranking import Ranking
from search.reading import Ask
from search.searcher import RANKED, Searcher
from search.service import make_reader

Rows = list[tuple[Document, Passage]]
_SEED = 7
_LONGEST = 1200  # characters of a passage
_JOINED = frozenset({"clause", "bullet", "paragraph"})  # kinds of passages that stand in running text


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One question's candidates.

    Attributes:
        features: (candidates, features), in the order of the fusion.
        grades: (candidates,), 2 answers, 1 answers in part, 0 does not.
        question: with its evidence.
        ask: as it was read.
        gathered: the candidates.
        side: whose weights rank them.
        weight: how much the lesson counts.
    """

    features: NDArray[np.float32]
    grades: NDArray[np.int32]
    question: Question
    ask: Ask
    gathered: Ranking
    side: Side
    weight: float = 1.0

    @property
    def answered(self) -> bool:
        """Whether some candidate answers."""
        return bool((self.grades == ANSWERS).any())

    @property
    def answerable(self) -> bool:
        """Whether what is searched answers, gathered or not."""
        return bool(self.question.evidence)

    @property
    def subject(self) -> str:
        """What the question is about: lessons of one subject are left out together."""
        documents = sorted({item.document for item in self.question.evidence})
        return documents[0] if documents else self.question.id


def read_rows(folder: Path) -> Rows:
    """Return document and passage of every text file of a folder."""
    documents = [parse_text(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*.txt"))]
    return [(document, passage) for document in documents for passage in document.passages]


def lengthen(rows: Rows) -> Rows:
    """Return the same documents cut into longer passages, as authors of long paragraphs would have them.

    Neighbours are joined two or three at a time, by chance, while they fit into one passage. A ranker that meets
    short passages only holds length against a passage more than it should.
    """
    choose = random.Random(_SEED)
    documents = {document.id: document for document, _ in rows}.values()
    return [
        (longer, passage)
        for document in documents
        for longer in [_join(document, choose)]
        for passage in longer.passages
    ]


def _join(document: Document, choose: random.Random) -> Document:
    joined: list[Passage] = []
    moved: dict[str, str] = {}
    left = 0
    for passage in document.passages:
        before = joined[-1] if joined else None
        fits = before and passage.end - before.start <= _LONGEST and {before.kind, passage.kind} <= _JOINED
        if before and fits and left:
            text = document.text[before.start : passage.end]
            joined[-1] = replace(before, end=passage.end, text=text)
            left -= 1
        else:
            joined.append(passage)
            left = choose.choice((1, 1, 2, 2, 3))
        moved[passage.id] = joined[-1].id
    tasks = tuple(
        replace(task, passage_id=moved.get(task.passage_id, task.passage_id)) for task in document.assignments
    )
    return replace(document, passages=tuple(joined), assignments=tasks)


def open_rows(rows: Rows, encoder: Encoder) -> Searcher:
    """Return a searcher over documents that are in no library, without a ranker."""
    generation = index_rows(rows, encoder)
    return Searcher(generation, rows, encoder, make_reader(generation))


def collect_own(
    folder: Path, encoder: Encoder, further: Sequence[Question] = (), views: Sequence[Projection] = ()
) -> tuple[list[Lesson], list[Searcher]]:
    """Return the lessons of a folder's question sets over its documents, and over the same in longer passages.

    Args:
        folder: documents and questions on them.
        encoder: makes the vectors.
        further: questions asked beside the folder's own.
        views: how words are compared, for each part of the documents, as `part_documents` tells them; learned
            without the questions on that part. Without them words are compared as the encoder has it.

    Returns:
        The lessons, and the searcher that each of them came from.
    """
    lessons: list[Lesson] = []
    searchers: list[Searcher] = []
    short = read_rows(folder)
    for rows in (short, lengthen(short)):
        searcher = open_rows(rows, encoder)
        choose = _find_viewers(searcher, rows, views)
        for lesson in collect_lessons(searcher, rows, [*read_sets(folder), *further], choose):
            lessons.append(lesson)
            searchers.append(choose(lesson.question, lesson.gathered))
    return lessons, searchers


def _find_viewers(
    searcher: Searcher, rows: Rows, views: Sequence[Projection]
) -> Callable[[Question, Ranking], Searcher]:
    """Return what tells the searcher whose view never saw a question; without views it is the searcher itself."""
    parts = searcher.parts
    seen = [replace(parts, encoder=parts.encoder.see_through(view)).assemble() for view in views]
    viewers = seen or [searcher]
    part_of = part_documents(rows, len(viewers))
    return lambda question, gathered: viewers[part_of[find_document(question, gathered, rows)]]


def part_documents(rows: Rows, parts: int) -> dict[str, int]:
    """Return the part that each document belongs to: neighbours by name, which often share a subject, together."""
    names = sorted({document.source for document, _ in rows})
    return {name: place * parts // len(names) for place, name in enumerate(names)}


def find_document(question: Question, gathered: Ranking, rows: Rows) -> str:
    """Return the document that a question is about: the first that answers, else that of the first candidate."""
    documents = [item.document for item in question.evidence]
    return documents[0] if documents else rows[int(gathered.rows[0])][0].source


def read_views(folder: Path | None) -> list[Projection]:
    """Return the projections that `eval.aligning` left for each part of the documents; none without a folder."""
    return [Projection.read(path) for path in sorted(folder.glob("part-*.npz"))] if folder else []


def read_sets(folder: Path) -> list[Question]:
    """Return the questions of every set of a folder."""
    sets = [load_questions(path) for path in sorted(folder.glob("questions-*.jsonl"))]
    return [question for one in sets for question in one]


def collect_lessons(
    searcher: Searcher,
    rows: Rows,
    questions: Iterable[Question],
    choose: Callable[[Question, Ranking], Searcher] | None = None,
) -> Iterator[Lesson]:
    """Yield the lesson of every question that brings candidates, answerable or not.

    Args:
        searcher: gathers the candidates.
        rows: what it searches.
        questions: to be asked.
        choose: who describes the candidates of a question; None for the searcher itself.
    """
    texts = [normalise(passage.text) for _, passage in rows]
    for question in questions:
        ask = searcher.read(question.question)
        gathered = searcher.gather(ask).cut(RANKED)
        if gathered.rows.size:
            grades = _grade(question, rows, texts, gathered)
            viewer = choose(question, gathered) if choose else searcher
            side = viewer.side_of(ask)
            yield Lesson(viewer.describe(ask, gathered), grades, question, ask, gathered, side)


def _grade(question: Question, rows: Rows, texts: Sequence[str], gathered: Ranking) -> NDArray[np.int32]:
    quotes = [(item.document, normalise(item.quote), item.grade) for item in question.evidence]
    grades = np.zeros(len(gathered.rows), dtype=np.int32)
    for place, row in enumerate(gathered.rows):
        source = rows[int(row)][0].source
        held = [grade for name, quote, grade in quotes if name == source and find_run(quote, texts[int(row)])]
        grades[place] = max(held, default=0)
    return grades


def collect_benchmark(
    benchmark: Benchmark, encoder: Encoder, articles: int, cache: Path | None = None
) -> Iterator[Lesson]:
    """Yield the lessons of a public benchmark, searched as a flat collection.

    Args:
        benchmark: its questions and corpus.
        encoder: makes the vectors.
        articles: how many entries that answer nothing are searched beside those that do.
        cache: folder that keeps the index; None keeps nothing.
    """
    answering = {entry for grades in benchmark.qrels.values() for entry, grade in grades.items() if grade}
    others = [entry for entry in benchmark.entries if entry[0] not in answering]
    kept = {entry[0] for entry in random.Random(_SEED).sample(others, min(articles, len(others)))}
    entries = [entry for entry in benchmark.entries if entry[0] in kept | answering]
    collection = FlatCollection.build(entries, encoder, cache)
    for query in benchmark.queries:
        ask = collection.searcher.read(query.text)
        gathered = collection.searcher.gather(ask).cut(RANKED)
        wanted = benchmark.qrels.get(query.id, {})
        grades = np.array([ANSWERS * (wanted.get(collection.ids[row], 0) > 0) for row in gathered.rows])
        features = collection.searcher.describe(ask, gathered)
        evidence = tuple(Evidence(entry, "", ANSWERS) for entry, grade in sorted(wanted.items()) if grade)
        question = Question(query.id, query.text, query.lang or "vi", query.type or "", evidence=evidence)
        side = collection.searcher.side_of(ask)
        yield Lesson(features, grades.astype(np.int32), question, ask, gathered, side)
