"""A page of an original, as it was printed, with the cited passage boxed."""

from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from corpus.document import Document, Passage
from corpus.formats import PageView
from corpus.locating import Box, Located
from web.address import page_picture_url, page_url
from web.citation import cited_in, name_briefly
from web.document_page import CitedPassage, cite, find_passage
from web.originals import Originals

State = Literal["none", "boxed", "elsewhere", "unfound"]
_MARGIN = 8  # points of the picture between words and the frame around them


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of the picture, in its points."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """Context of ``original.html``.

    Attributes:
        document, name: whose original it is.
        number: of the page, from 1.
        view: the page itself.
        picture_url: where its picture is.
        previous_url, next_url: the pages beside it, or "".
        cited: the passage asked for.
        missing: the address asked for, where no passage has it.
        state: whether the passage is ``boxed`` here, begins ``elsewhere``, was ``unfound``, or none was asked for.
        boxes: where its words stand, one for each line, in parts of the page's width and height.
        goes_on: whether the passage has words on the next page.
    """

    document: Document
    name: str
    number: int
    view: PageView
    picture_url: str
    previous_url: str
    next_url: str
    cited: CitedPassage | None
    missing: str
    state: State
    boxes: tuple[Box, ...]
    goes_on: bool

    @classmethod
    def of(
        cls,
        document: Document,
        number: int,
        view: PageView,
        passage: Passage | None,
        boxes: tuple[Box, ...],
        *,
        goes_on: bool = False,
    ) -> Self:
        """Return the page on which a passage, if one was asked for, stands in these boxes."""
        address = passage.address if passage else ""
        return cls(
            document=document,
            name=name_briefly(cited_in(document)),
            number=number,
            view=view,
            picture_url=page_picture_url(document.id, number),
            previous_url=page_url(document.id, number - 1, address) if number > 1 else "",
            next_url=page_url(document.id, number + 1, address) if number < view.pages else "",
            cited=cite(document, passage, paged=True) if passage else None,
            missing="",
            state=_state(passage, number, boxes),
            boxes=boxes,
            goes_on=goes_on,
        )

    @property
    def lines(self) -> tuple[Rectangle, ...]:
        """The same in points of the picture."""
        return tuple(_scale(box, self.view) for box in self.boxes)

    @property
    def frame(self) -> Rectangle | None:
        """What is around them all, None where nothing is boxed."""
        if not self.boxes:
            return None
        lefts, tops, rights, bottoms = zip(*self.boxes, strict=True)
        return _scale((min(lefts), min(tops), max(rights), max(bottoms)), self.view, _MARGIN)


def make_original_page(originals: Originals, document: Document, number: int, address: str) -> OriginalPage:
    """Return a page of a document's original.

    Args:
        originals: draws it.
        document: whose original.
        number: of the page, from 1.
        address: of the passage to box, or "".

    Raises:
        UnknownPage: there is no such page, or it can't be drawn.
    """
    view = originals.view(document, number)
    passage = find_passage(document, address)
    located = originals.locate(document, passage, number) if passage else Located(((),))
    goes_on = located.goes_on and number < view.pages
    page = OriginalPage.of(document, number, view, passage, located.boxes[0], goes_on=goes_on)
    return page if passage else replace(page, missing=address)


def original_record(page: OriginalPage) -> dict[str, Any]:
    """Return the JSON twin: how many pages there are, and where on this one the passage stands."""
    return {
        "document": page.document.id,
        "page": page.number,
        "pages": page.view.pages,
        "picture": page.picture_url,
        "passage": page.cited.passage.id if page.cited else None,
        "boxes": [[round(edge, 4) for edge in box] for box in page.boxes],
        "goes_on": page.goes_on,
    }


def _state(passage: Passage | None, number: int, boxes: tuple[Box, ...]) -> State:
    if passage is None:
        return "none"
    if boxes:
        return "boxed"
    return "unfound" if passage.page in (None, number) else "elsewhere"


def _scale(box: Box, view: PageView, margin: int = 0) -> Rectangle:
    left, right = (round(edge * view.width) for edge in (box[0], box[2]))
    top, bottom = (round(edge * view.height) for edge in (box[1], box[3]))
    x, y = max(left - margin, 0), max(top - margin, 0)
    return Rectangle(x, y, min(right + margin, view.width) - x, min(bottom + margin, view.height) - y)
