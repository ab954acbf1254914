import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Assignment, Document, Role
from corpus.errors import TrichdanError
from corpus.tasks import COLUMNS, format_csv, list_tasks, read_day, read_role, task_record
from tests.conftest import make_document


def assignment(agency: str, role: Role, due: date | None, task: str = "báo cáo") -> Assignment:
    deadline = f"trước {due:%d/%m/%Y}" if due else None
    return Assignment(agency, role, task, deadline, due, "I", "x#I.p1", 0, 4)


@pytest.fixture
def documents() -> list[Document]:
    one = make_document("một", "Đoạn.", number="1-NQ/TU")
    two = make_document("hai", "Đoạn.")
    return [
        replace(
            one,
            assignments=(
                assignment("Ban Dân vận Thành ủy", "chủ trì", None),
                assignment("Sở Nội vụ", "phối hợp", date(2026, 6, 30)),
            ),
        ),
        replace(two, assignments=(assignment("Ban Tổ chức", "chủ trì", date(2026, 3, 31)),)),
    ]


def agencies(found: list[tuple[Document, Assignment]]) -> list[str]:
    return [task.agency for _, task in found]


def test_the_soonest_comes_first_and_what_has_no_date_last(documents: list[Document]) -> None:
    assert agencies(list_tasks(documents)) == ["Ban Tổ chức", "Sở Nội vụ", "Ban Dân vận Thành ủy"]


@pytest.mark.parametrize("typed", ["Dân vận", "dan van", "BAN  DÂN VẬN", "Ban Dân vận Thành uỷ"])
def test_an_agency_is_found_however_it_is_typed(documents: list[Document], typed: str) -> None:
    assert agencies(list_tasks(documents, agency=typed)) == ["Ban Dân vận Thành ủy"]


def test_filters_hold_together(documents: list[Document]) -> None:
    assert agencies(list_tasks(documents, role="chủ trì")) == ["Ban Tổ chức", "Ban Dân vận Thành ủy"]
    assert agencies(list_tasks(documents, role="chủ trì", due_by=date(2026, 3, 31))) == ["Ban Tổ chức"]
    assert agencies(list_tasks(documents, due_by=date(2026, 3, 30))) == []
    assert agencies(list_tasks(documents, agency="ban", role="phối hợp")) == []


def test_a_record_names_the_document_by_its_number_or_else_its_file(documents: list[Document]) -> None:
    records = [task_record(document, task) for document, task in list_tasks(documents)]
    assert [record["document"] for record in records] == ["hai.txt", "1-NQ/TU", "1-NQ/TU"]
    assert [record["due"] for record in records] == ["2026-03-31", "2026-06-30", None]
    assert all(tuple(record) == COLUMNS for record in records)


def test_csv_has_a_head_and_no_cell_that_a_spreadsheet_runs(documents: list[Document]) -> None:
    document = documents[0]
    tasks = [
        assignment("Sở A", "chủ trì", None, words) for words in ("=1+1", "- báo cáo, “gấp”\nngay", "thường")
    ]
    records = [task_record(document, task) for task in tasks]
    rows = list(csv.DictReader(io.StringIO(format_csv(records))))
    assert [row["task"] for row in rows] == ["'=1+1", "'- báo cáo, “gấp”\nngay", "thường"]
    assert rows[0]["deadline"] == rows[0]["due"] == ""
    assert format_csv([]) == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("typed", "role"), [("chủ trì", "chủ trì"), ("PHOI  HOP", "phối hợp"), ("Tham mưu", "tham mưu")]
)
def test_a_role_is_read_with_marks_or_without(typed: str, role: str) -> None:
    assert read_role(typed) == role


def test_a_role_that_there_is_not_is_told() -> None:
    with pytest.raises(TrichdanError, match="chủ trì, phối hợp, tham mưu, thực hiện"):
        read_role("giám đốc")


@pytest.mark.parametrize(
    "typed", ["2026-06-30", " 2026-06-30 ", "30/6/2026", "30.06.2026", "ngày 30 tháng 6 năm 2026"]
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_day(typed) == date(2026, 6, 30)


@pytest.mark.parametrize("typed", ["", "quý II", "31/6/2026", "2026-13-01"])
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(TrichdanError) as raised:
        read_day(typed)
    assert "2026-06-30" in raised.value.vi
