from pathlib import Path

import pytest

from eval.archive import Found, Row, RunError, load_run, save_run

ROW = Row(
    "q", "Ai?", True, {"hit@1": 1.0}, (1, None), 0.5, "Ban", ("Ban Dân vận",), 0.5, 0.0, 0.25, 3.5,
    (Found("kh#1", 0.5, 2, "kh.txt", "Ban Dân vận"),), ({"document": "kh.txt", "quote": "Ban", "grade": 2},),
    {"lang": ("vi",)}, None,
)  # fmt: skip


def test_a_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    save_run(tmp_path / "a" / "b", {"measures": {"hit@1": 1.0}}, [ROW], {"q": [("kh#1", 0.5), ("kh#2", 0.5)]})
    stored = load_run(tmp_path / "a" / "b")
    assert stored.name == "b"
    assert stored.rows == (ROW,)
    lines = (tmp_path / "a" / "b" / "run.trec").read_text().splitlines()
    assert [line.split()[2:4] for line in lines] == [["kh#1", "1"], ["kh#2", "2"]]


@pytest.mark.parametrize("broken", ["summary.json", "per-query.jsonl"])
@pytest.mark.parametrize("content", [None, "{", "[1]"])
def test_a_folder_that_is_no_run_is_refused(tmp_path: Path, broken: str, content: str | None) -> None:
    save_run(tmp_path, {"measures": {}}, [ROW], {})
    (tmp_path / broken).unlink()
    if content:
        (tmp_path / broken).write_text(content)
    with pytest.raises(RunError, match="does not hold a complete run") as caught:
        load_run(tmp_path)
    assert "trichdan eval run" in caught.value.vi


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="can't be written"):
        save_run(tmp_path / "file", {"measures": {}}, [], {})
