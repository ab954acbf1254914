"""Characters with their style made into blocks: one for each line that the author ended."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.block import Block, BlockKind, Place, Run

_RULE = re.compile(r"[\s\-_–—=‐‑―─━.…*]*[\-_–—=―─━]{3}[\s\-_–—=‐‑―─━]*")
_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN = Place()


def make_blocks(
    runs: Iterable[Run],
    kind: BlockKind = "paragraph",
    centred: bool = False,
    level: int | None = None,
    place: Place = _PLAIN,
) -> list[Block]:
    r"""Return the blocks of one paragraph: as many as it has lines, none where it has no words.

    Args:
        runs: its characters; ``\n`` is a line that the author ended, ``\t`` stays.
        kind: what the format says it is; drawn lines are found here.
        centred: whether it is set in the middle.
        level: depth of a heading.
        place: where it stands.
    """
    blocks = []
    for line in _split_lines(_merge(runs)):
        kept = _strip(line)
        if kept:
            drawn = kind != "table" and len(kept) < 4 and _RULE.fullmatch("".join(run.text for run in kept))
            blocks.append(Block(kept, "rule" if drawn else kind, centred, None if drawn else level, place))
    return blocks


def clean_text(text: str) -> str:
    """Return text in NFC, with one kind of space, and without characters that don't show."""
    text = _UNSEEN.sub("", text)
    if not text.isascii():
        if _SURROGATES.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", text)


def flatten_tabs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with a space for every tab, once tabs have told the columns apart."""
    for block in blocks:
        if any("\t" in run.text for run in block.runs):
            yield replace(block, runs=_strip([_untab(run) for run in block.runs]))
        else:
            yield block


def _untab(run: Run) -> Run:
    return replace(run, text=re.sub(r" *\t[ \t]*", " ", run.text))


def _merge(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one style become one run; spaces belong to whatever stands before them."""
    merged: list[Run] = []
    pieces: list[str] = []
    style: Run | None = None
    for run in runs:
        if not run.text:
            continue
        same = style is not None and _is_alike(style, run)
        if style is not None and (same or run.text.isspace() or unicodedata.combining(run.text[0])):
            pieces.append(run.text)
            continue
        if style is not None:
            merged.append(replace(style, text="".join(pieces)))
        style, pieces = run, [run.text]
    if style is not None:
        merged.append(replace(style, text="".join(pieces)))
    return merged


def _is_alike(one: Run, other: Run) -> bool:
    return one.bold == other.bold and one.italic == other.italic and one.superscript == other.superscript


def _split_lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if not _BREAKS.search(run.text):
            line.append(run)
            continue
        first, *others = _BREAKS.split(run.text)
        line.append(replace(run, text=first))
        for other in others:
            yield line
            line = [replace(run, text=other)]
    yield line


def _strip(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Clean every run, and drop white space at both ends."""
    cleaned = [(run, clean_text(run.text)) for run in runs]
    while cleaned and not cleaned[0][1].strip():
        cleaned.pop(0)
    while cleaned and not cleaned[-1][1].strip():
        cleaned.pop()
    if cleaned:
        cleaned[0] = cleaned[0][0], cleaned[0][1].lstrip()
        cleaned[-1] = cleaned[-1][0], cleaned[-1][1].rstrip()
    return tuple(run if text == run.text else replace(run, text=text) for run, text in cleaned if text)
