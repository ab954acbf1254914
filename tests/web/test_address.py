from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from web.address import day_in_words, document_url, with_language, with_query


def test_a_permalink_escapes_what_an_address_would_change() -> None:
    assert document_url("66-a1", "III.3.-4.+4") == "/tai-lieu/66-a1?trich=III.3.-4.%2B4#III.3.-4.%2B4"
    assert document_url("a/b?c") == "/tai-lieu/a%2Fb%3Fc"


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_id_and_any_address_come_back_whole(document_id: str, address: str) -> None:
    parts = urlsplit(document_url(document_id, address))
    assert unquote(parts.path.removeprefix("/tai-lieu/")) == document_id
    assert parse_qs(parts.query) == {"trich": [address]}
    assert unquote(parts.fragment) == address


def test_the_language_stands_before_the_fragment() -> None:
    assert with_language("/tai-lieu/x?trich=I#I", "en") == "/tai-lieu/x?trich=I&lang=en#I"
    assert with_language("/thu-vien", "en") == "/thu-vien?lang=en"
    assert with_language("/thu-vien#a", "vi") == "/thu-vien#a"


def test_a_query_leaves_out_what_is_empty() -> None:
    assert (
        with_query("/phan-cong", co_quan="", vai_tro="chủ trì", trang=2)
        == "/phan-cong?vai-tro=ch%E1%BB%A7+tr%C3%AC&trang=2"
    )
    assert with_query("/phan-cong", co_quan="") == "/phan-cong"


def test_dates_are_written_as_people_write_them() -> None:
    assert day_in_words(date(2024, 2, 2)) == "02/02/2024"
    assert day_in_words(date(2024, 2, 2), "en") == "2 February 2024"
    assert day_in_words(None) == ""
