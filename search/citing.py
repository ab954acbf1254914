"""Passages as hits: cited, with the words of the question marked in them."""

from collections.abc import Sequence
from urllib.parse import quote

from corpus.document import Document, Passage
from index.analysis import bare_syllables, pair, strip_marks
from index.generation import Generation
from search.highlights import find_highlights
from search.reading import Ask
from search.result import Citation, Hit, HitSection
from search.scoring import lexical_terms

_COMMON = 0.12  # a syllable in more than this share of all passages is not marked on its own


class Marker:
    """Marks the words of one question.

    Args:
        generation: tells which words are too common to be marked alone.
        ask: the question.
    """

    def __init__(self, generation: Generation, ask: Ask) -> None:
        asked = [strip_marks(term) for terms in lexical_terms(ask).values() for term in terms]
        for group in ask.terms:
            for reading in group:
                tokens = bare_syllables(reading.vietnamese)
                asked += pair(tokens) or tokens
        folded = generation.lexical["folded"]
        common = _COMMON * folded.size
        single = {term for term in asked if " " not in term and "_" not in term}
        self._rare = {term for term in single if folded.document_frequency(term) <= common}
        self._phrases = {term for term in asked if " " in term}

    def mark(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of a passage's text to mark."""
        return find_highlights(text, self._rare, self._phrases)


def cite(
    document: Document,
    passage: Passage,
    rank: int,
    score: float,
    parts: dict[str, float],
    highlights: Sequence[tuple[int, int]],
    twins: Sequence[str] = (),
) -> Hit:
    """Return a passage as a hit with its citation."""
    stated = document.metadata
    address = quote(passage.address, safe="")
    return Hit(
        rank=rank,
        score=score,
        passage_id=passage.id,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        document=Citation(
            id=document.id,
            source=document.source,
            number=stated.number,
            type=stated.type,
            title=stated.title,
            issuer=stated.issuer,
            date=stated.date.isoformat() if stated.date else None,
        ),
        section=HitSection(passage.section, passage.labels, passage.headings),
        lead_in=passage.lead_in,
        parts=parts,
        highlights=tuple(highlights),
        twins=tuple(twins),
        url=f"/tai-lieu/{quote(document.id, safe='')}?trich={address}#{address}",
    )
