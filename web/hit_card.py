"""One ranked passage made ready to be read, with its neighbours and its twins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Passage
from corpus.letters import fold
from search.result import Hit
from web.address import page_url
from web.citation import Cited, cite_hit, cited_in_hit, name_briefly, name_place
from web.shelf import Holdings

NAME_LENGTH = 64  # characters of a title where there is no number


@dataclass(frozen=True, slots=True)
class Crumb:
    """One heading above a passage."""

    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class HitCard:
    """One ranked passage.

    Attributes:
        name: type and number of its document.
        place: where in it, in words.
        day: date of the document.
        crumbs: headings from the root down.
        citation: in full, to be copied.
        page_url: its page of the original, "" where that has none that can be looked at.
        before, after: its neighbours, None at the ends of a document.
        twins: hits with the very same words in other places.
        alike: hits that say nearly the same.
    """

    hit: Hit
    name: str
    place: str
    day: date | None
    crumbs: tuple[Crumb, ...]
    citation: str
    page_url: str
    before: Passage | None
    after: Passage | None
    twins: tuple["HitCard", ...] = ()
    alike: tuple["HitCard", ...] = ()


class Neighbours:
    """Finds the passages around a hit.

    Args:
        holdings: the documents.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._places: dict[str, dict[str, int]] = {}

    def around(self, hit: Hit) -> tuple[Passage | None, Passage | None]:
        """Return the passages just before and just after; None at the ends of a document."""
        document = self._holdings.by_id.get(hit.document.id)
        if document is None:
            return None, None
        places = self._places.setdefault(document.id, {p.id: i for i, p in enumerate(document.passages)})
        place = places.get(hit.passage_id)
        if place is None:
            return None, None
        before = document.passages[place - 1] if place else None
        after = document.passages[place + 1] if place + 1 < len(document.passages) else None
        return before, after

    def page_url(self, hit: Hit) -> str:
        """Return the page of the original that a hit stands on, "" where it can't be looked at."""
        document = self._holdings.by_id.get(hit.document.id)
        if document is None or hit.page is None or not self._holdings.is_paged(document):
            return ""
        return page_url(document.id, hit.page, hit.passage_id.partition("#")[2])


def make_card(hit: Hit, near: Neighbours) -> HitCard:
    """Return a hit with all that is shown of it."""
    cited: Cited = cited_in_hit(hit.document)
    before, after = near.around(hit)
    return HitCard(
        hit=hit,
        name=name_briefly(cited, NAME_LENGTH),
        place=name_place(hit.section.path, hit.section.labels, hit.passage_id.partition("#")[2]),
        day=cited.date,
        crumbs=make_crumbs(hit.section.labels, hit.section.headings),
        citation=cite_hit(hit),
        page_url=near.page_url(hit),
        before=before,
        after=after,
    )


def make_crumbs(labels: Sequence[str], headings: Sequence[str]) -> tuple[Crumb, ...]:
    """Return headings with the labels printed before them; a bullet's own label says nothing here."""
    padded = [*labels, *[""] * len(headings)]
    return tuple(
        Crumb("" if label in ("-", "+") else label, heading)
        for label, heading in zip(padded, headings, strict=False)
        if heading
    )


def fold_twins(cards: Sequence[HitCard]) -> tuple[HitCard, ...]:
    """Return cards with those of the very same words folded into the first of them, and those nearly alike named."""
    groups: dict[str, list[HitCard]] = {}
    for card in cards:
        words = " ".join(fold(card.hit.text).split())
        groups.setdefault(words, []).append(card)
    firsts = {first.hit.passage_id: first for first, *_ in groups.values()}
    return tuple(
        replace(
            first,
            twins=tuple(twins),
            alike=tuple(firsts[id] for id in first.hit.twins if id in firsts),
        )
        for first, *twins in groups.values()
    )
