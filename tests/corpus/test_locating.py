from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.document import Document, Passage
from corpus.locating import Box, locate, locate_passage
from corpus.word import Word

WIDE, HIGH = 0.05, 0.02  # of every word on these pages


def page(*lines: str) -> tuple[Word, ...]:
    """A page of lines 0.04 apart; each word takes a column of 0.06, a dot leaves its column empty."""
    return tuple(
        Word(text, column * 0.06, row * 0.04, column * 0.06 + WIDE, row * 0.04 + HIGH)
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split())
        if text != "."
    )


def line(row: int, first: int, last: int) -> Box:
    """The box of columns `first` to `last` of a row."""
    return first * 0.06, row * 0.04, last * 0.06 + WIDE, row * 0.04 + HIGH


def assert_boxes(found: Sequence[Box], *expected: Box) -> None:
    assert [pytest.approx(box) for box in expected] == list(found)


def test_a_passage_is_boxed_line_by_line() -> None:
    found = locate("một hai ba bốn năm", [page("không một hai", "ba bốn năm sáu")])
    assert_boxes(found.boxes[0], line(0, 1, 2), line(1, 0, 2))
    assert not found.goes_on


def test_marks_case_punctuation_and_decomposed_letters_are_forgiven() -> None:
    found = locate(
        "Hòa bình, số 66-CTr/TU: “đoàn kết”.", [page("HOÀ BI\u0300NH SÔ\u0301 66-CTR/TU ĐOA\u0300N KẾT hết")]
    )
    assert_boxes(found.boxes[0], line(0, 0, 5))


def test_of_two_places_with_the_same_words_the_one_with_the_text_around_it_is_boxed() -> None:
    sheet = page("đầu thực hiện ngay", "giữa thực hiện ngay", "cuối thực hiện ngay")
    assert_boxes(locate("thực hiện", [sheet], "… giữa ", "").boxes[0], line(1, 1, 2))
    assert_boxes(locate("hiện ngay", [sheet], "", "cuối").boxes[0], line(1, 2, 3))


def test_a_footnote_mark_within_a_passage_is_left_out() -> None:
    found = locate("một hai ba bốn năm sáu", [page("một hai ba 12 bốn năm sáu")])
    assert_boxes(found.boxes[0], line(0, 0, 2), line(0, 4, 6))


def test_a_passage_over_two_pages_is_boxed_on_both() -> None:
    first, second = (
        page("trước", "một hai ba bốn", "1 lời của chú thích"),
        page("2", "năm sáu bảy tám", "sau"),
    )
    text = "một hai ba bốn năm sáu bảy tám"
    alone = locate(text, [first])
    assert_boxes(alone.boxes[0], line(1, 0, 3))
    assert alone.goes_on
    both = locate(text, [first, second])
    assert_boxes(both.boxes[0], line(1, 0, 3))
    assert_boxes(both.boxes[1], line(1, 0, 3))
    assert not both.goes_on


def test_cells_read_in_any_order_are_found() -> None:
    sheet = page("tên hàng giá tiền", "vòi chữa . . hai mươi", "cháy lớn . . nghìn đồng", "hết")
    found = locate("vòi chữa cháy lớn hai mươi nghìn đồng", [sheet])
    assert_boxes(found.boxes[0], line(1, 0, 1), line(1, 4, 5), line(2, 0, 1), line(2, 4, 5))


@pytest.mark.parametrize("text", ["", "…", "chín mười mười một mười hai", "một chín mười chín mười"])
def test_what_is_not_there_gets_no_box(text: str) -> None:
    found = locate(text, [page("một hai ba bốn năm sáu bảy")])
    assert found.boxes == ((),) and not found.goes_on
    assert locate(text, [()]).boxes == ((),)


def test_a_row_of_a_table_is_found_without_the_names_of_its_columns() -> None:
    text = "Số thứ tự: 2; Tên hàng hóa: Vòi chữa cháy; Mức thu: 20.000"
    row = Passage("d#b", "", "table", 0, len(text), text)
    document = Document("d", "d.pdf", "0" * 64, text, passages=(row,))
    sheet = page("2 Vòi chữa cháy . 20.000")
    assert_boxes(locate_passage(document, row, [sheet]).boxes[0], line(0, 0, 3), line(0, 5, 5))
    plain = replace(row, kind="paragraph")
    assert locate_passage(document, plain, [sheet]).boxes == ((),)
