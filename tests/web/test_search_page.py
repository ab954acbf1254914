import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.errors import QuestionError
from corpus.library import Library
from search.result import Answer, Doubt
from search.syntax import Filter
from web.app import create_app

Get = Callable[..., BeautifulSoup]
QUESTION = "/?q=chỉ thị phong trào dân vận khéo"


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def test_the_empty_page_offers_questions_made_of_the_library(soup: Get) -> None:
    page = soup("/")
    examples = texts(page, ".examples a")
    assert "Ban Dân vận Thành ủy được giao những việc gì?" in examples
    assert "Ai chủ trì tham mưu ban hành Chỉ thị về phong trào “Dân vận khéo”?" in examples
    assert "Chương trình hành động số 66-CTr/TU thực hiện văn bản nào?" in examples
    assert all(link["href"].startswith("/?q=") for link in page.select(".examples a"))
    assert page.select_one("input[name=q]").get("autofocus") == ""
    assert texts(page, ".shelf li a") == ["Chương trình hành động số 66-CTr/TU", "Nghị quyết số 43-NQ/TW"]


def test_an_empty_library_says_what_to_do(make_library: Callable[..., Library], service: object) -> None:
    empty = make_library()
    for document in empty.documents():
        empty.remove(document.id)
    page = BeautifulSoup(TestClient(create_app(replace(service, library=empty))).get("/").text, "html.parser")
    assert "trichdan add" in page.select_one(".shelf").get_text()
    assert page.select(".examples") == []


def test_the_answer_stands_first_with_its_clause_and_citation(soup: Get) -> None:
    page = soup(QUESTION)
    card = page.select_one(".answer")
    assert texts(page, ".answer-text") == ["quý II/2026"]
    assert texts(page, ".answer mark") == ["quý II/2026"]
    assert texts(page, ".answer cite") == [
        "Mục III.3, Chương trình hành động số 66-CTr/TU ngày 02/02/2024 của Ban Thường vụ Thành ủy Hải Phòng"
    ]
    assert "83 %" in card.get_text() and texts(page, ".answer .lead-in") == ["Ban Dân vận Thành ủy:"]
    assert page.find(class_="hits").sourceline > card.sourceline


def test_a_hit_shows_its_words_place_and_source(soup: Get) -> None:
    hit = soup(QUESTION).select_one(".hit")
    assert hit.select_one("h3 a")["href"].endswith("?trich=III.3.-1.%2B1#III.3.-1.%2B1")
    assert texts(hit, ".crumbs li") == [
        "III. NHIỆM VỤ CỤ THỂ",
        "3. Các Ban của Thành ủy",
        "Ban Dân vận Thành ủy",
    ]
    assert texts(hit, ".source span")[1:] == ["02/02/2024", "Ban Thường vụ Thành ủy Hải Phòng", "trang 3"]
    assert texts(hit, ".lead-in") == ["Ban Dân vận Thành ủy:"]
    assert {mark.lower() for mark in texts(hit, ".words-box mark")} >= {"phong", "trào", "khéo"}
    assert texts(hit, ".context h4") == ["Ngay trước", "Ngay sau"]
    assert hit.select_one("[data-copy]")["data-copy"].startswith(
        "Mục III.3, Chương trình hành động số 66-CTr/TU"
    )


def test_restored_marks_are_said_and_can_be_refused(soup: Get, service: object) -> None:
    service.reading = {"restored": "dân vận khéo", "language": "vi-nodiac"}
    page = soup("/?q=dan van kheo")
    assert "Đã hiểu là: dân vận khéo" in texts(page, ".understood p")[0]
    back = page.select_one(".understood a")["href"]
    assert back == "/?q=dan+van+kheo&nguyen-van=1"
    assert "Đang tìm đúng như đã gõ." in texts(soup(back), ".understood p")[0]


def test_an_english_question_shows_the_vietnamese_it_was_read_as(soup: Get, service: object) -> None:
    service.reading = {"translation": ("dân vận", "chỉ thị"), "language": "en"}
    assert texts(soup("/?q=khéo directive&lang=en"), ".terms span") == ["dân vận", "chỉ thị"]


def test_doubt_is_said(soup: Get, service: object) -> None:
    assert soup(QUESTION).select(".notice") == []
    service.answerable = 0.05
    page = soup(QUESTION)
    assert "không đoạn nào" in page.select_one(".notice").get_text()
    assert page.select(".answer") == [] and page.select(".hit")


def test_why_nothing_answers_is_said_in_both_languages(soup: Get, service: object) -> None:
    service.doubt = Doubt("number", "99-NQ/TW")
    for address, words in (
        (QUESTION, "mang hay dẫn số 99-NQ/TW"),
        (f"{QUESTION}&lang=en", "number 99-NQ/TW"),
    ):
        assert words in soup(address).select_one(".notice").get_text()


def test_several_answers_are_listed_each_with_its_place(soup: Get, service: object) -> None:
    found = service.search("thực hiện đoàn kết").hits
    service.several = tuple(
        Answer(hit.text[:10], "clause", hit.passage_id, hit.start, hit.start + 10, 0.9) for hit in found
    )
    page = soup("/?q=thực hiện đoàn kết")
    assert texts(page, ".answers .answer-text") == [hit.text[:10].strip() for hit in found]
    assert [a["href"].partition("?")[0] for a in page.select(".answers .cite a")] == [
        f"/tai-lieu/{hit.document.id}" for hit in found
    ]


