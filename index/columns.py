"""The tokens of one field over many passages, as numbers: small to keep, quick to count and to hand over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Tokens of a field.

    Attributes:
        vocabulary: every token once, in the order in which they first occur.
        tokens: of all passages one after another, as places in the vocabulary.
        lengths: how many tokens each passage has, at least one.
    """

    vocabulary: tuple[str, ...]
    tokens: Numbers
    lengths: Numbers

    @classmethod
    def of(cls, passages: Iterable[Sequence[str]]) -> Self:
        """Return the column of passages; one without tokens gets an empty one, that nobody asks for.

        BM25 divides by the mean length, which must not be zero.
        """
        numbers: dict[str, int] = {}
        rows = [
            np.array([numbers.setdefault(token, len(numbers)) for token in tokens or ("",)], dtype=np.int32)
            for tokens in passages
        ]
        lengths = np.array([len(row) for row in rows], dtype=np.int32)
        return cls(tuple(numbers), np.concatenate([np.zeros(0, np.int32), *rows]), lengths)

    def map(self, change: Callable[[str], str]) -> "Column":
        """Return the column with every token changed."""
        numbers: dict[str, int] = {}
        new = [numbers.setdefault(change(token), len(numbers)) for token in self.vocabulary]
        return Column(tuple(numbers), np.array(new, dtype=np.int32)[self.tokens], self.lengths)


def join_columns(columns: Sequence[Column]) -> Column:
    """Return the column of all passages of some columns, one after another; at least one column."""
    numbers: dict[str, int] = {}
    tokens = []
    for column in columns:
        new = [numbers.setdefault(token, len(numbers)) for token in column.vocabulary]
        tokens.append(np.array(new, dtype=np.int32)[column.tokens])
    lengths = np.concatenate([column.lengths for column in columns])
    return Column(tuple(numbers), np.concatenate(tokens), lengths)
