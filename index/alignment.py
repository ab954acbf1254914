"""How well a passage holds each word of a question, in the words' own vectors.

For every token of the question the nearest token of the passage counts, weighted by what the token weighs: the
greatest similarity of late interaction (Khattab and Zaharia, 2020, "ColBERT"), with static token vectors. It
finds the synonym of one word in a passage that is about other things as well. The other way round, how near the
question comes to the words of a sentence or a heading tells whether that speaks of anything else: recall and
precision of a greedy matching (Zhang et al., 2020, "BERTScore").
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.forward import Gathered, find_groups
from index.nearness import Matched, Nearness
from index.projection import Projection
from index.static import StaticModel, Vectors

BLOCK = 6
"""How many tokens make a block; the last of a passage is shorter."""


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

    def align(
        self, question: str, passages: Gathered, contexts: Sequence[str], further: Sequence[str] = ()
    ) -> tuple[Nearness, Matched]:
        """Return how near the words of passages and of their contexts come to those of a question.

        Args:
            question: as the encoder reads it.
            passages: their tokens, as `tokenize` numbers them.
            contexts: one a passage.
            further: other texts to be compared with the question at the same time.

        Returns:
            The nearness of the passages, and what `compare` says of the further texts.
        """
        asked = self._tokenize(question)
        weights = self.weights[asked]
        starts, rows = _split_blocks(passages)
        sentences, blocks = self._match(asked, passages.tokens, passages.firsts, starts)
        whole = Matched(
            passages.best_of_rows(sentences.near),
            passages.sum_rows(sentences.said),
            passages.sum_rows(sentences.sizes),
        )
        around = self.compare(question, [*contexts, *further])
        nearness = Nearness(
            weights / max(float(weights.sum()), 1e-9),
            sentences.near,
            whole.near,
            around.near[:, : len(contexts)],
            sentences.share_said,
            whole.share_said,
            blocks,
            rows,
        )
        return nearness, around.take(np.arange(len(contexts), len(contexts) + len(further)))

    def compare(self, question: str, texts: Sequence[str]) -> Matched:
        """Return how near texts and a question come to each other; equal texts are looked at once."""
        asked = self._tokenize(question)
        distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        tokens = [self._tokenize(text) for text in distinct]
        sizes = np.array([len(one) for one in tokens], dtype=np.int64)
        filled = np.flatnonzero(sizes)
        none = np.zeros(len(tokens), dtype=np.float32)
        every = Matched(np.zeros((len(asked), len(tokens)), dtype=np.float32), none, none.copy())
        if filled.size:
            run = np.concatenate([tokens[row] for row in filled])
            found, _ = self._match(asked, run, np.cumsum(sizes[filled]) - sizes[filled])
            every.near[:, filled], every.said[filled], every.sizes[filled] = (
                found.near,
                found.said,
                found.sizes,
            )
        return every.take(np.array([distinct[text] for text in texts], dtype=np.int64))

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of texts, by their numbers."""
        return self._model.tokenize(texts)

    def _match(
        self,
        asked: NDArray[np.int64],
        run: NDArray[np.integer],
        firsts: NDArray[np.int64],
        blocks: NDArray[np.int64] | None = None,
    ) -> tuple[Matched, Vectors]:
        """Return how near each part of a run and asked tokens come to each other, and what each block holds.

        Args:
            asked: tokens of the question.
            run: tokens of all parts, end to end.
            firsts: the first token of each part.
            blocks: the first token of each block, a division of the run of its own; none by default.
        """
        starts = firsts[:0] if blocks is None else blocks
        if not len(firsts) or not len(asked):
            none = np.zeros(len(firsts), dtype=np.float32)
            near = np.zeros((len(asked), len(firsts)), dtype=np.float32)
            return Matched(near, none, none), np.zeros((len(asked), len(starts)), dtype=np.float32)
        known, places = self._number(run)
        similarities = np.clip(self.directions[asked] @ self.directions[known].T, 0, None)
        every = similarities[:, places]
        weights = self.weights[known]
        said = (similarities.max(axis=0) * weights)[places]
        matched = Matched(
            np.maximum.reduceat(every, firsts, axis=1),
            np.add.reduceat(said, firsts),
            np.add.reduceat(weights[places], firsts),
        )
        return matched, np.maximum.reduceat(every, starts, axis=1) if len(starts) else every[:, :0]

    def _number(self, run: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the distinct tokens of a run, and the place of each of its tokens among them, without sorting."""
        seen = np.zeros(len(self.weights), dtype=np.bool_)
        seen[run] = True
        known = np.flatnonzero(seen)
        place = np.zeros(len(self.weights), dtype=np.int64)
        place[known] = np.arange(len(known))
        return known, place[run]

    def _tokenize_one(self, text: str) -> NDArray[np.int64]:
        return np.array(self._model.tokenize([text])[0], dtype=np.int64)


def _split_blocks(passages: Gathered) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first token of each block, and its passage; no block goes from one passage into the next."""
    rows, begins = find_groups(passages.rows)
    starts = passages.firsts[begins]
    sizes = np.diff(np.append(starts, len(passages.tokens)))
    counts = -(-sizes // BLOCK)
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts) + BLOCK * within, np.repeat(rows, counts)
