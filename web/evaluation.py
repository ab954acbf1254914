"""Evaluation from the pages: question sets looked at, sent and run."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from corpus.errors import QuestionSetError
from corpus.judgements import list_judgements
from eval.configurations import CONFIGURATIONS, WHOLE
from web import address
from web.changes import field_of, refuse_unless_editable, see_other
from web.evaluation_page import make_evaluation_page, make_measuring_page, make_set_page, view_measuring
from web.events import PATIENCE, watch
from web.measuring import Bench
from web.question_sets import MOST_BYTES, QuestionSets
from web.refusal import UploadError
from web.reply import page_route, show, show_json, wording_of
from web.shelf import Shelf
from web.stored_runs import StoredRuns
from web.uploads import read_form

Page = Annotated[int, Query(alias="trang", ge=1, le=1_000_000, description="Which page of them.")]
EVALUATION_FOLDER = "eval"
_MEASURES = {"hit@1": 0.71, "hit@3": 0.88, "hit@10": 0.97, "MRR@10": 0.8, "nDCG@10": 0.82, "Recall@100": 0.99}
_SET: dict[str, Any] = {
    "name": "party-dev",
    "origin": "shipped",
    "questions": 158,
    "languages": {"vi": 81, "en": 77},
    "types": {"who": 40, "when": 30},
    "usable": True,
    "faults": [],
}
_MEASURING = {
    "id": "9f1c2d3e4a5b6c7d",
    "set": "party-dev",
    "run": "party-dev-20260501-093000",
    "configuration": "ranked",
    "stage": "running",
    "done": 12,
    "total": 158,
    "error": None,
}
_RUN = {
    "name": "party-dev-20260501-093000",
    "set": "party-dev",
    "configuration": "ranked",
    "created_at": "2026-05-01T09:30:00+00:00",
    "measures": _MEASURES,
}


def example(value: object) -> dict[int | str, dict[str, Any]]:
    """Return the description of an answer whose body looks like this."""
    return {200: {"content": {"application/json": {"example": value}}}}


def failing(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of answers that say what went wrong."""
    said = {"error": {"vi": "Không có lần đo “x”. Hãy xem lại.", "en": "There is no run “x”. Look again."}}
    return {status: {"content": {"application/json": {"example": said}}} for status in statuses}


def evaluation_folder(shelf: Shelf, name: str) -> Path:
    """Return the folder of the library that keeps ``sets``, ``runs`` or ``pools``."""
    return shelf.library.files.folder / EVALUATION_FOLDER / name


def make_evaluation_routes(sets: QuestionSets, runs: StoredRuns, bench: Bench, shelf: Shelf) -> APIRouter:
    """Return the overview, the pages of question sets, and those on which a run is started and watched.

    Args:
        sets: what can be asked.
        runs: what was measured.
        bench: measures.
        shelf: shows what is judged.
    """
    routes = APIRouter()
    _add_overview(routes, sets, runs, bench, shelf)
    _add_sets(routes, sets, bench)
    _add_measuring(routes, sets, bench)
    return routes


def _add_overview(
    routes: APIRouter, sets: QuestionSets, runs: StoredRuns, bench: Bench, shelf: Shelf
) -> None:
    @page_route(routes, address.EVALUATION)
    def overview(request: Request) -> Response:
        judged = len(list_judgements(shelf.library))
        page = make_evaluation_page(sets.known(), runs.entries(), bench.current, judged, wording_of(request))
        json_url = f"{address.EVALUATION}.json"
        return show(request, "evaluation.html", page, section="evaluation", json_url=json_url)

    @routes.get(
        address.EVALUATION + ".json",
        responses=example({"sets": [_SET], "runs": [_RUN], "current": _MEASURING}) | failing(503),
    )
    def overview_json() -> Response:
        """List question sets with their faults, runs with their measures, and the run under way."""
        current = bench.current
        record = {
            "sets": [known.as_json() for known in sets.known()],
            "runs": [entry.as_json() for entry in runs.entries()],
            "current": current.as_json() if current else None,
        }
        return show_json(record)


