import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signs import BIT, SIGNS, find_signs, read_signs, share_bits, split_sentences


@given(st.text())
def test_sentences_put_together_are_the_text(text: str) -> None:
    assert "".join(split_sentences(text)) == text


def test_sentences_end_at_stops_and_lines_and_not_inside_numbers() -> None:
    assert list(split_sentences("Đạt 1.250 mô hình; tăng 3. Ai\nlàm?")) == [
        "Đạt 1.250 mô hình; ",
        "tăng 3. ",
        "Ai\n",
        "làm?",
    ]


COARSE = SIGNS[:6]


def signs_of(sentence: str) -> set[str]:
    found = read_signs(sentence)
    return {sign for sign in SIGNS if found & BIT[sign]}


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("Kết nạp 3.482 đảng viên mới", {"number"}),
        ("đạt 85%", {"number"}),
        ("trong quý II", {"date"}),
        ("ngày 24/11/2023", {"date"}),
        ("Văn phòng tổng hợp", {"agency"}),
        ("đồng chí Nguyễn Văn A", {"person"}),
        ("Nghị quyết số 43-NQ/TW", {"document"}),
        ("Luật số 10/2022/QH15", {"document"}),
        ("nguyên nhân chủ quan", {"reason"}),
        ("phong trào thi đua", set()),
    ],
)
def test_the_kinds_of_things_in_a_sentence_are_seen(sentence: str, signs: set[str]) -> None:
    assert signs_of(sentence) & set(COARSE) == signs


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("đạt 85%", "percent"),
        ("chi 1,2 triệu đồng", "money"),
        ("rộng 27,5 ha", "area"),
        ("dài 14 km", "length"),
        ("thu 36 tấn", "amount"),
        ("xếp thứ 21", "rank"),
        ("ngày 24/11/2023", "day"),
        ("ngày 12 tháng 7 năm 2022", "day"),
        ("trong quý II", "quarter"),
        ("cuối năm 2022", "year"),
        ("hoàn thành trước ngày 15/3/2026", "deadline"),
        ("báo cáo hằng tháng", "often"),
        ("trả lời trong 07 ngày làm việc", "span"),
        ("lúc 18 giờ", "clock"),
        ("Sở Nội vụ phối hợp", "join"),
        ("tại huyện Yên Thế", "place"),
        ("gồm sắt, thép, xi măng", "list"),
        ("dân chủ là quyền", "definition"),
        ("phấn đấu đến năm 2030", "target"),
        ("chậm do thiếu vốn", "cause"),
        ("không được mang ra ngoài", "ban"),
        ("bị khiển trách", "sanction"),
    ],
)
def test_finer_kinds_of_things_are_seen(sentence: str, sign: str) -> None:
    assert sign in signs_of(sentence)


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("ngày 24/11/2023", "rank"),
        ("hà nội", "place"),
        ("sáng tạo, tối thiểu", "clock"),
        ("chỉ đạo theo chỉ thị", "ban"),
        ("trang thiết bị đã chuẩn bị", "sanction"),
        ("hạn chế, quyền hạn", "deadline"),
        ("còn tồn tại nhiều", "place"),
        ("quý vị", "quarter"),
        ("Ban Thường vụ Huyện ủy, xã đã làm", "place"),
        ("đồng chí ấy", "person"),
        ("15 hạng mục", "area"),
        ("3 mô hình", "length"),
        ("12 đồng chí", "money"),
    ],
)
def test_what_only_looks_like_it_is_not_taken_for_it(sentence: str, sign: str) -> None:
    assert sign not in signs_of(sentence)


def test_every_sign_has_a_bit_of_its_own_in_32() -> None:
    assert sorted(BIT.values()) == [1 << place for place in range(len(SIGNS))]
    assert len(SIGNS) <= 32


def test_what_shows_the_kinds_wanted_is_found_with_its_place() -> None:
    text = "Đạt 85%, chi 1,2 tỷ đồng; còn 7 triệu đồng."
    found = [(bit, text[start:end]) for bit, start, end in find_signs(text, BIT["percent"] | BIT["money"])]
    assert found == [(BIT["percent"], "5%"), (BIT["money"], "2 tỷ đồng"), (BIT["money"], "7 triệu đồng")]
    assert not list(find_signs(text, 0))


def test_shares_of_bits() -> None:
    signs = np.array([0b01, 0b11, 0b100], dtype=np.uint32)
    assert share_bits(signs, 0b11).tolist() == [0.5, 1.0, 0.0]
    assert share_bits(signs, 0).tolist() == [0.0, 0.0, 0.0]
