"""A flat collection: titled texts without documents around them, as public benchmarks give them.

It is indexed and searched with the very parts that serve a library, so that a benchmark measures the product.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Self

from corpus.document import Document, Metadata, Passage
from index.analysis import segment
from index.dense import DenseIndex
from index.encoder import Encoder
from index.fields import FIELDS, Fields, analyse, describe_context
from index.generation import FORMAT, Generation, Manifest, encoder_text, write_generation
from index.lexical import LexicalIndex
from search.calibration import load_calibrator
from search.ranker import load_ranker
from search.searcher import Searcher
from search.service import make_reader

Entry = tuple[str, str, str]
"""Identifier, title (may be empty), text."""
Progress = Callable[[str, int, int], None]
_CHUNK = 500


class FlatCollection:
    """Titled texts, searched as one passage each.

    Args:
        ids: identifiers, in the order of the rows.
        searcher: over those rows.
    """

    def __init__(self, ids: Sequence[str], searcher: Searcher) -> None:
        self.ids = tuple(ids)
        self.searcher = searcher

    @classmethod
    def build(
        cls,
        entries: Iterable[Entry],
        encoder: Encoder,
        cache: Path | None = None,
        progress: Progress = lambda *_: None,
    ) -> Self:
        """Index the entries, or open the index of the same entries by the same encoder from the cache.

        Args:
            entries: what to search.
            encoder: makes the vectors.
            cache: folder that keeps the index; None keeps nothing.
            progress: told how far each stage is.
        """
        kept = list(entries)
        rows = [_as_row(*entry) for entry in kept]
        folder = cache / _name(kept, encoder) if cache else None
        if folder and (folder / "manifest.json").is_file():
            generation = Generation.load(folder)
        else:
            generation = index_rows(rows, encoder, progress)
            if folder:
                write_generation(folder, generation)
        reader = make_reader(generation)
        return cls(
            [id for id, _, _ in kept],
            Searcher(generation, rows, encoder, reader, load_ranker(), load_calibrator()),
        )

    def search(self, question: str, k: int = 10) -> list[tuple[str, float]]:
        """Return identifiers and scores of the k best entries, best first."""
        ranking = self.searcher.rank(self.searcher.read(question))
        rows, scores = ranking.rows[:k].tolist(), ranking.scores[:k].tolist()
        return [(self.ids[row], score) for row, score in zip(rows, scores, strict=True)]


def _as_row(id: str, title: str, text: str) -> tuple[Document, Passage]:
    text = text or title or " "
    passage = Passage(f"{id}#p1", "", "paragraph", 0, len(text), text)
    return Document(id, id, "", text, Metadata(title=title or None), passages=(passage,)), passage


def index_rows(
    rows: Sequence[tuple[Document, Passage]], encoder: Encoder, progress: Progress = lambda *_: None
) -> Generation:
    """Return a generation of passages that are in no library, analysed on every core there is."""
    chunks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    fields: list[Fields] = []
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for done, part in enumerate(pool.map(_analyse_chunk, chunks), 1):
            fields += part
            progress("segment", done, len(chunks))
    lexical = {name: LexicalIndex.build([getattr(row, name) for row in fields]) for name in FIELDS}
    vectors = encoder.encode_passages(
        [encoder_text(document, passage) for document, passage in rows],
        progress=lambda done: progress("encode", done, len(rows)),
    )
    manifest = Manifest(
        FORMAT, 0, (), len(rows), encoder.name, encoder.fingerprint, encoder.dimensions, built_at=""
    )
    return Generation(manifest, lexical, DenseIndex.build(vectors))


def _analyse_chunk(rows: Sequence[tuple[Document, Passage]]) -> list[Fields]:
    return [
        analyse(passage, describe_context(document, passage), segment(passage.text))
        for document, passage in rows
    ]


def _name(entries: Sequence[Entry], encoder: Encoder) -> str:
    digest = hashlib.blake2b(f"{FORMAT} {encoder.fingerprint}".encode(), digest_size=12)
    for entry in entries:
        digest.update("\x1f".join(entry).encode())
    return digest.hexdigest()
