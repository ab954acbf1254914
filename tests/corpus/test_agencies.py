import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.agencies import read_issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Bộ Chính trị về xây dựng", "Bộ Chính trị"),
        ("Ban Bí thư đối với 45 tổ chức đảng", "Ban Bí thư"),
        ("Ban Chấp hành Trung ương Đảng khoá XIII về tiếp tục", "Ban Chấp hành Trung ương Đảng khoá XIII"),
        ("Bộ Chính trị (khóa XII), Quy định", "Bộ Chính trị (khóa XII)"),
        (
            "Hội nghị lần thứ tám Ban Chấp hành Trung ương “Về",
            "Hội nghị lần thứ tám Ban Chấp hành Trung ương",
        ),
        ("Ủy ban nhân dân tỉnh Hòa An cử cán bộ", "Ủy ban nhân dân tỉnh Hòa An"),
        ("Ban cán sự đảng Ủy ban nhân dân thành phố ban hành", "Ban cán sự đảng Ủy ban nhân dân thành phố"),
        ("Bộ Lao động - Thương binh và Xã hội quy định", "Bộ Lao động - Thương binh và Xã hội"),
        ("Bộ Văn hóa, Thể thao và Du lịch quy định", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ về việc", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        ("Chính phủ quy định chi tiết", "Chính phủ"),
        ("Bộ Chính trị và Nghị quyết số 5", "Bộ Chính trị"),
        ("Ban Bí thư Về tăng cường", "Ban Bí thư"),
        ("cán bộ, đảng viên", ""),
        ("", ""),
    ],
)
def test_names_end_where_the_sentence_goes_on(text: str, issuer: str) -> None:
    assert text[: read_issuer(text, 0)] == issuer


def test_joint_issuers_are_read_together() -> None:
    text = "Bộ Tư pháp và Bộ Tài chính hướng dẫn"
    assert text[: read_issuer(text, 0, joint=True)] == "Bộ Tư pháp và Bộ Tài chính"
    assert text[: read_issuer(text, 0)] == "Bộ Tư pháp"


@given(st.text(alphabet="Bộ Chính trị,và-Ban khóa XIế ", max_size=80), st.integers(0, 5))
def test_the_end_never_leaves_the_text(text: str, start: int) -> None:
    start = min(start, len(text))
    assert start <= read_issuer(text, start, joint=True) <= len(text)
