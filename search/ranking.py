"""Candidate passages in an order: fused from what each retriever says of them, cut, put first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.scoring import Weights, bring_to_unit, spread_to_unit

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows of the index, best first.

    Attributes:
        parts: the share that each part had in the scores, by name.
        fields: BM25 by field, of what was gathered and is not ranked yet.
        features: of the first of them, where they were ranked by a model, (ranked, features).
    """

    rows: NDArray[np.int64]
    scores: Scores
    parts: dict[str, Scores]
    fields: dict[str, Scores] = field(default_factory=dict)
    features: Scores | None = None

    def put_first(self, rows: Sequence[int]) -> "Ranking":
        """Return the ranking with these rows before all others, scored just above them."""
        first = np.array(list(dict.fromkeys(rows)), dtype=np.int64)
        if not first.size:
            return self
        behind = ~np.isin(self.rows, first)
        above = self.scores.max(initial=0.0) + np.arange(first.size, 0, -1, dtype=np.float32)
        parts = {
            name: np.concatenate([self._look_up(part, first), part[behind]])
            for name, part in self.parts.items()
        }
        rows_now = np.concatenate([first, self.rows[behind]])
        scores = np.concatenate([above, self.scores[behind]])
        return Ranking(rows_now, scores, parts)

    def _look_up(self, part: Scores, rows: NDArray[np.int64]) -> Scores:
        """Return what a part said of rows, 0 of those that were not gathered."""
        known = {int(row): place for place, row in enumerate(self.rows)}
        return np.array([part[known[row]] if row in known else 0 for row in rows.tolist()], dtype=np.float32)

    def reorder(self, order: NDArray[np.int64]) -> "Ranking":
        """Return the ranking with its first rows in another order; the scores stay where they are.

        Args:
            order: places of the first rows, each once.
        """
        every = np.concatenate([order, np.arange(len(order), len(self.rows))])
        parts = {name: part[every] for name, part in self.parts.items()}
        features = self.features
        if features is not None:
            features = features[every[: len(features)]] if len(order) <= len(features) else None
        return Ranking(self.rows[every], self.scores, parts, features=features)

    def cut(self, k: int) -> "Ranking":
        """Return the k best."""
        parts = {name: part[:k] for name, part in self.parts.items()}
        fields = {name: values[:k] for name, values in self.fields.items()}
        return Ranking(self.rows[:k], self.scores[:k], parts, fields)


def fuse(
    rows: NDArray[np.int64],
    lexical: Scores,
    cosines: Scores,
    number: Scores,
    clause: Scores,
    weights: Weights,
) -> Ranking:
    """Return candidates by the weighted sum of their parts, each brought to 0..1 first.

    A weighted sum beats reciprocal ranks wherever the scores of a retriever mean something (Bruch et al., 2023,
    "An Analysis of Fusion Functions for Hybrid Retrieval").
    """
    parts = {
        "lexical": weights.lexical * bring_to_unit(lexical),
        "dense": weights.dense * spread_to_unit(cosines),
        "number": weights.number * number,
        "clause": weights.clause * clause,
    }
    scores = np.asarray(np.sum(list(parts.values()), axis=0), dtype=np.float32)
    parts["cosine"] = cosines
    order = np.lexsort((rows, -scores))
    return Ranking(rows[order], scores[order], {name: part[order] for name, part in parts.items()})
