import pytest

from corpus.closing import find_closing, is_authority, is_name


@pytest.mark.parametrize(
    "line",
    ["Nguyễn Văn An", "Đỗ Mạnh Hiến", "Thượng tướng Lê Văn B", "PGS.TS. Trần Thị Hoa", "NGUYỄN VĂN AN"],
)
def test_names_are_known_by_their_family_name(line: str) -> None:
    assert is_name(line)


@pytest.mark.parametrize(
    "line",
    ["CHỦ TỊCH QUỐC HỘI", "Hà Nội, ngày 5", "Ban Dân vận", "nguyễn văn an", "", "Nguyễn", "- Lưu Văn phòng"],
)
def test_other_lines_are_no_names(line: str) -> None:
    assert not is_name(line)


@pytest.mark.parametrize(
    "line", ["T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ BÍ THƯ", "TUQ. BỘ TRƯỞNG", "CHỦ TỊCH QUỐC HỘI"]
)
def test_authority_is_in_capitals(line: str) -> None:
    assert is_authority(line)
    assert not is_authority(line.lower())


def test_a_law_has_a_signature_and_no_recipients() -> None:
    lines = [
        "Điều 2. Luật này có hiệu lực.",
        "",
        "CHỦ TỊCH QUỐC HỘI",
        "",
        "(Đã ký)",
        "",
        "Trần Văn Bình",
        "",
        "Nguồn: công báo",
    ]
    assert find_closing(lines, 0) == (None, (2, 7))


def test_wrapped_recipients_belong_to_the_list() -> None:
    lines = [
        "Hết./.",
        "Nơi nhận:",
        "- Các sở,",
        "ban, ngành;",
        "- Lưu: VT, Cục Văn thư và",
        "lưu trữ.",
        "TM. CHÍNH PHỦ",
        "THỦ TƯỚNG",
        "Lê Văn B",
    ]
    assert find_closing(lines, 0) == ((1, 6), (6, 9))


def test_a_body_that_is_called_archive_does_not_end_the_list() -> None:
    lines = ["Nơi nhận:", "- Cục Văn thư và Lưu trữ nhà nước;", "- Các sở;", "- Lưu: VT."]
    assert find_closing(lines, 0)[0] == (0, 4)


def test_columns_run_together_overlap() -> None:
    lines = [
        "Nơi nhận:",
        "- Văn phòng Trung ương;",
        "KT. BỘ TRƯỞNG",
        "THỨ TRƯỞNG",
        "- Các bộ;",
        "- Lưu: VT.",
        "Vũ Thị Mai",
    ]
    assert find_closing(lines, 0) == ((0, 6), (2, 7))
