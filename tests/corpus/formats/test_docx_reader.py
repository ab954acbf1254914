import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.block import Block
from corpus.formats.docx_reader import read_docx
from corpus.formats.limits import LIMITS
from corpus.formats.refusal import Refusal

W = nsdecls("w")


def save(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def edit(data: bytes, changes: dict[str, Callable[[str], str]], new: dict[str, str] | None = None) -> bytes:
    """Rewrite parts of a docx file, and add others."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name in old.namelist():
            text = old.read(name)
            out.writestr(name, changes[name](text.decode()).encode() if name in changes else text)
        for name, part in (new or {}).items():
            out.writestr(name, part)
    return buffer.getvalue()


def with_body(
    xml: str, styles: str = "", numbering: str | None = None, notes: str | None = None
) -> tuple[Block, ...]:
    """Read a document whose body is this XML, in a file that Word's own template began."""
    changes: dict[str, Callable[[str], str]] = {
        "word/document.xml": lambda text: re.sub(
            r"<w:body>.*</w:body>", lambda _: f"<w:body>{xml}</w:body>", text, flags=re.S
        ),
        "word/styles.xml": lambda text: text.replace("</w:styles>", f"{styles}</w:styles>"),
    }
    new = {}
    if numbering is not None:
        changes["word/numbering.xml"] = lambda _: f"<w:numbering {W}>{numbering}</w:numbering>"
    if notes is not None:
        new["word/footnotes.xml"] = f"<w:footnotes {W}>{notes}</w:footnotes>"
    return read_docx(edit(save(WordDocument()), changes, new), LIMITS)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def p(text: str, properties: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_paragraphs_with_their_style() -> None:
    document = WordDocument()
    document.add_heading("Chương I", level=2)
    centred = document.add_paragraph()
    centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
    centred.add_run("QUYẾT ĐỊNH").bold = True
    mixed = document.add_paragraph("Điện tích ")
    mixed.add_run("10 m").italic = True
    mixed.add_run("2").font.superscript = True
    blocks = read_docx(save(document), LIMITS)
    assert texts(blocks) == ["Chương I", "QUYẾT ĐỊNH", "Điện tích 10 m2"]
    assert (blocks[0].kind, blocks[0].level) == ("heading", 2)
    assert blocks[1].centred and blocks[1].runs[0].bold
    assert [(run.text, run.italic, run.superscript) for run in blocks[2].runs] == [
        ("Điện tích ", False, False),
        ("10 m", True, False),
        ("2", False, True),
    ]
    assert blocks[0].place.page is None


def test_style_is_inherited_and_can_be_undone() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        "<w:rPr><w:b/><w:caps/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    blocks = with_body(
        p("một", '<w:pStyle w:val="B"/>')
        + p("hai", '<w:pStyle w:val="B"/><w:jc w:val="left"/>', '<w:b w:val="false"/><w:caps w:val="0"/>')
        + p("ba", '<w:pStyle w:val="B"/>', '<w:rStyle w:val="C"/>'),
        styles,
    )
    assert [(b.text, b.centred, b.runs[0].bold, b.runs[0].italic) for b in blocks] == [
        ("MỘT", True, True, True),
        ("hai", False, False, True),
        ("BA", True, False, True),
    ]


def test_a_style_that_is_based_on_itself_is_read() -> None:
    loop = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    assert with_body(p("một", '<w:pStyle w:val="A"/>'), loop)[0].runs[0].bold


def test_lines_tabs_hyphens_and_page_breaks() -> None:
    document = WordDocument()
    paragraph = document.add_paragraph()
    paragraph.add_run("CHƯƠNG I").add_break()
    paragraph.add_run("QUY ĐỊNH CHUNG")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("1.\tPhạm vi")
    document.add_paragraph("Pháp lệnh số 31/2007/PL")._p.append(
        parse_xml(f"<w:r {W}><w:noBreakHyphen/><w:t>UBTVQH11</w:t></w:r>")
    )
    assert texts(read_docx(save(document), LIMITS)) == [
        "CHƯƠNG I",
        "QUY ĐỊNH CHUNG",
        "1. Phạm vi",
        "Pháp lệnh số 31/2007/PL-UBTVQH11",
    ]


def test_decomposed_letters_become_one() -> None:
    assert texts(with_body(p("Quye\u0302\u0301t đi\u0323nh"))) == ["Quyết định"]


def test_a_mark_that_begins_a_run_joins_the_letter_before_it() -> None:
    blocks = with_body(
        "<w:p><w:r><w:t>Quyê</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>\u0301t</w:t></w:r></w:p>"
    )
    assert texts(blocks) == ["Quyết"]


def test_pages_are_those_that_word_last_saw() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    blocks = with_body(
        p("một") + f"<w:p>{turn}<w:r><w:t>hai</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>ba </w:t></w:r>{turn}<w:r><w:t>ba</w:t></w:r></w:p>" + p("bốn")
    )
    assert [(b.text, b.place.page) for b in blocks] == [("một", 1), ("hai", 2), ("ba ba", 2), ("bốn", 3)]


def test_struck_out_is_gone_and_inserted_stands() -> None:
    blocks = with_body(
        "<w:p><w:r><w:t>Điều 1. </w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r><w:r><w:t>cũ</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> đến</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>hai </w:t></w:r></w:p>" + p("nửa câu")
    )
    assert texts(blocks) == ["Điều 1. mới đến", "hai nửa câu"]


def test_former_properties_and_hidden_text_do_not_count() -> None:
    blocks = with_body(
        p(
            "một",
            '<w:pPrChange><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>',
            "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>",
        )
        + p("ẩn", run="<w:vanish/>")
    )
    assert [(b.text, b.centred, b.runs[0].bold) for b in blocks] == [("một", False, False)]


def test_fields_show_their_result_and_contents_are_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Điều 5</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert texts(with_body(p("Điều 5 ... 3", '<w:pStyle w:val="TOC1"/>') + field, styles)) == ["Điều 5"]


def test_links_tags_and_controls_are_looked_through() -> None:
    blocks = with_body(
        "<w:p><w:hyperlink><w:r><w:t>Luật </w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>số 1</w:t></w:r></w:smartTag></w:p>"
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        + p("khung")
        + "</w:sdtContent></w:sdt>"
    )
    assert texts(blocks) == ["Luật số 1", "khung"]


def test_text_boxes_follow_their_paragraph_and_are_read_once() -> None:
    box = f"<w:txbxContent>{p('MẬT')}</w:txbxContent>"
    blocks = with_body(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>QUYẾT ĐỊNH</w:t></w:r></w:p>"
    )
    assert texts(blocks) == ["QUYẾT ĐỊNH", "MẬT"]


def test_drawn_lines_are_rules() -> None:
    blocks = with_body(p("QUỐC HỘI") + p("_______") + p("- - -") + p("-----") + p("*"))
    assert [(b.text, b.kind) for b in blocks] == [
        ("QUỐC HỘI", "paragraph"),
        ("_______", "rule"),
        ("- - -", "paragraph"),
        ("-----", "rule"),
        ("*", "paragraph"),
    ]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def item(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_labels_that_word_prints_are_written_out() -> None:
    blocks = with_body(
        item("Phạm vi", 1) + item("một", 1, 1) + item("hai", 1, 1) + item("sâu", 1, 2) + item("Đối tượng", 1)
        + item("một", 1, 1) + item("MỤC ĐÍCH", 2) + item("YÊU CẦU", 2) + item("gạch", 3) + item("chấm", 3, 1)
        + item("Hiệu lực", 4) + p("không số", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=NUMBERING,
    )  # fmt: skip
    assert texts(blocks) == [
        "Điều 1. Phạm vi", "a) một", "b) hai", "1.1. sâu", "Điều 2. Đối tượng", "a) một", "I. MỤC ĐÍCH",
        "II. YÊU CẦU", "- gạch", "• chấm", "Điều 7. Hiệu lực", "không số",
    ]  # fmt: skip
    assert blocks[8].kind == "list"


def test_labels_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="Dieu"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    blocks = with_body(
        p("Phạm vi", '<w:pStyle w:val="D"/>') + p("Đối tượng", '<w:pStyle w:val="D"/>'), styles, NUMBERING
    )
    assert texts(blocks) == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]


def test_footnotes_follow_the_paragraph_that_calls_them() -> None:
    notes = (
        '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Chú thích năm.</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2">' + p("Chú thích hai.") + p("Đoạn sau.") + "</w:footnote>"
    )
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    blocks = with_body(
        f"<w:p><w:r><w:t>Đảng</w:t></w:r>{call.format(5)}<w:r><w:t> và Nhà nước</w:t></w:r>{call.format(2)}</w:p>"
        + p("Tiếp"),
        notes=notes,
    )
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "Đảng1 và Nhà nước2"),
        ("footnote", "1 Chú thích năm."),
        ("footnote", "2 Chú thích hai."),
        ("footnote", "Đoạn sau."),
        ("paragraph", "Tiếp"),
    ]
    assert [run.text for run in blocks[0].runs if run.superscript] == ["1", "2"]
    assert blocks[1].runs[0].superscript and not blocks[1].runs[-1].superscript


