from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient


def test_documents_are_listed_with_what_they_state(soup: Callable[..., BeautifulSoup]) -> None:
    page = soup("/thu-vien")
    assert [found["data-document"] for found in page.select(".documents > li")] == [
        "chuong-trinh-1a2b3c",
        "nghi-quyet-9f8e7d",
    ]
    first = page.select_one(".documents > li")
    assert first.h2.a["href"] == "/tai-lieu/chuong-trinh-1a2b3c"
    assert [found.get_text() for found in first.select(".warnings li")] == ["Văn bản không ghi người ký."]
    assert first.select_one(".counts a")["href"] == "/phan-cong?tai-lieu=chuong-trinh-1a2b3c"


def test_the_json_twin_is_the_contracts_list(client: TestClient) -> None:
    listed = client.get("/thu-vien.json").json()
    assert [document["number"] for document in listed] == ["66-CTr/TU", "43-NQ/TW"]
    assert listed[0]["date"] == "2024-02-02" and listed[0]["signer"] is None


def test_a_document_added_while_serving_is_seen(
    client: TestClient, make_library: Callable[..., object], programme: object
) -> None:
    make_library(replace(programme, id="moi", sha256="1" * 64))
    assert len(client.get("/thu-vien.json").json()) == 3
