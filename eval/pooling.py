"""Pooling: what several configurations found, to be judged without knowing which of them found it.

A measure trusts judgements, and passages that nobody judged count as wrong. Judging what one configuration found
only would favour it over every other, so the first passages of several are put together and those that lack a
judgement are judged, in an order that tells nothing (Sparck Jones and van Rijsbergen, 1975; as at TREC).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import QuestionSetError
from eval.archive import Row, RunError, StoredRun, load_rankings, load_run
from eval.measures import evaluate
from eval.questions import GRADES, Evidence, Question

DEPTH = 10
"""How many passages of each run and question are pooled."""

Texts = Mapping[str, tuple[str, str]]
"""Document and words by passage id."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A passage to judge; as JSON a line of the pool.

    Attributes:
        id, question, lang: the question's.
        passage_id, document, text: the passage's; `document` and `text` are empty where they aren't known.
        grade: to be filled in: 2 answers, 1 answers in part, 0 does not.
    """

    id: str
    question: str
    lang: str
    passage_id: str
    document: str = ""
    text: str = ""
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """What is to be judged, and how much is judged already.

    Attributes:
        depth: how many passages of each run and question were pooled.
        passages: those that nobody judged, by question; within one in an order that has nothing to do with ranks.
        judged: for each run the share of its first `depth` passages that are judged (Judged@depth), over all of
            its questions.
        pooled: how many distinct passages the runs found, judged or not.
    """

    depth: int
    passages: tuple[Pooled, ...]
    judged: Mapping[str, float]
    pooled: int


def pool_folders(folders: Sequence[Path], depth: int = DEPTH, texts: Texts | None = None) -> Pool:
    """Pool the runs of some folders.

    Args:
        folders: of runs over the same questions, with ``run.trec``.
        depth: how many passages of each run and question are pooled.
        texts: the passages' words; what it lacks is taken from the runs, which keep those of the first few.

    Raises:
        RunError: a folder holds no complete run, or two of them were run over different questions.
    """
    runs = [load_run(folder) for folder in folders]
    return pool_runs(runs, [load_rankings(folder) for folder in folders], depth, texts)


def pool_runs(
    runs: Sequence[StoredRun],
    rankings: Sequence[Mapping[str, Sequence[str]]],
    depth: int = DEPTH,
    texts: Texts | None = None,
) -> Pool:
    """Pool runs; see `pool_folders`.

    Args:
        runs: over the same questions.
        rankings: of each run, passage ids by question id, best first.
        depth: how many passages of each run and question are pooled.
        texts: the passages' words.
    """
    _check_same_questions(runs)
    known = _kept_texts(runs) | dict(texts or {})
    grades = _merge_grades(runs)
    passages: list[Pooled] = []
    pooled = 0
    for row in runs[0].rows:
        found = {passage for ranking in rankings for passage in ranking.get(row.id, ())[:depth]}
        pooled += len(found)
        unjudged = _shuffle(row.id, found - grades[row.id].keys())
        passages += [_make_pooled(row, passage, known) for passage in unjudged]
    names = _name_apart([run.name for run in runs])
    shares = (_share_judged(grades, ranking, depth) for ranking in rankings)
    return Pool(depth, tuple(passages), dict(zip(names, shares, strict=True)), pooled)


def _check_same_questions(runs: Sequence[StoredRun]) -> None:
    if not runs:
        raise RunError("Hãy nêu ít nhất một thư mục kết quả đo.", "Name at least one run's folder.")
    asked = {row.id: row.question for row in runs[0].rows}
    for run in runs[1:]:
        if {row.id: row.question for row in run.rows} != asked:
            raise RunError(
                f"“{run.name}” không hỏi cùng những câu với “{runs[0].name}”. Hãy đo cả hai trên một bộ câu hỏi.",
                f"“{run.name}” was not asked what “{runs[0].name}” was. Run both over the same question set.",
            )


def _merge_grades(runs: Iterable[StoredRun]) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for run in runs:
        for row in run.rows:
            shown = {hit.passage_id: hit.grade for hit in row.hits if hit.grade is not None}
            grades.setdefault(row.id, {}).update(shown | row.judged)
    return grades


def _kept_texts(runs: Iterable[StoredRun]) -> dict[str, tuple[str, str]]:
    hits = (hit for run in runs for row in run.rows for hit in row.hits if hit.text)
    return {hit.passage_id: (hit.document, hit.text) for hit in hits}


def _shuffle(question: str, passages: Iterable[str]) -> list[str]:
    """Return passages in an order that is always the same and tells nothing of ranks or runs."""
    return sorted(passages, key=lambda passage: hashlib.blake2b(f"{question}\0{passage}".encode()).digest())


def _make_pooled(row: Row, passage: str, texts: Texts) -> Pooled:
    document, text = texts.get(passage, ("", ""))
    lang = next(iter(row.slices.get("lang", ())), "vi")
    return Pooled(row.id, row.question, lang, passage, document, text)


def _name_apart(names: Sequence[str]) -> list[str]:
    """Return names of which no two are the same: folders may be called alike."""
    return [
        name if names.count(name) == 1 else f"{name} ({names[: place + 1].count(name)})"
        for place, name in enumerate(names)
    ]


def _share_judged(
    grades: Mapping[str, Mapping[str, int]], ranking: Mapping[str, Sequence[str]], depth: int
) -> float:
    name = f"Judged@{depth}"
    run = {
        question: {passage: float(-rank) for rank, passage in enumerate(found)}
        for question, found in ranking.items()
    }
    values = evaluate(grades, run, (name,))
    return sum(row[name] for row in values.values()) / len(values) if values else 0.0


def texts_of(documents: Iterable[Document]) -> dict[str, tuple[str, str]]:
    """Return document and words of every passage of a library, by its id."""
    return {
        passage.id: (document.source, passage.text) for document in documents for passage in document.passages
    }


def format_pool(pool: Pool) -> str:
    """Return the passages to judge as JSON lines."""
    lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in pool.passages)
    return "".join(f"{line}\n" for line in lines)


def read_pool(path: Path) -> tuple[Pooled, ...]:
    """Read a pool back, with the grades that were filled in.

    Raises:
        QuestionSetError: it can't be read or is at fault; the sentence lists every fault, line by line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(
            f"Không đọc được {path}: {error}. Hãy kiểm tra đường dẫn.",
            f"{path} can't be read: {error}. Check the path.",
        ) from error
    read = [(number, _read_pooled(line)) for number, line in enumerate(lines, start=1) if line.strip()]
    faults = [number for number, passage in read if passage is None]
    if faults:
        vi = "".join(f"\n  dòng {number}: không phải một đoạn của danh sách, hoặc “grade” không phải 0, 1, 2, null" for number in faults)  # fmt: skip
        en = "".join(f"\n  line {number}: no passage of a pool, or its “grade” is none of 0, 1, 2, null" for number in faults)  # fmt: skip
        raise QuestionSetError(
            f"{path.name} có {len(faults)} lỗi; hãy sửa rồi chạy lại:{vi}",
            f"{path.name} has {len(faults)} fault(s); mend them and run this again:{en}",
        )
    return tuple(passage for _, passage in read if passage is not None)