def _add_sets(routes: APIRouter, sets: QuestionSets, bench: Bench) -> None:
    @page_route(routes, address.SETS + "/{name}.jsonl")
    def file(name: str) -> Response:
        return download(sets.read(name), f"{name}.jsonl", "application/jsonl")

    @routes.get(address.SETS + "/{name}.json", responses=example(_SET) | failing(404, 503))
    def set_json(name: str) -> Response:
        """Show a question set: size, languages, types, and everything that is wrong with it, line by line."""
        return show_json(sets.find(name).as_json())

    @page_route(routes, address.SETS + "/{name}")
    def show_set(request: Request, name: str, trang: Page = 1) -> Response:
        busy = bench.current is not None
        page = make_set_page(sets.find(name), wording_of(request), busy=busy, page=trang)
        json_url = f"{address.set_url(name)}.json"
        return show(request, "question_set.html", page, section="evaluation", json_url=json_url)

    @routes.post(address.SETS, include_in_schema=False)
    async def send(request: Request) -> Response:
        refuse_unless_editable(request)
        async with read_form(request) as form:
            file = form.get("tep")
            if not isinstance(file, UploadFile) or not file.filename:
                raise UploadError(
                    "Chưa chọn tệp nào. Hãy chọn tệp JSONL rồi gửi lại.",
                    "No file was chosen. Choose a JSONL file, then send again.",
                )
            name, content = file.filename, await file.read(MOST_BYTES + 1)
        known = await run_in_threadpool(sets.keep, name, content)
        if known.questions:
            return see_other(request, address.set_url(known.name))
        page = make_set_page(known, wording_of(request), kept=False)
        return show(request, "question_set.html", page, section="evaluation", status=400)

    @routes.post(address.SETS + "/{name}/bo", include_in_schema=False)
    def drop(request: Request, name: str) -> Response:
        refuse_unless_editable(request)
        sets.drop(name)
        return see_other(request, address.EVALUATION)


def _add_measuring(routes: APIRouter, sets: QuestionSets, bench: Bench) -> None:
    @routes.post(address.SETS + "/{name}/do", include_in_schema=False)
    async def start(request: Request, name: str) -> Response:
        refuse_unless_editable(request)
        async with read_form(request) as form:
            called, configuration = field_of(form, "ten"), field_of(form, "cau-hinh") or WHOLE
        if configuration not in CONFIGURATIONS:
            raise UploadError(
                f"Không có cấu hình “{configuration}”. Hãy chọn một cấu hình trong danh sách.",
                f"There is no configuration “{configuration}”. Choose one of the list.",
            )

        def begin() -> str:
            known = sets.find(name)
            if known.questions is None:
                raise QuestionSetError(
                    f"Bộ câu hỏi “{name}” còn lỗi. Hãy xem từng lỗi ở trang của bộ này rồi sửa.",
                    f"The question set “{name}” is at fault. See each fault on its page and mend it.",
                )
            return bench.start(known.questions, called, configuration).id

        return see_other(request, address.measuring_url(await run_in_threadpool(begin)))

    @routes.get(address.MEASURING + "/{job}.json", responses=example(_MEASURING) | failing(404))
    def measuring_json(job: str) -> Response:
        """Tell how far a run is."""
        return show_json(bench.find(job).as_json())

    @routes.get(address.MEASURING + "/{job}/dien-bien", include_in_schema=False)
    def events(request: Request, job: str) -> Response:
        found, say = bench.find(job), wording_of(request)
        return watch(request, lambda: found.state, lambda: view_measuring(found, say).as_json())

    @page_route(routes, address.MEASURING + "/{job}")
    def measuring(
        request: Request, job: str, cho: Annotated[bool, Query(description="Wait for news.")] = False
    ) -> Response:
        found, say = bench.find(job), wording_of(request)
        if cho:
            found.over.wait(PATIENCE)
        page = make_measuring_page(found, say)
        if page.view.done:
            return RedirectResponse(address.with_language(page.run_url, say.language), 303)
        json_url = f"{address.measuring_url(job)}.json"
        return show(request, "measuring.html", page, section="evaluation", json_url=json_url)

    @routes.post(address.MEASURING + "/{job}/dung", include_in_schema=False)
    def stop(request: Request, job: str) -> Response:
        refuse_unless_editable(request)
        found = bench.find(job)
        found.asked_to_stop.set()
        found.over.wait(2.0)
        return see_other(request, address.measuring_url(job))


def download(content: str | bytes, name: str, media_type: str) -> Response:
    """Return a file to be saved under a name, whose letters beyond ASCII go by RFC 5987."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, headers={"content-disposition": disposition}, media_type=media_type)
