import pytest

from corpus.block import Block
from corpus.formats.limits import LIMITS
from corpus.formats.refusal import Refusal
from corpus.formats.rtf_reader import read_rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset163{\*\panose 0202}Times New Roman;}{\f1\fnil .VnTimeH;}{\f2\fnil VNI-Times;}"
    r"{\f3\fswiss\fcharset0 Arial;}}"
)


def code(text: str) -> str:
    """Characters beyond ASCII by their number, a question mark for older readers after each."""
    signed = [ord(char) if ord(char) < 0x8000 else ord(char) - 0x10000 for char in text]
    return "".join(
        char if char.isascii() else f"\\u{number}?" for char, number in zip(text, signed, strict=True)
    )


def read(body: str) -> tuple[Block, ...]:
    return read_rtf(f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{FONTS}{code(body)}}}".encode("latin-1"), LIMITS)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_paragraphs_with_their_style() -> None:
    blocks = read(r"\pard\qc{\b QUYẾT ĐỊNH}\par\pard\qj Điều 1. {\i Phạm vi} 5 m{\super 2}\line dòng sau\par")
    assert [(b.text, b.centred, b.runs[0].bold) for b in blocks] == [
        ("QUYẾT ĐỊNH", True, True),
        ("Điều 1. Phạm vi 5 m2", False, False),
        ("dòng sau", False, False),
    ]
    assert [run.text for run in blocks[1].runs if run.superscript] == ["2"]
    assert [run.text for run in blocks[1].runs if run.italic] == ["Phạm vi"]


def test_what_is_not_running_text_is_left_out() -> None:
    blocks = read(
        r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title x}}{\header Trang 1\par}{\*\unknown x}"
        r"{\pict\wmetafile8 0102}một {\v ẩn}{\deleted bỏ}{\field{\*\fldinst REF x}{\fldrslt Điều 5}}\par"
    )
    assert texts(blocks) == ["một Điều 5"]


def test_raw_bytes_are_passed_over() -> None:
    assert texts(read(r"một {\*\blob\bin6 }{}\par}hai\par")) == ["một hai"]
    assert texts(read(r"một \bin3 }}}hai\par")) == ["một hai"]


def test_bytes_are_read_in_the_code_page_of_their_font() -> None:
    assert texts(read(r"\f0 Vi\'ea\'f2t Nam\f3  caf\'e9\par")) == ["Việt Nam café"]


def test_old_fonts_are_read_as_unicode() -> None:
    assert texts(read(r"\f1 C\'e9ng ho\'b5\par\f2 \'d1o\'e4c la\'e4p\par")) == ["CỘNG HOÀ", "Độc lập"]


def test_characters_by_code_with_several_bytes_after_them() -> None:
    assert texts(read(r"\uc2 Ngh\u7883\'3f\'3f \uc0 \u272 i\u7873 u\uc1\par")) == ["Nghị Điều"]


def test_labels_that_the_writer_printed() -> None:
    assert texts(read(r"{\listtext\pard a)\tab}một\par{\pntext -\tab}hai\par")) == ["a) một", "- hai"]


def test_footnotes_follow_their_paragraph() -> None:
    blocks = read(
        r"Đảng{\super\chftn{\footnote\pard\plain{\super\chftn} Chú thích.}} và Nhà nước\par sau\par"
    )
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "Đảng1 và Nhà nước"),
        ("footnote", "1 Chú thích."),
        ("paragraph", "sau"),
    ]


def row(*cells: str, edges: tuple[int, ...], border: str = "") -> str:
    shape = "".join(f"{border}\\cellx{edge}" for edge in edges)
    return f"\\trowd{shape}" + "".join(f"\\pard\\intbl {cell}\\cell" for cell in cells) + r"\row"


def test_tables() -> None:
    line = r"\clbrdrt\brdrs"
    head = row("BỘ TÀI CHÍNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", edges=(4000, 9000))
    data = row(r"{\b STT}", r"{\b Tên}", r"{\b Mức}", edges=(1000, 5000, 9000), border=line)
    data += row("1", "Xe", "40.000", edges=(1000, 5000, 9000), border=line)
    data += row("Cộng", "40.000", edges=(5000, 9000), border=line)
    assert texts(read(f"{head}\\pard giữa\\par{data}\\pard hết\\par")) == [
        "BỘ TÀI CHÍNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "giữa",
        "STT: 1; Tên: Xe; Mức: 40.000",
        "STT: Cộng; Mức: 40.000",
        "hết",
    ]


def test_pairs_of_surrogates_are_one_character() -> None:
    assert texts(read(r"a\u-10179?\u-8704?b\par")) == ["a😀b"]


def test_unfinished_files_are_read_as_far_as_they_go() -> None:
    assert texts(read_rtf(rb"{\rtf1 {\b mot\par hai", LIMITS)) == ["mot", "hai"]
    assert texts(read_rtf(b"{\\rtf1 mot}}}}\\", LIMITS)) == ["mot"]


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(Refusal, match="damaged"):
        read_rtf(b"{\\rtf1" + b"{" * 10_000, LIMITS)
