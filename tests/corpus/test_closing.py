import pytest

from corpus.closing import find_closing, is_authority, is_signed


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


@pytest.mark.parametrize(
    "line", ["(đã ký)", "(Đã ký và đóng dấu)", "[Ký, đóng dấu]", "Đã ký, đã đóng dấu", "(ký tên)"]
)
def test_notes_of_signing_are_known(line: str) -> None:
    assert is_signed(line)
    assert not is_signed("Kỳ họp đã ký hợp đồng")


@pytest.mark.parametrize(
    "heading", ["TỔ CHỨC THỰC HIỆN", "PHẠM VI ĐIỀU CHỈNH", "ĐOÀN KẾT TOÀN DÂN", "TÔ THẮM LỊCH SỬ"]
)
def test_a_heading_at_the_end_is_no_signature(heading: str) -> None:
    assert find_closing(["Đoạn văn.", heading, "Các đơn vị thực hiện."], 0) == (None, None)
    assert find_closing(["Đoạn văn.", "Các đơn vị thực hiện.", heading], 0) == (None, None)


def test_a_name_in_capitals_needs_who_or_that_it_signed() -> None:
    assert find_closing(["Đoạn văn.", "(đã ký)", "TRẦN VĂN BÌNH"], 0)[1] == (2, 3)
    assert find_closing(["Đoạn văn.", "GIÁM ĐỐC", "TRẦN VĂN BÌNH"], 0)[1] == (1, 3)


def test_a_rare_family_name_is_known_by_its_place() -> None:
    lines = ["Hết.", "Nơi nhận:", "- Lưu: VT.", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "(đã ký)", "Zơ Râm H'Lan"]
    assert find_closing(lines, 0)[1] == (3, 7)
