"""Answers to requests: pages, their JSON twins, and errors in one shape."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from corpus.corrections import CorrectionError
from corpus.errors import (
    LibraryError,
    QuestionError,
    QuestionSetError,
    TrichdanError,
    UnknownDocument,
    UnknownSection,
)
from corpus.judgements import JudgementError
from eval.archive import RunError
from web.refusal import MeasurementBusy, ReadOnly, UnknownJob, UnknownMeasurement, UnknownPage, UploadError
from web.rendering import Frame, render
from web.wording import Wording, read_language

Handler = TypeVar("Handler", bound=Callable[..., Response])
COOKIE_AGE = 365 * 24 * 3600  # seconds
#: Status and title by kind of error; the first that fits holds.
_KINDS: tuple[tuple[type[TrichdanError], int, str], ...] = (
    (QuestionError, 400, "invalid.title"),
    (CorrectionError, 400, "error.refused.title"),
    (JudgementError, 400, "error.refused.title"),
    (UploadError, 400, "error.refused.title"),
    (ReadOnly, 403, "error.refused.title"),
    (QuestionSetError, 400, "error.refused.title"),
    (RunError, 400, "error.refused.title"),
    (MeasurementBusy, 409, "error.refused.title"),
    (UnknownJob, 404, "error.title"),
    (UnknownMeasurement, 404, "error.title"),
    (UnknownPage, 404, "original.error.title"),
    (UnknownDocument, 404, "error.unknown.title"),
    (UnknownSection, 404, "error.unknown.title"),
    (LibraryError, 503, "error.library.title"),
)


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Context of ``error.html``."""

    title: str
    sentence: str


def page_route(routes: APIRouter, path: str) -> Callable[[Handler], Handler]:
    """Return what makes a function answer for a page: GET, and HEAD as browsers and link checkers ask."""
    return routes.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)


def wording_of(request: Request) -> Wording:
    """Return the interface in the language of a request."""
    return Wording(read_language(request.query_params.get("lang"), request.cookies.get("lang")))


def is_editable(request: Request) -> bool:
    """Tell whether pages may change the library."""
    return bool(request.app.state.editable)


def show(
    request: Request,
    template: str,
    page: object,
    *,
    section: str = "",
    json_url: str = "",
    question: str = "",
    status: int = 200,
) -> Response:
    """Return a page as HTML; a language asked for in the address is kept in a cookie."""
    language = wording_of(request).language
    frame = Frame(language, section, _switch_url(request), json_url, question, is_editable(request))
    response = HTMLResponse(render(template, frame, page), status)
    if request.query_params.get("lang") == language:
        response.set_cookie("lang", language, max_age=COOKIE_AGE, httponly=True, samesite="lax")
    return response


def show_json(value: Any, status: int = 200) -> Response:
    """Return a JSON twin."""
    return JSONResponse(value, status)


def show_error(request: Request, error: TrichdanError) -> Response:
    """Return an error as the page asked for would: JSON for a twin, else HTML."""
    status, title = _kind(error)
    return _say_error(request, status, title, error.vi, error.en)


def show_failure(request: Request, status: int, title: str, sentence: str, **values: object) -> Response:
    """Return an error of the interface's own, by the keys of its title and sentence."""
    vi, en = (Wording(language)(sentence, **values) for language in ("vi", "en"))
    return _say_error(request, status, title, vi, en)


def wants_json(request: Request) -> bool:
    """Tell whether a request is for JSON: a twin, or sent by a page's own script."""
    asked = request.headers.get("accept") == "application/json"
    return asked or request.url.path.endswith(".json") or request.url.path == "/suc-khoe"


def _say_error(request: Request, status: int, title: str, vi: str, en: str) -> Response:
    if wants_json(request):
        return show_json({"error": {"vi": vi, "en": en}}, status)
    say = wording_of(request)
    page = ErrorPage(say(title), vi if say.language == "vi" else en)
    return show(request, "error.html", page, status=status)


def _kind(error: TrichdanError) -> tuple[int, str]:
    for kind, status, title in _KINDS:
        if isinstance(error, kind):
            return status, title
    return 500, "error.title"


def _switch_url(request: Request) -> str:
    other = "vi" if wording_of(request).language == "en" else "en"
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    path = request.scope.get("raw_path", b"/").decode("ascii", "replace").partition("?")[0]
    return f"/{path.lstrip('/')}?{urlencode([*kept, ('lang', other)])}"
