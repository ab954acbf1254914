import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionError
from search.syntax import Filter, Typed, read_syntax, read_years


@pytest.mark.parametrize(
    ("typed", "words", "filters"),
    [
        ("ai chủ trì loai:KH", "ai chủ trì", [("loai", "KH")]),
        ('loại:"Kế hoạch" năm:2024 ai chủ trì', "ai chủ trì", [("loai", "Kế hoạch"), ("nam", "2024")]),
        ("coquan:“Thành ủy Hải Phòng”", "", [("coquan", "Thành ủy Hải Phòng")]),
        ("so:43-NQ/TW tailieu:66-CTr/TU", "", [("so", "43-NQ/TW"), ("tailieu", "66-CTr/TU")]),
        ("type:plan year:2020-2025 who leads", "who leads", [("loai", "plan"), ("nam", "2020-2025")]),
        ("Co-quan:UBND LOAI:BC", "", [("coquan", "UBND"), ("loai", "BC")]),
    ],
)
def test_filters_are_taken_out_of_the_words(typed: str, words: str, filters: list[tuple[str, str]]) -> None:
    read = read_syntax(typed)
    assert read.words == words
    assert [(one.key, one.value) for one in read.filters] == filters


@pytest.mark.parametrize(
    "plain",
    [
        "Số: 15-NQ/TU",
        "phân công thực hiện: ai",
        "lúc 8:30",
        "mục tiêu năm: tăng 10%",
        "http://a.vn/so:1",
        "tỷ lệ 1:2",
    ],
)
def test_other_colons_are_words(plain: str) -> None:
    assert read_syntax(plain) == Typed(plain)


def test_phrases_are_kept_and_their_words_searched() -> None:
    read = read_syntax('phong trào "Dân vận khéo" ai chủ trì ""')
    assert read.phrases == ("Dân vận khéo",)
    assert read.words == "phong trào Dân vận khéo ai chủ trì"
    assert read_syntax('ống 12" dài').phrases == ()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("ai chủ trì nam:20x4 và khi nào", "nam:20x4"),
        ("ai chủ trì loai:", "loai:"),
        ('loai:"" ai', 'loai:""'),
        ('ai loai:"Kế hoạch', 'loai:"Kế hoạch'),
        ("nam:2025-2020", "nam:2025-2020"),
    ],
)
def test_a_fault_is_told_with_its_place(typed: str, fault: str) -> None:
    with pytest.raises(QuestionError) as raised:
        read_syntax(typed)
    error = raised.value
    assert error.start is not None
    assert typed[error.start : error.end] == fault
    assert fault in error.vi
    assert str(error.start + 1) in error.en


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused_in_one_sentence(text: str) -> None:
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    try:
        read = read_syntax(composed)
    except QuestionError as error:
        assert error.start is not None
        assert error.end is not None
        assert 0 <= error.start < error.end <= len(composed)
    else:
        assert '"' not in read.words


def test_years_are_one_or_a_span() -> None:
    assert read_years("2024") == (2024, 2024)
    assert read_years("2020..2025") == (2020, 2025)
    assert read_years("24") is None


def test_a_filter_is_a_value() -> None:
    assert Filter("nam", "2024") == Filter("nam", "2024")
