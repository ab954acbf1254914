from corpus.block import Block, Run
from corpus.formats.tables import Cell, Row, count_columns, write_table


def cell(text: str, column: int, *, span: int = 1, bold: bool = False, continued: bool = False) -> Cell:
    blocks = tuple(Block((Run(line, bold=bold),)) for line in text.split("\n") if line)
    return Cell(blocks, column, span, continued)


def row(*texts: str, bold: bool = False) -> Row:
    return Row(tuple(cell(text, column, bold=bold) for column, text in enumerate(texts)))


def lines(rows: list[Row], ruled: bool | None = True) -> list[str]:
    return [block.text for block in write_table(rows, ruled)]


def test_a_head_is_told_by_its_look() -> None:
    assert lines([row("Tên", "Mức", bold=True), row("xe", "5"), row("máy", "7")]) == [
        "Tên: xe; Mức: 5",
        "Tên: máy; Mức: 7",
    ]


def test_a_head_is_told_by_its_first_word() -> None:
    assert lines([row("Số TT", "Tên"), row("1", "xe")]) == ["Số TT: 1; Tên: xe"]


def test_without_a_head_a_row_is_its_values() -> None:
    assert lines([row("xe", "5"), row("máy", "7")]) == ["xe: 5", "máy: 7"]
    assert lines([row("a", "b", "c"), row("d", "e", "f")]) == ["a; b; c", "d; e; f"]


def test_numbers_of_columns_are_no_values() -> None:
    rows = [row("TT", "Tên", "Mức"), row("(1)", "(2)", "(3)=(1)+(2)"), row("1", "xe", "5")]
    assert lines(rows) == ["TT: 1; Tên: xe; Mức: 5"]


def test_a_value_alone_on_its_row_stands_alone() -> None:
    assert lines([row("TT", "Tên", "Mức"), row("", "Nhóm A", ""), row("1", "xe", "5")]) == [
        "Nhóm A",
        "TT: 1; Tên: xe; Mức: 5",
    ]


def test_paragraphs_of_a_cell_are_one_line_and_end_once() -> None:
    rows = [row("Việc", "Hạn"), row("- một;\n- hai;", "Quý I;")]
    rows[0] = row("Việc", "Hạn", bold=True)
    assert lines(rows) == ["Việc: - một; - hai; Hạn: Quý I;"]


def test_tables_that_lay_a_page_out_dissolve() -> None:
    head = [
        row("BỘ A\nCỤC B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        row("Số: 5/QĐ-B", "A, ngày 1 tháng 2 năm 2024"),
    ]
    expected = [
        "BỘ A",
        "CỤC B",
        "Số: 5/QĐ-B",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "A, ngày 1 tháng 2 năm 2024",
    ]
    assert lines(head, ruled=True) == lines(head, ruled=False) == lines(head, ruled=None) == expected
    assert lines([row("trái", "phải")], ruled=False) == ["trái", "phải"]
    assert lines([row("một khung")], ruled=True) == ["một khung"]
    assert lines([row("Nơi nhận:\n- A;", "KT. BỘ TRƯỞNG")], ruled=True) == [
        "Nơi nhận:",
        "- A;",
        "KT. BỘ TRƯỞNG",
    ]


def test_a_column_of_numbers_is_no_head_of_a_page() -> None:
    assert lines([row("Số", "Ngày"), row("15", "01/02"), row("16", "02/02")], ruled=True) == [
        "Số: Ngày",
        "15: 01/02",
        "16: 02/02",
    ]


def test_a_wide_row_ends_the_columns_above_it() -> None:
    rows = [row("KT. BỘ TRƯỞNG", "TM. ỦY BAN"), Row((cell("Ghi chú", 0, span=2),)), row("trái", "phải")]
    assert lines(rows, ruled=False) == ["KT. BỘ TRƯỞNG", "TM. ỦY BAN", "Ghi chú", "trái", "phải"]


def test_empty_tables_say_nothing() -> None:
    assert lines([]) == []
    assert lines([row("", "")]) == []


def test_lengths_become_columns() -> None:
    rows = [
        Row((Cell((), 0, 1000), Cell((), 1010, 3990), Cell((), 5000, 4000))),
        Row((Cell((), 5, 4980), Cell((), 4990, 4000))),
    ]
    counted = [[(c.column, c.span) for c in row.cells] for row in count_columns(rows)]
    assert counted == [[(0, 1), (1, 1), (2, 1)], [(0, 2), (2, 1)]]
