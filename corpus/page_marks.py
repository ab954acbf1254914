"""What belongs to the page and not to the document: page numbers, running heads and feet, drawn lines."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.letters import fold
from corpus.lines import Line
from corpus.numbering import read_label

_NUMBER = re.compile(r"(\d{1,4})")
_DRESSED = re.compile(
    r"(?:[-–—~|]\s*\d{1,4}\s*[-–—~|]|(?:trang|page)\s*\d{1,4}(?:\s*(?:/|of|tr[eê]n)\s*\d{1,4})?)",
    re.IGNORECASE,
)
_GAZETTE = re.compile(r"(?:\d+ )?CÔNG BÁO/Số \d.{0,60}")
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2
_LONGEST = 150
#: Fewer characters between two numbers, and they number something else than pages.
_PAGE_CHARACTERS = 600


def drop_page_marks(lines: Sequence[Line]) -> list[bool]:
    """Return, for each line, whether it is a page number, a running head or foot, or a rule.

    Args:
        lines: in the order of the original.
    """
    dropped = [
        line.kind == "rule"
        or (len(line.text) < 90 and bool(_DRESSED.fullmatch(line.text) or _GAZETTE.fullmatch(line.text)))
        for line in lines
    ]
    edges = _page_edges(lines)
    if edges:
        _drop_at_edges(lines, edges, dropped)
    else:
        _drop_numbers(lines, dropped)
    return dropped


def _page_edges(lines: Sequence[Line]) -> list[int]:
    """Return the indices of lines at the top or bottom of a page, where pages are known."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.place.page is not None:
            pages.setdefault(line.place.page, []).append(index)
    if len(pages) < 2:
        return []
    return sorted({i for page in pages.values() for i in page[:_EDGE_LINES] + page[-_EDGE_LINES:]})


def _drop_at_edges(lines: Sequence[Line], edges: Sequence[int], dropped: list[bool]) -> None:
    keys = {i: _DIGITS.sub("#", fold(lines[i].text)) for i in edges if len(lines[i].text) <= _LONGEST}
    count = Counter(keys.values())
    for index, key in keys.items():
        text = lines[index].text
        running = count[key] >= 3 and text[-1] not in ".;:," and read_label(text) is None
        if running or _NUMBER.fullmatch(text):
            dropped[index] = True


def _drop_numbers(lines: Sequence[Line], dropped: list[bool]) -> None:
    """Drop numbers that stand alone on a line and rise by pages."""
    offset = 0
    found: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines):
        if len(line.text) < 5 and line.kind != "table" and _NUMBER.fullmatch(line.text):
            found.append((index, int(line.text), offset))
        offset += len(line.text)
    for (first, number, start), (second, later, end) in pairwise(found):
        set_apart = lines[first].indented and lines[second].indented
        if later > number and (end - start) >= (_PAGE_CHARACTERS // (3 if set_apart else 1)) * (
            later - number
        ):
            dropped[first] = dropped[second] = True
    for index, number, start in found:
        if start >= _PAGE_CHARACTERS * max(number - 1, 1) and _splits_sentence(lines, index):
            dropped[index] = True


def _splits_sentence(lines: Sequence[Line], index: int) -> bool:
    if not 0 < index < len(lines) - 1:
        return False
    return lines[index - 1].text[-1:].isalnum() and lines[index + 1].text[:1].islower()
