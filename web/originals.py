"""Originals opened at a page: drawn by a process of its own, kept a while, never more than two at a time."""

import threading
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from corpus.document import Document, Passage
from corpus.errors import ReadError, UnknownDocument
from corpus.formats import PageView, has_pages, view_page
from corpus.library import Library
from corpus.locating import Located, locate_passage
from corpus.page_words import find_words
from web.refusal import UnknownPage

_KEPT_BYTES = 32 * 1024 * 1024  # of pictures
_AT_ONCE = 2
_MOST_PAGES = 3  # that a passage of at most 1,200 characters stands on


def require_original(library: Library, document: Document) -> Path:
    """Return the file that a document was read from, as it came.

    Raises:
        UnknownDocument: the library keeps no original of it.
    """
    found = library.original(document)
    if found is None:
        raise UnknownDocument(
            f"Thư viện không còn giữ tệp gốc {document.source}. Hãy thêm lại tệp này vào thư viện.",
            f"The library no longer keeps the file {document.source}. Add it to the library again.",
        )
    return found


class Originals:
    """Draws pages of the library's originals; safe to share between threads.

    Args:
        library: keeps the files.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._drawing = threading.Semaphore(_AT_ONCE)
        self._kept: OrderedDict[tuple[str, int], PageView] = OrderedDict()
        self._paged: dict[str, bool] = {}

    def is_paged(self, document: Document) -> bool:
        """Tell whether a document's original has pages that can be looked at."""
        known = self._paged.get(document.sha256)
        if known is None:
            path = self._library.original(document)
            known = self._paged[document.sha256] = path is not None and has_pages(path)
        return known

    def view(self, document: Document, number: int) -> PageView:
        """Return one page, with its words where they were stored or recognised.

        Args:
            document: whose original.
            number: of the page, from 1.

        Raises:
            UnknownDocument: the library keeps no original of it.
            UnknownPage: there is none, or it can't be drawn.
        """
        with self._lock:
            kept = self._kept.get((document.sha256, number))
            if kept:
                self._kept.move_to_end((document.sha256, number))
                return kept
        with self._drawing:
            drawn = self._draw(document, number)
        with self._lock:
            self._kept[document.sha256, number] = drawn
            while sum(len(view.picture) for view in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)
        return drawn

    def locate(self, document: Document, passage: Passage, number: int) -> Located:
        """Return where a passage stands on one page; it may have begun on an earlier one.

        Args:
            document: whose passage.
            passage: what to find.
            number: of the page, from 1.

        Raises:
            UnknownPage: the page can't be drawn.
        """
        first = passage.page or number
        for last in range(first, number + 1 if number - first < _MOST_PAGES else first):
            words = [self.view(document, page).words for page in range(first, last + 1)]
            found = locate_passage(document, passage, words)
            if last == number:
                return replace(found, boxes=found.boxes[-1:])
            if any(found.boxes) and not found.goes_on:
                break
        return Located(((),))

    def _draw(self, document: Document, number: int) -> PageView:
        try:
            view = view_page(require_original(self._library, document), number, document.source)
        except ReadError as error:
            raise UnknownPage(error.vi, error.en) from error
        recognised = find_words(self._library, document.sha256, number)
        return view if recognised is None else replace(view, words=recognised)
