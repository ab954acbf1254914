import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from corpus.spreadsheet import COLUMNS, write_tasks

RECORD = {
    "agency": "Ban Dân vận Thành ủy",
    "role": "chủ trì",
    "task": "tham mưu ban hành Chỉ thị",
    "deadline": "trong quý II/2026",
    "due": "2026-06-30",
    "document": "66-CTr/TU",
    "section": "III.3",
}


def read_back(data: Any) -> Any:
    return load_workbook(data).active


def test_a_row_a_task_under_a_frozen_head(tmp_path: Path) -> None:
    write_tasks([RECORD, RECORD | {"due": None, "deadline": None}], tmp_path / "việc.xlsx")
    sheet = read_back(tmp_path / "việc.xlsx")
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(heading for _, heading, _ in COLUMNS)
    assert rows[1] == (
        "Ban Dân vận Thành ủy",
        "chủ trì",
        "tham mưu ban hành Chỉ thị",
        "trong quý II/2026",
        datetime(2026, 6, 30),
        "66-CTr/TU",
        "III.3",
    )
    assert rows[2][3] is rows[2][4] is None
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:G3"
    assert sheet["E2"].number_format == "dd/mm/yyyy"
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["B"].width


@pytest.mark.parametrize(
    "words", ["=HYPERLINK(1)", "+1+1", "-2", "@SUM(A1)", "{=A1}", "http://x.example", "internal:A1", "1/2"]
)
def test_no_text_is_ever_run_or_turned_into_something_else(words: str) -> None:
    file = io.BytesIO()
    write_tasks([RECORD | {"task": words, "agency": words}], file)
    sheet = read_back(io.BytesIO(file.getvalue()))
    assert sheet["C2"].value == sheet["A2"].value == words
    assert sheet["C2"].data_type == "s" and sheet["C2"].hyperlink is None
    assert b"<f>" not in file.getvalue()


def test_strange_text_is_kept_within_bounds() -> None:
    file = io.BytesIO()
    write_tasks([RECORD | {"task": "a" * 40_000, "section": "\x00\x07<&>\u202e"}], file)
    sheet = read_back(io.BytesIO(file.getvalue()))
    assert len(sheet["C2"].value) == 32_767 and "<&>" in sheet["G2"].value


def test_headings_and_no_task_at_all() -> None:
    file = io.BytesIO()
    write_tasks([], file, ["Agency", "Role", "Task", "Deadline", "Due", "Document", "Where"])
    assert read_back(io.BytesIO(file.getvalue()))["A1"].value == "Agency"
