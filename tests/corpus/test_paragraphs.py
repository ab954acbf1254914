"""Blocks to paragraphs: what is joined, what is kept apart, where footnotes go."""

import pytest

from corpus.block import Block, Place, Run
from corpus.paragraphs import Paragraph, read_paragraphs
from corpus.text_reader import read_text

OPENING = "I. MỘT\n\n"


def read(text: str) -> list[Paragraph]:
    return read_paragraphs(read_text(text.encode(), "x.txt"))


def texts(text: str) -> list[str]:
    """Return the paragraphs after a heading, which keeps them out of the head."""
    return [paragraph.text for paragraph in read(OPENING + text)][1:]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("- Phát huy vai trò của cán bộ, Mặt trận các", "cấp. Đưa tiêu chí.", "- Phát huy vai trò của cán bộ, Mặt trận các cấp. Đưa tiêu chí."),
        ("Thực hiện Nghị quyết số 21-", "NQ/TW ngày 16/6/2022.", "Thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2022."),
        ("Thực hiện Nghị quyết số 21", "-NQ/TW ngày 16/6/2022.", "Thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2022."),
        ("Căn cứ Nghị quyết của", "Đảng, giữ gìn đoàn kết.", "Căn cứ Nghị quyết của Đảng, giữ gìn đoàn kết."),
        ("1. Đổi mới phương thức của Đảng ủy", "và các cấp ủy theo hướng khoa học", "1. Đổi mới phương thức của Đảng ủy và các cấp ủy theo hướng khoa học"),
        (
            "- Tuyên truyền kết quả 40 năm thực hiện Cương lĩnh xây dựng đất nước trong thời kỳ quá độ;",
            "100 năm Đảng lãnh đạo cách mạng Việt Nam.",
            "- Tuyên truyền kết quả 40 năm thực hiện Cương lĩnh xây dựng đất nước trong thời kỳ quá độ; 100 năm Đảng lãnh đạo cách mạng Việt Nam.",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n\n", "\n\n- 7 -\n\n"])
def test_a_cut_sentence_is_joined(first: str, second: str, joined: str, between: str) -> None:
    assert texts(f"{first}{between}{second}") == [joined]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Công tác khoa giáo được đổi mới,", "Tiếp tục triển khai thực hiện."),
        ("Theo Hướng dẫn của Ban Tổ chức Trung ương", "**Công tác cán bộ:** Tiếp tục."),
        ("Phối hợp với các đơn vị", "- Chủ trì tham mưu."),
        ("Gồm các nội dung sau:", "hội nghị, hội thảo."),
        ("Kết thúc bằng dấu chấm.", "chữ thường đầu dòng."),
        ("1. Chỉ tiêu", "100% các xã đạt chuẩn."),
        ("Nhiệm vụ và giải pháp", "Mục tiêu: Đổi mới."),
    ],
)
def test_what_is_whole_stays_apart(first: str, second: str) -> None:
    assert texts(f"{first}\n\n{second}") == [first, second.replace("*", "")]


def test_a_sentence_cut_by_footnotes_is_joined_even_before_a_capital() -> None:
    text = "Ban hành quy định<sup>5</sup> của Ban\n\n<sup>5</sup> Học sinh: 167; nữ: 2.\n\nThường vụ Thành ủy về cán bộ."
    assert texts(text) == [
        "Ban hành quy định của Ban Thường vụ Thành ủy về cán bộ.",
        "[5] Học sinh: 167; nữ: 2.",
    ]


def test_a_footnote_stands_after_its_sentence_and_knows_its_anchor() -> None:
    paragraphs = read(
        OPENING
        + "Thành phố<sup>1</sup> thiết thực<sup>2</sup>.\n\nĐoạn sau.\n\n<sup>2</sup> Hai.\n\n<sup>1</sup> Một."
    )
    assert [p.text for p in paragraphs][1:] == ["Thành phố thiết thực.", "[1] Một.", "[2] Hai.", "Đoạn sau."]
    text = "\n".join(p.text for p in paragraphs)
    notes = [p for p in paragraphs if p.kind == "footnote"]
    assert [text[: note.anchor].rsplit("\n", 1)[1] for note in notes] == ["Thành phố", "Thành phố thiết thực"]


def test_numbers_that_begin_again_belong_to_the_nearest_mark() -> None:
    assert texts("A<sup>1</sup>.\n\n<sup>1</sup> Của A.\n\nB<sup>1</sup>.\n\n<sup>1</sup> Của B.") == [
        "A.",
        "[1] Của A.",
        "B.",
        "[1] Của B.",
    ]


def test_a_footnote_that_nothing_calls_is_kept() -> None:
    paragraphs = read(OPENING + "Đoạn.\n\n<sup>3</sup> Lạc lõng.")
    assert (paragraphs[-1].text, paragraphs[-1].anchor) == ("[3] Lạc lõng.", None)


def test_a_power_is_no_footnote() -> None:
    assert texts("Rộng 730.273 m<sup>2</sup> đất, 5 km<sup>2</sup>, 10<sup>6</sup> lần.\n\n<sup>2</sup> Chú thích.") == [
        "Rộng 730.273 m2 đất, 5 km2, 10⁶ lần.", "[2] Chú thích.",
    ]  # fmt: skip


