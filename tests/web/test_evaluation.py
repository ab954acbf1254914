import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from web.app import create_app

Get = Callable[..., BeautifulSoup]
UNITY = {"document": "chuong-trinh.txt", "quote": "Tạo sự thống nhất trong toàn Đảng bộ.", "grade": 2}
FOLLOW = {
    "document": "chuong-trinh.txt",
    "quote": "+ Theo dõi, đôn đốc việc thực hiện (thực hiện thường xuyên).",
    "grade": 2,
}
RECORDS = [
    {"id": "a", "question": "thống nhất", "lang": "vi", "type": "what", "answer": "", "evidence": [UNITY]},
    {
        "id": "b",
        "question": "phong trào khéo theo",
        "lang": "vi",
        "type": "who",
        "answer": "",
        "evidence": [FOLLOW],
    },
    {"id": "c", "question": "zzzz không có", "lang": "en", "type": "when", "answer": "", "evidence": []},
]


def lines(*records: object) -> bytes:
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records).encode()


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def send(client: TestClient, content: bytes, name: str = "bộ.jsonl") -> object:
    return client.post("/danh-gia/bo-cau-hoi", files={"tep": (name, content)}, follow_redirects=False)


def run(client: TestClient, name: str, called: str) -> str:
    """Run a set as the page's form does, follow it to its end, return the run's address."""
    started = client.post(f"/danh-gia/bo-cau-hoi/{name}/do", data={"ten": called}, follow_redirects=False)
    assert started.status_code == 303, started.text
    ended = client.get(f"{started.headers['location']}?cho=1", follow_redirects=False)
    assert ended.status_code == 303, ended.text
    return ended.headers["location"]


@pytest.fixture
def measured(client: TestClient) -> TestClient:
    send(client, lines(*RECORDS))
    run(client, "bộ", "một")
    return client


def test_the_overview_lists_sets_with_faults_and_says_that_nothing_was_run(soup: Get) -> None:
    page = soup("/danh-gia")
    assert texts(page, "nav [aria-current]") == ["Đánh giá"]
    (shipped,) = page.select("[data-set]")
    assert texts(shipped, ".origin") == ["đi kèm chương trình"] and "lỗi, chưa đo được" in shipped.get_text()
    assert shipped.select("form") == []  # a broken set can't be run
    assert "Chưa đo lần nào" in texts(page, ".notice")[0]


def test_a_set_is_sent_run_and_opened(client: TestClient, soup: Get) -> None:
    sent = send(client, lines(*RECORDS))
    assert sent.status_code == 303
    page = soup(sent.headers["location"])
    assert texts(page, "h1 .count") == ["3 câu hỏi"] and texts(page, ".good") != []
    assert "tiếng Việt 2, tiếng Anh 1" in texts(page, ".facts dd")
    form = page.select_one("form.run-form")
    url = run(client, "bộ", "lần một")
    assert form["action"].endswith("/do") and url.endswith("l%E1%BA%A7n-m%E1%BB%99t")
    shown = soup(url)
    assert texts(shown, ".headline dt") == ["hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100"]
    assert texts(shown, ".headline b")[:3] == ["0.500", "1.000", "1.000"]
    assert texts(soup("/danh-gia"), "[data-run] .number")[:3] == ["0.500", "1.000", "1.000"]


def test_failures_come_first_with_what_was_found_and_should_have_been(
    measured: TestClient, soup: Get
) -> None:
    page = soup("/danh-gia/lan-do/một")
    headings = texts(page, "section > h2")
    assert headings[0].startswith("Câu chưa trả lời được")
    (failure,) = page.select(".failure")
    assert failure["id"] == "q-b" and "thấy ở vị trí" in texts(failure, ".bad")[0]
    assert texts(failure, ".wanted .words") == [FOLLOW["quote"]]
    wanted = failure.select_one(".wanted .cite a")
    assert wanted["href"] == "/tai-lieu/chuong-trinh-1a2b3c?trich=III.3.-1.%2B2#III.3.-1.%2B2"
    first = failure.select(".ranking .found")[0]
    assert "Dân vận khéo" in first.get_text() and first.select_one("a")["href"].startswith("/tai-lieu/chuong")
    assert soup(wanted["href"]).select_one(".passage.cited")["id"] == "III.3.-1.+2"


def test_a_run_draws_its_curves_and_slices_without_inline_style(measured: TestClient, soup: Get) -> None:
    page = soup("/danh-gia/lan-do/một")
    drawn = [svg["aria-labelledby"] for svg in page.select(".charts svg[role=img]")]
    assert drawn[:4] == ["chart-recall_by_depth", "chart-calibration", "chart-risk_coverage", "chart-latency"]
    assert {"chart-lang", "chart-type"} <= set(drawn)
    assert page.select("style, [style], script:not([src])") == []
    assert "tiếng Việt (2)" in [title.get_text() for title in page.select(".charts text.tick title")]
    assert texts(page, ".manifest dt")[:3] == ["Thư viện", "Bộ mã hóa", "Cấu hình tìm kiếm"]


