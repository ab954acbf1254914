"""Clause addresses as people write them: ``mục III.2``, ``điều 5 khoản 2 điểm đ``, ``section III.3``."""

import re

from index.analysis import strip_marks

_PART_WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10}
_PART = re.compile(r"\b(?:phan(?: thu)?|part)\s+(" + "|".join(_PART_WORDS) + r"|[ivx]+|\d{1,2})\b")
_ARTICLE = re.compile(r"\b(?:dieu|article)\s+(\d{1,4}[a-z]?)\b")
_PARAGRAPH = re.compile(r"\b(?:khoan|clause|paragraph)\s+(\d{1,3})\b")
_POINT = re.compile(r"\b(?:diem|point)\s+([a-zđ])\b")
_NOTE = re.compile(
    r"\b(?:(?:chu thich|cuoc chu|footnote)(?: so| no\.?| number)?|note no\.?)\s+\[?(\d{1,3})\b"
)
_BELOW = re.compile(r"\b(?:diem|khoan|tieu muc|y|point|item)\s+(\d{1,2}(?:\.\d{1,2})*)\b")
_SECTION = re.compile(
    r"\b(?:muc|section)\s+([ivx]{1,6}|\d{1,2}|[a-h])((?:\s*[.,/-]?\s*\d{1,2})*(?:[.,][a-zđ](?!\w))?)(?![\w/-])"
)


def read_clause(question: str) -> str | None:
    """Return the path of the clause that a question names (``III.2``, ``P2.I.1``, ``Đ5.2.đ``), or None.

    Marks and case do not matter; an article comes before a section, since sections inside laws only group. A
    footnote has its mark for a path (``[7]``).
    """
    folded = strip_marks(question).lower()
    note = _NOTE.search(folded)
    if note:
        return mark_note(note.group(1))
    article = _ARTICLE.search(folded)
    if article:
        return _article_path(article.group(1), question, folded)
    section = _find_section(question, folded)
    part = _PART.search(folded)
    if not section:
        return f"P{_part_number(part.group(1))}" if part else None
    below_it = question[section.start(2) : section.end(2)].lower()  # with the mark of "đ"
    levels = [section.group(1).upper(), *re.findall(r"\d+|[a-zđ]", below_it)]
    below = _BELOW.search(folded)
    if below and len(levels) == 1:  # "điểm 2.8 mục II"
        levels += [below.group(1)]
    head = [f"P{_part_number(part.group(1))}"] if part else []
    return ".".join(head + levels)


def mark_note(number: str) -> str:
    """Return the path of a footnote, as its passage begins: ``[7]``."""
    return f"[{number.lstrip('0') or '0'}]"


def _find_section(question: str, folded: str) -> re.Match[str] | None:
    """Return the section named; a letter names one in capitals, or with a number behind it (``mục b.3``)."""
    for found in _SECTION.finditer(folded):
        letter = question[found.start(1) : found.end(1)]
        if (
            not letter.islower()
            or letter.lower() in _ROMAN
            or len(letter) > 1
            or re.search(r"\d", found.group(2))
        ):
            return found
    return None


def _article_path(number: str, question: str, folded: str) -> str:
    path = f"Đ{number}"
    paragraph = _PARAGRAPH.search(folded)
    if paragraph:
        path += f".{paragraph.group(1)}"
    point = _POINT.search(folded)
    if point:
        typed = question[point.start(1)].lower() if len(question) == len(folded) else point.group(1)
        path += f".{typed}"
    return path


def _part_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in _PART_WORDS:
        return _PART_WORDS[word]
    values = [_ROMAN[letter] for letter in word]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
