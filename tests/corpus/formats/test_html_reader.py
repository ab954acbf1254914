from dataclasses import replace
from email.message import EmailMessage

import pytest

from corpus.block import Block
from corpus.formats.html_reader import read_html, read_mhtml
from corpus.formats.limits import LIMITS
from corpus.formats.refusal import Refusal

HEAD = "<html><head><meta charset=utf-8><title>Trang</title></head><body>"


def read(body: str) -> tuple[Block, ...]:
    return read_html(f"{HEAD}{body}</body></html>".encode(), LIMITS)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_blocks_with_their_style() -> None:
    blocks = read(
        "<h2>Chương I</h2><p align=center><b>QUYẾT<br>ĐỊNH</b></p>"
        "<p style='text-align:center;font-weight:bold'>giữa</p><p>Điều\n   1. <i>Phạm&nbsp;vi</i> 5 m<sup>2</sup>"
    )
    assert [(b.text, b.kind, b.level, b.centred, b.runs[0].bold) for b in blocks] == [
        ("Chương I", "heading", 2, False, True),
        ("QUYẾT", "paragraph", None, True, True),
        ("ĐỊNH", "paragraph", None, True, True),
        ("giữa", "paragraph", None, True, True),
        ("Điều 1. Phạm vi 5 m2", "paragraph", None, False, False),
    ]
    assert [run.text for run in blocks[4].runs if run.superscript] == ["2"]
    assert [run.text for run in blocks[4].runs if run.italic] == ["Phạm vi"]


def test_scripts_styles_menus_and_hidden_parts_are_left_out() -> None:
    blocks = read(
        "<script>var a = '<p>x</p>';</script><style>p{}</style><nav><p>Trang chủ</p></nav><p>một</p>"
        "<div style='display: none'>ẩn<p>ẩn</p></div><!-- ghi chú --><noscript>x</noscript><p hidden>ẩn</p><p>hai</p>"
    )
    assert texts(blocks) == ["một", "hai"]


def test_lists_are_numbered_as_the_page_shows_them() -> None:
    blocks = read(
        "<ol type=a start=3><li>ba<li>bốn</ol><ul><li>chấm</ul><ol><li>một<ol type=i><li>nhỏ</ol><li>hai</ol>"
    )
    assert texts(blocks) == ["c. ba", "d. bốn", "• chấm", "1. một", "i. nhỏ", "2. hai"]


def test_the_head_is_read_column_by_column() -> None:
    blocks = read(
        "<table><tr><td>BỘ TÀI CHÍNH<br>-------<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</tr>"
        "<tr><td>Số: 02/2021/TT-BTC<td>Hà Nội, ngày 08 tháng 01 năm 2021</table>"
    )
    assert texts(blocks) == [
        "BỘ TÀI CHÍNH",
        "-------",
        "Số: 02/2021/TT-BTC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày 08 tháng 01 năm 2021",
    ]


def test_tables_keep_their_heads_over_spans() -> None:
    blocks = read(
        "<table border=1><tr><th rowspan=2>TT<th rowspan=2>Tên<th colspan=2>Mức</tr><tr><th>thấp<th>cao</tr>"
        "<tr><td>1<td rowspan=2>xe<td>5<td>6</tr><tr><td>2<td>7<td>8</tr></table>"
    )
    assert texts(blocks) == [
        "TT: 1; Tên: xe; Mức - thấp: 5; Mức - cao: 6",
        "TT: 2; Tên: xe; Mức - thấp: 7; Mức - cao: 8",
    ]
    assert {block.kind for block in blocks} == {"table"}


def test_tables_within_tables() -> None:
    assert texts(read("<table border=0><tr><td>trái<table><tr><td>trong</table><td>phải</table>")) == [
        "trái",
        "trong",
        "phải",
    ]


def test_footnotes_of_word() -> None:
    blocks = read(
        "<p class=MsoNormal>Đảng<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a></p>"
        "<div id=ftn1><p class=MsoFootnoteText><a><span class=MsoFootnoteReference>[1]</span></a> Chú thích.</p></div>"
    )
    assert [(b.kind, b.text) for b in blocks] == [("paragraph", "Đảng1"), ("footnote", "1 Chú thích.")]
    assert blocks[1].runs[0].superscript


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    page = "<html><body><p>Điều 1. Phạm vi điều chỉnh</p></body></html>"
    assert texts(read_html(page.encode(encoding), LIMITS)) == ["Điều 1. Phạm vi điều chỉnh"]


def test_the_declared_encoding_counts_where_it_is_not_utf_8() -> None:
    page = "<html><meta charset=windows-1258><p>Ngh\xeb quy\xeaìt s\xf4ì 5".encode("latin-1")
    assert read_html(page, LIMITS)[0].text.startswith("Ngh")


def test_old_fonts_are_read_as_unicode() -> None:
    assert texts(
        read(
            "<p><font face='.VnTime'>Céng hoµ x· héi</font></p><p style='font-family:VNI-Times'>Ñoäc laäp</p>"
        )
    ) == [
        "Cộng hoà xã hội",
        "Độc lập",
    ]


def test_broken_markup_is_forgiven() -> None:
    assert texts(read("</div><p>một<div>hai</div></p></span>ba<table><tr><td>bốn")) == [
        "một",
        "hai",
        "ba",
        "bốn",
    ]


def test_deep_nesting_is_read_in_bounded_time() -> None:
    assert texts(read("<div>" * 50_000 + "x" + "</div>" * 50_000)) == ["x"]


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(Refusal, match="entities"):
        read_html(b'<!DOCTYPE html [<!ENTITY a "b">]><p>&a;', LIMITS)


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(Refusal, match="bomb"):
        read_html(b"<table border=1><tr>" + b"<td>x" * 1001, replace(LIMITS, cells=1000))


def test_spans_beyond_reason_are_cut() -> None:
    assert texts(
        read("<table border=1><tr><td colspan=99999999 rowspan=-3>a<td>b<tr><td>c<td>d</table>")
    ) == ["a: b", "c: d"]


def test_a_page_saved_in_one_file() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content("chữ thường")
    message.add_related("<html><body><p>Điều 1. Phạm vi</p></body></html>", subtype="html")
    assert texts(read_mhtml(message.as_bytes(), LIMITS)) == ["Điều 1. Phạm vi"]
