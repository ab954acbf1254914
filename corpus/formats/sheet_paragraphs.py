"""Lines of pages put together into paragraphs by where they begin and end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.block import Block, BlockKind, Place, Run
from corpus.formats.paragraphs import make_blocks
from corpus.formats.sheet import Line, join_spans
from corpus.formats.sheet_columns import Stream

_LABEL = re.compile(
    r"(?:[-+–•*]\s|\(?[a-zđ]{1,2}\)|\(\d{1,2}\)|\d{1,3}[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[IVXLC]{1,6}\s?[.\-–]\s"
    r"|(?:Điều|Chương|Mục|Phần|Tiểu mục|Phụ lục|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+[\dIVXLCt])"
)
_ARTICLE = re.compile(r"Điều \d+[a-zđ]?\. [^\W\d_a-zà-ỹ]")
_WIDEST_STEP = 2.6
_ITEM = re.compile(r"[-–+•]\s*\S|V/v\b|Về việc\b", re.IGNORECASE)
_ENDED = re.compile(r"[.;:!?…/]['\"”’)]?$")
_NARROW, _WIDE = frozenset(" iíìỉĩịljtfr.,;:!'()-/|I1"), frozenset("mwMW%—")
_HYPHEN = re.compile(r"[^\W_]-$")


@dataclass(frozen=True, slots=True)
class Measure:
    """Between which edges a stream of lines is set, and how.

    Attributes:
        left, right: its margins, in points.
        pitch: the widest step from one line to the next within a paragraph, as a multiple of the size.
        indented: whether paragraphs are told by the indent of their first line.
        indent: how far in those lines begin, in points.
    """

    left: float
    right: float
    pitch: float
    indented: bool
    indent: float = 0.0


def measure_lines(lines: Sequence[Line]) -> Measure:
    """Return the measure of lines that share their margins.

    Args:
        lines: at least one.
    """
    lefts = Counter(round(line.left) for line in lines)
    left = _find_left(lefts, len(lines))
    rights = sorted(line.right for line in lines)
    right = rights[-1 - len(rights) // 50]
    pitch = _find_pitch(lines, right)
    continued = sum(lower.left < left + 6 for upper, lower in pairwise(lines) if upper.left > left + 8)
    first = sum(line.left > left + 8 for line in lines)
    set_in = Counter(round(line.left - left) for line in lines if 8 < line.left - left < 80)
    indent = float(set_in.most_common(1)[0][0]) if set_in else 0.0
    return Measure(left, right, pitch, first > 0 and continued > 0.3 * first, indent)


def _find_pitch(lines: Sequence[Line], right: float) -> float:
    """The step between lines of which the lower surely goes on with the upper; else the step of most lines."""
    pairs = [(upper, lower, _step(upper, lower)) for upper, lower in pairwise(lines)]
    steps = sorted(step for _, _, step in pairs if step is not None)
    sure = sorted(
        step
        for upper, lower, step in pairs
        if step is not None and step < 3 and right - upper.right < 4 * upper.size and lower.text[:1].islower()
        and not _LABEL.match(lower.text)
    )  # fmt: skip
    if len(sure) >= 3:
        return sure[-1 - len(sure) // 10]
    return steps[len(steps) // 4] if steps else 1.3


def _find_left(lefts: Counter[int], count: int) -> float:
    """The leftmost edge at which a good share of the lines begins."""
    for edge in sorted(lefts):
        near = sum(lefts[other] for other in range(edge, edge + 3))
        if near >= max(2, 0.08 * count):
            return float(edge)
    return float(min(lefts))


def _step(upper: Line, lower: Line) -> float | None:
    """From one line down to the next, as a multiple of its size; None across pages and columns."""
    if upper.page != lower.page or lower.baseline <= upper.baseline:
        return None
    return (lower.baseline - upper.baseline) / max(lower.size, 1.0)


def split_paragraphs(lines: Sequence[Line], measures: Mapping[int, Measure]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of a stream.

    Args:
        lines: in reading order, over as many pages as the stream goes.
        measures: of the stream, by page.
    """
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _starts_anew(paragraph, line, measures):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _starts_anew(paragraph: Sequence[Line], line: Line, measures: Mapping[int, Measure]) -> bool:
    """Whether a line begins a paragraph, after the lines of the one before it."""
    last = paragraph[-1]
    measure, before = measures[line.page], measures[last.page]
    ended = _ENDED.search(last.text.rstrip()) is not None
    if _is_rule(line) or _is_rule(last) or _is_set_apart(paragraph, line, measure):
        return True
    if is_centred(last, before) or is_centred(line, measure):
        return ended or not _goes_on_centred(last, line, before, measure)
    if _has_room(last, line, before) or _ARTICLE.match(line.text):
        return True
    set_off = ended or line.bold or (measure.indented and line.left > measure.left + 8)
    if set_off and _LABEL.match(line.text):
        return True
    if last.bold and not line.spans[0].bold and not last.text.rstrip().endswith((",", ":")):
        return True
    return _is_indented(paragraph, line, measure, ended)


