import pytest

from corpus.numbers import read_number_query
from corpus.parse import parse_text
from search.lookup import Lookup, Rows


@pytest.fixture
def lookup(rows: Rows) -> Lookup:
    return Lookup(rows)


def test_a_number_brings_up_who_cites_it_before_who_carries_it_out(lookup: Lookup) -> None:
    leads, reports, finance, training = lookup.score_numbers(read_number_query("nghị quyết 43-NQ/TW"))
    assert reports == 1
    assert 0 < leads < 1
    assert finance == training == 0


def test_a_number_brings_up_the_document_that_bears_it(lookup: Lookup) -> None:
    leads, reports, finance, training = lookup.score_numbers(read_number_query("kế hoạch 289"))
    assert 0 < finance == training < 1
    assert leads == reports == 0


@pytest.mark.parametrize("question", ["ai chủ trì", "chỉ thị 43-CT/TW", "nghị quyết 44"])
def test_no_number_and_another_number_bring_up_nothing(lookup: Lookup, question: str) -> None:
    assert not lookup.score_numbers(read_number_query(question)).any()


def test_the_best_of_several_numbers_counts(lookup: Lookup) -> None:
    both = lookup.score_numbers(read_number_query("43-NQ/TW và 289-KH/TU"))
    assert (both > 0).all()
    assert both.max() == 1


def test_a_clause_brings_up_its_passages(lookup: Lookup) -> None:
    assert lookup.score_clause("I").tolist() == [1, 1, 1, 1]
    assert lookup.score_clause("i").tolist() == [1, 1, 1, 1]
    for path in (None, "II", "I.1", ""):
        assert not lookup.score_clause(path).any()


def test_a_footnote_is_found_by_its_number() -> None:
    text = (
        "BÁO CÁO\nkết quả năm 2023\n\nI. KẾT QUẢ\n\n1. Mở 12 lớp học<sup>1</sup>; trồng 300 cây<sup>2</sup>.\n\n"
        "<sup>1</sup> Gồm 7 lớp ban ngày và 5 lớp buổi tối.\n\n<sup>2</sup> Trong đó có 40 cây sấu.\n"
    )
    document = parse_text(text, "report.txt")
    found = Lookup([(document, passage) for passage in document.passages]).score_clause("[2]")
    named = [passage.text for passage, score in zip(document.passages, found, strict=True) if score]
    assert named == ["[2] Trong đó có 40 cây sấu."]


def test_facts_that_were_read_are_marked(lookup: Lookup) -> None:
    assert lookup.assigns.tolist() == [True, False, False, False]
    assert lookup.sets_deadline.tolist() == [True, False, False, False]
    assert lookup.cites.tolist() == [False, True, False, False]


def test_nothing_is_looked_up_in_nothing() -> None:
    nothing = Lookup([])
    assert nothing.score_numbers(read_number_query("43-NQ/TW")).shape == (0,)
    assert nothing.score_clause("I").shape == (0,)
