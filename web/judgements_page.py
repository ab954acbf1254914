"""The judgements page: what people said of passages, question by question, and a form to add evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from corpus.document import Document
from corpus.judgements import GRADES, Judgement
from web.address import document_url
from web.citation import cited_in, name_briefly
from web.shelf import Holdings


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One judgement; `url` is its passage, "" where the library holds it no more."""

    judgement: Judgement
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class JudgementsPage:
    """Context of ``judgements.html``.

    Attributes:
        groups: questions, each with what was judged for it.
        total: how many judgements.
        form: to add evidence.
        documents: (id, name) of those that can be quoted.
    """

    groups: tuple[tuple[str, tuple[JudgedRow, ...]], ...]
    total: int
    form: "EvidenceForm"
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EvidenceForm:
    """What a form that adds evidence begins with.

    Attributes:
        question: what the evidence is for.
        judge: the name given before.
        back_url: page to return to.
        document_id: what is quoted, "" where it is to be chosen.
    """

    question: str
    judge: str
    back_url: str
    document_id: str = ""
    grades: tuple[int, ...] = GRADES


@dataclass(frozen=True, slots=True)
class Judging:
    """What a results page shows of judgements.

    Attributes:
        judge: the name given before, "" where none was.
        grades: what this person said of passages for this question, by passage id.
    """

    judge: str = ""
    grades: Mapping[str, int] | None = None

    def grade(self, passage_id: str) -> int | None:
        """Return what this person said of a passage, None where nothing was said."""
        return (self.grades or {}).get(passage_id)


def make_judgements_page(
    judgements: Sequence[Judgement], holdings: Holdings, form: EvidenceForm
) -> JudgementsPage:
    """Return the page of what was judged."""
    groups = groupby(judgements, key=lambda one: one.question)
    return JudgementsPage(
        groups=tuple((question, tuple(_row(one, holdings) for one in group)) for question, group in groups),
        total=len(judgements),
        form=form,
        documents=tuple((d.id, name_briefly(cited_in(d))) for d in holdings.documents),
    )


def judgement_record(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement for the JSON twin."""
    return asdict(judgement)


def _row(judgement: Judgement, holdings: Holdings) -> JudgedRow:
    document: Document | None = holdings.by_id.get(judgement.document_id)
    if document is None:
        return JudgedRow(judgement, judgement.source, "")
    address = judgement.passage_id.partition("#")[2]
    return JudgedRow(judgement, name_briefly(cited_in(document)), document_url(document.id, address))
