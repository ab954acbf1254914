"""Runs as plain text: the report in Markdown, and the tables that a terminal prints."""

from collections.abc import Iterable, Sequence
from typing import Any

from corpus.errors import Language
from eval.archive import Row, StoredRun, show_excerpt
from eval.comparison import Comparison, compare_runs, find_interval
from eval.failures import describe_failure, expected_evidence, find_failures
from eval.figures import FIGURES, KINDS
from eval.measures import STANDARD
from eval.wording import say

Table = list[list[str]]
"""Rows of cells; the first row is the head."""
_SLICED = ("hit@1", "hit@3", "hit@10", "MRR@10")


def measures_table(runs: Sequence[StoredRun], language: Language) -> Table:
    """Return the standard measures of each run with their 95 % intervals."""
    head = [say("measure", language), *(run.name for run in runs)]
    return [head, *([name, *(_with_interval(run, name) for run in runs)] for name in STANDARD)]


def _with_interval(run: StoredRun, name: str) -> str:
    if name not in run.summary["measures"]:
        return "–"
    low, high = find_interval(run, name)
    return f"{run.summary['measures'][name]:.3f} [{low:.3f}, {high:.3f}]"


def figures_table(summary: dict[str, Any], language: Language) -> Table:
    """Return every figure of one run, a line each."""
    rows = [[name, f"{value:.4f}"] for name, value in summary["measures"].items()]
    for group, names in FIGURES.items():
        figures = {name: summary[group].get(name) for name in names}
        rows += [
            [say(name, language), f"{value:.4g}"] for name, value in figures.items() if value is not None
        ]
    return [[say("measure", language), say("value", language)], *rows]


def slices_table(summary: dict[str, Any], kind: str, language: Language) -> Table:
    """Return the measures of each slice of one kind, with the number of answerable questions."""
    head = [say(kind, language), say("answerable", language), *_SLICED]
    slices = summary.get("by", {}).get(kind, {})
    return [head] + [
        [name, f"{figures['answerable']:.0f}", *(f"{figures[measure]:.2f}" for measure in _SLICED)]
        for name, figures in slices.items()
        if figures["answerable"]
    ]


def comparison_table(comparison: Comparison, language: Language) -> Table:
    """Return each measure before and after, the change with its interval, p, and questions won and lost."""
    names = ("measure", "before", "after", "change", "interval", "p_holm", "won", "lost", "tied")
    return [[say(name, language) for name in names]] + [
        [
            entry.measure,
            f"{entry.before:.3f}",
            f"{entry.after:.3f}",
            f"{entry.change:+.3f}",
            f"[{entry.low:+.3f}, {entry.high:+.3f}]",
            f"{entry.p_holm:.3f}",
            str(len(entry.won)),
            str(len(entry.lost)),
            str(entry.tied),
        ]
        for entry in comparison.differences
    ]


def format_markdown(table: Table) -> str:
    """Return a table in Markdown."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table]
    return "\n".join([lines[0], "|" + " --- |" * len(table[0]), *lines[1:]]) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def render_markdown(runs: Sequence[StoredRun], language: Language) -> str:
    """Return the report as Markdown, failures first; see `eval.report.render_html`."""
    last = runs[-1]
    parts = [f"# {say('title', language)}\n", ", ".join(run.name for run in runs) + "\n"]
    parts += _failures(last, language)
    parts += [f"## {say('measures', language)}\n", format_markdown(measures_table(runs, language))]
    parts += [f"## {say('slices', language)}\n"]
    tables = (slices_table(last.summary, kind, language) for kind in KINDS)
    parts += [format_markdown(table) for table in tables if len(table) > 1]
    for run in runs[1:]:
        parts.append(f"## {say('comparison', language, before=runs[0].name, after=run.name)}\n")
        parts.append(format_markdown(comparison_table(compare_runs(runs[0], run), language)))
    return "\n".join(parts)


def _failures(run: StoredRun, language: Language) -> Iterable[str]:
    failures = find_failures(run)
    yield f"## {say('failures', language)} ({len(failures)})\n"
    if not failures:
        yield f"{say('no_failures', language)}\n"
    for row in failures:
        yield _failure(row, language)


def _failure(row: Row, language: Language) -> str:
    wording, values = describe_failure(row)
    lines = [f"### {_cell(row.question)}\n", f"{row.id}: {say(wording, language, **values)}\n"]
    lines += [f"{say('expected', language)}:\n"]
    lines += [f"> {_cell(item['quote'])} ({item['document']})\n" for item in expected_evidence(row)]
    lines += [f"{say('found', language)}:\n"]
    shown = [hit for hit in row.hits if hit.text]
    lines += [
        f"{place}. {_cell(show_excerpt(hit.text))} (`{hit.passage_id}`)"
        for place, hit in enumerate(shown, start=1)
    ]
    return "\n".join([*lines, "" if shown else say("nothing", language) + "\n"])
