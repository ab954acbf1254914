"""BM25 over one analysed field. The one module that imports bm25s."""

import copy
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import bm25s
import numpy as np
from numpy.typing import NDArray

# As measured over 62,323 articles of law, where they beat the customary 1.5 and 0.75 on syllables and bigrams.
_K1 = 1.2
_B = 0.6


class LexicalIndex:
    """BM25 (Robertson and Zaragoza, 2009, "The Probabilistic Relevance Framework") with weighted query terms.

    Scores are computed when the index is built (Lù, 2024, "BM25S"), so that a question adds up columns.
    Build one with `build` or open one with `load`.
    """

    def __init__(self, engine: bm25s.BM25) -> None:
        self._engine = engine
        self._data: NDArray[np.float32] = engine.scores["data"]
        self._rows: NDArray[np.int32] = engine.scores["indices"]
        self._starts: NDArray[np.int64] = engine.scores["indptr"]
        self._vocabulary: dict[str, int] = engine.vocab_dict
        self.size: int = engine.scores["num_docs"]

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]]) -> Self:
        """Index the tokens of every passage.

        Args:
            passages: tokens of the field, one sequence a passage, in the order of the generation; a passage
                may have none.
        """
        vocabulary: dict[str, int] = {}
        rows = [
            # bm25s divides by the mean length, so a passage without tokens gets one that nobody asks for.
            [vocabulary.setdefault(token, len(vocabulary)) for token in tokens or ("",)]
            for tokens in passages
        ]
        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it reports every build otherwise
        engine = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        engine.index((rows or [[0]], vocabulary or {"": 0}), show_progress=False)
        return cls(engine)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open an index that `save` wrote; its columns stay on disk until they are read."""
        return cls(bm25s.BM25.load(str(folder), mmap=True))

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        self._engine.save(str(folder), show_progress=False)

    def score(self, terms: Mapping[str, float]) -> NDArray[np.float32]:
        """Return every passage's score, shape (size,).

        Args:
            terms: query terms with their weights; terms that no passage has count for nothing.
        """
        scores = np.zeros(self.size, dtype=np.float32)
        for term, weight in terms.items():
            column = self._vocabulary.get(term)
            if column is not None:
                first, last = self._starts[column], self._starts[column + 1]
                scores[self._rows[first:last]] += np.float32(weight) * self._data[first:last]
        return scores

    def silence(self) -> "LexicalIndex":
        """Return an index that knows the same terms and scores every passage 0, to tell what its scores bring."""
        silent = copy.copy(self)
        silent._data = np.zeros_like(self._data)
        return silent

    def document_frequency(self, term: str) -> int:
        """Return how many passages have the term."""
        column = self._vocabulary.get(term)
        return 0 if column is None else int(self._starts[column + 1] - self._starts[column])

    def frequencies(self) -> dict[str, int]:
        """Return every term with the number of passages that have it."""
        counts = np.diff(self._starts)
        return {term: int(counts[column]) for term, column in self._vocabulary.items() if term}

    def holds(self, term: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of the given passages have the term, shape (rows,)."""
        column = self._vocabulary.get(term)
        if column is None:
            return np.zeros(len(rows), dtype=np.bool_)
        return np.isin(rows, self._rows[self._starts[column] : self._starts[column + 1]])
