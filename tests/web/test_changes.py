import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.document import Document
from web.app import create_app

Get = Callable[..., BeautifulSoup]
PROGRAMME = "chuong-trinh-1a2b3c"
TEXT = "THÀNH ỦY\n\nBÁO CÁO\nvề việc này\n\nI. NỘI DUNG\n\n1. Đoạn thứ nhất của văn bản.\n"


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def send(client: TestClient, *files: tuple[str, bytes | str], **fields: str) -> str:
    sent = [("tep", (name, data)) for name, data in files]
    answer = client.post("/thu-vien", files=sent, data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_files_are_sent_by_a_plain_form_and_read(client: TestClient, soup: Get) -> None:
    form = soup("/thu-vien").select_one("form.upload")
    assert (form["method"], form["enctype"]) == ("post", "multipart/form-data")
    place = send(client, ("báo cáo.txt", TEXT), ("hỏng.docx", b"PK\x03\x04 not a package"))
    page = soup(f"{place}?cho=1")
    assert texts(page, ".file h2") == ["báo cáo.txt", "hỏng.docx"]
    assert texts(page, ".file .text")[0] == "Đã thêm." and "hỏng.docx" in texts(page, ".file-failed .text")[0]
    assert texts(page, "#tien-do .text") == ["Xong. Thư viện đã sẵn sàng để tìm."]
    assert "Văn bản không ghi số, ký hiệu." in texts(page, ".file .warnings li")
    assert page.select_one(".correction input[name=type]")["value"] == "Báo cáo"
    told = client.get(f"{place}.json").json()
    assert [file["outcome"] for file in told["files"]] == ["added", "skipped"]
    assert set(told["files"][1]["error"]) == {"vi", "en"}


def test_progress_is_told_by_events(client: TestClient) -> None:
    place = send(client, ("a.txt", TEXT))
    with client.stream("GET", f"{place}/dien-bien?lang=en") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = [json.loads(line[6:]) for line in answer.iter_lines() if line.startswith("data: ")]
    last = events[-1]
    assert last["over"] and last["text"].startswith("Done.") and last["files"][0]["text"] == "Added."


def test_what_was_read_is_corrected(client: TestClient, soup: Get) -> None:
    soup(send(client, ("a.txt", TEXT)) + "?cho=1")
    listed = client.get("/thu-vien.json").json()[-1]
    url = f"/tai-lieu/{listed['id']}/sua"
    assert listed["number"] is None
    form = {"number": "7-BC/TU", "date": "02/02/2024", "type": "Báo cáo", "ve": "/thu-vien?x=1#y"}
    answer = client.post(url, data=form, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/thu-vien?x=1#y"
    told = client.get("/tai-lieu/7-BC%2FTU.json").json()["document"]
    assert (told["number"], told["date"], told["title"]) == ("7-BC/TU", "2024-02-02", listed["title"])
    assert "number_missing" not in told["warnings"]
    page = soup(url)
    assert [label.get_text(" ", strip=True) for label in page.select("label") if label.select(".state")] == [
        "Số, ký hiệu đã sửa tay",
        "Ngày ban hành đã sửa tay",
    ]


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil", "javascript:x", ""])
def test_a_form_leads_nowhere_else(client: TestClient, back: str) -> None:
    answer = client.post(f"/tai-lieu/{PROGRAMME}/sua", data={"ve": back}, follow_redirects=False)
    assert answer.headers["location"] == f"/tai-lieu/{PROGRAMME}"


def test_a_date_that_is_none_is_refused(client: TestClient) -> None:
    answer = client.post(f"/tai-lieu/{PROGRAMME}/sua?lang=en", data={"date": "31/02/2024"})
    assert answer.status_code == 400 and "no date" in answer.text


def test_a_removed_document_can_be_put_back_until_it_is_purged(
    client: TestClient, soup: Get, service: object
) -> None:
    client.post("/thu-vien/bo", data={"van-ban": PROGRAMME})
    page = soup("/thu-vien")
    assert texts(page, ".removed li span") == ["Chương trình hành động số 66-CTr/TU"]
    assert [found["id"] for found in page.select(".documents > li")] == ["nghi-quyet-9f8e7d"]
    assert client.get(f"/tai-lieu/{PROGRAMME}").status_code == 404
    client.post("/thu-vien/hoan-tac", data={"van-ban": PROGRAMME})
    assert client.get(f"/tai-lieu/{PROGRAMME}").status_code == 200 and not soup("/thu-vien").select(
        ".removed"
    )
    client.post("/thu-vien/bo", data={"van-ban": PROGRAMME})
    service.library.purge()
    late = client.post("/thu-vien/hoan-tac", data={"van-ban": PROGRAMME})
    assert late.status_code == 404 and "Không khôi phục được" in late.text


def test_a_replaced_document_keeps_its_page_and_leads_to_the_new_one(client: TestClient, soup: Get) -> None:
    soup(send(client, ("mới.txt", TEXT), thay=PROGRAMME) + "?cho=1")
    listed = client.get("/thu-vien.json").json()
    assert [document["source"] for document in listed] == ["nghi-quyet.docx", "mới.txt"]
    old = soup(f"/tai-lieu/{PROGRAMME}?trich=I")
    assert old.select_one(".document-head .notice a")["href"] == f"/tai-lieu/{listed[1]['id']}"
    assert len(old.select(".passage.cited")) == 1
    new = soup(f"/tai-lieu/{listed[1]['id']}")
    assert PROGRAMME in next(a["href"] for a in new.select(".facts a") if "so-sanh" in a["href"])


def test_one_document_is_replaced_by_one_file(client: TestClient) -> None:
    sent = [("tep", ("a.txt", TEXT)), ("tep", ("b.txt", TEXT + "b"))]
    answer = client.post("/thu-vien", files=sent, data={"thay": PROGRAMME})
    assert answer.status_code == 400 and "Chọn" not in answer.text and "chọn một tệp" in answer.text


def test_nothing_chosen_and_too_much_are_said(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Chưa chọn tệp nào" in client.post("/thu-vien", files=[("tep", ("", b""))]).text
    many = [("tep", (f"{i}.txt", TEXT)) for i in range(201)]
    answer = client.post("/thu-vien", files=many)
    assert answer.status_code == 400 and "tối đa 200 tệp" in answer.text
    monkeypatch.setattr("web.uploads.MOST_BYTES", 1000)
    long = client.post("/thu-vien", files=[("tep", ("a.txt", "a" * 2000))])
    assert long.status_code == 400 and "lớn quá" in long.text

    def drip() -> object:  # no length is told beforehand
        yield b'--x\r\ncontent-disposition: form-data; name="tep"; filename="a.txt"\r\n\r\n'
        yield b"a" * 2000
        yield b"\r\n--x--\r\n"

    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert "lớn quá" in client.post("/thu-vien", content=drip(), headers=headers).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "http://testserver"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_another_sites_page_changes_nothing(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/thu-vien/bo", data={"van-ban": PROGRAMME}, headers=headers, follow_redirects=False)
    assert answer.status_code == status
    assert (len(client.get("/thu-vien.json").json()) == 2) == (status == 403)


def test_a_busy_library_is_one_sentence(client: TestClient, service: object) -> None:
    with service.library.writing():
        answer = client.post("/thu-vien", files=[("tep", ("a.txt", TEXT))])
    assert answer.status_code == 503 and "Hãy đợi nó xong" in answer.text


def test_a_server_for_reading_offers_and_takes_no_change(service: object) -> None:
    client = TestClient(create_app(service, editable=False))
    page = BeautifulSoup(client.get("/thu-vien").text, "html.parser")
    assert page.select("main form") == [] and "trichdan add" in page.select_one(".hint").get_text()
    for path in (
        "/thu-vien",
        "/thu-vien/bo",
        "/thu-vien/hoan-tac",
        "/thu-vien/xoa-han",
        f"/tai-lieu/{PROGRAMME}/sua",
    ):
        assert client.post(path, data={"van-ban": PROGRAMME}).status_code == 403, path
    assert "/sua" not in client.get(f"/tai-lieu/{PROGRAMME}").text


def test_hostile_names_are_shown_as_text(client: TestClient, soup: Get) -> None:
    name = "<img src=x onerror=alert(1)>{{7*7}}.txt"
    page = soup(send(client, (name, TEXT)) + "?cho=1")
    assert page.select("img") == [] and "{{7 7}}" in page.select_one(".file h2").get_text()


def test_an_unknown_upload_is_a_404(client: TestClient) -> None:
    assert client.get("/thu-vien/nhap/x").status_code == 404
    assert set(client.get("/thu-vien/nhap/x.json").json()["error"]) == {"vi", "en"}


def test_hits_of_a_removed_document_are_left_out(
    client: TestClient, service: object, programme: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = service.search("dân vận khéo đoàn kết", 10)  # as a generation built before the removal answers
    client.post("/thu-vien/bo", data={"van-ban": PROGRAMME})
    monkeypatch.setattr(service, "search", lambda *_, **__: before)
    left = client.get("/tim.json?q=x").json()
    assert [hit["document"]["id"] for hit in left["hits"]] == ["nghi-quyet-9f8e7d"]
    assert left["hits"][0]["rank"] == 1 and left["answer"] is None