def _is_set_apart(paragraph: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Whether a line stands further down than lines of one paragraph do."""
    step = _step(paragraph[-1], line)
    if step is None:
        return False
    before = _step(paragraph[-2], paragraph[-1]) if len(paragraph) > 1 else None
    return step > min(1.12 * measure.pitch + 0.05, _WIDEST_STEP) or (
        before is not None and step > 1.2 * before + 0.05
    )


def _goes_on_centred(last: Line, line: Line, before: Measure, measure: Measure) -> bool:
    """Whether two lines in the middle are one: alike, and the first one full."""
    alike = last.bold == line.bold and abs(last.size - line.size) < 0.1 * line.size
    middle = all(is_centred(one, own) or _is_full(one, own) for one, own in ((last, before), (line, measure)))
    return alike and middle and not _has_room(last, line, before)


def _has_room(last: Line, line: Line, measure: Measure) -> bool:
    """Whether the first word of a line would still have stood on the line before: its author ended that one."""
    words = line.text.split()
    width = _weigh(words[0]) / max(_weigh(line.text), 0.1) * (line.right - line.left)
    room = measure.right - last.right
    if is_centred(last, measure):
        room *= 2
    if words[0][:1].islower() and not _LABEL.match(line.text) and not _ENDED.search(last.text.rstrip()):
        return room > width + 0.3 * (measure.right - measure.left)
    return room > width + 0.45 * last.size


def _weigh(text: str) -> float:
    """The width of text in a proportional font, in ems, roughly."""
    return sum(
        0.3 if char in _NARROW else 0.85 if char in _WIDE else 0.68 if char.isupper() else 0.5
        for char in text
    )


def _is_indented(paragraph: Sequence[Line], line: Line, measure: Measure, ended: bool) -> bool:
    """Whether a line begins further in than the paragraph goes on; what hangs on a label is set in too."""
    first, last = paragraph[0], paragraph[-1]
    if line.left < measure.left + 0.6 * line.size:
        return line.page != last.page and ended and not measure.indented
    if len(paragraph) > 1:
        back = ended and abs(line.left - first.left) < 3 and last.left < first.left
        return back or line.left > last.left + 0.6 * line.size
    if _LABEL.match(first.text) and line.left > first.left + 3:
        return False
    return ended if abs(line.left - first.left) < 3 else line.left > first.left


def is_centred(line: Line, measure: Measure) -> bool:
    """Whether a line is set in the middle between the margins, away from both."""
    before, after = line.left - measure.left, measure.right - line.right
    least = 0.05 * (measure.right - measure.left)
    if measure.indented and abs(before - measure.indent) < 4 and line.right - line.left > before + after:
        return False
    return (
        before > least
        and after > least
        and abs(before - after) < max(0.12 * (before + after), 0.9 * line.size)
    )


def _is_full(line: Line, measure: Measure) -> bool:
    """Whether a line reaches from margin to margin, or nearly."""
    least = 0.05 * (measure.right - measure.left)
    return line.left - measure.left <= least and measure.right - line.right <= least


def _is_rule(line: Line) -> bool:
    return re.fullmatch(r"[\s\-_–—=*]{3,}", line.text) is not None


def write_paragraph(
    lines: Sequence[Line], measures: Mapping[int, Measure], kind: BlockKind = "paragraph"
) -> list[Block]:
    """Return a paragraph as blocks; its place is that of the lines on its first page.

    Args:
        lines: of one paragraph.
        measures: of its stream, by page.
        kind: what it is.
    """
    runs: list[Run] = []
    for line in lines:
        if runs and not _HYPHEN.search(runs[-1].text):
            runs.append(Run(" "))
        runs.extend(_write_line(line))
    place = Place(page=lines[0].page, box=_surround(line for line in lines if line.page == lines[0].page))
    middle = [is_centred(line, measures[line.page]) for line in lines]
    full = [_is_full(line, measures[line.page]) for line in lines]
    centred = kind == "paragraph" and any(middle) and all(map(max, middle, full))
    return make_blocks(runs, kind, centred, place=place)


def write_column(stream: Stream) -> list[Block]:
    """Return a column of a head or a close as blocks: its lines as they stand, items that go on below joined.

    Args:
        stream: the column.
    """
    blocks: list[Block] = []
    item: list[Line] = []
    for line in stream.lines:
        if item and not _goes_on_below(item, line):
            blocks += _write_item(item, stream.kind)
            item = []
        item.append(line)
    return blocks + (_write_item(item, stream.kind) if item else [])


def _goes_on_below(item: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on with an item of a list or a subject that the line before it left open."""
    opened = _ITEM.match(item[0].text) is not None and not _is_rule(item[0]) and not _is_rule(line)
    return (
        opened and not _ITEM.match(line.text) and not _ENDED.search(item[-1].text.rstrip()) and not line.bold
    )


def _write_item(lines: Sequence[Line], kind: str) -> list[Block]:
    measures = {line.page: Measure(line.left, line.right, 1.2, indented=False) for line in lines}
    blocks = write_paragraph(lines, measures)
    return [replace(block, centred=kind != "close left") for block in blocks]


def _write_line(line: Line) -> Iterator[Run]:
    size, baseline = line.size, line.baseline
    for span, text in zip(line.spans, join_spans(line.spans), strict=True):
        raised = span.size < 0.85 * size and span.baseline < baseline - 0.1 * size
        yield Run(text, span.bold, span.italic, raised)


def _surround(lines: Iterable[Line]) -> tuple[float, float, float, float]:
    boxes = [line.box for line in lines]
    return (
        round(min(box[0] for box in boxes), 1),
        round(min(box[1] for box in boxes), 1),
        round(max(box[2] for box in boxes), 1),
        round(max(box[3] for box in boxes), 1),
    )


def find_body_size(lines: Iterable[Line]) -> float:
    """Return the size of most characters of all lines, 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for span in line.spans:
            sizes[round(span.size, 1)] += len(span.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
