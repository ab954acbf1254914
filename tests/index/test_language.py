import pytest

from index.language import detect_language, needs_marks


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ai chủ trì phong trào thi đua?", "vi"),
        ("hạn nộp báo cáo", "vi"),
        ("trong bao nhieu cay xanh", "vi-nodiac"),
        ("han nop bao cao quy II nam 2025", "vi-nodiac"),
        ("ai ky", "vi-nodiac"),
        ("ban to chuc", "vi-nodiac"),
        ("TINH UY LAO CAI", "vi-nodiac"),
        ("who signed it?", "en"),
        ("deadline", "en"),
        ("targets for reducing poverty", "en"),
        ("How many trees are to be planted?", "en"),
        ("who leads the Sóc Trăng campaign", "en-mixed"),
        ("Which office advises the Ban Thường vụ?", "en-mixed"),
        ("What does 12-CT/TU say?", "en-mixed"),
        ("tiêu chí smart city là gì", "vi"),
        ("John Smith có bao nhiêu bàn thắng?", "vi"),
        ("Boston Celtics thắng mấy trận ở Madison Square Garden", "vi"),
        ("Chỉ thị 12-CT/TU implementation results and shortcomings", "en-mixed"),
        ("Opinion polls about the dân vận khéo campaign", "en-mixed"),
    ],
)
def test_language_of_short_questions(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_decomposed_marks_are_marks() -> None:
    assert detect_language("chu\u0309 tri\u0300") == "vi"


def test_only_bare_vietnamese_needs_marks() -> None:
    assert needs_marks("trong rung")
    assert not needs_marks("trồng rừng")
    assert not needs_marks("forest planting")
