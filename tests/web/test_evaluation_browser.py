"""Measuring, comparing and judging as a person does, in a real Chromium over a real library."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import PHONE, assert_nothing_serious, shoot

pytestmark = pytest.mark.browser

PROGRAMME = "000_c81e2607254c46bf.txt"
KEEN = {
    "document": PROGRAMME,
    "quote": "tham mưu ban hành Chỉ thị của Ban Thường vụ Thành ủy về đẩy mạnh phong trào thi đua “Dân vận khéo” trên",
    "grade": 2,
}
QUESTIONS = [
    ("k1", "vi", "who", "ai chịu trách nhiệm chỉ thị về Dân vận khéo", [KEEN]),
    ("k2", "vi-nodiac", "who", "ai chu tri chi thi dan van kheo", [KEEN]),
    ("k3", "en", "who", "who is responsible for the Dân vận khéo directive", [KEEN]),
    ("k4", "vi", "when", "bao giờ Hải Phòng tổ chức thế vận hội mùa đông", []),
]
PAGES = [
    "/danh-gia",
    "/danh-gia/bo-cau-hoi/dan-van",
    "/danh-gia/lan-do/ranked",
    "/danh-gia/so-sanh?truoc=dense&sau=ranked",
    "/danh-gia/gop",
    "/danh-gia/gop/khéo",
    "/danh-gia/gop/khéo/1",
    "/danh-gia/doan",
]


def record(id: str, lang: str, type: str, question: str, evidence: list[object]) -> str:
    fields = {"id": id, "question": question, "lang": lang, "type": type, "answer": "", "evidence": evidence}
    return json.dumps(fields, ensure_ascii=False) + "\n"


@pytest.fixture(scope="module")
def question_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sets") / "dan-van.jsonl"
    file.write_text("".join(record(*one) for one in QUESTIONS), encoding="utf-8")
    return file


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def send_set(page: Page, file: Path) -> None:
    page.goto("/danh-gia")
    page.get_by_label("Thêm bộ câu hỏi").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra và thêm").click()


def run_set(page: Page, name: str, configuration: str = "ranked") -> None:
    """Run the set at hand, and wait for the page of its run."""
    page.get_by_label("Tên lần đo").fill(name)
    page.get_by_label("Cấu hình tìm kiếm").select_option(configuration)
    page.get_by_role("button", name="Đo bằng bộ này").click()
    page.wait_for_url(
        re.compile("/(?:dang-do|lan-do)/"), timeout=60_000
    )  # a click does not wait for what it opens
    follow = page.get_by_role("link", name="Xem tiếp")
    if follow.count():
        follow.click()
    page.wait_for_url(f"**/lan-do/{name}*", timeout=60_000)


@pytest.fixture
def measured(enter: Callable[..., Page], question_set: Path) -> None:
    """See that two runs and a pool of them are there; made by the pages where they are not."""
    page = enter("/danh-gia")
    if page.locator("[data-run=ranked]").count():
        return
    send_set(page, question_set)
    for configuration in ("dense", "ranked"):
        page.goto("/danh-gia/bo-cau-hoi/dan-van")
        run_set(page, configuration, configuration)
    page.goto("/danh-gia/gop")
    for name in ("dense", "ranked"):
        page.get_by_label(name).check()
    page.get_by_label("Số đoạn đầu").fill("5")
    page.get_by_label("Tên danh sách").fill("khéo")
    page.get_by_role("button", name="Gộp", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("khéo")


def test_a_broken_set_is_told_line_by_line(enter: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "hong.jsonl"
    made_up = {"document": PROGRAMME, "quote": "lời này không có ở đâu cả, xin thề", "grade": 2}
    lines = [record(*QUESTIONS[0]), "{hỏng\n", record("x", "vi", "who", "câu khác", [made_up])]
    file.write_text("".join(lines), encoding="utf-8")
    page = enter()
    send_set(page, file)
    expect(page.get_by_role("alert")).to_contain_text("chưa được lưu")
    expect(page.locator(".faults .line")).to_have_text(["dòng 2", "dòng 3"])
    expect(page.locator(".faults li").nth(1)).to_contain_text("không thấy trích đoạn")
    shoot(page, "danh-gia-bo-hong")
    assert_nothing_serious(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_set_is_sent_run_and_its_failures_read(
    enter: Callable[..., Page], question_set: Path, scripts: bool
) -> None:
    page = enter(java_script_enabled=scripts)
    send_set(page, question_set)
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 câu hỏi")
    expect(page.locator("p.good")).to_be_visible()
    run_set(page, f"lan-{scripts}".lower())
    expect(page.locator(".headline dt").first).to_have_text("hit@1")
    for number in page.locator(".headline b").all_inner_texts():
        assert 0 <= float(number) <= 1
    expect(page.locator(".charts svg")).to_have_count(9)
    expect(page.locator(".charts figcaption .en").first).to_be_hidden()
    page.get_by_role("link", name="Đánh giá", exact=True).click()
    expect(page.locator(f"[data-run=lan-{str(scripts).lower()}]")).to_be_visible()


def test_a_failure_leads_to_its_place_in_the_document(enter: Callable[..., Page], measured: None) -> None:
    page = enter("/danh-gia/lan-do/dense")
    failure = page.locator(".failure").first
    expect(failure.locator(".wanted .words")).to_contain_text("Dân vận khéo")
    failure.locator(".wanted .cite a").click()
    expect(page.locator(".passage.cited")).to_contain_text("Dân vận khéo")


def test_two_runs_are_compared_side_by_side(enter: Callable[..., Page], measured: None) -> None:
    page = enter("/danh-gia")
    page.get_by_label("Lần trước").select_option("dense")
    page.get_by_label("Lần sau").select_option("ranked")
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator("tr[data-measure]")).to_have_count(6)
    changed = page.locator("details.changed.won").first
    changed.locator("summary").click()
    sides = changed.locator(".sides > div")
    expect(sides.locator("h3")).to_have_text(["dense", "ranked"])
    expect(sides.nth(1).locator(".grade-2").first).to_be_visible()
    shoot(page, "danh-gia-so-sanh", whole=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo so sánh").click()
    assert download.value.suggested_filename == "dense-ranked.html"
    assert "Dân vận khéo" in download.value.path().read_text("utf-8")


def test_a_run_is_stopped(enter: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "dai.jsonl"
    asked = (f"ai chủ trì nhiệm vụ thứ {i} của chương trình hành động" for i in range(600))
    file.write_text("".join(record(f"d{i}", "vi", "who", q, []) for i, q in enumerate(asked)), "utf-8")
    page = enter()
    send_set(page, file)
    page.get_by_role("button", name="Đo bằng bộ này").click()
    expect(page.locator("#tien-do progress")).to_have_attribute("max", "600")
    expect(page.locator("#tien-do .text")).to_contain_text("/600 câu")
    shoot(page, "danh-gia-dang-do")
    assert_nothing_serious(page)
    page.goto("/?q=ai chịu trách nhiệm chỉ thị về Dân vận khéo")  # searching goes on meanwhile
    expect(page.locator(".hit").first).to_contain_text("Dân vận khéo")
    page.goto("/danh-gia")
    page.get_by_role("link", name="Xem tiến độ").click()
    page.get_by_role("button", name="Dừng đo").click()
    expect(page.locator("#tien-do .text")).to_contain_text("Đã dừng sau", timeout=20_000)


def test_a_pool_is_judged_by_the_keyboard(enter: Callable[..., Page], measured: None) -> None:
    page = enter("/danh-gia/gop/khéo")
    page.get_by_role("link", name="Bắt đầu đánh giá").click()
    page.get_by_label("Tên người đánh giá").fill("Ngô Bàn Phím")
    page.get_by_role("button", name="Bắt đầu").click()
    question, passages = page.locator("h1").inner_text(), page.locator(".pooled")
    count = passages.count()
    expect(page.locator(".pooled.current")).to_have_attribute("id", "doan-1")
    page.keyboard.press("1")
    expect(passages.nth(0).locator("[aria-pressed=true]")).to_contain_text("Trả lời được")
    expect(page.locator(".pooled.current")).to_have_attribute("id", "doan-2")
    expect(page.locator(".progress-said")).to_contain_text("Đã đánh giá 1/")
    shoot(page, "danh-gia-gop")
    page.keyboard.press("k")
    page.keyboard.press("2")
    expect(passages.nth(0).locator("[aria-pressed=true]")).to_contain_text("Trả lời một phần")
    for place in range(1, count):
        expect(page.locator(".pooled.current")).to_have_attribute("id", f"doan-{place + 1}")
        page.keyboard.press("3")
    expect(page.locator("h1")).not_to_have_text(question)  # the next question came by itself
    page.goto("/danh-gia/doan")
    expect(page.locator(".judged li", has_text="Ngô Bàn Phím")).to_have_count(count)
    page.goto("/danh-gia/gop/khéo")
    page.get_by_role("button", name="Lập bộ câu hỏi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("khéo")
    expect(page.locator(".questions li").first).to_contain_text("minh chứng")


def test_a_pool_is_judged_without_scripts(enter: Callable[..., Page], measured: None) -> None:
    page = enter("/danh-gia/gop/khéo/2", java_script_enabled=False)
    page.get_by_label("Tên người đánh giá").fill("Đỗ Không Script")
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.locator(".pooled").first).to_be_visible()
    count = page.locator(".pooled").count()
    assert count
    for place in range(count):
        form = page.locator(".pooled").nth(place)
        form.get_by_role("button", name="Không trả lời").click()
        if place + 1 < count:
            expect(page.locator(".pooled").nth(place)).to_have_attribute("data-judged", "")
    page.wait_for_url("**/3")
    expect(page.locator(".progress-said")).to_contain_text(f"Đã đánh giá {count}/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_serious(
    enter: Callable[..., Page], measured: None, path: str, theme: str, language: str
) -> None:
    page = enter("/danh-gia", color_scheme=theme)
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    unfold(page)
    assert_nothing_serious(page)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(enter: Callable[..., Page], measured: None, path: str) -> None:
    page = enter(path, viewport={"width": 320, "height": 640})
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_screens_are_kept_for_a_person_to_look_at(enter: Callable[..., Page], measured: None) -> None:
    shots = {"danh-gia": "/danh-gia", "danh-gia-bo": PAGES[1], "danh-gia-lan-do": "/danh-gia/lan-do/dense"}
    for theme in ("light", "dark"):
        for name, path in shots.items():
            shoot(enter(path, color_scheme=theme), f"{name}-{theme}", whole=True)
    for name, path in shots.items():
        shoot(enter(path, viewport=PHONE), f"{name}-phone", whole=True)
