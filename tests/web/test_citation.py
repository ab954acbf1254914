from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Document
from web.citation import Cited, cite_passage, name_briefly, name_document, name_place


@pytest.mark.parametrize(
    ("path", "labels", "place"),
    [
        ("III.3", ("III.", "3."), "Mục III.3"),
        ("III.3.-4", ("III.", "3.", "-"), "Mục III.3"),
        ("I.2.(1)", ("I.", "2.", "(1)"), "Mục I.2.(1)"),
        ("P1.II.2.1", ("Phần thứ nhất", "II.", "2.1."), "Mục II.2.1, Phần thứ nhất"),
        ("P2", ("Phần thứ hai",), "Phần thứ hai"),
        ("C2", ("Chương II",), "Chương II"),
        ("C2.M1", ("CHƯƠNG II", "Mục 1"), "Mục 1, CHƯƠNG II"),
        ("Đ5", ("Điều 5.",), "Điều 5"),
        ("C1.Đ5.2.a", ("Chương I", "Điều 5.", "2.", "a)"), "Điểm a khoản 2 Điều 5"),
        ("PL1", ("PHỤ LỤC I",), "PHỤ LỤC I kèm theo"),
        ("PL2.1", ("", "1."), "Mục 1, Phụ lục 2 kèm theo"),
        ("VB2.C1.Đ3.2", ("QUY CHẾ", "Chương I", "Điều 3.", "2."), "Khoản 2 Điều 3 Quy chế kèm theo"),
        ("VB2.I", ("", "I."), "Mục I, Văn bản kèm theo"),
        ("VB2", (), "Văn bản kèm theo"),
        ("-1", ("-",), ""),
        ("", (), ""),
    ],
)
def test_a_place_is_named_smallest_part_first(path: str, labels: tuple[str, ...], place: str) -> None:
    assert name_place(path, labels) == place


def test_a_footnote_is_named_before_its_section() -> None:
    assert (
        name_place("P1.I.1", ("Phần thứ nhất", "I.", "1."), "fn27") == "Chú thích 27, mục I.1, Phần thứ nhất"
    )
    assert name_place("", (), "fn1") == "Chú thích 1"


def test_a_document_is_named_by_type_number_date_and_issuer() -> None:
    cited = Cited("a.txt", "Kế hoạch", "289-KH/TU", date(2023, 8, 24), "Ban Thường vụ Thành ủy", "thực hiện")
    assert name_document(cited) == "Kế hoạch số 289-KH/TU ngày 24/08/2023 của Ban Thường vụ Thành ủy"


@pytest.mark.parametrize(
    ("cited", "name"),
    [
        (Cited("a.txt", None, "15/UBND-VP", None, None, None), "Văn bản số 15/UBND-VP"),
        (Cited("a.txt", "Báo cáo", None, None, None, "tổng kết năm 2023"), "Báo cáo tổng kết năm 2023"),
        (Cited("a.txt", None, None, None, None, "tổng kết năm 2023"), "Tổng kết năm 2023"),
        (Cited("a.txt", "Báo cáo", None, None, None, None), "Báo cáo"),
        (Cited("a.txt", None, None, None, None, None), "a.txt"),
    ],
)
def test_what_is_not_stated_is_left_out(cited: Cited, name: str) -> None:
    assert name_briefly(cited) == name


def test_a_long_title_is_cut_between_words() -> None:
    name = name_briefly(Cited("a.txt", "Báo cáo", None, None, None, "tổng kết " * 40))
    assert len(name) < 140 and name.endswith("tổng kết…")


def test_a_clause_is_cited_as_offices_do(programme: Document) -> None:
    clause = programme.passages[3]
    assert cite_passage(programme, clause) == (
        "Mục III.3, Chương trình hành động số 66-CTr/TU ngày 02/02/2024 của Ban Thường vụ Thành ủy Hải Phòng"
    )


def test_an_article_belongs_to_the_name_of_its_document(programme: Document) -> None:
    stated = replace(
        programme.metadata,
        type="Nghị định",
        number="30/2020/NĐ-CP",
        date=date(2020, 3, 5),
        issuer="Chính phủ",
    )
    decree = replace(programme, metadata=stated)
    clause = replace(programme.passages[3], section="C1.Đ5.2", labels=("Chương I", "Điều 5.", "2."))
    assert (
        cite_passage(decree, clause)
        == "Khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/03/2020 của Chính phủ"
    )


@pytest.mark.parametrize(
    ("path", "place"),
    [("VB2.Đ3", "Điều 3 Quy chế kèm theo"), ("PL1", "Phụ lục 1 kèm theo"), ("VB2", "Quy chế kèm theo")],
)
def test_what_a_document_issues_is_cited_with_it(programme: Document, path: str, place: str) -> None:
    labels = ("QUY CHẾ",) if path.startswith("VB") else ()
    passage = replace(programme.passages[1], section=path, labels=labels)
    assert cite_passage(programme, passage).startswith(f"{place} Chương trình hành động số 66-CTr/TU ngày")
