"""Numbered lists of a binary Word file. Source: [MS-DOC]."""

import struct
from dataclasses import dataclass, field

from corpus.formats.doc_file import LIST_USES, LISTS, DocFile
from corpus.formats.numbering import Counter, Level

_STYLES = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 255: "none",
}  # fmt: skip


@dataclass(slots=True)
class Lists:
    """The counters of a file's lists; paragraphs name a list by the number of its use, from 1."""

    uses: list[int] = field(default_factory=list)
    counters: dict[int, Counter] = field(default_factory=dict)

    def label(self, use: int, level: int) -> tuple[str, bool]:
        """Count one paragraph and return its label, and whether it is a bullet."""
        key = self.uses[use - 1] if 0 < use <= len(self.uses) else None
        counter = None if key is None else self.counters.get(key)
        if counter is None:
            return "", False
        own = counter.levels.get(level)
        return counter.advance(level), own is not None and own.style == "bullet"


def read_lists(file: DocFile) -> Lists:
    """Read the lists and their uses; a file whose lists can't be read has none."""
    try:
        return Lists(_read_uses(file.part(LIST_USES)), _read_counters(file.part(LISTS, beyond=True)))
    except (struct.error, IndexError):
        return Lists()


def _read_uses(part: bytes) -> list[int]:
    if len(part) < 4:
        return []
    (count,) = struct.unpack_from("<I", part, 0)
    count = min(count, (len(part) - 4) // 16)
    return [struct.unpack_from("<i", part, 4 + 16 * place)[0] for place in range(count)]


def _read_counters(part: bytes) -> dict[int, Counter]:
    """Lists first, then the levels of all of them, one or nine each."""
    if len(part) < 2:
        return {}
    (count,) = struct.unpack_from("<H", part, 0)
    place = 2 + 28 * count
    counters = {}
    for number in range(count):
        (key,) = struct.unpack_from("<i", part, 2 + 28 * number)
        simple = part[2 + 28 * number + 26] & 1
        levels = {}
        for level in range(1 if simple else 9):
            levels[level], place = _read_level(part, place)
        counters[key] = Counter(levels)
    return counters


def _read_level(part: bytes, place: int) -> tuple[Level, int]:
    start, style, flags = struct.unpack_from("<iBB", part, place)
    of_characters, of_paragraph, limit = part[place + 24], part[place + 25], part[place + 26]
    place += 28 + of_characters + of_paragraph
    (length,) = struct.unpack_from("<H", part, place)
    raw = part[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in raw)
    restart = limit if flags & 8 else None
    return Level(start, _STYLES.get(style, "decimal"), text, restart, bool(flags & 4)), place + 2 + 2 * length
