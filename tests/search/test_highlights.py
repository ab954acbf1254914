from hypothesis import given
from hypothesis import strategies as st

from search.highlights import find_highlights


def marked(text: str, terms: set[str], phrases: set[str]) -> list[str]:
    return [text[start:end] for start, end in find_highlights(text, terms, phrases)]


def test_a_single_term_is_marked_whatever_its_spelling() -> None:
    assert marked("Uỷ ban và Ủy viên, uy tín", {"uy"}, set()) == ["Uỷ", "Ủy", "uy"]


def test_a_phrase_is_marked_only_where_its_syllables_stand_together() -> None:
    assert marked("dân vận khéo; vận dân", set(), {"dan van", "van kheo"}) == ["dân vận khéo"]


def test_neighbours_are_joined_over_white_space_but_not_over_punctuation() -> None:
    assert marked("quý II, quý III", {"quy", "ii", "iii"}, set()) == ["quý II", "quý III"]


def test_numbers_are_marked_without_their_leading_zeros() -> None:
    assert marked("có 04 nhiệm vụ", {"4"}, set()) == ["04"]


@given(st.text(), st.sets(st.text(max_size=3)), st.sets(st.text(max_size=6)))
def test_ranges_are_inside_in_order_and_apart(text: str, terms: set[str], phrases: set[str]) -> None:
    last = 0
    for start, end in find_highlights(text, terms, phrases):
        assert last <= start < end <= len(text)
        last = end
