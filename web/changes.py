"""What changes the library: files added and replaced, attributes corrected, documents removed and put back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from corpus.corrections import FIELDS, read_corrections
from corpus.revision import restore, revise
from web import address
from web.events import PATIENCE, watch
from web.intake import Intake
from web.intake_page import make_correction_form, make_intake_page, view_intake
from web.refusal import ReadOnly, UploadError
from web.reply import is_editable, show, show_json, wording_of
from web.shelf import Shelf
from web.uploads import put_aside, read_form


def make_change_routes(intake: Intake, shelf: Shelf) -> APIRouter:
    """Return the pages that change the library.

    Args:
        intake: does the work.
        shelf: shows what is there.
    """
    routes = APIRouter()
    _add_uploads(routes, intake, shelf)
    _add_corrections(routes, intake, shelf)
    _add_removals(routes, intake, shelf)
    return routes


def _add_uploads(routes: APIRouter, intake: Intake, shelf: Shelf) -> None:
    @routes.post(address.LIBRARY, include_in_schema=False)
    async def upload(request: Request) -> Response:
        refuse_unless_editable(request)
        async with read_form(request) as form:
            files = [file for file in form.getlist("tep") if isinstance(file, UploadFile)]
            replacing = field_of(form, "thay")
            if replacing and len(files) > 1:
                raise UploadError(
                    "Chỉ một tệp thay được một văn bản. Hãy chọn một tệp.",
                    "One document is replaced by one file. Choose one.",
                )
            if replacing:
                replacing = (await run_in_threadpool(shelf.find, replacing)).id
            folder, paths = await put_aside(files)
        try:
            job = await run_in_threadpool(intake.read, paths, folder, replacing)
        except BaseException:
            folder.cleanup()
            raise
        return see_other(request, address.intake_url(job.id))

    @routes.get(address.INTAKE + "/{job}.json", include_in_schema=False)
    def intake_json(job: str) -> Response:
        return show_json(intake.find(job).state.as_json())

    @routes.get(address.INTAKE + "/{job}/dien-bien", include_in_schema=False)
    def events(request: Request, job: str) -> Response:
        found, say = intake.find(job), wording_of(request)
        return watch(request, lambda: found.state, lambda: view_intake(found.state, say).as_json())

    @routes.get(address.INTAKE + "/{job}", include_in_schema=False)
    def progress(
        request: Request, job: str, cho: Annotated[bool, Query(description="Wait for news.")] = False
    ) -> Response:
        found = intake.find(job)
        if cho:
            found.over.wait(PATIENCE)
        page = make_intake_page(found, shelf, wording_of(request))
        return show(request, "intake.html", page, section="library")


def _add_corrections(routes: APIRouter, intake: Intake, shelf: Shelf) -> None:
    @routes.get(address.DOCUMENTS + "/{key:path}/sua", include_in_schema=False)
    def correction(request: Request, key: str) -> Response:
        refuse_unless_editable(request)
        found = shelf.find(key)
        page = make_correction_form(found, shelf, address.document_url(found.id))
        return show(request, "correction.html", page, section="library")

    @routes.post(address.DOCUMENTS + "/{key:path}/sua", include_in_schema=False)
    async def correct(request: Request, key: str) -> Response:
        refuse_unless_editable(request)
        async with read_form(request) as form:
            typed = {field: field_of(form, field) for field in FIELDS if field in form}
            back = field_of(form, "ve")
        values = read_corrections(typed)
        found = await run_in_threadpool(shelf.find, key)
        await run_in_threadpool(
            intake.change, lambda library: revise(library, found.id, values), reindexed=True
        )
        return see_other(request, address.local_url(back) or address.document_url(found.id))


def _add_removals(routes: APIRouter, intake: Intake, shelf: Shelf) -> None:
    async def read_document(request: Request) -> str:
        refuse_unless_editable(request)
        async with read_form(request) as form:
            return field_of(form, "van-ban")

    @routes.post(address.LIBRARY + "/bo", include_in_schema=False)
    async def remove(request: Request) -> Response:
        found = await run_in_threadpool(shelf.find, await read_document(request))
        await run_in_threadpool(intake.change, lambda library: library.remove(found.id), reindexed=False)
        return see_other(request, f"{address.LIBRARY}#da-bo")

    @routes.post(address.LIBRARY + "/hoan-tac", include_in_schema=False)
    async def undo(request: Request) -> Response:
        id = await read_document(request)
        await run_in_threadpool(intake.change, lambda library: restore(library, id), reindexed=True)
        return see_other(request, f"{address.LIBRARY}#{id}")

    @routes.post(address.LIBRARY + "/xoa-han", include_in_schema=False)
    async def purge(request: Request) -> Response:
        refuse_unless_editable(request)
        job = await run_in_threadpool(intake.change, None, reindexed=True)
        return see_other(request, address.intake_url(job.id))


def refuse_unless_editable(request: Request) -> None:
    """Raise ReadOnly where the server may not change the library."""
    if not is_editable(request):
        raise ReadOnly(
            "Máy chủ này chỉ cho đọc. Hãy thêm, sửa, bỏ văn bản trên chính máy đang giữ thư viện.",
            "This server is for reading only. Change the library on the machine that keeps it.",
        )


def see_other(request: Request, url: str) -> Response:
    """Return a redirection to what a form has led to, in the page's language."""
    return RedirectResponse(address.with_language(url, wording_of(request).language), 303)


def field_of(form: FormData, name: str) -> str:
    """Return what was typed into a field, "" where it is not there."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
