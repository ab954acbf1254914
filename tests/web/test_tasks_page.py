import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from openpyxl import load_workbook

Get = Callable[..., BeautifulSoup]


def tasks_of(page: BeautifulSoup) -> list[str]:
    return [found.get_text(strip=True) for found in page.select("td.what")]


def test_tasks_are_sorted_by_when_they_are_due(soup: Get) -> None:
    page = soup("/phan-cong")
    assert [found["datetime"] for found in page.select("time")] == ["2025-12-31", "2026-06-30"]
    assert tasks_of(page)[-1] == "Theo dõi, đôn đốc việc thực hiện"
    assert [found.get_text() for found in page.select(".state")] == ["Đã qua hạn", "Sắp đến hạn"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("co-quan=dan van", 2),
        ("vai-tro=chủ trì", 1),
        ("han=overdue", 1),
        ("han=standing", 1),
        ("tai-lieu=nghi-quyet-9f8e7d", 1),
        ("co-quan=dan van&vai-tro=phối hợp", 0),
    ],
)
def test_filters_narrow(soup: Get, client: TestClient, query: str, found: int) -> None:
    assert len(tasks_of(soup(f"/phan-cong?{query}"))) == found
    assert client.get(f"/phan-cong.json?{query}").json()["total"] == found


def test_the_filter_chosen_stays_chosen(soup: Get) -> None:
    page = soup("/phan-cong?vai-tro=chủ trì&co-quan=Ban")
    assert page.select_one("#vai-tro option[selected]")["value"] == "chủ trì"
    assert page.select_one("#co-quan")["value"] == "Ban"


def test_each_task_leads_to_its_clause(soup: Get) -> None:
    link = soup("/phan-cong?vai-tro=chủ trì").select_one("td.where a")
    assert link["href"] == "/tai-lieu/chuong-trinh-1a2b3c?trich=III.3.-1.%2B1#III.3.-1.%2B1"
    assert "Mục III.3" in link.get_text()


def test_no_task_left_says_so(soup: Get) -> None:
    assert "Không việc nào" in soup("/phan-cong?co-quan=xyz").select_one(".notice").get_text()


def test_csv_is_for_spreadsheets_and_runs_nothing(client: TestClient) -> None:
    answer = client.get("/phan-cong.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="phan-cong.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Cơ quan", "Vai trò", "Nhiệm vụ", "Thời hạn", "Ngày đến hạn", "Văn bản", "Chỗ ghi"]
    assert rows[1][2] == "'=HYPERLINK(1)" and rows[1][4] == "2025-12-31"
    assert len(rows) == 4


def test_csv_headings_follow_the_language(client: TestClient) -> None:
    assert client.get("/phan-cong.csv?lang=en").content.decode("utf-8-sig").startswith("Agency,Role,Task")


def test_a_spreadsheet_holds_the_same_tasks(client: TestClient) -> None:
    answer = client.get("/phan-cong.xlsx?vai-tro=chủ trì&lang=en")
    assert answer.headers["content-disposition"] == 'attachment; filename="phan-cong.xlsx"'
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Agency", "Role") and len(rows) == 2
    assert rows[1][4] == datetime(2026, 6, 30)
    assert rows[1][5:] == ("Chương trình hành động số 66-CTr/TU", "Mục III.3")


def test_both_files_are_offered_with_the_filter(soup: Get) -> None:
    links = [a["href"] for a in soup("/phan-cong?vai-tro=chủ trì").select(".table-bar a[download]")]
    assert [link.partition("?")[0] for link in links] == ["/phan-cong.xlsx", "/phan-cong.csv"]
    assert all("vai-tro=ch" in link for link in links)


def test_json_rows_name_their_document_and_state(client: TestClient) -> None:
    first = client.get("/phan-cong.json").json()["tasks"][0]
    assert (first["document"], first["due"], first["state"]) == ("43-NQ/TW", "2025-12-31", "overdue")


def test_a_page_number_out_of_range_shows_the_nearest_page(soup: Get) -> None:
    assert len(tasks_of(soup("/phan-cong?trang=999"))) == 3


def test_tasks_are_gathered_under_their_agencies(soup: Get) -> None:
    page = soup("/phan-cong?theo-co-quan=1")
    assert [found.get_text() for found in page.select(".group th")] == ["Ban Dân vận Thành ủy", "Ban Tổ chức"]
    assert [len(body.select("td.what")) for body in page.select("tbody")] == [2, 1]
    back = next(a["href"] for a in page.select(".table-bar a") if a.get_text() == "Xếp theo thời hạn")
    assert back == "/phan-cong" and soup(back).select(".group") == []
