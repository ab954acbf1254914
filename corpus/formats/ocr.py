"""Text recognised in pictures of pages by Tesseract, Vietnamese; what it finds keeps its place on the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from xml.etree import ElementTree

from corpus.formats.limits import Limits
from corpus.formats.ocr_rules import find_rules, straighten
from corpus.formats.picture import Picture
from corpus.formats.process import Allowance, ToolFailed, find_tool, run_tool
from corpus.formats.refusal import Refusal
from corpus.formats.sheet import Sheet, Span, gather_lines
from corpus.formats.syllables import is_syllable, share_of_syllables

_X = "{http://www.w3.org/1999/xhtml}"
_LANGUAGE = "vie"
_PACKAGE = "tesseract-ocr-vie"
_DOUBT = 15.0
_NOISE = 45.0
_FEW_LETTERS, _FEW_RULES = 30, 5
_STROKES = frozenset("|¦")
_BULLETS = ("-", "–", "+", "*", "•")


def require_tesseract() -> str:
    """Return the path of Tesseract.

    Raises:
        Refusal: it, or its Vietnamese, is not installed.
    """
    tesseract = find_tool("tesseract")
    if tesseract is None:
        raise Refusal("tool_missing", _PACKAGE)
    try:
        languages = run_tool([tesseract, "--list-langs"], Allowance(20, 1 << 30))
    except ToolFailed as error:
        raise Refusal("tool_missing", _PACKAGE) from error
    if _LANGUAGE not in languages.decode("utf-8", "replace").split():
        raise Refusal("tool_missing", _PACKAGE)
    return tesseract


def recognise(picture: Picture, number: int, tesseract: str, limits: Limits) -> Sheet:
    """Return the lines of a page; one that makes no sense as it lies is turned, if Tesseract sees how.

    Args:
        picture: the page.
        number: its number, from 1.
        tesseract: path of the program.
        limits: bounds.

    Raises:
        ToolFailed, ToolOverran: the page can't be recognised, or not in time.
    """
    sheet = _recognise(picture, number, tesseract, limits)
    if _makes_sense(sheet):
        return sheet
    degrees = _find_turn(picture, tesseract, limits)
    if not degrees:
        return sheet
    turned = _recognise(picture.turn(degrees), number, tesseract, limits)
    return replace(turned, turn=degrees) if _makes_sense(turned) else sheet


def _makes_sense(sheet: Sheet) -> bool:
    text = " ".join(line.text for line in sheet.lines)
    return len(text) > _FEW_LETTERS and share_of_syllables(text) > 0.5


def _find_turn(picture: Picture, tesseract: str, limits: Limits) -> int:
    """By how many degrees clockwise a page has to be turned, 0 if that can't be seen."""
    command = [tesseract, "stdin", "stdout", "-l", "osd", "--psm", "0", "--dpi", str(picture.dpi)]
    try:
        found = run_tool(command, Allowance(limits.page_seconds, limits.tool_memory_bytes), picture.write())
    except ToolFailed:
        return 0
    degrees = re.search(rb"Rotate: (90|180|270)", found)
    return int(degrees.group(1)) if degrees else 0


def _recognise(picture: Picture, number: int, tesseract: str, limits: Limits) -> Sheet:
    options = ["--dpi", str(picture.dpi), "--psm", "3", "hocr"]
    command = [tesseract, "stdin", "stdout", "-l", _LANGUAGE, *options]
    rules = find_rules(picture)
    clean = picture.erase(rules) if len(rules) > _FEW_RULES else picture
    page = run_tool(command, Allowance(limits.page_seconds, limits.tool_memory_bytes), clean.write())
    scale = 72 / picture.dpi
    found = list(_read_lines(page))
    slope = median(line.slope for line in found for _ in line.words) if found else 0.0
    spans = [_scale(span, scale) for span in _straighten(found, slope)]
    width, height = picture.width * scale, picture.height * scale
    straight = tuple(straighten(box, slope) for box in rules)
    return Sheet(number, width, height, gather_lines(spans, number), straight, slope)


@dataclass(frozen=True, slots=True)
class _Found:
    """A line as Tesseract found it, in points of the picture: its words, its slope."""

    words: tuple[Span, ...]
    slope: float


