"""Two columns that an author laid out with tabs: a document's head, and its close, read column by column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.block import Block, Run
from corpus.formats.paragraphs import flatten_tabs, make_blocks

_MOTTO = re.compile(r"C[ỘO]NG H[ÒO][ÀA] X[ÃA] H[ỘO]I|Đ[ẢA]NG C[ỘO]NG S[ẢA]N VI[ỆE]T NAM", re.IGNORECASE)
_RECIPIENTS = re.compile(r"nơi nhận", re.IGNORECASE)
_GAP = re.compile(r"[ \xa0]*\t[ \t\xa0]*| {6,}")
_HEAD_LINES = 12
_CLOSE_LINES = 30


def order_columns(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks with tabbed columns put one after the other, and every other tab as a space.

    A document's head (the issuer on the left, the country's or the Party's name on the right) and its close
    (recipients on the left, the signature on the right) are often set with tabs, line by line.

    Args:
        blocks: paragraphs of a flowing document, tabs still in them.
    """
    ordered = list(blocks)
    start = next((i for i, block in enumerate(ordered[:_HEAD_LINES]) if _MOTTO.search(block.text)), None)
    if start is not None:
        _order(ordered, start, _HEAD_LINES)
    for close in [i for i, block in enumerate(ordered) if _RECIPIENTS.match(block.text)]:
        _order(ordered, close, _CLOSE_LINES)
    return tuple(flatten_tabs(ordered))


def _order(blocks: list[Block], start: int, longest: int) -> None:
    """Put the right column of the lines from `start` on after the left one, in place."""
    left: list[Block] = []
    right: list[Block] = []
    end = start
    for place in range(start, min(start + longest, len(blocks))):
        parts = _split(blocks[place])
        if parts is None and not _stays_left(blocks, place):
            break
        left.extend(_like(blocks[place], parts[0]) if parts else [blocks[place]])
        right.extend(_like(blocks[place], parts[1]) if parts else [])
        end = place + 1
    if right:
        blocks[start:end] = left + right


def _stays_left(blocks: Sequence[Block], place: int) -> bool:
    """A line of one column goes on with the left one if it is an item, or if the columns go on below it."""
    text = blocks[place].text
    if text.startswith(("-", "+", "*")) or blocks[place].kind == "rule":
        return True
    below = takewhile(lambda block: not _RECIPIENTS.match(block.text), blocks[place + 1 : place + 3])
    return len(text) < 60 and any(_split(block) is not None for block in below)


def _split(block: Block) -> tuple[list[Run], list[Run]] | None:
    """Cut a line at its one wide gap; None where it has none, or several."""
    text = block.text
    gaps = [gap for gap in _GAP.finditer(text) if gap.start() > 0 and gap.end() < len(text)]
    if len(gaps) != 1 or block.kind in ("table", "footnote"):
        return None
    return _cut(block.runs, 0, gaps[0].start()), _cut(block.runs, gaps[0].end(), len(text))


def _cut(runs: Iterable[Run], start: int, end: int) -> list[Run]:
    """The characters of runs between two offsets."""
    kept = []
    offset = 0
    for run in runs:
        piece = run.text[max(0, start - offset) : max(0, end - offset)]
        if piece:
            kept.append(replace(run, text=piece))
        offset += len(run.text)
    return kept


def _like(block: Block, runs: list[Run]) -> list[Block]:
    """Part of a block as a block of its own."""
    return make_blocks(runs, "paragraph", block.centred, block.level, block.place)
