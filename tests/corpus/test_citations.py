from datetime import date

from corpus.citations import Citation, group_citations, is_yearly, make_key


def _cited(number: str, at: int, day: date | None = None, issuer: str | None = None) -> Citation:
    return Citation(number, None, day, issuer, at, at + 5, at + 5)


def test_spellings_of_one_number_share_a_key() -> None:
    assert make_key("05-CTr/TU") == make_key("5-Ctr/TU") != make_key("05-CT/TU")


def test_only_some_numbers_carry_their_year() -> None:
    assert is_yearly("30/2020/NĐ-CP") and not is_yearly("43-NQ/TW")


def test_dates_tell_documents_of_one_number_apart() -> None:
    first, second = date(2012, 1, 16), date(2022, 5, 5)
    groups = group_citations(
        [
            _cited("12-NQ/TW", 0, first),
            _cited("12-NQ/TW", 10),
            _cited("12-NQ/TW", 20, second),
            _cited("12-NQ/TW", 30),
        ]
    )
    assert [[citation.start for citation in group] for group in groups] == [[0, 10], [20, 30]]


def test_issuers_tell_documents_apart_where_one_is_no_part_of_the_other() -> None:
    groups = group_citations(
        [
            _cited("1-NQ/TU", 0, None, "Thành ủy"),
            _cited("1-NQ/TU", 10, None, "Ban Thường vụ Thành ủy"),
            _cited("1-NQ/TU", 20, None, "Tỉnh ủy"),
        ]
    )
    assert [[citation.start for citation in group] for group in groups] == [[0, 10], [20]]
