from pathlib import Path

import pytest

from eval.archive import Found, Row
from web.evidence_view import Finder
from web.shelf import Holdings, Shelf

FOLLOW = "chuong-trinh-1a2b3c#III.3.-1.+2"


@pytest.fixture
def holdings(service: object, tmp_path: Path) -> Holdings:
    return Shelf(service.library).look()


def row(*evidence: dict[str, object], hits: tuple[Found, ...] = ()) -> Row:
    return Row("a", "câu hỏi", True, hits=hits, evidence=evidence)


def test_a_ranking_is_shown_with_words_place_and_address(holdings: Holdings) -> None:
    hits = (Found(FOLLOW, 2.0, 2, "chuong-trinh.txt", "+ Theo"), Found("x#1", 1.0, None, "x.txt", "lời cũ"))
    first, gone = Finder(holdings).view_ranking(row(hits=hits), 5)
    assert first.words.endswith(
        "(thực hiện thường xuyên)."
    )  # whole, although the run keeps its beginning only
    assert first.name == "Mục III.3, Chương trình hành động số 66-CTr/TU" and first.grade == 2
    assert first.url == "/tai-lieu/chuong-trinh-1a2b3c?trich=III.3.-1.%2B2#III.3.-1.%2B2"
    assert (gone.rank, gone.words, gone.name, gone.url) == (2, "lời cũ", "x#1", "")
    assert Finder(holdings).view_ranking(None, 5) == ()


def test_a_quote_leads_to_the_passage_that_holds_it(holdings: Holdings) -> None:
    def find(document: str, quote: str) -> tuple[str, str]:
        (one,) = Finder(holdings).view_wanted(row({"document": document, "quote": quote, "grade": 2}))
        return one.name, one.url

    assert find("chuong-trinh.txt", "TẠO sự thống nhất, trong toàn Đảng bộ")[1].endswith("#I~2")
    assert find("nghi-quyet-9f8e7d", "Đại đoàn kết toàn dân tộc là đường lối")[0].startswith(
        "Mục 1, Nghị quyết"
    )
    assert find("chuong-trinh.txt", "T/M BAN THƯỜNG VỤ") == (
        "Chương trình hành động số 66-CTr/TU",
        "/tai-lieu/chuong-trinh-1a2b3c",
    )
    assert find("khác.txt", "lời") == ("khác.txt", "")


def test_only_the_best_evidence_is_wanted(holdings: Holdings) -> None:
    part = {"document": "x", "quote": "một phần", "grade": 1}
    whole = {"document": "x", "quote": "trọn vẹn", "grade": 2}
    assert [one.words for one in Finder(holdings).view_wanted(row(part, whole))] == ["trọn vẹn"]
    assert Finder(holdings).view_wanted(row()) == ()
