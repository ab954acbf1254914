from types import SimpleNamespace

import pytest

from corpus.parse import parse_text
from search.duties import find_duty

TEXT = """TỈNH ỦY GIA LAI
Số 12-KH/TU
Gia Lai, ngày 05 tháng 3 năm 2025
KẾ HOẠCH
về phong trào thi đua

I. PHÂN CÔNG
- Ban Tổ chức Tỉnh ủy:
+ Chủ trì biên soạn tài liệu bồi dưỡng cấp ủy viên (hoàn thành trong quý II/2025).
- Văn phòng Tỉnh ủy:
+ Chủ trì lắp đặt hệ thống họp trực tuyến (hoàn thành trong quý III/2025).
"""


def ask(question: str) -> SimpleNamespace:
    return SimpleNamespace(words=question, vietnamese=question, unmarked="", terms=(), typed=question)


def agency(question: str, words: str) -> str | None:
    document = parse_text(TEXT, "ke-hoach.txt")
    (passage,) = [passage for passage in document.passages if words in passage.text]
    span = find_duty(ask(question), document, passage)  # type: ignore[arg-type]
    return document.text[span[0] : span[1]] if span else None


@pytest.mark.parametrize(
    "question",
    [
        "ai chịu trách nhiệm biên soạn tài liệu",
        "co quan nao chu tri bien soan tai lieu",
        "việc biên soạn tài liệu giao cho ai",
        "who is responsible for the training materials",
    ],
)
def test_the_agency_above_a_duty_bears_it(question: str) -> None:
    assert agency(question, "biên soạn") == "Ban Tổ chức Tỉnh ủy"


def test_each_duty_has_its_own_agency() -> None:
    assert agency("ai phụ trách họp trực tuyến", "trực tuyến") == "Văn phòng Tỉnh ủy"


@pytest.mark.parametrize(
    "question", ["biên soạn tài liệu khi nào xong", "ai ký kế hoạch", "trách nhiệm của cấp ủy"]
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert agency(question, "biên soạn") is None


def test_a_passage_that_assigns_nothing_gives_no_agency() -> None:
    assert agency("ai chịu trách nhiệm", "KẾ HOẠCH") is None
