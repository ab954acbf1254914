import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from eval.ablation import MEASURES, ablate, ablation_table, save_ablation
from eval.archive import RunError
from eval.comparison import correct_holm
from eval.configurations import WHOLE, Configuration
from eval.questions import Question
from eval.run import run_set
from eval.summary import Summary

Measure = Callable[[Configuration, Path], Summary]


@pytest.fixture
def measure(make_searcher: Any, questions: tuple[Question, ...], document: Document) -> Measure:
    """Twelve questions, answered first by all but the search without vectors, which finds the answer second."""
    many = [
        Question(f"q{n}", f"Việc {n}?", "vi", "who", "Ban", None, questions[0].evidence) for n in range(12)
    ]

    def run(configuration: Configuration, folder: Path) -> Summary:
        order = "31" if configuration.name == "without-dense" else "13"
        return run_set(make_searcher({one.id: order for one in many}), many, folder, documents=[document])

    return run


def test_a_part_that_helps_is_missed(measure: Measure, tmp_path: Path) -> None:
    done = ablate(measure, tmp_path, ("without-words", "without-dense"))
    words, dense = done.lesions
    assert all((entry.change, entry.p) == (0, 1) for entry in words.differences)
    changes = {entry.measure: entry.change for entry in dense.differences}
    assert changes == pytest.approx({"hit@1": -1, "hit@3": 0, "hit@10": 0, "MRR@10": -0.5})
    raw = [entry.p for lesion in done.lesions for entry in lesion.differences]
    assert [entry.p_holm for lesion in done.lesions for entry in lesion.differences] == correct_holm(raw)
    assert dense.differences[0].p == pytest.approx(2 / 2**12)
    assert {folder.name for folder in tmp_path.iterdir()} == {WHOLE, "without-words", "without-dense"}


def test_the_table_names_every_part_and_measure(measure: Measure, tmp_path: Path) -> None:
    done = ablate(measure, tmp_path, ("without-dense",))
    head, *rows = ablation_table(done, "en")
    assert head == ["configuration", "measure", "value", "change", "95 % interval", "p", "p (Holm)"]
    assert [row[1] for row in rows] == [*MEASURES, *MEASURES]
    assert rows[0] == ["all of it", "hit@1", "1.000", "", "[1.000, 1.000]", "", ""]
    assert rows[4][:5] == ["without dense vectors", "hit@1", "0.000", "-1.000", "[-1.000, -1.000]"]


def test_figures_are_kept(measure: Measure, tmp_path: Path) -> None:
    done = ablate(measure, tmp_path, ("without-dense",))
    save_ablation(done, tmp_path)
    record = json.loads((tmp_path / "ablation.json").read_text(encoding="utf-8"))
    assert record["whole"]["hit@1"] == 1
    assert record["questions"] == 12
    (first, *_) = record["without"]["without-dense"]
    assert (first["measure"], first["change"], first["lost"], first["won"]) == ("hit@1", -1, 12, 0)
    with pytest.raises(RunError, match="can't be written"):
        save_ablation(done, tmp_path / "nowhere")


def test_nothing_to_compare_is_refused(make_searcher: Any, tmp_path: Path) -> None:
    silent = [Question("n", "Không có gì?", "vi", "who")]
    with pytest.raises(RunError, match="No question of the set has evidence"):
        ablate(lambda _, folder: run_set(make_searcher({"n": ""}), silent, folder), tmp_path, ())
