"""What a question brings back; `as_json` of each is the contract of the command line and of the pages."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from search.syntax import Filter

AnswerKind = Literal[
    "agency", "date", "number", "document", "person", "place", "definition", "clause", "text"
]
QuestionLanguage = Literal["vi", "vi-nodiac", "en", "en-mixed"]
DoubtCode = Literal["filter", "phrase", "number", "year", "place", "words", "loose"]


@dataclass(frozen=True, slots=True)
class QueryReading:
    """What was understood of a question.

    Attributes:
        text: as typed, NFC, white space folded.
        language: ``vi``, ``vi-nodiac`` (typed without marks), ``en``, ``en-mixed`` (English with Vietnamese).
        restored: the question with its marks restored, None where nothing was restored.
        translation: Vietnamese terms read from an English question, most likely first; what abbreviations stand for.
        references: normalised document numbers named in it.
        clause: the address of a clause named in it (``III.2``, ``Đ5.2``), None if none is.
        phrases: what has to stand word for word.
        filters: what documents are searched, as typed or chosen.
        years, places: named in it.
        wants: the kinds of things asked for.
    """

    text: str
    language: QuestionLanguage
    restored: str | None = None
    translation: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    clause: str | None = None
    phrases: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    years: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    wants: tuple[AnswerKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The document of a hit, as its head states it."""

    id: str
    source: str
    number: str | None
    type: str | None
    title: str | None
    issuer: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class HitSection:
    """Where in its document a hit stands."""

    path: str
    labels: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked passage.

    Attributes:
        rank: from 1.
        score: higher is better; comparable within one result only.
        text: the passage's own words; ``start`` and ``end`` are its offsets in the document's text.
        lead_in: words before it that it hangs on.
        parts: the share each retriever had in the score, by name.
        highlights: (start, end) in ``text``.
        twins: ids of other passages among the hits that say the same.
        url: address of the passage in the web interface.
    """

    rank: int
    score: float
    passage_id: str
    text: str
    start: int
    end: int
    page: int | None
    document: Citation
    section: HitSection
    lead_in: str
    parts: dict[str, float]
    highlights: tuple[tuple[int, int], ...]
    url: str
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A span of a document that answers, with the passage that states it.

    Attributes:
        text: the document's own words.
        passage_id: the passage they answer in; they may stand in a heading or lead-in above it.
        start, end: offsets in the document's text, as a hit's.
        probability: how likely it is right, 0..1.
    """

    text: str
    kind: AnswerKind
    passage_id: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why it is likely that nothing in the library answers.

    Attributes:
        code: ``filter`` (no document passes the filters), ``phrase`` (no passage has the phrase), ``number`` (no
            document of that number), ``year``, ``place``, ``words`` (named nowhere), ``loose`` (only loosely related).
        subject: what the code speaks of, as typed; "" for ``loose``.
    """

    code: DoubtCode
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one question brought back.

    Attributes:
        doubt: why no answer is put forward; None where the first passage may well answer.
        answer: the one answer; None where there is none.
        answers: one a side of a comparison, or one a fact of a question about the whole library; else empty.
    """

    id: str | None
    question: str
    query: QueryReading
    answerable: float
    answer: Answer | None
    hits: tuple[Hit, ...]
    elapsed_ms: float
    answers: tuple[Answer, ...] = ()
    doubt: Doubt | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the result as the contract's JSON object."""
        return asdict(self)
