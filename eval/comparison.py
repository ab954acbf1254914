"""Whether one run is better than another, or only luckier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.archive import Row, RunError, StoredRun
from eval.measures import STANDARD

_EXACT_UP_TO = 14
_DRAWS = 10_000
_CHUNK = 1_000
_SEED = 20_240
_SLACK = 1e-9  # sums of the same numbers in another order differ in the last bits


def randomise(differences: Sequence[float], seed: int = _SEED) -> float:
    """Return the two-sided p-value of paired differences: how often random signs give a mean as far from 0.

    All signs are tried where no more than 14 differences are not 0, else 10,000 seeded draws.

    Source: Fisher's randomisation test, as Smucker, Allan & Carterette 2007 recommend it for retrieval.
    """
    values = np.asarray([value for value in differences if value], dtype=float)
    if not len(values):
        return 1.0
    least = abs(values.sum()) - _SLACK
    if len(values) <= _EXACT_UP_TO:
        bits = (np.arange(2 ** len(values))[:, None] >> np.arange(len(values))) & 1
        return float((abs((bits * 2 - 1) @ values) >= least).mean())
    random = np.random.default_rng(seed)
    reached = 0
    for _ in range(_DRAWS // _CHUNK):
        signs = random.integers(0, 2, (_CHUNK, len(values))) * 2 - 1
        reached += int((abs(signs @ values) >= least).sum())
    return (reached + 1) / (_DRAWS + 1)


def bootstrap(values: Sequence[float], confidence: float = 0.95, seed: int = _SEED) -> tuple[float, float]:
    """Return the interval that holds the mean with this confidence, by 10,000 seeded resamplings (percentiles).

    Source: Efron 1979; for retrieval, Sakai 2006. Of no values, (0, 0).
    """
    sample: NDArray[np.float64] = np.asarray(values, dtype=float)
    if not len(sample):
        return 0.0, 0.0
    random = np.random.default_rng(seed)
    means = np.concatenate(
        [
            sample[random.integers(0, len(sample), (_CHUNK, len(sample)))].mean(axis=1)
            for _ in range(_DRAWS // _CHUNK)
        ]
    )
    low, high = np.percentile(means, [50 * (1 - confidence), 50 * (1 + confidence)])
    return float(low), float(high)


def correct_holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number.

    Source: Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure".
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    corrected, reached = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        reached = max(reached, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = reached
    return corrected


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in two runs.

    Attributes:
        before, after: the means.
        low, high: 95 % interval of ``after - before``.
        p: of the paired randomisation test, two-sided.
        p_holm: the same, corrected for the number of measures compared.
        won, lost, tied: questions on which the second run is better, worse, the same.
    """

    measure: str
    before: float
    after: float
    low: float
    high: float
    p: float
    p_holm: float
    won: tuple[str, ...]
    lost: tuple[str, ...]
    tied: int

    @property
    def change(self) -> float:
        """What the second run gained."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the same questions.

    Attributes:
        missing: questions of the first run that the second lacks; each scores 0 there.
    """

    before: StoredRun
    after: StoredRun
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return names, differences, and both rankings of every question won or lost on any measure."""
        changed = dict.fromkeys(
            question for entry in self.differences for question in (*entry.won, *entry.lost)
        )
        return {
            "before": self.before.name,
            "after": self.after.name,
            "missing": list(self.missing),
            "differences": [_difference_json(entry) for entry in self.differences],
            "questions": [self._both(question) for question in changed],
        }

    def _both(self, question: str) -> dict[str, Any]:
        sides = {"before": self.before, "after": self.after}
        rows = {side: _by_id(run).get(question) for side, run in sides.items()}
        asked = next(row.question for row in rows.values() if row)
        return {
            "id": question,
            "question": asked,
            **{
                side: {
                    "ranks": list(row.ranks) if row else [],
                    "hits": [{"passage_id": hit.passage_id, "grade": hit.grade} for hit in row.hits]
                    if row
                    else [],
                }
                for side, row in rows.items()
            },
        }


def _difference_json(entry: Difference) -> dict[str, Any]:
    record = {name: getattr(entry, name) for name in entry.__slots__}
    return {**record, "won": list(entry.won), "lost": list(entry.lost), "change": entry.change}


def compare_runs(before: StoredRun, after: StoredRun, measures: Sequence[str] = STANDARD) -> Comparison:
    """Compare two runs over the same questions.

    Args:
        before: the run to compare with; its answerable questions are the ones compared.
        after: the other one; a question that it lacks scores 0 and is listed.
        measures: names of measures that both runs hold.

    Raises:
        RunError: the runs have no answerable question in common, or one of them lacks a measure.
    """
    old = {name: row for name, row in _by_id(before).items() if row.answerable}
    new = _by_id(after)
    if not old.keys() & new.keys():
        raise RunError(
            "Hai lần đo không có câu hỏi chung. Hãy đo cả hai trên cùng một bộ câu hỏi.",
            "The two runs have no question in common. Run both over the same question set.",
        )
    pairs = [(name, row, new.get(name)) for name, row in old.items()]
    raw = [_differ(measure, pairs) for measure in measures]
    corrected = correct_holm([entry["p"] for entry in raw])
    differences = tuple(
        Difference(**entry, p_holm=p_holm) for entry, p_holm in zip(raw, corrected, strict=True)
    )
    return Comparison(before, after, differences, tuple(name for name in old if name not in new))


def _by_id(run: StoredRun) -> dict[str, Row]:
    return {row.id: row for row in run.rows}


def _differ(measure: str, pairs: Sequence[tuple[str, Row, Row | None]]) -> dict[str, Any]:
    old = np.asarray([_value(row, measure) for _, row, _ in pairs])
    new = np.asarray([_value(row, measure) for _, _, row in pairs])
    changes = new - old
    low, high = bootstrap(changes.tolist())
    return {
        "measure": measure,
        "before": float(old.mean()),
        "after": float(new.mean()),
        "low": low,
        "high": high,
        "p": randomise(changes.tolist()),
        "won": tuple(pair[0] for pair, change in zip(pairs, changes, strict=True) if change > _SLACK),
        "lost": tuple(pair[0] for pair, change in zip(pairs, changes, strict=True) if change < -_SLACK),
        "tied": int((abs(changes) <= _SLACK).sum()),
    }


def _value(row: Row | None, measure: str) -> float:
    if row is None or not row.answerable:
        return 0.0
    if measure not in row.measures:
        raise RunError(
            f"Lần đo không có độ đo “{measure}”. Hãy chạy lại “trichdan eval run”.",
            f"The run has no measure “{measure}”. Run “trichdan eval run” again.",
        )
    return row.measures[measure]


def find_interval(run: StoredRun, measure: str) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a run's mean."""
    return bootstrap([row.measures.get(measure, 0.0) for row in run.rows if row.answerable])
