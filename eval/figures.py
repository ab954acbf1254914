"""What a report draws of its runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.archive import StoredRun
from eval.chart import SHARE_TICKS, Axis, Line, draw_bars, draw_lines
from eval.summary import DEPTHS

KINDS = ("lang", "type", "document", "length", "marks")
FIGURES = {
    "answer": ("f1", "exact", "f1_all"),
    "abstention": ("auroc", "risk_area", "calibration_error"),
    "citation": ("exactness",),
    "latency_ms": ("p50", "p95"),
    "counts": ("questions", "answerable", "unanswerable", "failed", "missing"),
}
_LABEL = 18  # characters
_BARS = ("hit@1", "hit@10")


def draw_curves(runs: Sequence[StoredRun]) -> str:
    """Draw recall by depth, calibration, risk by coverage and latency, a line for each run."""
    return "".join((_draw_recall(runs), _draw_calibration(runs), _draw_risk(runs), _draw_latency(runs)))


def draw_slices(run: StoredRun) -> str:
    """Draw hit@1 and hit@10 of each slice of a run, with the number of its answerable questions."""
    by: Mapping[str, Mapping[str, Mapping[str, float]]] = run.summary.get("by", {})
    return "".join(
        draw_bars(
            kind,
            [
                (_label(name, figures["answerable"]), [figures.get(bar) for bar in _BARS])
                for name, figures in by[kind].items()
                if figures["answerable"]
            ],
            _BARS,
        )
        for kind in KINDS
        if by.get(kind)
    )


def _label(name: str, answerable: float) -> str:
    """Return a slice's name, cut where it leaves no room for the number of its questions."""
    short = name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"
    return f"{short} ({answerable:.0f})"


def _curve(run: StoredRun, name: str) -> Any:
    return run.summary.get("curves", {}).get(name) or []


def _draw_recall(runs: Sequence[StoredRun]) -> str:
    places = {str(depth): place for place, depth in enumerate(DEPTHS)}
    lines = [
        Line(
            run.name,
            tuple(
                (places[depth], value)
                for depth, value in dict(_curve(run, "recall_by_depth")).items()
                if depth in places and value is not None
            ),
        )
        for run in runs
    ]
    ticks = tuple((place, depth) for depth, place in places.items())
    return draw_lines(
        "recall_by_depth", lines, Axis("depth", 0, len(DEPTHS) - 1, ticks), Axis("recall", 0, 1, SHARE_TICKS)
    )


def _draw_calibration(runs: Sequence[StoredRun]) -> str:
    lines = [
        Line(
            run.name,
            tuple((entry["confidence"], entry["accuracy"]) for entry in _curve(run, "calibration")),
            tuple(min(3 + entry["count"] ** 0.5, 14) for entry in _curve(run, "calibration")),
        )
        for run in runs
    ]
    x, y = Axis("confidence", 0, 1, SHARE_TICKS), Axis("accuracy", 0, 1, SHARE_TICKS)
    return draw_lines("calibration", lines, x, y, diagonal=True)


def _draw_risk(runs: Sequence[StoredRun]) -> str:
    lines = [
        Line(run.name, tuple((point["coverage"], point["risk"]) for point in _curve(run, "risk_coverage")))
        for run in runs
    ]
    return draw_lines(
        "risk_coverage", lines, Axis("coverage", 0, 1, SHARE_TICKS), Axis("risk", 0, 1, SHARE_TICKS)
    )


def _draw_latency(runs: Sequence[StoredRun]) -> str:
    times = [list(_curve(run, "latency_ms")) for run in runs]
    longest = max((row[-1] for row in times if row), default=1.0)
    lines = [
        Line(run.name, tuple((value, (place + 1) / len(row)) for place, value in enumerate(row)))
        for run, row in zip(runs, times, strict=True)
    ]
    ticks = tuple((longest * step / 4, f"{longest * step / 4:.3g}") for step in range(5))
    return draw_lines(
        "latency", lines, Axis("milliseconds", 0, longest, ticks), Axis("share", 0, 1, SHARE_TICKS)
    )
