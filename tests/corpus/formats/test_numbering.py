import pytest

from corpus.formats.numbering import Counter, Level, write_number


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (1, "lowerLetter", "a"), (26, "upperLetter", "Z"),
        (28, "lowerLetter", "bb"), (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (3, "none", ""),
        (0, "upperRoman", "0"), (5000, "lowerRoman", "5000"), (7, "chineseCounting", "7"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_style(number: int, style: str, expected: str) -> None:
    assert write_number(number, style) == expected


def test_lower_levels_start_again_below_a_higher_one() -> None:
    counter = Counter(
        {0: Level(text="%1."), 1: Level(text="%1.%2."), 2: Level(style="lowerLetter", text="%3)")}
    )
    labels = [counter.advance(depth) for depth in (0, 1, 1, 2, 0, 1, 2, 2)]
    assert labels == ["1.", "1.1.", "1.2.", "a)", "2.", "2.1.", "a)", "b)"]


def test_a_level_may_never_start_again_or_only_below_some() -> None:
    counter = Counter({0: Level(text="%1"), 1: Level(text="%2", restart=0), 2: Level(text="%3", restart=1)})
    assert [counter.advance(depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2)] == [
        "1",
        "1",
        "1",
        "2",
        "2",
        "2",
        "3",
        "1",
    ]


def test_legal_numbering_writes_digits() -> None:
    counter = Counter({0: Level(style="upperRoman", text="%1."), 1: Level(text="%1.%2", legal=True)})
    assert [counter.advance(0), counter.advance(1)] == ["I.", "1.1"]


def test_bullets() -> None:
    marks = {"-": "-", "–": "-", "+": "+", "\uf0b7": "•", "o": "•", "": ""}
    for mark, expected in marks.items():
        assert Counter({0: Level(style="bullet", text=mark)}).advance(0) == expected


def test_an_unknown_level_has_no_label() -> None:
    assert Counter({}).advance(3) == ""
