"""Sections from the numbering: paths, nesting, headings and items; references and quotations are none."""

import pytest

from corpus.document import Section
from corpus.parse import parse_text


def outline(text: str) -> tuple[Section, ...]:
    return parse_text(text, "x.txt").sections


def paths(text: str) -> list[str]:
    return [section.path for section in outline(text)]


def named(text: str) -> list[tuple[str, str, str]]:
    return [(section.path, section.kind, section.heading) for section in outline(text)]


PROGRAMME = """Phần thứ nhất
TÌNH HÌNH
I. KẾT QUẢ
1. Về kinh tế
1.1. Công nghiệp
(1) Các tổ chức đảng
a) Rà soát quy hoạch
- Gạch đầu dòng.
+ Gạch con.
1.2. Nông nghiệp
Đoạn văn.
2. Về xã hội
Đoạn văn.
II- HẠN CHẾ
1. Hạn chế
Đoạn văn.
Phần thứ hai
NHIỆM VỤ
I. MỤC TIÊU
Đoạn văn.
"""


def test_paths_follow_the_numbering() -> None:
    assert paths(PROGRAMME) == [
        "P1", "P1.I", "P1.I.1", "P1.I.1.1", "P1.I.1.1.(1)", "P1.I.1.1.(1).a", "P1.I.1.2", "P1.I.2", "P1.II", "P1.II.1", "P2", "P2.I",
    ]  # fmt: skip


def test_levels_count_from_one_at_the_root() -> None:
    assert [section.level for section in outline(PROGRAMME)] == [1, 2, 3, 4, 5, 6, 4, 3, 2, 3, 1, 2]


def test_a_section_spans_all_that_stands_below_it() -> None:
    document = parse_text(PROGRAMME, "x.txt")
    part = document.sections[0]
    assert document.text[part.start : part.end].startswith("Phần thứ nhất\nTÌNH HÌNH\nI. KẾT QUẢ")
    assert document.text[part.start : part.end].endswith("1. Hạn chế\nĐoạn văn.")
    assert document.text[part.start : part.body_start] == "Phần thứ nhất\nTÌNH HÌNH"


def test_markdown_depth_is_no_evidence() -> None:
    text = "# **I. MỘT**\n\n##### **1. Hai**\n\nĐoạn.\n\n## **2. Ba**\n\nĐoạn.\n\n#### **2.1. Bốn**\n\nĐoạn.\n\n### **II. NĂM**\n\nĐoạn."
    assert paths(text) == ["I", "I.1", "I.2", "I.2.1", "II"]


LAW = """QUỐC HỘI
LUẬT
THANH TRA
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về thanh tra.
Điều 2. Giải thích từ ngữ
1. Thanh tra là hoạt động xem xét.
2. Cơ quan thanh tra gồm:
a) Thanh tra Chính phủ;
đ) Thanh tra bộ.
Chương II
TỔ CHỨC
Mục 1
CƠ QUAN THANH TRA
Điều 3. Nhiệm vụ
Điều 2 của Luật này được áp dụng.
Điều 4. Quyền hạn
1. Một.
"""


def test_articles_are_numbered_through_and_stand_in_their_chapter() -> None:
    sections = {section.path: section for section in outline(LAW)}
    assert list(sections) == [
        "C1",
        "Đ1",
        "Đ2",
        "Đ2.1",
        "Đ2.2",
        "Đ2.2.a",
        "Đ2.2.đ",
        "C2",
        "C2.M1",
        "Đ3",
        "Đ4",
        "Đ4.1",
    ]
    assert [sections[path].level for path in ("C1", "Đ1", "Đ2.2.a", "C2.M1", "Đ3")] == [1, 2, 4, 2, 3]
    assert (sections["Đ1"].heading, sections["Đ1"].kind) == ("Phạm vi điều chỉnh", "heading")
    assert (sections["Đ2.1"].heading, sections["Đ2.1"].kind) == ("Thanh tra là hoạt động xem xét.", "clause")
    assert sections["C2"].heading == "TỔ CHỨC"


def test_headings_and_clauses() -> None:
    long = "Các đồng chí Ủy viên Ban Thường vụ Thành ủy trực tiếp chỉ đạo công tác tuyên truyền, quán triệt."
    text = f"I. MỘT\n1. {long}\n2. Tăng cường công tác. Giữ vững vai trò\n- Gạch.\n3. Mục đích:\n- Gạch.\n4. Gồm các việc như sau:\n- Gạch."
    assert named(text)[1:] == [
        ("I.1", "clause", long[:80]),
        ("I.2", "heading", "Tăng cường công tác. Giữ vững vai trò"),
        ("I.3", "heading", "Mục đích"),
        ("I.4", "clause", "Gồm các việc như sau:"),
    ]


def test_a_sentence_is_no_heading_even_if_it_is_short_or_has_lost_its_stop() -> None:
    text = "Điều 1. Báo cáo trước ngày 15/4.\nĐoạn.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký\nĐoạn.\nĐiều 3. Hiệu lực thi hành\nĐoạn."
    assert [kind for _, kind, _ in named(text)] == ["clause", "clause", "heading"]


def test_a_bold_beginning_is_a_heading_that_its_sentence_follows() -> None:
    document = parse_text("I. MỘT\n\n**8. Mặt trận Tổ quốc** phát huy tinh thần đoàn kết.", "x.txt")
    section = document.sections[1]
    assert (section.path, section.kind, section.heading) == ("I.8", "heading", "Mặt trận Tổ quốc")
    assert document.text[section.body_start :].strip() == "phát huy tinh thần đoàn kết."
    assert document.passages[-1].text == "8. Mặt trận Tổ quốc phát huy tinh thần đoàn kết."


