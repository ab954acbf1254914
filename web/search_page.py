"""The search page: a result made ready to be read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.document import Passage
from corpus.letters import fold
from search.result import Answer, Hit, Result
from web.address import SEARCH, SEARCH_JSON, with_query
from web.citation import Cited, cite_hit, cited_in_hit, name_briefly, name_place
from web.examples import make_examples
from web.library_page import LibraryRow, make_row
from web.shelf import Holdings
from web.wording import Wording

DEFAULT_K = 10
MOST_K = 100
FACET_DEPTH = 30  # so many hits are counted for the facets, and may pass them
_NAME_LENGTH = 64  # characters of a title where there is no number
_DOUBTFUL = 0.35  # below this the page warns that the library may not answer

FACETS: Mapping[str, Callable[[Hit], str | None]] = {
    "van-ban": lambda hit: hit.document.id,
    "loai": lambda hit: hit.document.type,
    "co-quan": lambda hit: hit.document.issuer,
    "nam": lambda hit: hit.document.date[:4] if hit.document.date else None,
}


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything the address says of a search; it makes the addresses of its neighbours.

    Attributes:
        question: as typed.
        k: how many passages.
        as_typed: whether marks are left as typed.
        chosen: facet values chosen, by facet.
    """

    question: str
    k: int = DEFAULT_K
    as_typed: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict)

    def url(self, path: str = SEARCH, **changes: object) -> str:
        """Return the address of this search, changed."""
        state: dict[str, object] = {
            "q": self.question,
            "k": self.k if self.k != DEFAULT_K else None,
            "nguyen-van": 1 if self.as_typed else None,
            **self.chosen,
        }
        return with_query(
            path, **{**state, **{name.replace("_", "-"): value for name, value in changes.items()}}
        )

    @property
    def json_url(self) -> str:
        """The address of the JSON twin; facets are of the page, not of the result."""
        return Ask(self.question, self.k, self.as_typed).url(SEARCH_JSON)


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
        before, after: its neighbours, None at the ends of a document.
        twins: hits with the very same words in other places.
    """

    hit: Hit
    name: str
    place: str
    day: date | None
    crumbs: tuple[Crumb, ...]
    citation: str
    before: Passage | None
    after: Passage | None
    twins: tuple["HitCard", ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """The answer with its clause and citation; `card` is None where its passage is gone from the library."""

    answer: Answer
    percent: int
    card: HitCard | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, as people read it; its address chooses it, or drops it where it is chosen."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Context of ``results.html``.

    Attributes:
        ask: what the address says.
        result: what the search brought back.
        answer: the card above the passages.
        cards: ranked passages that pass the facets chosen, the same words folded into one.
        facets: values to choose from, by facet.
        doubtful: whether the library may not answer.
        more_url: the same search with more passages, or "".
    """

    ask: Ask
    result: Result
    answer: AnswerCard | None
    cards: tuple[HitCard, ...]
    facets: tuple[tuple[str, tuple[Choice, ...]], ...]
    doubtful: bool
    more_url: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """Context of ``start.html``: the empty page, a blank question, or one that can't be asked.

    Attributes:
        title, sentence: what went wrong, "" on the empty page.
        examples: questions to try.
        rows: what the library holds.
    """

    examples: tuple[str, ...]
    rows: tuple[LibraryRow, ...]
    title: str = ""
    sentence: str = ""


def make_start_page(holdings: Holdings, say: Wording, title: str = "", sentence: str = "") -> StartPage:
    """Return the page without results, with what went wrong where something did."""
    documents = holdings.documents
    return StartPage(make_examples(documents, say), tuple(map(make_row, documents)), title, sentence)


def make_search_page(ask: Ask, result: Result, holdings: Holdings) -> SearchPage:
    """Return the page of a result."""
    near = _Neighbours(holdings)
    passing = [hit for hit in result.hits if _passes(hit, ask.chosen)]
    cards = [_card(hit, near) for hit in passing[: ask.k]]
    answer = result.answer
    percent = round(100 * min(1.0, max(0.0, answer.probability))) if answer else 0
    more = len(passing) > ask.k and ask.k < MOST_K
    return SearchPage(
        ask=ask,
        result=result,
        answer=AnswerCard(answer, percent, _answer_card(answer, result.hits, near)) if answer else None,
        cards=_fold_twins(cards),
        facets=_facets(ask, result.hits),
        doubtful=answer is None and result.answerable < _DOUBTFUL,
        more_url=ask.url(k=min(MOST_K, ask.k * 2)) if more else "",
    )


class _Neighbours:
    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._places: dict[str, dict[str, int]] = {}

    def around(self, hit: Hit) -> tuple[Passage | None, Passage | None]:
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


def _card(hit: Hit, near: _Neighbours) -> HitCard:
    cited: Cited = cited_in_hit(hit.document)
    before, after = near.around(hit)
    return HitCard(
        hit=hit,
        name=name_briefly(cited, _NAME_LENGTH),
        place=name_place(hit.section.path, hit.section.labels, hit.passage_id.partition("#")[2]),
        day=cited.date,
        crumbs=make_crumbs(hit.section.labels, hit.section.headings),
        citation=cite_hit(hit),
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


def _answer_card(answer: Answer, hits: Sequence[Hit], near: _Neighbours) -> HitCard | None:
    return next((_card(hit, near) for hit in hits if hit.passage_id == answer.passage_id), None)


def _fold_twins(cards: Sequence[HitCard]) -> tuple[HitCard, ...]:
    groups: dict[str, list[HitCard]] = {}
    for card in cards:
        words = " ".join(fold(card.hit.text).split())
        groups.setdefault(words, []).append(card)
    return tuple(replace(first, twins=tuple(twins)) for first, *twins in groups.values())


def _passes(hit: Hit, chosen: Mapping[str, str]) -> bool:
    return all(FACETS[facet](hit) == value for facet, value in chosen.items())


def _facets(ask: Ask, hits: Sequence[Hit]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Count, for each facet, the hits that pass the other facets chosen."""
    labels = {hit.document.id: name_briefly(cited_in_hit(hit.document), _NAME_LENGTH) for hit in hits}
    facets = []
    for facet, read in FACETS.items():
        others = {name: value for name, value in ask.chosen.items() if name != facet}
        counts = Counter(value for hit in hits if _passes(hit, others) and (value := read(hit)))
        chosen = ask.chosen.get(facet)
        if chosen:
            counts.setdefault(chosen, 0)
        choices = [
            Choice(
                labels.get(value, value),
                n,
                ask.url(**{facet: "" if value == chosen else value}),
                value == chosen,
            )
            for value, n in counts.most_common()
        ]
        if len(choices) > 1 or chosen:
            facets.append((facet, tuple(choices)))
    return tuple(facets)
