"""What flows: a Document and its parts. Every offset counts characters of ``Document.text``."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

SectionKind = Literal["heading", "clause", "item"]
PassageKind = Literal["head", "clause", "bullet", "paragraph", "footnote", "recipients", "signature", "table"]
Role = Literal["chủ trì", "phối hợp", "tham mưu", "thực hiện"]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document, or a line that names an agency and a colon.

    Attributes:
        path: numbering from the root, ``III.3``, ``P1.II.2.1``, ``Đ5.2.a``; an item is ``III.3.-4``,
            counted among the items (bullets that name an agency) of its parent.
        label: as printed, ``III.``, ``Điều 5.``, ``-``.
        heading: the heading's words; of a clause (no heading of its own) its first 80 characters.
        kind: ``heading``, ``clause`` or ``item``.
        level: 1 at the root.
        start, end: the section's whole extent, heading and everything below it.
        body_start: where the heading ends and what it heads begins.
        anchor: the address in the document's page, unique in the document.

    """

    path: str
    label: str
    heading: str
    kind: SectionKind
    level: int
    start: int
    end: int
    body_start: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing worth citing; ``document.text[start:end] == text``, at most 1,200 characters.

    Attributes:
        id: ``<document id>#<address>``; the address counts bullets among siblings (``III.3.-4.+4``), and
            outlives a rebuild.
        section: path of the deepest section it stands in, ``""`` before the first one.
        kind: what it is in the document's form.
        labels: labels as printed from the root down to it, ``("III.", "3.", "-", "+")``.
        headings: headings from the root down to its section.
        lead_in: words that it hangs on and that stand before it (``Phân công thực hiện:``), or ``""``.
        page: page of the original, counted from 1, where it begins; None where the original has no pages.

    """

    id: str
    section: str
    kind: PassageKind
    start: int
    end: int
    text: str
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    lead_in: str = ""
    page: int | None = None

    @property
    def address(self) -> str:
        """The part of the id after the document's own."""
        return self.id.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its printed number, its words, the offset of its marker, and where its words stand."""

    number: str
    text: str
    anchor: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited document.

    Attributes:
        number: normalised, ``43-NQ/TW``, ``30/2020/NĐ-CP``.
        type: ``Nghị quyết``, as the text names it.
        date: date of issue where some citation states it.
        issuer: as the text names it.
        spans: (start, end) of each citation.

    """

    number: str
    type: str | None
    date: datetime.date | None
    issuer: str | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who must do what by when; ``document.text[start:end]`` holds the sentence.

    Attributes:
        agency: as the text names it.
        role: chủ trì, phối hợp, tham mưu or thực hiện.
        task: the words of the task.
        deadline: the words of the deadline, ``hoàn thành trong quý II/2026``; None if there is none.
        due: the last day of the deadline, where it has one.
        section: path of the nearest numbered section.
        passage_id: the passage that states it.

    """

    agency: str
    role: Role
    task: str
    deadline: str | None
    due: datetime.date | None
    section: str
    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, and as what."""

    name: str
    position: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document states of itself; what it does not state is None or empty, never guessed.

    Attributes:
        title: the abstract (trích yếu), without the type.
        implements, based_on, replaces: normalised numbers of cited documents.
        confidentiality: ``MẬT``, ``TỐI MẬT`` or ``TUYỆT MẬT``.
        urgency: ``KHẨN``, ``THƯỢNG KHẨN``, ``HỎA TỐC`` or ``HỎA TỐC HẸN GIỜ``.
        draft: ``Dự thảo``, ``Dự thảo lần 2``.
        effective, expires: first and last day of its force, where its words name them.
        warnings: codes of what a document of its kind should state and this one does not,
            ``number_missing``, ``date_missing``, ``issuer_missing``, …

    """

    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    confidentiality: str | None = None
    urgency: str | None = None
    draft: str | None = None
    effective: datetime.date | None = None
    expires: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document as its author structured it.

    Attributes:
        id: short and stable, made of the source's name and content.
        source: the file's own name.
        sha256: of the file's bytes, hexadecimal.
        text: canonical text: NFC, one paragraph a line, lines joined where a page or a line broke them, no
            markup, no footnote markers.

    """

    id: str
    source: str
    sha256: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    references: tuple[Reference, ...] = ()
    assignments: tuple[Assignment, ...] = ()
