"""Blocks in, a Document out."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import PurePath

from corpus.assignments import find_assignments
from corpus.block import Block
from corpus.document import Document, Footnote
from corpus.letters import fold
from corpus.metadata import read_metadata
from corpus.outline import read_outline
from corpus.paragraphs import Paragraph, read_paragraphs
from corpus.passages import make_passages
from corpus.references import find_references
from corpus.text_reader import read_text

_LONGEST_SLUG = 40


def parse(blocks: Sequence[Block], source: str, data_sha256: str) -> Document:
    """Read a document's structure and facts out of its blocks.

    Args:
        blocks: what a reader yields.
        source: the file's own name.
        data_sha256: of the file's bytes, hexadecimal.
    """
    paragraphs = read_paragraphs(blocks)
    del blocks  # what a long document no longer needs is given back as soon as nobody else holds it
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    document_id = f"{make_slug(source)}-{data_sha256[:8]}"
    sections, entries = read_outline(paragraphs)
    passages = make_passages(document_id, text, paragraphs, entries, sections)
    footnotes = _find_footnotes(paragraphs)
    lines = [paragraph.text for paragraph in paragraphs]
    del paragraphs, entries
    references = find_references(text)
    metadata = read_metadata(text, references, lines)
    assignments = find_assignments(text, sections, passages, metadata)
    return Document(
        document_id, source, data_sha256, text, metadata, sections, passages, footnotes, references,
        assignments,
    )  # fmt: skip


def parse_text(text: str, source: str) -> Document:
    """Parse a text as if it were a file's content."""
    data = text.encode()
    return parse(read_text(data, source), source, hashlib.sha256(data).hexdigest())


def make_slug(source: str) -> str:
    """Return a file's name as a short ASCII word that can stand in an address, ``nghi-dinh-30-2020``."""
    words = re.findall(r"[a-z0-9]+", fold(PurePath(source).stem))
    slug = "-".join(words)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug or "van-ban"


def _find_footnotes(paragraphs: Sequence[Paragraph]) -> tuple[Footnote, ...]:
    return tuple(
        Footnote(note.number, note.text[label:], note.anchor, note.start + label, note.end)
        for note in paragraphs
        if note.kind == "footnote"
        for label in (len(note.number) + 3,)
    )
