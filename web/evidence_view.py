"""Evidence and what was found for it, each with its place in the library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from corpus.document import Document, Passage
from eval.archive import Found, Row
from eval.evidence import find_run, normalise
from eval.failures import expected_evidence
from web.address import document_url
from web.citation import cited_in, name_briefly, name_place
from web.shelf import Holdings

_normalise = lru_cache(maxsize=1 << 13)(normalise)  # one document is looked through for many quotes
_TITLE_LENGTH = 60  # characters


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its place.

    Attributes:
        words: the passage's, "" where nobody keeps them any more.
        lead_in: what its list begins with.
        name: its document and place, its id where the library holds it no more.
        url: of its place in the document, "" where the library holds it no more.
    """

    words: str
    lead_in: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class FoundView:
    """A passage of a ranking.

    Attributes:
        grade: what the evidence says of it, None where it says nothing.
        words: the passage's, "" where nobody keeps them any more.
        name: its document and place, its id where the library holds it no more.
        url: of its place in the document, "" where the library holds it no more.
    """

    rank: int
    grade: int | None
    words: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class WantedView:
    """Words that should have been found; `url` is "" where the library does not hold their document."""

    words: str
    name: str
    url: str


@dataclass(slots=True)
class Finder:
    """Finds passages and quotes in what the library holds; made for one page."""

    holdings: Holdings
    _passages: dict[str, Mapping[str, Passage]] = field(default_factory=dict)

    def passage(self, passage_id: str) -> tuple[Document, Passage] | None:
        """Return a passage with its document, None where the library holds it no more."""
        document = self.holdings.by_id.get(passage_id.partition("#")[0])
        if document is None:
            return None
        if document.id not in self._passages:
            self._passages[document.id] = {passage.id: passage for passage in document.passages}
        passage = self._passages[document.id].get(passage_id)
        return (document, passage) if passage else None

    def view_passage(self, passage_id: str, words: str = "") -> PassageView:
        """Return a passage; `words` are shown where the library holds it no more."""
        held = self.passage(passage_id)
        if held is None:
            return PassageView(words, "", passage_id, "")
        document, passage = held
        url = document_url(document.id, passage.address)
        return PassageView(passage.text, passage.lead_in, _name(document, passage), url)

    def view_found(self, hit: Found, rank: int) -> FoundView:
        """Return a passage of a ranking."""
        held = self.view_passage(hit.passage_id, hit.text)
        return FoundView(rank, hit.grade, held.words, held.name, held.url)

    def view_ranking(self, row: Row | None, most: int) -> tuple[FoundView, ...]:
        """Return the first passages that a run found for a question."""
        hits = row.hits[:most] if row else ()
        return tuple(self.view_found(hit, rank) for rank, hit in enumerate(hits, start=1))

    def view_wanted(self, row: Row) -> tuple[WantedView, ...]:
        """Return the evidence that answers a question best."""
        return tuple(self._view_quote(item) for item in expected_evidence(row))

    def _view_quote(self, item: Mapping[str, Any]) -> WantedView:
        quote, source = str(item["quote"]), str(item["document"])
        document = next((d for d in self.holdings.documents if source in (d.source, d.id)), None)
        if document is None:
            return WantedView(quote, source, "")
        wanted = _normalise(quote)
        held = next((p for p in document.passages if find_run(wanted, _normalise(p.text))), None)
        if held is None:
            return WantedView(quote, _name(document), document_url(document.id))
        return WantedView(quote, _name(document, held), document_url(document.id, held.address))


def _name(document: Document, passage: Passage | None = None) -> str:
    """Return a document's name, and where in it the passage stands: shorter than a citation, since lists are long."""
    place = name_place(passage.section, passage.labels, passage.address) if passage else ""
    name = name_briefly(cited_in(document), _TITLE_LENGTH)
    return f"{place}, {name}" if place else name
