"""Whole documents: the properties that hold for every one, and what two of them hold by hand."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import ReadError
from corpus.parse import make_slug, parse_text
from eval.parsing import score_parse

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))
GOLD = Path(__file__).parent / "gold"

WORDS = (
    "Ban Tổ chức Thành ủy", "thực hiện", "nhiệm vụ", "đoàn kết", "Nghị quyết số 43-NQ/TW", "Điều 5 của Luật này", "năm 2025",
    "TP. Hồ Chí Minh", "chủ trì", "(hoàn thành trong quý I/2024)", "khoản 2", "“Dân vận khéo”", "10%", "1.300 lượt", "của", "Đảng",
)  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=40).map(" ".join)
labels = st.sampled_from(
    ("", "", "", "- ", "+ ", "* ", "I. ", "II. ", "III- ", "1. ", "2. ", "3. ", "1.1. ", "1.2. ", "(1) ", "(2) ", "a) ", "b) ", "đ) ",
     "Điều 1. ", "Điều 2. ", "Chương I\n", "Chương II. ", "Phần thứ nhất\n", "Mục 1. ", "PHỤ LỤC I\n", "“Điều 9. ", "<sup>1</sup> ", "## ")
)  # fmt: skip
ends = st.sampled_from((".", ".", ";", ":", "", ",", "”.", "<sup>1</sup>.", " m<sup>2</sup>."))
lines = st.builds(
    lambda label, words, end: label + words[:1].upper() + words[1:] + end, labels, sentences, ends
)
documents = st.lists(st.tuples(lines, st.sampled_from(("\n", "\n\n"))), min_size=1, max_size=30).map(
    lambda pieces: "".join(line + gap for line, gap in pieces)
)
unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.name[:3])
def document(request: pytest.FixtureRequest) -> Document:
    return parse_text(request.param.read_text("utf-8"), request.param.name)


def check_properties(document: Document) -> None:
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    covered = [False] * len(text)
    end = 0
    for passage in document.passages:
        assert text[passage.start : passage.end] == passage.text
        assert 0 < len(passage.text) <= 1200
        assert passage.start >= end, "passages overlap"
        end = passage.end
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
    for section in document.sections:
        assert section.start <= section.body_start <= section.end
        covered[section.start : section.body_start] = [True] * (section.body_start - section.start)
    assert not [c for c, done in zip(text, covered, strict=True) if not done and not c.isspace()]
    assert len({passage.id for passage in document.passages}) == len(document.passages)
    assert len({section.anchor for section in document.sections}) == len(document.sections)
    check_sections(document)


def check_sections(document: Document) -> None:
    """No passage reaches over the border of a section, and every one names a section that it stands in."""
    for passage in document.passages:
        home = [
            s for s in document.sections if s.path == passage.section and s.start <= passage.start < s.end
        ]
        assert home or not passage.section
        assert all(passage.end <= section.end for section in home)
        for section in document.sections:
            assert not passage.start < section.start < passage.end


def test_properties_hold_for_the_bundled_documents(document: Document) -> None:
    check_properties(document)


def test_parsing_the_canonical_text_again_changes_nothing(document: Document) -> None:
    again = parse_text(document.text, document.source)
    assert again.text == document.text
    assert [section.path for section in again.sections] == [section.path for section in document.sections]
    assert [passage.address for passage in again.passages] == [
        passage.address for passage in document.passages
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name[:3])
def test_composed_and_decomposed_letters_give_one_document(path: Path) -> None:
    raw = path.read_text("utf-8")
    composed = parse_text(unicodedata.normalize("NFC", raw), path.name)
    decomposed = parse_text(unicodedata.normalize("NFD", raw), path.name)
    assert composed.text == decomposed.text
    assert composed.sections == decomposed.sections
    assert composed.metadata == decomposed.metadata


@pytest.mark.parametrize("number", ["000", "001"])
def test_structure_of_the_gold_parses(number: str) -> None:
    path = next(path for path in DOCUMENTS if path.name.startswith(number))
    gold = json.loads((GOLD / f"{number}.json").read_text("utf-8"))
    scores = score_parse(parse_text(path.read_text("utf-8"), path.name), gold)
    assert scores["outline"] >= 0.97
    assert scores["paragraphs"] >= 0.95
    assert scores["footnotes"] == 1.0
    assert scores["references"] >= 0.97
    assert scores["assignments"] >= 0.85
    assert scores["metadata"] >= 0.95


@unhurried
@given(documents)
def test_properties_hold_for_any_document(text: str) -> None:
    check_properties(parse_text(text, "tài liệu.txt"))


@unhurried
@given(documents)
def test_any_document_parses_to_the_same_outline_again(text: str) -> None:
    document = parse_text(text, "x.txt")
    again = parse_text(document.text, "x.txt")
    assert [section.path for section in again.sections] == [section.path for section in document.sections]


@unhurried
@given(documents)
def test_any_document_is_the_same_decomposed(text: str) -> None:
    composed = parse_text(unicodedata.normalize("NFC", text), "x.txt")
    decomposed = parse_text(unicodedata.normalize("NFD", text), "x.txt")
    assert (composed.text, composed.sections) == (decomposed.text, decomposed.sections)


@unhurried
@given(st.text(max_size=400))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        document = parse_text(text, "x.txt")
    except (ReadError, UnicodeEncodeError):
        return
    check_properties(document)


def test_ids_are_made_of_the_file_name_and_its_content() -> None:
    first = parse_text("I. MỘT\nNội dung.", "Nghị định 30-2020.docx")
    assert first.id.startswith("nghi-dinh-30-2020-")
    assert first.id == parse_text("I. MỘT\nNội dung.", "Nghị định 30-2020.docx").id
    assert first.id != parse_text("I. MỘT\nNội dung khác.", "Nghị định 30-2020.docx").id
    assert first.passages[0].id == f"{first.id}#I.p1"


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("000_c8.txt", "000-c8"),
        ("Đề án số 5.md", "de-an-so-5"),
        ("…", "van-ban"),
        ("a" * 60 + ".txt", "a" * 40),
        ("một hai ba bốn năm sáu bảy tám chín mười mười một.txt", "mot-hai-ba-bon-nam-sau-bay-tam-chin"),
    ],
)
def test_slugs_are_short_and_plain(source: str, slug: str) -> None:
    assert make_slug(source) == slug


def test_marks_of_a_head_are_read_through_markdown() -> None:
    text = (
        "## ĐẢNG BỘ TỈNH HÒA AN\n## TỈNH ỦY\n## Số 12-CTr/TU\n\n**TỐI MẬT**\n\n*Hòa An, ngày 05 tháng 3 năm 2024*\n\n"
        "## CHƯƠNG TRÌNH HÀNH ĐỘNG\n\nthực hiện Chỉ thị số 24-CT/TW\n\n-----\n\nI. MỤC ĐÍCH\n\n1. Chương trình này có hiệu lực từ ngày ký."
    )
    stated = parse_text(text, "a.md").metadata
    assert (stated.number, stated.issuer, stated.title) == (
        "12-CTr/TU",
        "Tỉnh ủy Hòa An",
        "thực hiện Chỉ thị số 24-CT/TW",
    )
    assert (stated.confidentiality, stated.effective) == ("TỐI MẬT", stated.date)
