import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.block import Block
from corpus.errors import ReadError
from corpus.formats import LIMITS, Reading, pdf_reader, read_file
from corpus.formats.limits import Limits

FONTS = {
    "Body": ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf"),
    "Bold": ("DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf"),
}
FOLDERS = [Path("/usr/share/fonts/truetype") / name for name in ("dejavu", "liberation")]
WIDTH, HEIGHT = A4
LEFT, RIGHT = 85.0, 510.0


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    """Fonts with Vietnamese letters: any that Debian brings will do."""
    for name, files in FONTS.items():
        found = next((path for folder in FOLDERS for file in files if (path := folder / file).exists()), None)
        if found is None:
            pytest.skip("no font with Vietnamese letters: apt-get install fonts-dejavu-core")
        pdfmetrics.registerFont(TTFont(name, str(found)))


class Writer:
    """Writes a pdf page by page, lines downward as a word processor sets them."""

    def __init__(self, path: Path, **options: object) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, **options)
        self.path = path
        self.y = 80.0

    def line(
        self, text: str, x: float = LEFT, size: float = 13, font: str = "Body", down: float = 0
    ) -> float:
        """Write one line and return where it ends; `down` moves on from the line before."""
        self.y += down
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - self.y, text)
        return x + pdfmetrics.stringWidth(text, font, size)

    def middle(
        self, text: str, centre: float = (LEFT + RIGHT) / 2, font: str = "Bold", down: float = 18
    ) -> None:
        self.y += down
        self.canvas.setFont(font, 13)
        self.canvas.drawCentredString(centre, HEIGHT - self.y, text)

    def paragraph(
        self,
        text: str,
        indent: float = 28,
        after: float = 0,
        size: float = 13,
        pitch: float = 18,
        cut: int = 0,
    ) -> str:
        """Set words in lines between the margins, justified; return what is left after `cut` lines, if any."""
        words, x = text.split(), LEFT + indent
        current: list[str] = []
        for place, word in enumerate(words):
            wide = pdfmetrics.stringWidth(" ".join([*current, word]), "Body", size)
            if current and x + wide > RIGHT:
                self._justify(current, x, size, pitch)
                current, x, cut = [], LEFT, cut - 1
                if cut == 0:
                    return " ".join(words[place:])
            current.append(word)
        self.line(" ".join(current), x, size, down=pitch)
        self.y += after
        return ""

    def _justify(self, words: list[str], x: float, size: float, pitch: float) -> None:
        natural = sum(pdfmetrics.stringWidth(word, "Body", size) for word in words)
        gap = (RIGHT - x - natural) / max(len(words) - 1, 1)
        self.y += pitch
        self.canvas.setFont("Body", size)
        for word in words:
            self.canvas.drawString(x, HEIGHT - self.y, word + " ")
            x += pdfmetrics.stringWidth(word, "Body", size) + gap

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def turn(self) -> None:
        self.canvas.showPage()
        self.y = 80.0

    def read(self, limits: Limits = LIMITS, progress: Callable[[int, int], None] | None = None) -> Reading:
        self.canvas.save()
        return read_file(self.path, progress, limits)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    yield Writer(tmp_path / "a.pdf")


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


SENTENCE = (
    "Ủy ban nhân dân các cấp, trong phạm vi nhiệm vụ, quyền hạn của mình, chịu trách nhiệm tổ chức thực hiện và "
    "báo cáo kết quả với cơ quan nhà nước cấp trên trước ngày 15 tháng 12 hằng năm"
)


