"""How well a passage holds each word of a question, in the words' own vectors.

For every token of the question the nearest token of the passage counts, weighted by what the token weighs: the
greatest similarity of late interaction (Khattab and Zaharia, 2020, "ColBERT"), with static token vectors. It
finds the synonym of one word in a passage that is about other things as well.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.static import StaticModel, Vectors

_UNRELATED = 0.3  # the similarity that chance gives; what lies above it tells


class Aligner:
    """Compares words by the token vectors of a static model."""

    def __init__(self, model: StaticModel) -> None:
        self._model = model
        self._tokenize = lru_cache(maxsize=50_000)(self._tokenize_one)
        self._directions, self._weights = model.look_up(np.arange(len(model), dtype=np.int64))

    def align(self, question: str, passages: Sequence[str], contexts: Sequence[str]) -> NDArray[np.float32]:
        """Return four shares a passage, shape (passages, 4), each 0..1.

        The weighted mean over the question's tokens of the greatest similarity; the same of how far each lies
        above what chance gives; then both again where a token may also be found in the passage's context.
        """
        asked = np.array(self._tokenize(question), dtype=np.int64)
        if not asked.size:
            return np.zeros((len(passages), 4), dtype=np.float32)
        weights = self._weights[asked]
        weights = weights / max(float(weights.sum()), 1e-9)
        inside = self._find_nearest(asked, passages)
        whole = np.maximum(inside, self._find_nearest(asked, contexts))
        shares = [weights @ part for near in (inside, whole) for part in (near, _above_chance(near))]
        return np.stack(shares, axis=1).astype(np.float32)

    def _find_nearest(self, asked: NDArray[np.int64], texts: Sequence[str]) -> Vectors:
        """Return the greatest similarity of each asked token in each text, shape (asked, texts), 0 if none."""
        distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        tokens = [self._tokenize(text) for text in distinct]
        nearest = np.zeros((len(asked), len(tokens)), dtype=np.float32)
        sizes = np.array([len(one) for one in tokens])
        filled = np.flatnonzero(sizes)
        if filled.size:
            run = np.concatenate([tokens[row] for row in filled]).astype(np.int64)
            known, places = np.unique(run, return_inverse=True)
            similarities = self._directions[asked] @ self._directions[known].T
            starts = np.cumsum(sizes[filled]) - sizes[filled]
            nearest[:, filled] = np.maximum.reduceat(similarities[:, places], starts, axis=1)
        return np.asarray(np.clip(nearest, 0, None)[:, [distinct[text] for text in texts]])

    def _tokenize_one(self, text: str) -> tuple[int, ...]:
        return tuple(self._model.tokenize([text])[0])


def _above_chance(similarities: Vectors) -> Vectors:
    return np.asarray(np.clip(similarities - _UNRELATED, 0, None) / np.float32(1 - _UNRELATED))
