from datetime import date

import pytest

from corpus.dates import read_date


@pytest.mark.parametrize(
    "words", ["24/11/2023", "24-11-2023", "24.11.2023", "24 thang 11 nam 2023", "24 / 11 / 2023"]
)
def test_every_way_of_writing_a_date(words: str) -> None:
    found = read_date(f"ngay {words} cua")
    assert found is not None and found[0] == date(2023, 11, 24)


def test_dates_of_no_calendar_are_passed_over() -> None:
    assert read_date("ngay 31/02/2023") is None
    found = read_date("31/02/2023 va 1/3/2023")
    assert found is not None and found[0] == date(2023, 3, 1)