def test_head_title_and_articles_in_order(writer: Writer) -> None:
    writer.middle("BỘ TÀI CHÍNH", 150)
    writer.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 370, down=0)
    writer.middle("Độc lập - Tự do - Hạnh phúc", 370)
    writer.middle("Số: 02/2021/TT-BTC", 150, "Body", down=24)
    writer.middle("Hà Nội, ngày 08 tháng 01 năm 2021", 370, "Body", down=3)
    writer.middle("THÔNG TƯ", down=40)
    writer.middle("Quy định mức thu phí")
    writer.line("Điều 1. Phạm vi điều chỉnh", LEFT + 28, font="Bold", down=30)
    writer.paragraph(f"1. {SENTENCE}.")
    writer.paragraph("2. Thông tư này áp dụng đối với tổ chức.")
    found = writer.read()
    assert (found.format, found.pages, found.notes) == ("pdf", 1, ())
    assert texts(found.blocks) == [
        "BỘ TÀI CHÍNH",
        "Số: 02/2021/TT-BTC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 08 tháng 01 năm 2021",
        "THÔNG TƯ",
        "Quy định mức thu phí",
        "Điều 1. Phạm vi điều chỉnh",
        f"1. {SENTENCE}.",
        "2. Thông tư này áp dụng đối với tổ chức.",
    ]
    assert [b.centred for b in found.blocks] == [True] * 7 + [False] * 3
    assert found.blocks[7].runs[0].bold and not found.blocks[8].runs[0].bold
    left, top, right, bottom = found.blocks[7].place.box or (0, 0, 0, 0)
    assert found.blocks[7].place.page == 1
    assert left == pytest.approx(LEFT + 28, abs=2) and right < RIGHT and 0 < bottom - top < 25


def test_paragraphs_are_told_by_indents(writer: Writer) -> None:
    paragraphs = [f"{count}. {SENTENCE} lần thứ {count}." for count in range(1, 6)] + [
        f"{SENTENCE} khác.",
        "Ngắn.",
        "Hết.",
    ]
    for paragraph in paragraphs:
        writer.paragraph(paragraph)
    assert texts(writer.read().blocks) == paragraphs


def test_paragraphs_are_told_by_space(writer: Writer) -> None:
    paragraphs = [f"{count}. {SENTENCE} lần thứ {count}." for count in range(1, 6)]
    for paragraph in paragraphs:
        writer.paragraph(paragraph, indent=0, after=8)
    assert texts(writer.read().blocks) == paragraphs


def test_sentences_go_on_over_pages_without_number_and_running_head(writer: Writer) -> None:
    names = ("một", "hai", "ba", "bốn")
    wholes = [f"{SENTENCE} đối với cấp {name}, {SENTENCE} của cấp {name}." for name in names]
    rest = ""
    for page, whole in enumerate(wholes, 1):
        writer.y = 40
        writer.middle(f"CÔNG BÁO/Số {100 + page}", down=0)
        writer.y = 60
        if rest:
            writer.paragraph(rest, indent=0)
        for count in range(6):
            writer.paragraph(f"{count + 1}. {SENTENCE} trang {page}.")
        if page < 4:
            rest = writer.paragraph(whole, cut=3)
        writer.y = HEIGHT - 30
        writer.middle(str(page), down=0)
        writer.turn()
    blocks = writer.read().blocks
    joined = [block for block in blocks if block.text.startswith("Ủy ban")]
    assert [block.text for block in joined] == wholes[:3]
    assert [block.place.page for block in joined] == [1, 2, 3]
    assert len(blocks) == 3 + 24
    assert not [block for block in blocks if "CÔNG BÁO" in block.text or block.text.isdecimal()]


def test_a_hyphen_at_the_end_of_a_line_stays_without_a_space(writer: Writer) -> None:
    writer.paragraph(f"{SENTENCE}, {SENTENCE}.")
    end = writer.line("theo Pháp lệnh số 31/2007/PL-", LEFT, down=18)
    writer.canvas.drawString(end + 3, HEIGHT - writer.y, "x" * int((RIGHT - end - 3) / 7) + "-")
    writer.line("UBTVQH11 và giai đoạn 2021 -", LEFT, down=18)
    assert "-UBTVQH11 và giai đoạn 2021 -" in writer.read().blocks[-1].text


def test_raised_numbers_and_footnotes(writer: Writer) -> None:
    end = writer.line("Nghị quyết của Đảng", LEFT + 28, down=18)
    writer.canvas.setFont("Body", 8)
    writer.canvas.drawString(end, HEIGHT - writer.y + 5, "1")
    writer.line(" đã được ban hành.", end + 5)
    writer.paragraph(f"{SENTENCE}.")
    writer.y = 700
    writer.rule(LEFT, 695, LEFT + 140, 695)
    for number, note in (("1", "Nghị quyết số 43-NQ/TW"), ("2", "Chỉ thị số 15-CT/TU")):
        writer.y += 14
        writer.canvas.setFont("Body", 6)
        writer.canvas.drawString(LEFT, HEIGHT - writer.y + 4, number)
        writer.line(f" {note}.", LEFT + 4, size=9)
    writer.y = 780
    writer.middle("1", down=0)
    blocks = writer.read().blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "Nghị quyết của Đảng1 đã được ban hành."),
        ("paragraph", f"{SENTENCE}."),
        ("footnote", "1 Nghị quyết số 43-NQ/TW."),
        ("footnote", "2 Chỉ thị số 15-CT/TU."),
    ]
    assert [run.text for run in blocks[0].runs if run.superscript] == ["1"]
    assert blocks[2].runs[0].superscript


