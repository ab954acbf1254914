import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import ReadError
from corpus.formats import LIMITS, has_pages, view_page
from corpus.word import Word

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
A4 = (595.0, 842.0)


def write_pdf(path: Path, pages: Iterable[str], size: tuple[float, float] = A4, **options: object) -> Path:
    """Pages of one line each, that begins 100 points from the left and stands 200 points below the top."""
    if not FONT.exists():
        pytest.skip("no font with Vietnamese letters: apt-get install fonts-dejavu-core")
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    canvas = Canvas(str(path), pagesize=size, **options)
    for text in pages:
        canvas.setFont("Body", 12)
        canvas.drawString(100, size[1] - 200, text)
        canvas.showPage()
    canvas.save()
    return path


def dark_share(picture: Image.Image, word: Word) -> float:
    """How much of a word's box is ink."""
    box = [round(edge * side) for edge, side in zip(_edges(word), [*picture.size] * 2, strict=True)]
    part = picture.convert("L").crop(tuple(box))
    return sum(part.histogram()[:128]) / max(part.width * part.height, 1)


def _edges(word: Word) -> tuple[float, float, float, float]:
    return word.left, word.top, word.right, word.bottom


def refusal_of(path: Path, number: int = 1, **limits: object) -> str:
    with pytest.raises(ReadError) as caught:
        view_page(path, number, "tên.pdf", replace(LIMITS, **limits))
    return caught.value.en


def test_words_stand_where_the_picture_shows_them(tmp_path: Path) -> None:
    view = view_page(write_pdf(tmp_path / "a.pdf", ["Một", "Điều 1. Phạm vi điều chỉnh"]), 2, "a.pdf")
    picture = Image.open(io.BytesIO(view.picture))
    assert picture.size == (view.width, view.height) and view.pages == 2
    assert (view.width, view.height) == (1240, pytest.approx(1240 * 842 / 595, abs=2))
    assert [word.text for word in view.words] == ["Điều", "1.", "Phạm", "vi", "điều", "chỉnh"]
    assert view.words[0].left == pytest.approx(100 / 595, abs=0.003)
    assert view.words[0].bottom == pytest.approx(200 / 842, abs=0.01)
    assert all(dark_share(picture, word) > 0.1 for word in view.words)


def test_words_of_a_page_that_lies_on_its_side_stand_where_it_shows_them(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.drawString(100, -100, "MUC 1")
    canvas.save()
    view = view_page(tmp_path / "a.pdf", 1, "a.pdf")
    picture = Image.open(io.BytesIO(view.picture))
    assert [word.text for word in view.words] == ["MUC", "1"]
    assert all(dark_share(picture, word) > 0.1 for word in view.words)


def test_a_picture_is_shown_on_white_and_no_larger_than_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = Image.new("RGBA", (2480, 3508), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 1240, 1754), fill="black")
    picture.save(path)
    view = view_page(path, 1, "a.png")
    shown = Image.open(io.BytesIO(view.picture)).convert("L")
    assert (view.pages, view.width, view.height, view.words) == (1, 1240, 1754, ())
    assert shown.getpixel((10, 10)) < 20 and shown.getpixel((1200, 1700)) > 235


def test_each_page_of_a_picture_of_several_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    sheets = [Image.new("L", (200, 300), shade) for shade in (255, 0)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    views = [view_page(path, number, "a.tiff") for number in (1, 2)]
    assert [view.pages for view in views] == [2, 2]
    assert [Image.open(io.BytesIO(v.picture)).convert("L").getpixel((5, 5)) for v in views] == [255, 0]
    assert "no page 3" in refusal_of(path, 3)


def test_a_strip_of_paper_stays_within_bounds(tmp_path: Path) -> None:
    view = view_page(write_pdf(tmp_path / "a.pdf", ["x"], size=(20, 14_000)), 1, "a.pdf")
    assert view.height <= 4 * 1240 and view.width >= 1


def test_what_can_not_be_shown_is_one_sentence(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", ["Điều 1"])
    assert "no page 2" in refusal_of(path, 2)
    assert "no page 99999" in refusal_of(path, 99_999)
    assert "more time or memory" in refusal_of(path, page_seconds=0.01)
    assert "too many objects" in refusal_of(path, objects=0)
    secret = write_pdf(tmp_path / "b.pdf", ["x"], encrypt=StandardEncryption("bí mật"))
    assert "password" in refusal_of(secret)
    broken = tmp_path / "c.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert "damaged" in refusal_of(broken)
    huge = tmp_path / "d.png"
    Image.new("1", (3000, 3000)).save(huge)
    assert "too many objects" in refusal_of(huge, image_pixels=1_000_000)


def test_only_pdf_files_and_pictures_have_pages_whatever_they_are_called(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "a.docx", ["x"])
    text = tmp_path / "b.pdf"
    text.write_text("Một văn bản thuần.", encoding="utf-8")
    assert has_pages(pdf) and not has_pages(text) and not has_pages(tmp_path / "không có.pdf")
    assert "no page 1" in refusal_of(text)
