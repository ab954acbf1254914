"""Documents that came as pdf files, scans, in two versions, or with hostile content, in a real Chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document as Word
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, expect
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.ingestion import ingest
from corpus.library import Library
from index.encoder import load_encoder
from index.generation import build
from tests.web.browsing import PHONE, SHIFT, assert_nothing_serious, serve_library, shoot

pytestmark = pytest.mark.browser

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
HEAD = [
    ("CHÍNH PHỦ", 72, 60),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 60),
    ("Số: {number}", 72, 80),
    ("Hà Nội, ngày 05 tháng 3 năm 2020", 330, 80),
    ("NGHỊ ĐỊNH", 260, 120),
    ("về việc trồng cây {tree} trên vỉa hè", 180, 140),
]
FIRST = [
    ("Điều 1. Phạm vi điều chỉnh", 90, 190),
    ("Nghị định này quy định việc trồng và chăm sóc cây {tree} trên vỉa hè.", 90, 210),
    ("Điều 2. Trách nhiệm của Bộ Xây dựng", 90, 250),
    ("1. Bộ Xây dựng chủ trì, phối hợp với Ủy ban nhân dân cấp tỉnh lập danh", 90, 700),
]
SECOND = [
    ("mục cây {tree} cần thay thế, hoàn thành trước ngày 30 tháng 6 năm 2026.", 72, 80),
    ("2. Bộ Tài chính bố trí kinh phí trồng cây {tree} hằng năm.", 90, 110),
]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> &lt;b&gt; &#x3c;i&#x3e; \u202eđảo\u202c {{ 7*7 }}"
)
KINDS = ["pdf", "scan", "replaced", "hostile"]
VIEWS = ["", "/luoc-do", "/sua", "/trang/1?trich=Đ1.p1", "/trang/2", "/so-sanh"]
Enter = Callable[..., Page]
Line = tuple[str, float, float]


def write_pdf(path: Path, number: str, tree: str, *, scanned: bool = False) -> None:
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for lines in (HEAD + FIRST, SECOND):
        filled = [(text.format(number=number, tree=tree), x, y) for text, x, y in lines]
        (draw_picture if scanned else draw_text)(canvas, filled)
        canvas.showPage()
    canvas.save()


def draw_text(canvas: Canvas, lines: list[Line]) -> None:
    canvas.setFont("Body", 11)
    for text, x, y in lines:
        canvas.drawString(x, 842 - y, text)


def draw_picture(canvas: Canvas, lines: list[Line]) -> None:
    scale = 200 / 72
    page = Image.new("L", (round(595 * scale), round(842 * scale)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), round(11 * scale))
    for text, x, y in lines:
        pen.text((x * scale, (y - 11) * scale), text, fill="black", font=font)
    canvas.drawImage(ImageReader(page), 0, 0, 595, 842)


def write_docx(path: Path, *lines: str) -> None:
    written = Word()
    for line in lines:
        written.add_paragraph(line)
    written.save(str(path))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not FONT.exists() or not shutil.which("tesseract"):
        pytest.skip("apt-get install fonts-dejavu-core tesseract-ocr-vie")
    folder, files = tmp_path_factory.mktemp("library"), tmp_path_factory.mktemp("files")
    write_pdf(files / "pdf.pdf", "30/2020/NĐ-CP", "sấu")
    write_pdf(files / "scan.pdf", "31/2020/NĐ-CP", "phượng", scanned=True)
    plan = ("KẾ HOẠCH", "trồng cây bàng", "I. NHIỆM VỤ", "1. Sở Xây dựng trồng {n} cây bàng trên vỉa hè.")
    write_docx(files / "replaced.docx", *(line.format(n="một nghìn") for line in plan))
    hostile = files / f"hostile {HOSTILE.replace('/', '∕')[:60]}.docx"
    write_docx(
        hostile,
        "BÁO CÁO",
        f"về {HOSTILE}",
        f"I. {HOSTILE}",
        f"1. Sở {HOSTILE} chủ trì việc thù địch {HOSTILE} (hoàn thành trong quý II/2026).",
    )
    headings = "\n\n".join(f"{i}. Mục thứ {i} <script>alert({i})</script>" for i in range(1, 10_001))
    (files / "long.txt").write_text(f"BÁO CÁO\nvề rất nhiều mục\n\n{headings}\n", encoding="utf-8")
    with Library(folder, create=True) as library, library.writing():
        reports = list(ingest(library, [files]))
        write_docx(files / "replaced.docx", *(line.format(n="hai nghìn") for line in plan))
        reports += ingest(library, [files / "replaced.docx"])
        build(library, load_encoder(None))
    assert [report.outcome for report in reports] == ["added"] * 5 + ["replaced"]
    with serve_library(folder) as url:
        yield url


def find(page: Page, kind: str) -> str:
    """Return the page of a document by how its file's name begins."""
    page.goto("/thu-vien")
    return page.locator(f".documents > li[id^='{kind}'] h2 a").get_attribute("href") or ""


