"""Nearest neighbours by inner product. The one module that imports faiss."""

from pathlib import Path
from typing import Self

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class DenseIndex:
    """Exact inner product over unit vectors, so that a score is a cosine (Johnson et al., 2017, "FAISS")."""

    def __init__(self, engine: faiss.Index) -> None:
        self._engine = engine

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index vectors of shape (passages, dimensions), each of length one."""
        engine = faiss.IndexFlatIP(vectors.shape[1])
        engine.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(engine)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open an index that `save` wrote."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        faiss.write_index(self._engine, str(path))

    def nearest(
        self, vector: Vectors, k: int, among: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Return the rows of the k nearest passages and their cosines, best first.

        Args:
            vector: shape (dimensions,), of length one.
            k: how many at most.
            among: which passages may be found, (size,); None for all.
        """
        count = min(k, self.size if among is None else int(among.sum()))
        if not count:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        chosen = None
        if among is not None:
            selector = faiss.IDSelectorBatch(np.flatnonzero(among))
            chosen = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        asked = vector[np.newaxis, :].astype(np.float32)
        cosines, rows = self._engine.search(asked, count, params=chosen)
        return rows[0], cosines[0]

    def cosines(self, vector: Vectors, rows: NDArray[np.int64]) -> Vectors:
        """Return the cosine of a vector with each of the given rows, shape (rows,)."""
        return np.asarray(self._engine.reconstruct_batch(rows) @ vector, dtype=np.float32)

    @property
    def size(self) -> int:
        """How many passages are indexed."""
        return int(self._engine.ntotal)
