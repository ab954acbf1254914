import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import find_numbers, normalise_number, split_number


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("Nghị quyết số 43-NQ/TW, ngày 24/11/2023", "43-NQ/TW"),
        ("06-Ctr/TU", "06-CTr/TU"),
        ("72-NQ-TW", "72-NQ/TW"),
        ("10/NQ-TW", "10-NQ/TW"),
        ("43-NQ/T.Ư", "43-NQ/TW"),
        ("NQ 43-NQ/TW", "43-NQ/TW"),
        ("số 254 KH/TU", "254-KH/TU"),
        ("số 21- NQ/TW", "21-NQ/TW"),
        ("số 21-\nNQ/TW", "21-NQ/TW"),
        ("217-QÐ/TW", "217-QĐ/TW"),
        ("11-QĐi/TW", "11-QĐi/TW"),
        ("5609-CV/BNCTW", "5609-CV/BNCTW"),
        ("05-QC/BTCTU-BDVTU", "05-QC/BTCTU-BDVTU"),
        ("Số: 30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("45/2019/QH14", "45/2019/QH14"),
        ("594/NQ-UBTVQH15", "594/NQ-UBTVQH15"),
        ("15/UBND-VP", "15/UBND-VP"),
        ("05/2008/TTLT-BKHCN-BNV", "05/2008/TTLT-BKHCN-BNV"),
        ("số 31/2007/PL\ufffeUBTVQH11", "31/2007/PL-UBTVQH11"),
        ("139/2016/NĐ-CPngày 04", "139/2016/NĐ-CP"),
        ("156/QĐ- UBND", "156/QĐ-UBND"),
    ],
)
def test_every_way_of_printing_a_number(raw: str, number: str) -> None:
    assert normalise_number(raw) == number
    assert [mention.number for mention in find_numbers(raw)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "43 mô hình",
        "năm 2020 - 2025",
        "24/7",
        "410/350 đảng viên",
        "Mẫu số 01-ĐK/TCT",
        "QCVN 01/2012/BQP",
        "Phần 2",
        "ngày 24/11/2023",
        "12-Kế hoạch",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_parts_of_a_number() -> None:
    party, law = split_number("43-NQ/TW"), split_number("45/2019/QH14")
    assert party is not None and (party.serial, party.year, party.type, party.issuers) == (
        "43",
        None,
        "NQ",
        ("TW",),
    )
    assert law is not None and (law.serial, law.year, law.type, law.issuers) == ("45", 2019, None, ("QH14",))
    assert split_number("hai mươi") is None


@given(st.text(alphabet=" 0123456789-/NQĐTWUCPsốKHi.,", max_size=60))
def test_mentions_are_spans_in_order_and_normal_form_is_stable(text: str) -> None:
    end = 0
    for mention in find_numbers(unicodedata.normalize("NFC", text)):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert normalise_number(mention.number) == mention.number
