"""What a person does with the pages, in a real headless Chromium over a real library of the sample documents."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import corpus
from corpus.ingestion import ingest
from corpus.library import Library
from index.encoder import load_encoder
from index.generation import build
from search.service import SearchService
from web.app import create_app

pytestmark = pytest.mark.browser

DOCUMENTS = Path(corpus.__path__[0]) / "documents"
SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIETNAMESE = "ai chịu trách nhiệm chỉ thị về Dân vận khéo"
ENGLISH = "who is responsible for the Dân vận khéo directive"
PAGES = ["/", f"/?q={VIETNAMESE}", "/?q=%20", "/phan-cong", "/thu-vien", "/khong-co", "/tai-lieu/66-CTr%2FTU"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 780}
IN_VIEW = """element => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight && box.bottom > 0;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("library")
    with Library(folder, create=True) as library, library.writing():
        reports = list(ingest(library, [DOCUMENTS]))
        build(library, load_encoder(None))
    assert [report.outcome for report in reports] == ["added"] * 5
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(SearchService(folder)), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def enter(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a context of its own, where any script error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(path: str = "/", **options: object) -> Page:
        context = chromium.new_context(base_url=address, **{"viewport": DESK, "locale": "vi-VN"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def ask(page: Page, question: str) -> None:
    page.get_by_role("searchbox").fill(question)
    page.get_by_role("searchbox").press("Enter")


def expect_the_clause_first(page: Page) -> None:
    first = page.locator(".hit").first
    expect(first.locator(".words-box")).to_contain_text("quý II/2026")
    expect(first.locator(".words-box")).to_contain_text("Dân vận khéo")
    expect(first.locator(".crumbs")).to_contain_text("Ban Dân vận Thành ủy")
    expect(first.locator("h3")).to_contain_text("66-CTr/TU")
    expect(first.locator("h3")).to_contain_text("Mục III.3")


def shoot(page: Page, name: str, *, whole: bool = False) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)


@pytest.mark.parametrize("question", [VIETNAMESE, ENGLISH, "ai chiu trach nhiem chi thi ve Dan van kheo"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_the_clause_is_found_opened_and_marked(
    enter: Callable[..., Page], question: str, scripts: bool
) -> None:
    page = enter("/", java_script_enabled=scripts)
    ask(page, question)
    expect_the_clause_first(page)
    page.locator(".hit h3 a").first.click()
    marked = page.locator(".passage.cited")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("Dân vận khéo")
    assert marked.evaluate(IN_VIEW)
    expect(page.locator(".cited-box cite")).to_have_text(
        "Mục III.3, Chương trình hành động số 66-CTr/TU ngày 02/02/2024 của Ban Thường vụ Thành ủy Hải Phòng"
    )


def test_screens_are_kept_for_a_person_to_look_at(enter: Callable[..., Page]) -> None:
    for theme in ("light", "dark"):
        page = enter("/", color_scheme=theme)
        shoot(page, f"start-{theme}")
        ask(page, VIETNAMESE)
        expect_the_clause_first(page)
        shoot(page, f"results-{theme}")
        page.locator(".hit h3 a").first.click()
        shoot(page, f"document-{theme}")
        for name in ("phan-cong", "thu-vien"):
            page.goto(f"/{name}")
            shoot(page, f"{name}-{theme}")
    phone = enter(f"/?q={ENGLISH}&lang=en", viewport=PHONE, color_scheme="light")
    shoot(phone, "results-phone-english", whole=True)
    phone.locator(".hit h3 a").first.click()
    shoot(phone, "document-phone-english")
    assert len(list(SCREENSHOTS.glob("*.png"))) >= 12


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(enter: Callable[..., Page], path: str) -> None:
    page = enter(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_is_enough(enter: Callable[..., Page]) -> None:
    page = enter("/thu-vien")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.goto("/")
    page.keyboard.type(VIETNAMESE)
    page.keyboard.press("Enter")
    expect_the_clause_first(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(".hit.current")).to_have_attribute("id", "doan-1")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.locator("h1").evaluate("element => document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(".passage.cited")).to_contain_text("quý II/2026")


def test_a_citation_is_copied(enter: Callable[..., Page]) -> None:
    page = enter(f"/?q={VIETNAMESE}", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".hit").first.get_by_role("button", name="Chép dẫn nguồn").click()
    expect(page.locator(".hit").first.get_by_role("button", name="Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Mục III.3, Chương trình hành động số 66-CTr/TU"
    )


def test_a_permalink_and_the_way_back(enter: Callable[..., Page]) -> None:
    page = enter(f"/?q={VIETNAMESE}")
    page.locator(".hit h3 a").first.click()
    page.locator(".outline").get_by_role("link", name="Mục đích", exact=False).last.click()
    assert page.url.endswith("#I.1")
    passage = page.locator(".passage[id]").nth(5)
    passage.hover()
    passage.locator(".permalink").click()
    expect(page.locator(".passage.cited")).to_have_count(1)
    for _ in range(3):
        page.go_back()
    expect_the_clause_first(page)


def test_english_is_one_click_away_and_stays(enter: Callable[..., Page]) -> None:
    page = enter(f"/?q={VIETNAMESE}")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Passages")).to_be_visible()
    expect_the_clause_first(page)
    page.locator(".hit h3 a").first.click()
    expect(page.get_by_role("navigation", name="Outline")).to_be_visible()
    page.goto("/phan-cong")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tasks")


def test_the_outline_opens_over_the_text_on_a_phone(enter: Callable[..., Page]) -> None:
    page = enter("/tai-lieu/66-CTr%2FTU", viewport=PHONE)
    outline = page.locator("#muc-luc")
    expect(outline).to_be_hidden()
    page.get_by_role("button", name="Mục lục").click()
    expect(outline).to_be_visible()
    outline.get_by_role("link", name="Ban Dân vận Thành ủy", exact=True).click()
    expect(outline).to_be_hidden()
    assert page.locator("[id='III.3.-4']").evaluate(IN_VIEW)


def test_tasks_are_filtered(enter: Callable[..., Page]) -> None:
    page = enter("/phan-cong")
    before = page.locator("td.what").count()
    page.get_by_label("Cơ quan").fill("dan van")
    page.get_by_label("Vai trò").select_option("chủ trì")
    page.get_by_role("button", name="Lọc").click()
    rows = page.locator("td.who")
    assert 0 < rows.count() < before
    assert all("ân vận" in row for row in rows.all_inner_texts())
    page.locator("td.where a").first.click()
    expect(page.locator(".passage.cited")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_serious(enter: Callable[..., Page], path: str, theme: str, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = enter("/", color_scheme=theme)
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    found = axe.run(page).response["violations"]
    serious = [
        (v["id"], [node["html"][:200] for node in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_a_results_page_is_light_and_does_not_shift(enter: Callable[..., Page]) -> None:
    sizes: dict[str, int] = {}
    page = enter("/suc-khoe")
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(f"/?q={VIETNAMESE}", wait_until="networkidle")
    assert sum(size for url, size in sizes.items() if "/fonts/" not in url) < 150_000
    shift = page.evaluate("""() => new Promise(resolve => {
        let total = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) total += entry.value; })
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(total), 300);
    })""")
    assert shift < 0.1
