from hypothesis import given
from hypothesis import strategies as st

from web.spans import Spans, split_marked

RANGES = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=8)


@given(st.text(max_size=30), RANGES)
def test_runs_together_are_the_text_and_hold_every_marked_character(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    runs = split_marked(text, ranges)
    assert "".join(run for run, _ in runs) == text
    marked = [flag for run, flag in runs for _ in run]
    assert marked == [any(start <= i < end for start, end in ranges) for i in range(len(text))]


def test_runs_alternate() -> None:
    assert split_marked("dân vận khéo", [(0, 3), (3, 7)]) == (("dân", True), (" vận", True), (" khéo", False))


@given(RANGES, st.integers(0, 40), st.integers(0, 40))
def test_touching_finds_what_a_full_scan_finds(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    spans = [(first, last, i) for i, (first, last) in enumerate(ranges) if first < last]
    found = Spans(spans).touching(start, max(start, end))
    wanted = sorted(s for s in spans if s[0] < max(start, end) and s[1] > start)
    assert sorted(found) == wanted


def test_starting_finds_what_begins_inside() -> None:
    assert Spans([(0, 9, "a"), (3, 4, "b"), (5, 6, "c")]).starting(3, 5) == [(3, 4, "b")]