def test_recipients_and_signature_are_columns_even_over_a_page(writer: Writer) -> None:
    writer.paragraph(f"{SENTENCE}.")
    writer.y = 720
    writer.line("Nơi nhận:", LEFT, 12)
    writer.middle("KT. BỘ TRƯỞNG", 420, down=0)
    writer.line("- Văn phòng Quốc hội;", LEFT, 11, down=14)
    writer.turn()
    writer.line("- Ủy ban nhân dân các tỉnh, thành phố", LEFT, 11)
    writer.middle("Nguyễn Văn A", 420, down=0)
    writer.line("trực thuộc trung ương;", LEFT, 11, down=14)
    writer.line("- Lưu: VT.", LEFT, 11, down=14)
    assert texts(writer.read().blocks)[1:] == [
        "Nơi nhận:",
        "- Văn phòng Quốc hội;",
        "- Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương;",
        "- Lưu: VT.",
        "KT. BỘ TRƯỞNG",
        "Nguyễn Văn A",
    ]


def draw_table(writer: Writer, rows: list[tuple[str, ...]], edges: tuple[float, ...]) -> None:
    top = writer.y + 10
    for row in rows:
        writer.y += 22
        for place, text in enumerate(row):
            writer.line(text, edges[place] + 4, 11)
        writer.rule(edges[0], writer.y - 15, edges[-1], writer.y - 15)
    writer.rule(edges[0], writer.y + 7, edges[-1], writer.y + 7)
    for edge in edges:
        writer.rule(edge, top - 3, edge, writer.y + 7)


def test_drawn_tables_keep_their_heads_over_pages(writer: Writer) -> None:
    edges = (LEFT, 120.0, 330.0, 420.0, RIGHT)
    head = ("TT", "Nội dung", "Đơn vị", "Thời hạn")
    writer.paragraph(f"{SENTENCE}:")
    draw_table(
        writer,
        [head, ("1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2026"), ("2", "Tổng kết", "", "31/12/2026")],
        edges,
    )
    writer.turn()
    draw_table(writer, [head, ("3", "Báo cáo", "Văn phòng", "")], edges)
    writer.y += 30
    writer.paragraph("Hết.")
    blocks = writer.read().blocks
    assert [(b.kind, b.text, b.place.page) for b in blocks[1:]] == [
        ("table", "TT: 1; Nội dung: Rà soát văn bản; Đơn vị: Sở Tư pháp; Thời hạn: Quý I/2026", 1),
        ("table", "TT: 2; Nội dung: Tổng kết; Thời hạn: 31/12/2026", 1),
        ("table", "TT: 3; Nội dung: Báo cáo; Đơn vị: Văn phòng", 2),
        ("paragraph", "Hết.", 2),
    ]


def test_highlights_are_no_table(writer: Writer) -> None:
    writer.canvas.setFillColorRGB(1, 1, 0)
    for count in range(6):
        writer.canvas.rect(LEFT, HEIGHT - 120 - 18 * count, 200 + 20 * (count % 3), 16, stroke=0, fill=1)
    writer.canvas.setFillColorRGB(0, 0, 0)
    writer.paragraph(f"1. {SENTENCE}.")
    assert texts(writer.read().blocks) == [f"1. {SENTENCE}."]


def test_letters_drawn_in_any_order_are_read_left_to_right(writer: Writer) -> None:
    for word, x in (("quy", 180), ("Phạm", 90), ("vi", 150), ("định", 215)):
        writer.line(word, x)
    assert texts(writer.read().blocks) == ["Phạm vi quy định"]


def test_bold_that_is_drawn_twice_is_read_once(writer: Writer) -> None:
    for shift in (0, 0.3):
        writer.line("QUYẾT ĐỊNH", LEFT + shift)
    assert texts(writer.read().blocks) == ["QUYẾT ĐỊNH"]


