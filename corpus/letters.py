"""Vietnamese letters with their marks and case folded away, one character for one character."""

import re
import unicodedata
from collections.abc import Iterator

import numpy as np


def _folded(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return {"Đ": "d", "đ": "d", "Ð": "d", "ð": "d"}.get(letter, base.lower())


_TABLE = {
    code: _folded(chr(code))
    for start, stop in ((0x41, 0x5B), (0xC0, 0x250), (0x1E00, 0x1F00))
    for code in range(start, stop)
    if len(_folded(chr(code))) == 1
}
_TABLE |= {ord("–"): "-", ord("—"): "-", ord("‑"): "-", ord("−"): "-", 0xA0: " ", ord("\t"): " "}

#: Texts of this many characters are folded by array, which is up to twenty times as fast.
LONG = 100
#: Longer ones are folded piece by piece, since the array needs four bytes a character.
_PIECE = 1 << 20
_CODES = np.arange(max(_TABLE) + 1, dtype=np.uint32)
_CODES[list(_TABLE)] = [ord(letter) for letter in _TABLE.values()]

#: Vietnamese letters for use inside ``[…]`` of a pattern.
UPPER = "A-ZÐ" + "".join(chr(code) for code in _TABLE if code >= 0xC0 and chr(code).isupper())
LOWER = "a-zð" + "".join(chr(code) for code in _TABLE if code >= 0xC0 and chr(code).islower())

_RULE = re.compile(r"[\s\-–—_*=~.•|/]*")


def fold(text: str) -> str:
    """Return the text without marks and in lower case.

    The result has exactly as many characters as the text, so that an offset found in it holds in the text.
    Dashes become ``-``, and tabs and hard spaces become spaces.

    Args:
        text: NFC.
    """
    if len(text) < LONG:
        return text.translate(_TABLE)
    if len(text) <= _PIECE:
        return _fold_by_array(text)
    return "".join(_fold_by_array(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))


def cut_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield a text in pieces of whole lines, each with its offset, so that a long one is never folded at once."""
    start = 0
    while start < len(text):
        line_break = text.find("\n", start + _PIECE)
        end = line_break + 1 if line_break >= 0 else len(text)
        yield start, text[start:end]
        start = end


def _fold_by_array(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if codes.max() < _CODES.size:
        folded = _CODES[codes]
    else:
        folded = np.where(codes < _CODES.size, _CODES[np.minimum(codes, _CODES.size - 1)], codes)
    return folded.tobytes().decode("utf-32-le", "surrogatepass")


def is_upper(text: str, share: float = 0.8) -> bool:
    """Tell whether at least ``share`` of the letters are capitals; a text without letters has none."""
    if text.isupper():
        return True
    capitals = sum(map(str.isupper, text))
    return capitals > 0 and capitals >= share * sum(map(str.isalpha, text))


def is_rule(line: str) -> bool:
    """Tell whether a line is nothing but a drawn line or a separator (``-----``, ``*``)."""
    return bool(line.strip()) and _RULE.fullmatch(line) is not None
