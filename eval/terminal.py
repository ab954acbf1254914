"""What the eval commands show in a terminal: tables, and a bar while the work goes on."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from corpus.errors import Language
from eval.digest import Table, figures_table, slices_table
from eval.session import choose, language
from eval.summary import Summary

_STAGES = {
    "segment": ("Tách từ", "Segmenting words"),
    "encode": ("Mã hóa đoạn", "Encoding passages"),
    "write": ("Ghi chỉ mục", "Writing the index"),
    "tokens": ("Tìm mảnh từ", "Finding tokens"),
    "ask": ("Hỏi", "Asking"),
}
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False)


def print_line(text: str) -> None:
    """Print one line, as it is."""
    _out.print(text, markup=False)


def print_table(table: Table) -> None:
    """Print a table; the first row is its head, the first column its names."""
    drawn = RichTable(box=None, pad_edge=False)
    for place, name in enumerate(table[0]):
        drawn.add_column(name, justify="left" if place == 0 else "right")
    for row in table[1:]:
        drawn.add_row(*(cell.replace("[", "\\[") for cell in row))
    _out.print(drawn)


def print_summary(summary: Summary, out: Path | None, as_json: bool) -> None:
    """Print a run's figures as a table or as JSON, and where it was written."""
    record = summary.as_json()
    if as_json:
        print_line(json.dumps(record, ensure_ascii=False, indent=2))
        return
    print_table(figures_table(record, language()))
    for kind in ("lang", "type"):
        table = slices_table(record, kind, language())
        if len(table) > 1:
            print_line("")
            print_table(table)
    if out is not None:
        print_line(choose(f"\nĐã ghi kết quả vào {out}.", f"\nThe run is in {out}."))


class Stages:
    """A bar for each stage of the work, on the error stream."""

    def __init__(self, progress: Progress, language: Language) -> None:
        self._progress = progress
        self._language = language
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if stage not in self._tasks:
            wording = _STAGES.get(stage, (stage, stage))
            self._tasks[stage] = self._progress.add_task(
                wording[0 if self._language == "vi" else 1], total=total
            )
        self._progress.update(self._tasks[stage], completed=done, total=total)

    def ask(self, done: int, total: int) -> None:
        """Show how many questions have been asked."""
        self("ask", done, total)

    def count(self, name: str) -> Callable[[int, int], None]:
        """Return what shows how many questions have been asked in a stage of its own."""
        return lambda done, total: self(name, done, total)


@contextmanager
def show_stages(language: Language) -> Iterator[Stages]:
    """Show bars while the work inside goes on."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_err, transient=True) as progress:
        yield Stages(progress, language)
