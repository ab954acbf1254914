import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import bare_syllables, fold_tone_placement, pair, segment, strip_marks, syllables


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỵ", "thụy"), ("UỶ BAN", "ỦY BAN"), ("Thuỷ lợi", "Thủy lợi")],
)
def test_both_spellings_of_a_tone_become_one(new: str, old: str) -> None:
    assert fold_tone_placement(new) == fold_tone_placement(old) == old


@pytest.mark.parametrize("word", ["quý", "quỳ", "hoàn", "thuế", "xoài", "thuở", "chuyển"])
def test_words_with_one_spelling_stay(word: str) -> None:
    assert fold_tone_placement(word) == word


def test_decomposed_text_and_eth_are_composed_and_folded() -> None:
    assert fold_tone_placement(unicodedata.normalize("NFD", "Ðảng uỷ")) == "Đảng ủy"


def test_marks_are_stripped_one_character_for_one() -> None:
    assert strip_marks("Đường lối ĐỔI MỚI") == "Duong loi DOI MOI"


@given(st.text())
def test_stripping_keeps_offsets_in_composed_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(strip_marks(composed)) == len(composed)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_tone_placement(text)
    assert fold_tone_placement(once) == once


def test_syllables_are_lower_case_without_leading_zeros_or_punctuation() -> None:
    assert (
        syllables("Nghị quyết số 04-NQ/TW, ngày 09/5/2023") == "nghị quyết số 4 nq tw ngày 9 5 2023".split()
    )


def test_pairs_join_neighbours() -> None:
    assert pair(["dân", "vận", "khéo"]) == ["dân vận", "vận khéo"]
    assert pair(["dân"]) == []


def test_words_are_lower_case_with_joined_syllables_and_no_punctuation() -> None:
    words = segment("Chủ trì triển khai, tham mưu.")
    assert words == ["chủ_trì", "triển_khai", "tham_mưu"]


@given(st.text(alphabet="aàÀăẰđĐÐưƯoòóuýỷ qQ019-_.,\u0300\u0309İıßǅ", max_size=30))
def test_bare_syllables_are_the_syllables_without_marks(text: str) -> None:
    assert bare_syllables(text) == [strip_marks(token) for token in syllables(text)]
