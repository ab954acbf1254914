"""Documents as JSON: the records of the contract, and the full form that the library keeps."""

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from corpus.document import Assignment, Document, Footnote, Metadata, Passage, Reference, Section, Signer
from corpus.errors import UnknownSection


def document_record(document: Document) -> dict[str, Any]:
    """Return what `list --json` and `show --json` say of a document as a whole."""
    stated = document.metadata
    return {
        "id": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "number": stated.number,
        "type": stated.type,
        "issuer": stated.issuer,
        "place": stated.place,
        "date": _iso(stated.date),
        "title": stated.title,
        "signer": asdict(stated.signer) if stated.signer else None,
        "recipients": list(stated.recipients),
        "implements": list(stated.implements),
        "based_on": list(stated.based_on),
        "amends": list(stated.amends),
        "replaces": list(stated.replaces),
        "confidentiality": stated.confidentiality,
        "urgency": stated.urgency,
        "draft": stated.draft,
        "effective": _iso(stated.effective),
        "expires": _iso(stated.expires),
        "warnings": list(stated.warnings),
    }


def show_record(document: Document, section: str | None = None) -> dict[str, Any]:
    """Return the contract's `show --json` object.

    Args:
        document: the document to show.
        section: path of one section (``III.3``); what stands outside it is left out.

    Raises:
        UnknownSection: the document has no section of that path.
    """
    start, end = _extent(document, section)

    def inside(first: int, last: int) -> bool:
        return start <= first and last <= end

    return {
        "document": document_record(document),
        "outline": [_section_record(s) for s in document.sections if inside(s.start, s.end)],
        "footnotes": [
            {"number": note.number, "text": note.text, "anchor": note.anchor}
            for note in document.footnotes
            if inside(note.start, note.end)
        ],
        "references": [
            _reference_record(reference, sum(inside(*span) for span in reference.spans))
            for reference in document.references
            if any(inside(*span) for span in reference.spans)
        ],
        "assignments": [_assignment_record(a) for a in document.assignments if inside(a.start, a.end)],
        "passages": [
            {"id": p.id, "section": p.section, "start": p.start, "end": p.end, "text": p.text, "page": p.page}
            for p in document.passages
            if inside(p.start, p.end)
        ],
    }


def find_section(document: Document, path: str) -> Section:
    """Return the section of that path, however its case and spaces were typed.

    Raises:
        UnknownSection: there is none.
    """
    wanted = path.replace(" ", "").casefold()
    for section in document.sections:
        if wanted in (section.path.casefold(), section.anchor.casefold()):
            return section
    known = ", ".join(section.path for section in document.sections[:12])
    raise UnknownSection(
        f"Văn bản {document.source} không có mục “{path}”. Các mục đầu của văn bản là: {known or 'không có'}.",
        f"The document {document.source} has no section “{path}”. Its first sections are: {known or 'none'}.",
    )


def encode_document(document: Document) -> str:
    """Return the whole document as JSON text, for keeping."""
    return json.dumps(asdict(document), ensure_ascii=False, default=_iso)


def decode_document(text: str) -> Document:
    """Return the document that `encode_document` wrote."""
    kept = json.loads(text)
    return Document(
        id=kept["id"],
        source=kept["source"],
        sha256=kept["sha256"],
        text=kept["text"],
        metadata=_metadata(kept["metadata"]),
        sections=tuple(Section(**section) for section in kept["sections"]),
        passages=tuple(_passage(passage) for passage in kept["passages"]),
        footnotes=tuple(Footnote(**note) for note in kept["footnotes"]),
        references=tuple(_reference(reference) for reference in kept["references"]),
        assignments=tuple(Assignment(**{**task, "due": _day(task["due"])}) for task in kept["assignments"]),
    )


def _extent(document: Document, section: str | None) -> tuple[int, int]:
    if section is None:
        return 0, len(document.text)
    found = find_section(document, section)
    return found.start, found.end


def _section_record(section: Section) -> dict[str, Any]:
    record = asdict(section)
    return {
        key: record[key] for key in ("path", "label", "heading", "kind", "level", "start", "end", "anchor")
    }


def _reference_record(reference: Reference, count: int) -> dict[str, Any]:
    return {
        "number": reference.number,
        "type": reference.type,
        "date": _iso(reference.date),
        "issuer": reference.issuer,
        "count": count,
    }


def _assignment_record(task: Assignment) -> dict[str, Any]:
    return {**asdict(task), "due": _iso(task.due)}


def _metadata(kept: dict[str, Any]) -> Metadata:
    """Return what was kept; a document kept by another version may lack fields, or have some of its own."""
    known: dict[str, Any] = {field.name: kept[field.name] for field in fields(Metadata) if field.name in kept}
    lists = ("recipients", "implements", "based_on", "amends", "replaces", "warnings")
    known |= {key: tuple(known[key]) for key in lists if key in known}
    known |= {key: _day(known[key]) for key in ("date", "effective", "expires") if key in known}
    if known.get("signer"):
        known["signer"] = Signer(**known["signer"])
    return Metadata(**known)


def _passage(kept: dict[str, Any]) -> Passage:
    return Passage(**{**kept, "labels": tuple(kept["labels"]), "headings": tuple(kept["headings"])})


def _reference(kept: dict[str, Any]) -> Reference:
    spans = tuple((start, end) for start, end in kept["spans"])
    return Reference(**{**kept, "date": _day(kept["date"]), "spans": spans})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
