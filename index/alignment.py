"""How well a passage holds each word of a question, in the words' own vectors.

For every token of the question the nearest token of the passage counts, weighted by what the token weighs: the
greatest similarity of late interaction (Khattab and Zaharia, 2020, "ColBERT"), with static token vectors. It
finds the synonym of one word in a passage that is about other things as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.forward import Gathered
from index.projection import Projection
from index.static import StaticModel, Vectors

UNRELATED = 0.3  # the similarity that chance gives; what lies above it tells
WORST = 1 / 3  # of the question's weight: its words that are found least


@dataclass(frozen=True, slots=True)
class Nearness:
    """The greatest similarity of each word of a question.

    Attributes:
        weights: of the question's tokens, adding up to 1, (asked,).
        sentences: in each sentence, (asked, sentences).
        passages: in each passage, (asked, passages).
        contexts: in each passage's context, (asked, passages).
    """

    weights: Vectors
    sentences: Vectors
    passages: Vectors
    contexts: Vectors

    def share(self, near: Vectors) -> Vectors:
        """Return the weighted mean over the question's tokens."""
        return np.asarray(self.weights @ near)

    def share_above(self, near: Vectors) -> Vectors:
        """Return the weighted mean of how far each similarity lies above what chance gives, 0..1."""
        return np.asarray(self.weights @ (np.clip(near - UNRELATED, 0, None) / np.float32(1 - UNRELATED)))

    def find_missing(self, near: Vectors) -> Vectors:
        """Return the weight of the token that is missed most: its own times how far the nearest is away."""
        if not len(self.weights):
            return np.zeros(near.shape[1], dtype=np.float32)
        return np.asarray((self.weights[:, np.newaxis] * (1 - near)).max(axis=0))

    def share_worst(self, near: Vectors) -> Vectors:
        """Return the mean similarity of the tokens found least, those that make up a third of the weight."""
        if not len(self.weights):
            return np.zeros(near.shape[1], dtype=np.float32)
        order = np.argsort(near, axis=0, kind="stable")
        weights = self.weights[order]
        before = np.cumsum(weights, axis=0) - weights
        kept = np.clip(WORST - before, 0, weights)
        found = np.take_along_axis(near, order, axis=0)
        return np.asarray((kept * found).sum(axis=0) / np.maximum(kept.sum(axis=0), 1e-9), dtype=np.float32)


class Aligner:
    """Compares words by the token vectors of a static model.

    Args:
        model: has the vectors.
        projection: what they are seen through; None compares them as they are.

    Attributes:
        directions: of every token, of length one, (tokens, dimensions).
        weights: of every token, (tokens,).
    """

    def __init__(self, model: StaticModel, projection: Projection | None = None) -> None:
        self._model = model
        self._tokenize = lru_cache(maxsize=50_000)(self._tokenize_one)
        every = model.look_up(np.arange(len(model), dtype=np.int64))
        self.directions, self.weights = projection.apply(*every) if projection else every

    def align(self, question: str, passages: Gathered, contexts: Sequence[str]) -> Nearness:
        """Return how near the words of passages and of their contexts come to those of a question.

        Args:
            question: as the encoder reads it.
            passages: their tokens, as `tokenize` numbers them.
            contexts: one a passage.
        """
        asked = np.array(self._tokenize(question), dtype=np.int64)
        weights = self.weights[asked]
        weights = weights / max(float(weights.sum()), 1e-9)
        sentences = self._find_nearest(asked, passages.tokens, passages.firsts)
        return Nearness(
            weights, sentences, passages.best_of_rows(sentences), self._find_in_texts(asked, contexts)
        )

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of texts, by their numbers."""
        return self._model.tokenize(texts)

    def _find_in_texts(self, asked: NDArray[np.int64], texts: Sequence[str]) -> Vectors:
        distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        tokens = [self._tokenize(text) for text in distinct]
        nearest = np.zeros((len(asked), len(tokens)), dtype=np.float32)
        sizes = np.array([len(one) for one in tokens], dtype=np.int64)
        filled = np.flatnonzero(sizes)
        if filled.size:
            run = np.concatenate([tokens[row] for row in filled]).astype(np.int64)
            nearest[:, filled] = self._find_nearest(asked, run, np.cumsum(sizes[filled]) - sizes[filled])
        return np.asarray(nearest[:, [distinct[text] for text in texts]])

    def _find_nearest(
        self, asked: NDArray[np.int64], run: NDArray[np.integer], firsts: NDArray[np.int64]
    ) -> Vectors:
        """Return the greatest similarity of each asked token in each part of a run, (asked, parts)."""
        if not len(firsts) or not len(asked):
            return np.zeros((len(asked), len(firsts)), dtype=np.float32)
        known, places = np.unique(run, return_inverse=True)
        similarities = np.clip(self.directions[asked] @ self.directions[known].T, 0, None)
        return np.asarray(np.maximum.reduceat(similarities[:, places], firsts, axis=1))

    def _tokenize_one(self, text: str) -> tuple[int, ...]:
        return tuple(self._model.tokenize([text])[0])
