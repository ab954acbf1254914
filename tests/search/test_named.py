from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus.document import Metadata
from corpus.numbers import read_number_query
from index.fields import describe_context
from index.generation import read_forward
from search.lookup import Rows
from search.named import Named
from search.places import find_places, place_named_most, places_in
from tests.conftest import make_document


def read(question: str) -> Named:
    return Named.read(question, read_number_query(question))


@pytest.mark.parametrize(
    ("question", "years", "places"),
    [
        ("Năm 2023 Cần Thơ có bao nhiêu mô hình?", {"2023"}, {"can tho"}),
        ("can tho va hai phong nam 2022", {"2022"}, {"can tho", "hai phong"}),
        ("How many in Haiphong in 2024?", {"2024"}, {"haiphong"}),
        ("Nghị định 30/2020/NĐ-CP quy định gì", set(), set()),
        ("12023 người, 20230", set(), set()),
    ],
)
def test_years_and_places_are_read(question: str, years: set[str], places: set[str]) -> None:
    assert read(question) == Named(frozenset(years), frozenset(places))


def make_rows() -> Rows:
    north = make_document(
        "bac", "Năm 2023 có 12 mô hình.", "Năm 2022 có 9 mô hình.", "Ở Cần Thơ có 5 mô hình."
    )
    north = replace(north, metadata=Metadata(place="Hải Phòng", date=date(2023, 12, 1)))
    south = make_document("nam", "Có 7 mô hình.")
    south = replace(south, metadata=Metadata(place="Cần Thơ"))
    return [(document, passage) for document in (north, south) for passage in document.passages]


def compare(question: str) -> dict[str, list[float]]:
    rows = make_rows()
    index, _ = read_forward([passage.text for _, passage in rows], None)
    contexts = [describe_context(*row) for row in rows]
    columns = read(question).compare(rows, contexts, index.gather(np.arange(len(rows))), index)
    return {name: column.tolist() for name, column in columns.items()}


def test_passages_of_the_year_and_of_another_are_told_apart() -> None:
    columns = compare("năm 2023 có mấy mô hình")
    assert columns["year"] == [1.0, 0.5, 0.5, 0.0]  # the document is of that year
    assert columns["other_year"] == [0.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "question", ["TP.HCM có gì", "tphcm co gi", "How many in HCMC", "Ho Chi Minh City", "Sài Gòn có gì"]
)
def test_a_place_is_the_same_by_whichever_of_its_names(question: str) -> None:
    places = ("Thành phố Hồ Chí Minh", "Hà Nội")
    documents = [
        replace(make_document(place, "Có 12 mô hình."), metadata=Metadata(place=place)) for place in places
    ]
    rows: Rows = [(document, document.passages[0]) for document in documents]
    index, _ = read_forward([passage.text for _, passage in rows], None)
    contexts = [describe_context(*row) for row in rows]
    columns = read(question).compare(rows, contexts, index.gather(np.arange(len(rows))), index)
    assert columns["place"].tolist() == [1.0, 0.0]
    assert columns["other_place"].tolist() == [0.0, 1.0]


@pytest.mark.parametrize("question", ["tự diễn biến", "nhà đa năng"])
def test_words_that_differ_from_a_place_by_their_marks_are_none(question: str) -> None:
    assert not find_places(question)


def test_documents_name_places_with_capitals() -> None:
    assert places_in("vì hòa bình; tỉnh Hòa Bình và THÀNH PHỐ HỒ CHÍ MINH") == {"hoa binh", "ho chi minh"}
    assert not places_in("vì hòa bình, chống diễn biến. Hòa bình, hợp tác")
    assert places_in("tại thành phố Hồ Chí Minh, thành phố Huế, tp. Huế") == {"ho chi minh", "hue"}
    assert places_in("Bà Rịa – Vũng Tàu, Đăk Lăk, Hà\xa0Nội") == {"ba ria vung tau", "dak lak", "ha noi"}
    assert places_in("İ tỉnh Hà Nội") == {"ha noi"}


def test_a_document_that_states_no_place_is_of_the_one_that_it_names_most() -> None:
    assert place_named_most("Ở Hải Phòng. Hải Phòng, HẢI PHÒNG và Lào Cai.") == {"hai phong"}
    assert not place_named_most("Ở Hải Phòng. Hải Phòng, Lào Cai.")  # not often enough
    assert not place_named_most(
        "Hải Phòng, Hải Phòng, Hải Phòng, Lào Cai, Lào Cai, Gia Lai."
    )  # others as often
    report = replace(
        make_document("một", "Ở Hải Phòng, Hải Phòng và Hải Phòng.", "Có 5 mô hình."), metadata=Metadata()
    )
    rows: Rows = [(report, passage) for passage in report.passages]
    index, _ = read_forward([passage.text for _, passage in rows], None)
    columns = read("Hải Phòng có gì").compare(rows, ["", ""], index.gather(np.arange(2)), index)
    assert columns["place"].tolist() == [1.0, 1.0]


def test_a_person_s_name_is_no_place() -> None:
    assert not read("học tập tư tưởng Hồ Chí Minh").places


def test_passages_of_the_place_and_of_another_are_told_apart() -> None:
    columns = compare("Cần Thơ có mấy mô hình")
    assert columns["place"] == [0.0, 0.0, 1.0, 1.0]
    assert columns["other_place"] == [1.0, 1.0, 0.0, 0.0]


def test_a_question_that_names_nothing_compares_nothing() -> None:
    assert not any(any(column) for column in compare("có mấy mô hình").values())


def test_places_are_whole_names() -> None:
    assert find_places("ha noi va ha nam") == {"ha noi", "ha nam"}
    assert not find_places("cha noi toi")
