import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.parse import parse_text
from corpus.references import find_references

GOLD = Path(__file__).parent / "gold"
DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def _facts(text: str) -> list[tuple[str, str | None, str | None, str | None, int]]:
    return [
        (found.number, found.type, found.date and found.date.isoformat(), found.issuer, len(found.spans))
        for found in find_references(text)
    ]


def test_date_and_issuer_follow_the_number() -> None:
    assert _facts("thực hiện Nghị quyết số 28-NQ/TW, ngày 17/11/2022 của Ban Bí thư về đổi mới") == [
        ("28-NQ/TW", "Nghị quyết", "2022-11-17", "Ban Bí thư", 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 5/QĐ-TTg ngày 02 tháng 01 năm 2024 của Thủ tướng Chính phủ",
        "Quyết định số 5/QĐ-TTg của Thủ tướng Chính phủ, ngày 2/1/2024",
        "Quyết định của Thủ tướng Chính phủ số 5/QĐ-TTg, ngày 02/01/2024",
        "Quyết định số 5/QĐ-TTg ngày 02-01-2024 do Thủ tướng Chính phủ ban hành",
    ],
)
def test_date_and_issuer_in_any_order(text: str) -> None:
    assert _facts(text) == [("5/QĐ-TTg", "Quyết định", "2024-01-02", "Thủ tướng Chính phủ", 1)]


def test_a_list_shares_its_date_and_issuer() -> None:
    text = "Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị ban hành"
    assert [fact[2:4] for fact in _facts(text)] == [("2013-12-12", "Bộ Chính trị")] * 2


def test_a_list_shares_the_type_before_it() -> None:
    assert [fact[1] for fact in _facts("các Nghị quyết số 18-NQ/TW, 19-NQ/TW và 20-NQ/TW")] == [
        "Nghị quyết"
    ] * 3


def test_documents_of_other_series_share_nothing() -> None:
    text = "Quyết định số 875-QĐ/TU; Quyết định số 446-QĐ/TU, ngày 26/11/2021 của Ban Thường vụ Tỉnh ủy"
    assert [fact[2] for fact in _facts(text)] == [None, "2021-11-26"]
    assert [fact[2] for fact in _facts("Kết luận số 1-KL/TW, Chỉ thị số 2-CT/TU ngày 3/4/2020")] == [
        None,
        "2020-04-03",
    ]


def test_one_number_with_two_dates_is_two_documents() -> None:
    text = (
        "Nghị quyết số 45-NQ/TW, ngày 24/01/2019 của Bộ Chính trị. Nghị quyết số 45-NQ/TW, ngày 24/11/2023 của"
        " Ban Chấp hành Trung ương. Nghị quyết số 45-NQ/TW nêu rõ."
    )
    assert [(fact[2], fact[4]) for fact in _facts(text)] == [("2019-01-24", 1), ("2023-11-24", 2)]


def test_one_date_with_two_wordings_of_the_issuer_is_one_document() -> None:
    text = "Kết luận số 54-KL/TW, ngày 09/5/2023 của Ban Bí thư. Kết luận 54-KL/TW, ngày 9/5/2023 của Ban Bí thư Trung ương Đảng."
    assert _facts(text) == [("54-KL/TW", "Kết luận", "2023-05-09", "Ban Bí thư Trung ương Đảng", 2)]


def test_a_title_may_stand_between_type_and_number() -> None:
    assert _facts("Luật Quản lý thuế số 38/2019/QH14 và pháp luật về thuế") == [
        ("38/2019/QH14", "Luật", None, None, 1)
    ]


def test_short_forms_that_the_text_defines_count() -> None:
    text = "Nghị quyết số 57-NQ/TW của Bộ Chính trị (sau đây gọi tắt là Nghị quyết 57). Thực hiện Nghị quyết 57, nghị quyết 58."
    found = find_references(text)
    assert len(found) == 1
    assert [text[start:end] for start, end in found[0].spans] == [
        "Nghị quyết số 57-NQ/TW",
        "Nghị quyết 57",
        "Nghị quyết 57",
    ]


