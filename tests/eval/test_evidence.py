from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.evidence import find_run, normalise


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Dân vận khéo", "dânvậnkhéo"),
        ("hoàn thành<sup>12</sup> trong quý II/2026.", "hoànthànhtrongquýii2026"),
        ("<sup>[7]</sup> Chi bộ", "chibộ"),
        ("[25] Thường trực", "thườngtrực"),
        ("mục [25] giữ lại", "mục25giữlại"),
        ("dòng một\n [3] dòng hai", "dòngmộtdònghai"),
        ("120 m<sup>2</sup> đất", "120m2đất"),
        ("12 km<sup>2</sup>", "12km2"),
        ("năm<sup>2</sup>", "năm"),
        ("**Công tác** _cán bộ_:", "côngtáccánbộ"),
        ("ĐẢNG ỦY", "đảngủy"),
        ("—…", ""),
    ],
)
def test_only_letters_and_digits_are_left(text: str, bare: str) -> None:
    assert normalise(text) == bare


def test_decomposed_marks_are_composed() -> None:
    assert normalise("Ho\u0300a bi\u0300nh") == "hòabình"


@pytest.mark.parametrize(
    ("quote", "text", "run"),
    [
        ("abcdefghij", "xxabcdefyy", (2, 8)),  # 6 of 10
        ("abcdefghij", "xxabcdeyy", None),  # 5 of 10
        ("abcdefghij", "abcdeXfghij", None),  # 10 of 10 letters, but no run of 6
        ("abcdefghij", "efghij", (0, 6)),
        ("abcde", "zabcz", (1, 4)),  # 3 of 5
        ("a", "a", (0, 1)),
        ("", "a", None),
        ("abc", "", None),
    ],
)
def test_a_run_is_at_least_sixty_percent_of_the_quote(
    quote: str, text: str, run: tuple[int, int] | None
) -> None:
    assert find_run(quote, text) == run


def test_the_longest_of_several_runs_is_found() -> None:
    assert find_run("abcdefghij", "cdefgh--abcdefghi") == (8, 17)


@given(st.text("ab", max_size=12), st.text("ab", max_size=40))
def test_the_run_is_the_longest_common_substring(quote: str, text: str) -> None:
    longest = SequenceMatcher(None, quote, text, autojunk=False).find_longest_match().size
    run = find_run(quote, text)
    if quote and longest * 5 >= len(quote) * 3:
        assert run is not None
        start, end = run
        assert end - start == longest
        assert text[start:end] in quote
    else:
        assert run is None