def test_bullets_that_name_an_agency_are_items_counted_among_themselves() -> None:
    text = """I. MỘT
1. Các Ban
- Rà soát chung.
- Ban Tuyên giáo Tỉnh ủy: Chủ trì hướng dẫn.
- Ban Dân vận Tỉnh ủy:
+ Chủ trì một việc.
+ Chủ trì hai việc.
- Đối với phụ nữ: Phát huy.
- Văn phòng Tỉnh ủy: Theo dõi.
2. Khác
Đoạn."""
    items = [section for section in outline(text) if section.kind == "item"]
    assert [(item.path, item.heading, item.anchor) for item in items] == [
        ("I.1.-1", "Ban Tuyên giáo Tỉnh ủy", "I.1.-2"),
        ("I.1.-2", "Ban Dân vận Tỉnh ủy", "I.1.-3"),
        ("I.1.-2.+1", "Chủ trì một việc.", "I.1.-3.+1"),
        ("I.1.-2.+2", "Chủ trì hai việc.", "I.1.-3.+2"),
        ("I.1.-3", "Văn phòng Tỉnh ủy", "I.1.-5"),
    ]


def test_dashes_below_an_agency_that_stands_alone_are_its_own() -> None:
    text = "I. MỘT\n- Ban Tổ chức Tỉnh ủy:\n- Một việc.\n- Hai việc.\n- Ban Nội chính Tỉnh ủy:\n- Ba việc.\nGiao Văn phòng Tỉnh ủy:\n- Bốn việc."
    assert paths(text) == ["I", "I.-1", "I.-1.-1", "I.-1.-2", "I.-2", "I.-2.-1", "I.-3", "I.-3.-1"]


def test_quoted_articles_number_nothing() -> None:
    text = """Điều 1. Sửa đổi một số điều
1. Sửa đổi Điều 5 như sau:
“Điều 5. Quyền
1. Quyền một;
2. Quyền hai.”.
2. Bãi bỏ Điều 9.
Điều 2. Hiệu lực
Đoạn."""
    assert paths(text) == ["Đ1", "Đ1.1", "Đ1.2", "Đ2"]


def test_an_article_may_hold_a_programme() -> None:
    text = "Điều 1. Phê duyệt Đề án với các nội dung sau:\nI. MỤC TIÊU\n1. Chung\nĐoạn.\nII. NHIỆM VỤ\nĐoạn.\nĐiều 2. Tổ chức thực hiện\nĐoạn."
    assert paths(text) == ["Đ1", "Đ1.I", "Đ1.I.1", "Đ1.II", "Đ2"]


def test_appendices_and_documents_issued_with_the_first_have_paths_of_their_own() -> None:
    text = """Điều 1. Ban hành kèm theo Quyết định này Quy chế.
Điều 2. Hiệu lực thi hành
Đoạn.
QUY CHẾ
Quản lý công viên
(Ban hành kèm theo Quyết định số 12/QĐ-UBND)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Đoạn.
PHỤ LỤC I
DANH MỤC
1. Công viên A.
Phụ lục II: MẪU ĐƠN
Đoạn."""
    assert paths(text) == ["Đ1", "Đ2", "VB2", "VB2.C1", "VB2.Đ1", "PL1", "PL1.1", "PL2"]


def test_a_schedule_issued_with_a_document_is_a_section() -> None:
    sections = outline(
        "Điều 1. Mức thu\nĐoạn.\nBIỂU PHÍ KIỂM ĐỊNH\nPHƯƠNG TIỆN\n(Ban hành kèm theo Thông tư số 1/2021/TT-BTC)\nĐoạn."
    )
    assert [(section.path, section.heading) for section in sections] == [
        ("Đ1", "Mức thu"),
        ("VB2", "BIỂU PHÍ KIỂM ĐỊNH PHƯƠNG TIỆN"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Điều 5 của Luật này được áp dụng.",
        "Điều 5, Điều 6 và Điều 7 của Luật này.",
        "Nghị quyết số 43-NQ/TW ngày 24/11/2023 được quán triệt.",
        "V.I. Lênin đã viết như vậy.",
        "C. Mác đã viết như vậy.",
        "100% các xã đạt chuẩn.",
        "2025. Năm bản lề.",
        "Mục tiêu: Nhằm nâng cao.",
        "Phần lớn cán bộ đồng tình.",
    ],
)
def test_words_of_a_sentence_are_no_headings(line: str) -> None:
    assert paths(f"Chương I\nCHUNG\nĐiều 1. Một\nĐoạn.\n{line}\nĐiều 2. Hai\nĐoạn.") == ["C1", "Đ1", "Đ2"]


def test_a_label_after_words_that_end_no_sentence_is_part_of_it() -> None:
    text = "Điều 1. Một\nTheo quy định tại\nĐiều 15. Việc này không phải là điều.\nĐiều 2. Hai\nĐoạn."
    assert paths(text) == ["Đ1", "Đ2"]


def test_one_number_twice_gives_two_anchors() -> None:
    sections = outline("I. MỘT\n1. Mục tiêu\nĐoạn.\n1. Nhiệm vụ\nĐoạn.")
    assert [section.path for section in sections] == ["I", "I.1", "I.1"]
    assert [section.anchor for section in sections] == ["I", "I.1", "I.1~2"]


def test_letters_number_only_in_sequence() -> None:
    assert paths("A. PHẦN CHUNG\nI. MỘT\nĐoạn.\nB. PHẦN RIÊNG\nI. HAI\nĐoạn.") == ["A", "A.I", "B", "B.I"]
