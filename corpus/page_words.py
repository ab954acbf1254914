"""Where words stand on pages that were recognised from pictures: kept, since reading them again takes seconds.

Pages whose text is stored in the file need none of this: their words are read whenever a page is looked at.
"""

import json
from collections.abc import Mapping

from corpus.library import Library
from corpus.word import Word

_DIGITS = 4  # a ten-thousandth of a page is finer than any screen


def keep_words(library: Library, sha256: str, pages: Mapping[int, tuple[Word, ...]]) -> None:
    """Keep the words of recognised pages in place of what was kept of that original.

    Args:
        library: where to.
        sha256: of the original.
        pages: words by page, counted from 1.
    """
    with library.database as transaction:
        transaction.execute("DELETE FROM page_words WHERE sha256 = ?", (sha256,))
        transaction.executemany(
            "INSERT INTO page_words (sha256, page, words) VALUES (?, ?, ?)",
            ((sha256, page, _encode(words)) for page, words in pages.items()),
        )


def find_words(library: Library, sha256: str, page: int) -> tuple[Word, ...] | None:
    """Return the words of one page of an original, None where it was not recognised from a picture."""
    query = "SELECT words FROM page_words WHERE sha256 = ? AND page = ?"
    row = library.database.execute(query, (sha256, page)).fetchone()
    return tuple(Word(*word) for word in json.loads(row[0])) if row else None


def _encode(words: tuple[Word, ...]) -> str:
    edges = ((w.text, *(round(edge, _DIGITS) for edge in (w.left, w.top, w.right, w.bottom))) for w in words)
    return json.dumps(list(edges), ensure_ascii=False, separators=(",", ":"))
