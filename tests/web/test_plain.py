from dataclasses import replace
from pathlib import Path

from corpus.document import Document
from corpus.errors import ReadError
from corpus.formats import Note
from corpus.ingestion import FileReport
from search.result import Answer, QueryReading, Result
from tests.web.conftest import make_hit
from web.plain import format_document, format_report, format_result, summarise


def test_a_report_is_one_line_in_either_language() -> None:
    added = FileReport(Path("x/a.txt"), "added", "a-1", 1, notes=(Note("Trang 2 mờ.", "Page 2 is faint."),))
    assert format_report(added, "vi") == "đã thêm: a.txt (a-1, 1 đoạn) Trang 2 mờ."
    assert format_report(added, "en") == "added: a.txt (a-1, 1 passage) Page 2 is faint."
    skipped = FileReport(Path("b.txt"), "skipped", error=ReadError("Trống.", "Empty."))
    assert format_report(skipped, "vi") == "bỏ qua: b.txt: Trống."


def test_a_document_is_summarised_by_what_it_states(programme: Document) -> None:
    assert summarise(programme).startswith("Chương trình hành động · 66-CTr/TU · 02/02/2024 · ")
    assert summarise(replace(programme, metadata=type(programme.metadata)())) == "chuong-trinh.txt"


def test_a_document_is_shown_with_warnings_and_outline(programme: Document) -> None:
    lines = format_document(programme, "en").splitlines()
    assert "Implements: 43-NQ/TW" in lines
    assert "! The document states no signer." in lines
    assert "  III.3  Các Ban của Thành ủy" in lines


def test_a_result_is_cited_and_answered(programme: Document) -> None:
    passage = programme.passages[3]
    reading = QueryReading("ai chu tri", "vi-nodiac", restored="ai chủ trì")
    answer = Answer("Ban Dân vận Thành ủy", "agency", passage.id, 0, 20, 0.9)
    text = format_result(
        Result(None, "ai chu tri", reading, 0.9, answer, (make_hit(programme, passage, ()),), 1.0), "vi"
    )
    understood, answered, _, cited, headings, words = text.split("\n")
    assert understood == "Đã hiểu là: ai chủ trì"
    assert answered == "Trả lời: Ban Dân vận Thành ủy"
    assert cited.startswith("1. ")
    assert "66-CTr/TU" in cited
    assert headings.strip() == "NHIỆM VỤ CỤ THỂ › Các Ban của Thành ủy › Ban Dân vận Thành ủy"
    assert words.strip() == f"{passage.lead_in} {passage.text}"


def test_nothing_found_is_said() -> None:
    nothing = Result(None, "zzz", QueryReading("zzz", "vi"), 0.0, None, (), 1.0)
    assert "zzz" in format_result(nothing, "vi")
    assert "zzz" in format_result(nothing, "en")
