"""The pages on which a pool is judged: question by question, without saying which run found what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.judgements import GRADES
from web.address import pool_url
from web.evidence_view import Finder
from web.pools import Given, PooledQuestion, StoredPool, grade_of, grade_passages
from web.shelf import Holdings
from web.stored_runs import RunEntry

DEFAULT_DEPTH = 10
MOST_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a pool a person has judged."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool in a list."""

    pool: StoredPool
    progress: Progress


@dataclass(frozen=True, slots=True)
class PoolsPage:
    """Context of ``pools.html``.

    Attributes:
        rows: the pools.
        runs: those that can be pooled.
        depth, most_depth: how many passages of each are pooled at first, and at most.
    """

    rows: tuple[PoolRow, ...]
    runs: tuple[RunEntry, ...]
    depth: int = DEFAULT_DEPTH
    most_depth: int = MOST_DEPTH


@dataclass(frozen=True, slots=True)
class PoolPage:
    """Context of ``pool.html``.

    Attributes:
        pool: it.
        progress: of the person at hand.
        next_url: the first question that they have not judged whole, "" where there is none.
        agreed: how many passages anybody judged.
    """

    pool: StoredPool
    progress: Progress
    next_url: str
    agreed: int


@dataclass(frozen=True, slots=True)
class PooledView:
    """A passage to be judged.

    Attributes:
        grade: what the person at hand said of it.
        back_url: where its form leads: to the next passage, after the last to the next question.
    """

    place: int
    passage_id: str
    document_id: str
    words: str
    lead_in: str
    name: str
    url: str
    grade: int | None
    back_url: str


@dataclass(frozen=True, slots=True)
class PoolQuestionPage:
    """Context of ``pool_question.html``.

    Attributes:
        pool, question, number: which of its questions, counted from 1.
        judge: the name given before, "" where none was; without one nothing can be judged.
        passages: in an order that tells nothing.
        progress: of the person at hand, over the whole pool.
        previous_url, next_url, pool_url: of other pages; "" at either end.
    """

    pool: StoredPool
    question: PooledQuestion
    number: int
    judge: str
    passages: tuple[PooledView, ...]
    progress: Progress
    previous_url: str
    next_url: str
    pool_url: str
    grades: tuple[int, ...] = GRADES


def make_pools_page(
    pools: Sequence[StoredPool], runs: Sequence[RunEntry], given: Given, judge: str
) -> PoolsPage:
    """Return the list of pools."""
    return PoolsPage(tuple(PoolRow(pool, tell_progress(pool, given, judge)) for pool in pools), tuple(runs))


def make_pool_page(pool: StoredPool, given: Given, judge: str) -> PoolPage:
    """Return the page of a pool."""
    unfinished = (
        number
        for number, question in enumerate(pool.questions, start=1)
        if any(grade_of(passage, given, judge) is None for passage in question.passages)
    )
    number = next(unfinished, 0)
    agreed = sum(passage.grade is not None for passage in grade_passages(pool.passages, given))
    return PoolPage(
        pool, tell_progress(pool, given, judge), pool_url(pool.name, number) if number else "", agreed
    )


def make_pool_question_page(
    pool: StoredPool, number: int, given: Given, judge: str, holdings: Holdings
) -> PoolQuestionPage:
    """Return the page on which the passages of one question are judged.

    Args:
        pool: it.
        number: of the question, from 1.
        given: what was judged.
        judge: the person at hand.
        holdings: what passages are looked up in.
    """
    question = pool.questions[number - 1]
    last = number == len(pool.questions)
    following = pool_url(pool.name) if last else pool_url(pool.name, number + 1)
    return PoolQuestionPage(
        pool=pool,
        question=question,
        number=number,
        judge=judge,
        passages=_view(pool, number, question, following, given, judge, Finder(holdings)),
        progress=tell_progress(pool, given, judge),
        previous_url=pool_url(pool.name, number - 1) if number > 1 else "",
        next_url="" if last else following,
        pool_url=pool_url(pool.name),
    )


def keep_held(pool: StoredPool, holdings: Holdings) -> StoredPool:
    """Return a pool without the passages that the library holds no more: nobody can judge those."""
    finder = Finder(holdings)
    held = tuple(passage for passage in pool.passages if finder.passage(passage.passage_id))
    return replace(pool, passages=held)


def tell_progress(pool: StoredPool, given: Given, judge: str) -> Progress:
    """Return how much of a pool a person has judged."""
    done = sum(grade_of(passage, given, judge) is not None for passage in pool.passages)
    return Progress(done, len(pool.passages))


def _view(
    pool: StoredPool,
    number: int,
    question: PooledQuestion,
    following: str,
    given: Given,
    judge: str,
    finder: Finder,
) -> tuple[PooledView, ...]:
    views = []
    for place, pooled in enumerate(question.passages, start=1):
        held = finder.view_passage(pooled.passage_id, pooled.text)
        last = place == len(question.passages)
        back = following if last else f"{pool_url(pool.name, number)}#doan-{place + 1}"
        views.append(
            PooledView(
                place=place,
                passage_id=pooled.passage_id,
                document_id=pooled.passage_id.partition("#")[0],
                words=held.words,
                lead_in=held.lead_in,
                name=held.name,
                url=held.url,
                grade=grade_of(pooled, given, judge),
                back_url=back,
            )
        )
    return tuple(views)
