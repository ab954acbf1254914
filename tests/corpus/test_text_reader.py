"""Bytes to blocks: encodings, what is refused, Markdown marks, headings run together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.block import Block
from corpus.errors import ReadError
from corpus.text_reader import read_text

WORDS = "Ủy ban nhân dân thành phố Hải Phòng – “Dân vận khéo”"


def read(text: str) -> tuple[Block, ...]:
    return read_text(text.encode(), "x.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_reads_every_unicode_encoding(encoding: str) -> None:
    assert [block.text for block in read_text(f"{WORDS}\n{WORDS}".encode(encoding), "x.txt")] == [
        WORDS,
        WORDS,
    ]


def test_reads_windows_1258() -> None:
    (block,) = read_text("Th\xe0nh ph\xf4\xec H\xe0 N\xf4\xf2i".encode("latin-1"), "x.txt")
    assert block.text == "Thành phố Hà Nội"


def test_text_in_a_font_of_the_1990s_keeps_its_bytes_apart() -> None:
    written = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, thÞ tr\xad\xeang"
    (block,) = read_text(written.encode("latin-1"), "x.txt")
    assert block.text == written


def test_reads_a_file_longer_than_one_piece() -> None:
    lines = [f"{number}. Ủy ban nhân dân thành phố\r" for number in range(80_000)]
    blocks = read("\n".join(lines))
    assert len(blocks) == len(lines)
    assert blocks[-1].text == "79999. Ủy ban nhân dân thành phố"
    assert blocks[-1].place.line == 80_000


def test_composes_letters_and_drops_what_is_not_seen() -> None:
    assert [block.text for block in read("Đa\u0309ng\u200b u\u0309y\u00ad")] == ["Đảng ủy"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n\t ",
        b"%PDF-1.7 and text",
        b"PK\x03\x04rest",
        b"\x00\x01\x02\x03" * 50,
        b"\xff\xfe\x00",
        bytes(range(256)) * 8,
    ],
    ids=["empty", "blank", "pdf", "zip", "zeros", "half a letter", "every byte"],
)
def test_refuses_what_is_no_text_in_one_sentence(data: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read_text(data, "lạ.txt")
    for sentence in (error.value.vi, error.value.en):
        assert "lạ.txt" in sentence
        assert ": " in sentence
        assert "\n" not in sentence


def test_a_line_is_a_block_with_its_number() -> None:
    blocks = read("Một\n\nHai\r\nBa")
    assert [(block.text, block.place.line) for block in blocks] == [("Một", 1), ("Hai", 3), ("Ba", 4)]


def test_form_feeds_count_pages() -> None:
    assert [block.place.page for block in read("Một\fHai\nBa\fBốn")] == [1, 2, 2, 3]


def test_marks_become_styles_and_literal_ones_stay() -> None:
    (block,) = read("- *Nghiêng*: **đậm** và ***cả hai***, 5*3, a_b_c, \\*sao\\*")
    assert block.text == "- Nghiêng: đậm và cả hai, 5*3, a_b_c, *sao*"
    assert [run.text for run in block.runs if run.bold] == ["đậm", "cả hai"]
    assert [run.text for run in block.runs if run.italic] == ["Nghiêng", "cả hai"]


def test_a_style_may_run_over_lines() -> None:
    first, second = read("**tổng kết công tác,  \nnăm 2023** và")
    assert first.runs[0].bold
    assert [(run.text, run.bold) for run in second.runs] == [("năm 2023", True), (" và", False)]


def test_headings_keep_their_depth_as_a_hint() -> None:
    (block,) = read("#### **4. Công tác nội chính**")
    assert (block.kind, block.level, block.text) == ("heading", 4, "4. Công tác nội chính")


def test_headings_run_together_are_taken_apart() -> None:
    line = "**Phần thứ nhất****KẾT QUẢ NĂM 2023****I. KẾT QUẢ ĐẠT ĐƯỢC****1. Công tác xây dựng Đảng**"
    blocks = read(line)
    assert [block.text for block in blocks] == [
        "Phần thứ nhất", "KẾT QUẢ NĂM 2023", "I. KẾT QUẢ ĐẠT ĐƯỢC", "1. Công tác xây dựng Đảng",
    ]  # fmt: skip
    assert {block.place.line for block in blocks} == {1}


def test_a_type_run_together_with_its_title_is_taken_apart() -> None:
    assert [block.text for block in read("**BÁO CÁO****tổng kết công tác**")] == [
        "BÁO CÁO",
        "tổng kết công tác",
    ]


def test_a_number_set_apart_from_its_heading_stays_with_it() -> None:
    assert [block.text for block in read("**1.** **Mục tiêu**")] == ["1. Mục tiêu"]
    assert [block.text for block in read("**UBND** **tỉnh** chỉ đạo")] == ["UBND tỉnh chỉ đạo"]


def test_a_bold_sentence_in_two_runs_stays_one() -> None:
    (block,) = read("**Công tác****cán bộ** được đổi mới")
    assert block.text == "Công tác cán bộ được đổi mới"


def test_raised_characters_are_marked() -> None:
    (block,) = read("thành phố<sup>1</sup> và 30 m<sup>2</sup>, H<sub>2</sub>O")
    assert [run.text for run in block.runs if run.superscript] == ["1", "2"]
    assert block.text == "thành phố1 và 30 m2, H2O"


@pytest.mark.parametrize(
    "text", ["Cuộc thi[^7] đã xong.", "Cuộc thi⁷ đã xong.", "Cuộc thi<sup>7</sup> đã xong."]
)
def test_every_way_to_call_a_footnote(text: str) -> None:
    (block,) = read(text)
    assert [(run.text, run.superscript) for run in block.runs] == [
        ("Cuộc thi", False),
        ("7", True),
        (" đã xong.", False),
    ]


@pytest.mark.parametrize("text", ["[^7]: Năm người.", "⁷ Năm người.", "<sup>7</sup> Năm người."])
def test_every_way_to_begin_a_footnote(text: str) -> None:
    (block,) = read(text)
    assert [(run.text, run.superscript) for run in block.runs] == [("7", True), (" Năm người.", False)]


def test_a_unit_of_unicode_stays() -> None:
    (block,) = read("30 m² và 10⁶")
    assert (block.text, len(block.runs)) == ("30 m² và 10⁶", 1)


def test_rules_are_known() -> None:
    assert [block.kind for block in read("Một\n\n-----\n\n---\n\n***\n\n*\n\nHai")] == [
        "paragraph", "rule", "rule", "rule", "rule", "paragraph",
    ]  # fmt: skip


def test_a_table_gives_a_block_a_row_with_its_heads() -> None:
    rows = read("| TT | Chỉ tiêu | Năm 2025 |\n|---|:--:|---|\n| 1 | **GRDP** | 8% |\n| 2 | Thu | |")
    assert [(row.kind, row.text) for row in rows] == [
        ("table", "TT: 1; Chỉ tiêu: GRDP; Năm 2025: 8%"),
        ("table", "TT: 2; Chỉ tiêu: Thu"),
    ]


def test_a_table_that_lays_out_a_head_dissolves() -> None:
    head = "| **ỦY BAN NHÂN DÂN**<br>TỈNH A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 1/QĐ-UBND | *A, ngày 05 tháng 3 năm 2023* |"
    assert [(block.kind, block.text) for block in read(head)] == [
        ("paragraph", "ỦY BAN NHÂN DÂN"), ("paragraph", "TỈNH A"), ("paragraph", "Số: 1/QĐ-UBND"),
        ("paragraph", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("paragraph", "A, ngày 05 tháng 3 năm 2023"),
    ]  # fmt: skip


def test_columns_set_by_spaces_are_read_one_after_the_other() -> None:
    head = (
        "ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH A                         Độc lập - Tự do - Hạnh phúc\n"
        "Số: 1/QĐ-UBND              A, ngày 05 tháng 3 năm 2023"
    )
    assert [block.text for block in read(head)] == [
        "ỦY BAN NHÂN DÂN", "TỈNH A", "Số: 1/QĐ-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "A, ngày 05 tháng 3 năm 2023",
    ]  # fmt: skip


def test_wide_spaces_in_a_sentence_are_no_columns() -> None:
    (block,) = read("Ban Dân vận Trung ương, Văn phòng    (để báo cáo),")
    assert block.text == "Ban Dân vận Trung ương, Văn phòng    (để báo cáo),"


@given(st.text(alphabet="ab1*_ `#|<>supb/\\[]()&;\n", max_size=80))
def test_no_marks_break_the_reader(text: str) -> None:
    try:
        blocks = read(text)
    except ReadError:
        return
    assert all(block.runs for block in blocks)