def test_footnotes_in_brackets_are_read_as_such() -> None:
    assert texts("Cuộc thi [2] đã xong.\n[2] Thu hút 5 người.\nĐoạn sau.") == [
        "Cuộc thi đã xong.",
        "[2] Thu hút 5 người.",
        "Đoạn sau.",
    ]


def test_a_footnote_of_the_format_is_numbered_by_its_mark() -> None:
    blocks = (
        Block((Run("I. MỘT"),)),
        Block((Run("Cuộc thi"), Run("7", superscript=True), Run(" đã xong."))),
        Block((Run("7", superscript=True), Run(" Thu hút 5 người.")), kind="footnote"),
    )
    assert [p.text for p in read_paragraphs(blocks)][1:] == ["Cuộc thi đã xong.", "[7] Thu hút 5 người."]


def test_lines_set_to_a_width_are_joined() -> None:
    text = (
        "1. Sau hơn 20 năm thực hiện Chiến lược cán bộ thời kỳ đẩy mạnh công nghiệp\n"
        "hoá, hiện đại hoá đất nước, đội ngũ cán bộ các cấp có bước trưởng thành và\n"
        "Đảng ta phát triển về nhiều mặt, có lập trường, bản lĩnh chính trị vững vàng,\n"
        "Nhân dân tin tưởng.\n"
        "2. Tuy nhiên, nhìn tổng thể, đội ngũ cán bộ đông nhưng chưa mạnh; tình trạng\n"
        "vừa thừa, vừa thiếu cán bộ xảy ra ở nhiều nơi; sự liên thông giữa các cấp, các\n"
        "Ngành còn hạn chế.\n"
    )
    first, second = texts(text)
    assert first.endswith(
        "và Đảng ta phát triển về nhiều mặt, có lập trường, bản lĩnh chính trị vững vàng, Nhân dân tin tưởng."
    )
    assert second.endswith("giữa các cấp, các Ngành còn hạn chế.")


def test_a_heading_in_capitals_over_two_lines_is_joined() -> None:
    assert texts("## **Phần thứ hai**\n\n### **CHỈ TIÊU, NHIỆM VỤ**\n\n### **VÀ GIẢI PHÁP**\n\nĐoạn.") == [
        "Phần thứ hai", "CHỈ TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP", "Đoạn.",
    ]  # fmt: skip


def test_page_numbers_and_running_heads_are_dropped() -> None:
    def line(text: str, page: int) -> Block:
        return Block((Run(text),), place=Place(page=page))

    blocks = [line("I. MỘT", 1)]
    for page in (1, 2, 3):
        blocks += [
            line(f"CÔNG BÁO số {page}", page),
            line(f"Đoạn {page} của trang.", page),
            line("Thêm một đoạn.", page),
        ]
        blocks += [line("Đoạn cuối trang.", page), line(str(page), page)]
    kept = [paragraph.text for paragraph in read_paragraphs(blocks)]
    assert kept.count("Đoạn cuối trang.") == 3
    assert not [text for text in kept if text.isdigit()]


def test_recipients_go_on_and_a_note_printed_beside_two_lines_follows_both() -> None:
    closing = (
        "Nơi nhận:\n- Bộ Chính trị,\n- Ban Dân vận Trung ương, Văn phòng    (để báo cáo),\nTrung ương Đảng,\n"
        "- Các quận ủy, huyện ủy,\nđảng đoàn,\n- Lưu Văn phòng."
    )
    assert texts("Đoạn.\n" + closing)[1:] == [
        "Nơi nhận:", "- Bộ Chính trị,", "- Ban Dân vận Trung ương, Văn phòng Trung ương Đảng (để báo cáo),",
        "- Các quận ủy, huyện ủy, đảng đoàn,", "- Lưu Văn phòng.",
    ]  # fmt: skip


def test_the_title_is_one_line_and_who_issues_it_another() -> None:
    text = "KẾ HOẠCH\nCỦA BAN THƯỜNG VỤ\nthực hiện Nghị quyết số 1-NQ/TW \nvề đoàn kết\n\n-----\n\nI. MỘT"
    assert [(p.part, p.text) for p in read(text)][:3] == [
        ("head", "KẾ HOẠCH"), ("title", "CỦA BAN THƯỜNG VỤ"), ("title", "thực hiện Nghị quyết số 1-NQ/TW về đoàn kết"),
    ]  # fmt: skip


def test_offsets_and_pages() -> None:
    paragraphs = read(OPENING + "Câu bị ngắt giữa\fchừng.\nĐoạn sau.")
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    assert all(text[p.start : p.end] == p.text for p in paragraphs)
    assert [paragraph.pages for paragraph in paragraphs] == [((0, 1),), ((0, 1), (17, 2)), ((0, 2),)]


def test_small_fragments_of_tables_are_not_joined() -> None:
    assert texts("Mức thu phí bằng đồng Việt Nam tính trên mỗi giấy chứng nhận đã cấp\n600.000\nx\n2,0") == [
        "Mức thu phí bằng đồng Việt Nam tính trên mỗi giấy chứng nhận đã cấp", "600.000", "x", "2,0",
    ]  # fmt: skip
