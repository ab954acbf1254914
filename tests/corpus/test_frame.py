import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.frame import find_frame
from corpus.vocabulary import match_type

PARTY = """TỈNH ỦY HÒA AN
*
Số 12-KH/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Hòa An, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
thực hiện Chỉ thị số 24-CT/TW, ngày 13/7/2023 của Bộ Chính trị
về bảo đảm an ninh quốc gia
-----
Thực hiện Chỉ thị số 24-CT/TW, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
1. Cụ thể hóa Chỉ thị.
Nơi nhận:
- Ban Bí thư (để báo cáo),
- Lưu Văn phòng Tỉnh ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Nguyễn Văn An""".split("\n")


def _text(lines: list[str], span: tuple[int, int] | None) -> str | None:
    return None if span is None else "\n".join(lines[span[0] : span[1]])


def test_party_form_is_taken_apart() -> None:
    frame = find_frame(PARTY)
    assert _text(PARTY, frame.number) == "Số 12-KH/TU"
    assert _text(PARTY, frame.date) == "Hòa An, ngày 05 tháng 3 năm 2024"
    assert _text(PARTY, frame.type) == "KẾ HOẠCH"
    assert _text(PARTY, frame.title) == "\n".join(PARTY[7:9])
    assert (
        PARTY[frame.body[0]].startswith("Thực hiện") and PARTY[frame.body[1] - 1] == "1. Cụ thể hóa Chỉ thị."
    )
    assert _text(PARTY, frame.recipients) == "\n".join(PARTY[13:16])
    assert _text(PARTY, frame.signature) == "\n".join(PARTY[16:])
    assert frame.annex is None


def test_signature_may_stand_before_the_recipients() -> None:
    lines = [*PARTY[:13], *PARTY[16:], *PARTY[13:16]]
    frame = find_frame(lines)
    assert _text(lines, frame.signature) == "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nNguyễn Văn An"
    assert frame.recipients == (16, 19)
    assert frame.body[1] == 13


def test_what_follows_the_closing_is_the_annex() -> None:
    lines = [*PARTY, "", "PHỤ LỤC", "Danh mục văn bản"]
    assert find_frame(lines).annex == (20, 22)


def test_recipients_without_their_heading_are_found_at_the_end() -> None:
    lines = [*PARTY[:13], "- Ban Bí thư (để báo cáo),", "- Các huyện ủy,", "- Lưu Văn phòng."]
    assert find_frame(lines).recipients == (13, 16)


def test_bullets_of_the_body_are_no_recipients() -> None:
    lines = [*PARTY[:13], "- Xây dựng kế hoạch,", "- Tổ chức thực hiện."]
    assert find_frame(lines).recipients is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("BÁO CÁO tổng kết công tác năm 2023", "BÁO CÁO tổng kết công tác năm 2023"),
        ("BÁO CÁOtổng kết công tác năm 2023", "BÁO CÁOtổng kết công tác năm 2023"),
    ],
)
def test_type_and_title_may_share_a_line(line: str, title: str) -> None:
    lines = [line, "", "Năm 2023 là năm bản lề. " * 10]
    frame = find_frame(lines)
    assert frame.type == (0, 1)
    assert _text(lines, frame.title) == title
    assert frame.body == (2, 3)


def test_a_document_without_head_is_all_body() -> None:
    lines = ["1. Nghị quyết số 43-NQ/TW được quán triệt.", "2. Kế hoạch được ban hành."]
    frame = find_frame(lines)
    assert frame.head is None and frame.body == (0, 2)
    assert frame.number is None and frame.type is None


@pytest.mark.parametrize(
    "basis", ["- Căn cứ Điều lệ Đảng;", "*- Căn cứ Quy định số 1-QĐ/TW;*", "+ Theo đề nghị của Ban;"]
)
def test_bases_set_as_bullets_end_the_title(basis: str) -> None:
    lines = ["QUY ĐỊNH", "về công tác cán bộ", basis, "Ban Thường vụ quy định như sau:"]
    assert find_frame(lines).title == (1, 2)


