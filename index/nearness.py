"""What a passage holds of each word of a question, put together to shares of the question and of the passage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.forward import find_groups
from index.static import Vectors

UNRELATED = 0.3  # the similarity that chance gives; what lies above it tells
WORST = 1 / 3  # of the question's weight: its words that are found least


@dataclass(frozen=True, slots=True)
class Nearness:
    """The greatest similarity of each word of a question, and how much of each sentence the question says.

    Attributes:
        weights: of the question's tokens, adding up to 1, (asked,).
        sentences: in each sentence, (asked, sentences).
        passages: in each passage, (asked, passages).
        contexts: in each passage's context, (asked, passages).
        said_sentences: how near the question comes to each sentence's words, their weighted mean, (sentences,).
        said_passages: the same of each passage, (passages,).
        blocks: in each short run of a passage's tokens, (asked, blocks).
        block_rows: the passage of each block, (blocks,), ascending.
    """

    weights: Vectors
    sentences: Vectors
    passages: Vectors
    contexts: Vectors
    said_sentences: Vectors
    said_passages: Vectors
    blocks: Vectors
    block_rows: NDArray[np.int64]

    def share(self, near: Vectors) -> Vectors:
        """Return the weighted mean over the question's tokens."""
        return np.asarray(self.weights @ near)

    def share_above(self, near: Vectors) -> Vectors:
        """Return the weighted mean of how far each similarity lies above what chance gives, 0..1."""
        return np.asarray(self.weights @ (np.clip(near - UNRELATED, 0, None) / np.float32(1 - UNRELATED)))

    def share_near(self, near: Vectors, least: float) -> Vectors:
        """Return the weight of the question's tokens whose similarity is greater than the least."""
        return np.asarray(self.weights @ (near > least).astype(np.float32))

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

    def agree(self) -> Vectors:
        """Return, of each sentence, the harmonic mean of what it holds of the question and the question of it."""
        held, said = self.share(self.sentences), self.said_sentences
        return np.asarray(2 * held * said / np.maximum(held + said, 1e-6))

    def share_runs(self, length: int, around: Vectors | None = None) -> Vectors:
        """Return the weighted mean by the best run of each passage, (passages,); 0 where it has no tokens.

        Args:
            length: of a run, in blocks; those at the end of a passage are shorter.
            around: what counts beside the run, in each passage, (asked, passages).
        """
        best = np.zeros(self.passages.shape[1], dtype=np.float32)
        if not len(self.block_rows):
            return best
        runs = self.blocks.copy()
        for later in range(1, length):
            follows = self.block_rows[later:] == self.block_rows[:-later]
            np.maximum(runs[:, :-later], self.blocks[:, later:] * follows, out=runs[:, :-later])
        if around is not None:
            np.maximum(runs, around[:, self.block_rows], out=runs)
        kept, begins = find_groups(self.block_rows)
        best[kept] = np.maximum.reduceat(self.weights @ runs, begins)
        return best


@dataclass(frozen=True, slots=True)
class Matched:
    """How near texts and a question come to each other.

    Attributes:
        near: the greatest similarity of each of the question's tokens in each text, (asked, texts).
        said: the sum over each text's tokens of their weight times the greatest similarity in the question, (texts,).
        sizes: the sum of those weights, (texts,).
    """

    near: Vectors
    said: Vectors
    sizes: Vectors

    @property
    def share_said(self) -> Vectors:
        """How near the question comes to each text's words, their weighted mean, (texts,)."""
        return np.asarray(self.said / np.maximum(self.sizes, 1e-9), dtype=np.float32)

    def take(self, texts: NDArray[np.int64]) -> "Matched":
        """Return the same of some texts."""
        return Matched(self.near[:, texts], self.said[texts], self.sizes[texts])
