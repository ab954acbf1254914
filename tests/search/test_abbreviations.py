import pytest

from search.abbreviations import spell_out
from search.reading import QuestionReader


@pytest.mark.parametrize(
    ("question", "spelled"),
    [
        ("dùng AI trong tuyên giáo", "dùng AI (trí tuệ nhân tạo) trong tuyên giáo"),
        ("BTV họp với UBND", "BTV (Ban Thường vụ) họp với UBND (Ủy ban nhân dân)"),
        ("ubnd xa lam gi", "ubnd (Ủy ban nhân dân) xa lam gi"),
        ("hdnd giám sát", "hdnd (Hội đồng nhân dân) giám sát"),
        ("TP.HCM có gì", "TP.HCM (Thành phố Hồ Chí Minh) có gì"),
        ("sở GD&ĐT", "sở GD&ĐT (giáo dục và đào tạo)"),
        ("nhiệm vụ KT-XH", "nhiệm vụ KT-XH (kinh tế - xã hội)"),
    ],
)
def test_abbreviations_are_spelled_out_behind_them(question: str, spelled: str) -> None:
    assert spell_out(question)[0] == spelled


@pytest.mark.parametrize(
    "question", ["ai chủ trì", "Ai chủ trì", "156/QĐ-UBND nói gì", "HĐNDX", "phong trào thi đua", ""]
)
def test_other_words_are_left_alone(question: str) -> None:
    assert spell_out(question) == (question, ())


def test_what_they_stand_for_is_searched_and_shown(reader: QuestionReader) -> None:
    ask = reader.read("BTV giao UBND việc gì")
    assert ask.reading.translation == ("Ban Thường vụ", "Ủy ban nhân dân")
    assert "Ủy ban nhân dân" in ask.vietnamese
    assert ask.words == "BTV giao UBND việc gì"
