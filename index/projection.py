"""A learned view of word vectors, in which the words of questions lie near the words that answer them.

The linear map and the shorter vectors are those of late interaction (Khattab and Zaharia, 2020, "ColBERT"), over
static token vectors; beside them every word is given more or less weight than its vector's length says. Made by
`eval.aligning`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.static import Vectors, scale_to_unit

SHIPPED = Path(__file__).parent / "models" / "alignment" / "projection.npz"
FURTHEST = 2.0
"""By how much, as a logarithm, a word's weight may be moved."""


@dataclass(frozen=True, slots=True)
class Projection:
    """What word vectors and their weights are turned into before they are compared.

    Attributes:
        matrix: the linear map, (kept, dimensions).
        tilt: what moves a word's weight, (dimensions,): it is multiplied by exp(direction · tilt).
        encoder: fingerprint of the encoder whose vectors it was learned on.
    """

    matrix: Vectors
    tilt: Vectors
    encoder: str

    @classmethod
    def read(cls, path: Path = SHIPPED) -> Self:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: the file holds no such thing.
        """
        with np.load(path, allow_pickle=False) as kept:
            matrix, tilt = (kept[name].astype(np.float32) for name in ("matrix", "tilt"))
            return cls(matrix, tilt, str(kept["encoder"]))

    def save(self, path: Path) -> None:
        """Write the projection at half precision."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                matrix=self.matrix.astype(np.float16),
                tilt=self.tilt.astype(np.float16),
                encoder=np.array(self.encoder),
            )

    def apply(self, directions: Vectors, weights: Vectors) -> tuple[Vectors, Vectors]:
        """Return directions, shape (words, kept), and weights, (words,), as they are to be compared.

        Args:
            directions: of length one, (words, dimensions).
            weights: (words,).
        """
        moved = np.exp(np.clip(directions @ self.tilt, -FURTHEST, FURTHEST))
        return scale_to_unit(directions @ self.matrix.T), np.asarray(weights * moved, dtype=np.float32)


def find_projection(encoder: str) -> Projection | None:
    """Return the projection that ships, if it was learned on the encoder of that fingerprint."""
    if not SHIPPED.is_file():
        return None
    projection = Projection.read()
    return projection if projection.encoder == encoder else None
