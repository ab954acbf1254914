"""The page that compares two runs: what changed, how sure that is, and the questions won and lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.archive import Row, StoredRun
from eval.comparison import Comparison, Difference
from web.address import COMPARISON, with_query
from web.evidence_view import Finder, FoundView, WantedView
from web.run_page import clamp
from web.shelf import Holdings
from web.stored_runs import RunEntry

DEFAULT_MEASURE = "MRR@10"
QUESTIONS_A_PAGE = 20
SIGNIFICANT = 0.05
_LEAST_P = 0.001
_SHOWN_HITS = 10


@dataclass(frozen=True, slots=True)
class ChangedView:
    """A question won or lost, with both rankings; `before` and `after` are values of the measure."""

    id: str
    question: str
    won: bool
    before: float
    after: float
    wanted: tuple[WantedView, ...]
    rankings: tuple[tuple[FoundView, ...], tuple[FoundView, ...]]


@dataclass(frozen=True, slots=True)
class RunComparisonPage:
    """Context of ``run_comparison.html``.

    Attributes:
        before, after: names of the runs.
        entries: every run that is kept, to choose from.
        differences: a measure each; empty where no two runs are chosen yet.
        missing: how many questions the second run lacks.
        measure: by which questions are won and lost.
        changed: those of this page of them, `total` of all pages, `first` counts from 1.
    """

    before: str
    after: str
    entries: tuple[RunEntry, ...]
    differences: tuple[Difference, ...] = ()
    missing: int = 0
    measure: str = DEFAULT_MEASURE
    changed: tuple[ChangedView, ...] = ()
    total: int = 0
    first: int = 1
    previous_url: str = ""
    next_url: str = ""

    def is_sure(self, difference: Difference) -> bool:
        """Tell whether a difference is more than luck, for the number of measures compared."""
        return difference.p_holm < SIGNIFICANT

    def in_words(self, p: float) -> str:
        """Return a p-value in three decimals; none is 0."""
        return f"{p:.3f}" if p >= _LEAST_P else f"<{_LEAST_P}"


def make_run_comparison_page(
    comparison: Comparison, entries: Sequence[RunEntry], holdings: Holdings, measure: str, page: int = 1
) -> RunComparisonPage:
    """Return the comparison of two runs.

    Args:
        comparison: of them.
        entries: every run that is kept.
        holdings: what their passages are looked up in.
        measure: by which questions are won and lost; another than those compared is taken for the usual one.
        page: which page of the questions, from 1; the last one where there are fewer.
    """
    chosen = _choose(comparison, measure)
    changed = [*((name, False) for name in chosen.lost), *((name, True) for name in chosen.won)]
    page = clamp(page, len(changed), QUESTIONS_A_PAGE)
    first = (page - 1) * QUESTIONS_A_PAGE
    shown = changed[first : first + QUESTIONS_A_PAGE]
    return RunComparisonPage(
        before=comparison.before.name,
        after=comparison.after.name,
        entries=tuple(entries),
        differences=comparison.differences,
        missing=len(comparison.missing),
        measure=chosen.measure,
        changed=_view_changed(comparison, chosen.measure, shown, Finder(holdings)),
        total=len(changed),
        first=first + 1,
        previous_url=_page_url(comparison, chosen, page - 1) if page > 1 else "",
        next_url=_page_url(comparison, chosen, page + 1) if first + len(shown) < len(changed) else "",
    )


def _choose(comparison: Comparison, measure: str) -> Difference:
    named = {entry.measure: entry for entry in comparison.differences}
    return named.get(measure) or named[DEFAULT_MEASURE]


def _view_changed(
    comparison: Comparison, measure: str, changed: Sequence[tuple[str, bool]], finder: Finder
) -> tuple[ChangedView, ...]:
    before, after = _rows(comparison.before), _rows(comparison.after)
    return tuple(
        ChangedView(
            id=name,
            question=before[name].question,
            won=won,
            before=before[name].measures[measure],
            after=after[name].measures.get(measure, 0.0) if name in after else 0.0,
            wanted=finder.view_wanted(before[name]),
            rankings=(
                finder.view_ranking(before[name], _SHOWN_HITS),
                finder.view_ranking(after.get(name), _SHOWN_HITS),
            ),
        )
        for name, won in changed
    )


def _rows(run: StoredRun) -> dict[str, Row]:
    return {row.id: row for row in run.rows}


def _page_url(comparison: Comparison, chosen: Difference, page: int) -> str:
    before, after = comparison.before.name, comparison.after.name
    return (
        with_query(COMPARISON, truoc=before, sau=after, do=chosen.measure, trang=page if page > 1 else None)
        + "#cau-hoi-doi"
    )
