"""Whether a label continues a document's numbering, so that words of a sentence are not taken for one."""

import re

from corpus.joining import is_hanging
from corpus.letters import is_upper
from corpus.lines import Line
from corpus.numbering import Label, LabelKind

_ENDED = re.compile(r"[.!?…:;,][”\"’')\]]*$")


class Sequencer:
    """Follows the numbers of a document from label to label."""

    def __init__(self) -> None:
        self._last: dict[tuple[LabelKind, int], int] = {}

    def accepts(self, label: Label, line: Line, before: Line | None) -> bool:
        """Tell whether a label is one, and count it if so.

        Args:
            label: what the line begins with.
            line: the line.
            before: the line before it in the body, None for the first.
        """
        last = self._last.get((label.kind, label.rank), 0)
        expected = label.value == last + 1 or label.value <= 1
        if not expected and not self._is_likely(label, line, before, last):
            return False
        self._count(label)
        return True

    def _is_likely(self, label: Label, line: Line, before: Line | None, last: int) -> bool:
        """Decide on a label out of sequence by how the line before it ends; style is lost where text is copied."""
        near = 0 < label.value - last <= 2
        if label.kind == "letter":
            return False
        if label.kind == "roman":
            return near or (label.sure and is_upper(line.text))
        if before is None:
            return label.sure or near
        if label.sure:
            return not is_hanging(before.text)
        return near and _ENDED.search(before.text[-8:]) is not None

    def _count(self, label: Label) -> None:
        self._last = {
            key: value for key, value in self._last.items() if key[1] <= label.rank or key[0] == "article"
        }
        self._last[label.kind, label.rank] = label.value