def test_what_was_understood_is_shown(soup: Get, service: object) -> None:
    service.reading = {
        "filters": (Filter("loai", "Kế hoạch"),), "phrases": ("Dân vận khéo",), "wants": ("agency", "clause"),
        "years": ("2024",), "places": ("Hải Phòng",),
    }  # fmt: skip
    understood = " ".join(texts(soup(QUESTION), ".understood p"))
    for words in ("loai:Kế hoạch", "Dân vận khéo", "cơ quan", "2024", "Hải Phòng"):
        assert words in understood


def test_a_fault_is_marked_where_it_stands(soup: Get, service: object) -> None:
    service.failure = QuestionError("Chưa hiểu “nam:20”.", "“nam:20” is not understood.", 3, 9)
    page = soup("/?q=ai nam:20 <b>", 400)
    assert texts(page, ".fault mark") == ["nam:20"]
    assert texts(page, ".fault") == ["ai nam:20 <b>"]


def test_facets_narrow_and_are_removed_again(soup: Get) -> None:
    page = soup("/?q=thực hiện đoàn kết")
    assert len({h["data-passage"].partition("#")[0] for h in page.select(".hit")}) == 2
    chosen = next(a["href"] for a in page.select(".facets a") if "Nghị quyết số 43" in a.get_text())
    narrowed = soup(chosen)
    assert {h["data-passage"].partition("#")[0] for h in narrowed.select(".hit")} == {"nghi-quyet-9f8e7d"}
    back = narrowed.select_one(".chip-on")
    assert back["aria-label"] == "Bỏ lọc Nghị quyết số 43-NQ/TW"
    assert len(soup(back["href"]).select(".hit")) == len(page.select(".hit"))


def test_facets_that_leave_nothing_say_so(soup: Get) -> None:
    page = soup(f"{QUESTION}&nam=1999")
    assert page.select(".hit") == [] and "bộ lọc" in page.select_one(".notice").get_text()


def test_the_same_words_in_two_documents_are_folded_into_one(
    make_library: Callable[..., Library], programme: object, service: object
) -> None:
    twin = replace(programme, id="ban-sao", sha256="0" * 64, source="bản sao.txt")
    twin = replace(twin, passages=tuple(replace(p, id=f"ban-sao#{p.address}") for p in twin.passages))
    make_library(twin)
    page = BeautifulSoup(TestClient(create_app(service)).get(QUESTION).text, "html.parser")
    first = page.select_one(".hit")
    assert first.select_one(".twins a")["href"].startswith("/tai-lieu/ban-sao?trich=")
    assert len([w for w in texts(page, ".hit > .words-box") if "quý II/2026" in w]) == 1


def test_the_number_of_passages_is_in_the_address(soup: Get) -> None:
    page = soup("/?q=thực hiện đoàn kết&k=1")
    assert len(page.select(".hit")) == 1
    more = soup(page.select_one(".more a")["href"])
    assert len(more.select(".hit")) == 2


def test_a_blank_question_is_told_apart(soup: Get) -> None:
    page = soup("/?q=%20%20", 400)
    assert texts(page, ".notice h1") == ["Chưa có câu hỏi"] and page.select(".examples a")


def test_a_question_that_cannot_be_asked_says_why(soup: Get) -> None:
    page = soup("/?q=" + "a" * 1500, 400)
    assert texts(page, ".notice p") == ["Câu hỏi không dùng được. Hãy gõ lại."]
    assert texts(soup("/?lang=en&q=" + "a" * 1500, 400), ".notice p") == [
        "The question can't be used. Type another."
    ]


def test_nothing_found_says_what_to_try(soup: Get) -> None:
    page = soup("/?q=xyzzy")
    assert texts(page, ".notice h1") == ["Không tìm thấy đoạn nào"] and len(page.select(".next li")) == 3
    assert page.select_one("input[name=q]")["value"] == "xyzzy"


def test_the_json_twin_is_the_result(client: TestClient, service: object) -> None:
    body = client.get("/tim.json", params={"q": "phong trào khéo theo", "k": 2}).json()
    assert body == json.loads(json.dumps(service.search("phong trào khéo theo", 2).as_json()))
    assert len(body["hits"]) == 2 and body["answer"]["text"] == "quý II/2026"
    assert client.get("/tim.json?q=").status_code == 400
    assert set(client.get("/tim.json?q=").json()["error"]) == {"vi", "en"}


def test_an_answer_above_its_passage_is_shown_beside_it(
    service: object, programme: object, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = service.search("phong trào khéo", 5)
    start = programme.text.index("Ban Dân vận Thành ủy")
    above = replace(found.answer, text="Ban Dân vận Thành ủy", kind="agency", start=start, end=start + 20)
    monkeypatch.setattr(service, "search", lambda *_, **__: replace(found, answer=above))
    card = BeautifulSoup(client.get(QUESTION).text, "html.parser").select_one(".answer")
    assert texts(card, ".lead-in mark") == ["Ban Dân vận Thành ủy"] and texts(card, ".words mark") == []
    assert texts(card, ".lead-in") == ["- Ban Dân vận Thành ủy:"]
    assert "quý II/2026" in texts(card, ".words")[0]
