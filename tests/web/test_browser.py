"""What a person does with the pages, in a real headless Chromium over a real library of the sample documents."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import Page, expect

from tests.web.browsing import DESK, PHONE, SCREENSHOTS, SHIFT, assert_nothing_serious, shoot

pytestmark = pytest.mark.browser

VIETNAMESE = "ai chịu trách nhiệm chỉ thị về Dân vận khéo"
ENGLISH = "who is responsible for the Dân vận khéo directive"
PAGES = [
    "/",
    f"/?q={VIETNAMESE}",
    f"/?q={VIETNAMESE}&nam=1999",
    "/?q=%20",
    "/?q=…",
    "/?q=giá+vé+tàu+vũ+trụ+lên+sao+Hỏa&lang=vi",
    "/?q=xyzzy+qwrtp",
    "/tai-lieu/66-CTr%2FTU?trich=III.3.-4.%2B4",
    "/phan-cong?theo-co-quan=1",
    "/phan-cong?co-quan=xyzzy",
    "/phan-cong",
    "/thu-vien",
    "/khong-co",
    "/tai-lieu/66-CTr%2FTU",
    "/tai-lieu/66-CTr%2FTU/luoc-do",
    "/tai-lieu/66-CTr%2FTU/sua",
    "/danh-gia/doan?q=x",
]
IN_VIEW = """element => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight && box.bottom > 0;
}"""


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
    for width in (320, 375):
        page = enter(path, viewport={"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_is_enough(enter: Callable[..., Page]) -> None:
    page = enter("/thu-vien")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_focused()  # by itself; a letter typed before that is lost
    page.keyboard.type(VIETNAMESE)
    page.keyboard.press("Enter")
    expect_the_clause_first(page)
    page.wait_for_load_state()  # a key pressed before the page's script has run is nobody's
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
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


NEW = """ỦY BAN NHÂN DÂN THÀNH PHỐ

KẾ HOẠCH
trồng cây ngô đồng trên vỉa hè

I. NHIỆM VỤ

