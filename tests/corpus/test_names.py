import pytest

from corpus.names import is_name, may_be_name


@pytest.mark.parametrize(
    "line",
    ["Nguyễn Văn An", "Đỗ Mạnh Hiến", "Thượng tướng Lê Văn B", "PGS.TS. Trần Thị Hoa", "NGUYỄN VĂN AN", "NGUYEN VAN AN",
     "PHẠM VĂN MINH", "Rơ Châm H'Lan", "Giàng Seo Lử"],
)  # fmt: skip
def test_names_are_known_by_their_family_name(line: str) -> None:
    assert is_name(line)


@pytest.mark.parametrize(
    "line",
    ["CHỦ TỊCH QUỐC HỘI", "Hà Nội, ngày 5", "Ban Dân vận", "nguyễn văn an", "", "Nguyễn", "- Lưu Văn phòng",
     "TỔ CHỨC THỰC HIỆN", "PHẠM VI ĐIỀU CHỈNH", "HỒ SƠ, TÀI LIỆU", "CHẾ ĐỘ BÁO CÁO", "Y TẾ", "NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
     "HÀ NỘI", "TRÌNH TỰ THỦ TỤC", "VÕ THUẬT CỔ TRUYỀN"],
)  # fmt: skip
def test_other_lines_are_no_names(line: str) -> None:
    assert not is_name(line)


def test_a_rare_family_name_still_makes_a_name() -> None:
    assert may_be_name("Zơ Râm Thị Hoa") and not is_name("Zơ Râm Thị Hoa")
    assert not may_be_name("QUY ĐỊNH CHUNG") and not may_be_name("Ban Dân vận Tỉnh ủy")
