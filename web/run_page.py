"""The page of a run: its figures, what it failed first, its curves and slices, what it was made with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from eval.archive import Row, StoredRun
from eval.comparison import find_interval
from eval.digest import slices_table
from eval.failures import describe_failure, find_failures
from eval.figures import FIGURES, KINDS, draw_curves, draw_slices
from eval.measures import STANDARD
from eval.wording import say
from web.address import run_url, with_query
from web.evidence_view import Finder, FoundView, WantedView
from web.shelf import Holdings
from web.stored_runs import RunEntry
from web.wording import Language, Wording

FAILURES_A_PAGE = 10
_SHOWN_HITS = 3
_MILLISECONDS = ("p50", "p95")
_MANIFEST = (
    "library", "generation", "encoder", "ranker", "search", "depth", "configuration", "commit", "versions", "machine",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % interval; `interval` is "" where there is none."""

    name: str
    value: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class FailureView:
    """A question that was failed.

    Attributes:
        how: in one phrase.
        slices: language and type.
        answer: what was answered, "" where nothing was.
        expected: the right answers.
        wanted: what should have been found.
        found: the first passages that were.
    """

    id: str
    question: str
    how: str
    slices: tuple[str, ...]
    answer: str
    expected: tuple[str, ...]
    wanted: tuple[WantedView, ...]
    found: tuple[FoundView, ...]


@dataclass(frozen=True, slots=True)
class SliceTable:
    """Measures by slice of one kind."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RunPage:
    """Context of ``run.html``.

    Attributes:
        name, set_name, configuration, made_at, counts: which run it is.
        headline: the standard measures.
        measures, figures: every other one, with its name in words.
        failures: those of this page of them; `total` of all pages, `first` counts from 1.
        curves, slices: drawings; `eval.chart` escapes what it draws.
        tables: the slices in figures.
        manifest: (key of the name, value) of what the run was made with.
        others: runs of the same set, that it can be compared with.
    """

    name: str
    set_name: str
    configuration: str
    made_at: datetime | None
    counts: Mapping[str, int]
    headline: tuple[Figure, ...]
    measures: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    failures: tuple[FailureView, ...]
    total: int
    first: int
    previous_url: str
    next_url: str
    curves: Markup
    slices: Markup
    tables: tuple[SliceTable, ...]
    manifest: tuple[tuple[str, str], ...]
    others: tuple[RunEntry, ...]


def make_run_page(
    run: StoredRun, entries: Sequence[RunEntry], holdings: Holdings, speak: Wording, page: int = 1
) -> RunPage:
    """Return the page of a run.

    Args:
        run: the run.
        entries: every run that is kept.
        holdings: what its passages are looked up in.
        speak: the interface.
        page: which page of its failures, from 1; the last one where there are fewer.
    """
    entry = next((e for e in entries if e.name == run.name), RunEntry(run.name, run.summary))
    measures = entry.measures
    failures = find_failures(run)
    page = clamp(page, len(failures), FAILURES_A_PAGE)
    first = (page - 1) * FAILURES_A_PAGE
    finder = Finder(holdings)
    shown = failures[first : first + FAILURES_A_PAGE]
    language = speak.language
    return RunPage(
        name=run.name,
        set_name=entry.set_name,
        configuration=entry.configuration,
        made_at=entry.made_at,
        counts=run.summary.get("counts", {}),
        headline=tuple(_measure(run, name) for name in STANDARD if name in measures),
        measures=tuple(_measure(run, name) for name in measures if name not in STANDARD),
        figures=_figures(run.summary, language),
        failures=tuple(_failure(row, finder, speak) for row in shown),
        total=len(failures),
        first=first + 1,
        previous_url=_page_url(run.name, page - 1) if page > 1 else "",
        next_url=_page_url(run.name, page + 1) if first + FAILURES_A_PAGE < len(failures) else "",
        curves=Markup(draw_curves([run])),
        slices=Markup(draw_slices(_in_words(run, speak))),
        tables=_tables(run.summary, speak),
        manifest=_manifest(entry.manifest),
        others=tuple(e for e in entries if e.name != run.name and e.set_name == entry.set_name),
    )


def clamp(page: int, total: int, size: int) -> int:
    """Return the number of a page that is there: the last one where there are fewer pages."""
    return min(page, max(1, -(-total // size)))


def run_record(run: StoredRun) -> dict[str, Any]:
    """Return a run for the JSON twin: its summary, and every question that it failed."""
    return {
        "name": run.name,
        **{key: value for key, value in run.summary.items() if key != "curves"},
        "failures": [_failure_record(row) for row in find_failures(run)],
    }


def _failure_record(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "question": row.question,
        "how": {language: _how(row, language) for language in ("vi", "en")},
        "answer": row.answer,
        "evidence": list(row.evidence),
        "hits": [{"passage_id": hit.passage_id, "grade": hit.grade} for hit in row.hits],
    }


def _measure(run: StoredRun, name: str) -> Figure:
    low, high = find_interval(run, name)
    return Figure(name, f"{run.summary['measures'][name]:.3f}", f"{low:.3f}–{high:.3f}")


def _figures(summary: Mapping[str, Any], language: Language) -> tuple[Figure, ...]:
    values = [(name, summary.get(group, {}).get(name)) for group, names in FIGURES.items() for name in names]
    return tuple(
        Figure(say(name, language), _format(name, value)) for name, value in values if value is not None
    )


def _format(name: str, value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.1f}" if name in _MILLISECONDS else f"{value:.3f}"


def _in_words(run: StoredRun, speak: Wording) -> StoredRun:
    """Return a run whose slices go by their names in words."""
    by = {
        kind: {speak.slice(name): figures for name, figures in slices.items()}
        for kind, slices in run.summary.get("by", {}).items()
    }
    return replace(run, summary={**run.summary, "by": by})


def _failure(row: Row, finder: Finder, speak: Wording) -> FailureView:
    return FailureView(
        id=row.id,
        question=row.question,
        how=_how(row, speak.language),
        slices=tuple(speak.slice(name) for kind in ("lang", "type") for name in row.slices.get(kind, ())),
        answer=row.answer or "",
        expected=row.expected,
        wanted=finder.view_wanted(row),
        found=finder.view_ranking(row, _SHOWN_HITS),
    )


def _how(row: Row, language: Language) -> str:
    key, values = describe_failure(row)
    return say(key, language, **values)


def _tables(summary: dict[str, Any], speak: Wording) -> tuple[SliceTable, ...]:
    tables = []
    for kind in KINDS:
        head, *rows = slices_table(summary, kind, speak.language)
        named = tuple((speak.slice(name), *figures) for name, *figures in rows)
        if named:
            tables.append(SliceTable(say(kind, speak.language), tuple(head), named))
    return tuple(tables)


def _manifest(manifest: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    service = manifest.get("service")
    told = {**manifest, "search": service.get("search") if isinstance(service, Mapping) else None}
    return tuple((name, _flat(told[name])) for name in _MANIFEST if told.get(name) is not None)


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {entry}" for name, entry in value.items() if entry is not None)
    return str(value)


def _page_url(name: str, page: int) -> str:
    return with_query(run_url(name), trang=page if page > 1 else None) + "#chua-tra-loi"