def addresses(page: Page, kind: str) -> list[str]:
    document = find(page, kind)
    page.goto(document)
    versions = page.locator("a[href*='/so-sanh']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    paged = [f"{document}{view}" for view in VIEWS if "/trang/" in view] if kind in ("pdf", "scan") else []
    return [document, f"{document}/luoc-do", f"{document}/sua", *versions, *paged]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
@pytest.mark.parametrize(("kind", "tree"), [("pdf", "sấu"), ("scan", "phượng")])
def test_the_printed_page_is_one_step_away_and_boxed(
    enter: Enter, kind: str, tree: str, scripts: bool
) -> None:
    page = enter(f"/?q=Bộ Xây dựng lập danh mục cây {tree} cần thay thế", java_script_enabled=scripts)
    hit = page.locator(".hit").first
    expect(hit).to_contain_text("trang 1")
    hit.get_by_role("link", name="Xem trang gốc").click()
    expect(page.locator(".sheet-line")).to_have_count(1)
    frame = page.locator("#khung").evaluate(
        "e => { const b = e.getBoundingClientRect(); return [b.top, b.bottom]; }"
    )
    assert 0 < frame[0] < frame[1] < 900, "the frame is scrolled to"
    drawn = page.locator(".sheet img").evaluate("image => image.complete && image.naturalWidth")
    assert drawn == 1240
    shoot(page, f"trang-goc-{kind}")
    page.get_by_role("link", name="Đoạn này còn tiếp ở trang sau.").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trang 2")
    expect(page.locator(".sheet-line")).to_have_count(1)
    page.get_by_role("link", name="Đọc trong văn bản").click()
    expect(page.locator(".passage.cited")).to_contain_text(f"cây {tree} cần thay thế")
    page.locator(".cited-box").get_by_role("link", name="Xem trang gốc").click()
    expect(page.locator(".sheet-frame")).to_have_count(1)


def test_pages_of_the_original_are_turned_by_keys(enter: Enter) -> None:
    page = enter("/")
    page.goto(f"{find(page, 'pdf')}/trang/1")
    page.keyboard.press("j")
    page.wait_for_url("**/trang/2")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.wait_for_url("**/trang/1")


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(enter: Enter, kind: str) -> None:
    for theme in ("light", "dark"):
        page = enter("/", color_scheme=theme)
        for place, url in enumerate(addresses(page, kind)):
            page.goto(
                f"{url}{'&' if '?' in url else '?'}lang={'en' if (theme == 'dark') == place % 2 else 'vi'}"
            )
            assert_nothing_serious(page)


@pytest.mark.parametrize("kind", [*KINDS, "long"])
def test_nothing_is_wider_than_a_phone_or_moves(enter: Enter, kind: str) -> None:
    page = enter("/", viewport=PHONE)
    for url in [*addresses(page, kind), f"/?q={kind}", "/thu-vien", "/phan-cong"]:
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], url
        assert page.evaluate(SHIFT) < 0.01, url


def test_hostile_content_is_text_on_every_page(enter: Enter) -> None:
    page = enter("/")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    policies: set[str] = set()
    page.on("response", lambda answer: policies.add(answer.headers.get("content-security-policy", "none")))
    urls = [
        *addresses(page, "hostile"),
        "/",
        "/?q=việc thù địch",
        "/thu-vien",
        "/phan-cong",
        "/phan-cong?theo-co-quan=1",
    ]
    urls += [f"/?q={HOSTILE.replace('&', '%26').replace('#', '%23')}", *addresses(page, "long")[:1]]
    for url in urls:
        page.goto(url)
        foreign = page.locator("script:not([src^='/tinh/']), img[src='x'], [onerror], [style], style, main i")
        assert foreign.count() == 0, url
        assert "49" not in page.title()
    assert said == []
    assert len(policies) == 1 and "unsafe" not in policies.pop()
    page.goto(addresses(page, "hostile")[0])
    shown = HOSTILE.replace("\u202e", "").replace("\u202c", "")  # what turns text around is no part of it
    expect(page.locator(".paper")).to_contain_text(shown)
    shoot(page, "thu-dich")


def test_what_changed_between_versions_is_shown(enter: Enter) -> None:
    page = enter("/")
    page.goto(find(page, "replaced"))
    page.get_by_role("link", name="so với bản này").click()
    expect(page.locator("del")).to_have_text("một")
    expect(page.locator("ins")).to_have_text("hai")
    shoot(page, "so-sanh")
