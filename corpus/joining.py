"""Whether a line goes on with the sentence before it, cut by the end of a page or of a line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.letters import is_upper
from corpus.lines import Line
from corpus.vocabulary import match_type

#: Lines longer than this are whole paragraphs, not lines set to a width.
_WIDEST = 130
_FULL = 0.78
_LONGEST_HEADING = 300
_LONGEST_PARAGRAPH = 20_000

_TERMINAL = re.compile(r"[.!?…:;][”\"’')\]]*$")
_ENDED = re.compile(r"[.!?…:][”\"’')\]]*$")
_ABBREVIATED = re.compile(r"(?:\b(?:TP|Tp|TX|Tx|TT|Q|P|ThS|TS|PGS|GS|BS|KS|Đ/c|tr|st|No|Nxb|v\.v)\.)$")
_NUMBER_BEGUN = re.compile(r"\b(?:số|Số) ?[\dA-Z/.-]*\d[\dA-Z/.]*[-–/]$|[\dA-ZĐ]/$|\d[-–]$")
_NUMBER_GOES_ON = re.compile(r"[-–/]?[A-ZĐ]{1,6}(?:[a-z]{0,2})?[-/][A-ZĐ]|\d{1,4}[-/][A-ZĐ]{2}|[-/][A-ZĐ]{2}")
_NUMBER_OPEN = re.compile(r"\b[Ss]ố ?\d[\d/.-]*$")
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM")
#: A figure, a symbol or what a formula's letter stands for: no part of a sentence.
_FRAGMENT = re.compile(r"[\W\d_]*[^\W\d_]?[\W\d_]*|[^\W\d_]{1,2}\d? ?[:=(].*")
#: Words after which no phrase ends.
_OPEN = re.compile(
    r"(?:[(“]|\b(?:của|và|các|những|về|tại|cho|với|theo|trong|là|từ|do|bằng|hoặc|cùng|như|mỗi|mọi|nhằm|thuộc|giữa|bởi|vì|nếu|khi"
    r"|mà|để|đã|sẽ|khoản|điểm|Điều|điều|Bộ|Ủy|Uỷ))$"
)
#: Words after which a figure goes on.
_OPEN_FOR_FIGURE = re.compile(
    r"\b(?:năm|ngày|tháng|quý|số|đến|hơn|gần|khoảng|trên|dưới|đạt|mục|khóa|khoá|lần|thứ)$"
)


def measure_width(lines: Sequence[Line]) -> int | None:
    """Return how many characters a line is set to where the text is broken into lines; None where it is not.

    What tells is how many lines begin with a small letter: in a text whose paragraphs are whole lines none does.

    Args:
        lines: of the body.
    """
    widths = sorted(line.width for line in lines if line.kind != "table")
    if not widths:
        return None
    widest = widths[int(0.95 * (len(widths) - 1))]
    if widths[int(0.99 * (len(widths) - 1))] > 1.25 * _WIDEST or widest > _WIDEST or widest < 50:
        return None
    if sum(width >= _FULL * widest for width in widths) < 0.35 * len(widths):
        return None
    goes_on = [
        line.text[0].islower() and _is_open(before.text)
        for before, line in pairwise(lines)
        if not line.gap and line.label is None and line.kind != "table"
    ]
    return widest if sum(goes_on) > 1 and sum(goes_on) * 3 > len(goes_on) else None


def find_joint(before: Line, line: Line, width: int | None) -> str | None:
    """Return what to put between a paragraph so far and the next line: a space, nothing, or None for a break.

    Args:
        before: the paragraph, with all lines joined to it.
        line: the next line.
        width: what the text is set to, see `measure_width`.
    """
    if not _can_join(before, line):
        return None
    if _NUMBER_BEGUN.search(before.text[-40:]) and line.text[:1].isalnum():
        return ""
    if _NUMBER_OPEN.search(before.text[-40:]) and _NUMBER_GOES_ON.match(line.text) and line.text[0] in "-/":
        return ""
    return " " if not _stands_alone(before, line) and _goes_on(before, line, width) else None


def _stands_alone(before: Line, line: Line) -> bool:
    """Tell whether a label, a heading's mark or a figure keeps two lines apart."""
    if line.label is not None or is_bare(before) or _is_fragment(before):
        return True
    if _is_fragment(line) and not _hangs(before.text, line.text):
        return True
    return line.level is not None and before.level is None


