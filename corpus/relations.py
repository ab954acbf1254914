"""How documents stand to one another: what each implements, rests on, amends, replaces."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from corpus.document import Document, Reference
from corpus.letters import fold
from corpus.numbers import split_number

RelationKind = Literal["implements", "based_on", "amends", "replaces"]
KINDS: tuple[RelationKind, ...] = get_args(RelationKind)

#: Issuers of whom there is one in the country; any other symbol (TU, HU, UBND) is borne by many.
_CENTRAL = re.compile(r"cp|ttg|.*tw|(?:ub(?:tv)?)?qh\d*|b[a-z&]*")
_PLACE_OF_ISSUER = re.compile(r"(?:thanh uy|tinh uy|quan uy|huyen uy|thanh pho|tinh|tp\.?) +(?P<place>\w.*)")
_LEVEL = re.compile(r"^(?:thanh pho|tinh|tp\.?) +")
_SHORT = {
    "btv": "ban thuong vu",
    "bch": "ban chap hanh",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What one document states of another.

    Attributes:
        source_id: the document that states it.
        number: of the other, normalised.
        type, date, issuer: of the other, as it is cited; None where no citation says.
        target_id: the other, where the library holds it; None where it does not, or several may be meant.
        start: where the other is first cited in the text, None where it is not.
    """

    source_id: str
    kind: RelationKind
    number: str
    type: str | None
    date: date | None
    issuer: str | None
    target_id: str | None
    start: int | None


class Register:
    """Documents by their numbers; the same number recurs, so date, issuer and place have a say.

    Args:
        documents: all that may be meant.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_number: defaultdict[str, list[Document]] = defaultdict(list)
        for document in documents:
            if document.metadata.number:
                self._by_number[_key(document.metadata.number)].append(document)

    def find(self, reference: Reference, citing: Document) -> Document | None:
        """Return the one document that a citation means, None where there is none or no telling which.

        Numbers restart with each year or term of office, and one symbol is borne by many provinces. What the
        citation states must therefore agree: the date, or (where a date is mistyped within its year, or none is
        stated) issuer and type; and an office means its own province's documents unless it names another's.

        Args:
            reference: the citation.
            citing: the document it stands in; it never means itself.
        """
        known = [found for found in self._by_number[_key(reference.number)] if found.id != citing.id]
        same_day = [found for found in known if reference.date and found.metadata.date == reference.date]
        agreeing = same_day or [found for found in known if _may_be(reference, citing, found)]
        near = [found for found in agreeing if _same_place(reference, citing, found)]
        return near[0] if len(near) == 1 else None


def relate(documents: Iterable[Document]) -> tuple[Relation, ...]:
    """Return every relation that documents state, in their order and each in the order of `KINDS`."""
    held = tuple(documents)
    register = Register(held)
    return tuple(
        _relation(document, kind, number, register)
        for document in held
        for kind in KINDS
        for number in getattr(document.metadata, kind)
    )


def _relation(document: Document, kind: RelationKind, number: str, register: Register) -> Relation:
    reference = _first_citation(document, number)
    target = register.find(reference, document)
    return Relation(
        source_id=document.id,
        kind=kind,
        number=number,
        type=reference.type,
        date=reference.date,
        issuer=reference.issuer,
        target_id=target.id if target else None,
        start=min(reference.spans)[0] if reference.spans else None,
    )


def _first_citation(document: Document, number: str) -> Reference:
    citations = [ref for ref in document.references if ref.number == number and ref.spans]
    return min(citations, key=lambda ref: min(ref.spans), default=Reference(number, None, None, None, ()))


def _key(number: str) -> str:
    """Return a number without what is printed now one way, now another: case, leading zeros, QĐ for QĐi."""
    return re.sub(r"-q(?:di|yd)/", "-qd/", fold(number)).lstrip("0")


def _may_be(reference: Reference, citing: Document, found: Document) -> bool:
    stated = found.metadata
    agreeing = _same_issuer(reference.issuer, stated.issuer) and _same_type(reference.type, stated.type)
    if reference.date and stated.date:
        named = bool(reference.issuer and stated.issuer)
        return agreeing and named and reference.date.year == stated.date.year
    later = citing.metadata.date and stated.date and stated.date > citing.metadata.date
    return agreeing and not later


def _same_issuer(cited: str | None, stated: str | None) -> bool:
    """Tell whether two names may be of one body: all the words of either are in the other."""
    if not cited or not stated:
        return True
    one, other = _words(cited), _words(stated)
    return one <= other or other <= one


def _words(name: str) -> set[str]:
    words = re.findall(r"\w+", fold(name))
    return {part for word in words for part in _SHORT.get(word, word).split()}


def _same_type(cited: str | None, stated: str | None) -> bool:
    if not cited or not stated:
        return True
    one, other = fold(cited), fold(stated)
    return one.startswith(other) or other.startswith(one)


def _same_place(reference: Reference, citing: Document, found: Document) -> bool:
    parts = split_number(reference.number)
    if parts and any(_CENTRAL.fullmatch(fold(issuer)) for issuer in parts.issuers):
        return True
    wanted = _place_in(reference.issuer) or _place_of(citing)
    held = _place_of(found)
    return not wanted or not held or wanted.startswith(held) or held.startswith(wanted)


def _place_of(document: Document) -> str:
    stated = document.metadata
    return _place_in(stated.issuer) or _LEVEL.sub("", fold(stated.place or ""))


def _place_in(issuer: str | None) -> str:
    found = _PLACE_OF_ISSUER.search(fold(issuer or ""))
    return _LEVEL.sub("", found["place"]) if found else ""
