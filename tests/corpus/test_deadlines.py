from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.deadlines import find_deadline


@pytest.mark.parametrize(
    ("sentence", "words", "due"),
    [
        (
            "Tham mưu ban hành quy chế (hoàn thành trong quý II/2026).",
            "hoàn thành trong quý II/2026",
            date(2026, 6, 30),
        ),
        (
            "Xây dựng kế hoạch, hoàn thành trong tháng 3/2026.",
            "hoàn thành trong tháng 3/2026",
            date(2026, 3, 31),
        ),
        (
            "Chỉ đạo xây dựng (hoàn thành trong quý III năm 2023).",
            "hoàn thành trong quý III năm 2023",
            date(2023, 9, 30),
        ),
        ("Báo cáo trước ngày 15/12/2025.", "trước ngày 15/12/2025", date(2025, 12, 15)),
        (
            "Gửi về chậm nhất ngày 29 tháng 02 năm 2024.",
            "chậm nhất ngày 29 tháng 02 năm 2024",
            date(2024, 2, 29),
        ),
        (
            "Hoàn thành trong 6 tháng đầu năm 2025.",
            "Hoàn thành trong 6 tháng đầu năm 2025",
            date(2025, 6, 30),
        ),
        ("Sơ kết trong năm 2024.", "trong năm 2024", date(2024, 12, 31)),
        (
            "Hoàn thành trong quý I và quý II/2025.",
            "Hoàn thành trong quý I và quý II/2025",
            date(2025, 6, 30),
        ),
        ("Hoàn thành trong tháng 3.", "Hoàn thành trong tháng 3", None),
        ("Báo cáo trước ngày 31/02/2025.", "trước ngày 31/02/2025", None),
    ],
)
def test_deadlines_and_their_last_day(sentence: str, words: str, due: date | None) -> None:
    deadline = find_deadline(sentence)
    assert deadline is not None
    assert (deadline.words, deadline.due, deadline.periodic) == (words, due, False)
    assert sentence[deadline.start : deadline.end] == words


@pytest.mark.parametrize(
    "words", ["thực hiện thường xuyên", "hằng năm", "định kỳ hằng quý", "trước ngày 20 hằng tháng"]
)
def test_periodic_duties_in_brackets_have_no_last_day(words: str) -> None:
    deadline = find_deadline(f"Theo dõi việc thực hiện ({words}).")
    assert deadline is not None
    assert deadline.periodic and deadline.due is None and deadline.words == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Định kỳ tham mưu sơ kết hằng năm.",
        "Thực hiện Nghị quyết số 45-NQ/TW, ngày 24/01/2019 về phát triển đến năm 2030, tầm nhìn đến năm 2045.",
        "Hoàn thành sơ kết 5 năm thực hiện Nghị quyết số 45-NQ/TW, ngày 24/01/2019 của Bộ Chính trị.",
        "Báo cáo Ban Thường vụ (để chỉ đạo).",
        "Đại hội nhiệm kỳ (giai đoạn 2018-2023).",
        "Báo cáo trước ngày 15/12 hằng năm.",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    assert find_deadline(sentence) is None


@given(st.text(alphabet="hoàn thành trong quý tháng năm I/20256ngày ().,;", max_size=120))
def test_words_are_a_span_of_the_sentence(sentence: str) -> None:
    deadline = find_deadline(sentence)
    if deadline:
        assert sentence[deadline.start : deadline.end].strip() == deadline.words
