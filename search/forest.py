"""A forest of randomised decision trees, kept as plain arrays and read without the library that grew it.

Geurts, Ernst and Wehenkel, 2006, "Extremely randomized trees".
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

_PARTS = ("roots", "features", "thresholds", "left", "right", "shares")


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, their nodes end to end.

    Attributes:
        roots: the first node of each tree, (trees,).
        features: what each node looks at, (nodes,); -1 where it is a leaf.
        thresholds: up to which value the left child is next, (nodes,).
        left, right: its children, (nodes,).
        shares: of a leaf, how many of the examples that came to it were right, 0..1, (nodes,).
    """

    roots: NDArray[np.int32]
    features: NDArray[np.int16]
    thresholds: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    shares: NDArray[np.float32]

    def estimate(self, signs: NDArray[np.float32]) -> float:
        """Return the mean share of the leaves that an example comes to, 0..1.

        Args:
            signs: of the example, (features,).
        """
        nodes = self.roots
        while True:
            looked = self.features[nodes]
            if not (looked >= 0).any():
                return float(self.shares[nodes].mean())
            goes_left = signs[np.maximum(looked, 0)] <= self.thresholds[nodes]
            below = np.where(goes_left, self.left[nodes], self.right[nodes])
            nodes = np.where(looked >= 0, below, nodes)

    def parts(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays by name."""
        return {name: getattr(self, name) for name in _PARTS}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what was written with `parts`.

        Raises:
            OSError, KeyError, ValueError: it is not there, or is no such file.
        """
        with np.load(path, allow_pickle=False) as kept:
            return cls(*(kept[name] for name in _PARTS))
