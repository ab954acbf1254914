"""Text set in two columns by spaces or tabs: the head and the closing of a document, read column by column."""

import re
from collections.abc import Sequence

from corpus.block import Place
from corpus.letters import fold

Placed = tuple[str, Place]

_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]*\t\s*|[ \u00a0]{4,})(?=\S)")
_FORM = re.compile(
    r"cong hoa xa hoi|dang cong san viet nam|doc lap *-|\bngay\b.{0,12}\bthang\b|^so *:? *[\d.…_/-]|^noi nhan|^(?:tm|t/m|kt|k/t|tl|t/l|tuq)\b"
)
_LONGEST = 90
_INDENT = 20


def split_columns(group: Sequence[Placed]) -> list[Placed]:
    """Return consecutive lines with the left column before the right one, where they stand side by side.

    Args:
        group: lines without a blank one between them, each with its place.
    """
    if not any("\t" in raw.strip() or "    " in raw.strip() for raw, _ in group):
        return list(group)
    cells = [_GAP.split(raw.strip()) for raw, _ in group]
    if not any(len(row) == 2 and max(map(len, row)) < _LONGEST and any(map(is_form, row)) for row in cells):
        return list(group)
    left: list[Placed] = []
    right: list[Placed] = []
    for (raw, place), row in zip(group, cells, strict=True):
        if len(row) == 2:
            left.append((row[0], place))
            right.append((row[1], place))
        elif len(raw) - len(raw.lstrip()) >= _INDENT:
            right.append((raw, place))
        else:
            left.append((raw, place))
    return left + right


def is_form(cell: str) -> bool:
    """Tell whether a cell holds what only a head or a closing does."""
    return _FORM.search(fold(cell)) is not None
