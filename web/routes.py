"""What stands at which address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from corpus.errors import QuestionError
from corpus.record import document_record, show_record
from search.reading import MAX_QUESTION
from search.result import Result
from web import address
from web.api_examples import failing
from web.comparison_page import make_comparison_page
from web.document_page import make_document_page
from web.judgements_page import EvidenceForm
from web.judging import find_judging, read_judge
from web.library_page import make_library_page
from web.relations_page import make_relations_page, relations_record
from web.reply import is_editable, page_route, show, show_json, wording_of
from web.search_page import (
    DEFAULT_K,
    FACET_DEPTH,
    FACETS,
    MOST_K,
    SPARE,
    Ask,
    keep_held,
    make_fault_page,
    make_search_page,
    make_start_page,
)
from web.shelf import Shelf
from web.tasks_page import TaskFilter, find_tasks, make_tasks_page, write_csv, write_xlsx

if TYPE_CHECKING:
    from search.service import SearchService

#: Described as it is checked by the search itself, whose sentence says more than a framework's.
Question = Annotated[
    str,
    Query(json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION, "pattern": "[0-9A-Za-zÀ-ỹ]"}),
]
HowMany = Annotated[int, Query(ge=1, le=MOST_K, description="How many passages.")]
AsTyped = Annotated[bool, Query(alias="nguyen-van", description="Take the question letter by letter.")]
Agency = Annotated[str, Query(alias="co-quan", description="Part of an agency's name.")]
TaskRole = Annotated[str, Query(alias="vai-tro", description="chủ trì, phối hợp, tham mưu or thực hiện.")]
Deadline = Annotated[str, Query(alias="han", description="overdue, coming, later, standing or none.")]
ByAgency = Annotated[bool, Query(alias="theo-co-quan", description="Gather tasks under their agencies.")]
InDocument = Annotated[str, Query(alias="tai-lieu", description="Id of a document.")]
_TABLES = {
    "csv": (write_csv, "text/csv"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def make_routes(service: "SearchService", shelf: Shelf, today: Callable[[], date]) -> APIRouter:
    """Return every page and its JSON twin.

    Args:
        service: answers questions.
        shelf: shows what is there.
        today: the day that deadlines are compared with.
    """
    routes = APIRouter()
    _add_search(routes, service, shelf)
    _add_documents(routes, shelf)
    _add_tasks(routes, shelf, today)
    _add_health(routes, shelf)
    return routes


def _add_search(routes: APIRouter, service: "SearchService", shelf: Shelf) -> None:
    def find(ask: Ask, k: int) -> Result:
        result = service.search(ask.question, k + SPARE, as_typed=ask.as_typed, filters=ask.filters)
        return keep_held(result, shelf.look(), k)

    @page_route(routes, address.SEARCH)
    def search(
        request: Request, q: str | None = None, k: HowMany = DEFAULT_K, as_typed: AsTyped = False
    ) -> Response:
        say = wording_of(request)
        if q is None:
            return show(request, "start.html", make_start_page(shelf.look(), say), section="search")
        if not q.strip():
            page = make_start_page(shelf.look(), say, say("blank.title"), say("blank.sentence"))
            return show(request, "start.html", page, section="search", status=400)
        chosen = read_chosen(request)
        ask = Ask(q.strip(), k, as_typed, chosen)
        try:
            result = find(ask, max(k + 1, FACET_DEPTH))
            counted = find(replace(ask, chosen={}), FACET_DEPTH) if chosen else result
        except QuestionError as error:
            page = make_fault_page(shelf.look(), say, q, error)
            return show(request, "start.html", page, section="search", question=q[:2000], status=400)
        template = "results.html" if result.hits or chosen else "nothing.html"
        judging = find_judging(request, shelf, ask.question)
        found = make_search_page(ask, result, shelf.look(), judging, counted)
        return show(request, template, found, section="search", json_url=ask.json_url, question=ask.question)

    @routes.get(
        address.SEARCH_JSON,
        response_model=Result,
        responses=failing(400, 503),
    )
    def search_json(
        request: Request, q: Question = "", k: HowMany = DEFAULT_K, as_typed: AsTyped = False
    ) -> Response:
        """Search the library: the contract's result object; `loai`, `co-quan`, `nam` and `van-ban` narrow it down."""
        return show_json(find(Ask(q, k, as_typed, read_chosen(request)), k).as_json())


def read_chosen(request: Request) -> dict[str, str]:
    """Return the facet values that an address chooses, by facet."""
    return {facet: value for facet in FACETS if (value := request.query_params.get(facet))}


