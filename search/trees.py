"""Boosted regression trees, kept as plain arrays and read without the library that grew them.

Every inner node is tested: a test that fails rules out the leaves below its node's left child, and the first leaf
that is left is where a candidate comes to (Lucchese et al., 2015, "QuickScorer: a Fast Algorithm
to Rank Documents with Additive Ensembles of Regression Trees").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

LEAVES = 16
"""The most leaves that a tree may have: one bit each."""
_TESTS = LEAVES - 1
_EVERY = (1 << LEAVES) - 1
_FIRST_BIT = np.array([0, *((at & -at).bit_length() - 1 for at in range(1, 1 << LEAVES))], dtype=np.uint8)
_PARTS = ("features", "thresholds", "masks", "values")


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees whose values are added up.

    Attributes:
        features: what each inner node looks at, (15, trees).
        thresholds: the greatest value that passes its test, (15, trees); infinite where a tree has fewer nodes.
        masks: bits of the leaves that are left when the test fails, (15, trees).
        values: of the leaves from left to right, (trees, LEAVES).
    """

    features: NDArray[np.int16]
    thresholds: NDArray[np.float32]
    masks: NDArray[np.uint16]
    values: NDArray[np.float32]

    @classmethod
    def plant(cls, roots: Iterable[Any], scale: float = 1.0) -> Self:
        """Return trees given as LightGBM dumps them: nested dictionaries.

        Args:
            roots: the ``tree_structure`` of every tree; those without a test are left out, as they order nothing.
            scale: what every value is multiplied by.

        Raises:
            ValueError: a tree has more than LEAVES leaves, or a test that is not ``<=``.
        """
        tests: list[list[tuple[int, float, int]]] = []
        values: list[NDArray[np.float32]] = []
        for root in roots:
            found: list[tuple[int, float, int]] = []
            leaves: list[float] = []
            _walk(root, found, leaves)
            if len(leaves) > LEAVES:
                raise ValueError(f"a tree has {len(leaves)} leaves, more than {LEAVES}")
            if found:
                tests.append(found + [(0, np.inf, _EVERY)] * (_TESTS - len(found)))
                values.append(np.pad(np.array(leaves, dtype=np.float32), (0, LEAVES - len(leaves))))
        columns = np.array(tests, dtype=np.float64).reshape(-1, _TESTS, 3).transpose(2, 1, 0)
        return cls(
            columns[0].astype(np.int16),
            columns[1].astype(np.float32),
            columns[2].astype(np.uint16),
            np.array(values, dtype=np.float32).reshape(-1, LEAVES) * np.float32(scale),
        )

    def score(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sum of the values that each candidate comes to, (candidates,).

        Args:
            features: (candidates, features).
        """
        known = np.ascontiguousarray(features.T)
        left = np.full((self.values.shape[0], len(features)), _EVERY, dtype=np.uint16)
        for looked, threshold, mask in zip(self.features, self.thresholds, self.masks, strict=True):
            passed = (known[looked] <= threshold[:, np.newaxis]).astype(np.uint16)
            left &= mask[:, np.newaxis] | (passed * np.uint16(_EVERY))  # a test that passes rules nothing out
        reached = np.take_along_axis(self.values, _FIRST_BIT[left].astype(np.int64), axis=1)
        return np.asarray(reached.sum(axis=0), dtype=np.float32)

    def parts(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays by name."""
        return {name: getattr(self, name) for name in _PARTS}

    @classmethod
    def restore(cls, parts: Mapping[str, NDArray[Any]]) -> Self:
        """Return the trees whose `parts` these are.

        Raises:
            KeyError: one of them is not there.
        """
        return cls(*(parts[name] for name in _PARTS))


def _walk(node: Any, tests: list[tuple[int, float, int]], leaves: list[float]) -> None:
    """Add a node's tests and, from left to right, its leaves."""
    if "leaf_value" in node:
        leaves.append(float(node["leaf_value"]))
        return
    if node["decision_type"] != "<=":
        raise ValueError(f"a test is {node['decision_type']!r}, not '<='")
    first = len(leaves)
    place = len(tests)
    tests.append((0, 0.0, 0))
    _walk(node["left_child"], tests, leaves)
    below = (1 << len(leaves)) - (1 << first)
    # The greatest single-precision number that passes: rounding up would let the next value pass, too.
    threshold = np.float32(node["threshold"])
    if float(threshold) > node["threshold"]:
        threshold = np.nextafter(threshold, np.float32(-np.inf))
    tests[place] = (int(node["split_feature"]), float(threshold), _EVERY & ~below)
    _walk(node["right_child"], tests, leaves)
