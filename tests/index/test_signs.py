import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signs import BIT, SIGNS, read_signs, split_sentences


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
    found = read_signs(sentence)
    assert {sign for sign in SIGNS if found & BIT[sign]} == signs