def _read_lines(page: bytes) -> Iterator[_Found]:
    """Lines of an hOCR page, without specks and strokes that were taken for words."""
    for line in ElementTree.fromstring(page).iter(f"{_X}span"):
        if line.get("class") not in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
            continue
        title = line.get("title", "")
        slope, offset = _read_floats(title, "baseline", 2) or (0.0, 0.0)
        size = (_read_floats(title, "x_size", 1) or (0.0,))[0]
        left, _, right, bottom = _read_floats(title, "bbox", 4) or (0.0, 0.0, 0.0, 0.0)
        baseline = bottom + offset + slope * (right - left) / 2
        words = _drop_strokes(list(_read_words(line, baseline, size)))
        if words and _says_something(words):
            yield _Found(tuple(words), slope)


def _read_words(line: ElementTree.Element, baseline: float, size: float) -> Iterator[Span]:
    for word in line.iter(f"{_X}span"):
        text = "".join(word.itertext()).strip()
        box = _read_floats(word.get("title", ""), "bbox", 4)
        confidence = (_read_floats(word.get("title", ""), "x_wconf", 1) or (0.0,))[0]
        if set(text) <= _STROKES:
            continue
        believed = confidence >= _DOUBT or "/" in text or is_syllable(text.strip(".,;:"))
        if word.get("class") == "ocrx_word" and text and box is not None and believed:
            yield Span(f" {text}", box[0], box[1], box[2], box[3], baseline, size, confidence=confidence)


def _drop_strokes(words: list[Span]) -> list[Span]:
    """Leave out what stands apart at either end of a line and was hardly recognised: strokes of a stamp or a pen."""
    for count in (3, 2, 1):
        if len(words) > count and _are_strokes(words[:count], words[count].left - words[count - 1].right):
            words = words[count:]
        if len(words) > count and _are_strokes(words[-count:], words[-count].left - words[-count - 1].right):
            words = words[:-count]
    return words


def _are_strokes(words: Sequence[Span], gap: float) -> bool:
    """Whether words are marks without a letter, or hardly sure of and far from the others; numbers never are."""
    if any(re.search(r"\d.*/|/.*\d|/[A-ZĐ]", word.text) or word.text.strip() in _BULLETS for word in words):
        return False
    if not any(char.isalnum() for word in words for char in word.text):
        return max(word.confidence for word in words) < 75
    return max(word.confidence for word in words) < 62 and gap > 0.8 * words[0].size


def _says_something(words: list[Span]) -> bool:
    """Whether a line has words, and not only what a stamp or a signature looks like."""
    letters = sum(char.isalnum() for word in words for char in word.text)
    digits = any(char.isdigit() for word in words for char in word.text)
    sure = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    return sure >= _NOISE and (letters > 2 or (sure > 85 and (digits or letters == 2)))


def _read_floats(title: str, name: str, count: int) -> tuple[float, ...] | None:
    found = re.search(rf"\b{name}((?: -?[\d.]+){{{count}}})", title)
    return None if found is None else tuple(map(float, found.group(1).split()))


def _straighten(lines: list[_Found], slope: float) -> list[Span]:
    """Words of a page that was laid on the glass askew, as if it had lain straight; and one size for all its text."""
    usual = median(word.size for line in lines for word in line.words) if lines else 0.0
    spans = []
    for line in lines:
        middle = (line.words[0].left + line.words[-1].right) / 2
        for word in line.words:
            size = usual if 0.74 * usual < word.size < 1.35 * usual else word.size
            down, right = slope * (word.left + word.right) / 2, slope * word.baseline
            moved = replace(word, left=word.left + right, right=word.right + right, size=size)
            straight = word.baseline - slope * middle
            spans.append(replace(moved, top=word.top - down, bottom=word.bottom - down, baseline=straight))
    return spans


def _scale(span: Span, scale: float) -> Span:
    left, top, right, bottom = (value * scale for value in (span.left, span.top, span.right, span.bottom))
    return Span(
        span.text,
        left,
        top,
        right,
        bottom,
        span.baseline * scale,
        span.size * scale,
        confidence=span.confidence,
    )
