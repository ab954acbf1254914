"""The whole path: files, library, index, service, questions, figures."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from corpus.errors import QuestionSetError, TrichdanError
from corpus.ingestion import ingest
from corpus.library import Library
from eval.archive import Row, load_run
from eval.command import app
from eval.gate import guard
from eval.reproduction import SHIPPED_RESULTS, quote_figures, reproduce
from index.encoder import load_encoder
from index.generation import build

ROOT = Path(__file__).parents[2]
TEXT = """ỦY BAN NHÂN DÂN HUYỆN A

KẾ HOẠCH
trồng cây đầu xuân

I. MỤC TIÊU
1. Trồng 5.000 cây xanh trong quý I/2031.
II. PHÂN CÔNG
1. Phòng Nông nghiệp chủ trì, hoàn thành trước ngày 15/3/2031.
2. Hội Phụ nữ vận động hội viên tham gia.
"""
QUESTIONS = (
    ("cay", "Huyện trồng bao nhiêu cây xanh?", "vi", "number", "5.000 cây xanh", "Trồng 5.000 cây xanh"),
    (
        "ai",
        "phong nao chu tri trong cay",
        "vi-nodiac",
        "who",
        "Phòng Nông nghiệp",
        "Phòng Nông nghiệp chủ trì",
    ),
    ("khong", "Kinh phí trồng cây lấy ở đâu?", "vi", "unanswerable", "", None),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a library of one document, and a question set over it."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "trong-cay.txt").write_text(TEXT, encoding="utf-8")
    with Library(folder / "library", create=True) as library, library.writing():
        assert [report.error for report in ingest(library, [folder / "trong-cay.txt"])] == [None]
        build(library, load_encoder())
    with (folder / "set.jsonl").open("w", encoding="utf-8") as file:
        for name, question, lang, type, answer, quote in QUESTIONS:
            evidence = [{"document": "trong-cay.txt", "quote": quote, "grade": 2}] if quote else []
            record = {"id": name, "question": question, "lang": lang, "type": type, "answer": answer}
            file.write(json.dumps({**record, "evidence": evidence}, ensure_ascii=False) + "\n")
    yield folder


def call(*arguments: object) -> Any:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_a_set_is_run_over_a_library(shelf: Path, tmp_path: Path) -> None:
    done = call(
        "run", "--set", shelf / "set.jsonl", "--library", shelf / "library", "--out", tmp_path / "run"
    )
    assert "hit@10" in done.output
    summary = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    assert set(summary) >= {"measures", "by", "answer", "abstention", "latency_ms", "manifest"}
    assert set(summary["measures"]) >= {"hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100"}
    assert summary["measures"]["hit@1"] == 1
    assert summary["counts"]["unanswerable"] == 1
    manifest = summary["manifest"]
    assert manifest["encoder"] == load_encoder().name
    assert manifest["generation"] == 1
    assert manifest["library"] == str(shelf / "library")
    assert manifest["judged"]["questions"] == 3
    assert (tmp_path / "run" / "run.trec").read_text(encoding="utf-8").count("\n") >= 3


def test_a_broken_set_is_told_whole_before_anything_is_asked(shelf: Path, tmp_path: Path) -> None:
    good = (shelf / "set.jsonl").read_text(encoding="utf-8").splitlines()
    missing = json.loads(good[0]) | {"id": "x", "question": "Khác?"}
    quote = missing["evidence"][0] | {"quote": "Câu này không hề có ở đâu"}
    lines = [
        *(json.dumps({"id": f"n{n}", "question": f"Câu {n}?", "lang": "vi", "type": "who", "evidence": []}) for n in range(16)),
        '{"id": ',
        json.dumps(missing | {"evidence": [quote | {"document": "khong-co.txt"}]}),
        json.dumps(missing | {"id": "y", "question": "Gì?", "evidence": [quote]}),
        json.dumps(missing | {"id": "n3", "question": "Ai?"}),
    ]  # fmt: skip
    file = tmp_path / "broken.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    for command in ("run", "ablate"):
        with pytest.raises(QuestionSetError) as caught:
            call(command, "--set", file, "--library", shelf / "library", "--out", tmp_path / "out")
        told = [line.split(":")[0].strip() for line in caught.value.en.splitlines()[1:]]
        assert told == ["line 17", "line 18", "line 19", "line 20"]
    assert not (tmp_path / "out").exists()


def test_two_runs_differ_in_nothing_but_time(shelf: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        call("run", "--set", shelf / "set.jsonl", "--library", shelf / "library", "--out", tmp_path / name)
    assert (tmp_path / "a" / "run.trec").read_bytes() == (tmp_path / "b" / "run.trec").read_bytes()
    rows = [[timeless(row) for row in load_run(tmp_path / name).rows] for name in ("a", "b")]
    assert rows[0] == rows[1]
    first, second = (load_run(tmp_path / name).summary for name in ("a", "b"))
    assert first["measures"] == second["measures"]
    assert first["manifest"]["configuration"] == second["manifest"]["configuration"]


def timeless(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.as_json().items() if name != "elapsed_ms"}


def test_a_set_goes_out_and_comes_back_through_both_forms(shelf: Path, tmp_path: Path) -> None:
    library = ("--library", shelf / "library")
    call("export", shelf / "set.jsonl", "--beir", tmp_path / "beir", "--trec", tmp_path / "trec", *library)
    back = tmp_path / "back.jsonl"
    call(
        "import", tmp_path / "trec" / "topics.trec", tmp_path / "trec" / "qrels.trec", "--out", back, *library
    )
    assert "3 câu" in call("check", back, *library).output
    for name in ("first", "again"):
        call("run", "--beir", tmp_path / "beir", "--cache", tmp_path / "cache", "--out", tmp_path / name)
    summary = load_run(tmp_path / "first").summary
    assert summary["measures"]["hit@10"] == 1
    assert summary["manifest"]["judged"]["questions"] == 2
    assert summary["measures"] == load_run(tmp_path / "again").summary["measures"]
    assert (tmp_path / "first" / "run.trec").read_bytes() == (tmp_path / "again" / "run.trec").read_bytes()


def test_the_shipped_questions_do_not_fall_behind_the_committed_run(tmp_path: Path) -> None:
    reproduce(tmp_path / "run")
    verdict = guard(load_run(SHIPPED_RESULTS), load_run(tmp_path / "run"))
    assert verdict.passed, [(entry.measure, entry.before, entry.after) for entry in verdict.fallen]
    assert verdict.comparison.missing == ()


def test_the_readme_quotes_the_committed_run() -> None:
    summary = json.loads((SHIPPED_RESULTS / "summary.json").read_text(encoding="utf-8"))
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert quote_figures(page, summary) == page


def test_figures_are_quoted_between_the_marks(tmp_path: Path) -> None:
    figures = {"answerable": 2, "hit@1": 0.5, "hit@3": 0.5, "hit@10": 1.0, "MRR@10": 0.6, "Recall@100": 1.0}
    summary = {
        "counts": {"answerable": 2},
        "measures": figures,
        "by": {"lang": {"en": figures, "vi": figures, "xx": figures, "none": {"answerable": 0}}},
        "answer": {"f1": None},
        "abstention": {"auroc": 0.75},
        "latency_ms": {"p50": 5.0, "p95": 9.125},
    }
    page = quote_figures("a\n<!-- eval -->\nold\n<!-- /eval -->\nb\n", summary)
    assert page.splitlines() == [
        "a",
        "<!-- eval -->",
        "| Language | answerable | hit@1 | hit@3 | hit@10 | MRR@10 | Recall@100 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| Vietnamese | 2 | 0.50 | 0.50 | 1.00 | 0.60 | 1.00 |",
        "| English | 2 | 0.50 | 0.50 | 1.00 | 0.60 | 1.00 |",
        "| all | 2 | 0.50 | 0.50 | 1.00 | 0.60 | 1.00 |",
        "| xx | 2 | 0.50 | 0.50 | 1.00 | 0.60 | 1.00 |",
        "",
        "AUROC of answerable 0.75 · median time (ms) 5.00 · 95th percentile of time (ms) 9.12",
        "<!-- /eval -->",
        "b",
    ]
    assert quote_figures(page, summary) == page
    with pytest.raises(TrichdanError, match="no place for the figures"):
        quote_figures("a", summary)
