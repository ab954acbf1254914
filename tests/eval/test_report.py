import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

from corpus.document import Document
from eval.archive import RunError, StoredRun, load_run
from eval.comparison import compare_runs
from eval.digest import comparison_table, figures_table, format_markdown, render_markdown, slices_table
from eval.failures import find_failures
from eval.questions import Evidence, Question
from eval.report import render_html
from eval.run import run_set

CHARTS = [
    "recall_by_depth",
    "calibration",
    "risk_coverage",
    "latency",
    "lang",
    "type",
    "document",
    "length",
    "marks",
]


@pytest.fixture
def runs(
    tmp_path: Path, searcher: Any, make_searcher: Any, questions: tuple[Question, ...], document: Document
) -> list[StoredRun]:
    evil = Question(
        "<evil>", "<script>alert('x')</script>?", "vi", "what", "", None, (Evidence("kh", "zzz", 2),)
    )
    asked = (*questions, evil)
    better = make_searcher({"lead": "21", "both": "23", "staff": "4", "none": "3", "<evil>": "1"})
    run_set(searcher, asked, tmp_path / "old", documents=[document])
    run_set(better, asked, tmp_path / "new", documents=[document])
    return [load_run(tmp_path / "old"), load_run(tmp_path / "new")]


def test_the_worst_failures_come_first(runs: list[StoredRun]) -> None:
    assert [row.id for row in find_failures(runs[0])] == ["staff", "<evil>", "both", "none"]
    assert [row.id for row in find_failures(runs[1])] == ["<evil>", "lead", "none"]


def test_failures_come_first_with_what_was_found_and_what_should_have_been(runs: list[StoredRun]) -> None:
    page = BeautifulSoup(render_html(runs[:1]), "html.parser")
    sections = [section.get("id") for section in page.select("main > section")]
    assert sections == ["failures", "measures", "charts", "slices", "manifest"]
    failure = page.select(".failure")[2]
    assert failure.h3.text == "Who follows up and who pays?"
    assert "thấy ở vị trí 3" in failure.select_one(".state .vi").text
    assert "found at rank 3" in failure.select_one(".state .en").text
    assert [cite.text for cite in failure.select("blockquote cite")] == ["ke-hoach.txt"] * 2
    assert len(failure.select("ol li")) == 3
    assert failure.select("ol li")[2]["class"] == ["g2"]


def test_figures_carry_their_intervals(runs: list[StoredRun]) -> None:
    page = BeautifulSoup(render_html(runs), "html.parser")
    row = next(row for row in page.select("#measures tbody tr") if row.th.text == "hit@10")
    assert [re.sub(r"\s+", " ", cell.text) for cell in row.select("td")] == [
        "0.500 [0.000, 1.000]",
        "0.750 [0.250, 1.000]",
    ]
    assert len(page.select(".comparison")) == 1
    changed = page.select(".comparison details tbody tr")
    assert [row["class"] for row in changed] == [["won"], ["won"], ["lost"]]
    before, after = changed[0].select("td")
    assert [side.select_one("li cite").text for side in (before, after)] == [
        f"ke-hoach.txt · {run.rows[0].hits[0].passage_id.partition('#')[2]}" for run in runs
    ]
    assert after.select_one("li").text.startswith(runs[1].rows[0].hits[0].text[:30])


def test_nothing_of_a_question_is_taken_for_markup(runs: list[StoredRun]) -> None:
    html = render_html(runs)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_page_needs_nothing_else(runs: list[StoredRun]) -> None:
    page = BeautifulSoup(render_html(runs), "html.parser")
    assert not page.select("script, link, img, [src], a[href]")
    assert not re.search(r"url\(|@import|https?://", render_html(runs))


def test_a_report_of_nothing_is_refused() -> None:
    with pytest.raises(RunError):
        render_html([])


def test_a_run_without_failures_says_so(
    tmp_path: Path, make_searcher: Any, questions: tuple[Question, ...], document: Document
) -> None:
    run_set(make_searcher({"lead": "1"}), questions[:1], tmp_path / "r", documents=[document])
    stored = load_run(tmp_path / "r")
    assert "Every question has its answer first." in render_html([stored])
    assert "Every question has its answer first." in render_markdown([stored], "en")


def test_markdown_says_the_same(runs: list[StoredRun]) -> None:
    text = render_markdown(runs, "vi")
    assert (
        text.index("## Câu hỏi chưa trả lời được (3)")
        < text.index("## Độ đo")
        < text.index("## So sánh old → new")
    )
    assert "| hit@10 | 0.500 [0.000, 1.000] | 0.750 [0.250, 1.000] |" in text
    assert "## Questions not answered (3)" in render_markdown(runs, "en")


def test_tables_have_as_many_cells_in_every_row(runs: list[StoredRun]) -> None:
    comparison = compare_runs(*runs)
    tables = [
        figures_table(runs[0].summary, "vi"),
        slices_table(runs[0].summary, "lang", "en"),
        comparison_table(comparison, "vi"),
    ]
    for table in tables:
        assert len({len(row) for row in table}) == 1
    assert ["vi", "2", "0.50", "0.50", "0.50", "0.50"] in tables[1]
    assert format_markdown([["a|b", "c"], ["d\ne", "f"]]) == "| a\\|b | c |\n| --- | --- |\n| d e | f |\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
def test_a_browser_draws_it(runs: list[StoredRun], tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "report.html"
    file.write_text(render_html(runs), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text))
    page.on(
        "request",
        lambda request: problems.append(request.url) if not request.url.startswith("file:") else None,
    )
    page.goto(file.as_uri())
    assert page.locator("h1:visible").inner_text() == "Báo cáo đo chất lượng tìm kiếm"
    for name in CHARTS:
        box = page.locator(f"svg[aria-labelledby='chart-{name}']").bounding_box()
        assert box is not None
        assert box["width"] > 300, name
        assert box["height"] > 20, name
    page.get_by_label("English").check()
    assert page.locator("h1").inner_text() == "Search quality report"
    assert page.get_by_text("Recall by depth").is_visible()
    assert not page.get_by_text("Tỷ lệ minh chứng tìm thấy theo độ sâu").first.is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert problems == []
