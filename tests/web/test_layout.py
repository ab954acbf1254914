from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.document import Document, Passage
from corpus.formats import read_file
from corpus.parse import parse
from web.layout import Block, Layout, lay_out


def text_of(block: Block) -> str:
    return "".join(piece.text for stretch in block.stretches for piece in stretch.pieces)


def every_block(layout: Layout) -> list[Block]:
    return [*layout.left, *layout.right, *layout.title, *layout.body]


def test_the_head_stands_in_two_columns_over_its_title(programme: Document) -> None:
    layout = lay_out(programme)
    assert [text_of(block) for block in layout.left] == ["THÀNH ỦY HẢI PHÒNG", "*", "Số 66-CTr/TU"]
    assert [text_of(block) for block in layout.right] == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Hải Phòng, ngày 02 tháng 02 năm 2024",
    ]
    assert text_of(layout.title[0]) == "CHƯƠNG TRÌNH HÀNH ĐỘNG"


def test_a_head_of_another_form_is_left_whole(programme: Document) -> None:
    layout = lay_out(replace(programme, metadata=replace(programme.metadata, type=None)))
    assert (layout.left, layout.right, len(layout.title)) == ((), (), 7)


def test_lines_are_set_by_what_they_are(programme: Document) -> None:
    kinds = [(block.kind, block.level) for block in lay_out(programme).body]
    assert kinds == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 1),
        ("heading", 2),
        ("bullet", 1),
        ("bullet", 2),
        ("bullet", 2),
        ("paragraph", 0),
    ]


def test_every_character_is_set_once(programme: Document) -> None:
    layout = lay_out(programme)
    notes = [note for block in every_block(layout) for note in block.notes]
    set_lines = [text_of(block) for block in every_block(layout)]
    set_lines += ["".join(p.text for s in note.stretches for p in s.pieces) for note in notes]
    assert sorted(set_lines) == sorted(line for line in programme.text.split("\n") if line.strip())


def test_every_passage_begins_once_and_sections_keep_their_anchor(programme: Document) -> None:
    blocks = every_block(lay_out(programme))
    stretches = [s for b in blocks for s in (*b.stretches, *(s for n in b.notes for s in n.stretches))]
    assert sorted(s.address for s in stretches if s.first) == sorted(p.address for p in programme.passages)
    assert [anchor for block in blocks for anchor in block.anchors] == ["III", "III.3", "III.3.-1"]


def test_only_the_passage_asked_for_is_marked(programme: Document) -> None:
    cited = [s for b in lay_out(programme, "III.3.-1.+1").body for s in b.stretches if s.cited]
    assert [stretch.address for stretch in cited] == ["III.3.-1.+1"]


def test_a_footnote_is_marked_at_its_anchor_and_set_below(programme: Document) -> None:
    paragraph = lay_out(programme).body[1]
    pieces = [piece for stretch in paragraph.stretches for piece in stretch.pieces]
    place = next(i for i, piece in enumerate(pieces) if piece.mark)
    assert pieces[place - 1].text.endswith("đã nêu") and pieces[place + 1].text.startswith(".")
    assert [note.mark for note in paragraph.notes] == [pieces[place].mark]


def test_a_citation_of_a_held_document_is_a_link(programme: Document) -> None:
    layout = lay_out(programme, links={"43-NQ/TW": "/tai-lieu/x"})
    linked = [p for b in layout.body for s in b.stretches for p in s.pieces if p.url]
    assert [(piece.text, piece.url) for piece in linked] == [("43-NQ/TW", "/tai-lieu/x")]


@given(st.text(alphabet="ab\n -+", max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_any_cut_into_passages_sets_the_whole_text(text: str, cuts: list[int]) -> None:
    ends = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    passages = tuple(
        Passage(f"d#{i}", "", "paragraph", start, end, text[start:end])
        for i, (start, end) in enumerate(pairwise(ends))
        if i % 2
    )
    layout = lay_out(Document("d", "d.txt", "0", text, passages=passages))
    assert [text_of(block) for block in every_block(layout)] == [
        line for line in text.split("\n") if line.strip()
    ]


SAMPLES = sorted((Path(corpus.__path__[0]) / "documents").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:3])
def test_a_sample_document_is_set_whole(path: Path) -> None:
    reading = read_file(path)
    document = parse(reading.blocks, path.name, reading.data_sha256)
    blocks = every_block(lay_out(document))
    stretches = [s for b in blocks for s in (*b.stretches, *(s for n in b.notes for s in n.stretches))]
    assert sorted(s.address for s in stretches if s.first) == sorted(p.address for p in document.passages)
    ids = [anchor for block in blocks for anchor in block.anchors] + [s.address for s in stretches if s.first]
    assert len(ids) == len(set(ids)) and {s.anchor for s in document.sections} <= set(ids)
    shown = "".join("".join(piece.text for stretch in stretches for piece in stretch.pieces).split())
    markers = [note.mark.number for block in blocks for note in block.notes]
    assert len("".join(document.text.split())) - len(shown) in (
        0,
        sum(len(f"[{number}]") for number in markers),
    )
    assert sum(block.kind == "heading" for block in blocks) >= 5
