import json
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from eval.questions import load_questions

Get = Callable[..., BeautifulSoup]
QUESTION = "chỉ thị phong trào dân vận khéo"
RESULTS = f"/?q={QUESTION}"
PROGRAMME = "chuong-trinh-1a2b3c"


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def press(client: TestClient, form: BeautifulSoup, grade: int, **typed: str) -> str:
    """Send a form as a browser does when one of its buttons is pressed; return where it leads."""
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    data = {**fields, "muc": str(grade), **typed}
    answer = client.post(form["action"], data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_hit_is_judged_and_shown_as_judged(client: TestClient, soup: Get) -> None:
    form = soup(RESULTS).select_one(".hit .judging form")
    back = press(client, form, 2, ten="Lê Thị A")
    assert back.endswith("#doan-1")
    first = soup(back).select_one(".hit")
    assert texts(first, ".judging .given") == [": Trả lời được"]
    assert texts(first, "button[aria-pressed=true]") == ["Trả lời được"]
    assert first.select("input[name=ten]") == []  # the name is asked for once
    press(client, first.select_one(".judging form"), 0)
    (kept,) = client.get("/danh-gia/doan.json").json()
    assert (kept["question"], kept["judge"], kept["grade"]) == (QUESTION, "Lê Thị A", 0)
    assert kept["quote"] == texts(first, ".words-box .words")[0] and kept["judged_at"]


def test_another_person_judges_afresh(client: TestClient, soup: Get) -> None:
    press(client, soup(RESULTS).select_one(".judging form"), 2, ten="A")
    client.cookies.clear()
    page = soup(RESULTS)
    assert page.select("button[aria-pressed=true]") == [] and page.select(".hit input[name=ten]")


def test_a_script_gets_json(client: TestClient, soup: Get) -> None:
    fields = {f["name"]: f["value"] for f in soup(RESULTS).select_one(".judging form").select("input[value]")}
    headers = {"accept": "application/json"}
    told = client.post("/danh-gia/doan", data={**fields, "muc": "1", "ten": "A"}, headers=headers)
    assert told.json() == {"grade": 1, "judge": "A"}
    client.cookies.clear()
    nameless = client.post("/danh-gia/doan", data={**fields, "muc": "1"}, headers=headers)
    assert nameless.status_code == 400 and "tên người" in nameless.json()["error"]["vi"]


def test_evidence_is_added_by_a_plain_form(client: TestClient, soup: Get) -> None:
    page = soup(f"/tai-lieu/{PROGRAMME}?hoi={QUESTION}")
    box = page.select_one("details.evidence")
    assert box.has_attr("open") and box.select_one("#bc-cau-hoi")["value"] == QUESTION
    press(client, box.form, 2, loi="tạo sự thống nhất  trong toàn đảng bộ", ten="B")
    made_up = {"van-ban": PROGRAMME, "cau-hoi": "x", "loi": "lời bịa ra", "muc": "2", "ten": "B"}
    refused = client.post("/danh-gia/doan", data=made_up)
    assert refused.status_code == 400 and "không có nguyên văn" in refused.text
    judged = soup("/danh-gia/doan")
    assert texts(judged, ".judged h2") == [QUESTION]
    assert texts(judged, ".judged blockquote") == ["Tạo sự thống nhất trong toàn Đảng bộ"]
    assert judged.select_one(".judged li a")["href"] == f"/tai-lieu/{PROGRAMME}?trich=I~2#I~2"


def test_evidence_can_be_added_for_a_document_that_was_not_found(client: TestClient, soup: Get) -> None:
    page = soup(soup(RESULTS).select_one(".missing-evidence a")["href"])
    form = page.select_one("form.evidence-form")
    assert [o["value"] for o in form.select("#bc-van-ban option")] == [PROGRAMME, "nghi-quyet-9f8e7d"]
    words = "Đại đoàn kết toàn dân tộc"
    press(client, form, 1, **{"van-ban": "nghi-quyet-9f8e7d", "loi": words, "ten": "B"})
    assert client.get("/danh-gia/doan.json").json()[0]["source"] == "nghi-quyet.docx"


def test_a_judgement_is_withdrawn(client: TestClient, soup: Get) -> None:
    press(client, soup(RESULTS).select_one(".judging form"), 2, ten="A")
    form = soup("/danh-gia/doan").select_one(".judged form")
    client.post(form["action"], data={"danh-gia": form.select_one("input[name=danh-gia]")["value"]})
    assert "Chưa có đánh giá nào" in soup("/danh-gia/doan").select_one(".notice").get_text()
    assert client.post("/danh-gia/doan/bo", data={"danh-gia": "x"}).status_code == 200


def test_what_was_judged_is_a_question_set_that_evaluation_reads(
    client: TestClient, soup: Get, service: object, tmp_path: Path
) -> None:
    asked = "phong trào khéo theo"
    for form, grade in zip(soup(f"/?q={asked}").select(".hit .judging form"), (2, 0), strict=True):
        press(client, form, grade, ten="A")
    answer = client.get("/danh-gia/doan.jsonl")
    assert answer.headers["content-disposition"] == 'attachment; filename="danh-gia.jsonl"'
    (tmp_path / "set.jsonl").write_text(answer.text, encoding="utf-8")
    (question,) = load_questions(tmp_path / "set.jsonl", service.library.documents())
    assert question.question == asked and [one.grade for one in question.evidence] == [2, 0]
    qrels = [line.split() for line in client.get("/danh-gia/doan.qrels").text.splitlines()]
    assert [(row[0], row[1], row[3]) for row in qrels] == [(question.id, "0", "2"), (question.id, "0", "0")]
    assert client.get("/danh-gia/doan.exe").status_code == 404


def test_hostile_judgements_are_shown_as_text(client: TestClient, soup: Get) -> None:
    hostile = "<script>alert(1)</script>{{7*7}}"
    data = {"van-ban": PROGRAMME, "cau-hoi": hostile, "loi": "thống nhất", "muc": "2", "ten": hostile}
    client.post("/danh-gia/doan", data=data)
    page = soup("/danh-gia/doan")
    assert texts(page, ".judged h2") == [hostile] and hostile in texts(page, ".judged .count")[0]
    assert all(script.get("src") for script in page.select("script"))
    assert json.loads(client.get("/danh-gia/doan.json").text)[0]["judge"] == hostile


def test_a_passage_that_is_gone_is_said(client: TestClient) -> None:
    data = {"van-ban": PROGRAMME, "doan": f"{PROGRAMME}#IX", "cau-hoi": "x", "muc": "2", "ten": "A"}
    answer = client.post("/danh-gia/doan", data=data)
    assert answer.status_code == 404 and "Hãy tìm lại" in answer.text
