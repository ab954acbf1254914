"""Spans that can be asked, in logarithmic time, which of them touch a stretch of text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Spans(Generic[T]):
    """Spans of a text, each with what it stands for.

    Args:
        spans: (start, end, value), in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self._spans = sorted(spans, key=lambda span: span[:2])
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def touching(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """Return the spans that share a character with [start, end), in the order of the text."""
        candidates = self._spans[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return [span for span in candidates if span[1] > start]

    def starting(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """Return the spans that begin in [start, end)."""
        return self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def split_marked(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Cut a text into runs that are marked or not; ranges may overlap or reach outside of it.

    Args:
        text: what is cut.
        ranges: (start, end) of what is marked.

    Returns:
        (characters, whether they are marked) in order; together they are the text.
    """
    runs: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(ranges):
        first, last = max(start, done), min(end, len(text))
        if first >= last:
            continue
        if first > done:
            runs.append((text[done:first], False))
        runs.append((text[first:last], True))
        done = last
    if done < len(text):
        runs.append((text[done:], False))
    return tuple(runs)