def test_a_page_that_lies_on_its_side(writer: Writer) -> None:
    writer.canvas.setPageRotation(90)
    writer.canvas.rotate(90)
    writer.canvas.setFont("Body", 13)
    for count, text in enumerate(("Điều 1. Phạm vi", "Điều 2. Đối tượng")):
        writer.canvas.drawString(100, -100 - 40 * count, text)
    found = writer.read()
    assert texts(found.blocks) == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]
    left, top, _, _ = found.blocks[0].place.box or (0, 0, 0, 0)
    assert (left, top) == (pytest.approx(100, abs=3), pytest.approx(100, abs=20))


def test_fonts_of_the_nineties(writer: Writer) -> None:
    pdfmetrics.registerFont(pdfmetrics.Font("Old", "Helvetica", "WinAnsiEncoding"))
    for count in range(5):
        writer.line(
            f"{count + 1}. ChÝnh phñ quy ®Þnh chi tiÕt thi hµnh LuËt nµy; c¸c c¬ quan thi hµnh.",
            down=18,
            font="Old",
        )
    assert (
        texts(writer.read().blocks)[0]
        == "1. Chính phủ quy định chi tiết thi hành Luật này; các cơ quan thi hành."
    )


def test_progress(writer: Writer) -> None:
    for _ in range(3):
        writer.paragraph(SENTENCE)
        writer.turn()
    seen: list[tuple[int, int]] = []
    writer.read(progress=lambda done, count: seen.append((done, count)))
    assert seen[-1] == (3, 3)


def refusal_of(path: Path, limits: Limits = LIMITS) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_file(path, limits=limits)
    return caught.value


def test_encrypted_files_are_refused(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "a.pdf", encrypt=StandardEncryption("bí mật"))
    writer.line("một")
    writer.canvas.save()
    assert "protected by a password" in refusal_of(writer.path).en


def test_files_that_need_no_password_to_be_read_are_read(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "a.pdf", encrypt=StandardEncryption("", ownerPassword="x", canCopy=0))
    writer.line("Điều 1. Phạm vi")
    assert texts(writer.read().blocks) == ["Điều 1. Phạm vi"]


def test_damaged_and_empty_files_are_refused(tmp_path: Path, writer: Writer) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert "is damaged" in refusal_of(path).en
    writer.canvas.showPage()
    writer.canvas.save()
    assert "No text was found" in refusal_of(writer.path).en


def make_pdf(path: Path, content: bytes, count: int = 1) -> Path:
    """A pdf written by hand, with one content stream for all of its pages."""
    kids = b" ".join(b"3 0 R" for _ in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    path.write_bytes(out + trailer)
    return path


def test_a_page_of_too_many_objects_is_refused_soon(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", b"0 0 m 5 5 l S\n" * 300_000)
    start = time.monotonic()
    assert "too many objects" in refusal_of(path).en
    assert time.monotonic() - start < 20


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", b"", count=30)
    assert "30 pages" in refusal_of(path, replace(LIMITS, pages=20)).en


def test_time_is_bounded(writer: Writer) -> None:
    for _ in range(30):
        writer.paragraph(SENTENCE)
        writer.turn()
    writer.canvas.save()
    assert "more time or memory" in refusal_of(writer.path, replace(LIMITS, file_seconds=0.05)).en


def test_a_page_that_kills_its_reader_is_named_and_the_others_are_read(
    tmp_path: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for count in range(3):
        writer.paragraph(f"{SENTENCE} trang {count + 1}.")
        writer.turn()
    worker = tmp_path / "worker.py"
    code = Path(pdf_reader.__file__).with_name("pdf_worker.py").read_text(encoding="utf-8")
    worker.write_text(
        code.replace(
            "            _say(_Page(page).describe())",
            "            if number == 1:\n                import os\n                os.abort()\n            _say(_Page(page).describe())",
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(pdf_reader, "_WORKER", str(worker))
    found = writer.read()
    assert [block.place.page for block in found.blocks] == [1, 3]
    assert found.pages == 3
    assert found.notes[0].sentence("vi").startswith("Không đọc được trang 2")
    assert found.notes[0].sentence("en").startswith("Page 2 could not be read")
