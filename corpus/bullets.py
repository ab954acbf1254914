"""Bullets below bullets: how deep each one stands, and its number among its siblings."""

from dataclasses import dataclass

#: Which marker stands inside which; ``*`` is a heading of its own where it comes first.
_DEPTHS = {"*": 0, "+": 2, "o": 3, "▪": 3, "■": 3, "◦": 3, "○": 3, "∙": 3, "\uf0a7": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One bullet: ``-2`` or ``-4.+1`` among the bullets of its section."""

    address: str
    labels: tuple[str, ...]
    depth: int


@dataclass(slots=True)
class _Open:
    rank: float
    address: str
    label: str
    adopts: bool
    adopted: str = ""


class BulletTree:
    """Counts the bullets of one section."""

    __slots__ = ("_counts", "_open")

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._counts: dict[str, int] = {}

    def leave(self) -> None:
        """A paragraph without a bullet ends every bullet that is open."""
        self._open = []

    def step(self, marker: str, named: bool, bare: bool) -> Step:
        """Count one bullet and return where it stands.

        Args:
            marker: as printed.
            named: whether it names an agency and a colon.
            bare: whether it ends with a colon.
        """
        rank = self._rank(marker, named)
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()
        above = self._open[-1] if self._open else None
        if above and not above.adopted:
            above.adopted = marker
        parent = above.address if above else ""
        key = f"{parent}|{'+' if marker == '+' else '-'}"
        self._counts[key] = self._counts.get(key, 0) + 1
        token = f"{'+' if marker == '+' else '-'}{self._counts[key]}"
        address = f"{parent}.{token}" if parent else token
        self._open.append(_Open(rank, address, marker, named and bare))
        return Step(address, tuple(bullet.label for bullet in self._open), len(self._open))

    def _rank(self, marker: str, named: bool) -> float:
        """Return how deep a marker nests here; one like its agency's own nests below a bare ``- Ban Tổ chức:``."""
        rank = float(_DEPTHS.get(marker, 1))
        if named:
            return rank
        for bullet in self._open:
            if bullet.adopts and bullet.rank == rank and bullet.adopted in ("", marker):
                return rank + 0.5
        return rank
