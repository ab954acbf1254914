"""Passages found by what they name: a document's number, a clause's address."""

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from corpus.letters import fold
from corpus.numbers import NumberQuery, matches, split_number
from search.clauses import mark_note

Rows = Sequence[tuple[Document, Passage]]
Scores = NDArray[np.float32]
Marks = NDArray[np.bool_]
Places = NDArray[np.int64]

_NOTE = re.compile(r"\[(\d{1,3})\]")  # how a footnote's passage begins
_CITES = 1.0  # the passage itself cites the number
_BEARS = 0.8  # a passage of the document that bears it
_SERVES = (
    0.7  # a passage of a document that carries it out: "the programme on Resolution 43" names that document
)


class Lookup:
    """Which passages cite a number, stand in a document that bears it, or in a clause of that address.

    Args:
        rows: document and passage of every row of the index.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._cited: dict[str, list[int]] = defaultdict(list)
        self._borne: dict[str, list[int]] = defaultdict(list)
        self._served: dict[str, list[int]] = defaultdict(list)
        self._index_numbers()
        self._serials = self._index_serials()
        self._sections = self._index_sections()
        self.assigns, self.sets_deadline, self.cites = self._mark_facts()

    def _index_numbers(self) -> None:
        first = 0
        while first < len(self._rows):
            document = self._rows[first][0]
            count = len(document.passages)
            starts = [passage.start for passage in document.passages]
            for reference in document.references:
                for start, _ in reference.spans:
                    place = int(np.searchsorted(starts, start, side="right")) - 1
                    if place >= 0 and start < document.passages[place].end:
                        self._cited[reference.number].append(first + place)
            if document.metadata.number:
                self._borne[document.metadata.number].extend(range(first, first + count))
            for number in document.metadata.implements:
                self._served[number].extend(range(first, first + count))
            first += count

    def _index_serials(self) -> dict[str, set[str]]:
        """Return the known numbers by their serial, which a number asked for must share."""
        serials: defaultdict[str, set[str]] = defaultdict(set)
        for number in {*self._cited, *self._borne, *self._served}:
            parts = split_number(number)
            if parts:
                serials[_bare(parts.serial)].add(number)
        return serials

    def _index_sections(self) -> dict[str, Places]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, (_, passage) in enumerate(self._rows):
            note = _NOTE.match(passage.text) if passage.kind == "footnote" else None
            section = f"{passage.section}.{mark_note(note.group(1))}" if note else passage.section
            rows[section.casefold()].append(row)
        return {section: np.array(held, dtype=np.int64) for section, held in rows.items()}

    def _mark_facts(self) -> tuple[Marks, Marks, Marks]:
        """Return which passages assign a task, set a deadline, cite a numbered document."""
        assigns, sets_deadline, cites = (np.zeros(len(self._rows), dtype=np.bool_) for _ in range(3))
        row_of = {passage.id: row for row, (_, passage) in enumerate(self._rows)}
        for document in {id(document): document for document, _ in self._rows}.values():
            for task in document.assignments:
                row = row_of.get(task.passage_id)
                if row is not None:
                    assigns[row] = True
                    sets_deadline[row] |= task.deadline is not None
        for rows in self._cited.values():
            cites[rows] = True
        return assigns, sets_deadline, cites

    def knows(self, query: NumberQuery) -> bool:
        """Tell whether some document bears, cites or carries out what may be the number asked for."""
        return bool(self._find_alike(query))

    def _find_alike(self, query: NumberQuery) -> list[str]:
        """Return the known numbers that may be the one asked for."""
        return [number for number in self._serials.get(_bare(query.serial), ()) if matches(query, number)]

    def score_numbers(self, numbers: Sequence[NumberQuery]) -> Scores:
        """Return 0..1 for every passage: how directly it speaks of a document that the question names."""
        scores = np.zeros(len(self._rows), dtype=np.float32)
        shares = ((_SERVES, self._served), (_BEARS, self._borne), (_CITES, self._cited))
        for query in numbers:
            alike = self._find_alike(query)
            for share, known in shares:
                for number in alike:
                    rows = known.get(number, [])
                    scores[rows] = np.maximum(scores[rows], share)
        return scores

    def find_clause(self, path: str | None, numbers: Sequence[NumberQuery]) -> Marks:
        """Return which passages stand in the clause named, in a document that bears the number named, if one is.

        Args:
            path: of the clause; None names none.
            numbers: of documents; where some are named, only the documents that bear them count.
        """
        held = self.score_clause(path) > 0
        if numbers and held.any():
            bearing = np.zeros(len(self._rows), dtype=np.bool_)
            for query in numbers:
                for number in self._find_alike(query):
                    bearing[self._borne.get(number, [])] = True
            held &= bearing
        whole = held & self._begin_with(path) if path else held
        return whole if whole.any() else held

    def _begin_with(self, path: str) -> Marks:
        """Return which passages stand in a clause of that whole address, and not in one that only ends like it."""
        begun = np.zeros(len(self._rows), dtype=np.bool_)
        for section, rows in self._sections.items():
            if f"{section}.".startswith(f"{path.casefold()}."):
                begun[rows] = True
        return begun

    def score_clause(self, path: str | None) -> Scores:
        """Return 1 for the passages of the clause of that address, 0.5 for those below it, else 0."""
        scores = np.zeros(len(self._rows), dtype=np.float32)
        if path is None:
            return scores
        wanted = path.casefold()
        for section, rows in self._sections.items():
            place = f".{section}."
            if place.endswith(f".{wanted}."):  # "mục 2.6" may stand below a section that was not named
                scores[rows] = 1.0
            elif f".{wanted}." in place:
                scores[rows] = 0.5
        return scores


def _bare(serial: str) -> str:
    return fold(serial).lstrip("0")
