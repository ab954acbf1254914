import pytest

from corpus.frame import find_frame
from corpus.stamps import read_confidentiality, read_draft, read_urgency

HEAD = (
    "UBND TỈNH HÒA AN\nSố: 5/KH-UBND\n{}\nHòa An, ngày 5 tháng 3 năm 2024\nKẾ HOẠCH\nVề A\n\nI. MẬT\n1. KHẨN"
)


def _read(mark: str) -> tuple[str | None, str | None, str | None]:
    lines = HEAD.format(mark).split("\n")
    frame = find_frame(lines)
    return read_confidentiality(lines, frame), read_urgency(lines, frame), read_draft(lines, frame)


@pytest.mark.parametrize(
    ("mark", "confidentiality", "urgency", "draft"),
    [
        ("MẬT", "MẬT", None, None),
        ("**[TỐI MẬT]**", "TỐI MẬT", None, None),
        ("Độ mật: Tuyệt mật", "TUYỆT MẬT", None, None),
        ("MẬT - KHẨN", "MẬT", "KHẨN", None),
        ("TỐI MẬT\tTHƯỢNG KHẨN", "TỐI MẬT", "THƯỢNG KHẨN", None),
        ("HOẢ TỐC", None, "HỎA TỐC", None),
        ("HỎA TỐC HẸN GIỜ", None, "HỎA TỐC HẸN GIỜ", None),
        ("(Dự thảo lần 2)", None, None, "Dự thảo lần 2"),
        ("DỰ THẢO LẦN THỨ III", None, None, "Dự thảo lần III"),
        ("DỰ THẢO", None, None, "Dự thảo"),
        ("Dự thảo 3", None, None, "Dự thảo lần 3"),
    ],
)
def test_marks_of_the_head(
    mark: str, confidentiality: str | None, urgency: str | None, draft: str | None
) -> None:
    assert _read(mark) == (confidentiality, urgency, draft)


@pytest.mark.parametrize(
    "line", ["", "Mật ong rừng", "BẢO MẬT THÔNG TIN", "Dự thảo Luật", "TRƯỜNG HỢP KHẨN CẤP"]
)
def test_other_lines_are_no_marks(line: str) -> None:
    assert _read(line) == (None, None, None)
