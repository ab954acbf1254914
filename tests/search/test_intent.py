import pytest

from search.intent import read_intent, read_wants


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("ai chịu trách nhiệm việc này", "agency"),
        ("co quan nao chu tri de an", "agency"),
        ("Which body leads the review?", "agency"),
        ("Ai ký kế hoạch?", "person"),
        ("who signed the plan", "person"),
        ("hoàn thành khi nào", "date"),
        ("by when must it be done", "date"),
        ("bao nhiêu mô hình", "number"),
        ("how many models were built", "number"),
        ("thực hiện nghị quyết nào", "document"),
        ("which resolution launched the programme", "document"),
        ("tổ chức ở đâu", "place"),
        ("chi bộ bốn tốt là gì", "definition"),
        ("công tác dân vận năm nay", "clause"),
        ("party building tasks", "clause"),
    ],
)
def test_the_kind_asked_for_is_read(question: str, kind: str) -> None:
    assert read_intent(question) == kind


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("ai phải sửa cơ chế và trình lúc nào", {"agency", "date"}),
        ("who signed it and when", {"person", "date"}),
        ("kinh phí thư viện xã", {"number"}),
        ("startup target 2030", {"number"}),
        ("công tác dân vận", {"clause"}),
    ],
)
def test_everything_asked_for_is_read(question: str, kinds: set[str]) -> None:
    assert read_wants(question) == kinds


def test_which_document_is_no_agency() -> None:
    assert read_wants("Văn bản nào thực hiện Nghị quyết 43-NQ/TW?") == {"document"}
    assert "agency" in read_wants("Ban nào thực hiện Nghị quyết 43-NQ/TW?")
