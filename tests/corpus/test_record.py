import json
from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Assignment, Document, Footnote, Metadata, Passage, Reference, Section, Signer
from corpus.errors import UnknownSection
from corpus.record import decode_document, document_record, encode_document, find_section, show_record

TEXT = "NGHỊ QUYẾT\nI. MỤC TIÊU\nNghị quyết 43-NQ/TW đã nêu.\nII. NHIỆM VỤ\n1. Ban A chủ trì theo 43-NQ/TW.\nghi chú"


def section(path: str, heading: str, start: str, end: int, kind: str = "heading") -> Section:
    at = TEXT.index(start)
    label = start.partition(" ")[0]
    return Section(path, label, heading, kind, path.count(".") + 1, at, end, at + len(start), path)  # type: ignore[arg-type]


def passage(address: str, words: str, path: str) -> Passage:
    at = TEXT.index(words)
    return Passage(f"d#{address}", path, "clause", at, at + len(words), words, ("I.",), ("MỤC TIÊU",))


@pytest.fixture
def document() -> Document:
    first, second = (TEXT.index("43-NQ/TW"), TEXT.rindex("43-NQ/TW"))
    note, task = TEXT.index("ghi chú"), TEXT.index("1. Ban A")
    return Document(
        id="d",
        source="d.txt",
        sha256="0" * 64,
        text=TEXT,
        metadata=Metadata("1-NQ/TU", "Nghị quyết", date=date(2024, 2, 29), signer=Signer("Lê A", None), recipients=("Ban A",)),
        sections=(
            section("I", "MỤC TIÊU", "I. MỤC TIÊU", TEXT.index("II.")),
            section("II", "NHIỆM VỤ", "II. NHIỆM VỤ", len(TEXT)),
            section("II.1", "Ban A", "1. Ban A", note, "clause"),
        ),
        passages=(
            passage("I", "Nghị quyết 43-NQ/TW đã nêu.", "I"),
            passage("II.1", "1. Ban A chủ trì theo 43-NQ/TW.", "II.1"),
        ),
        footnotes=(Footnote("1", "ghi chú", first, note, len(TEXT)),),
        references=(Reference("43-NQ/TW", "Nghị quyết", date(2023, 11, 24), None, ((first, first + 8), (second, second + 8))),),
        assignments=(Assignment("Ban A", "chủ trì", "việc", None, None, "II.1", "d#II.1", task, task + 10),),
    )  # fmt: skip


def test_a_record_of_a_document_is_json_and_leaves_nothing_out(document: Document) -> None:
    record = document_record(document)
    assert json.loads(json.dumps(record)) == record
    assert record["date"] == "2024-02-29"
    assert record["signer"] == {"name": "Lê A", "position": None}
    assert record["recipients"] == ["Ban A"]
    nothing = document_record(replace(document, metadata=Metadata()))
    stated = ("number", "type", "issuer", "place", "date", "title", "signer")
    assert [nothing[name] for name in stated] == [None] * 7
    assert nothing["implements"] == nothing["based_on"] == nothing["replaces"] == nothing["warnings"] == []


def test_the_whole_document_is_shown(document: Document) -> None:
    shown = show_record(document)
    assert json.loads(json.dumps(shown)) == shown
    assert [place["path"] for place in shown["outline"]] == ["I", "II", "II.1"]
    assert [(r["number"], r["count"], r["date"]) for r in shown["references"]] == [
        ("43-NQ/TW", 2, "2023-11-24")
    ]
    assert [p["text"] for p in shown["passages"]] == [p.text for p in document.passages]
    assert shown["footnotes"] == [{"number": "1", "text": "ghi chú", "anchor": TEXT.index("43-NQ/TW")}]


def test_one_section_is_shown_without_what_stands_outside(document: Document) -> None:
    shown = show_record(document, "I")
    assert [place["path"] for place in shown["outline"]] == ["I"]
    assert [passage["id"] for passage in shown["passages"]] == ["d#I"]
    assert [reference["count"] for reference in shown["references"]] == [1]
    assert shown["assignments"] == shown["footnotes"] == []
    below = show_record(document, "II")
    assert [task["agency"] for task in below["assignments"]] == ["Ban A"]
    assert [place["path"] for place in below["outline"]] == ["II", "II.1"]


@pytest.mark.parametrize("typed", ["II.1", "ii.1", " II . 1 "])
def test_a_section_is_found_however_its_path_is_typed(document: Document, typed: str) -> None:
    assert find_section(document, typed).path == "II.1"


@pytest.mark.parametrize("typed", ["III", "", "II.1.2"])
def test_an_unknown_section_names_those_that_there_are(document: Document, typed: str) -> None:
    with pytest.raises(UnknownSection, match=r"I, II, II\.1"):
        find_section(document, typed)
    with pytest.raises(UnknownSection):
        show_record(document, typed)


def test_a_document_survives_being_kept(document: Document) -> None:
    assert decode_document(encode_document(document)) == document


def test_a_document_kept_by_another_version_is_read(document: Document) -> None:
    kept = json.loads(encode_document(document))
    for later in ("confidentiality", "urgency", "draft", "effective", "expires"):
        del kept["metadata"][later]
    kept["metadata"]["colour"] = "blue"
    assert decode_document(json.dumps(kept)) == document


def test_force_and_marks_survive_being_kept(document: Document) -> None:
    marked = replace(
        document,
        metadata=replace(document.metadata, urgency="KHẨN", effective=date(2024, 7, 1), expires=None),
    )
    assert decode_document(encode_document(marked)) == marked
    record = document_record(marked)
    assert (record["urgency"], record["effective"], record["expires"]) == ("KHẨN", "2024-07-01", None)
