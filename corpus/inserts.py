"""Text of another document inside a document: articles quoted by an amendment, regulations issued with a decision."""

import re
from collections.abc import Sequence

from corpus.letters import fold
from corpus.numbering import read_label
from corpus.paragraphs import Paragraph
from corpus.vocabulary import match_type

_OPENED = re.compile(r"[“\"«]\s*(?=\S)")
_CLOSED = re.compile(r"[”\"»]\s*[.;,]?$")
_LONGEST_QUOTE = 150
_TITLE_LINES = 6
_ISSUED_WITH = re.compile(r"\(?(?:ban hanh )?kem theo\b")
_ATTACHED = frozenset(
    ("Quy chế", "Quy định", "Quy tắc", "Quy trình", "Điều lệ", "Chương trình", "Chương trình hành động", "Kế hoạch", "Đề án",
     "Phương án", "Hướng dẫn", "Báo cáo", "Nghị quyết", "Quyết định", "Thông tư", "Nghị định", "Chỉ thị", "Thông báo",
     "Kết luận", "Tờ trình", "Luật")
)  # fmt: skip


def find_quoted(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the paragraphs inside quoted articles (``“Điều 5. …`` to ``…”``), whose labels number nothing here."""
    quoted: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        opened = (
            _OPENED.match(paragraph.text) if index not in quoted and paragraph.text[:1] in '“"«' else None
        )
        if opened is None or read_label(paragraph.text[opened.end() :]) is None:
            continue
        last = _closing(paragraphs, index)
        quoted.update(range(index + 1, last + 1))
    return quoted


def _closing(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return the paragraph that closes a quotation, the one that opens it where none does."""
    for last in range(index, min(len(paragraphs), index + _LONGEST_QUOTE)):
        if paragraphs[last].part != "body":
            break
        if _CLOSED.search(paragraphs[last].text[-6:]):
            return last
    return index


def find_attached(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return where documents issued with the first one begin, each with the last line of its title.

    One begins with a title in capitals and the words ``(Ban hành kèm theo …)``, or with its type alone in capitals,
    some lines of title, and a numbering that begins again.
    """
    attached: dict[int, int] = {}
    numbered, last = False, -1
    for index, paragraph in enumerate(paragraphs):
        if paragraph.part != "body" or paragraph.kind != "paragraph":
            continue
        label = paragraph.label
        if label is not None:
            numbered = numbered or label.kind != "bullet"
        elif numbered and index > last and paragraph.text.isupper():
            found = _title_end(paragraphs, index, is_type(paragraph.text))
            if found is not None:
                attached[index] = last = found
    return attached


def is_type(text: str) -> bool:
    """Tell whether a line is the type of a document that may be issued with another, and nothing else."""
    named = match_type(text) if len(text) < 60 else None
    return named is not None and named[0] in _ATTACHED and not text[named[1] :].strip(" .")


def _title_end(paragraphs: Sequence[Paragraph], index: int, typed: bool) -> int | None:
    """Return the last line of an attached document's title; None if no document begins here.

    Args:
        paragraphs: of the whole file.
        index: the first line of the title.
        typed: whether that line is the name of a type.
    """
    last = index
    for later in range(index + 1, min(len(paragraphs), index + 1 + _TITLE_LINES)):
        paragraph = paragraphs[later]
        if _ISSUED_WITH.match(fold(paragraph.text)):
            return last
        label = paragraph.label
        if label is not None:
            return last if typed and label.value == 1 and label.kind != "bullet" else None
        if paragraph.part != "body" or len(paragraph.text) > 300:
            return None
        last = later
    return None
