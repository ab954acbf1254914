"""Runs on the pages: one looked at, two compared, reports of either taken along."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from eval.comparison import Comparison, compare_runs
from eval.digest import render_markdown
from eval.report import render_html
from web import address
from web.changes import refuse_unless_editable, see_other
from web.evaluation import Page, download, example, failing
from web.reply import page_route, show, show_json, wording_of
from web.run_comparison_page import DEFAULT_MEASURE, RunComparisonPage, make_run_comparison_page
from web.run_page import make_run_page, run_record
from web.shelf import Shelf
from web.stored_runs import StoredRuns

Before = Annotated[str, Query(alias="truoc", min_length=1, description="Name of the run to compare with.")]
After = Annotated[str, Query(alias="sau", min_length=1, description="Name of the other run.")]
Chosen = Annotated[str, Query(description="Name of a run.")]
_MOST_REPORTED = 6
_DIFFERENCE: dict[str, Any] = {
    "measure": "MRR@10",
    "before": 0.75,
    "after": 0.8,
    "change": 0.05,
    "low": 0.01,
    "high": 0.09,
    "p": 0.004,
    "p_holm": 0.02,
    "won": ["q-001"],
    "lost": [],
    "tied": 135,
}
_HIT = {"passage_id": "66-ctr-tu-4678f1f8#III.3.-4.+1", "grade": 2}
_COMPARISON = {
    "before": "plain",
    "after": "ranked",
    "missing": [],
    "differences": [_DIFFERENCE],
    "questions": [
        {
            "id": "q-001",
            "question": "By which quarter …?",
            "before": {"ranks": [3], "hits": [{**_HIT, "grade": None}]},
            "after": {"ranks": [1], "hits": [_HIT]},
        }
    ],
}
_RUN = {
    "name": "party-dev-20260501-093000",
    "measures": {"hit@1": 0.71, "MRR@10": 0.8},
    "by": {"lang": {"vi": {"questions": 81, "answerable": 70, "hit@1": 0.74}}},
    "answer": {"f1": 0.49, "exact": 0.18, "f1_all": 0.45},
    "abstention": {"auroc": 0.66, "risk_area": 0.24, "calibration_error": 0.1},
    "citation": {"exactness": 0.47},
    "latency_ms": {"p50": 17.7, "p95": 41.8},
    "counts": {"questions": 158, "answerable": 136, "unanswerable": 22, "failed": 0, "missing": 0},
    "manifest": {"encoder": "trichdan-encoder", "depth": 100},
    "failures": [
        {
            "id": "q-001",
            "question": "By which quarter …?",
            "how": {"vi": "thấy ở vị trí 3", "en": "found at rank 3"},
            "answer": None,
            "evidence": [{"document": "66-CTr-TU.docx", "quote": "hoàn thành trong quý I/2024", "grade": 2}],
            "hits": [_HIT],
        }
    ],
}


def make_run_routes(runs: StoredRuns, shelf: Shelf) -> APIRouter:
    """Return the pages of runs and of their comparison.

    Args:
        runs: what was measured.
        shelf: what passages and quotes are looked up in.
    """
    routes = APIRouter()
    _add_runs(routes, runs, shelf)
    _add_comparison(routes, runs, shelf)
    _add_reports(routes, runs)
    return routes


def _add_runs(routes: APIRouter, runs: StoredRuns, shelf: Shelf) -> None:
    @routes.get(address.RUNS + "/{name}.json", responses=example(_RUN) | failing(400, 404))
    def run_json(name: str) -> Response:
        """Show a run: its summary and the questions that it failed."""
        return show_json(run_record(runs.load(name)))

    @page_route(routes, address.RUNS + "/{name}")
    def run(request: Request, name: str, trang: Page = 1) -> Response:
        page = make_run_page(runs.load(name), runs.entries(), shelf.look(), wording_of(request), trang)
        json_url = f"{address.run_url(name)}.json"
        return show(request, "run.html", page, section="evaluation", json_url=json_url)

    @routes.post(address.RUNS + "/{name}/bo", include_in_schema=False)
    def drop(request: Request, name: str) -> Response:
        refuse_unless_editable(request)
        runs.drop(name)
        return see_other(request, f"{address.EVALUATION}#lan-do")


def _add_comparison(routes: APIRouter, runs: StoredRuns, shelf: Shelf) -> None:
    def compare(before: str, after: str) -> Comparison:
        return compare_runs(runs.load(before), runs.load(after))

    @routes.get(address.COMPARISON + ".json", responses=example(_COMPARISON) | failing(400, 404))
    def comparison_json(before: Before, after: After) -> Response:
        """Compare two runs: differences with intervals and p-values, both rankings of every question that changed."""
        return show_json(compare(before, after).as_json())

    @page_route(routes, address.COMPARISON)
    def comparison(
        request: Request,
        truoc: str = "",
        sau: str = "",
        measure: Annotated[str, Query(alias="do")] = DEFAULT_MEASURE,
        trang: Page = 1,
    ) -> Response:
        entries = runs.entries()
        if not truoc or not sau:
            page = RunComparisonPage(truoc, sau, entries)
            return show(request, "run_comparison.html", page, section="evaluation")
        page = make_run_comparison_page(compare(truoc, sau), entries, shelf.look(), measure, trang)
        json_url = address.with_query(f"{address.COMPARISON}.json", truoc=truoc, sau=sau)
        return show(request, "run_comparison.html", page, section="evaluation", json_url=json_url)


def _add_reports(routes: APIRouter, runs: StoredRuns) -> None:
    @page_route(routes, address.REPORT + ".html")
    def report(lan: Annotated[list[str], Query(max_length=_MOST_REPORTED)]) -> Response:
        found = [runs.load(name) for name in lan]
        return download(render_html(found), f"{'-'.join(lan)}.html", "text/html")

    @page_route(routes, address.REPORT + ".md")
    def markdown(request: Request, lan: Annotated[list[str], Query(max_length=_MOST_REPORTED)]) -> Response:
        found = [runs.load(name) for name in lan]
        text = render_markdown(found, wording_of(request).language)
        return download(text, f"{'-'.join(lan)}.md", "text/markdown")
