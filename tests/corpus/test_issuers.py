import pytest

from corpus.frame import find_frame
from corpus.issuers import read_document_issuer, split_title


def _issuer(text: str) -> str | None:
    lines = text.split("\n")
    return read_document_issuer(lines, find_frame(lines))


def test_title_is_completed_from_the_head() -> None:
    text = (
        "TỈNH ỦY HÒA AN\nSố 1-CTr/TU\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nthực hiện A\n\nI. A"
    )
    assert _issuer(text) == "Ban Thường vụ Tỉnh ủy Hòa An"


def test_a_bare_level_is_completed_from_the_head() -> None:
    text = "HUYỆN ỦY TÂN LỘC\nSố 1-NQ/HU\nNGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN\nvề A\n\nI. A"
    assert _issuer(text) == "Ban Chấp hành Đảng bộ huyện Tân Lộc"


def test_an_organ_signs_under_the_committee_s_head() -> None:
    text = "TỈNH ỦY HÒA AN\nSố 1-HD/TU\nHƯỚNG DẪN\nvề A\n\nI. A\nNơi nhận:\n- Lưu.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn B"
    assert _issuer(text) == "Ban Thường vụ Tỉnh ủy Hòa An"
    assert _issuer(text.replace("T/M BAN THƯỜNG VỤ", "T/M TỈNH ỦY")) == "Tỉnh ủy Hòa An"


def test_a_title_may_begin_with_the_issuer_in_small_letters() -> None:
    text = "TỈNH ỦY HÒA AN\nSố 8-TB/TU\nTHÔNG BÁO\ncủa Ban Thường vụ Tỉnh ủy về phòng chống thiên tai\n\n1. A"
    lines = text.split("\n")
    assert split_title(lines, find_frame(lines)) == ("Ban Thường vụ Tỉnh ủy", "về phòng chống thiên tai")


def test_first_paragraph_is_completed_from_the_head() -> None:
    text = "TỈNH ỦY HÒA AN\nSố 1-KH/TU\nKẾ HOẠCH\nvề A\n\nThực hiện A, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:"
    assert _issuer(text) == "Ban Thường vụ Tỉnh ủy Hòa An"


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH HÒA AN", "Ủy ban nhân dân tỉnh Hòa An"),
        ("UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH", "Sở Tài chính"),
        ("THÀNH ỦY HÒA AN\nBAN DÂN VẬN", "Ban Dân vận Thành ủy Hòa An"),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO\n-------", "Bộ Giáo dục và Đào tạo"),
        ("VĂN PHÒNG CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Văn phòng Chính phủ"),
        ("QUỐC HỘI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hội"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", None),
    ],
)
def test_left_column_of_the_head(head: str, issuer: str | None) -> None:
    assert _issuer(f"{head}\nSố: 5/QĐ-X\nQUYẾT ĐỊNH\nVề A\n\nĐiều 1. A") == issuer


def test_signature_speaks_where_the_head_is_lost() -> None:
    text = "BÁO CÁO\nvề A\n\nI. A\nNơi nhận:\n- Lưu.\nT/M HUYỆN ỦY\nBÍ THƯ\nTrần Văn Bình"
    assert _issuer(text) == "Huyện ủy"
    place = text.replace("I. A", "I. Huyện Tân Lộc và huyện Tân Lộc, huyện Tân Lộc")
    assert _issuer(place) == "Huyện ủy Tân Lộc"


def test_nobody_is_guessed() -> None:
    assert _issuer("BÁO CÁO\nvề A\n\nThành ủy đã chỉ đạo.\nNơi nhận:\n- Lưu Văn phòng Thành ủy.") is None


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ĐẢNG BỘ TỈNH HÒA AN\nTỈNH ỦY", "Tỉnh ủy Hòa An"),
        ("ĐẢNG BỘ TỈNH HÒA AN\nBAN CHẤP HÀNH", "Ban Chấp hành Đảng bộ tỉnh Hòa An"),
        ("ĐẢNG BỘ THÀNH PHỐ HÒA AN\nBAN THƯỜNG VỤ", "Ban Thường vụ Thành ủy Hòa An"),
        ("ĐẢNG BỘ TỈNH HÒA AN\nBAN THƯỜNG VỤ TỈNH ỦY", "Ban Thường vụ Tỉnh ủy Hòa An"),
        ("ĐẢNG BỘ XÃ TÂN LỘC\nĐẢNG ỦY", "Đảng ủy xã Tân Lộc"),
        ("TỈNH ỦY HÒA AN\nHUYỆN ỦY TÂN LỘC", "Huyện ủy Tân Lộc"),
        ("BỘ NÔNG NGHIỆP\nVÀ PHÁT TRIỂN NÔNG THÔN", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("HUYỆN TÂN LỘC\nPHÒNG NỘI VỤ", "Phòng Nội vụ"),
    ],
)
def test_a_head_of_two_levels_is_one_name(head: str, issuer: str) -> None:
    assert _issuer(f"{head}\nSố 5-KH/X\nKẾ HOẠCH\nvề A\n\nĐiều 1. A") == issuer


def test_a_standing_committee_signs_for_the_committee_of_the_head() -> None:
    text = "{}\nSố 1-BC/HU\nBÁO CÁO\nvề A\n\nI. A\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nLê Văn B"
    assert _issuer(text.format("TỈNH ỦY HÒA AN\nHUYỆN ỦY TÂN LỘC")) == "Ban Thường vụ Huyện ủy Tân Lộc"
    both = _issuer(text.format("ĐẢNG BỘ TỈNH HÒA AN\nBAN THƯỜNG VỤ TỈNH ỦY"))
    assert both == "Ban Thường vụ Tỉnh ủy Hòa An"


def test_a_term_of_office_is_no_part_of_the_issuer() -> None:
    text = (
        "ĐẢNG BỘ TỈNH HÒA AN\nTỈNH ỦY\nSố 1-CTr/TU\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nCỦA TỈNH ỦY KHÓA XX\nvề A\n\nI. A"
    )
    assert _issuer(text) == "Tỉnh ủy Hòa An"


def test_words_that_belong_to_the_type_are_no_title() -> None:
    lines = "Số: 1/KHLN\nKẾ HOẠCH LIÊN NGÀNH\nXóa mù chữ\n\nI. A".split("\n")
    assert split_title(lines, find_frame(lines)) == (None, "Xóa mù chữ")
