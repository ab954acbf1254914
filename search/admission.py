"""Which passages may be found at all: those that pass the filters and hold the phrases of a question."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import pair, strip_marks, syllables
from index.fields import describe_context, say_passage
from index.generation import Generation
from search.filters import admits
from search.lookup import Rows
from search.syntax import Filter

Admitted = NDArray[np.bool_]


class Admission:
    """Tells which rows of an index a question admits.

    Args:
        generation: the index.
        rows: document and passage of every row of it.
    """

    def __init__(self, generation: Generation, rows: Rows) -> None:
        self._generation = generation
        self._rows = rows
        self._filter = lru_cache(maxsize=64)(self._filter_rows)
        self._find = lru_cache(maxsize=64)(
            self._find_phrase
        )  # to gather by it, and to say that it is missing

    def filter(self, filters: Sequence[Filter]) -> Admitted | None:
        """Return which rows pass, (rows,); None where there is no filter."""
        return self._filter(tuple(filters)) if filters else None

    def hold(self, phrases: Sequence[str], admitted: Admitted | None) -> tuple[Admitted | None, str]:
        """Return which of the admitted rows hold every phrase, and the first phrase that none of them holds.

        A phrase that no passage holds word for word is then taken for words.
        """
        for phrase in phrases:
            held = self._find(phrase)
            holding = held if admitted is None else held & admitted
            if not holding.any():
                return admitted, phrase
            admitted = holding
        return admitted, ""

    def list_heads(self, admitted: Admitted) -> NDArray[np.int64]:
        """Return the first passage of every admitted document, the newest document first."""
        firsts: dict[str, int] = {}
        for row in np.flatnonzero(admitted).tolist():
            firsts.setdefault(self._rows[row][0].id, row)
        day = {row: self._rows[row][0].metadata.date for row in firsts.values()}
        ordered = sorted(
            firsts.values(), key=lambda row: (-(held.toordinal() if (held := day[row]) else 0), row)
        )
        return np.array(ordered, dtype=np.int64)

    def _filter_rows(self, filters: tuple[Filter, ...]) -> Admitted:
        passing: dict[str, bool] = {}
        for document, _ in self._rows:
            if document.id not in passing:
                passing[document.id] = admits(filters, document)
        return np.array([passing[document.id] for document, _ in self._rows], dtype=np.bool_)

    def _find_phrase(self, phrase: str) -> Admitted:
        """Return which rows hold a phrase; marks count where some are typed, where a tone mark stands never does."""
        spelled = syllables(phrase)
        bare = [strip_marks(token) for token in spelled]
        folded = self._generation.lexical["folded"]
        candidates = np.arange(len(self._rows), dtype=np.int64)
        for term in pair(bare) or bare:
            candidates = candidates[folded.holds(term, candidates)]
        marked = spelled != bare
        wanted = f" {' '.join(spelled if marked else bare)} "
        found = np.zeros(len(self._rows), dtype=np.bool_)
        for row in candidates.tolist():
            document, passage = self._rows[row]
            text = f"{describe_context(document, passage)}\n{say_passage(passage)}"
            tokens = syllables(text)
            found[row] = wanted in f" {' '.join(tokens if marked else map(strip_marks, tokens))} "
        return found
