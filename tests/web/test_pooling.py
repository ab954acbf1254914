import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from eval.questions import load_questions
from web.app import create_app

Get = Callable[..., BeautifulSoup]
UNITY = {"document": "chuong-trinh.txt", "quote": "Tạo sự thống nhất trong toàn Đảng bộ.", "grade": 2}
RECORDS = [
    {"id": "a", "question": "thống nhất tham mưu", "lang": "vi", "type": "what", "answer": "", "evidence": [UNITY]},
    {"id": "b", "question": "phong trào khéo theo", "lang": "vi", "type": "who", "answer": "", "evidence": []},
]  # fmt: skip


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


@pytest.fixture
def pooled(client: TestClient) -> TestClient:
    content = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in RECORDS).encode()
    client.post("/danh-gia/bo-cau-hoi", files={"tep": ("bộ.jsonl", content)})
    for name in ("một", "hai"):
        started = client.post(
            "/danh-gia/bo-cau-hoi/bộ/do", data={"ten": name, "cau-hinh": "dense"}, follow_redirects=False
        )
        assert client.get(f"{started.headers['location']}?cho=1").status_code == 200
    made = client.post("/danh-gia/gop", data={"lan": ["một", "hai"], "do-sau": "5"}, follow_redirects=False)
    assert made.status_code == 303, made.text
    assert made.headers["location"] == "/danh-gia/gop/b%E1%BB%99-gop"
    return client


def introduce(client: TestClient, soup: Get, judge: str = "Lê Thị A") -> str:
    form = soup("/danh-gia/gop/bộ-gop/1").select_one("form.introduce")
    data = {"ten": judge, "ve": form.select_one("input[name=ve]")["value"]}
    answer = client.post(form["action"], data=data, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"]


def press(client: TestClient, form: BeautifulSoup, grade: int) -> str:
    data = {field["name"]: field["value"] for field in form.select("input[name]")} | {"muc": str(grade)}
    answer = client.post(form["action"], data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_runs_are_pooled_without_what_was_judged_before(pooled: TestClient, soup: Get) -> None:
    page = soup("/danh-gia/gop/bộ-gop")
    twin = pooled.get("/danh-gia/gop/bộ-gop.json").json()
    assert twin["set"] == "bộ" and set(twin["judged"]) == {"một", "hai"} and twin["depth"] == 5
    found = [(one["id"], one["text"]) for one in twin["pooled"]]
    assert ("a", UNITY["quote"]) not in found and len(found) == len(set(found)) == twin["passages"]
    assert f"Đã đánh giá 0/{len(found)} đoạn" in page.get_text()
    assert page.select_one("a.button.strong")["href"].endswith("/1")
    assert texts(soup("/danh-gia/gop"), "[data-pool] h3 a") == ["bộ-gop"]


def test_a_pool_is_judged_question_by_question_without_scripts(pooled: TestClient, soup: Get) -> None:
    first = soup("/danh-gia/gop/bộ-gop/1")
    assert first.select(".pooled button") == []  # nobody judges without a name
    url, grades = introduce(pooled, soup), iter((2, 0, 1, 0, 0))
    total = len(pooled.get("/danh-gia/gop/bộ-gop.json").json()["pooled"])
    for done in range(total):
        page = soup(url.partition("#")[0])
        assert f"Đã đánh giá {done}/{total}" in texts(page, ".where")[0]
        form = page.select_one(".pooled:not([data-judged]) form")
        url = press(pooled, form, next(grades))
    assert url == "/danh-gia/gop/b%E1%BB%99-gop"
    assert "Bạn đã đánh giá hết" in texts(soup(url), "[role=status]")[0]
    again = soup("/danh-gia/gop/bộ-gop/1")
    assert texts(again, ".pooled [aria-pressed=true]")[0] == "1 Trả lời được"
    kept = pooled.get("/danh-gia/doan.json").json()
    assert len(kept) == total and {one["judge"] for one in kept} == {"Lê Thị A"}


def test_the_page_does_not_tell_which_run_found_a_passage(pooled: TestClient, soup: Get) -> None:
    introduce(pooled, soup)
    page = soup("/danh-gia/gop/bộ-gop/1")
    said = page.select_one("main").get_text(" ")
    assert "hai" not in said.split() and "dense" not in said and page.select(".rank") == []


def test_what_was_judged_becomes_a_question_set(
    pooled: TestClient, soup: Get, service: object, tmp_path: object
) -> None:
    early = pooled.post("/danh-gia/gop/bộ-gop/bo-cau-hoi")
    assert early.status_code == 400 and "Hãy đánh giá trước" in early.text
    introduce(pooled, soup)
    words = texts(soup("/danh-gia/gop/bộ-gop/2"), ".pooled .words")
    press(pooled, soup("/danh-gia/gop/bộ-gop/2").select(".pooled form")[0], 2)
    turned = pooled.post("/danh-gia/gop/bộ-gop/bo-cau-hoi", follow_redirects=False)
    assert turned.headers["location"] == "/danh-gia/bo-cau-hoi/b%E1%BB%99-gop"
    file = tmp_path / "set.jsonl"
    file.write_bytes(pooled.get("/danh-gia/bo-cau-hoi/bộ-gop.jsonl").content)
    first, second = load_questions(file, service.library.documents())
    assert [one.quote for one in first.evidence] == [UNITY["quote"]]
    assert [(" ".join(one.quote.split()), one.grade) for one in second.evidence] == [(words[0], 2)]
    lines = [json.loads(line) for line in pooled.get("/danh-gia/gop/bộ-gop.jsonl").text.splitlines()]
    assert sorted(one["grade"] is not None for one in lines) == [False] * (len(lines) - 1) + [True]


def test_another_person_judges_afresh(pooled: TestClient, soup: Get) -> None:
    introduce(pooled, soup)
    press(pooled, soup("/danh-gia/gop/bộ-gop/1").select_one(".pooled form"), 2)
    pooled.cookies.clear()
    introduce(pooled, soup, "B")
    assert soup("/danh-gia/gop/bộ-gop/1").select("[data-judged]") == []


def test_passages_that_are_gone_are_not_asked_for(pooled: TestClient, soup: Get) -> None:
    pooled.post("/thu-vien/bo", data={"van-ban": "chuong-trinh-1a2b3c"})
    page = soup("/danh-gia/gop/bộ-gop")
    assert "0 đoạn" in texts(page, "h1 .count")[0] and page.select("a.button.strong") == []


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({"do-sau": "5"}, 400, "Hãy chọn từ một"),
        ({"lan": "một", "do-sau": "0"}, 400, "từ 1 đến 100"),
        ({"lan": "một", "do-sau": "x"}, 400, "từ 1 đến 100"),
        ({"lan": "không có"}, 404, "Không có lần đo"),
    ],
)
def test_what_can_not_be_pooled_is_said(
    client: TestClient, data: dict[str, str], status: int, words: str
) -> None:
    answer = client.post("/danh-gia/gop", data=data)
    assert (answer.status_code, words in answer.text) == (status, True)


