import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.metadata import read_metadata
from corpus.parse import parse_text
from corpus.references import find_references
from eval.parsing import score_parse

GOLD = Path(__file__).parent / "gold"
DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"

DECREE = """CHÍNH PHỦ
_______
Số: 30/2030/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 3 năm 2030
NGHỊ ĐỊNH
Về công tác văn thư
__________
Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024;
Căn cứ Nghị định số 1/2020/NĐ-CP của Chính phủ quy định chi tiết thi hành Luật số 2/2019/QH14;
Theo đề nghị của Bộ trưởng Bộ Nội vụ;
Chính phủ ban hành Nghị định về công tác văn thư.
Điều 1. Phạm vi
Nghị định này thay thế Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 và Nghị định số 09/2010/NĐ-CP.
Nơi nhận:
- Lưu: VT.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn An"""


def _metadata(text: str) -> Metadata:
    return read_metadata(text, find_references(text))


def test_a_decree_states_everything() -> None:
    found = _metadata(DECREE)
    assert (found.number, found.type, found.issuer, found.place) == (
        "30/2030/NĐ-CP",
        "Nghị định",
        "Chính phủ",
        "Hà Nội",
    )
    assert (found.date, found.title) == (date(2030, 3, 5), "Về công tác văn thư")
    assert found.signer is not None and (found.signer.name, found.signer.position) == (
        "Nguyễn Văn An",
        "Thủ tướng",
    )
    assert found.based_on == ("33/2024/QH15", "1/2020/NĐ-CP")
    assert found.replaces == ("110/2004/NĐ-CP", "09/2010/NĐ-CP")
    assert (found.implements, found.amends, found.warnings) == ((), (), ())


def test_type_comes_from_the_title_not_from_the_symbol() -> None:
    assert _metadata("Số 40-CT/TU\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nvề A\n\nI. A").type == "Chương trình hành động"


@pytest.mark.parametrize("line", ["Số -CTr/ĐU", "Số:      /QĐ-UBND", "Số ……-KH/TU"])
def test_a_blank_number_is_missing_and_said_so(line: str) -> None:
    found = _metadata(f"{line}\nKẾ HOẠCH\nvề A\n\nI. A")
    assert found.number is None
    assert "number_blank" in found.warnings and "number_missing" not in found.warnings


def test_a_blank_day_is_a_missing_date() -> None:
    found = _metadata("Số 1-KH/TU\nHòa An, ngày     tháng 3 năm 2024\nKẾ HOẠCH\nvề A\n\nI. A")
    assert (found.place, found.date) == ("Hòa An", None)
    assert "date_missing" in found.warnings


def test_a_lost_head_is_warned_of() -> None:
    found = _metadata("Đoạn văn thứ nhất không có gì.\nĐoạn thứ hai.")
    assert found == Metadata(
        warnings=(
            "number_missing",
            "type_missing",
            "issuer_missing",
            "date_missing",
            "title_missing",
            "signer_missing",
        )
    )


def test_an_official_letter_is_known_by_its_form() -> None:
    text = "SỞ NỘI VỤ\nSố: 15/SNV-VP\nV/v báo cáo kết quả\nHòa An, ngày 1 tháng 2 năm 2024\nKính gửi: Ủy ban nhân dân tỉnh"
    found = _metadata(text)
    assert (found.type, found.title, found.number) == ("Công văn", "báo cáo kết quả", "15/SNV-VP")


def test_title_and_first_sentence_say_what_is_carried_out() -> None:
    text = (
        "KẾ HOẠCH\nthực hiện Kết luận số 54-KL/TW, ngày 09/5/2023 của Ban Bí thư về tiếp tục thực hiện Quyết định số 99-QĐ/TW\n\n"
        "Thực hiện Kết luận số 54-KL/TW và Chỉ thị số 7-CT/TW của Ban Bí thư, Tỉnh ủy ban hành Kế hoạch:"
    )
    assert _metadata(text).implements == ("54-KL/TW", "7-CT/TW")


def test_an_amending_title_names_what_it_amends() -> None:
    text = (
        "Số: 5/2024/TT-BTC\nTHÔNG TƯ\nSửa đổi, bổ sung một số điều của Thông tư số 3/2020/TT-BTC\n\nĐiều 1. A"
    )
    assert _metadata(text).amends == ("3/2020/TT-BTC",)


def test_a_law_replaced_by_its_end_of_force() -> None:
    text = "QUỐC HỘI\nLuật số: 56/2030/QH20\nLUẬT\nTHANH TRA\n\nLuật thanh tra số 22/2004/QH11 hết hiệu lực kể từ ngày Luật này có hiệu lực."
    found = _metadata(text)
    assert found.replaces == ("22/2004/QH11",)


def test_a_law_is_dated_by_the_day_it_was_passed() -> None:
    text = (
        "QUỐC HỘI\nLuật số: 27/2001/QH10\nLUẬT\nPHÒNG CHÁY\n\nĐiều 1. A\n"
        "Luật này đã được Quốc hội thông qua ngày 29 tháng 6 năm 2001.\nCHỦ TỊCH QUỐC HỘI\nTrần Văn Bình"
    )
    assert _metadata(text).date == date(2001, 6, 29)


def test_what_another_document_replaces_is_not_this_one_s() -> None:
    text = "Số 1-KH/TU\nKẾ HOẠCH\nvề A\n\nNghị quyết số 5-NQ/TW thay thế Nghị quyết số 3-NQ/TW."
    assert _metadata(text).replaces == ()


@pytest.mark.parametrize("name", ["000", "001"])
def test_gold_metadata(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
    file = next(DOCUMENTS.glob(f"{name}_*.txt"))
    assert score_parse(parse_text(file.read_text("utf-8"), file.name), gold)["metadata"] >= 0.95


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "KẾ HOẠCH",
                "Số 1-KH/TU",
                "Hòa An, ngày 1 tháng 2 năm 2024",
                "",
                "Nơi nhận:",
                "- Lưu.",
                "thực hiện Nghị quyết số 43-NQ/TW",
                "Căn cứ Luật số 1/2020/QH14;",
                "T/M TỈNH ỦY",
                "Trần Văn Bình",
                "I. A",
                "(để báo cáo)",
                "CỦA BAN THƯỜNG VỤ",
            ]
        ),
        max_size=20,
    )
)
def test_lines_in_any_order_never_break_it(lines: list[str]) -> None:
    found = _metadata("\n".join(lines))
    assert found.number in (None, "1-KH/TU")
