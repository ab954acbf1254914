"""A static encoder read without its library: token vectors are looked up, added and scaled to length one.

It gives the vectors that the StaticEmbedding module of sentence-transformers gives, and starts in a tenth of a
second.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.tensors import read_tensors
from index.tokens import Tokenizer, load_tokenizer

Vectors = NDArray[np.float32]

_SMALLEST = 1e-12


class StaticModel:
    """Token vectors and the tokenizer that finds them.

    Args:
        tokenizer: finds the tokens of a text.
        steps: token vectors, shape (tokens, dimensions), of any number type.
        sizes: by what each token's vector is multiplied, shape (tokens,).
    """

    def __init__(self, tokenizer: Tokenizer, steps: NDArray[np.generic], sizes: Vectors) -> None:
        self._tokenizer = tokenizer
        self._steps = steps
        self._sizes = sizes

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read ``tokenizer.json`` and ``model.safetensors`` of a StaticEmbedding folder.

        Raises:
            OSError, ValueError, KeyError: the folder does not hold such a model.
        """
        tensors = read_tensors(folder / "model.safetensors")
        if "mapping" in tensors:
            raise ValueError("token vectors that share rows are not read here")
        steps = tensors["embedding.weight"] if "embedding.weight" in tensors else tensors["embeddings"]
        sizes = tensors.get("weights", np.ones(len(steps)))
        return cls(load_tokenizer(folder / "tokenizer.json"), steps, sizes.astype(np.float32))

    def __len__(self) -> int:
        """How many tokens have a vector."""
        return len(self._steps)

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._steps.shape[1])

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of each text, by their numbers."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    def look_up(self, tokens: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """Return the directions of tokens, shape (tokens, dimensions), and how much each weighs, (tokens,)."""
        vectors = self._steps[tokens].astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1)
        return scale_to_unit(vectors), np.abs(self._sizes[tokens]) * lengths

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of length one, shape (texts, dimensions); a text without a known token gets zeros."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, encoding in enumerate(
            self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ):
            vectors[row] = self._sizes[encoding.ids] @ self._steps[encoding.ids].astype(np.float32)
        return scale_to_unit(vectors)


def scale_to_unit(vectors: Vectors) -> Vectors:
    """Return vectors of length one along the last axis; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, _SMALLEST), dtype=np.float32)
