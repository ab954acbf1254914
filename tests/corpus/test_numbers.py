import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.letters import fold
from corpus.numbers import matches, read_number_query


@pytest.mark.parametrize(
    ("question", "serial", "symbol", "issuer", "year"),
    [
        ("43-NQ/TW", "43", "NQ", "TW", None),
        ("NQ43", "43", "NQ", None, None),
        ("NQ43-TW nói gì", "43", "NQ", "TW", None),
        ("nghị quyết 43", "43", "NQ", None, None),
        ("nghi quyet so 43 ban hanh ngay nao", "43", "NQ", None, None),
        ("Nghị quyết 43 quy định gì", "43", "NQ", None, None),
        ("66 CTr TU", "66", "CTr", "TU", None),
        ("66-ctr/tu là gì", "66", "CTr", "TU", None),
        ("theo KH 289 thì ai chủ trì", "289", "KH", None, None),
        ("Resolution 43-NQ/TW", "43", "NQ", "TW", None),
        ("what does Directive No. 15 say", "15", "CT", None, None),
        ("Kế hoạch 292-KH/TU", "292", "KH", "TU", None),
        ("Kế hoạch số 254 KH/TU", "254", "KH", "TU", None),
        ("QD 99", "99", "QĐ", None, None),
        ("nghị định 30/2020", "30", "NĐ", None, 2020),
        ("luật 15/2012/qh13", "15", "QH", "QH13", 2012),
        ("02/2021/TT-BTC", "02", "TT", "BTC", 2021),
    ],
)
def test_numbers_in_any_spelling(
    question: str, serial: str, symbol: str, issuer: str | None, year: int | None
) -> None:
    queries = read_number_query(question)
    assert [(q.serial, q.symbol_type, q.issuer, q.year) for q in queries] == [(serial, symbol, issuer, year)]


def test_lists_are_read_to_their_end() -> None:
    question = "nghị quyết 43, 45 và 57 và kế hoạch 289"
    assert [question[q.start : q.end] for q in read_number_query(question)] == [
        "nghị quyết 43",
        "45",
        "57",
        "kế hoạch 289",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "43 mô hình", "năm 2023", "Phần 2", "Điều 5 khoản 2", "mục III.2", "kế hoạch 5 năm", "báo cáo 6 tháng đầu năm", "đã 20 năm",
        "kế hoạch năm 2023", "báo cáo 2023", "quý II/2026", "100% cấp ủy", "ngày 24/11/2023", "2020 - 2025", "chương trình 3 điểm",
    ],
)  # fmt: skip
def test_counts_years_and_clauses_are_no_numbers(question: str) -> None:
    assert read_number_query(question) == ()
    assert read_number_query(fold(question)) == ()


@pytest.mark.parametrize(
    ("question", "number", "same"),
    [
        ("NQ43", "43-NQ/TW", True),
        ("nghi quyet 43", "43-KH/TW", False),
        ("5-CTr/TU", "05-CTr/TU", True),
        ("quy định 11", "11-QĐi/TW", True),
        ("kế hoạch 292-KH/TU", "292-KH/TW", False),
        ("nghị định 30/2020", "30/2020/NĐ-CP", True),
        ("nghị định 30/2021", "30/2020/NĐ-CP", False),
        ("luật 15/2012", "15/2012/QH13", True),
        ("luật 15", "15-NQ/TW", False),
        ("Nghị quyết 35/2021/QH15", "35/2021/QH15", True),
        ("NQ43", "không phải số", False),
    ],
)
def test_matching_a_normalised_number(question: str, number: str, same: bool) -> None:
    assert matches(read_number_query(question)[0], number) is same


@given(st.text(max_size=80))
def test_offsets_hold_in_any_question(question: str) -> None:
    for query in read_number_query(question):
        assert 0 <= query.start < query.end <= len(question)
        assert query.serial in fold(question[query.start : query.end])
