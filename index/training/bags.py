"""Texts as the bags of token numbers that a static encoder adds up."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from index.tokens import Tokenizer

Rows = NDArray[np.int64]
Bags = tuple[torch.Tensor, torch.Tensor]  # token numbers in a row, and where each bag begins

_CHUNK = 20_000
_FROM_START = 0.3  # how often a text too long is cut at its end rather than anywhere


class Texts:
    """Tokenised texts, end to end in one array."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        found: list[NDArray[np.int32]] = []
        for start in range(0, len(texts), _CHUNK):
            chunk = tokenizer.encode_batch_fast(list(texts[start : start + _CHUNK]), add_special_tokens=False)
            found += [np.asarray(encoding.ids, dtype=np.int32) for encoding in chunk]
        self.lengths = np.array([len(ids) for ids in found], dtype=np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.tokens = np.concatenate([*found, np.zeros(0, dtype=np.int32)])

    def __len__(self) -> int:
        return len(self.lengths)

    def take(self, row: int, longest: int, rng: np.random.Generator) -> NDArray[np.int32]:
        """Return the tokens of a text, or a window of `longest` tokens of a longer one."""
        start, length = self.starts[row], self.lengths[row]
        if length > longest:
            if rng.random() > _FROM_START:
                start += rng.integers(0, length - longest + 1)
            length = longest
        return self.tokens[start : start + length]

    def around(self, row: int, before: int, after: int, longest: int) -> NDArray[np.int32]:
        """Return the tokens of a text and of its neighbours, cut to `longest` so that the text itself stays."""
        first, last = max(0, row - before), min(len(self) - 1, row + after)
        start, end = self.starts[first], self.starts[last + 1]
        own_start, own_end = self.starts[row], self.starts[row + 1]
        start = max(start, min(own_start, own_end - longest))
        return self.tokens[start : min(end, start + longest)]


def gather(bags: Sequence[NDArray[np.int32] | NDArray[np.int64] | list[int]]) -> Bags:
    """Return bags as the two tensors that ``embedding_bag`` takes."""
    starts = np.cumsum([0, *(len(bag) for bag in bags)])[:-1]
    tokens = np.concatenate([*bags, np.zeros(0, dtype=np.int64)])
    return torch.from_numpy(tokens.astype(np.int64)), torch.from_numpy(starts.astype(np.int64))


def thin(
    bags: Sequence[NDArray[np.int32]], dropped: float, rng: np.random.Generator
) -> list[NDArray[np.int32]]:
    """Return bags without a share of their tokens, chosen by chance; none is emptied."""
    lengths = [len(bag) for bag in bags]
    kept = np.split(rng.random(sum(lengths)) >= dropped, np.cumsum(lengths)[:-1])
    return [bag[keep] if keep.any() else bag for bag, keep in zip(bags, kept, strict=True)]
