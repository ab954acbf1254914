"""The document page: its text set as the document is, its outline, attributes and relations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Passage, Section
from web.address import comparison_url, document_url, page_url, section_url
from web.citation import cite_passage, cited_in, name_briefly, name_document
from web.drawing import Node
from web.judgements_page import EvidenceForm
from web.layout import Layout, lay_out
from web.relations_page import find_after, find_before, find_citing
from web.shelf import Holdings

_OUTLINE_DEPTH = 5
_CLAUSE_HEADING = 80  # characters that stand for the heading of a clause that has none


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline; `depth` from 0, as far in as it is set; `cited` where the cited passage stands."""

    label: str
    heading: str
    url: str
    depth: int
    cited: bool


@dataclass(frozen=True, slots=True)
class OutlineGroup:
    """A section at the root with everything below it."""

    head: OutlineEntry
    entries: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document cited in this one, how often, and where first."""

    node: Node
    count: int
    first_url: str


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """The passage that the address asks for, with its citation; `page_url` is "" where it has no page to look at."""

    passage: Passage
    citation: str
    url: str
    page_url: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Context of ``document.html``.

    Attributes:
        document: the document.
        name: type and number, or title, or file name.
        full_name: as cited.
        day: its date.
        layout: the text.
        outline: sections at the root, each with those below it.
        relations: for each of ``implements``, ``based_on``, …, the documents; empty ones are left out.
        cited_documents: what it cites, in the order of the text.
        earlier_urls: what changed since each earlier version, newest first.
        cited: the passage asked for.
        form: to mark words as evidence.
        newer: the document that took its place, None where it is in force itself.
        missing: the address asked for, where no passage has it.
        paged: whether the original has pages that can be looked at.
    """

    document: Document
    name: str
    full_name: str
    day: date | None
    layout: Layout
    outline: tuple[OutlineGroup, ...]
    relations: tuple[tuple[str, tuple[Node, ...]], ...]
    cited_documents: tuple[CitedDocument, ...]
    earlier_urls: tuple[str, ...]
    cited: CitedPassage | None
    missing: str
    form: EvidenceForm
    newer: Node | None = None
    paged: bool = False


def make_document_page(
    document: Document, holdings: Holdings, form: EvidenceForm, address: str = ""
) -> DocumentPage:
    """Return the page of a document.

    Args:
        document: the document.
        holdings: what else the library holds, for links.
        form: to mark words as evidence.
        address: of the passage to mark, or "".
    """
    cited = find_passage(document, address)
    named = cited_in(document)
    paged = holdings.is_paged(document)
    return DocumentPage(
        document=document,
        name=name_briefly(named),
        full_name=name_document(named),
        day=named.date,
        layout=lay_out(document, cited.address if cited else "", holdings.links(document)),
        outline=_outline(document.sections, cited),
        relations=_relations(document, holdings),
        cited_documents=_cited_documents(document, holdings),
        earlier_urls=tuple(comparison_url(document.id, earlier.id) for earlier in holdings.earlier(document)),
        cited=cite(document, cited, paged=paged) if cited else None,
        missing="" if cited else address,
        form=form,
        newer=_newer(document, holdings),
        paged=paged,
    )


def find_passage(document: Document, address: str) -> Passage | None:
    """Return the passage of an address, None where there is none."""
    return next((p for p in document.passages if address and p.address == address), None)


def cite(document: Document, passage: Passage, *, paged: bool) -> CitedPassage:
    """Return a passage with its citation and its addresses.

    Args:
        document: whose passage.
        passage: what is cited.
        paged: whether the original has pages that can be looked at.
    """
    seen = page_url(document.id, passage.page, passage.address) if paged and passage.page else ""
    url = document_url(document.id, passage.address)
    return CitedPassage(passage, cite_passage(document, passage), url, seen)


def _newer(document: Document, holdings: Holdings) -> Node | None:
    newer = holdings.newer(document)
    return Node(name_document(cited_in(newer)), url=document_url(newer.id)) if newer else None


def _outline(sections: Sequence[Section], cited: Passage | None) -> tuple[OutlineGroup, ...]:
    groups: list[tuple[OutlineEntry, list[OutlineEntry]]] = []
    shown = [section for section in sections if _is_listed(section)]
    holding = [s for s in shown if cited and s.start <= cited.start < s.end]
    for section in shown:
        depth = min(max(section.level - 1, 0), _OUTLINE_DEPTH)
        label = "" if section.kind == "item" else section.label
        entry = OutlineEntry(
            label, _whole_words(section.heading), section_url(section.anchor), depth, section in holding[-1:]
        )
        if groups and depth:
            groups[-1][1].append(entry)
        else:
            groups.append((entry, []))
    return tuple(OutlineGroup(head, tuple(entries)) for head, entries in groups)


def _whole_words(heading: str) -> str:
    """Return a heading without the word that was cut where only the first characters of a clause are kept."""
    return heading if len(heading) != _CLAUSE_HEADING else heading.rpartition(" ")[0] + "…"


def _is_listed(section: Section) -> bool:
    """Tell whether one looks a section up by its heading; the steps of a task and the clauses of an article are not."""
    if section.kind != "clause" or section.path.rpartition(".")[2].startswith("Đ"):
        return not section.label.startswith("+")
    return section.level <= 2 and "Đ" not in section.path


def _relations(document: Document, holdings: Holdings) -> tuple[tuple[str, tuple[Node, ...]], ...]:
    groups = [*find_before(document, holdings), *find_after(document, holdings)]
    citing = find_citing(document, holdings)
    return (
        *((group.relation, group.nodes) for group in groups),
        *([("cited_by", citing)] if citing else []),
    )


def _cited_documents(document: Document, holdings: Holdings) -> tuple[CitedDocument, ...]:
    found = []
    for reference in sorted(document.references, key=lambda ref: min(ref.spans, default=(0, 0))):
        first = min(reference.spans, default=(0, 0))[0]
        passage = next((p for p in document.passages if p.start <= first < p.end), None)
        url = document_url(document.id, passage.address) if passage else ""
        held = holdings.find(reference, document)
        page = document_url(held.id) if held else ""
        name = f"{reference.type or 'Văn bản'} số {reference.number}"
        when = f"{reference.date:%d/%m/%Y}" if reference.date else ""
        detail = ", ".join(part for part in (when, reference.issuer) if part)
        found.append(CitedDocument(Node(name, detail, page), len(reference.spans), url))
    return tuple(found)