def _add_documents(routes: APIRouter, shelf: Shelf) -> None:
    @routes.get(
        address.DOCUMENTS + "/{key:path}/luoc-do.json",
        responses=failing(404, 503),
    )
    def relations_json(key: str) -> Response:
        """List what a document implements, rests on, amends and replaces, and what does so to it."""
        return show_json(relations_record(shelf.find(key), shelf.look()))

    @page_route(routes, address.DOCUMENTS + "/{key:path}/luoc-do")
    def relations(request: Request, key: str) -> Response:
        found = shelf.find(key)
        page = make_relations_page(found, shelf.look())
        json_url = f"{address.relations_url(found.id)}.json"
        return show(request, "relations.html", page, json_url=json_url)

    @routes.get(address.DOCUMENTS + "/{key:path}.json", responses=failing(404, 503))
    def document_json(key: str, muc: str | None = None) -> Response:
        """Show a document, by id, file name or number: attributes, outline, passages, assignments."""
        return show_json(show_record(shelf.find(key), muc))

    @page_route(routes, address.DOCUMENTS + "/{key:path}/goc")
    def original(key: str) -> Response:
        found = shelf.find(key)
        return FileResponse(
            shelf.original(found), filename=found.source, media_type="application/octet-stream"
        )

    @page_route(routes, address.DOCUMENTS + "/{key:path}/so-sanh")
    def comparison(request: Request, key: str, ban: str) -> Response:
        found = shelf.find(key)
        return show(request, "comparison.html", make_comparison_page(shelf.find_earlier(found, ban), found))

    @page_route(routes, address.DOCUMENTS + "/{key:path}")
    def document(request: Request, key: str, trich: str = "", hoi: str = "") -> Response:
        found = shelf.find(key)
        if found.id != key:
            url = address.document_url(found.id, trich)
            return RedirectResponse(address.with_language(url, wording_of(request).language))
        form = EvidenceForm(hoi, read_judge(request), address.document_url(found.id), found.id)
        page = make_document_page(found, shelf.look(), form, trich)
        return show(request, "document.html", page, json_url=address.document_json_url(found.id))

    @page_route(routes, address.LIBRARY)
    def library(request: Request) -> Response:
        page = make_library_page(shelf.look(), shelf.removed() if is_editable(request) else ())
        return show(request, "library.html", page, section="library", json_url=f"{address.LIBRARY}.json")

    @routes.get(address.LIBRARY + ".json", responses=failing(503))
    def library_json() -> Response:
        """List the documents of the library."""
        return show_json([document_record(document) for document in shelf.look().documents])


def _add_tasks(routes: APIRouter, shelf: Shelf, today: Callable[[], date]) -> None:
    @page_route(routes, address.TASKS)
    def tasks(
        request: Request,
        agency: Agency = "",
        role: TaskRole = "",
        deadline: Deadline = "",
        document: InDocument = "",
        by_agency: ByAgency = False,
        trang: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> Response:
        asked = TaskFilter(agency, role, deadline, document, by_agency)
        page = make_tasks_page(shelf.look().documents, asked, today(), trang)
        json_url = asked.url(f"{address.TASKS}.json")
        return show(request, "tasks.html", page, section="tasks", json_url=json_url)

    @routes.get(address.TASKS + ".json", responses=failing(503))
    def tasks_json(
        agency: Agency = "", role: TaskRole = "", deadline: Deadline = "", document: InDocument = ""
    ) -> Response:
        """List who must do what by when over the library, earliest deadline first."""
        rows = find_tasks(shelf.look().documents, TaskFilter(agency, role, deadline, document), today())
        return show_json({"total": len(rows), "tasks": [row.as_json() for row in rows]})

    @routes.get(address.TASKS + ".{form}", include_in_schema=False)
    def tasks_file(
        request: Request,
        form: Literal["csv", "xlsx"],
        agency: Agency = "",
        role: TaskRole = "",
        deadline: Deadline = "",
        document: InDocument = "",
    ) -> Response:
        rows = find_tasks(shelf.look().documents, TaskFilter(agency, role, deadline, document), today())
        write, media_type = _TABLES[form]
        disposition = {"content-disposition": f'attachment; filename="phan-cong.{form}"'}
        return Response(write(rows, wording_of(request)), headers=disposition, media_type=media_type)


def _add_health(routes: APIRouter, shelf: Shelf) -> None:
    @routes.head(address.HEALTH, include_in_schema=False)
    @routes.get(address.HEALTH, responses=failing(503))
    def health() -> Response:
        """Tell whether questions can be answered."""
        documents = shelf.look().documents
        passages = sum(len(document.passages) for document in documents)
        return show_json({"status": "ok", "documents": len(documents), "passages": passages})
