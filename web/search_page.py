"""The search page: a result made ready to be read."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import QuestionError
from search.reading import clean_question
from search.result import Answer, Hit, Result
from search.syntax import Filter, FilterKey
from web.address import SEARCH, SEARCH_JSON, document_url, with_query
from web.citation import cite_passage, cited_in_hit, name_briefly
from web.examples import make_examples
from web.hit_card import NAME_LENGTH, HitCard, Neighbours, fold_twins, make_card
from web.judgements_page import Judging
from web.library_page import LibraryRow, make_row
from web.shelf import Holdings
from web.wording import Wording

DEFAULT_K = 10
MOST_K = 100
SPARE = 10  # passages asked for beyond those wanted, in case some are of a document just removed
FACET_DEPTH = 30  # so many hits are counted for the facets, and may pass them
_BESIDE = 300  # characters shown on either side of an answer that stands above its passage

FACETS: Mapping[str, Callable[[Hit], str | None]] = {
    "van-ban": lambda hit: hit.document.id,
    "loai": lambda hit: hit.document.type,
    "co-quan": lambda hit: hit.document.issuer,
    "nam": lambda hit: hit.document.date[:4] if hit.document.date else None,
}
_FILTERS: Mapping[str, FilterKey] = {
    "van-ban": "tailieu",
    "loai": "loai",
    "co-quan": "coquan",
    "nam": "nam",
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
        """The address of the JSON twin."""
        return self.url(SEARCH_JSON)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What the facets chosen ask of the search."""
        return tuple(Filter(_FILTERS[facet], value) for facet, value in self.chosen.items())


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """The answer with its clause and citation.

    Attributes:
        card: the passage it answers in, None where that is not among the hits.
        ranges: where it stands in the passage's own words, empty where it stands above them.
        beside: the line above the passage that it stands in, "" where it is in the passage.
        beside_ranges: where it stands in that line.
    """

    answer: Answer
    percent: int
    card: HitCard | None
    ranges: tuple[tuple[int, int], ...] = ()
    beside: str = ""
    beside_ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """One of several answers: a side of a comparison, or one fact of a question about the whole library."""

    answer: Answer
    citation: str
    url: str


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
        listed: the answers, where the question has several.
        cards: ranked passages that pass the facets chosen, the same words folded into one.
        facets: values to choose from, by facet.
        more_url: the same search with more passages, or "".
        judging: what the person said of passages for this question.
    """

    ask: Ask
    result: Result
    answer: AnswerCard | None
    listed: tuple[ListedAnswer, ...]
    cards: tuple[HitCard, ...]
    facets: tuple[tuple[str, tuple[Choice, ...]], ...]
    more_url: str
    judging: Judging


@dataclass(frozen=True, slots=True)
class StartPage:
    """Context of ``start.html``: the empty page, a blank question, or one that can't be asked.

    Attributes:
        title, sentence: what went wrong, "" on the empty page.
        typed: the question in three parts, of which the middle one is at fault; empty where none or all of it is.
        examples: questions to try.
        rows: what the library holds.
    """

    examples: tuple[str, ...]
    rows: tuple[LibraryRow, ...]
    title: str = ""
    sentence: str = ""
    typed: tuple[str, ...] = ()


def make_start_page(holdings: Holdings, say: Wording, title: str = "", sentence: str = "") -> StartPage:
    """Return the page without results, with what went wrong where something did."""
    documents = holdings.documents
    return StartPage(make_examples(documents, say), tuple(map(make_row, documents)), title, sentence)


def make_fault_page(holdings: Holdings, say: Wording, question: str, error: QuestionError) -> StartPage:
    """Return the page of a question that can't be asked, with the place at fault in it."""
    page = make_start_page(holdings, say, say("invalid.title"), error.sentence(say.language))
    if error.start is None or error.end is None:
        return page
    text = clean_question(question)
    return replace(page, typed=(text[: error.start], text[error.start : error.end], text[error.end :]))


def keep_held(result: Result, holdings: Holdings, k: int) -> Result:
    """Return a result without passages of documents that were removed since the index was built.

    Args:
        result: of a search for a few more passages than wanted.
        holdings: what the library holds now.
        k: how many passages are wanted.
    """
    held = [hit for hit in result.hits if holdings.holds(hit.document.id)]
    ranked = tuple(replace(hit, rank=place) for place, hit in enumerate(held[:k], 1))
    answer = result.answer
    if answer and not holdings.holds(answer.passage_id.partition("#")[0]):
        answer = None
    return replace(result, hits=ranked, answer=answer)


def make_search_page(
    ask: Ask,
    result: Result,
    holdings: Holdings,
    judging: Judging | None = None,
    counted: Result | None = None,
) -> SearchPage:
    """Return the page of a result.

    Args:
        ask: what the address says.
        result: what the search brought back, through the facets chosen.
        counted: what it brings without them, whose hits are counted for the facets; None for the result itself.
        holdings: what the library holds.
        judging: what the person said of passages for this question.
    """
    near = Neighbours(holdings)
    cards = [make_card(hit, near) for hit in result.hits[: ask.k]]
    answer = result.answer
    more = len(result.hits) > ask.k and ask.k < MOST_K
    return SearchPage(
        ask=ask,
        result=result,
        answer=_answer_card(answer, result.hits, near, holdings) if answer else None,
        listed=tuple(_list_answers(result.answers, holdings)) if len(result.answers) > 1 else (),
        cards=fold_twins(cards),
        facets=_facets(ask, (counted or result).hits),
        more_url=ask.url(k=min(MOST_K, ask.k * 2)) if more else "",
        judging=judging or Judging(),
    )


def _list_answers(answers: Sequence[Answer], holdings: Holdings) -> Iterator[ListedAnswer]:
    for answer in answers:
        document = holdings.by_id.get(answer.passage_id.partition("#")[0])
        passage = (
            next((p for p in document.passages if p.id == answer.passage_id), None) if document else None
        )
        if document and passage:
            url = document_url(document.id, passage.address)
            yield ListedAnswer(answer, cite_passage(document, passage), url)


def _answer_card(answer: Answer, hits: Sequence[Hit], near: Neighbours, holdings: Holdings) -> AnswerCard:
    percent = round(100 * min(1.0, max(0.0, answer.probability)))
    card = next((make_card(hit, near) for hit in hits if hit.passage_id == answer.passage_id), None)
    if card and card.hit.start <= answer.start and answer.end <= card.hit.end:
        span = (answer.start - card.hit.start, answer.end - card.hit.start)
        return AnswerCard(answer, percent, card, (span,))
    document = holdings.by_id.get(answer.passage_id.partition("#")[0])
    if document is None or not answer.text or document.text[answer.start : answer.end] != answer.text:
        return AnswerCard(answer, percent, card)
    first = max(document.text.rfind("\n", 0, answer.start) + 1, answer.start - _BESIDE)
    line_end = document.text.find("\n", answer.end)
    last = min(line_end if line_end >= 0 else len(document.text), answer.end + _BESIDE)
    span = (answer.start - first, answer.end - first)
    return AnswerCard(answer, percent, card, (), document.text[first:last], (span,))


def _passes(hit: Hit, chosen: Mapping[str, str]) -> bool:
    return all(FACETS[facet](hit) == value for facet, value in chosen.items())


def _facets(ask: Ask, hits: Sequence[Hit]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Count, for each facet, the hits that pass the other facets chosen."""
    labels = {hit.document.id: name_briefly(cited_in_hit(hit.document), NAME_LENGTH) for hit in hits}
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
