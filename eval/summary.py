"""Means, slices and curves over the questions of a run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import takewhile
from typing import Any

from eval.abstention import auroc, calibrate, calibration_error, risk_area, risk_coverage
from eval.archive import Row
from eval.measures import average, percentiles

DEPTHS = (1, 2, 3, 5, 10, 20, 50, 100)
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures; `as_json` is ``summary.json``.

    Attributes:
        measures: mean over the answerable questions, failures counted as 0.
        by: for each kind of slice (``lang``, ``type``, …) and each slice, the number of questions, how many of
            them are answerable, and the same means.
        answer: ``f1`` and ``exact`` over the answerable questions that have a right answer, no answer scoring 0;
            ``f1_all`` also over the unanswerable ones, where silence scores 1 (Rajpurkar et al. 2018, SQuAD 2.0).
        abstention: ``auroc`` of the system's probability for answerable against unanswerable questions;
            ``risk_area`` and ``calibration_error`` of that probability for "the first passage answers".
        citation: ``exactness``, the mean share of the first answering passage that is evidence.
        latency_ms: median and 95th percentile.
        counts: questions, answerable, unanswerable, failed (could not be asked), missing (nothing found).
        curves: what the charts draw.
    """

    measures: dict[str, float]
    by: dict[str, dict[str, dict[str, float]]]
    answer: dict[str, float | None]
    abstention: dict[str, float | None]
    citation: dict[str, float | None]
    latency_ms: dict[str, float | None]
    counts: dict[str, int]
    curves: dict[str, Any]
    manifest: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the summary as the contract's JSON object, figures rounded to six decimals."""
        record: dict[str, Any] = _rounded({name: getattr(self, name) for name in self.__slots__})
        return record


def summarise(rows: Sequence[Row], manifest: Mapping[str, Any]) -> Summary:
    """Return the figures of a run."""
    return Summary(
        measures=_means(rows),
        by=_slices(rows),
        answer=_answers(rows),
        abstention=_abstention(rows),
        citation={"exactness": _mean([row.exactness for row in rows])},
        latency_ms=percentiles([row.elapsed_ms for row in rows if row.elapsed_ms is not None]),
        counts=_counts(rows),
        curves=_curves(rows),
        manifest=dict(manifest),
    )


def _means(rows: Sequence[Row]) -> dict[str, float]:
    return average(row.measures for row in rows if row.answerable)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _slices(rows: Sequence[Row]) -> dict[str, dict[str, dict[str, float]]]:
    kinds = {"lang", "type", *(kind for row in rows for kind in row.slices)}
    return {
        kind: {
            name: _slice([row for row in rows if name in row.slices.get(kind, ())])
            for name in sorted({name for row in rows for name in row.slices.get(kind, ())}, key=_by_number)
        }
        for kind in sorted(kinds)
    }


def _by_number(name: str) -> tuple[int, str]:
    """Order slices by the number that they begin with, ``9-16`` before ``17+``; names without one come first."""
    digits = "".join(takewhile(str.isdecimal, name))
    return int(digits or 0), name


def _slice(rows: Sequence[Row]) -> dict[str, float]:
    answerable = sum(row.answerable is True for row in rows)
    f1 = _answers(rows)["f1"]
    figures = {"questions": len(rows), "answerable": answerable, **_means(rows)}
    return figures if f1 is None else {**figures, "f1": f1}


def _answers(rows: Sequence[Row]) -> dict[str, float | None]:
    wanted = [row for row in rows if row.answerable and row.expected]
    judged = [row for row in rows if row.answer_f1 is not None]
    return {
        "f1": _mean([row.answer_f1 for row in wanted]),
        "exact": _mean([row.answer_exact for row in wanted]),
        "f1_all": _mean([row.answer_f1 for row in judged]),
    }


def _abstention(rows: Sequence[Row]) -> dict[str, float | None]:
    sure = [row for row in rows if row.probability is not None and row.answerable is not None]
    confidence, correct = [row.probability or 0.0 for row in sure], [row.correct for row in sure]
    return {
        "auroc": auroc(confidence, [row.answerable is True for row in sure]),
        "risk_area": risk_area(risk_coverage(confidence, correct)),
        "calibration_error": calibration_error(calibrate(confidence, correct)),
    }


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    tests: dict[str, Callable[[Row], bool]] = {
        "questions": lambda row: True,
        "answerable": lambda row: row.answerable is True,
        "unanswerable": lambda row: row.answerable is False,
        "failed": lambda row: row.error is not None,
        "missing": lambda row: row.answerable is True and not row.hits,
    }
    return {name: sum(test(row) for row in rows) for name, test in tests.items()}


def recall_at(row: Row, depth: int) -> float:
    """Return the share of a question's answering quotes (or relevant passages) found in the first passages."""
    if not row.ranks:
        return 0.0
    return sum(rank is not None and rank <= depth for rank in row.ranks) / len(row.ranks)


def _curves(rows: Sequence[Row]) -> dict[str, Any]:
    answerable = [row for row in rows if row.answerable]
    sure = [row for row in rows if row.probability is not None and row.answerable is not None]
    confidence, correct = [row.probability or 0.0 for row in sure], [row.correct for row in sure]
    return {
        "recall_by_depth": {
            str(depth): _mean([recall_at(row, depth) for row in answerable]) for depth in DEPTHS
        },
        "calibration": [asdict(entry) for entry in calibrate(confidence, correct)],
        "risk_coverage": [asdict(point) for point in risk_coverage(confidence, correct)],
        "latency_ms": sorted(row.elapsed_ms for row in rows if row.elapsed_ms is not None),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(entry) for entry in value]
    return value
