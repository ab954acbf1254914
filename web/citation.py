"""Citations as Vietnamese offices write them.

``Mục III.3, Chương trình hành động số 66-CTr/TU ngày 02/02/2024 của Ban Thường vụ Thành ủy Hải Phòng``;
for a law ``Điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/03/2020 của Chính phủ``; for what it issues
``Điều 3 Quy chế kèm theo Quyết định số 12/2020/QĐ-UBND ngày 01/02/2020 của Ủy ban nhân dân tỉnh``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Passage
from search.result import Citation, Hit
from web.address import day_in_words

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DIVISION = re.compile(r"([PCM])(\d+)")
_ATTACHED = re.compile(r"(PL|VB)(\w*)")
_WITH = "kèm theo"
_FOOTNOTE = re.compile(r"fn(\d+)")
_ARTICLE = re.compile(r"Đ(\d+\w*)")
TITLE_LENGTH = 120  # characters


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of a document."""

    source: str
    type: str | None
    number: str | None
    date: date | None
    issuer: str | None
    title: str | None


def cite_hit(hit: Hit) -> str:
    """Return the citation of a hit."""
    place = name_place(hit.section.path, hit.section.labels, hit.passage_id.partition("#")[2])
    return _joined(place, name_document(cited_in_hit(hit.document)))


def cite_passage(document: Document, passage: Passage) -> str:
    """Return the citation of a passage of a document."""
    place = name_place(passage.section, passage.labels, passage.address)
    return _joined(place, name_document(cited_in(document)))


def cited_in(document: Document) -> Cited:
    """Return what a citation says of a document of the library."""
    stated = document.metadata
    return Cited(document.source, stated.type, stated.number, stated.date, stated.issuer, stated.title)


def cited_in_hit(citation: Citation) -> Cited:
    """Return what a citation says of a hit's document."""
    day = date.fromisoformat(citation.date) if citation.date else None
    return Cited(citation.source, citation.type, citation.number, day, citation.issuer, citation.title)


def name_document(cited: Cited) -> str:
    """Return the document's name in full: type, number, date, issuer; its title where it has no number."""
    parts = [name_briefly(cited)]
    if cited.date:
        parts.append(f"ngày {day_in_words(cited.date)}")
    if cited.issuer:
        parts.append(f"của {cited.issuer}")
    return " ".join(parts)


def name_briefly(cited: Cited, title_length: int = TITLE_LENGTH) -> str:
    """Return type and number; without a number the type and title, cut; with neither the file's name."""
    if cited.number:
        return f"{cited.type or 'Văn bản'} số {cited.number}"
    if cited.title:
        title = _shortened(cited.title, title_length)
        return f"{cited.type} {title}" if cited.type else title[:1].upper() + title[1:]
    return cited.type or cited.source


def name_place(path: str, labels: Sequence[str] = (), address: str = "") -> str:
    """Return where in its document a section stands, smallest part first, or "" for the head.

    Args:
        path: `Section.path`; bullets at its end are left out, as offices do.
        labels: as printed, for the names of parts and chapters.
        address: of the passage, where it may be a footnote.
    """
    divisions: list[str] = []
    steps: list[str] = []
    attached = ""
    for step in path.split(".") if path else []:
        if step[0:1] in "-+":
            break
        if found := _ATTACHED.fullmatch(step):
            attached = _attached(found[1], found[2], labels)
        elif found := _DIVISION.fullmatch(step):
            divisions.append(_division(found[1], int(found[2]), labels))
        else:
            steps.append(step)
    place = _article(steps) if steps and _ARTICLE.fullmatch(steps[0]) else ""
    if not place:
        numbered = [f"mục {'.'.join(steps)}"] if steps else []
        place = ", ".join(numbered + divisions[::-1])
    if attached:
        place += f"{' ' if 'Điều' in place else ', '}{attached}" if place else attached
    if note := _FOOTNOTE.match(address):
        place = f"chú thích {note[1]}{', ' if place else ''}{place}"
    return place[:1].upper() + place[1:]


def _article(steps: Sequence[str]) -> str:
    article, *below = steps
    names = [f"Điều {article[1:]}"]
    names += [f"khoản {step}" if step[:1].isdigit() else f"điểm {step}" for step in below]
    return " ".join(reversed(names))


def _attached(kind: str, number: str, labels: Sequence[str]) -> str:
    """Name an annex, or a document that stands in the same file after the one that issues it."""
    first = labels[0].strip(" .:-") if labels else ""
    if kind == "PL":
        name = first if first.casefold().startswith("phụ lục") else f"Phụ lục {number}"
    else:
        name = first.capitalize() if first else "Văn bản"
    return f"{name} {_WITH}"


def _division(letter: str, number: int, labels: Sequence[str]) -> str:
    if letter == "P" and number <= len(_ORDINALS):
        return f"Phần thứ {_ORDINALS[number - 1]}"
    name = {"P": "Phần", "C": "Chương", "M": "Mục"}[letter]
    printed = [label.rstrip(" .:-") for label in labels if label.casefold().startswith(name.casefold())]
    return printed[0] if printed else f"{name} {number}"


def _shortened(title: str, length: int) -> str:
    if len(title) <= length:
        return title
    return title[:length].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def _joined(place: str, document: str) -> str:
    if not place:
        return document
    close = "Điều" in place or place.endswith(_WITH)  # these belong to the document's name: no comma between
    return f"{place} {document}" if close else f"{place}, {document}"
