import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import ReadError
from corpus.formats import LIMITS, ocr, ocr_head, read_file, scans
from corpus.formats.ocr import recognise
from corpus.formats.ocr_head import reread_head
from corpus.formats.picture import Picture, read_picture
from corpus.formats.scans import list_pages, place_words
from corpus.formats.sheet import Line, Sheet, Span
from corpus.formats.syllables import share_of_syllables

FOLDERS = [Path("/usr/share/fonts/truetype") / name for name in ("dejavu", "liberation")]
FONT = next(
    (path for folder in FOLDERS for path in sorted(folder.glob("*Serif*.ttf")) if "Serif" in path.stem), None
)
TESSERACT = shutil.which("tesseract")
LANGUAGES = (
    subprocess.run([TESSERACT, "--list-langs"], capture_output=True, check=False).stdout if TESSERACT else b""
)

needs_tesseract = pytest.mark.skipif(
    b"vie" not in LANGUAGES.split(), reason="apt-get install tesseract-ocr-vie"
)
needs_font = pytest.mark.skipif(FONT is None, reason="apt-get install fonts-dejavu-core")

DPI = 200
HEAD = [
    (60, 60, "BỘ TÀI CHÍNH"),
    (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (60, 85, "Số: 125/QĐ-BTC"),
    (330, 85, "Hà Nội, ngày 18 tháng 4 năm 2024"),
]
BODY = [
    (230, 140, "QUYẾT ĐỊNH"),
    (90, 180, "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Hội"),
    (60, 202, "đồng thẩm định và các cơ quan có liên quan."),
    (90, 230, "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký."),
]


def draw(lines: Sequence[tuple[float, float, str]], mode: str = "L", stamp: bool = False) -> Image.Image:
    """A sheet of paper with lines at places given in points, over a stamp: print shows through its ink."""
    scale = DPI / 72
    page = Image.new(mode, (round(595 * scale), round(300 * scale)), "white")
    pen = ImageDraw.Draw(page)
    if stamp:
        x, y = 150 * scale, 190 * scale
        for radius in range(30, 60, 6):
            reach = radius * scale
            pen.ellipse([x - reach, y - reach, x + reach, y + reach], outline=(220, 30, 40), width=8)
    font = ImageFont.truetype(str(FONT), round(11 * scale))
    for left, top, text in lines:
        pen.text((left * scale, top * scale), text, fill="black", font=font)
    return page


def save_pdf(path: Path, pages: Sequence[Image.Image]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        height = A4[0] * page.height / page.width
        canvas.drawImage(ImageReader(page), 0, A4[1] - height, A4[0], height)
        canvas.showPage()
    canvas.save()
    return path


@needs_tesseract
@needs_font
def test_scanned_pages_are_recognised_with_their_places(tmp_path: Path) -> None:
    path = save_pdf(tmp_path / "a.pdf", [draw(HEAD + BODY), draw(BODY)])
    seen: list[tuple[int, int]] = []
    found = read_file(path, lambda done, count: seen.append((done, count)))
    words = [block.text for block in found.blocks if block.place.page == 1]
    assert words[:5] == [
        "BỘ TÀI CHÍNH",
        "Số: 125/QĐ-BTC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày 18 tháng 4 năm 2024",
        "QUYẾT ĐỊNH",
    ]
    assert words[5].startswith("Điều 1. ") and words[5].endswith("liên quan.")
    assert words[6].startswith("Điều 2. ")
    assert share_of_syllables(" ".join(words)) > 0.9
    box = found.blocks[0].place.box
    assert box is not None and box[0] == pytest.approx(60, abs=4) and box[1] == pytest.approx(62, abs=6)
    assert {block.place.page for block in found.blocks} == {1, 2}
    assert (found.pages, seen[0], seen[-1]) == (2, (0, 2), (2, 2))
    assert found.notes[0].sentence("vi").startswith("Trang 1-2 là ảnh")
    assert set(found.words) == {1, 2}
    issuer = next(word for word in found.words[1] if word.text == "BỘ")
    assert issuer.left == pytest.approx(60 / A4[0], abs=0.01)
    assert issuer.top == pytest.approx(62 / A4[1], abs=0.01)


@needs_tesseract
@needs_font
def test_pictures_are_recognised_under_a_red_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    page = draw(BODY, "RGB", stamp=True)
    page.save(path, save_all=True, append_images=[draw(HEAD, "RGB")], dpi=(DPI, DPI))
    found = read_file(path)
    text = " ".join(block.text for block in found.blocks)
    assert found.format == "image"
    assert "Ban hành kèm theo Quyết định này Quy chế làm việc" in text
    assert found.pages == 2
    assert found.blocks[-1].place.page == 2 and "Số: 125/QĐ-BTC" in text
    number = next(word for word in found.words[2] if "125" in word.text)
    assert number.top == pytest.approx(87 / 300, abs=0.02)


@needs_tesseract
@needs_font
def test_a_garbled_text_layer_is_recognised_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    page = draw(BODY)
    height = A4[0] * page.height / page.width
    canvas.drawImage(ImageReader(page), 0, A4[1] - height, A4[0], height)
    text = canvas.beginText(60, 500)
    text.setTextRenderMode(3)
    for _ in range(40):
        text.textLine("QUYET DJNH Dieu l. Ban hanh kem theo Quyet djnh nay Quy che lam viec")
    canvas.drawText(text)
    canvas.save()
    found = read_file(path)
    assert "Quyết định này có hiệu lực thi hành kể từ ngày ký." in " ".join(
        block.text for block in found.blocks
    )
    assert found.notes


@needs_font
def test_a_page_that_fails_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_pdf(tmp_path / "a.pdf", [draw(BODY), draw(BODY), draw(BODY)])

    def fail_once(picture: Picture, number: int, *_: object) -> Sheet:
        if number == 2:
            raise ocr.ToolFailed(1, "hỏng")
        return replace(make_head_line((f"Điều {number}.", 90.0)), number=number)

    monkeypatch.setattr(scans, "require_tesseract", lambda: "tesseract")
    monkeypatch.setattr(scans, "recognise", fail_once)
    found = read_file(path)
    assert [block.text for block in found.blocks] == ["Điều 1.", "Điều 3."]
    assert [note.sentence("en").split(":")[0] for note in found.notes] == [
        "Page 1, 3",
        "Page 2 could not be read",
    ]


@needs_tesseract
@needs_font
def test_a_page_that_lies_on_its_head_is_turned() -> None:
    page = draw(
        [*BODY, (60, 260, "Chánh Văn phòng Bộ, Vụ trưởng Vụ Tổ chức cán bộ chịu trách nhiệm thi hành.")]
    )
    upright = Picture(page.width, page.height, page.tobytes(), DPI)
    for degrees in (90, 180, 270):
        turned = upright.turn(degrees)
        assert (turned.width == upright.width) == (degrees == 180)
        assert turned.turn(360 - degrees) == upright
    sheet = recognise(upright.turn(180), 1, str(TESSERACT), LIMITS)
    assert "Quyết định này có hiệu lực thi hành" in " ".join(line.text for line in sheet.lines)


@needs_font
def test_without_tesseract_a_scan_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_tool", lambda *_: None)
    path = save_pdf(tmp_path / "a.pdf", [draw(BODY)])
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert "apt-get install tesseract-ocr-vie" in caught.value.vi


@needs_font
def test_without_tesseract_the_pages_that_have_text_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_tool", lambda *_: None)
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(3):
        canvas.drawString(80, 700, f"Trang {number + 1} with a line of text.")
        canvas.showPage()
    page = draw(BODY)
    canvas.drawImage(ImageReader(page), 0, 0, A4[0], A4[0] * page.height / page.width)
    canvas.save()
    found = read_file(path)
    assert {block.place.page for block in found.blocks} == {1, 2, 3}
    assert found.notes[0].sentence("vi").startswith("Bỏ qua trang 4 vì là ảnh")


def test_pictures_beyond_reason_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (4000, 4000)).save(path)
    with pytest.raises(ReadError, match="too large"):
        read_file(path, limits=replace(LIMITS, image_pixels=1_000_000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    with pytest.raises(ReadError, match="is damaged"):
        read_file(path)


def make_head_line(*words: tuple[str, float]) -> Sheet:
    spans = []
    for place, (text, confidence) in enumerate(words):
        left = 50.0 + 40 * place
        spans.append(Span(f" {text}", left, 50, left + 35, 62, 60, 12, confidence=confidence))
    return Sheet(1, 595, 842, (Line(tuple(spans), 1),))


DATE = [("ngày", 95.0), ("tháng", 95.0), ("4", 95.0), ("năm", 95.0)]


@pytest.mark.parametrize(
    ("words", "readings", "expected"),
    [
        ([("Số:", 95), ("188/QĐ-VPCP", 95)], [], "Số: 188/QĐ-VPCP"),
        (
            [("Số:", 95), ("##8/QĐ-TTg", 40)],
            ["S6: 288/QD", "So: 288 /QD-TTg", "£88/QD", "", "$6: 288/QD"],
            "Số: 288/QĐ-TTg",
        ),
        ([("Số:", 95), ("4", 40), ("8/QĐ-TTg", 40)], ["Sé: 48/QD-TTg"] * 5, "Số: 48/QĐ-TTg"),
        (
            [("Số:", 95), ("##8/QĐ-TTg", 40)],
            ["S: 288/QD", "S: 388/QD", "£88/QD", "S: 388/QD", "S: 288/QD"],
            "Số: ##8/QĐ-TTg",
        ),
        ([*DATE[:1], ("0", 90), *DATE[1:]], ["ngay 08 thang"] * 5, "ngày 08 tháng 4 năm"),
        ([*DATE[:1], ("0", 90), *DATE[1:]], ["ngay 48 thang"] * 5, "ngày 0 tháng 4 năm"),
        (
            [*DATE[:1], ("11", 95), DATE[1], ("#", 20), DATE[3]],
            ["thang 4 nam"] * 3 + [""] * 2,
            "ngày 11 tháng 4 năm",
        ),
        ([DATE[0], DATE[1], DATE[3]], [""] * 10, "ngày tháng năm"),
        ([("Điều", 95), ("5/2", 20)], [], "Điều 5/2"),
    ],
)
def test_written_numbers_are_read_again_and_stand_if_most_readings_agree(
    monkeypatch: pytest.MonkeyPatch, words: list[tuple[str, float]], readings: list[str], expected: str
) -> None:
    answers = iter(readings)
    monkeypatch.setattr(ocr_head, "run_tool", lambda *_: next(answers).encode())
    picture = Picture(2480, 400, b"\xff" * (2480 * 400), 300)
    read: Callable[[Sheet], Sheet] = lambda sheet: reread_head(sheet, picture, "tesseract", LIMITS)  # noqa: E731
    assert " ".join(read(make_head_line(*words)).lines[0].text.split()) == expected
    assert list(answers) == []


def test_parts_of_a_picture() -> None:
    picture = read_picture(b"P5 3 2 255\nabcdef", 300)
    assert (picture.width, picture.height, picture.points) == (3, 2, b"abcdef")
    assert picture.crop(1, 0, 9, 9) == Picture(2, 2, b"bcef", 300)
    assert picture.crop(1, 1, 2, 2).write() == b"P5 1 1 255\ne"
    assert picture.crop(5, 5, 9, 9).points == b""


def test_pages_are_listed_with_their_neighbours_together() -> None:
    assert list_pages([7, 1, 2, 3, 9, 10]) == "1-3, 7, 9-10"


@pytest.mark.parametrize(
    ("turn", "edges"),
    [
        (0, (0.1, 0.2, 0.3, 0.25)),
        (90, (0.2, 0.7, 0.25, 0.9)),
        (180, (0.7, 0.75, 0.9, 0.8)),
        (270, (0.75, 0.1, 0.8, 0.3)),
    ],
)
def test_words_stand_on_the_paper_as_it_lay(turn: int, edges: tuple[float, ...]) -> None:
    span = Span(" lời", 10, 40, 30, 50, 49, 10)
    sheet = Sheet(3, 100, 200, (Line((span,), 3),), turn=turn)
    (word,) = place_words([sheet])[3]
    assert word.text == "lời"
    assert (word.left, word.top, word.right, word.bottom) == pytest.approx(edges)