@pytest.mark.parametrize("path", ["x", "x.json", "x.jsonl", "x/1", "bộ-gop/99"])
def test_unknown_pools_and_questions(pooled: TestClient, path: str) -> None:
    assert pooled.get(f"/danh-gia/gop/{path}").status_code == 404


def test_a_nameless_judge_is_asked_for_a_name(pooled: TestClient) -> None:
    answer = pooled.post("/danh-gia/gop/bộ-gop/ten", data={"ten": " "})
    assert answer.status_code == 400 and "tên người đánh giá" in answer.text


def test_a_server_for_reading_only_makes_and_drops_no_pool(service: object) -> None:
    reading = TestClient(create_app(service, editable=False))
    paths = ("", "/x/bo", "/x/bo-cau-hoi")
    assert [reading.post(f"/danh-gia/gop{path}").status_code for path in paths] == [403] * 3
    assert "Lập danh sách gộp" not in reading.get("/danh-gia/gop").text


def test_a_pool_is_removed_and_judgements_stay(pooled: TestClient, soup: Get) -> None:
    introduce(pooled, soup)
    press(pooled, soup("/danh-gia/gop/bộ-gop/1").select_one(".pooled form"), 2)
    pooled.post("/danh-gia/gop/bộ-gop/bo")
    assert pooled.get("/danh-gia/gop.json").json() == []
    assert len(pooled.get("/danh-gia/doan.json").json()) == 1
