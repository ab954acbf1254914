"""Marks that stand in the head by themselves: confidentiality, urgency, and that a document is a draft."""

import re
from collections.abc import Iterator, Sequence

from corpus.frame import Frame
from corpus.letters import fold

#: Lines looked at where no head was found.
OPENING_LINES = 12

_CONFIDENTIALITY = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_URGENCY = {
    "khan": "KHẨN",
    "thuong khan": "THƯỢNG KHẨN",
    "hoa toc": "HỎA TỐC",
    "hoa toc hen gio": "HỎA TỐC HẸN GIỜ",
}
_NAMED = re.compile(r"(?:do|muc do?) (?:mat|khan) *: *")
_DRAFT = re.compile(r"du thao(?: (?:lan(?: thu)? *(?P<turn>\d{1,2}|[ivx]+)|(?P<counted>\d{1,2})))?")
_EDGES = " *#_[](){}.:|\"“”'"


def read_confidentiality(lines: Sequence[str], frame: Frame) -> str | None:
    """Return ``MẬT``, ``TỐI MẬT`` or ``TUYỆT MẬT`` where the head bears it, else None."""
    return _read(lines, frame, _CONFIDENTIALITY)


def read_urgency(lines: Sequence[str], frame: Frame) -> str | None:
    """Return ``KHẨN``, ``THƯỢNG KHẨN``, ``HỎA TỐC`` or ``HỎA TỐC HẸN GIỜ`` where the head bears it, else None."""
    return _read(lines, frame, _URGENCY)


def read_draft(lines: Sequence[str], frame: Frame) -> str | None:
    """Return ``Dự thảo`` or ``Dự thảo lần 2`` where the head says that a document is one, else None."""
    for _, folded in _cells(lines, frame):
        match = _DRAFT.fullmatch(folded)
        if match:
            turn = match["turn"] or match["counted"]
            return f"Dự thảo lần {turn.upper()}" if turn else "Dự thảo"
    return None


def _read(lines: Sequence[str], frame: Frame, marks: dict[str, str]) -> str | None:
    for cell, folded in _cells(lines, frame):
        named = _NAMED.match(folded)
        if cell.isupper() or named:
            for piece in re.split(r" *[-/,+] *", folded[named.end() if named else 0 :]):
                if piece in marks:
                    return marks[piece]
    return None


def _cells(lines: Sequence[str], frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield each short line, or column of one, of the head, as printed and folded."""
    stop = frame.head[1] if frame.head else OPENING_LINES
    for line in lines[:stop]:
        if len(line) > 200:
            continue
        for cell in re.split(r"\t+| {3,}|\|", line):
            words = " ".join(cell.split()).strip(_EDGES)
            if 2 < len(words) < 40:
                yield words, fold(words)
