"""Labels: what begins with one, and what only looks like it."""

import pytest

from corpus.numbering import POINTS, read_label


@pytest.mark.parametrize(
    ("text", "kind", "printed", "token", "value"),
    [
        ("Phần thứ nhất", "part", "Phần thứ nhất", "P1", 1),
        ("PHẦN THỨ HAI: QUY ĐỊNH", "part", "PHẦN THỨ HAI", "P2", 2),
        ("Phần I. MỞ ĐẦU", "part", "Phần I", "P1", 1),
        ("Chương IV", "chapter", "Chương IV", "C4", 4),
        ("CHƯƠNG 2. NHỮNG QUY ĐỊNH", "chapter", "CHƯƠNG 2", "C2", 2),
        ("Mục 1. THỂ THỨC", "section", "Mục 1", "M1", 1),
        ("Tiểu mục 2. THỂ THỨC", "subsection", "Tiểu mục 2", "TM2", 2),
        ("Điều 5. Phạm vi", "article", "Điều 5.", "Đ5", 5),
        ("Điều 5: Phạm vi", "article", "Điều 5:", "Đ5", 5),
        ("Ðiều 12. Phạm vi", "article", "Ðiều 12.", "Đ12", 12),
        ("Điều 7a. Phạm vi", "article", "Điều 7a.", "Đ7a", 7),
        ("Điều 7", "article", "Điều 7", "Đ7", 7),
        ("PHỤ LỤC", "annex", "PHỤ LỤC", "PL", 0),
        ("Phụ lục số 02: DANH MỤC", "annex", "Phụ lục số 02", "PL2", 2),
        ("PHỤ LỤC III", "annex", "PHỤ LỤC III", "PL3", 3),
        ("I. MỤC ĐÍCH", "roman", "I.", "I", 1),
        ("IV- TỔ CHỨC", "roman", "IV-", "IV", 4),
        ("II.1. Về nhận thức", "number", "II.1.", "II.1", 1),
        ("1. Mục đích", "number", "1.", "1", 1),
        ("1.Mục đích", "number", "1.", "1", 1),
        ("2/ Yêu cầu", "number", "2/", "2", 2),
        ("3.10. Tăng cường", "number", "3.10.", "3.10", 10),
        ("1.1 Tăng cường", "number", "1.1", "1.1", 1),
        ("(2) Các tổ chức", "paren", "(2)", "(2)", 2),
        ("2) Các tổ chức", "paren", "2)", "2)", 2),
        ("a) Rà soát", "point", "a)", "a", 1),
        ("đ) Rà soát", "point", "đ)", "đ", 5),
        ("b1) Rà soát", "point", "b1)", "b1", 2),
        ("a.1) Rà soát", "subpoint", "a.1)", "a.1", 1),
        ("ii) Rà soát", "subpoint", "ii)", "ii", 2),
        ("- Ban Dân vận", "bullet", "-", "-", 0),
        ("-Ban Dân vận", "bullet", "-", "-", 0),
        ("+ Chủ trì", "bullet", "+", "+", 0),
        ("• Chủ trì", "bullet", "•", "-", 0),
    ],
)
def test_labels(text: str, kind: str, printed: str, token: str, value: int) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.kind, label.printed, label.token, label.value) == (kind, printed, token, value)
    assert text[: label.end].strip(" .:-") == printed.strip(" .:-")


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 của Luật này", "Điều 5, Điều 6 và Điều 7", "Điều 5 Luật Đất đai", "Phần I của báo cáo", "Mục 3 Phần II của Nghị quyết",
        "Chương trình hành động số 5", "Mục tiêu: Nhằm", "Phụ lục I ban hành kèm theo Thông tư này", "Phần mềm", "1.300 lượt tham gia",
        "2023. Triển khai", "30/4/2025", "100 năm Đảng lãnh đạo", "1,5 triệu", "4.0 là", "1.5 triệu đồng", "5/NQ-CP", "1-KH/TU ngày",
        "V/v báo cáo", "TP.Hồ Chí Minh", "-----", "-5%", "*", "Nghị quyết số 43-NQ/TW", "m2", "(để báo cáo)", "",
    ],
)  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    assert read_label(text) is None


def test_points_count_the_barred_letter_after_d_and_leave_out_f_and_j() -> None:
    assert [POINTS.index(letter) for letter in "dđeg"] == [3, 4, 5, 6]
    assert not set("fjwz") & set(POINTS)


def test_deeper_numbers_rank_deeper() -> None:
    ranks = [
        label.rank
        for label in map(read_label, ("Phần I", "I. A", "1. A", "1.1. A", "1.1.1. A", "(1) A", "a) A", "- A"))
        if label
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 8
