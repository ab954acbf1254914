from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from web.comparison_page import compare, compare_words

PAGE = "/tai-lieu/moi"


@given(
    st.lists(st.sampled_from(["a b", "b c", "c", "d e f"]), max_size=6),
    st.lists(st.sampled_from(["a b", "c", "x"]), max_size=6),
)
def test_both_versions_can_be_read_off_the_parts(old: list[str], new: list[str]) -> None:
    parts = list(compare(old, new))
    same = sum(part.unchanged for part in parts)
    was = ["".join(run for run, _ in part.old) for part in parts if part.old]
    now = ["".join(run for run, _ in part.new) for part in parts if part.new]
    assert same + len(was) == len(old) and same + len(now) == len(new)
    assert all(paragraph in old for paragraph in was) and all(paragraph in new for paragraph in now)


def test_the_words_that_differ_are_marked() -> None:
    change = compare_words("xong trong quý I/2024", "xong trong quý II/2026")
    assert change.old == (("xong trong quý ", False), ("I/2024", True))
    assert change.new == (("xong trong quý ", False), ("II/2026", True))


def test_a_replaced_document_shows_what_changed(
    make_library: Callable[..., object],
    programme: Document,
    client: TestClient,
    service: object,
    tmp_path: object,
) -> None:
    changed = programme.text.replace("Theo dõi, đôn đốc", "Theo sát, đôn đốc")
    new = replace(programme, id="moi", sha256="4" * 64, text=changed, passages=())
    (tmp_path / "original.txt").write_text(changed, encoding="utf-8")
    service.library.put(new, tmp_path / "original.txt", programme.id)
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    link = next(a["href"] for a in page.select(".facts a") if "so-sanh" in a["href"])
    compared = BeautifulSoup(client.get(link).text, "html.parser")
    assert [found.get_text() for found in compared.select("del")] == ["dõi,"]
    assert [found.get_text() for found in compared.select("ins")] == ["sát,"]
    assert "1 đoạn khác" in compared.h1.get_text()


def test_an_unknown_version_is_a_404(client: TestClient) -> None:
    assert client.get("/tai-lieu/chuong-trinh-1a2b3c/so-sanh?ban=x").status_code == 404
    assert client.get("/tai-lieu/chuong-trinh-1a2b3c/so-sanh").status_code == 400