def test_the_own_number_is_no_reference() -> None:
    head = "TỈNH ỦY HÒA AN\nSố 12-KH/TU\nHòa An, ngày 05 tháng 3 năm 2024\nKẾ HOẠCH\nnăm 2024\n\n"
    assert _facts(head + "Kế hoạch số 12-KH/TU này thực hiện Chỉ thị số 3-CT/TW.") == [
        ("3-CT/TW", "Chỉ thị", None, None, 1)
    ]
    other = head + "Thay thế Kế hoạch số 12-KH/TU, ngày 01/02/2021 của Ban Thường vụ Tỉnh ủy."
    assert [fact[2] for fact in _facts(other)] == ["2021-02-01"]


def test_documents_without_a_number_are_no_references() -> None:
    assert (
        find_references("Nghị quyết Đại hội XIII của Đảng, ngày 01/02/2021; Luật Thực hiện dân chủ ở cơ sở")
        == ()
    )


@pytest.mark.parametrize("name", ["000", "001"])
def test_gold_references(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["references"]
    file = next(DOCUMENTS.glob(f"{name}_*.txt"))
    document = parse_text(file.read_text("utf-8"), file.name)
    found = {(r.number, r.type, r.date, r.issuer, len(r.spans)) for r in document.references}
    expected = {
        (
            r["number"],
            r["type"],
            date.fromisoformat(r["date"]) if r["date"] else None,
            r["issuer"],
            r["count"],
        )
        for r in gold
    }
    assert 2 * len(found & expected) >= 0.97 * (len(found) + len(expected))


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Nghị quyết số ",
                "43-NQ/TW",
                ", ngày 24/11/2023",
                " của Bộ Chính trị",
                " và ",
                "; ",
                "\n",
                "(",
                "218-QĐ/TU",
            ]
        ),
        max_size=30,
    )
)
def test_spans_lie_in_the_text_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    for reference in find_references(text):
        assert list(reference.spans) == sorted(reference.spans)
        assert all(reference.number[:2] in text[start:end] for start, end in reference.spans)


def test_a_regulation_issued_with_a_decision_does_not_cite_it() -> None:
    head = "UBND TỈNH HÒA AN\nSố: 57/2024/QĐ-UBND\nHòa An, ngày 09 tháng 10 năm 2024\nQUYẾT ĐỊNH\nVề A\nĐiều 1. A\nQUY CHẾ\n"
    cited = (
        "(Ban hành kèm theo Quyết định số 57/2024/QĐ-UBND ngày 09/10/2024 của Ủy ban nhân dân tỉnh Hòa An)"
    )
    assert find_references(head + cited) == ()
    party = head.replace("57/2024/QĐ-UBND", "57-QĐ/TU") + cited.replace("57/2024/QĐ-UBND", "57-QĐ/TU")
    assert find_references(party) == ()
    earlier = find_references(party.replace("09/10/2024", "09/10/2017"))
    assert [str(reference.date) for reference in earlier] == ["2017-10-09"]


def test_words_may_stand_between_type_and_number() -> None:
    (reference,) = find_references("Theo báo cáo khảo sát số 65-BC/BTCTU thì tăng.")
    assert (reference.type, reference.number) == ("Báo cáo", "65-BC/BTCTU")
    (other,) = find_references("Thực hiện báo cáo theo yêu cầu số 65-TB/BTCTU.")
    assert other.type is None


def test_a_standing_board_is_an_issuer() -> None:
    (reference,) = find_references(
        "Thông báo số 967-TB/TU, ngày 22/12/2023 của Thường trực Tỉnh ủy giao Ban Tổ chức."
    )
    assert reference.issuer == "Thường trực Tỉnh ủy"


def test_a_long_text_is_read_to_its_end() -> None:
    defined = "Nghị quyết số 43-NQ/TW, ngày 24/11/2023 (sau đây gọi tắt là Nghị quyết 43).\n"
    text = defined + "Đoạn văn không có gì ở đây.\n" * 45_000 + "Theo Nghị quyết 43 và Kết luận số 5-KL/TW.\n"
    found = find_references(text)
    assert [reference.number for reference in found] == ["43-NQ/TW", "5-KL/TW"]
    cited = [text[start:end] for reference in found for start, end in reference.spans]
    assert cited == ["Nghị quyết số 43-NQ/TW", "Nghị quyết 43", "Nghị quyết 43", "Kết luận số 5-KL/TW"]
