"""Where the words of a passage stand on the pages of its original.

The text of a document was joined over lines and pages, and lost its page numbers, running heads and the marks of
its footnotes. So words are compared without marks, case and punctuation, and what stands between them on a page
may be left out.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from corpus.document import Document, Passage
from corpus.letters import fold
from corpus.word import Word

Box = tuple[float, float, float, float]
_COLUMN = re.compile(r"(?:^|;)[^:;\n]{1,80}:(?=\s)", re.MULTILINE)
_AROUND = 80  # characters before and after a passage that tell it from others of the same words
_TOKEN = re.compile(r"[^\W_]+")
_ENOUGH = 0.6  # of a passage's words have to be found
_GAP = 40  # words of a page that may stand within a passage: a footnote's mark, a stamp
_PAGE_GAP = 250  # the same from one page to the next: footnotes, a running head
_FOOT = 120  # words of footnotes that may stand below a passage that goes on over the page
_MORE = 1.1  # times as many words have to be found where their order is given up
_FEW = 3  # words in one run that are no chance, next to others
_MISS = 0.5  # what a word that is not of the passage costs a stretch of words that are


@dataclass(frozen=True, slots=True)
class Located:
    """A passage on consecutive pages.

    Attributes:
        boxes: for each page, a box for each line or part of one, in parts of the page's width and height.
        goes_on: whether the passage has words beyond the last of the pages.
    """

    boxes: tuple[tuple[Box, ...], ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """Letters and digits of a word, folded; `page` and `word` say which word."""

    text: str
    page: int
    word: int


def locate_passage(document: Document, passage: Passage, pages: Sequence[Sequence[Word]]) -> Located:
    """Find a passage of a document on the page where it begins and on those after it; see `locate`."""
    before = document.text[max(0, passage.start - _AROUND) : passage.start]
    after = document.text[passage.end : passage.end + _AROUND]
    # A row of a table names its columns, which the page does only once, at the table's top.
    text = _COLUMN.sub(" ", passage.text) if passage.kind == "table" else passage.text
    return locate(text, pages, before, after)


def locate(passage: str, pages: Sequence[Sequence[Word]], before: str = "", after: str = "") -> Located:
    """Find a passage on the page where it begins and on those after it.

    Args:
        passage: its text.
        pages: words of each page, in the order of reading as far as that is known.
        before, after: text around it, which tells it from others of the same words.

    Returns:
        Boxes, none on any page where too few of its words are found.
    """
    wanted = _split(passage)
    found = [
        _Token(text, page, place)
        for page, words in enumerate(pages)
        for place, word in enumerate(words)
        for text in _split(word.text)
    ]
    texts = [token.text for token in found]
    hits, last = _find(wanted, texts, [token.page for token in found], (_split(before), _split(after)))
    marked = {(found[hit].page, found[hit].word) for hit in hits}
    boxes = (
        tuple(_frame([word for place, word in enumerate(words) if (page, place) in marked]))
        for page, words in enumerate(pages)
    )
    return Located(tuple(boxes), goes_on=bool(hits) and len(wanted) - last > _FEW)


def _split(text: str) -> list[str]:
    return _TOKEN.findall(fold(unicodedata.normalize("NFC", text)))


def _find(
    wanted: list[str], texts: list[str], pages: list[int], around: tuple[list[str], list[str]]
) -> tuple[list[int], int]:
    """Return which words of the pages are the passage's, and how many of its own are found or passed over."""
    if not wanted or not texts:
        return [], 0
    start = _find_whole(wanted, texts, around)
    if start is not None:
        return list(range(start, start + len(wanted))), len(wanted)
    ordered = _find_in_order(wanted, texts, pages) or ([], 0)
    if ordered[0] and len(wanted) - ordered[1] > _FEW and len(texts) - ordered[0][-1] <= _FOOT:
        return ordered
    gathered = _find_in_any_order(wanted, texts) or ([], 0)
    return gathered if len(gathered[0]) > _MORE * len(ordered[0]) else ordered


def _find_whole(wanted: list[str], texts: list[str], around: tuple[list[str], list[str]]) -> int | None:
    """Return where the very words stand, of several places the one with the most of the text around it."""
    size = len(wanted)
    starts = [i for i, text in enumerate(texts) if text == wanted[0] and texts[i : i + size] == wanted]
    before, after = around

    def agree(start: int) -> int:
        return _count_same(before[::-1], texts[:start][::-1]) + _count_same(after, texts[start + size :])

    return max(starts, key=agree, default=None)


