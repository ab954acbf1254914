"""What many tests need: small documents, a folder of them, an encoder that needs no model."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.document import Document, Metadata, Passage, Section


@dataclass(frozen=True, slots=True)
class HashingEncoder:
    """Bags of hashed syllables: the same words land in the same place, without a model."""

    name: str = "hashing"
    fingerprint: str = "hashing-1"
    dimensions: int = 32
    aligner: None = None

    def encode_passages(self, texts: Sequence[str], progress: object = None) -> NDArray[np.float32]:
        return np.stack([self.encode_question(text) for text in texts])

    def encode_question(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimensions, 1e-3, dtype=np.float32)
        for token in text.lower().split():
            vector[hashlib.sha256(token.encode()).digest()[0] % self.dimensions] += 1
        return vector / np.linalg.norm(vector)


def make_document(name: str, *paragraphs: str, number: str | None = None) -> Document:
    """Return a document with one section and a passage a paragraph."""
    text = "I. NỘI DUNG\n" + "\n".join(paragraphs)
    id = f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    passages = []
    start = text.index("\n") + 1
    for place, paragraph in enumerate(paragraphs, 1):
        end = start + len(paragraph)
        passages.append(
            Passage(f"{id}#I.p{place}", "I", "paragraph", start, end, paragraph, ("I.",), ("NỘI DUNG",))
        )
        start = end + 1
    section = Section("I", "I.", "NỘI DUNG", "heading", 1, 0, len(text), 11, "I")
    return Document(
        id=id,
        source=f"{name}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        metadata=Metadata(number=number),
        sections=(section,),
        passages=tuple(passages),
    )


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a text file and returns its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
