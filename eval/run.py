"""Running a question set: every question asked as a user asks it, every passage found judged by the evidence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from corpus.document import Document
from corpus.errors import QuestionError
from eval.answers import score_answer
from eval.archive import SHOWN, Found, Ranking, Row, quote_first, save_run
from eval.judgement import Judgement, answering_quotes, judge, make_qrels
from eval.measures import FURTHER, STANDARD, Qrels, evaluate, score_ranks
from eval.questions import ANSWERS, Question
from eval.slices import Slices, slice_question
from eval.summary import Summary, recall_at, summarise
from search.result import Hit, Result

DEPTH = 100
"""How many passages each question brings, so that Recall@100 can be told."""

Progress = Callable[[int, int], None]
"""Called with (questions done, questions in all)."""


class Searcher(Protocol):
    """Anything that answers questions as `search.service.SearchService` does."""

    def search(self, question: str, k: int = ..., *, id: str | None = ...) -> Result:
        """Return the k best passages for a question."""
        ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and what came of it."""

    question: Question
    result: Result | None
    judgements: tuple[Judgement, ...]
    error: str | None = None

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.result.hits if self.result else ()

    @property
    def ranking(self) -> Ranking:
        return [(hit.passage_id, hit.score) for hit in self.hits]


def run_set(
    searcher: Searcher,
    questions: Iterable[Question],
    out: Path | None = None,
    *,
    documents: Sequence[Document] = (),
    manifest: Mapping[str, Any] | None = None,
    depth: int = DEPTH,
    progress: Progress | None = None,
) -> Summary:
    """Ask every question and measure what comes back.

    A passage answers if it matches a grade-2 quote (see `eval.evidence`), so hit@k says whether any of the first
    k passages matches any grade-2 quote, and Recall@k is the share of the question's distinct grade-2 quotes that
    the first k passages hold. For nDCG, MAP, P and Judged every passage of `documents` is judged. Unanswerable
    questions count for abstention and latency only. Latency is that of the ten passages that a page shows.

    Args:
        searcher: what is measured.
        questions: what it is asked.
        out: folder for ``run.trec``, ``per-query.jsonl`` and ``summary.json``; None writes nothing.
        documents: those the searcher searches; without them only the passages found are judged.
        manifest: what the run was made with, see `eval.manifest.describe_run`.
        depth: how many passages to ask for.
        progress: told after every question.

    Returns:
        The figures. The same library and questions give the same ones, times apart.
    """
    wanted = tuple(questions)
    asked = []
    for done, question in enumerate(wanted, start=1):
        asked.append(_ask(searcher, question, depth))
        if progress:
            progress(done, len(wanted))
    values = evaluate(_qrels(asked, documents), _run(asked), STANDARD + FURTHER, relevant=ANSWERS)
    rows = [_row(one, values.get(one.question.id, {})) for one in asked]
    summary = summarise(rows, manifest or {})
    if out is not None:
        save_run(out, summary.as_json(), rows, {one.question.id: one.ranking for one in asked})
    return summary


def _ask(searcher: Searcher, question: Question, depth: int) -> _Asked:
    """Ask for as many passages as a page shows, to time it, and then for as many as the measures need."""
    try:
        shown = searcher.search(question.question, min(SHOWN, depth), id=question.id)
        deep = searcher.search(question.question, depth, id=question.id) if depth > SHOWN else shown
    except QuestionError as error:
        return _Asked(question, None, (), error.en)
    result = replace(deep, elapsed_ms=shown.elapsed_ms)
    return _Asked(
        question,
        result,
        tuple(judge(question, (hit.document.source, hit.document.id), hit.text) for hit in result.hits),
    )


def _qrels(asked: Sequence[_Asked], documents: Sequence[Document]) -> Qrels:
    qrels = {
        name: dict(grades) for name, grades in make_qrels((one.question for one in asked), documents).items()
    }
    for one in asked:
        for hit, judgement in zip(one.hits, one.judgements, strict=True):
            if judgement.grade is not None:
                qrels[one.question.id][hit.passage_id] = judgement.grade
    return qrels


def _run(asked: Sequence[_Asked]) -> dict[str, dict[str, float]]:
    return {one.question.id: score_ranks(one.ranking) for one in asked}


def _row(one: _Asked, values: Mapping[str, float]) -> Row:
    question, result = one.question, one.result
    answerable = _answerable(question)
    answer = result.answer.text if result and result.answer else None
    right = score_answer(answer, question.alternatives) if _has_right_answer(question) else (None, None)
    row = Row(
        id=question.id,
        question=question.question,
        answerable=answerable,
        measures=dict(values) if answerable else {},
        ranks=_ranks(one),
        probability=result.answerable if result else 0.0,
        answer=answer,
        expected=question.alternatives,
        answer_f1=right[0],
        answer_exact=right[1],
        exactness=_exactness(one),
        elapsed_ms=result.elapsed_ms if result else None,
        hits=_found(one),
        evidence=tuple(asdict(evidence) for evidence in question.evidence),
        slices=_slices(question),
        judged=_judged(one),
        error=one.error,
    )
    if answerable:
        row.measures["Recall@100"] = recall_at(row, 100)
    return row


def _answerable(question: Question) -> bool | None:
    best = max((evidence.grade for evidence in question.evidence), default=0)
    return {0: False, ANSWERS: True}.get(best)


def _has_right_answer(question: Question) -> bool:
    return bool(question.alternatives) or _answerable(question) is False


def _ranks(one: _Asked) -> tuple[int | None, ...]:
    ranked = list(enumerate(one.judgements, start=1))
    return tuple(
        next((rank for rank, found in ranked if quote in found.quotes), None)
        for quote in range(len(answering_quotes(one.question)))
    )


def _exactness(one: _Asked) -> float | None:
    return next((found.exactness for found in one.judgements[:SHOWN] if found.quotes), None)


def _found(one: _Asked) -> tuple[Found, ...]:
    pairs = zip(one.hits[:SHOWN], one.judgements, strict=False)
    return tuple(
        Found(
            hit.passage_id,
            hit.score,
            judgement.grade,
            hit.document.source,
            quote_first(hit.text, place),
        )
        for place, (hit, judgement) in enumerate(pairs)
    )


def _judged(one: _Asked) -> dict[str, int]:
    pairs = zip(one.hits, one.judgements, strict=True)
    return {hit.passage_id: found.grade for hit, found in pairs if found.grade is not None}


def _slices(question: Question) -> Slices:
    documents = dict.fromkeys(item.document for item in question.evidence if item.grade == ANSWERS)
    return slice_question(question.question, question.lang, question.type, tuple(documents))
