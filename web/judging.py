"""Judging passages from the pages, and what was judged as files."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import UnknownDocument
from corpus.judgements import (
    Judgement,
    keep_judgement,
    list_judgements,
    make_judgement,
    withdraw_judgement,
    write_qrels,
    write_questions,
)
from corpus.library import Library
from web import address
from web.changes import field_of, see_other
from web.judgements_page import (
    EvidenceForm,
    Judging,
    judgement_record,
    make_judgements_page,
)
from web.reply import COOKIE_AGE, page_route, show, show_json, wants_json
from web.shelf import Shelf
from web.uploads import read_form

_COOKIE = "ten"
_JUDGEMENT = {
    "id": 1,
    "question": "ai chủ trì chỉ thị về Dân vận khéo",
    "language": "vi",
    "document_id": "66-ctr-tu-4678f1f8",
    "source": "66-CTr-TU.docx",
    "passage_id": "66-ctr-tu-4678f1f8#III.3.-4.+1",
    "quote": "Chủ trì tham mưu ban hành Chỉ thị …",
    "grade": 2,
    "judge": "Lê Thị A",
    "judged_at": "2026-05-01 09:30:00",
}
_FILES: dict[str, tuple[Callable[[tuple[Judgement, ...]], str], str]] = {
    "jsonl": (write_questions, "application/jsonl"),
    "qrels": (write_qrels, "text/plain"),
}


def make_judging_routes(shelf: Shelf) -> APIRouter:
    """Return the pages on which passages are judged.

    Args:
        shelf: shows what is there.
    """
    routes = APIRouter()
    _add_reading(routes, shelf)
    _add_writing(routes, shelf)
    return routes


def read_judge(request: Request) -> str:
    """Return the name that the person gave before, "" where none was given."""
    return unquote(request.cookies.get(_COOKIE, ""))


def keep_name(answer: Response, judge: str) -> None:
    """Have the browser keep the name that a person gave."""
    answer.set_cookie(_COOKIE, quote(judge), max_age=COOKIE_AGE, httponly=True, samesite="lax")


def find_judging(request: Request, shelf: Shelf, question: str) -> Judging:
    """Return what a results page shows of judgements."""
    judge = read_judge(request)
    given = list_judgements(shelf.library, question) if judge else ()
    return Judging(judge, {one.passage_id: one.grade for one in given if one.judge == judge})


def _add_reading(routes: APIRouter, shelf: Shelf) -> None:
    @page_route(routes, address.JUDGEMENTS)
    def judgements(
        request: Request, q: Annotated[str, Query(description="What evidence is to be added for.")] = ""
    ) -> Response:
        form = EvidenceForm(q, read_judge(request), address.JUDGEMENTS)
        page = make_judgements_page(list_judgements(shelf.library), shelf.look(), form)
        json_url = f"{address.JUDGEMENTS}.json"
        return show(request, "judgements.html", page, section="evaluation", json_url=json_url)

    @routes.get(
        address.JUDGEMENTS + ".json",
        responses={200: {"content": {"application/json": {"example": [_JUDGEMENT]}}}},
    )
    def judgements_json() -> Response:
        """List what people said of passages, question by question."""
        return show_json([judgement_record(one) for one in list_judgements(shelf.library)])

    @page_route(routes, address.JUDGEMENTS + ".{form}")
    def judgements_file(form: str) -> Response:
        if form not in _FILES:
            return Response(status_code=404)
        write, media_type = _FILES[form]
        disposition = {"content-disposition": f'attachment; filename="danh-gia.{form}"'}
        return Response(write(list_judgements(shelf.library)), headers=disposition, media_type=media_type)


def _add_writing(routes: APIRouter, shelf: Shelf) -> None:
    def keep(form: dict[str, str]) -> Judgement:
        document = shelf.find(form["van-ban"])
        passage = next((p for p in document.passages if p.id == form["doan"]), None)
        if form["doan"] and passage is None:
            raise UnknownDocument(
                "Đoạn này không còn trong văn bản. Hãy tìm lại rồi đánh giá.",
                "The document has this passage no more. Search again, then judge.",
            )
        judgement = make_judgement(
            document,
            passage or form["loi"],
            question=form["cau-hoi"],
            grade=int(form["muc"]) if form["muc"].isdigit() else -1,
            judge=form["ten"],
            language=form["ngon-ngu"],
        )
        with Library(shelf.library.files.folder) as library:
            keep_judgement(library, judgement)
        return judgement

    @routes.post(address.JUDGEMENTS, include_in_schema=False)
    async def judge(request: Request) -> Response:
        names = ("cau-hoi", "ngon-ngu", "van-ban", "doan", "loi", "muc", "ten", "ve")
        async with read_form(request) as sent:
            form = {name: field_of(sent, name) for name in names}
        form["ten"] = form["ten"] or read_judge(request)
        kept = await run_in_threadpool(keep, form)
        if wants_json(request):
            answer = show_json({"grade": kept.grade, "judge": kept.judge})
        else:
            answer = see_other(request, address.local_url(form["ve"]) or address.JUDGEMENTS)
        keep_name(answer, kept.judge)
        return answer

    @routes.post(address.JUDGEMENTS + "/bo", include_in_schema=False)
    async def withdraw(request: Request) -> Response:
        async with read_form(request) as sent:
            id = field_of(sent, "danh-gia")

        def drop() -> None:
            with Library(shelf.library.files.folder) as library:
                withdraw_judgement(library, int(id) if id.isdigit() else 0)

        await run_in_threadpool(drop)
        return see_other(request, address.JUDGEMENTS)
