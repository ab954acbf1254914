"""The questions that a run failed, the worst first."""

from html import escape
from typing import Any

from eval.archive import Row, StoredRun, show_excerpt
from eval.wording import say_both

_OPEN = 30


def find_failures(run: StoredRun) -> list[Row]:
    """Return the answerable questions whose first passage doesn't answer, the worst first.

    After them come the unanswerable questions that got an answer, the surest first.
    """
    wrong = [row for row in run.rows if row.answerable and not row.correct]
    made_up = [row for row in run.rows if row.answerable is False and row.answer]
    return [
        *sorted(wrong, key=lambda row: (row.error is None, -_first_rank(row))),
        *sorted(made_up, key=lambda row: -(row.probability or 0.0)),
    ]


def expected_evidence(row: Row) -> list[dict[str, Any]]:
    """Return the evidence of a question that answers best."""
    best = max((item["grade"] for item in row.evidence), default=0)
    return [item for item in row.evidence if item["grade"] == best]


def _first_rank(row: Row) -> float:
    return min((rank for rank in row.ranks if rank is not None), default=float("inf"))


def describe_failure(row: Row) -> tuple[str, dict[str, str]]:
    """Return how a question failed: the key of a wording and the values to fill it with."""
    if row.error:
        return "not_asked", {"error": row.error}
    if not row.answerable:
        return "made_up", {"answer": row.answer or ""}
    rank = _first_rank(row)
    return ("not_found", {}) if rank > 10 else ("not_first", {"rank": f"{rank:.0f}"})


def render_failures(run: StoredRun) -> str:
    """Return the failures as HTML: question, what should have been found, what was."""
    failures = find_failures(run)
    if not failures:
        return f'<section id="failures"><h2>{say_both("failures")}</h2><p>{say_both("no_failures")}</p></section>'
    shown = "".join(map(_failure_html, failures[:_OPEN]))
    rest = "".join(map(_failure_html, failures[_OPEN:]))
    more = say_both("more", count=len(failures) - _OPEN)
    folded = f"<details><summary>{more}</summary>{rest}</details>" if rest else ""
    return (
        f'<section id="failures"><h2>{say_both("failures")} ({len(failures)})</h2>{shown}{folded}</section>'
    )


def _failure_html(row: Row) -> str:
    wording, values = describe_failure(row)
    wanted = "".join(
        f"<blockquote>{escape(item['quote'])}<cite>{escape(item['document'])}</cite></blockquote>"
        for item in expected_evidence(row)
    )
    found = "".join(
        f'<li class="g{hit.grade}">{escape(show_excerpt(hit.text))}<cite>{escape(hit.passage_id)}</cite></li>'
        for hit in row.hits
        if hit.text
    )
    labels = " · ".join(name for kind in ("lang", "type") for name in row.slices.get(kind, ()))
    return (
        f'<article class="failure" id="q-{escape(row.id)}"><h3>{escape(row.question)}</h3>'
        f'<p class="state">{escape(row.id)} · {escape(labels)} · {say_both(wording, **values)}</p>'
        f'<div class="sides"><div><h4>{say_both("expected")}</h4>{wanted or say_both("nothing")}</div>'
        f"<div><h4>{say_both('found')}</h4>{f'<ol>{found}</ol>' if found else say_both('nothing')}</div></div></article>"
    )
