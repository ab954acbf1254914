"""Labels that a word processor generates: the same counting for docx and doc."""

from dataclasses import dataclass, field

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_DASHES = "-‐‑–—−"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list.

    Attributes:
        start: first number.
        style: how numbers are written, in the names of ECMA-376 (``decimal``, ``lowerRoman``, ``bullet``, …).
        text: the label, ``%1`` standing for the number of the first level: ``Điều %1.``.
        restart: the level (from 1) after which it starts again; 0 never; None after any higher one.
        legal: whether higher levels are written in digits whatever their own style.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Counter:
    """The numbers reached in one list."""

    levels: dict[int, Level]
    numbers: dict[int, int] = field(default_factory=dict)

    def advance(self, depth: int) -> str:
        """Count one paragraph of a level (from 0) and return its label, ``""`` where the level has none."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.numbers[depth] = self.numbers.get(depth, level.start - 1) + 1
        self._restart_below(depth)
        if level.style == "bullet":
            return _write_bullet(level.text)
        return self._fill(level)

    def _restart_below(self, depth: int) -> None:
        for lower in [lower for lower in self.numbers if lower > depth]:
            restart = self.levels[lower].restart
            if restart is None or 0 < depth + 1 <= restart:
                del self.numbers[lower]

    def _fill(self, level: Level) -> str:
        label = level.text
        for depth in range(9):
            mark = f"%{depth + 1}"
            if mark in label:
                label = label.replace(mark, self._write(depth, level.legal))
        return label.strip()

    def _write(self, depth: int, legal: bool) -> str:
        own = self.levels.get(depth, Level())
        number = self.numbers.get(depth, own.start)
        return write_number(number, "decimal" if legal else own.style)


def write_number(number: int, style: str) -> str:
    """Write a number as a list does: ``decimal``, ``lowerLetter``, ``upperRoman``, …; digits for any other style."""
    if style == "none":
        return ""
    if style in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 50 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _write_roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    if style == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _write_roman(number: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters.append(letter * count)
    return "".join(letters)


def _write_bullet(text: str) -> str:
    """Dashes and pluses mean levels in these documents and are kept; every other bullet is one character."""
    mark = text.strip()[:1]
    if not mark:
        return ""
    if mark in _DASHES:
        return "-"
    return mark if mark in "+*" else "•"