def test_headers_and_footers_are_left_out() -> None:
    document = WordDocument()
    document.sections[0].header.paragraphs[0].text = "CÔNG BÁO"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.add_paragraph("Điều 1.")
    assert texts(read_docx(save(document), LIMITS)) == ["Điều 1."]


def make_head(document: Document) -> None:
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH A"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 12/QĐ-UBND"
    table.cell(1, 1).text = "A, ngày 01 tháng 02 năm 2024"


def test_the_head_is_read_column_by_column() -> None:
    document = WordDocument()
    make_head(document)
    blocks = read_docx(save(document), LIMITS)
    assert texts(blocks) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH A",
        "Số: 12/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "A, ngày 01 tháng 02 năm 2024",
    ]
    assert {block.kind for block in blocks} == {"paragraph"}


def test_a_head_set_with_tabs_is_read_column_by_column() -> None:
    document = WordDocument()
    document.add_paragraph("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document.add_paragraph("TỈNH A\t\tĐộc lập - Tự do - Hạnh phúc")
    document.add_paragraph("Số: 12/CT-UBND\tA, ngày 01 tháng 02 năm 2024")
    document.add_paragraph("CHỈ THỊ")
    document.add_paragraph("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN")
    document.add_paragraph("- Như trên;\tCHỦ TỊCH")
    document.add_paragraph("- Lưu: VT.")
    document.add_paragraph("\tNguyễn Văn A")
    assert texts(read_docx(save(document), LIMITS)) == [
        "ỦY BAN NHÂN DÂN", "TỈNH A", "Số: 12/CT-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "A, ngày 01 tháng 02 năm 2024", "CHỈ THỊ", "Nơi nhận:", "- Như trên;",
        "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A",
    ]  # fmt: skip


def test_tables_keep_their_heads_with_their_values() -> None:
    document = WordDocument()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    rows = [("STT", "Nội dung", "Thời hạn"), ("1", "Rà soát", "Quý I/2026"), ("2", "Tổng kết", "")]
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("Hết.")
    blocks = read_docx(save(document), LIMITS)
    assert [(b.kind, b.text) for b in blocks] == [
        ("table", "STT: 1; Nội dung: Rà soát; Thời hạn: Quý I/2026"),
        ("table", "STT: 2; Nội dung: Tổng kết"),
        ("paragraph", "Hết."),
    ]


def test_merged_cells_are_heads_of_all_that_they_reach_over() -> None:
    document = WordDocument()
    table = document.add_table(rows=4, cols=4, style="Table Grid")
    rows = [
        ("Nhóm", "Loại", "Mức", ""),
        ("", "", "Thấp", "Cao"),
        ("A", "xe", "1", "2"),
        ("", "máy", "3", "4"),
    ]
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(2, 0).merge(table.cell(3, 0))
    for cell in table.rows[0].cells:
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.bold = True
    assert texts(read_docx(save(document), LIMITS)) == [
        "Nhóm: A; Loại: xe; Mức - Thấp: 1; Mức - Cao: 2",
        "Nhóm: A; Loại: máy; Mức - Thấp: 3; Mức - Cao: 4",
    ]


def test_row_numbers_that_word_prints_are_values() -> None:
    grid = "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>"
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    body = f"<w:tbl>{grid}"
    for first, second in ((p("TT"), p("Tên")), (item("", 2), p("xe")), (item("", 2), p("máy"))):
        body += f"<w:tr>{cell.format(first)}{cell.format(second)}</w:tr>"
    assert texts(with_body(f"{body}</w:tbl>", numbering=NUMBERING)) == [
        "TT: I.; Tên: xe",
        "TT: II.; Tên: máy",
    ]


def test_tables_within_tables_and_struck_out_rows() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('trong')}</w:tc></w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc>{p('trái')}{inner}</w:tc><w:tc>{p('phải')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('bỏ')}</w:tc><w:tc>{p('bỏ')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(with_body(body)) == ["trái", "trong", "phải"]


def test_old_fonts_are_read_as_unicode() -> None:
    blocks = with_body(
        p("Céng hoµ x· héi", run='<w:rFonts w:ascii=".VnTimeH"/>')
        + p("Ñoäc laäp", run='<w:rFonts w:ascii="VNI-Times"/>')
        + p("Đã là Unicode", run='<w:rFonts w:ascii=".VnTime"/>')
    )
    assert texts(blocks) == ["CỘNG HOÀ XÃ HỘI", "Độc lập", "Đã là Unicode"]


def test_strict_files_are_read() -> None:
    loose = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = WordDocument()
    document.add_paragraph("Điều 1.")
    parts = dict.fromkeys(("word/document.xml", "word/styles.xml"), lambda text: text.replace(loose, strict))
    assert texts(read_docx(edit(save(document), parts), LIMITS)) == ["Điều 1."]


def make_hostile(inside: bytes, before: bytes = b"") -> bytes:
    """A docx file with bytes put into its body, and before its root."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(save(WordDocument()))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                start, body = data.index(b"<w:document"), data.index(b"<w:body>") + 8
                data = data[:start] + before + data[start:body] + inside + data[body:]
            out.writestr(name, data)
    return buffer.getvalue()


def reason_of(data: bytes, **limits: float) -> str:
    with pytest.raises(Refusal) as caught:
        read_docx(data, replace(LIMITS, **limits))
    return caught.value.reason


def test_bombs_are_refused_soon() -> None:
    start = time.monotonic()
    assert reason_of(make_hostile(b"<w:p><w:r><w:t>" + b"A" * (12 << 20) + b"</w:t></w:r></w:p>")) == "bomb"
    assert reason_of(make_hostile(b"<w:p/>" * 40_000), paragraphs=30_000) == "bomb"
    assert (
        reason_of(make_hostile(b"<w:tbl><w:tr>" + b"<w:tc/>" * 9_000 + b"</w:tr></w:tbl>"), cells=8_000)
        == "bomb"
    )
    assert reason_of(make_hostile(b"<w:p/>" * 40_000), unpacked_bytes=100_000) == "bomb"
    assert time.monotonic() - start < 10


def test_slow_files_are_given_up() -> None:
    assert reason_of(make_hostile(b"<w:p/>" * 100_000), file_seconds=0.0) == "too_slow"


def test_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert reason_of(make_hostile(b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", laughs)) == "entities"
    styles = edit(
        save(WordDocument()),
        {"word/styles.xml": lambda text: text.replace("<w:styles", laughs.decode() + "<w:styles", 1)},
    )
    assert reason_of(styles) == "entities"


def test_damaged_files_are_refused() -> None:
    whole = save(WordDocument())
    assert reason_of(whole[: len(whole) // 2]) == "damaged"
    assert reason_of(make_hostile(b"<w:p><w:r>")) == "damaged"
    assert (
        reason_of(
            edit(whole, {"_rels/.rels": lambda text: text.replace("word/document.xml", "word/nothing.xml")})
        )
        == "damaged"
    )


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(save(WordDocument()))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert reason_of(bytes(data)) == "encrypted"


def test_speed_and_memory_follow_the_text() -> None:
    sentence = "Ủy ban nhân dân các cấp chịu trách nhiệm tổ chức thực hiện Nghị quyết này. " * 4
    document = WordDocument()
    document.add_paragraph("ĐÁNH DẤU")
    data = edit(
        save(document),
        {"word/document.xml": lambda text: text.replace("<w:body>", "<w:body>" + p(sentence) * 10_000)},
    )
    start = time.process_time()
    blocks = read_docx(data, LIMITS)
    seconds = time.process_time() - start
    written = sum(len(block.text.encode()) for block in blocks)
    assert len(blocks) == 10_001
    assert written / seconds > 2e6


def test_shared_fixture_of_words_own_writer(tmp_path: Path) -> None:
    document = WordDocument()
    make_head(document)
    document.add_paragraph("Điều 1. Phạm vi")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert texts(read_docx(path.read_bytes(), LIMITS))[-1] == "Điều 1. Phạm vi"
