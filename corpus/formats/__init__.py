"""Files in, blocks out: what a file is, is decided by its content, never by its name."""

from corpus.formats.limits import LIMITS, Limits
from corpus.formats.page_view import PageView, has_pages, view_page
from corpus.formats.reading import Note, Reading, read_file
from corpus.formats.walking import walk_files

__all__ = [
    "LIMITS",
    "Limits",
    "Note",
    "PageView",
    "Reading",
    "has_pages",
    "read_file",
    "view_page",
    "walk_files",
]
