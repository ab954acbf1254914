"""The process that touches pdf files: PDFium parses them, and what it does to this process harms no other.

Run as a script, it imports nothing of the product. Commands:

    pdf_worker.py text FILE FIRST MAX_OBJECTS      one JSON object a line: the file, then each page from FIRST on
    pdf_worker.py render FILE PAGE DPI TURN        one page, as a grey PNM picture, turned clockwise by degrees
    pdf_worker.py show FILE PAGE WIDTH MAX_OBJECTS one page to be looked at: a line of JSON, then a PNG picture

Exit status: 0 done, 3 encrypted, 4 damaged, 5 too many objects, 6 no such page.
"""

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

ENCRYPTED, DAMAGED, TOO_MANY, NO_PAGE = 3, 4, 5, 6

_BOLD, _ITALIC = 1, 2
_PASSWORD_ERROR = 4
_INVISIBLE = 3
_RED = 50
_SPACES = frozenset((0x20, 0xA0, 0x09, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
# Between words, in ems: where spaces are stored, and where they are only drawn as gaps.
_WORD_GAP, _DRAWN_GAP = 0.2, 0.16
_GUESSED = "\u2009"
_CLOSING = frozenset(".,;:!?)]”")
_BREAKS = frozenset((0x0A, 0x0D))
# A picture to be looked at: how many times taller than wide at most, in how many colours.
_TALLEST, _COLOURS = 4, 64


class _Style(NamedTuple):
    """How the characters of one text object are set; sizes in points."""

    size: float
    flags: int
    font: str
    upright: bool
    invisible: bool

    @property
    def look(self) -> tuple[float, int, bool, str]:
        """What letters of one span share; the fonts of the 1990s, in which letters are others, stay apart."""
        legacy = self.font.rpartition("+")[2].lower().startswith((".vn", "vn", "vni"))
        return self.size, self.flags, self.invisible, self.font if legacy else ""


class _Span(NamedTuple):
    """Characters of one style on one line; points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    flags: int
    font: str


class _Letter(NamedTuple):
    """One character where it stands."""

    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    text: str
    style: _Style


def _gather_lines(letters: list[_Letter]) -> list[list[_Letter]]:
    """Lines of letters that are sorted by what they stand on; small raised ones belong to the line that they hang on."""
    lines: list[list[_Letter]] = []
    for letter in letters:
        if lines and letter.baseline - lines[-1][-1].baseline <= 0.6:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for upper, lower in reversed(list(pairwise(lines))):
        size = max((letter.style.size for letter in lower), default=0.0)
        raised = size > 0 and 0.1 * size < lower[0].baseline - upper[-1].baseline < 0.65 * size
        if raised and max(letter.style.size for letter in upper) < 0.85 * size:
            lower.extend(upper)
            upper.clear()
    return lines


def _split_line(line: list[_Letter], word_gap: float) -> Iterator[list[_Letter]]:
    """Group neighbouring letters of one look that stand close to each other; what is drawn twice is one."""
    group: list[_Letter] = []
    spaced = guessed = False
    for letter in sorted(line, key=lambda letter: letter.left):
        if letter.text in (" ", _GUESSED):
            spaced = spaced or letter.text == " "
            guessed = True
            continue
        last = group[-1] if group else None
        if (
            last is not None
            and letter.text == last.text
            and letter.left - last.left < 0.12 * letter.style.size
        ):
            continue
        gap = letter.left - last.right if last is not None else 0.0
        if last is not None and (letter.style.look != last.style.look or gap >= 0.8 * letter.style.size):
            yield group
            group = []
        apart = spaced or ((guessed or gap > word_gap * letter.style.size) and letter.text not in _CLOSING)
        group.append(letter._replace(text=f" {letter.text}") if apart else letter)
        spaced = guessed = False
    if group:
        yield group


def _split_words(group: list[_Letter]) -> Iterator[_Span]:
    """Words of a group of letters; a letter that begins one has a space before it."""
    start = 0
    for place in range(1, len(group) + 1):
        if place == len(group) or group[place].text.startswith(" "):
            yield _make_span(group[start:place])
            start = place


def _make_span(group: list[_Letter]) -> _Span:
    style = group[0].style
    return _Span(
        "".join(letter.text for letter in group),
        group[0].left,
        min(letter.top for letter in group),
        max(letter.right for letter in group),
        max(letter.bottom for letter in group),
        group[0].baseline,
        style.size,
        style.flags,
        style.font,
    )


class _Page:
    """One page: its characters, its drawn lines, its pictures."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._turn = page.get_rotation()
        self._box = page.get_cropbox()
        self.width, self.height = page.get_size()
        self._styles: dict[int, _Style] = {}
        self._hidden = 0

    def describe(self) -> dict[str, object]:
        """Return all that is read of the page."""
        text = self._page.get_textpage()
        spans = [span for group in self._read_groups(text) if (span := _make_span(group)).text.strip()]
        rules, pictures, paths = self._read_drawings()
        text.close()
        return {
            "width": self.width,
            "height": self.height,
            "spans": [
                [round(value, 1) if isinstance(value, float) else value for value in span] for span in spans
            ],
            "rules": rules,
            "pictures": pictures,
            "paths": paths,
            "hidden": self._hidden,
        }

    def list_words(self) -> list[list[object]]:
        """Each word with its font and its box, in parts of the page's width and height."""
        text = self._page.get_textpage()
        words = [word for group in self._read_groups(text) for word in _split_words(group)]
        text.close()
        wide, high = max(self.width, 1), max(self.height, 1)
        return [
            [w.text.strip(), w.font, w.left / wide, w.top / high, w.right / wide, w.bottom / high]
            for w in words
            if w.text.strip()
        ]

    def _read_groups(self, text: Any) -> Iterator[list[_Letter]]:
        """Letters of one look, line by line: a file may draw those of a line in any order, those of one font first."""
        letters = sorted(self._read_letters(text), key=lambda letter: letter.baseline)
        spaces = sum(letter.text == " " for letter in letters)
        word_gap = _WORD_GAP if spaces > len(letters) / 20 else _DRAWN_GAP
        for line in _gather_lines(letters):
            yield from _split_line(line, word_gap)

    def _read_letters(self, text: Any) -> Iterator[_Letter]:
        """Letters in the order of drawing; a space that PDFium guesses counts where it takes up room."""
        handle = text.raw
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        last: _Letter | None = None
        guessed: float | None = None
        for place in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(handle, place)
            if code in _BREAKS or code in (0, 0xFFFE, 0xFFFF):
                continue
            if code in _SPACES and raw.FPDFText_IsGenerated(handle, place):
                raw.FPDFText_GetCharOrigin(handle, place, x, y)
                guessed = self._turn_point(x.value, y.value)[0]
                continue
            style = self._style(raw.FPDFText_GetTextObject(handle, place))
            if not style.upright:
                continue
            raw.FPDFText_GetLooseCharBox(handle, place, box)
            raw.FPDFText_GetCharOrigin(handle, place, x, y)
            left, top, right, bottom = self._turn_box(box.left, box.top, box.right, box.bottom)
            char = " " if code in _SPACES else "-" if code == 2 else chr(code)
            if last is not None and 0x300 <= code <= 0x323:
                left = last.left + 0.01
            last = _Letter(left, right, top, bottom, self._turn_point(x.value, y.value)[1], char, style)
            if guessed is not None and 0.15 < (left - guessed) / max(style.size, 1) < 1:
                yield last._replace(left=guessed, right=left, text=_GUESSED)
            guessed = None
            yield last

    def _style(self, text_object: Any) -> _Style:
        key = ctypes.addressof(text_object.contents) if text_object else 0
        if key not in self._styles:
            self._styles[key] = self._read_style(text_object)
        found = self._styles[key]
        self._hidden += found.invisible
        return found

    def _read_style(self, text_object: Any) -> _Style:
        if not text_object:
            return _Style(10.0, 0, "", True, False)
        size, matrix = ctypes.c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(text_object, size)
        raw.FPDFPageObj_GetMatrix(text_object, matrix)
        font = raw.FPDFTextObj_GetFont(text_object)
        name = _read_font_name(font)
        slant = ctypes.c_int()
        raw.FPDFFont_GetItalicAngle(font, slant)
        lower = name.lower()
        bold = "bold" in lower or "black" in lower or lower.endswith(("-bd", ",bd")) or _is_heavy(font)
        italic = "italic" in lower or "oblique" in lower or slant.value != 0
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) - self._turn * 1.0
        return _Style(
            round(abs(size.value) * math.hypot(matrix.c, matrix.d), 2),
            bold * _BOLD + italic * _ITALIC,
            name,
            abs((angle + 180) % 360 - 180) < 5,
            raw.FPDFTextObj_GetTextRenderMode(text_object) == _INVISIBLE,
        )

    def _read_drawings(self) -> tuple[list[list[float]], float, int]:
        """Thin boxes and lines that are drawn, the share of the page that pictures cover, and how many paths it has."""
        rules: list[list[float]] = []
        covered, paths = 0.0, 0
        for item in self._page.get_objects(
            filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3
        ):
            left, bottom, right, top = item.get_bounds()
            box = self._turn_box(left, top, right, bottom)
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                covered += max(box[2] - box[0], 0) * max(box[3] - box[1], 0)
            else:
                paths += 1
                rules.extend(_split_frame(box, _is_stroked(item)))
        return rules, round(covered / max(self.width * self.height, 1), 3), paths

    def _turn_point(self, x: float, y: float) -> tuple[float, float]:
        """From the page's own space, turned as it is shown, to points from the upper left corner."""
        left, bottom, right, top = self._box
        if self._turn == 90:
            return y - bottom, x - left
        if self._turn == 180:
            return right - x, y - bottom
        if self._turn == 270:
            return top - y, right - x
        return x - left, top - y

    def _turn_box(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        x0, y0 = self._turn_point(left, top)
        x1, y1 = self._turn_point(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_stroked(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(stroke.value)


def _split_frame(box: tuple[float, float, float, float], stroked: bool) -> list[list[float]]:
    """A thin box is a line; any other that is stroked is a frame of four, one that is only filled a background."""
    left, top, right, bottom = (round(value, 1) for value in box)
    if min(right - left, bottom - top) <= 3:
        return [[left, top, right, bottom]]
    if not stroked:
        return []
    return [
        [left, top, right, top],
        [left, bottom, right, bottom],
        [left, top, left, bottom],
        [right, top, right, bottom],
    ]


def _read_font_name(font: Any) -> str:
    if not font:
        return ""
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _is_heavy(font: Any) -> bool:
    weight: int = raw.FPDFFont_GetWeight(font)
    return weight >= 600


def _read_text(path: str, first: int, most: int) -> int:
    document = pdfium.PdfDocument(path)
    _say({"pages": len(document)})
    for number in range(first, len(document)):
        try:
            page = document[number]
            if raw.FPDFPage_CountObjects(page.raw) > most:
                return TOO_MANY
            _say(_Page(page).describe())
            page.close()
        except pdfium.PdfiumError:
            _say({"failed": True})
    return 0


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _render(path: str, number: int, dpi: int, turn: int) -> int:
    """Write one page in shades of grey."""
    page = pdfium.PdfDocument(path)[number]
    rows = page.render(scale=dpi / 72, rotation=turn).to_numpy()
    grey = _fade(rows) if rows.ndim == 3 else rows
    if _is_bilevel(page):
        grey = _smooth(_smooth(grey, 5), 5)
    height, width = grey.shape
    sys.stdout.buffer.write(b"P5 %d %d 255\n" % (width, height))
    sys.stdout.buffer.write(grey.tobytes())
    return 0


def _show(path: str, number: int, width: int, most: int) -> int:
    """Write how many pages there are and the words of one, then its picture."""
    document = pdfium.PdfDocument(path)
    if number >= len(document):
        return NO_PAGE
    page = document[number]
    if raw.FPDFPage_CountObjects(page.raw) > most:
        return TOO_MANY
    _say({"pages": len(document), "words": _Page(page).list_words()})
    wide, high = page.get_size()
    picture = page.render(scale=width / max(wide, high / _TALLEST, 1)).to_pil().convert("RGB")
    picture.quantize(_COLOURS).save(sys.stdout.buffer, "PNG")
    return 0


def _fade(rows: Any) -> Any:
    """Shades of grey in which red, the colour of stamps, is as white as paper, and blue ink as black as print."""
    blue, green, red = (rows[:, :, channel].astype(np.int16) for channel in range(3))
    return np.where(red - np.maximum(green, blue) > _RED, 255, red).astype(np.uint8)


def _is_bilevel(page: Any) -> bool:
    """Whether the page is a picture of black and white alone: its letters have steps for edges."""
    depths = [
        item.get_metadata().bits_per_pixel
        for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    ]
    return bool(depths) and max(depths) == 1


def _smooth(grey: Any, width: int) -> Any:
    """Replace each point by the mean of those around it (a box filter; twice is nearly a Gaussian)."""
    for axis in (0, 1):
        total = np.zeros(grey.shape, dtype=np.uint16)
        for step in range(-(width // 2), width // 2 + 1):
            total += np.roll(grey, step, axis=axis)
        grey = (total // width).astype(np.uint8)
    return grey


def main(arguments: list[str]) -> int:
    """Run one command."""
    command, path, *numbers = arguments
    try:
        if command == "text":
            return _read_text(path, *map(int, numbers))
        if command == "show":
            return _show(path, *map(int, numbers))
        return _render(path, *map(int, numbers))
    except pdfium.PdfiumError as error:
        return ENCRYPTED if getattr(error, "err_code", 0) == _PASSWORD_ERROR else DAMAGED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
