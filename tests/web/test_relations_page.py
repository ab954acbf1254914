from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.document import Document
from web.drawing import Group, Node, draw

Get = Callable[..., BeautifulSoup]
PROGRAMME = "/tai-lieu/chuong-trinh-1a2b3c"
RESOLUTION = "/tai-lieu/nghi-quyet-9f8e7d"


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def test_what_a_document_implements_is_drawn_and_listed(soup: Get) -> None:
    page = soup(f"{PROGRAMME}/luoc-do")
    assert texts(page, ".relation-lists h2") == ["Thực hiện 1"]
    assert page.select_one(".relation-lists li a")["href"] == RESOLUTION
    assert [a["href"] for a in page.select("svg a")] == [RESOLUTION]
    assert texts(page, "svg .map-heading") == ["Thực hiện"] and len(page.select("svg .map-edge")) == 1
    assert texts(page, "svg .map-name")[0] == "Chương trình hành động số"
    assert page.select_one("svg .map-centre") and not page.select("svg .map-outside")


def test_the_other_side_is_told_too(soup: Get) -> None:
    page = soup(f"{RESOLUTION}/luoc-do?lang=en")
    assert texts(page, ".relation-lists h2") == ["Implemented by 1"]
    assert page.select_one(".relation-lists li a")["href"] == f"{PROGRAMME}?lang=en"


def test_a_document_outside_the_library_is_drawn_as_such(
    make_library: Callable[..., object], programme: Document, soup: Get
) -> None:
    stated = replace(programme.metadata, number="1-CTr/TU", implements=("7-NQ/TU",), replaces=("5-CTr/TU",))
    make_library(replace(programme, id="moi", sha256="7" * 64, metadata=stated))
    page = soup("/tai-lieu/moi/luoc-do")
    assert texts(page, ".relation-lists h2") == ["Thực hiện 1", "Thay thế 1"]
    assert texts(page, ".relation-lists .outside") == ["ngoài thư viện"] * 2
    assert len(page.select("svg .map-outside")) == 2 and page.select("svg a") == []


def test_one_that_is_only_cited_is_listed_apart(
    make_library: Callable[..., object], programme: Document, soup: Get
) -> None:
    stated = replace(programme.metadata, number="2-CTr/TU", implements=())
    make_library(replace(programme, id="moi", sha256="8" * 64, metadata=stated))
    assert texts(soup(f"{RESOLUTION}/luoc-do"), ".relation-lists h2") == [
        "Được thực hiện bởi 1",
        "Được dẫn trong 1",
    ]


def test_nothing_related_is_said(make_library: Callable[..., object], programme: Document, soup: Get) -> None:
    stated = replace(programme.metadata, number=None, implements=())
    make_library(replace(programme, id="le", sha256="9" * 64, metadata=stated, references=()))
    page = soup("/tai-lieu/le/luoc-do")
    assert page.select("svg.map") == [] and "không nêu" in page.select_one(".notice").get_text()


def test_the_json_twin_holds_both_sides(client: TestClient) -> None:
    told = client.get(f"{RESOLUTION}/luoc-do.json").json()
    assert told == client.get(f"{PROGRAMME}/luoc-do.json").json() | {"document": "nghi-quyet-9f8e7d"}
    assert told["relations"] == [
        {
            "source": "chuong-trinh-1a2b3c",
            "kind": "implements",
            "number": "43-NQ/TW",
            "type": "Nghị quyết",
            "date": "2023-11-24",
            "issuer": "Ban Chấp hành Trung ương",
            "target": "nghi-quyet-9f8e7d",
        }
    ]
    assert client.get("/tai-lieu/khong-co/luoc-do.json").status_code == 404


def test_boxes_never_overlap_and_stay_inside() -> None:
    long = Node("Nghị quyết " + "rất dài " * 30, "24/11/2023, " + "Ban Chấp hành " * 9)
    drawing = draw(long, [Group("implements", (long,) * 11), Group("amends", (Node("a"),))], [])
    column = sorted(drawing.boxes, key=lambda box: box.y)
    assert len(column) == 9 and drawing.headings[0].left_out == 3
    assert all(one.y + one.height < other.y for one, other in pairwise(column))
    assert max(box.y + box.height for box in (*column, drawing.centre)) <= drawing.height
    assert all(len(words) <= 40 for box in column for _, words in (*box.name, *box.detail))
    assert column[0].name[-1][1].endswith("…")
    assert all(
        drawing.left <= box.x < drawing.left + drawing.width - 280 for box in (*column, drawing.centre)
    )
