import pytest

from eval.answers import score_answer, split_syllables, token_f1


def test_syllables_are_lower_case_and_without_punctuation() -> None:
    assert split_syllables("Quý II/2026, Ban “Dân vận”") == ["quý", "ii", "2026", "ban", "dân", "vận"]
    assert split_syllables("Ho\u0300a") == ["hòa"]


@pytest.mark.parametrize(
    ("found", "right", "f1"),
    [
        ("Ban Dân vận", "ban dân vận.", 1),
        ("Ban Dân vận Thành ủy", "Ban Dân vận", 2 * 3 / 8),
        ("Ban Ban", "Ban", 2 / 3),
        ("Văn phòng", "Ban", 0),
        ("", "", 1),
        ("", "Ban", 0),
        ("…", "", 1),
    ],
)
def test_token_f1_by_hand(found: str, right: str, f1: float) -> None:
    assert token_f1(found, right) == pytest.approx(f1)


def test_the_best_alternative_counts() -> None:
    assert score_answer("quý II/2026", ("Ban Dân vận", "quý II/2026")) == (1, 1)
    f1, exact = score_answer("trong quý II/2026", ("Ban Dân vận", "quý II/2026"))
    assert (f1, exact) == (pytest.approx(2 * 3 / 7), 0)


def test_where_nothing_is_right_silence_is() -> None:
    assert score_answer(None, ()) == (1, 1)
    assert score_answer("Ban", ()) == (0, 0)
    assert score_answer(None, ("Ban",)) == (0, 0)
