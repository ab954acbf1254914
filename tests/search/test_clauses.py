import pytest

from search.clauses import read_clause


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("mục III.2 nói gì", "III.2"),
        ("muc iii.2 noi gi", "III.2"),
        ("nội dung Mục II . 3 . 1", "II.3.1"),
        ("điều 5 khoản 2 điểm đ", "Đ5.2.đ"),
        ("điểm a khoản 2 Điều 5", "Đ5.2.a"),
        ("Điều 12", "Đ12"),
        ("Article 12 clause 3", "Đ12.3"),
        ("phần thứ hai mục I.1", "P2.I.1"),
        ("phan thu nhat", "P1"),
        ("what does section III.3 say", "III.3"),
        ("mục 2.6 của kế hoạch", "2.6"),
        ("điểm 2.8 mục II Kế hoạch", "II.2.8"),
        ("khoản 3 mục IV", "IV.3"),
    ],
)
def test_addresses_are_read(question: str, path: str) -> None:
    assert read_clause(question) == path


@pytest.mark.parametrize(
    "question",
    ["Mục tiêu đến năm 2030", "điều kiện kết nạp", "khoản chi thường xuyên", "phần mềm", "part of it"],
)
def test_words_that_look_like_addresses_are_left_alone(question: str) -> None:
    assert read_clause(question) is None


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("chú thích 7 nói gì", "[7]"),
        ("chu thich so 07 cua chuong trinh", "[7]"),
        ("cước chú [12] mục I.2", "[12]"),
        ("what does footnote 7 of the programme say", "[7]"),
        ("Note No. 3", "[3]"),
        ("chú thích ảnh", None),
        ("please note 5 documents", None),
    ],
)
def test_a_footnote_is_named_by_its_mark(question: str, path: str | None) -> None:
    assert read_clause(question) == path


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("mục B.3 nêu gì", "B.3"),
        ("mục b.3 nêu gì", "B.3"),
        ("mục C 741-KL/TU nêu gì", "C"),
        ("mục 2.đ nêu gì", "2.đ"),
        ("mục 2.a quy định gì", "2.a"),
        ("danh mục a dua", None),
        ("in section a man", None),
        ("mục i nêu gì", "I"),
    ],
)
def test_letters_name_sections_and_points(question: str, path: str | None) -> None:
    assert read_clause(question) == path