def _can_join(before: Line, line: Line) -> bool:
    """Tell whether two lines can belong to one paragraph whatever they say."""
    if "table" in (before.kind, line.kind) or len(before.text) > _LONGEST_PARAGRAPH:
        return False
    return before.place.line is None or before.place != line.place


def _is_fragment(line: Line) -> bool:
    return len(line.text) < 40 and line.label is None and _FRAGMENT.fullmatch(line.text) is not None


def is_bare(line: Line) -> bool:
    """Tell whether a line is a label and nothing else (``Chương I``)."""
    return line.label is not None and line.label.end >= len(line.text)


def _goes_on(before: Line, line: Line, width: int | None) -> bool:
    if _is_capitals(before) or _is_capitals(line):
        return _continues_capitals(before, line)
    if _changes_style(before, line):
        return False
    if width is not None and not line.gap:
        return _goes_on_wrapped(before, line, width)
    if line.text[0].islower():
        return _is_open(before.text)
    return _hangs(before.text, line.text) or _goes_on_unseen(before, line)


def _goes_on_unseen(before: Line, line: Line) -> bool:
    """Decide where neither the last word nor the first letter tells: after a heading nothing goes on."""
    text = line.text
    if before.label is not None and before.label.kind != "bullet" and len(before.text) < _LONGEST_HEADING:
        return False
    if text[0].isdigit():
        return len(before.text) > 60 and len(text) > 20 and _is_open(before.text)
    bracketed = not text[0].isupper() and text[1:2].islower()
    return (line.cut or bracketed) and not _TERMINAL.search(before.text[-8:])


def _is_capitals(line: Line) -> bool:
    text = line.text
    if len(text) > 400 or (text[-12:].islower() and text[1:12].islower()):
        return False
    return is_upper(text)


def _continues_capitals(before: Line, line: Line) -> bool:
    """Tell whether a heading in capitals goes on in the next line (``NHIỆM VỤ CỤ THỂ`` / ``VÀ GIẢI PHÁP``)."""
    if not (_is_capitals(before) and _is_capitals(line)) or _ENDED.search(before.text[-8:]):
        return False
    if _is_type(line.text) or _is_type(before.text) or line.text.endswith(":") or _MOTTO.match(line.text):
        return False
    if (before.lead > 0) != (line.lead > 0) or (before.level is None) != (line.level is None):
        return False
    named = before.label is not None or before.headed
    return (
        (named and not line.gap) or before.level is not None or (before.lead > 0 and (named or not line.gap))
    )


def _is_type(text: str) -> bool:
    """Tell whether a line is the name of a document's type and nothing else (``QUYẾT ĐỊNH:``)."""
    named = match_type(text)
    return named is not None and not text[named[1] :].strip(" .:")


def _changes_style(before: Line, line: Line) -> bool:
    """Tell whether one is wholly bold and the other begins plain, or a bold lead-in begins."""
    if before.lead >= len(before.text):
        return line.lead == 0
    return line.lead > 0 and before.lead == 0 and not line.text[:1].islower()


def _goes_on_wrapped(before: Line, line: Line, width: int) -> bool:
    """Decide between two lines of a text set to a width: a short line ends its paragraph."""
    first = line.text[0]
    full = before.width >= _FULL * width
    ended = _ENDED.search(before.text[-8:]) is not None and _ABBREVIATED.search(before.text[-12:]) is None
    if line.indented and not before.indented and (ended or first.isupper()):
        return False
    if first.islower():
        return full or not ended
    return full and not ended


def _is_open(text: str) -> bool:
    """Tell whether a paragraph's end lets a small letter or a figure go on."""
    return _ENDED.search(text[-8:]) is None or _ABBREVIATED.search(text[-12:]) is not None


def is_hanging(text: str) -> bool:
    """Tell whether a paragraph ends with a word or mark that ends no sentence."""
    return text.endswith(",") or _hangs(text, "") or _hangs(text, "1")


def _hangs(text: str, below: str) -> bool:
    """Tell whether a paragraph's last word needs what stands below it."""
    return _OPEN.search(text[-16:]) is not None or (
        below[:1].isdigit() and _OPEN_FOR_FIGURE.search(text[-16:]) is not None
    )
