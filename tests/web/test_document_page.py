from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.document import Document

Get = Callable[..., BeautifulSoup]
PAGE = "/tai-lieu/chuong-trinh-1a2b3c"


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def test_every_passage_carries_its_address_as_id(soup: Get, client: TestClient) -> None:
    page = soup(PAGE)
    wanted = [p["id"].partition("#")[2] for p in client.get(f"{PAGE}.json").json()["passages"]]
    assert sorted(found["id"] for found in page.select(".passage[id]")) == sorted(wanted)
    ids = [found["id"] for found in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_outline_leads_to_what_is_there(soup: Get) -> None:
    page = soup(PAGE)
    links = page.select("#muc-luc ol a")
    assert [link.get_text(" ", strip=True) for link in links] == [
        "I. MỤC ĐÍCH",
        "III. NHIỆM VỤ CỤ THỂ",
        "3. Các Ban của Thành ủy",
        "Ban Dân vận Thành ủy:",
    ]
    assert all(page.find(id=link["href"][1:]) for link in links)


def test_the_cited_passage_is_marked_and_named(soup: Get) -> None:
    page = soup(f"{PAGE}?trich=III.3.-1.%2B1")
    assert [found["id"] for found in page.select(".cited")] == ["III.3.-1.+1"]
    assert (
        page.select_one(".cited-box cite")
        .get_text()
        .startswith("Mục III.3, Chương trình hành động số 66-CTr/TU")
    )
    assert page.select_one(".cited-box a.go")["href"] == "#III.3.-1.%2B1"
    assert [a.get_text(" ", strip=True) for a in page.select("#muc-luc ol a[aria-current]")][
        -1
    ] == "Ban Dân vận Thành ủy:"


def test_an_address_that_is_not_there_is_said(soup: Get) -> None:
    page = soup(f"{PAGE}?trich=IX.9")
    assert "IX.9" in page.select_one(".notice").get_text() and page.select(".cited") == []


def test_attributes_say_what_is_stated_and_what_is_not(soup: Get) -> None:
    page = soup(PAGE)
    facts = dict(zip(texts(page, ".facts dt"), texts(page, ".facts dd"), strict=True))
    assert facts["Số, ký hiệu"] == "66-CTr/TU" and facts["Ngày ban hành"] == "02/02/2024"
    assert facts["Người ký"] == "văn bản không ghi" and facts["Lưu ý"] == "Văn bản không ghi người ký."
    assert facts["Thực hiện"] == "Nghị quyết số 43-NQ/TW"
    other = dict(
        zip(
            texts(soup("/tai-lieu/nghi-quyet-9f8e7d"), ".facts dt"),
            texts(soup("/tai-lieu/nghi-quyet-9f8e7d"), ".facts dd"),
            strict=True,
        )
    )
    assert other["Người ký"] == "Đỗ Văn A, Tổng Bí thư"
    assert other["Được thực hiện bởi"].startswith("Chương trình hành động số 66-CTr/TU")


def test_documents_of_the_library_are_linked(soup: Get) -> None:
    page = soup(PAGE)
    assert page.select_one(".paper .reference")["href"] == "/tai-lieu/nghi-quyet-9f8e7d"
    assert texts(page, ".cited-documents li") == [
        "Nghị quyết số 43-NQ/TW24/11/2023, Ban Chấp hành Trung ương1 lần"
    ]


def test_a_document_outside_the_library_is_shown_as_such(
    make_library: Callable[..., object], service: object, client: TestClient
) -> None:
    service.library.remove("nghi-quyet-9f8e7d")
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    assert (
        "43-NQ/TW (ngoài thư viện)" in " ".join(texts(page, ".facts dd")) and page.select(".reference") == []
    )


def test_a_footnote_and_its_mark_lead_to_each_other(soup: Get) -> None:
    page = soup(PAGE)
    mark, note = page.select_one(".mark-note"), page.select_one(".note")
    assert mark.a["href"] == f"#{note['id']}" and note.select_one(".note-number")["href"] == f"#{mark['id']}"
    assert "Các hoạt động tổ chức" in note.get_text()


def test_a_file_name_or_number_leads_to_the_document(client: TestClient) -> None:
    for key in ("66-CTr%2FTU", "chuong-trinh.txt"):
        answer = client.get(f"/tai-lieu/{key}?trich=I&lang=en", follow_redirects=False)
        assert answer.status_code == 307 and answer.headers["location"] == f"{PAGE}?trich=I&lang=en#I"


def test_an_unknown_document_is_a_404_in_either_form(client: TestClient) -> None:
    page = client.get("/tai-lieu/khong-co")
    assert page.status_code == 404 and "Không có văn bản" in page.text
    twin = client.get("/tai-lieu/khong-co.json")
    assert twin.status_code == 404 and set(twin.json()["error"]) == {"vi", "en"}


def test_the_json_twin_can_show_one_section(client: TestClient) -> None:
    whole = client.get(f"{PAGE}.json").json()
    part = client.get(f"{PAGE}.json", params={"muc": "III.3"}).json()
    assert whole["document"]["number"] == "66-CTr/TU"
    assert len(whole["passages"]) > len(part["passages"]) == 2
    assert client.get(f"{PAGE}.json", params={"muc": "XX"}).status_code == 404


def test_the_original_is_handed_out_as_a_file(client: TestClient, soup: Get) -> None:
    answer = client.get(soup(PAGE).select_one(".file a")["href"])
    assert answer.text.startswith("THÀNH ỦY HẢI PHÒNG")
    assert answer.headers["content-disposition"] == 'attachment; filename="chuong-trinh.txt"'
    assert answer.headers["content-type"] == "application/octet-stream"


def test_an_original_that_is_gone_is_said(client: TestClient, service: object) -> None:
    for file in service.library.files.originals.iterdir():
        file.unlink()
    answer = client.get(f"{PAGE}/goc")
    assert answer.status_code == 404 and "chuong-trinh.txt" in answer.text


def test_the_outline_cuts_no_word(
    make_library: Callable[..., object], programme: Document, client: TestClient
) -> None:
    words = "từ " * 26 + "từn"
    clause = replace(programme.sections[0], heading=words[:80], kind="clause")
    make_library(replace(programme, id="cat", sha256="5" * 64, sections=(clause,)))
    page = BeautifulSoup(client.get("/tai-lieu/cat").text, "html.parser")
    assert texts(page, "#muc-luc ol a")[0].endswith(" từ…")


def test_the_clauses_of_an_article_are_not_in_the_outline(
    make_library: Callable[..., object], programme: Document, client: TestClient
) -> None:
    article = replace(programme.sections[0], path="Đ1", label="Điều 1.", anchor="Đ1", level=1)
    clause = replace(article, path="Đ1.1", label="1.", anchor="Đ1.1", level=2, kind="clause")
    make_library(replace(programme, id="luat", sha256="6" * 64, sections=(article, clause)))
    page = BeautifulSoup(client.get("/tai-lieu/luat").text, "html.parser")
    assert [a["href"] for a in page.select("#muc-luc ol a")] == ["#%C4%901"]