def test_two_runs_are_compared(measured: TestClient, soup: Get, service: object) -> None:
    service.reading = {}
    found = service.search
    service.__class__ = type("Reversed", (service.__class__,), {"search": _reversed(found)})
    run(measured, "bộ", "hai")
    page = soup("/danh-gia/so-sanh?truoc=một&sau=hai")
    rows = {row["data-measure"]: texts(row, "td") for row in page.select("tr[data-measure]")}
    assert rows["hit@1"][:3] == ["0.500", "1.000", "+0.500"] and rows["hit@1"][-3:] == ["1", "0", "1"]
    (changed,) = page.select("details.changed")
    assert changed["data-question"] == "b" and "won" in changed["class"]
    before, after = changed.select(".sides > div")
    assert texts(before, "h3") == ["một"] and texts(after, "h3") == ["hai"]
    assert texts(before, ".found")[0] != texts(after, ".found")[0]
    assert "Trả lời được" in texts(after, ".found")[0]
    twin = measured.get("/danh-gia/so-sanh.json?truoc=một&sau=hai").json()
    assert twin["questions"][0]["id"] == "b" and len(twin["differences"]) == 6
    by_hit = soup("/danh-gia/so-sanh?truoc=một&sau=hai&do=hit@10")
    assert "Không câu nào khác đi" in texts(by_hit, ".notice")[0]


def _reversed(search: Callable[..., object]) -> Callable[..., object]:
    def answer(_: object, question: str, k: int = 10, **more: object) -> object:
        result = search(question, 100, **more)
        hits = tuple(replace(h, rank=i + 1, score=-float(i)) for i, h in enumerate(reversed(result.hits)))
        return replace(result, hits=hits[:k])

    return answer


def test_reports_are_taken_along(measured: TestClient) -> None:
    report = measured.get("/danh-gia/bao-cao.html?lan=một")
    assert report.headers["content-disposition"].startswith("attachment; filename*=UTF-8''m%E1%BB%99t.html")
    assert report.text.startswith("<!doctype html>") and "phong trào khéo theo" in report.text
    markdown = measured.get("/danh-gia/bao-cao.md?lan=một&lang=en")
    assert markdown.text.startswith("# Search quality report")
    assert measured.get("/danh-gia/bao-cao.html").status_code == 400
    assert measured.get("/danh-gia/bao-cao.html?lan=không").status_code == 404


def test_the_twins_tell_the_same(measured: TestClient) -> None:
    overview = measured.get("/danh-gia.json").json()
    assert [(one["name"], one["usable"]) for one in overview["sets"]] == [("party-dev", False), ("bộ", True)]
    assert overview["runs"][0]["name"] == "một" and overview["current"] is None
    faults = measured.get("/danh-gia/bo-cau-hoi/party-dev.json").json()["faults"]
    assert faults[0]["line"] >= 1 and faults[0]["fatal"] and faults[0]["vi"] and faults[0]["en"]
    one = measured.get("/danh-gia/lan-do/một.json").json()
    assert one["measures"]["hit@1"] == 0.5 and [failed["id"] for failed in one["failures"]] == ["b"]
    assert measured.get("/danh-gia/bo-cau-hoi/bộ.jsonl").content == lines(*RECORDS)


def test_a_broken_set_is_shown_line_by_line_and_not_kept(client: TestClient, soup: Get) -> None:
    hostile = "<script>alert(1)</script>"
    bad = {**RECORDS[0], "id": "z", "question": "z", "evidence": [{**UNITY, "document": hostile}]}
    refused = send(client, lines(RECORDS[0], bad) + b"{oops\n" + lines({"id": 1}))
    assert refused.status_code == 400
    page = BeautifulSoup(refused.text, "html.parser")
    assert texts(page, ".faults .line") == ["dòng 2", "dòng 3"] + ["dòng 4"] * (
        len(page.select(".faults li")) - 2
    )
    assert hostile in texts(page, ".faults li")[0] and page.select("script:not([src])") == []
    assert "chưa được lưu" in texts(page, "[role=alert]")[0] and page.select("main form") == []
    assert len(soup("/danh-gia").select("[data-set]")) == 1


def test_odd_json_is_a_fault_of_its_line(client: TestClient) -> None:
    half = b'{"id": "1", "question": "\\ud800", "lang": "\\ud800", "type": "who", "evidence": []}\n'
    refused = send(client, half + b'{"id": ' + b"9" * 5000 + b"}\n" + b"[" * 100_000 + b"\n\xff\xfe\n")
    assert refused.status_code == 400
    page = BeautifulSoup(refused.text, "html.parser")
    assert texts(page, ".faults .line") == ["dòng 1", "dòng 2", "dòng 3", "dòng 4"]


def test_sets_and_runs_are_removed(measured: TestClient, soup: Get) -> None:
    measured.post("/danh-gia/lan-do/một/bo")
    measured.post("/danh-gia/bo-cau-hoi/bộ/bo")
    page = soup("/danh-gia")
    assert len(page.select("[data-set]")) == 1 and page.select("[data-run]") == []
    assert measured.post("/danh-gia/bo-cau-hoi/party-dev/bo").status_code == 404


