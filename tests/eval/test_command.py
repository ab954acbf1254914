import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from corpus.document import Document
from corpus.errors import QuestionSetError, TrichdanError
from eval.archive import RunError
from eval.command import app
from eval.questions import Question, load_questions, save_questions
from eval.run import run_set
from eval.wording import ENGLISH_HELP

Invoke = Callable[..., Any]


@pytest.fixture
def invoke() -> Invoke:
    """Run a command and hand back what it printed; its error, if any, is raised."""

    def call(*arguments: object) -> Any:
        done = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return call


@pytest.fixture
def folders(
    tmp_path: Path, make_searcher: Any, questions: tuple[Question, ...], document: Document
) -> tuple[Path, Path]:
    """Two runs over the same 24 questions, of which the second answers none."""
    many = [
        Question(f"q{number}", f"Ai chủ trì việc {number}?", "vi", "who", "Ban", None, questions[0].evidence)
        for number in range(24)
    ]
    good = make_searcher({question.id: "1" for question in many})
    bad = make_searcher({question.id: "4" for question in many})
    run_set(good, many, tmp_path / "good", documents=[document])
    run_set(bad, many, tmp_path / "bad", documents=[document])
    return tmp_path / "good", tmp_path / "bad"


def test_help_lists_the_commands(invoke: Invoke) -> None:
    text = invoke("--help").output
    for name in (
        "run",
        "compare",
        "report",
        "gate",
        "check",
        "reproduce",
        "export",
        "import",
        "pool",
        "merge",
        "ablate",
        "score",
    ):
        assert name in text


def test_every_help_exists_in_english() -> None:
    command = typer.main.get_command(app)
    shown = {command.help}
    for child in command.commands.values():  # type: ignore[attr-defined]
        shown |= {child.help, *(getattr(option, "help", None) for option in child.params)}
    assert shown - {None, "", "Show this message and exit."} == set(ENGLISH_HELP)


def test_the_language_of_the_whole_command_line_holds(folders: tuple[Path, Path]) -> None:
    whole = typer.Typer()

    @whole.callback()
    def prepare(lang: str = "vi") -> None:
        """Take the language."""

    whole.add_typer(app, name="eval")
    good, bad = map(str, folders)
    assert "Passed" in CliRunner().invoke(whole, ["--lang", "en", "eval", "gate", bad, good]).output
    assert "Đạt" in CliRunner().invoke(whole, ["eval", "gate", bad, good]).output


def test_compare_prints_each_measure(invoke: Invoke, folders: tuple[Path, Path]) -> None:
    text = invoke("compare", *folders).output
    assert "hit@1" in text
    assert "-1.000" in text
    assert "hit@10 kém: q0, q1" in text
    record = json.loads(invoke("compare", *folders, "--json").output)
    assert record["differences"][0]["lost"] == [f"q{number}" for number in range(24)]
    assert record["questions"][0]["before"]["hits"] == [{"passage_id": "kh#1", "grade": 2}]


def test_gate_stops_a_fall_only(invoke: Invoke, folders: tuple[Path, Path]) -> None:
    good, bad = folders
    assert "Đạt" in invoke("gate", bad, good).output
    assert "Đạt" in invoke("gate", good, good).output
    with pytest.raises(TrichdanError, match=r"Failed: hit@1, hit@3, .* fell significantly"):
        invoke("gate", good, bad)


def test_runs_are_pooled_judged_and_merged(
    invoke: Invoke, folders: tuple[Path, Path], questions: tuple[Question, ...], tmp_path: Path
) -> None:
    pool, judged = tmp_path / "pool.jsonl", tmp_path / "set.jsonl"
    text = invoke("pool", *folders, "--depth", 1, "--out", pool).output
    assert "Đã ghi 24 đoạn cần đánh giá (trong 48 đoạn được gộp)" in text
    assert re.search(r"good\s+1.000", text)
    assert re.search(r"bad\s+0.000", text)
    lines = [json.loads(line) | {"grade": 0} for line in pool.read_text(encoding="utf-8").splitlines()]
    pool.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    save_questions(judged, [replace(questions[0], id="q0"), *(replace(questions[1], id=f"q{n}", question=f"{n}?") for n in range(1, 24))])  # fmt: skip
    assert "Đã thêm 24 đoạn" in invoke("merge", judged, pool, "--out", tmp_path / "new.jsonl").output
    assert [len(question.evidence) for question in load_questions(tmp_path / "new.jsonl")][:2] == [3, 3]


def test_ablate_and_run_refuse_what_they_do_not_know(invoke: Invoke, tmp_path: Path) -> None:
    with pytest.raises(TrichdanError, match="Name only one of the two"):
        invoke("ablate", "--set", tmp_path / "s", "--beir", tmp_path)
    with pytest.raises(TrichdanError, match="no configuration “bm25”"):
        invoke("run", "--set", tmp_path / "s", "--configuration", "bm25")


def test_report_writes_both_forms(invoke: Invoke, folders: tuple[Path, Path], tmp_path: Path) -> None:
    html, markdown = tmp_path / "sub" / "r.html", tmp_path / "r.md"
    text = invoke("report", *folders, "--out", html, "--markdown", markdown).output
    assert str(html) in text
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert markdown.read_text(encoding="utf-8").startswith("# Báo cáo")
    (tmp_path / "file").write_text("")
    with pytest.raises(TrichdanError, match="can't be written"):
        invoke("report", folders[0], "--out", tmp_path / "file" / "r.html")


def test_folders_that_are_no_runs_are_refused(invoke: Invoke, tmp_path: Path) -> None:
    for command in (("compare", tmp_path, tmp_path), ("report", tmp_path), ("gate", tmp_path, tmp_path)):
        with pytest.raises(RunError, match="does not hold a complete run"):
            invoke(*command)


def test_run_wants_one_thing_to_run(invoke: Invoke, tmp_path: Path) -> None:
    for options in ((), ("--set", tmp_path / "s", "--beir", tmp_path)):
        with pytest.raises(TrichdanError, match="Name one of the two"):
            invoke("run", *options)


def test_run_tells_of_a_broken_set_before_the_library_is_opened(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text("{\n[]\n")
    with pytest.raises(QuestionSetError) as caught:
        invoke("run", "--set", tmp_path / "s.jsonl", "--library", tmp_path / "none")
    assert len(caught.value.en.splitlines()) == 3


def test_check_reports_faults_and_leaks(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "s.jsonl"
    record = {"id": "a", "question": "Ai chủ trì việc này?", "lang": "vi", "type": "who", "evidence": []}
    file.write_text(json.dumps(record) + "\n")
    assert "Bộ câu hỏi đúng: 1 câu." in invoke("check", file, "--form-only").output
    training = tmp_path / "pairs.tsv"
    training.write_text("ai chủ trì việc này\tBan Dân vận\n")
    with pytest.raises(QuestionSetError, match="1 questions stand in training data") as caught:
        invoke("check", file, "--form-only", "--training", training)
    assert f"a: {training}:1" in caught.value.vi
    file.write_text("")
    with pytest.raises(QuestionSetError, match="the file is empty"):
        invoke("check", file, "--form-only")
