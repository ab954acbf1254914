"""Lists and tables of a web page while they are read."""

from collections.abc import Mapping

from corpus.formats.flow import Flow
from corpus.formats.numbering import write_number

_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_MOST = 1000


class ItemList:
    """A list of a page, and how far it has counted."""

    def __init__(self, numbered: bool, attributes: Mapping[str, str]) -> None:
        self._numbered = numbered
        self._style = _STYLES.get(attributes.get("type", "1"), "decimal")
        self._number = _read_count(attributes, "start", 1) - 1

    def count(self) -> str:
        """Return the label of the next item."""
        self._number += 1
        return f"{write_number(self._number, self._style)}." if self._numbered else "•"


class Grid:
    """Where the cells of a table stand, those that reach down from rows above included."""

    def __init__(self, ruled: bool | None) -> None:
        self.ruled = ruled
        self._column = 0
        self._reaching: dict[int, tuple[int, int, bool]] = {}
        self._cell: tuple[int, int, bool] | None = None

    def open_cell(self, tag: str, attributes: Mapping[str, str], flow: Flow) -> None:
        """Begin a cell, after those that reach down into its place."""
        self.close_cell(flow)
        self._skip_reaching(flow)
        if "border" in attributes.get("style", "") and "none" not in attributes.get("style", ""):
            self.ruled = True
        self._cell = (
            _read_count(attributes, "colspan", 1),
            _read_count(attributes, "rowspan", 1),
            tag == "th",
        )

    def close_cell(self, flow: Flow) -> None:
        """End a cell, if one has begun."""
        if self._cell is None:
            return
        span, rows, heading = self._cell
        flow.end_cell(self._column, span, heading=heading)
        if rows > 1:
            self._reaching[self._column] = (span, rows, heading)
        self._column += span
        self._cell = None

    def close_row(self, flow: Flow) -> None:
        """End a row."""
        self.close_cell(flow)
        self._skip_reaching(flow)
        flow.end_row()
        self._column = 0
        reaching = self._reaching.items()
        self._reaching = {
            column: (span, rows - 1, head) for column, (span, rows, head) in reaching if rows > 1
        }

    def _skip_reaching(self, flow: Flow) -> None:
        """Cells that began in a row above take their place."""
        while self._column in self._reaching:
            span, _, heading = self._reaching[self._column]
            flow.end_cell(self._column, span, continued=True, heading=heading)
            self._column += span


def read_ruled(attributes: Mapping[str, str]) -> bool | None:
    """Whether a table's own attributes draw lines around its cells, None if they don't say."""
    border = attributes.get("border")
    if border is None:
        return True if "border:" in attributes.get("style", "").replace("border:none", "") else None
    return border.strip() not in ("0", "")


def _read_count(attributes: Mapping[str, str], name: str, missing: int) -> int:
    """A whole number of an attribute, within reason."""
    try:
        return min(max(int(attributes.get(name, missing)), 0 if name == "start" else 1), _MOST)
    except ValueError:
        return missing