1. Sở Xây dựng chủ trì trồng một nghìn cây ngô đồng trên vỉa hè (hoàn thành trong quý III/2026).
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_file_is_added_corrected_found_removed_and_put_back(
    enter: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    file = tmp_path / f"kế hoạch {scripts}.txt"
    file.write_text(NEW + str(scripts), encoding="utf-8")
    page = enter("/thu-vien", java_script_enabled=scripts)
    page.get_by_label("Thêm văn bản").set_input_files(file)
    page.get_by_role("button", name="Thêm vào thư viện").click()
    wait_until_done(page)
    expect(page.locator(".file .text")).to_have_text("Đã thêm.")
    expect(page.locator(".file .warnings")).to_contain_text("không ghi số")
    if scripts:
        shoot(page, "thu-vien-nhap", whole=True)
    number = f"{7 + scripts}-KH/UBND"
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Ngày ban hành").fill("2026-02-03")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".was-read")).to_contain_text(number)
    page.goto("/?q=ai trồng cây ngô đồng trên vỉa hè")
    hit = page.locator(".hit", has_text=number).first
    expect(hit).to_contain_text("Sở Xây dựng chủ trì")
    expect(hit).to_contain_text("03/02/2026")
    page.goto("/thu-vien")
    row = page.locator(".documents > li", has_text=number)
    row.locator("summary").click()
    row.get_by_role("button", name="Bỏ khỏi thư viện").click()
    expect(page.locator(".documents > li", has_text=number)).to_have_count(0)
    if scripts:
        shoot(page, "thu-vien-da-bo")
    page.get_by_role("button", name=f"Hoàn tác: Kế hoạch số {number}").click()
    expect(page.locator(".documents > li", has_text=number)).to_have_count(1)
    page.locator(".documents > li", has_text=number).locator("summary").click()
    page.locator(".documents > li", has_text=number).get_by_role("button", name="Bỏ khỏi thư viện").click()
    page.get_by_role("button", name="Xóa hẳn ngay").click()
    wait_until_done(page)
    page.goto("/thu-vien")
    expect(page.locator(".removed")).to_have_count(0)


def wait_until_done(page: Page) -> None:
    page.wait_for_url("**/thu-vien/nhap/*")
    follow = page.get_by_role("link", name="Xem tiếp")
    if follow.count():
        follow.click()
    done = "Xong. Thư viện đã sẵn sàng để tìm."
    whole = page.locator(
        ":not([data-events]) > #tien-do .text"
    )  # a script loads the page anew once it is done
    expect(whole).to_have_text(done, timeout=30_000)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_hit_is_judged(enter: Callable[..., Page], scripts: bool) -> None:
    judge = f"Lê Thị {scripts}"
    page = enter(f"/?q={VIETNAMESE}", java_script_enabled=scripts)
    hits = page.locator(".hit")
    hits.nth(0).locator(".judging summary").click()
    hits.nth(0).get_by_label("Tên người đánh giá").fill(judge)
    hits.nth(0).get_by_role("button", name="Trả lời được").click()
    expect(hits.nth(0).locator(".given")).to_have_text(": Trả lời được")
    hits.nth(1).locator(".judging summary").click()
    expect(hits.nth(1).get_by_label("Tên người đánh giá")).to_have_count(0)
    hits.nth(1).get_by_role("button", name="Không trả lời").click()
    expect(hits.nth(1).locator(".given")).to_have_text(": Không trả lời")
    if scripts:
        shoot(page, "danh-gia-ket-qua")
    page.get_by_role("link", name="Đánh giá", exact=True).click()
    page.get_by_role("link", name="Xem, thêm, xuất").click()
    expect(page.locator(".judged li", has_text=judge)).to_have_count(2)


def test_evidence_is_taken_from_what_is_selected(enter: Callable[..., Page]) -> None:
    page = enter(f"/?q={VIETNAMESE}")
    page.locator(".hit .judging summary").first.click()
    page.locator(".hit").first.get_by_role("link", name="Thêm bằng chứng từ văn bản này").click()
    expect(page.locator("#bc-cau-hoi")).to_have_value(VIETNAMESE)
    page.locator("[id='III.3.-4.+1']").evaluate("element => getSelection().selectAllChildren(element)")
    page.get_by_role("button", name="Dùng làm bằng chứng").click()
    words = page.locator("#bc-loi").input_value()
    assert words.startswith("+ ") and "¶" not in words
    page.locator("#bc-ten").fill("Trần B")
    shoot(page, "bang-chung")
    page.get_by_role("button", name="Lưu").click()
    page.goto("/danh-gia/doan")
    row = page.locator(".judged li", has_text="Trần B")
    expect(row.locator("blockquote")).to_have_text(words)
    shoot(page, "danh-gia", whole=True)
    assert_nothing_serious(page)
    row.locator("a").click()
    expect(page.locator(".passage.cited")).to_have_attribute("id", "III.3.-4.+1")


def test_files_are_dropped_onto_the_page(enter: Callable[..., Page]) -> None:
    page = enter("/thu-vien")
    data = page.evaluate_handle("""() => {
        const data = new DataTransfer();
        data.items.add(new File(["không đọc được \\0\\0\\0"], "một.bin"));
        data.items.add(new File([], "hai.txt"));
        return data;
    }""")
    page.dispatch_event(".upload", "drop", {"dataTransfer": data})
    page.wait_for_url("**/thu-vien/nhap/*")
    expect(page.locator(".file h2")).to_have_text(["một.bin", "hai.txt"])
    expect(page.locator("#tien-do .text")).to_contain_text("Xong.", timeout=30_000)
    expect(page.locator(".file-failed")).to_have_count(2)
    assert_nothing_serious(page)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_serious(enter: Callable[..., Page], path: str, theme: str, language: str) -> None:
    page = enter("/", color_scheme=theme)
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert_nothing_serious(page)


def test_a_results_page_is_light_and_does_not_shift(enter: Callable[..., Page]) -> None:
    sizes: dict[str, int] = {}
    page = enter("/suc-khoe")
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(f"/?q={VIETNAMESE}", wait_until="networkidle")
    assert sum(size for url, size in sizes.items() if "/fonts/" not in url) < 150_000
    assert page.evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_after_a_page_is_there(enter: Callable[..., Page], path: str) -> None:
    for viewport in (DESK, PHONE):
        assert enter(path, viewport=viewport).evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_results_are_filtered_and_the_filter_taken_off(enter: Callable[..., Page], scripts: bool) -> None:
    page = enter(f"/?q={VIETNAMESE}", java_script_enabled=scripts)
    before = page.locator(".hit h3").all_inner_texts()
    page.locator(".facets summary").click()
    chips = page.locator(".facets dl > div", has_text="Loại")
    chips.get_by_role("link", name="Kế hoạch").click()
    page.wait_for_url(lambda url: "loai=" in url)
    after = page.locator(".hit h3").all_inner_texts()
    assert after and after != before
    expect(page.locator(".facets .chosen")).to_have_text("Kế hoạch")
    page.get_by_role("link", name="Bỏ lọc Kế hoạch").click()
    assert page.locator(".hit h3").all_inner_texts() == before
    page.go_back()
    assert page.locator(".hit h3").all_inner_texts() == after
    page.go_back()
    assert page.locator(".hit h3").all_inner_texts() == before


def test_keys_alone_ask_choose_copy_and_open(enter: Callable[..., Page]) -> None:
    page = enter("/phan-cong", permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("/")  # the page has no search box, so nothing is to happen
    assert page.url.endswith("/phan-cong")
    page.goto(f"/?q={VIETNAMESE}")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ai chiu trach nhiem chi thi ve Dan van kheo")
    page.keyboard.press("Enter")
    page.wait_for_url("**chiu*")
    expect_the_clause_first(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator(".hit.current").get_by_role("button", name="Đã chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Mục III.3, Chương trình hành động số 66-CTr/TU")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".hit.current h3 a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".passage.cited")).to_contain_text("quý II/2026")
    page.keyboard.press("c")
    expect(page.locator(".actions").first.get_by_role("button", name="Đã chép")).to_be_visible()


def test_a_docx_is_added_and_found(enter: Callable[..., Page], tmp_path: Path) -> None:
    written = Word()
    for line in NEW.replace("ngô đồng", "sấu").splitlines():
        written.add_paragraph(line)
    written.save(str(tmp_path / "cây sấu.docx"))
    page = enter("/thu-vien")
    page.get_by_label("Thêm văn bản").set_input_files(tmp_path / "cây sấu.docx")
    page.get_by_role("button", name="Thêm vào thư viện").click()
    wait_until_done(page)
    page.goto("/")
    ask(page, "ai chu tri trong mot nghin cay sau")
    expect(page.locator(".hit").first.locator(".words-box")).to_contain_text("một nghìn cây sấu")
    expect(page.locator(".answer-text")).to_have_text("Sở Xây dựng")
    page.locator(".hit h3 a").first.click()
    expect(page.locator(".passage.cited")).to_contain_text("một nghìn cây sấu")


def test_the_first_bytes_of_a_warm_search_come_soon(enter: Callable[..., Page]) -> None:
    page = enter(f"/?q={VIETNAMESE}")
    taken = []
    for question in ("ai chủ trì đề án", "thời hạn hoàn thành kế hoạch", "Ban Tuyên giáo được giao gì") * 3:
        page.goto(f"/?q={question}")
        taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].responseStart"))
    assert sorted(taken)[len(taken) // 2] < 250, "milliseconds; the aim is 60 on a machine that is idle"
