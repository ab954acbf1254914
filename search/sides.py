"""The sides of a comparison (``Hải Phòng và Cần Thơ``): places or documents that a question names, one answer each."""

from collections.abc import Sequence

from corpus.document import Document, Passage
from corpus.letters import fold
from corpus.numbers import matches
from search.reading import Ask

_FRAME = frozenset({"head", "recipients", "signature"})  # parts that compare with nothing
Found = Sequence[tuple[Document, Passage]]


def part_sides(ask: Ask, passages: Found) -> tuple[Found, ...]:
    """Return the passages of each side that a question names, in the order named; none where it names fewer than two.

    A side is a place that documents are issued at or for, or a document by its number.

    Args:
        ask: the question.
        passages: found passages with their documents, best first.
    """
    said = fold(ask.words)
    sides: dict[tuple[int, str], list[tuple[Document, Passage]]] = {}
    for document, passage in passages:
        if passage.kind in _FRAME:
            continue
        if side := _side_of(document, ask, said):
            sides.setdefault(side, []).append((document, passage))
    return tuple(sides[side] for side in sorted(sides)) if len(sides) > 1 else ()


def _side_of(document: Document, ask: Ask, said: str) -> tuple[int, str] | None:
    """Return where a question names a document, and as what."""
    for query in ask.numbers:
        if matches(query, document.metadata.number or ""):
            return query.start, document.id
    place = fold(document.metadata.place or "")
    at = f" {said} ".find(f" {place}") if place else -1
    return (at, place) if at >= 0 else None
