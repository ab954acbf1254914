"""Years and places that a question names, against those that passages and their documents bear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document
from corpus.letters import fold
from corpus.numbers import NumberQuery
from index.forward import ForwardIndex, Gathered
from search.lookup import Rows
from search.places import LOOKED_AT, find_places, place_named_most, place_of, places_in

Scores = NDArray[np.float32]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = range(1900, 2100)
_OF_DOCUMENT = 0.5  # what a year counts that the document was issued in
_OF_CONTEXT = 0.8  # what a year counts that title or headings say


@dataclass(frozen=True, slots=True)
class Named:
    """The years and places of one question, as it spells them without marks."""

    years: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @classmethod
    def read(cls, question: str, numbers: Sequence[NumberQuery]) -> Self:
        """Return what a question names.

        Args:
            question: its words.
            numbers: of documents, with their offsets in it.
        """
        said = question
        for query in reversed(numbers):  # the year within a document's number dates that document
            said = said[: query.start] + " " * (query.end - query.start) + said[query.end :]
        return cls(frozenset(_YEAR.findall(said)), find_places(said))

    def compare(
        self, kept: Rows, contexts: Sequence[str], gathered: Gathered, index: ForwardIndex
    ) -> dict[str, Scores]:
        """Return how passages meet the question's years and places, each 0..1, shape (passages,).

        Args:
            kept: documents and passages.
            contexts: of the passages.
            gathered: the passages' syllables.
            index: whose vocabulary numbers them.
        """
        none = np.zeros(len(kept), dtype=np.float32)
        columns = dict.fromkeys(("year", "other_year", "place", "other_place"), none)
        if self.years:
            columns["year"], columns["other_year"] = self._compare_years(kept, contexts, gathered, index)
        if self.places:
            columns["place"], columns["other_place"] = self._compare_places(kept)
        return columns

    def _compare_years(
        self, kept: Rows, contexts: Sequence[str], gathered: Gathered, index: ForwardIndex
    ) -> tuple[Scores, Scores]:
        known = {year: index.numbers[year] for year in map(str, _YEARS) if year in index.numbers}
        asked = [known.pop(year) for year in self.years if year in known]
        said = _any_of_rows(np.isin(gathered.tokens, asked), gathered)
        others = _any_of_rows(np.isin(gathered.tokens, list(known.values())), gathered)
        around = np.array(
            [self._dates(document, said) for (document, _), said in zip(kept, contexts, strict=True)],
            np.float32,
        )
        return np.maximum(said, around), others * (1 - said)

    def _dates(self, document: Document, context: str) -> float:
        if any(year in context for year in self.years):
            return _OF_CONTEXT
        day = document.metadata.date
        return _OF_DOCUMENT if day and str(day.year) in self.years else 0.0

    def _compare_places(self, kept: Rows) -> tuple[Scores, Scores]:
        asked = frozenset(map(place_of, self.places))
        documents = {document.id: document for document, _ in kept}
        of_document = {id: _places_of(document) for id, document in documents.items()}
        here = np.array([bool(asked & of_document[document.id]) for document, _ in kept])
        there = np.array([bool(of_document[document.id]) for document, _ in kept])
        said = np.array([bool(asked & places_in(p.text)) for _, p in kept])
        return (here | said).astype(np.float32), (there & ~here & ~said).astype(np.float32)


def find_typed(words: str, place: str) -> str:
    """Return a place as a question spells it.

    Args:
        words: the question's.
        place: as `Named` has it.
    """
    start = fold(words).find(place)
    return words[start : start + len(place)] if start >= 0 else place


def _places_of(document: Document) -> frozenset[str]:
    """Return the places of a document's head; where it states none, the one that its text names most."""
    stated = document.metadata
    head = places_in(" . ".join(filter(None, (stated.place, stated.issuer, stated.title))))
    return head or place_named_most(document.text[:LOOKED_AT])


def _any_of_rows(found: NDArray[np.bool_], gathered: Gathered) -> Scores:
    if not len(gathered.firsts):
        return np.zeros(gathered.count, dtype=np.float32)
    return gathered.best_of_rows(np.maximum.reduceat(found, gathered.firsts).astype(np.float32))
