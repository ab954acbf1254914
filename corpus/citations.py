"""Mentions of documents, put together by the document that they mean."""

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.letters import fold

#: A number that carries its year is given once only.
_YEARLY = re.compile(r"\w+/(?:19|20)\d\d/")


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document.

    Attributes:
        start, end: from the type's name, where it stands before the number, to the number's end.
        tail: where date and issuer after the number end.
    """

    number: str
    type: str | None
    date: date | None
    issuer: str | None
    start: int
    end: int
    tail: int


def is_yearly(number: str) -> bool:
    """Tell whether a number carries its year (``30/2020/NĐ-CP``), and so is given once only."""
    return _YEARLY.match(number) is not None


def make_key(number: str) -> tuple[int, str]:
    """Return what two spellings of one number share: leading zeros, marks and case make no difference."""
    match = re.match(r"\d+", number)
    return (int(match[0]) if match else 0), fold(number[match.end() if match else 0 :])


@dataclass(slots=True)
class _Group:
    """Citations of one document, with what they state of it; ``starts`` are sorted."""

    citations: list[Citation]
    starts: list[int]
    date: date | None
    issuers: set[str]

    def add(self, citation: Citation) -> None:
        self.citations.append(citation)
        insort(self.starts, citation.start)
        self.date = self.date or citation.date
        if citation.issuer:
            self.issuers.add(fold(citation.issuer))

    def fits(self, citation: Citation) -> bool:
        """Tell whether a citation can mean this document."""
        if citation.date and self.date:
            return citation.date == self.date
        if citation.issuer is None or not self.issuers or is_yearly(citation.number):
            return True
        issuer = fold(citation.issuer)
        return any(issuer in other or other in issuer for other in self.issuers)

    def last_before(self, offset: int) -> int:
        at = bisect_right(self.starts, offset)
        return self.starts[at - 1] if at else -1


def group_citations(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Put together the citations of one document, those that state a date or issuer first.

    A number without either means the document of that number that was cited last.
    """
    groups: dict[tuple[int, str], list[_Group]] = {}
    ordered = sorted(
        citations, key=lambda citation: (citation.date is None, citation.issuer is None, citation.start)
    )
    for citation in ordered:
        same = groups.setdefault(make_key(citation.number), [])
        fitting = [group for group in same if group.fits(citation)]
        if fitting:
            max(fitting, key=lambda group: group.last_before(citation.start)).add(citation)
        else:
            same.append(_Group([], [], None, set()))
            same[-1].add(citation)
    flat = [
        sorted(group.citations, key=lambda citation: citation.start)
        for same in groups.values()
        for group in same
    ]
    return sorted(flat, key=lambda group: group[0].start)
