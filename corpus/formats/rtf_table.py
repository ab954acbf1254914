"""The shape of the rows of an RTF table."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class RowShape:
    """Where the cells of a row end, in twips, as its definition says; a definition may serve many rows.

    Attributes:
        edges: left edge of its first cell, and right edges of all.
        continued: for each cell, whether it is the lower part of one that began above.
        ruled: whether lines are drawn around any.
    """

    edges: list[int] = field(default_factory=list)
    continued: list[bool] = field(default_factory=list)
    ruled: bool = False
    _merged: bool = False
    _bordering: bool = False

    def follow(self, word: str, number: int) -> None:
        """Follow a control word of the definition; any other is none of its matter."""
        if word == "trowd":
            self.edges, self.continued, self._merged, self._bordering = [], [], False, False
        elif word == "cellx":
            self.edges = self.edges or [min(0, number)]
            self.edges.append(number)
            self.continued.append(self._merged)
            self._merged = self._bordering = False
        elif word == "clvmrg":
            self._merged = True
        elif word.startswith(("clbrdr", "trbrdr")):
            self._bordering = True
        elif word in ("brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash") and self._bordering:
            self.ruled = True
