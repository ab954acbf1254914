"""The web application: pages over a search service, put together and served."""

import contextlib
import socket
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from corpus.errors import TrichdanError
from web import address
from web.api_examples import make_examples
from web.changes import make_change_routes
from web.evaluation import evaluation_folder, make_evaluation_routes
from web.guard import Application, Guard, Receive, Scope, Send
from web.intake import Intake, Reindex, make_reindex
from web.judging import make_judging_routes
from web.measuring import Bench, Callers, Measure, make_measure
from web.metrics import CONTENT_TYPE, Metrics
from web.original_routes import make_original_routes
from web.pooling import make_pooling_routes
from web.pools import Pools
from web.question_sets import QuestionSets
from web.rendering import STATIC_FOLDER
from web.reply import show_error, show_failure
from web.routes import make_routes
from web.runs import make_run_routes
from web.shelf import Shelf
from web.stored_runs import StoredRuns
from web.wording import Language, Wording

if TYPE_CHECKING:
    from search.service import SearchService

#: Whatever the environment says: questions are nobody else's to see.
_NO_TELEMETRY: Any = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def create_app(
    service: "SearchService",
    hosts: Sequence[str] = (),
    today: Callable[[], date] = date.today,
    *,
    editable: bool = True,
    reindex: Reindex | None = None,
    measure: Measure | None = None,
) -> FastAPI:
    """Return the application.

    Args:
        service: answers questions.
        hosts: host names it goes by; empty for any.
        today: the day that deadlines are compared with.
        editable: whether documents may be added, corrected and removed from the pages.
        reindex: brings the index up to date with the library; None builds a generation where one is needed.
        measure: runs question sets; None asks the service.
    """
    app = FastAPI(title="Trích dẫn", version="1", docs_url=None, redoc_url=None, telemetry=_NO_TELEMETRY)
    metrics = Metrics()
    app.state.editable = editable
    shelf = Shelf(service.library)
    intake = Intake(service.library.files.folder, reindex or make_reindex(service))
    app.include_router(make_change_routes(intake, shelf))
    app.include_router(make_judging_routes(shelf))
    callers = Callers()
    sets = QuestionSets(shelf, evaluation_folder(shelf, "sets"))
    runs = StoredRuns(evaluation_folder(shelf, "runs"))
    app.include_router(
        make_evaluation_routes(sets, runs, Bench(measure or make_measure(service), runs, callers), shelf)
    )
    app.include_router(make_run_routes(runs, shelf))
    pools = Pools(evaluation_folder(shelf, "pools"))
    app.include_router(make_pooling_routes(pools, runs, sets, shelf))
    app.include_router(make_original_routes(shelf))
    app.include_router(make_routes(service, shelf, today), dependencies=[Depends(callers.attend)])
    app.add_route(address.METRICS, lambda _: PlainTextResponse(metrics.expose(), media_type=CONTENT_TYPE))
    app.mount(address.STATIC, StaticFiles(directory=STATIC_FOLDER))
    app.add_exception_handler(TrichdanError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(RequestValidationError, _answer_parameter_error)
    app.add_middleware(GZipMiddleware, minimum_size=2048, compresslevel=4)
    app.add_middleware(
        Guard,
        hosts=hosts,
        refuse=_failing(400, "error.host"),
        refuse_foreign=_failing(403, "error.foreign"),
        fail=_failing(500, "error.failure"),
        metrics=metrics,
    )
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]
    return app


def serve(
    service: "SearchService", host: str, port: int, language: Language = "vi", *, editable: bool | None = None
) -> None:
    """Serve the pages until interrupted, and say where.

    Args:
        service: answers questions.
        host: name or address to listen on; on the machine's own, other host names are refused.
        port: 0 for any free one.
        language: of the line that says where.
        editable: whether the library may be changed from the pages; None where only this machine sees them.

    Raises:
        TrichdanError: the port can't be had.
    """
    listener = _listen(host, port)
    named = f"[{host}]" if ":" in host else host
    url = f"http://{named}:{listener.getsockname()[1]}"
    local = named in _LOOPBACK
    app = create_app(
        service, (*_LOOPBACK, named) if local else (), editable=local if editable is None else editable
    )
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    print(Wording(language)("serve.ready", url=url), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise TrichdanError(
            f"Không mở được cổng {port} ở {host}: {error.strerror}. Hãy chọn cổng khác bằng --port.",
            f"Port {port} at {host} can't be opened: {error.strerror}. Choose another with --port.",
        ) from error


def _answer_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, TrichdanError):
        raise error
    return show_error(request, error)


def _answer_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    key = {404: "error.page", 405: "error.method"}.get(status, "error.failure")
    response = show_failure(request, status, "error.page.title" if status == 404 else "error.title", key)
    response.headers.update((error.headers or {}) if isinstance(error, HTTPException) else {})
    return response


def _answer_parameter_error(request: Request, error: Exception) -> Response:
    places = [found["loc"] for found in error.errors()] if isinstance(error, RequestValidationError) else []
    name = str(places[0][-1]) if places else ""
    return show_failure(request, 400, "error.title", "error.parameter", name=name)


def _failing(status: int, sentence: str) -> Application:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await show_failure(Request(scope), status, "error.title", sentence)(scope, receive, send)

    return answer


def _describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description: a bad parameter is answered with 400 here, never 422; a question must be."""
    described = FastAPI.openapi(app)
    for path in described["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                parameter["required"] = parameter["required"] or parameter["name"] == "q"
            if operation["responses"].pop("422", None):
                operation["responses"].setdefault("400", {"description": "A parameter can't be used."})
    for path, example in make_examples().items():  # the framework itself leaves out of them whatever is null
        described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"] = (
            example
        )
    return described