def test_an_unknown_configuration_is_refused(client: TestClient) -> None:
    answer = client.post("/danh-gia/bo-cau-hoi/party-dev/do", data={"ten": "", "cau-hinh": "x"})
    assert answer.status_code == 400 and "Không có cấu hình “x”" in answer.text


@pytest.mark.parametrize(
    "path",
    ["bo-cau-hoi/x", "bo-cau-hoi/x.json", "bo-cau-hoi/x.jsonl", "lan-do/x", "lan-do/x.json", "dang-do/x",
     "dang-do/x.json", "dang-do/x/dien-bien", "lan-do/..%2f..%2feval", "so-sanh?truoc=x&sau=y"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_one_sentence(client: TestClient, path: str) -> None:
    answer = client.get(f"/danh-gia/{path}")
    assert answer.status_code == 404, answer.text


def test_a_broken_set_is_not_run(client: TestClient) -> None:
    answer = client.post("/danh-gia/bo-cau-hoi/party-dev/do", data={"ten": ""})
    assert answer.status_code == 400 and "còn lỗi" in answer.text


def test_a_run_is_watched_by_events_and_stopped(client: TestClient, soup: Get, service: object) -> None:
    send(client, lines(*({**RECORDS[0], "id": str(i), "question": f"thống nhất {i}"} for i in range(300))))
    started = client.post("/danh-gia/bo-cau-hoi/bộ/do", data={"ten": "x"}, follow_redirects=False)
    url = started.headers["location"]
    page = soup(url)
    assert page.select_one("[data-events]")["data-events"] == f"{url}/dien-bien"
    assert page.select_one("noscript a")["href"] == f"{url}?cho=1" and page.select("progress[max='300']")
    overview = soup("/danh-gia")
    assert overview.select_one(".under-way a")["href"] == url and overview.select("li form") == []
    refused = client.post("/danh-gia/bo-cau-hoi/bộ/do", data={"ten": "y"})
    assert refused.status_code == 409 and "Hãy đợi lần đo ấy xong" in refused.text
    client.post(f"{url}/dung")
    events = client.get(f"{url}/dien-bien").text.strip().split("\n\n")
    last = json.loads(events[-1].removeprefix("data: "))
    assert last["over"] and last["text"].startswith("Đã dừng sau")
    assert texts(soup(url), ".notice .text")[0].startswith("Đã dừng sau")
    assert client.get(f"{url}.json").json()["stage"] == "stopped"
    assert client.get("/danh-gia.json").json()["runs"] == []


@pytest.fixture
def reading(service: object) -> TestClient:
    return TestClient(create_app(service, editable=False))


def test_a_server_for_reading_only_changes_nothing(reading: TestClient, tmp_path: Path) -> None:
    refused = [
        send(reading, lines(*RECORDS)),
        reading.post("/danh-gia/bo-cau-hoi/party-dev/do", data={"ten": ""}),
        reading.post("/danh-gia/bo-cau-hoi/party-dev/bo"),
        reading.post("/danh-gia/lan-do/x/bo"),
        reading.post("/danh-gia/dang-do/x/dung"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 5
    page = BeautifulSoup(reading.get("/danh-gia").text, "html.parser")
    assert page.select("main form") == [] and not (tmp_path / "library" / "eval").exists()


def test_another_sites_page_can_start_nothing(client: TestClient) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    answer = client.post("/danh-gia/bo-cau-hoi/party-dev/do", data={"ten": ""}, headers=headers)
    assert answer.status_code == 403


def test_a_run_of_hostile_questions_is_shown_as_text(client: TestClient, soup: Get) -> None:
    hostile = "<script>alert(1)</script>{{7*7}}\"' đôn đốc"
    record = {**RECORDS[1], "id": hostile, "question": hostile, "type": hostile, "lang": hostile}
    missed = {**record, "id": "2", "question": "vắng mặt hoàn toàn xyz"}
    send(client, lines(record, missed), "<b>'{{7*7}}.jsonl")
    known = client.get("/danh-gia.json").json()["sets"][1]["name"]
    url = run(client, quote(known, safe=""), hostile)
    for address in (url, "/danh-gia", f"/danh-gia/bo-cau-hoi/{quote(known, safe='')}"):
        page = soup(address)
        assert page.select("script:not([src])") == [] and "49" not in page.title.get_text(), address
    assert "alert(1)" in soup(url).get_text()


def test_questions_are_paged(client: TestClient, soup: Get) -> None:
    send(client, lines(*({**RECORDS[0], "id": str(i), "question": f"thống nhất {i}"} for i in range(120))))
    page = soup("/danh-gia/bo-cau-hoi/bộ?trang=2")
    assert (
        texts(page, ".questions li")[0].startswith("thống nhất 50")
        and len(page.select(".questions li")) == 50
    )
    assert [a["rel"] for a in page.select(".pager a")] == [["prev"], ["next"]]
    assert texts(page, ".pager .count") == ["51–100 trong 120"]