def _read_pooled(line: str) -> Pooled | None:
    try:
        record: dict[str, Any] = json.loads(line)
        passage = Pooled(**{name: record[name] for name in Pooled.__slots__ if name in record})
    except (ValueError, TypeError, RecursionError):
        return None
    words = (passage.id, passage.question, passage.lang, passage.passage_id, passage.document, passage.text)
    sound = all(isinstance(word, str) for word in words) and type(passage.grade) in (int, type(None))
    return passage if sound and passage.grade in (None, *GRADES) else None


def add_judgements(questions: Iterable[Question], judged: Iterable[Pooled]) -> tuple[Question, ...]:
    """Return the questions with every graded passage of a pool as evidence.

    Raises:
        QuestionSetError: a graded passage is of a question that is not there, or has no words.
    """
    graded: dict[str, list[Evidence]] = {}
    wanted = tuple(questions)
    names = {question.id for question in wanted}
    for passage in judged:
        if passage.grade is None:
            continue
        if passage.id not in names or not passage.text:
            raise QuestionSetError(
                f"Không ghép được đoạn “{passage.passage_id}” của câu “{passage.id}”: bộ câu hỏi không có câu ấy, hoặc đoạn không có lời. Hãy gộp lại với --library.",
                f"Passage “{passage.passage_id}” of question “{passage.id}” can't be added: the set lacks the question, or the passage its words. Pool again with --library.",
            )
        graded.setdefault(passage.id, []).append(Evidence(passage.document, passage.text, passage.grade))
    return tuple(
        replace(question, evidence=(*question.evidence, *graded.get(question.id, ()))) for question in wanted
    )
