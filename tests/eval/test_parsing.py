"""The scorer of parses, on a parse small enough to count by hand."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Assignment, Document, Footnote, Metadata, Reference, Section, Signer
from eval.parsing import fold_words, main, measure_f1, score_parse

TEXT = "I. MỤC ĐÍCH\n1. Yêu cầu\nCâu bị ngắt giữa chừng.\n[1] Chú thích một.\nChương I\nQUY ĐỊNH CHUNG"


def section(path: str, heading: str) -> Section:
    return Section(path, path, heading, "heading", 1, 0, 1, 1, path)


def assignment(agency: str, role: Any, task: str) -> Assignment:
    return Assignment(agency, role, task, None, None, "I", "x#I", 0, 1)


@pytest.fixture
def document() -> Document:
    return Document(
        "x", "x.txt", "0", TEXT,
        Metadata("1-KH/TU", "Kế hoạch", "Thành ủy", "Hà Nội", date(2024, 2, 1), "về việc A", Signer("Lê A", "Bí thư"), ("B", "C"), ("2-NQ/TW",)),
        (section("I", "MỤC ĐÍCH"), section("I.1", "Yêu cầu")),
        (),
        (Footnote("1", "Chú thích một.", None, 40, 55),),
        (Reference("2-NQ/TW", "Nghị quyết", date(2023, 1, 1), None, ((0, 1),)), Reference("3-KL/TW", None, None, None, ((0, 1),))),
        (assignment("Ban A", "chủ trì", "rà soát các quy định cũ"), assignment("Ban B", "phối hợp", "đôn đốc")),
    )  # fmt: skip


@pytest.fixture
def gold() -> dict[str, Any]:
    return {
        "outline": [{"number": "I", "heading": "Mục đích"}, {"number": "I.1", "heading": "Yêu cầu:"}],
        "footnotes": [{"n": 1, "text_start": "**Chú** thích", "text_start_clean": "Chú thích"}],
        "broken_paragraphs": [{"joined_preview": "…bị ngắt giữa chừng.…"}],
        "wrapped_blocks": [{"joined": "Chương I — QUY ĐỊNH CHUNG"}],
        "references": [{"number": "2-NQ/TW", "date": "2023-01-01"}, {"number": "3-KL/TW", "date": None}],
        "assignments": [
            {"agency": "Ban A", "role": "chủ trì", "task": "rà soát các quy định"},
            {"agency": "Ban B", "role": "phối hợp", "task": "đôn đốc"},
        ],
        "metadata": {
            "number": "1-KH/TU", "type": "Kế hoạch", "issuer": "Thành ủy", "place": "Hà Nội", "date": "2024-02-01", "title": "về việc A",
            "signer": {"name": "Lê A", "position": "Bí thư"}, "recipients": ["B", "C"], "implements": ["2-NQ/TW"], "replaces": [],
        },
    }  # fmt: skip


def test_a_perfect_parse_scores_one(document: Document, gold: dict[str, Any]) -> None:
    assert score_parse(document, gold) == dict.fromkeys(
        ("outline", "footnotes", "paragraphs", "references", "assignments", "metadata"), 1.0
    )


def test_f1_by_hand() -> None:
    assert measure_f1(2, 3, 4) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert measure_f1(0, 3, 0) == 0.0
    assert measure_f1(0, 0, 0) == 1.0


def test_words_are_folded() -> None:
    assert fold_words("  “Mục đích”,\nYÊU_CẦU: ") == "mục đích yêu cầu"


def test_a_wrong_path_or_heading_costs(document: Document, gold: dict[str, Any]) -> None:
    moved = replace(
        document, sections=(section("I", "MỤC ĐÍCH"), section("I.2", "Yêu cầu"), section("II", "X"))
    )
    assert score_parse(moved, gold)["outline"] == pytest.approx(2 * 1 / (3 + 2))


def test_a_paragraph_over_two_lines_is_not_joined(document: Document, gold: dict[str, Any]) -> None:
    cut = replace(document, text=TEXT.replace("ngắt giữa", "ngắt\ngiữa"))
    assert score_parse(cut, gold)["paragraphs"] == 0.5


def test_a_missing_and_a_wrong_footnote_cost(document: Document, gold: dict[str, Any]) -> None:
    wrong = replace(
        document, footnotes=(Footnote("1", "Khác", None, 0, 1), Footnote("2", "Chú thích", None, 0, 1))
    )
    assert score_parse(wrong, gold)["footnotes"] == 0.0


def test_a_wrong_date_costs_where_gold_has_one(document: Document, gold: dict[str, Any]) -> None:
    references = (
        replace(document.references[0], date=None),
        replace(document.references[1], date=date(2020, 1, 1)),
    )
    assert score_parse(replace(document, references=references), gold)["references"] == 0.5


def test_assignments_need_agency_role_and_half_of_the_task(document: Document, gold: dict[str, Any]) -> None:
    first, second = document.assignments
    for wrong in (
        replace(first, agency="Sở X"),
        replace(first, role="tham mưu"),
        replace(first, task="tổ chức hội nghị lớn"),
    ):
        assert score_parse(replace(document, assignments=(wrong, second)), gold)["assignments"] == 0.5


def test_metadata_is_a_mean_over_its_fields(document: Document, gold: dict[str, Any]) -> None:
    stated = replace(document.metadata, number=None, recipients=("B",))
    expected = (8 - 1 + 2 / 3 + 1 + 1) / 11
    assert score_parse(replace(document, metadata=stated), gold)["metadata"] == pytest.approx(expected)


def test_the_command_prints_a_line_a_measure(tmp_path: Path, gold: dict[str, Any]) -> None:
    (tmp_path / "a.txt").write_text("I. MỤC ĐÍCH\n1. Yêu cầu\nĐoạn.", "utf-8")
    (tmp_path / "a.json").write_text(json.dumps(gold), "utf-8")
    told: list[str] = []
    assert main([str(tmp_path / "a.txt"), str(tmp_path / "a.json")], told.append) == 0
    assert told[0] == "outline\t1.0000"
    assert len(told) == 6


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    told: list[str] = []
    assert main([str(tmp_path / "a.txt"), "a.json"], told.append) == 1
    assert len(told) == 1
    assert "a.txt" in told[0]


def test_the_command_says_how_it_is_used() -> None:
    told: list[str] = []
    assert main([], told.append) == 1
    assert told == ["python -m eval.parsing DOCUMENT GOLD"]