def _count_same(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _find_in_order(wanted: list[str], texts: list[str], pages: list[int]) -> tuple[list[int], int] | None:
    """Runs of the passage's words around the longest of them, in its own order."""
    matcher = SequenceMatcher(None, texts, wanted, autojunk=False)
    runs = [(run.a, run.b, run.size) for run in matcher.get_matching_blocks() if run.size]
    if not runs:
        return None
    middle = max(range(len(runs)), key=lambda place: runs[place][2])
    chain = [runs[middle]]
    for run in runs[middle + 1 :]:
        if _follows(chain[-1], run, pages):
            chain.append(run)
    for run in reversed(runs[:middle]):
        if _follows(run, chain[0], pages):
            chain.insert(0, run)
    hits = [place for start, _, size in chain for place in range(start, start + size)]
    last = chain[-1][1] + chain[-1][2]
    whole = len(hits) >= _ENOUGH * len(wanted)
    return (hits, last) if whole or _runs_off(chain, hits, len(texts)) else None


def _follows(run: tuple[int, int, int], other: tuple[int, int, int], pages: list[int]) -> bool:
    """Tell whether two runs are close enough on the page to be of one passage."""
    end = run[0] + run[2]
    gap = other[0] - end
    if pages[other[0]] != pages[end - 1]:
        return gap <= _PAGE_GAP
    return gap <= (_GAP if min(run[2], other[2]) >= _FEW else _FEW)


def _runs_off(chain: list[tuple[int, int, int]], hits: list[int], count: int) -> bool:
    """Tell whether the beginning of a passage stands at the end of the last page, so that the rest is beyond it."""
    last = chain[-1][1] + chain[-1][2]
    return chain[0][1] <= 1 and len(hits) >= max(2, _ENOUGH * last) and count - hits[-1] <= _FOOT


def _find_in_any_order(wanted: list[str], texts: list[str]) -> tuple[list[int], int] | None:
    """The stretch of a page that holds most pairs of the passage's words: cells and columns are read in any order."""
    pairs = set(pairwise(wanted))
    hit = [False] * len(texts)
    for place in range(len(texts) - 1):
        if (texts[place], texts[place + 1]) in pairs:
            hit[place] = hit[place + 1] = True
    first, end = _best_stretch(hit)
    hits = [place for place in range(first, end) if hit[place]]
    found = sum((Counter(wanted) & Counter(texts[place] for place in hits)).values())
    return (hits, len(wanted)) if found >= _ENOUGH * len(wanted) else None


def _best_stretch(hit: list[bool]) -> tuple[int, int]:
    """The stretch of greatest sum (J. B. Kadane's, in J. Bentley: Programming Pearls, CACM 27(9), 1984)."""
    best, best_span, total, first = 0.0, (0, 0), 0.0, 0
    for place, is_hit in enumerate(hit):
        if total <= 0:
            total, first = 0.0, place
        total += 1 if is_hit else -_MISS
        if total > best:
            best, best_span = total, (first, place + 1)
    return best_span


def _frame(words: Sequence[Word]) -> Iterator[Box]:
    """One box for words that stand beside each other on a line."""
    for _, line in groupby(_number_lines(words), key=lambda numbered: numbered[0]):
        box: Box | None = None
        for _, word in sorted(line, key=lambda numbered: numbered[1].left):
            if box is not None and word.left - box[2] > 3 * (word.bottom - word.top):
                yield box
                box = None
            box = _join(box, word)
        if box is not None:
            yield box


def _number_lines(words: Sequence[Word]) -> Iterator[tuple[int, Word]]:
    """Words with the number of their line, from the top: those whose middles are closer than half their height."""
    line, middle = 0, -1.0
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        own = (word.top + word.bottom) / 2
        if middle >= 0 and own - middle > 0.5 * (word.bottom - word.top):
            line += 1
        middle = own
        yield line, word


def _join(box: Box | None, word: Word) -> Box:
    if box is None:
        return word.left, word.top, word.right, word.bottom
    return (
        min(box[0], word.left),
        min(box[1], word.top),
        max(box[2], word.right),
        max(box[3], word.bottom),
    )
