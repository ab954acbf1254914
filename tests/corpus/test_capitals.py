import pytest

from corpus.capitals import normal_case


@pytest.mark.parametrize(
    ("name", "text", "usual"),
    [
        ("BAN THƯỜNG VỤ THÀNH ỦY", "", "Ban Thường vụ Thành ủy"),
        ("ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG", "của Đảng bộ Các cơ quan Đảng", "Đảng bộ Các cơ quan Đảng"),
        ("PHÓ CHỦ TỊCH", "", "Phó Chủ tịch"),
        ("CHÍNH PHỦ", "của Chính phú và Chính phủ", "Chính phủ"),
        ("THÀNH ỦY", "của Thành uỷ", "Thành uỷ"),
        ("CHỦ TỊCH UBND HUYỆN QUẢN BẠ", "", "Chủ tịch UBND huyện Quản Bạ"),
        ("UBND CÁC HUYỆN: ĐÔNG, TÂY", "", "UBND các huyện: Đông, Tây"),
        ("Ban Dân vận", "", "Ban Dân vận"),
    ],
)
def test_capitals_are_made_usual(name: str, text: str, usual: str) -> None:
    assert normal_case(name, text) == usual
