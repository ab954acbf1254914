"""A library in service: always answers from the last complete generation, even when one is swapped in."""

import itertools
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from corpus.errors import EncoderMismatch
from corpus.library import Library
from index.analysis import syllables
from index.encoder import Encoder, load_encoder, load_reranker
from index.generation import Generation, current_number
from index.glossary import load_glossary
from index.lexical import LexicalIndex
from index.marks import MarksRestorer, load_restorer
from search.calibration import load_calibrator
from search.ranker import load_ranker
from search.reading import QuestionReader
from search.result import Result
from search.searcher import Searcher
from search.syntax import Filter

_ADAPTED_UP_TO = 20_000  # passages
_WARM_UP = ("ai chủ trì", "who leads the plan")  # each side has parts of its own to load


class SearchService:
    """Searches the library in a folder.

    Args:
        folder: the library's folder.
        encoder: name or path of the sentence-transformers model that built its index; None for the shipped one.
        reranker: name or path of a cross-encoder that puts the first passages in its own order; None for none.

    Raises:
        LibraryEmpty: no library, no index or no document is there.
        EncoderMismatch: the index was built by another encoder.
        EncoderError: the encoder can't be loaded.
    """

    def __init__(self, folder: Path, encoder: str | None = None, reranker: str | None = None) -> None:
        self.library = Library(folder)
        self._lock = threading.Lock()
        # A question multiplies small matrices: waking a second thread for each costs more than it brings.
        threadpool_limits(limits=1, user_api="blas")
        number = current_number(self.library)
        self._encoder = load_encoder(encoder)
        self._reranker = load_reranker(reranker) if reranker else None
        self._number, self._generation, self._searcher = number, *self._open()
        for question in _WARM_UP:  # what loads at the first question loads now, while the person waits anyway
            self.search(question, 1)

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        id: str | None = None,
        as_typed: bool = False,
        filters: Sequence[Filter] = (),
    ) -> Result:
        """Return the k best passages for a question; see `Searcher.search`."""
        return self.searcher.search(question, k, id=id, as_typed=as_typed, filters=filters)

    @property
    def searcher(self) -> Searcher:
        """The searcher over the generation now in service."""
        number = current_number(self.library)
        with self._lock:
            if number != self._number:
                self._number, self._generation, self._searcher = number, *self._open()
            return self._searcher

    @property
    def encoder(self) -> Encoder:
        """The encoder that questions are read by, and that built the index."""
        return self._encoder

    @property
    def manifest(self) -> dict[str, Any]:
        """What the generation in service was built from and by."""
        return {
            **asdict(self._generation.manifest),
            "reranker": self._reranker.name if self._reranker else None,
        }

    def _open(self) -> tuple[Generation, Searcher]:
        generation = Generation.open(self.library)
        check_encoder(generation, self._encoder)
        documents = self.library.documents(generation.manifest.versions)
        rows = [(document, passage) for document in documents for passage in document.passages]
        return generation, Searcher(
            generation,
            rows,
            self._encoder,
            make_reader(generation),
            load_ranker(),
            load_calibrator(),
            self._reranker,
        )


def check_encoder(generation: Generation, encoder: Encoder) -> None:
    """Raise EncoderMismatch unless the generation was built by this encoder."""
    built_by = generation.manifest
    if built_by.fingerprint == encoder.fingerprint:
        return
    if built_by.encoder == encoder.name:
        raise EncoderMismatch(
            f"Chỉ mục được tạo bằng bản khác của bộ mã hóa “{encoder.name}”."
            " Hãy chạy “trichdan rebuild” để tạo lại chỉ mục.",
            f"The index was built by another version of the encoder “{encoder.name}”."
            " Run “trichdan rebuild” to remake the index.",
        )
    raise EncoderMismatch(
        f"Chỉ mục được tạo bằng bộ mã hóa “{built_by.encoder}”, không phải “{encoder.name}”."
        f" Hãy dùng --encoder {built_by.encoder}, hoặc chạy “trichdan rebuild --encoder {encoder.name}”.",
        f"The index was built by the encoder “{built_by.encoder}”, not “{encoder.name}”."
        f" Use --encoder {built_by.encoder}, or run “trichdan rebuild --encoder {encoder.name}”.",
    )


def make_reader(generation: Generation) -> QuestionReader:
    """Return a reader of questions that prefers the words of this generation."""
    text = generation.lexical["text"]
    return QuestionReader(load_glossary(), adapt_restorer(text), lambda term: _frequency(text, term))


def adapt_restorer(text: LexicalIndex) -> MarksRestorer:
    """Return the marks restorer, with the habits of the library's own words where the library is not huge.

    A library of many passages writes as the base model's texts do, and reading its words would delay the start.
    """
    restorer = load_restorer()
    if text.size > _ADAPTED_UP_TO:
        return restorer
    counts = {term: float(count) for term, count in text.frequencies().items()}
    pairs = {
        (first, second): n
        for term, n in counts.items()
        for first, _, second in [term.partition(" ")]
        if second
    }
    return restorer.with_counts({term: n for term, n in counts.items() if " " not in term}, pairs)


def _frequency(index: LexicalIndex, term: str) -> float:
    """Return the share of passages that a term may be in: that of its rarest pair of syllables."""
    tokens = syllables(term)
    pairs = [f"{first} {second}" for first, second in itertools.pairwise(tokens)] or tokens
    return min((index.document_frequency(one) for one in pairs), default=0) / max(index.size, 1)
