"""The relations page (lược đồ): what a document implements, rests on, amends, replaces, and what does so to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.document import Document
from corpus.relations import KINDS, Relation, RelationKind
from web.address import day_in_words, document_url
from web.citation import cited_in, name_briefly, name_document
from web.drawing import Drawing, Group, Node, draw
from web.shelf import Holdings

#: The same relation seen from the other side.
INVERSE: dict[RelationKind, str] = {
    "implements": "implemented_by",
    "based_on": "basis_of",
    "amends": "amended_by",
    "replaces": "replaced_by",
}
_NAME_LENGTH = 90  # characters of a title where there is no number


@dataclass(frozen=True, slots=True)
class RelationsPage:
    """Context of ``relations.html``.

    Attributes:
        name, full_name, url: of the document.
        before: what it states of others, by relation.
        after: what others state of it, by the inverse relation.
        citing: documents that cite it and state nothing else of it.
        drawing: the same drawn, None where nothing is related.
    """

    name: str
    full_name: str
    url: str
    before: tuple[Group, ...]
    after: tuple[Group, ...]
    citing: tuple[Node, ...]
    drawing: Drawing | None


def make_relations_page(document: Document, holdings: Holdings) -> RelationsPage:
    """Return a document among those it stands to."""
    before, after = find_before(document, holdings), find_after(document, holdings)
    named = cited_in(document)
    centre = Node(name_briefly(named, _NAME_LENGTH), _detail(day_in_words(named.date), named.issuer))
    return RelationsPage(
        name=name_briefly(named),
        full_name=name_document(named),
        url=document_url(document.id),
        before=before,
        after=after,
        citing=find_citing(document, holdings),
        drawing=draw(centre, before, after) if before or after else None,
    )


def find_before(document: Document, holdings: Holdings) -> tuple[Group, ...]:
    """Return the documents that a document states to implement, rest on, amend or replace."""
    stated = [relation for relation in holdings.relations if relation.source_id == document.id]
    return _group((kind, [_cited(r, holdings) for r in stated if r.kind == kind]) for kind in KINDS)


def find_after(document: Document, holdings: Holdings) -> tuple[Group, ...]:
    """Return the library's documents that state to implement, rest on, amend or replace a document."""
    stated = [relation for relation in holdings.relations if relation.target_id == document.id]
    return _group(
        (INVERSE[kind], [_held(holdings.by_id[r.source_id]) for r in stated if r.kind == kind])
        for kind in KINDS
    )


def find_citing(document: Document, holdings: Holdings) -> tuple[Node, ...]:
    """Return the library's documents that cite a document and state nothing else of it."""
    related = {relation.source_id for relation in holdings.relations if relation.target_id == document.id}
    citing = holdings.cited_by.get(document.id, ())
    return tuple(_held(holdings.by_id[id]) for id in citing if id not in related)


def relations_record(document: Document, holdings: Holdings) -> dict[str, Any]:
    """Return the JSON twin: every relation from or to a document."""
    related = [r for r in holdings.relations if document.id in (r.source_id, r.target_id)]
    return {"document": document.id, "relations": [relation_record(relation) for relation in related]}


def relation_record(relation: Relation) -> dict[str, Any]:
    """Return one relation as its twin tells it."""
    return {
        "source": relation.source_id,
        "kind": relation.kind,
        "number": relation.number,
        "type": relation.type,
        "date": relation.date.isoformat() if relation.date else None,
        "issuer": relation.issuer,
        "target": relation.target_id,
    }


def _group(named: Iterable[tuple[str, list[Node]]]) -> tuple[Group, ...]:
    return tuple(Group(relation, tuple(nodes)) for relation, nodes in named if nodes)


def _cited(relation: Relation, holdings: Holdings) -> Node:
    held = holdings.by_id.get(relation.target_id or "")
    if held:
        return _held(held)
    name = f"{relation.type or 'Văn bản'} số {relation.number}"
    return Node(name, _detail(day_in_words(relation.date), relation.issuer))


def _held(document: Document) -> Node:
    named = cited_in(document)
    detail = _detail(day_in_words(named.date), named.issuer)
    return Node(name_briefly(named, _NAME_LENGTH), detail, document_url(document.id))


def _detail(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
