import json
import os
from pathlib import Path

import pytest

from eval.archive import Row, RunError, save_run
from web.refusal import UnknownMeasurement
from web.stored_runs import StoredRuns

SUMMARY = {"measures": {"hit@1": 0.5}, "manifest": {"created_at": "2026-05-01T09:30:00+00:00"}}
ROW = Row("1", "câu hỏi", True, {"hit@1": 0.5}, ranks=(1,))


def keep(folder: Path, name: str, day: int = 1) -> None:
    manifest = {"created_at": f"2026-05-{day:02d}T09:30:00+00:00", "judged": {"name": "bộ"}}
    save_run(folder / name, {**SUMMARY, "manifest": manifest}, [ROW], {"1": [("a#1", 1.0)]})


def test_runs_are_listed_the_latest_first(tmp_path: Path) -> None:
    for name, day in (("b", 1), ("a", 3), ("c", 2)):
        keep(tmp_path, name, day)
    (tmp_path / ".d.part").mkdir()
    entries = StoredRuns(tmp_path).entries()
    assert [entry.name for entry in entries] == ["a", "c", "b"]
    assert entries[0].as_json() == {
        "name": "a",
        "set": "bộ",
        "configuration": None,
        "created_at": "2026-05-03T09:30:00+00:00",
        "measures": {"hit@1": 0.5},
    }


def test_a_run_that_was_spoiled_is_listed_without_figures(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    (tmp_path / "y" / "summary.json").write_text(json.dumps([1]))
    runs = StoredRuns(tmp_path)
    assert [(e.name, e.measures, e.made_at) for e in runs.entries()] == [("x", {}, None), ("y", {}, None)]
    with pytest.raises(RunError):
        runs.load("x")


def test_no_folder_no_runs(tmp_path: Path) -> None:
    assert StoredRuns(tmp_path / "none").entries() == ()


def test_a_run_is_read_again_when_it_changed_and_no_other_folder_is_reached(tmp_path: Path) -> None:
    runs = StoredRuns(tmp_path / "runs")
    keep(tmp_path / "runs", "a")
    first = runs.load("a")
    assert runs.load("a") is first and first.rows == (ROW,)
    os.utime(tmp_path / "runs" / "a" / "per-query.jsonl", ns=(1, 1))
    assert runs.load("a") is not first
    keep(tmp_path, "outside")
    for name in ("../outside", "..", ".", "none"):
        with pytest.raises(UnknownMeasurement):
            runs.load(name)
    runs.drop("a")
    assert runs.entries() == ()


def test_a_new_run_takes_a_free_name(tmp_path: Path) -> None:
    runs = StoredRuns(tmp_path / "runs")
    keep(tmp_path / "runs", "thử")
    keep(tmp_path / "runs", "thử-2")
    assert runs.place("thử")[0] == "thử-3"
    name, folder, draft = runs.place(" ../bản  mới: ")
    assert name == "bản-mới" and folder == tmp_path / "runs" / name and draft.name == ".bản-mới.part"
    assert runs.place("..")[0] == "van-ban"
    assert runs.place("v1.2.json")[0] == "v1-2-json"
