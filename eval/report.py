"""A report of runs: one HTML file that needs nothing else, and the same in Markdown.

Failures come first, each with its question, what was found and what should have been.
"""

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from eval.archive import Found, Row, RunError, StoredRun, show_excerpt
from eval.comparison import Comparison, compare_runs, find_interval
from eval.failures import render_failures
from eval.figures import FIGURES, draw_curves, draw_slices
from eval.measures import STANDARD
from eval.wording import say_both

_SHOWN = 120  # characters of a passage in a ranking beside another


def render_html(runs: Sequence[StoredRun]) -> str:
    """Return a report as one HTML page.

    Args:
        runs: one or more; the failures are those of the last, and each later one is compared with the first.

    Raises:
        RunError: there is no run, or runs over different questions.
    """
    last = _last(runs)
    names = ", ".join(run.name for run in runs)
    sections = (
        render_failures(last),
        _measures_html(runs),
        _section("charts", draw_curves(runs)),
        _section("slices", draw_slices(last)),
        *(_comparison_html(compare_runs(runs[0], run)) for run in runs[1:]),
        _manifest_html(runs),
    )
    style = files("eval").joinpath("report.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(names)}</title><style>{style}</style></head><body>"
        f'<input type="checkbox" id="english"><label for="english">{say_both("switch")}</label>'
        f"<main><header><h1>{say_both('title')}</h1><p>{escape(names)}</p>{_headline(last)}</header>"
        f"{''.join(sections)}</main></body></html>\n"
    )


def _last(runs: Sequence[StoredRun]) -> StoredRun:
    if not runs:
        raise RunError("Hãy nêu ít nhất một thư mục kết quả đo.", "Name at least one run's folder.")
    return runs[-1]


def _headline(run: StoredRun) -> str:
    values = run.summary["measures"]
    return "".join(
        f'<p class="headline"><b>{values[name]:.3f}</b> {escape(name)}</p>'
        for name in STANDARD
        if name in values
    )


def _measures_html(runs: Sequence[StoredRun]) -> str:
    head = "".join(f'<th scope="col">{escape(run.name)}</th>' for run in runs)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(_measure_cell(run, name) for run in runs)}</tr>'
        for name in runs[-1].summary["measures"]
    )
    more = "".join(
        f'<tr><th scope="row">{say_both(name)}</th>'
        f"{''.join(f'<td>{_figure(run.summary.get(group, {}).get(name))}</td>' for run in runs)}</tr>"
        for group, names in FIGURES.items()
        for name in names
    )
    first = f'<th scope="col">{say_both("measure")}</th>'
    return (
        f'<section id="measures"><h2>{say_both("measures")}</h2><p>{say_both("interval")}</p>'
        f"<table><thead><tr>{first}{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>{say_both('answers')}</h2><table><thead><tr>{first}{head}</tr></thead><tbody>{more}</tbody></table></section>"
    )


def _measure_cell(run: StoredRun, name: str) -> str:
    value = run.summary["measures"].get(name)
    if value is None:
        return "<td>–</td>"
    low, high = find_interval(run, name)
    return f"<td>{value:.3f} <small>[{low:.3f}, {high:.3f}]</small></td>"


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _section(name: str, body: str) -> str:
    return f'<section id="{name}"><h2>{say_both(name)}</h2><div class="charts">{body}</div></section>'


def _comparison_html(comparison: Comparison) -> str:
    names = ("measure", "before", "after", "change", "interval", "p_holm", "won", "lost", "tied")
    head = "".join(f'<th scope="col">{say_both(name)}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{escape(entry.measure)}</th><td>{entry.before:.3f}</td><td>{entry.after:.3f}</td>'
        f"<td>{entry.change:+.3f}</td><td>[{entry.low:+.3f}, {entry.high:+.3f}]</td><td>{entry.p_holm:.3f}</td>"
        f"<td>{len(entry.won)}</td><td>{len(entry.lost)}</td><td>{entry.tied}</td></tr>"
        for entry in comparison.differences
    )
    title = say_both("comparison", before=comparison.before.name, after=comparison.after.name)
    return (
        f'<section class="comparison"><h2>{title}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f"{_changed_html(comparison)}</section>"
    )


def _changed_html(comparison: Comparison) -> str:
    entry = next(entry for entry in comparison.differences if entry.measure == "MRR@10")
    changed = [*((name, "won") for name in entry.won), *((name, "lost") for name in entry.lost)]
    sides = [{row.id: row for row in run.rows} for run in (comparison.before, comparison.after)]
    body = "".join(
        f'<tr class="{outcome}"><th scope="row">{escape(sides[0][name].question)}<small>{say_both(outcome)}</small></th>'
        + "".join(f"<td>{_ranking_html(side.get(name))}</td>" for side in sides)
        + "</tr>"
        for name, outcome in changed
    )
    head = "".join(f'<th scope="col">{say_both(side)}</th>' for side in ("before", "after"))
    count = f"{say_both('changed')} ({len(changed)})"
    return f"<details><summary>{count}</summary><table class='rankings'><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></details>"


def _ranking_html(row: Row | None) -> str:
    """Return a ranking: the words of the first passages, as far as the run kept them, the place of the others."""
    return f"<ol>{''.join(map(_hit_html, row.hits if row else ()))}</ol>"


def _hit_html(hit: Found) -> str:
    document, _, place = hit.passage_id.partition("#")
    cited = f"<cite>{escape(hit.document or document)}{f' · {escape(place)}' if place else ''}</cite>"
    return f'<li class="g{hit.grade}">{escape(show_excerpt(hit.text, _SHOWN))}{cited}</li>'


def _manifest_html(runs: Sequence[StoredRun]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(run.name)}</th><td><dl>{_manifest_list(run.summary.get("manifest", {}))}</dl></td></tr>'
        for run in runs
    )
    return f'<section id="manifest"><h2>{say_both("manifest")}</h2><table><tbody>{rows}</tbody></table></section>'


def _manifest_list(manifest: Mapping[str, Any]) -> str:
    wanted = (
        "judged",
        "search",
        "encoder",
        "ranker",
        "generation",
        "configuration",
        "commit",
        "depth",
        "versions",
        "created_at",
    )
    return "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(_flat(manifest[name]))}</dd>"
        for name in wanted
        if manifest.get(name) is not None
    )


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {entry}" for name, entry in value.items() if entry is not None)
    return str(value)
