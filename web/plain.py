"""Documents, results and reports as plain text, for a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.record import document_record
from web.citation import cite_hit
from web.wording import Language, Wording

if TYPE_CHECKING:
    from corpus.document import Document
    from corpus.ingestion import FileReport
    from index.checkup import Finding
    from search.result import Hit, Result

_OUTCOMES = {
    "added": ("đã thêm", "added"),
    "replaced": ("đã thay", "replaced"),
    "unchanged": ("không đổi", "unchanged"),
    "skipped": ("bỏ qua", "skipped"),
}
_ATTRIBUTES = (
    "source", "number", "type", "issuer", "place", "date", "recipients",
    "implements", "based_on", "amends", "replaces",
)  # fmt: skip


def format_report(report: "FileReport", language: Language) -> str:
    """Return the one line that says what became of a file."""
    vietnamese = language == "vi"
    line = f"{_OUTCOMES[report.outcome][not vietnamese]}: {report.path.name}"
    if report.error:
        return f"{line}: {report.error.sentence(language)}"
    if report.document_id:
        passages = Wording(language)("library.passages", n=report.passages)
        line += f" ({report.document_id}, {passages})"
    return " ".join([line, *(note.sentence(language) for note in report.notes)])


def summarise(document: "Document") -> str:
    """Return a document in one line."""
    stated = document.metadata
    day = stated.date.strftime("%d/%m/%Y") if stated.date else None
    parts = (stated.type, stated.number, day, stated.issuer, stated.title)
    return " · ".join(part for part in parts if part) or document.source


def format_document(document: "Document", language: Language) -> str:
    """Return what a document states, what it fails to, and its outline."""
    title = document.metadata.title or document.source
    return "\n".join([title, document.id, *_attributes(document, Wording(language)), *_outline(document)])


def _attributes(document: "Document", say: Wording) -> Iterator[str]:
    record = document_record(document)
    for name in _ATTRIBUTES:
        value = record[name]
        if value:
            yield f"{say(f'attribute.{name}')}: {'; '.join(value) if isinstance(value, list) else value}"
    signer = document.metadata.signer
    if signer:
        yield f"{say('attribute.signer')}: {', '.join(filter(None, (signer.name, signer.position)))}"
    for warning in document.metadata.warnings:
        yield f"! {say.warning(warning)}"


def _outline(document: "Document") -> Iterator[str]:
    for section in document.sections:
        yield f"{'  ' * (section.level - 1)}{section.path}  {section.heading}"


def format_finding(finding: "Finding", language: Language) -> str:
    """Return one line on something that was looked at."""
    mark = {"good": "✓", "optional": "–", "bad": "✗"}[finding.state]
    return f"{mark} {finding.vi if language == 'vi' else finding.en}"


def format_result(result: "Result", language: Language) -> str:
    """Return a result: what was understood, the answer if there is one, and the cited passages."""
    say = Wording(language)
    lines = []
    if result.query.restored:
        lines.append(f"{say('results.understood')} {result.query.restored}")
    if result.answer:
        lines.append(f"{say('answer.heading')}: {result.answer.text}")
    if result.doubt:
        lines.append(say(f"doubt.{result.doubt.code}", subject=result.doubt.subject))
    elif not result.hits:
        lines.append(say("nothing.sentence", question=result.query.text))
    return "\n\n".join(["\n".join(lines)] * bool(lines) + [_format_hit(hit) for hit in result.hits])


def _format_hit(hit: "Hit") -> str:
    headings = " › ".join(hit.section.headings)
    words = f"{hit.lead_in} {hit.text}".strip()
    return "\n   ".join(part for part in (f"{hit.rank}. {cite_hit(hit)}", headings, words) if part)
