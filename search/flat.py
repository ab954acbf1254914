"""A flat collection: titled texts without documents around them, as public benchmarks give them.

It is indexed and searched with the very parts that serve a library, so that a benchmark measures the product.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Self

from threadpoolctl import threadpool_limits

from corpus.document import Document, Metadata, Passage
from index.analysis import segment
from index.columns import Column, join_columns
from index.dense import DenseIndex
from index.encoder import Encoder
from index.fields import FIELDS, analyse, collect_columns, describe_context, say_passage
from index.forward import ForwardIndex
from index.generation import (
    FORMAT,
    Generation,
    Manifest,
    encoder_text,
    read_pieces,
    read_spoken,
    sign_sentences,
    write_generation,
)
from index.lexical import LexicalIndex
from search.calibration import load_calibrator
from search.lookup import Rows
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
        threadpool_limits(
            limits=1, user_api="blas"
        )  # as in SearchService, so that a benchmark measures the same
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


def index_rows(rows: Rows, encoder: Encoder, progress: Progress = lambda *_: None) -> Generation:
    """Return a generation of passages that are in no library, analysed on every core there is."""
    texts = [say_passage(passage) for _, passage in rows]
    columns, spoken, signs = _analyse_rows(rows, progress)
    lexical = {}
    for done, name in enumerate(FIELDS, start=1):
        lexical[name] = LexicalIndex.build_column(columns.pop(name))
        progress("write", done, len(FIELDS))
    vectors = encoder.encode_passages(
        [encoder_text(document, passage) for document, passage in rows],
        progress=lambda done: progress("encode", done, len(rows)),
    )
    manifest = Manifest(
        FORMAT, 0, (), len(rows), encoder.name, encoder.fingerprint, encoder.dimensions, built_at=""
    )
    pieces = None
    if encoder.aligner:
        told = lambda done: progress("tokens", done, len(rows))  # noqa: E731
        pieces = read_pieces(texts, signs, encoder.aligner, told)
    return Generation(manifest, lexical, DenseIndex.build(vectors), spoken, pieces)


def _analyse_rows(rows: Rows, progress: Progress) -> tuple[dict[str, Column], ForwardIndex, list[list[int]]]:
    """Return the fields of rows, their syllables by sentence and the signs of every sentence."""
    chunks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)] or [()]
    parts: list[dict[str, Column]] = []
    spoken: list[ForwardIndex] = []
    signs: list[list[int]] = []
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for columns, said, signed in pool.map(_analyse_chunk, chunks):
            parts.append(columns)
            spoken.append(said)
            signs += signed
            progress("segment", min(len(parts) * _CHUNK, len(rows)), len(rows))
    joined = {name: join_columns([part.pop(name) for part in parts]) for name in FIELDS}
    return joined, ForwardIndex.join(spoken), signs


def _analyse_chunk(rows: Rows) -> tuple[dict[str, Column], ForwardIndex, list[list[int]]]:
    """Return the same of some rows: numbers, which are a tenth of the tokens' size on their way back."""
    texts = [say_passage(passage) for _, passage in rows]
    signs = sign_sentences(texts)
    columns = collect_columns(
        analyse(passage, describe_context(document, passage), segment(passage.text))
        for document, passage in rows
    )
    return columns, read_spoken(texts, signs), signs


def _name(entries: Sequence[Entry], encoder: Encoder) -> str:
    digest = hashlib.blake2b(f"{FORMAT} {encoder.fingerprint}".encode(), digest_size=12)
    for entry in entries:
        digest.update("\x1f".join(entry).encode())
    return digest.hexdigest()
