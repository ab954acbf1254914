"""Pages of originals: as a page, as its JSON twin, and as the picture in it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from web import address
from web.api_examples import failing
from web.original_page import make_original_page, original_record
from web.reply import page_route, show, show_json
from web.shelf import Shelf

PageNumber = Annotated[int, Path(alias="so", ge=1, le=100_000, description="Number of the page, from 1.")]
Address = Annotated[str, Query(alias="trich", description="Address of the passage to box.")]
_PAGE = address.DOCUMENTS + "/{key:path}/trang/{so}"


def make_original_routes(shelf: Shelf) -> APIRouter:
    """Return the pages that show originals as they were printed.

    Args:
        shelf: shows what is there.
    """
    routes = APIRouter()

    @page_route(routes, _PAGE + ".png")
    def picture(request: Request, key: str, number: PageNumber) -> Response:
        found = shelf.find(key)
        tag = f'"{found.sha256[:32]}-{number}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag})
        drawn = shelf.originals.view(found, number).picture
        return Response(drawn, media_type="image/png", headers={"etag": tag})

    @routes.get(_PAGE + ".json", responses=failing(404, 503))
    def page_json(key: str, number: PageNumber, trich: Address = "") -> Response:
        """Tell how many pages an original has, and where on one of them a passage stands."""
        shown = make_original_page(shelf.originals, shelf.find(key), number, trich)
        return show_json(original_record(shown))

    @page_route(routes, _PAGE)
    def page(request: Request, key: str, number: PageNumber, trich: Address = "") -> Response:
        found = shelf.find(key)
        shown = make_original_page(shelf.originals, found, number, trich)
        json_url = address.page_json_url(found.id, number, trich)
        return show(request, "original.html", shown, json_url=json_url)

    return routes
