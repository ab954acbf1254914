"""The evaluation pages: what there is to measure with, what was measured, and what is being measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.configurations import CONFIGURATIONS
from eval.questions import Question
from web.address import measuring_url, run_url
from web.measuring import Measuring
from web.question_sets import KnownSet
from web.run_page import clamp
from web.stored_runs import RunEntry
from web.wording import Wording

LISTED = ("hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100")
QUESTIONS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class SetRow:
    """A question set in a list; `languages` is how many questions are in each, in words."""

    known: KnownSet
    languages: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list; a value for each of `LISTED`, "" where the run has none."""

    entry: RunEntry
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasuringView:
    """How far a run is, in words.

    Attributes:
        text: the sentence.
        value, most: questions; 0 of 0 where nothing is counted.
        over: whether nothing will change any more.
        done: whether the run is kept.
    """

    text: str
    value: int
    most: int
    over: bool
    done: bool

    def as_json(self) -> dict[str, Any]:
        """Return the view as an event carries it."""
        return {"text": self.text, "value": self.value, "most": self.most, "over": self.over, "files": []}


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """Context of ``evaluation.html``.

    Attributes:
        sets, runs: what there is.
        measures: what the runs' values are of.
        current: the run under way, None where there is none; `progress` says how far it is.
        judgements: how many there are.
        compared: names of the two runs that are compared at first: the last two of one set.
    """

    sets: tuple[SetRow, ...]
    runs: tuple[RunRow, ...]
    current: Measuring | None
    progress: MeasuringView | None
    judgements: int
    compared: tuple[str, str]
    measures: tuple[str, ...] = LISTED


@dataclass(frozen=True, slots=True)
class SetPage:
    """Context of ``question_set.html``.

    Attributes:
        known: the set.
        languages, types: how many questions are in each slice, in words.
        kept: whether it lies in the library; a set that a person sent and that is at fault does not.
        questions: those of this page of them; `first` counts from 1.
        busy: whether another run is under way.
        configurations: names of those that can be asked, the whole search first.
    """

    known: KnownSet
    languages: str
    types: str
    kept: bool
    questions: tuple[Question, ...]
    first: int
    previous_page: int
    next_page: int
    busy: bool
    configurations: tuple[str, ...] = tuple(CONFIGURATIONS)


@dataclass(frozen=True, slots=True)
class MeasuringPage:
    """Context of ``measuring.html``.

    Attributes:
        job: the run under way.
        view: how far it is.
        events_url: where progress is told.
        wait_url: this page, answered only when there is news; for readers without scripts.
        run_url: the run, once it is kept.
    """

    job: Measuring
    view: MeasuringView
    events_url: str
    wait_url: str
    run_url: str


def make_evaluation_page(
    sets: Sequence[KnownSet],
    runs: Sequence[RunEntry],
    current: Measuring | None,
    judgements: int,
    say: Wording,
) -> EvaluationPage:
    """Return the overview."""
    return EvaluationPage(
        sets=tuple(SetRow(known, in_slices(known.languages, say)) for known in sets),
        runs=tuple(RunRow(entry, tuple(_value(entry, name) for name in LISTED)) for entry in runs),
        current=current,
        progress=view_measuring(current, say) if current else None,
        judgements=judgements,
        compared=_choose_compared(runs),
    )


def make_set_page(
    known: KnownSet, say: Wording, *, kept: bool = True, busy: bool = False, page: int = 1
) -> SetPage:
    """Return the page of a question set; see `SetPage`."""
    questions = known.questions.questions if known.questions else ()
    page = clamp(page, len(questions), QUESTIONS_A_PAGE)
    first = (page - 1) * QUESTIONS_A_PAGE
    return SetPage(
        known=known,
        languages=in_slices(known.languages, say),
        types=in_slices(known.types, say),
        kept=kept,
        questions=questions[first : first + QUESTIONS_A_PAGE],
        first=first + 1,
        previous_page=page - 1,
        next_page=page + 1 if first + QUESTIONS_A_PAGE < len(questions) else 0,
        busy=busy,
    )


def make_measuring_page(job: Measuring, say: Wording) -> MeasuringPage:
    """Return the page of a run under way."""
    url = measuring_url(job.id)
    view = view_measuring(job, say)
    return MeasuringPage(job, view, f"{url}/dien-bien", f"{url}?cho=1", run_url(job.name))


def view_measuring(job: Measuring, say: Wording) -> MeasuringView:
    """Return how far a run is, in words."""
    state = job.state
    over = state.is_over
    return MeasuringView(
        text=_sentence(job, say),
        value=state.done,
        most=0 if over else state.total,
        over=over,
        done=state.stage == "done",
    )


def in_slices(counts: Sequence[tuple[str, int]], say: Wording) -> str:
    """Return how many questions are in each slice, in words: ``tiếng Việt 48, tiếng Anh 40``."""
    return ", ".join(f"{say.slice(name)} {count}" for name, count in counts)


def _sentence(job: Measuring, say: Wording) -> str:
    state = job.state
    if state.error:
        return state.error.sentence(say.language)
    if state.stage == "running" and state.done == state.total:
        return say("measuring.scoring")
    return say("measuring." + state.stage, done=state.done, total=state.total)


def _choose_compared(runs: Sequence[RunEntry]) -> tuple[str, str]:
    """Return the names of the latest two runs of one set, the earlier first; of the latest two where all differ."""
    pairs = (
        (before.name, after.name)
        for place, after in enumerate(runs)
        for before in runs[place + 1 :]
        if before.set_name == after.set_name
    )
    others = (runs[1].name, runs[0].name) if len(runs) > 1 else ("", "")
    return next(pairs, others)


def _value(entry: RunEntry, name: str) -> str:
    value = entry.measures.get(name)
    return f"{value:.3f}" if isinstance(value, int | float) else ""
