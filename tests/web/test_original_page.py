"""Pages of originals: a pdf with stored text, a scan whose words were kept, a file without pages."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document, Metadata
from corpus.library import Library
from corpus.page_words import keep_words
from corpus.word import Word
from tests.web.conftest import passage_of
from web.address import page_picture_url, page_url

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
TEXT = """Điều 1. Phạm vi điều chỉnh của Nghị định này.
Điều 2. Đoạn này bắt đầu ở trang một rồi tiếp tục ở trang hai cho đến hết.
Lời không có trên trang nào cả của tệp gốc."""
PAGES = (
    ("Điều 1. Phạm vi điều chỉnh", "của Nghị định này.", "Điều 2. Đoạn này bắt đầu ở trang một"),
    ("rồi tiếp tục ở trang hai cho đến hết.", "Cuối trang."),
)
Soup = Callable[..., BeautifulSoup]


def make_original(suffix: str) -> Document:
    key, lines = f"nghi-dinh-{suffix}", TEXT.split("\n")
    passages = (
        passage_of(key, TEXT, lines[0], "Đ1", page=1),
        passage_of(key, TEXT, lines[1], "Đ2", page=1),
        passage_of(key, TEXT, lines[2], "Đ3", page=1),
    )
    stated = Metadata(number="30/2020/NĐ-CP", type="Nghị định", issuer="Chính phủ")
    sha256 = hashlib.sha256(suffix.encode()).hexdigest()
    return Document(key, f"nghị định.{suffix}", sha256, TEXT, stated, passages=passages)


def write_pdf(path: Path) -> Path:
    if not FONT.exists():
        pytest.skip("no font with Vietnamese letters: apt-get install fonts-dejavu-core")
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in PAGES:
        canvas.setFont("Body", 12)
        for row, line in enumerate(page):
            canvas.drawString(72, 742 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def pdf(client: TestClient, make_library: Callable[..., Library], tmp_path: Path) -> Document:
    document = make_original("pdf")
    make_library().put(document, write_pdf(tmp_path / "a.pdf"), "pdf")
    return document


def test_the_passage_is_boxed_line_by_line(pdf: Document, soup: Soup) -> None:
    page = soup(page_url(pdf.id, 1, "Đ1").partition("#")[0])
    picture = page.select_one(".sheet img")
    assert picture["src"] == page_picture_url(pdf.id, 1)
    assert "trang 1" in picture["alt"] and "nghị định.pdf" in picture["alt"] and "khung" in picture["alt"]
    lines = page.select(".sheet-line")
    assert len(lines) == 2 and page.select_one("#khung")["class"] == ["sheet-frame"]
    left, top = (float(lines[0][edge]) for edge in ("x", "y"))
    scale = float(picture["width"]) / 595
    assert left == pytest.approx(72 * scale, abs=4) and top == pytest.approx((100 - 12) * scale, abs=12)
    assert page.select_one("[style], main script") is None
    assert page.select_one(".cited-box cite").get_text() == "Điều 1 Nghị định số 30/2020/NĐ-CP của Chính phủ"
    assert page.select_one("[rel=prev]") is None
    assert page.select_one("[rel=next]")["href"] == page_url(pdf.id, 2, "Đ1")


def test_a_passage_over_two_pages_is_boxed_on_both(pdf: Document, soup: Soup) -> None:
    first = soup(page_url(pdf.id, 1, "Đ2").partition("#")[0])
    assert len(first.select(".sheet-line")) == 1
    on = first.select_one(".cited-box p a")
    assert on.get_text() == "Đoạn này còn tiếp ở trang sau." and on["href"] == page_url(pdf.id, 2, "Đ2")
    second = soup(page_url(pdf.id, 2, "Đ2").partition("#")[0])
    assert len(second.select(".sheet-line")) == 1 and "còn tiếp" not in second.get_text()


def test_what_is_not_there_is_said_and_the_page_shown(pdf: Document, soup: Soup) -> None:
    unfound = soup(page_url(pdf.id, 1, "Đ3").partition("#")[0])
    assert "chưa đóng khung được" in unfound.select_one(".cited-box").get_text()
    assert unfound.select_one(".sheet svg") is None and unfound.select_one(".sheet img")
    elsewhere = soup(page_url(pdf.id, 2, "Đ1").partition("#")[0])
    back = elsewhere.select_one(".cited-box p a")
    assert back.get_text() == "Đoạn được dẫn bắt đầu ở trang 1." and back["href"] == page_url(pdf.id, 1, "Đ1")
    gone = soup(page_url(pdf.id, 1, "Đ9").partition("#")[0])
    assert "không có đoạn “Đ9”" in gone.select_one(".notice").get_text()
    plain = soup(page_url(pdf.id, 2))
    assert plain.select(".cited-box, .notice, .sheet svg") == []


def test_the_picture_is_kept_by_the_browser_until_it_changes(pdf: Document, client: TestClient) -> None:
    url = page_picture_url(pdf.id, 2)
    answer = client.get(url)
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size[0] == 1240
    again = client.get(url, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_twin_tells_where_the_passage_stands(pdf: Document, client: TestClient) -> None:
    told = client.get(f"/tai-lieu/{pdf.id}/trang/1.json", params={"trich": "Đ2"}).json()
    (box,) = told.pop("boxes")
    assert told == {
        "document": pdf.id,
        "page": 1,
        "pages": 2,
        "picture": page_picture_url(pdf.id, 1),
        "passage": f"{pdf.id}#Đ2",
        "goes_on": True,
    }
    assert all(0 < edge < 1 for edge in box) and box[0] < box[2] and box[1] < box[3]


def test_recognised_words_of_a_scan_are_boxed(
    client: TestClient, soup: Soup, make_library: Callable[..., Library], tmp_path: Path
) -> None:
    document, path = make_original("png"), tmp_path / "a.png"
    Image.new("L", (600, 800), 255).save(path)
    library = make_library()
    library.put(document, path, "png")
    words = tuple(
        Word(word, 0.1 * i, 0.25, 0.1 * i + 0.08, 0.27) for i, word in enumerate(PAGES[0][0].split())
    )
    more = tuple(Word(word, 0.1 * i, 0.3, 0.1 * i + 0.08, 0.32) for i, word in enumerate(PAGES[0][1].split()))
    keep_words(library, document.sha256, {1: words + more})
    page = soup(page_url(document.id, 1, "Đ1").partition("#")[0])
    assert [line["y"] for line in page.select(".sheet-line")] == ["200", "240"]
    assert page.select_one(".count").get_text() == "trên 1 trang của tệp gốc"


@pytest.mark.parametrize("number", [3, 99_999])
def test_a_page_that_is_not_there_is_one_sentence(pdf: Document, client: TestClient, number: int) -> None:
    for suffix in ("", ".json", ".png"):
        answer = client.get(f"/tai-lieu/{pdf.id}/trang/{number}{suffix}")
        assert answer.status_code == 404 and f"không có trang {number}" in answer.text
    assert client.get(f"/tai-lieu/{pdf.id}/trang/0").status_code == 400
    assert client.get(f"/tai-lieu/{pdf.id}/trang/x").status_code == 400


def test_only_documents_with_pages_lead_to_them(pdf: Document, client: TestClient, soup: Soup) -> None:
    page = soup(f"/tai-lieu/{pdf.id}?trich=Đ1")
    assert page.select_one(".cited-box a[href*='/trang/']")["href"] == page_url(pdf.id, 1, "Đ1")
    assert len(page.select(".permalink[href*='/trang/']")) == 3
    text = soup("/tai-lieu/chuong-trinh-1a2b3c?trich=III.3.-1.%2B1")
    assert text.select("a[href*='/trang/']") == []
    refused = client.get("/tai-lieu/chuong-trinh-1a2b3c/trang/1")
    assert refused.status_code == 404 and "tải tệp gốc" in refused.text
    results = soup("/?q=Phạm vi điều chỉnh")
    assert results.select_one(".hit a[href*='/trang/']")["href"] == page_url(pdf.id, 1, "Đ1")
    assert soup("/?q=dân vận khéo").select(".hit a[href*='/trang/']") == []


def test_an_original_that_is_gone_is_one_sentence(pdf: Document, client: TestClient, service: object) -> None:
    for file in service.library.files.originals.glob("*.pdf"):
        file.unlink()
    answer = client.get(f"/tai-lieu/{pdf.id}/trang/1")
    assert answer.status_code == 404 and "không còn giữ tệp gốc" in answer.text