def test_short_lines_go_on_with_the_title() -> None:
    lines = [
        "KẾ HOẠCH",
        "thực hiện Chỉ thị số 24-CT/TW,",
        "ngày 01/01/2024",
        "giai đoạn",
        "2024 - 2025",
        "",
        "I. A",
    ]
    assert find_frame(lines).title == (1, 5)


def test_a_sentence_below_the_title_is_body() -> None:
    lines = [
        "BÁO CÁO",
        "sơ kết công tác năm",
        "Ban Thường vụ Tỉnh ủy báo cáo kết quả công tác năm 2024 như sau:",
        "I. A",
    ]
    assert find_frame(lines).title == (1, 2)


def test_marks_of_markdown_hide_no_head() -> None:
    lines = ["## Số: 12-KH/TU", "## Hòa An, ngày 05 tháng 3 năm 2024", "## **KẾ HOẠCH**", "về A", "", "I. A"]
    frame = find_frame(lines)
    assert (frame.number, frame.date, frame.type, frame.title) == ((0, 1), (1, 2), (2, 3), (3, 4))


def test_who_decides_is_no_part_of_the_title() -> None:
    lines = [
        "QUYẾT ĐỊNH",
        "Về việc công nhận huyện A",
        "THỦ TƯỚNG CHÍNH PHỦ",
        "Căn cứ Luật Tổ chức Chính phủ;",
    ]
    assert find_frame(lines).title == (1, 2)


def test_a_title_in_capitals_is_not_cut() -> None:
    lines = ["THÔNG TƯ", "QUY ĐỊNH MỨC THU, NỘP PHÍ", "PHƯƠNG TIỆN CHỮA CHÁY", "Căn cứ Luật Phí và lệ phí;"]
    assert find_frame(lines).title == (1, 3)


def test_two_columns_in_one_line_are_told_apart() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 09/2009/CT-UBND\tPhú An, ngày 15 tháng 4 năm 2009",
        "CHỈ THỊ",
        "Về việc A",
        "Yêu cầu các sở thực hiện. " * 8,
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
        "- Bộ Tài chính;\tKT. CHỦ TỊCH",
        "- Lưu: VT.\tTrần Văn Bình",
    ]
    frame = find_frame(lines)
    assert frame.number == frame.date == (1, 2)
    assert frame.recipients == frame.signature == (5, 8)


def test_the_number_may_stand_on_the_type_s_line() -> None:
    frame = find_frame(["NGHỊ QUYẾT SỐ 18-NQ/TW", "về một số vấn đề", "", "I- TÌNH HÌNH"])
    assert (frame.number, frame.type, frame.title) == ((0, 1), (0, 1), (1, 2))


def test_a_citation_at_the_start_is_no_head() -> None:
    text = "Quyết định số 5/QĐ-TTg của Thủ tướng Chính phủ, ngày 2/1/2024 quy định"
    assert find_frame([text]).number is None


def test_a_blank_number_is_still_its_line() -> None:
    assert find_frame(["Số -CTr/ĐU", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "năm 2024", "", "I. A"]).number == (0, 1)


@pytest.mark.parametrize("line", ["Số lượng đảng viên tăng", "Quyết định số phận", "Kế hoạch hóa gia đình"])
def test_sentences_are_neither_number_nor_type(line: str) -> None:
    frame = find_frame([line, "Đoạn văn sau đó."])
    assert frame.number is None and frame.type is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("QUYÉT ĐỊNH", "Quyết định"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình hành động"),
        ("Phụ lục III", "Phụ lục"),
    ],
)
def test_types_forgive_marks(line: str, name: str) -> None:
    match = match_type(line)
    assert match is not None and match[0] == name


@given(st.lists(st.text(alphabet="ABab Sốngày-./12\tNơi nhận:TM", max_size=40), max_size=40))
def test_ranges_stay_inside_and_in_order(lines: list[str]) -> None:
    frame = find_frame(lines)
    for span in (
        frame.head,
        frame.number,
        frame.date,
        frame.type,
        frame.title,
        frame.body,
        frame.recipients,
        frame.signature,
    ):
        assert span is None or 0 <= span[0] <= span[1] <= len(lines)
    assert frame.head is None or frame.head[1] == frame.body[0]
