"""What each part of the search brings: the whole against the whole without that part."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import Language
from eval.archive import RunError, StoredRun, load_run
from eval.comparison import Difference, compare_runs, correct_holm, find_interval
from eval.configurations import LESIONS, WHOLE, Configuration, find_configuration
from eval.digest import Table
from eval.summary import Summary
from eval.wording import say

MEASURES = ("hit@1", "hit@3", "hit@10", "MRR@10")

Measure = Callable[[Configuration, Path], Summary]
"""Runs the questions in one configuration and writes the run into a folder."""


@dataclass(frozen=True, slots=True)
class Lesion:
    """The search without one part.

    Attributes:
        name: of the configuration, ``without-dense``.
        differences: of each measure; ``before`` is the whole search, ``after`` the search without the part, so
            that a part that helps has a change below 0. ``p_holm`` is corrected for all that the table compares.
    """

    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Ablation:
    """The whole search, and the same without each of its parts."""

    whole: StoredRun
    lesions: tuple[Lesion, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the table's figures, the whole search first."""
        summary = self.whole.summary
        return {
            "whole": {name: summary["measures"][name] for name in MEASURES},
            "questions": summary["counts"]["answerable"],
            "without": {
                lesion.name: list(map(_difference_json, lesion.differences)) for lesion in self.lesions
            },
            "manifest": summary["manifest"],
        }


def ablate(measure: Measure, folder: Path, names: Sequence[str] = LESIONS) -> Ablation:
    """Run the whole search and the search without each part over the same questions.

    Args:
        measure: runs the questions in a configuration.
        folder: gets a folder for each run.
        names: configurations to compare with the whole one.

    Raises:
        RunError: none of the questions can be answered, so that there is nothing to compare.
    """
    for name in (WHOLE, *names):
        measure(find_configuration(name), folder / name)
    whole = load_run(folder / WHOLE)
    if not any(row.answerable for row in whole.rows):
        raise RunError(
            "Bộ câu hỏi không có câu nào có minh chứng, nên không so được. Hãy thêm minh chứng.",
            "No question of the set has evidence, so there is nothing to compare. Add evidence.",
        )
    compared = [compare_runs(whole, load_run(folder / name), MEASURES).differences for name in names]
    corrected = iter(correct_holm([entry.p for row in compared for entry in row]))
    return Ablation(
        whole,
        tuple(
            Lesion(name, tuple(replace(entry, p_holm=next(corrected)) for entry in row))
            for name, row in zip(names, compared, strict=True)
        ),
    )


def save_ablation(ablation: Ablation, folder: Path) -> None:
    """Write ``ablation.json`` beside the runs.

    Raises:
        RunError: it can't be written.
    """
    file = folder / "ablation.json"
    try:
        file.write_text(json.dumps(ablation.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise RunError(
            f"Không ghi được {file}: {error.strerror}. Hãy chọn thư mục khác bằng --out.",
            f"{file} can't be written: {error.strerror}. Choose another folder with --out.",
        ) from error


def ablation_table(ablation: Ablation, language: Language) -> Table:
    """Return the whole search's measures, then for each part what they are without it.

    The change has its 95 % interval, the p-value of the paired randomisation test, and that corrected for the
    whole table.
    """
    names = ("configuration", "measure", "value", "change", "interval", "p", "p_holm")
    rows = [["whole", *_whole_cells(ablation.whole, name)] for name in MEASURES]
    rows += [[lesion.name, *_cells(entry)] for lesion in ablation.lesions for entry in lesion.differences]
    named = [
        [say(row[0], language) if place % len(MEASURES) == 0 else "", *row[1:]]
        for place, row in enumerate(rows)
    ]
    return [[say(name, language) for name in names], *named]


def _whole_cells(run: StoredRun, measure: str) -> list[str]:
    low, high = find_interval(run, measure)
    return [measure, f"{run.summary['measures'][measure]:.3f}", "", f"[{low:.3f}, {high:.3f}]", "", ""]


def _cells(entry: Difference) -> list[str]:
    interval = f"[{entry.low:+.3f}, {entry.high:+.3f}]"
    shown = (f"{entry.after:.3f}", f"{entry.change:+.3f}", interval, f"{entry.p:.3f}", f"{entry.p_holm:.3f}")
    return [entry.measure, *shown]


def _difference_json(entry: Difference) -> Mapping[str, Any]:
    names = ("measure", "before", "after", "change", "low", "high", "p", "p_holm")
    record = {name: getattr(entry, name) for name in names}
    return {**record, "won": len(entry.won), "lost": len(entry.lost), "tied": entry.tied}
