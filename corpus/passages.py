"""Passages: the smallest things worth citing, with the words that they hang on.

A bare lead-in (``Phân công thực hiện:``) goes with the first bullet below it where both stand in one section:
alone it would say nothing, and it would be found for every question about its words. A heading is none, unless
nothing stands below it. One that opens a section of
its own (``- Ban Dân vận Thành ủy:``, a clause with points) is a small passage, since no passage crosses sections.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Passage, PassageKind, Section
from corpus.outline import Entry, Role
from corpus.paragraphs import Paragraph
from corpus.sentences import split_evenly, split_sentences

LONGEST = 1_200

_LONGEST_BARE = 120
_LONGEST_LEAD = 400
_GROUPED: frozenset[Role] = frozenset(("head", "recipients", "signature"))
_LED: frozenset[Role] = frozenset(("paragraph", "bullet"))
_KINDS: dict[Role, PassageKind] = {
    "heading": "clause",
    "head": "head", "clause": "clause", "bullet": "bullet", "paragraph": "paragraph", "footnote": "footnote",
    "recipients": "recipients", "signature": "signature", "table": "table",
}  # fmt: skip


@dataclass(slots=True)
class _Span:
    """Paragraphs that make one passage, or several if they are too long for one."""

    first: int
    last: int
    lead_in: str


def make_passages(
    document_id: str,
    text: str,
    paragraphs: Sequence[Paragraph],
    entries: Sequence[Entry],
    sections: Sequence[Section],
) -> tuple[Passage, ...]:
    """Return the passages of a document in order; they cover all but headings, and none overlaps another.

    Args:
        document_id: begins every passage's id.
        text: canonical.
        paragraphs: of that text.
        entries: where each paragraph stands.
        sections: of the document.
    """
    headings = _find_headings(sections)
    passages: list[Passage] = []
    for span in _group(paragraphs, entries, sections):
        passages += _make(document_id, text, span, paragraphs, entries, headings, sections)
    return tuple(passages)


def _find_headings(sections: Sequence[Section]) -> list[tuple[str, ...]]:
    """Return, for each section, the headings from the root down to it; a clause has none of its own."""
    found: list[tuple[str, ...]] = []
    for section, parent in zip(sections, _find_parents(sections), strict=True):
        above = found[parent] if parent >= 0 else ()
        named = section.heading and (
            section.kind == "heading" or (section.kind == "item" and _names(section))
        )
        found.append((*above, section.heading) if named else above)
    return found


def _names(section: Section) -> bool:
    """Tell whether an item is known by an agency, and not by its first words."""
    return section.body_start > section.start + len(section.label) + len(section.heading)


def _group(
    paragraphs: Sequence[Paragraph], entries: Sequence[Entry], sections: Sequence[Section]
) -> Iterator[_Span]:
    """Yield the paragraphs of each passage with what they hang on."""
    leads = _Leads(paragraphs, entries, sections)
    index = 0
    while index < len(entries):
        entry = entries[index]
        last = index
        lead_in = leads.take(index)
        if entry.role == "heading" and sections[entry.section].end > sections[entry.section].body_start:
            index += 1
            continue
        if entry.role in _GROUPED or entry.role == "heading":
            while last + 1 < len(entries) and _is_like(entries[last + 1], entry):
                last += 1
        else:
            while _is_bare(paragraphs, entries, last):
                last += 1
                leads.take(last)
        yield _Span(index, last, lead_in)
        index = last + 1


def _is_like(below: Entry, entry: Entry) -> bool:
    """Tell whether two lines make one passage: of the head, of a closing, of a heading with nothing below it."""
    return below.role == entry.role and below.section == entry.section


def _is_bare(paragraphs: Sequence[Paragraph], entries: Sequence[Entry], index: int) -> bool:
    """Tell whether a paragraph is a lead-in that goes with the bullet after it."""
    if index + 1 >= len(entries) or not paragraphs[index].text.endswith(":"):
        return False
    entry, below = entries[index], entries[index + 1]
    if (
        len(paragraphs[index].text) > _LONGEST_BARE
        or below.role != "bullet"
        or below.section != entry.section
    ):
        return False
    return entry.role == "paragraph" or (entry.role == "bullet" and below.depth > entry.depth)


class _Leads:
    """Remembers the lead-ins that are open while a document is read."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], entries: Sequence[Entry], sections: Sequence[Section]
    ) -> None:
        self._paragraphs = paragraphs
        self._entries = entries
        self._sections = sections
        self._parents = _find_parents(sections)
        self._caller = (-1, [(0, 0)])
        self._clauses: dict[int, str] = {}
        self._plain: tuple[int, str] = (-2, "")
        self._bullets: list[tuple[int, str]] = []

    def take(self, index: int) -> str:
        """Return what a paragraph hangs on, and remember it if others hang on it."""
        entry = self._entries[index]
        if entry.role == "footnote":
            return self._calling(index)
        if entry.role in _GROUPED:
            return ""
        text = self._paragraphs[index].text
        words = _own_words(self._paragraphs[index]) if text.endswith(":") else ""
        lead_in = self._above(entry)
        if entry.role in ("clause", "heading"):
            self._bullets = []
            self._plain = (-2, "")
            if entry.role == "clause":
                self._clauses[entry.section] = words
        elif entry.role == "bullet":
            self._bullets.append((entry.depth, words))
        else:
            self._bullets = []
            self._plain = (entry.section, words)
        return lead_in

    def _above(self, entry: Entry) -> str:
        section = entry.section
        if entry.role == "bullet":
            while self._bullets and self._bullets[-1][0] >= entry.depth:
                self._bullets.pop()
            leads = [self._plain[1]] if self._plain[0] == section else []
            leads += [words for _, words in self._bullets]
            lead_in = " ".join(filter(None, leads))
            if lead_in or section < 0 or self._sections[section].kind == "item":
                return _shorten(lead_in)
            return _shorten(self._clauses.get(section, ""))
        if entry.role == "clause":
            return _shorten(self._clauses.get(self._parents[section], ""))
        return ""

    def _calling(self, index: int) -> str:
        """Return the sentence that calls a footnote."""
        note = self._paragraphs[index]
        if note.anchor is None:
            return ""
        at = index if self._caller[0] < 0 else self._caller[0]
        while not self._paragraphs[at].start <= note.anchor <= self._paragraphs[at].end:
            at += 1 if self._paragraphs[at].end < note.anchor else -1
        caller = self._paragraphs[at]
        if at != self._caller[0]:
            self._caller = (at, split_sentences(caller.text))
        for start, end in self._caller[1]:
            if note.anchor - caller.start <= end + 1:
                return _shorten(caller.text[start:end])
        return ""


def _find_parents(sections: Sequence[Section]) -> list[int]:
    """Return, for each section, the index of the one that it stands in, -1 at the root."""
    parents: list[int] = []
    open_: list[int] = []
    for index, section in enumerate(sections):
        while open_ and sections[open_[-1]].level >= section.level:
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(index)
    return parents


def _own_words(paragraph: Paragraph) -> str:
    return paragraph.text[paragraph.label.end :] if paragraph.label else paragraph.text


def _shorten(words: str) -> str:
    """Return the end of a long lead-in: its last sentence, or as much of that as is useful."""
    if len(words) <= _LONGEST_LEAD:
        return words
    start, end = split_sentences(words)[-1]
    start = max(start, end - _LONGEST_LEAD)
    return (
        words[start:end]
        if start == 0 or words[start - 1].isspace()
        else words[words.find(" ", start) + 1 : end]
    )


def _make(
    document_id: str,
    text: str,
    span: _Span,
    paragraphs: Sequence[Paragraph],
    entries: Sequence[Entry],
    headings: Sequence[tuple[str, ...]],
    sections: Sequence[Section],
) -> Iterator[Passage]:
    """Yield the passages of one group of paragraphs."""
    start, end = paragraphs[span.first].start, paragraphs[span.last].end
    entry = entries[span.last if entries[span.first].role in _LED else span.first]
    words = paragraphs[span.first].text if span.first == span.last else text[start:end]
    parts = split_evenly(words, LONGEST)
    for number, (first, last) in enumerate(parts, 1):
        address = f"{entry.address}.s{number}" if len(parts) > 1 else entry.address
        yield Passage(
            f"{document_id}#{address}",
            sections[entry.section].path if entry.section >= 0 else "",
            _KINDS[entry.role],
            start + first,
            start + last,
            words[first:last],
            entry.labels,
            headings[entry.section] if entry.section >= 0 else (),
            span.lead_in,
            _page(paragraphs, span, start + first),
        )


def _page(paragraphs: Sequence[Paragraph], span: _Span, offset: int) -> int | None:
    """Return the page on which the character at an offset stands."""
    page = None
    for paragraph in paragraphs[span.first : span.last + 1]:
        for start, number in paragraph.pages:
            if paragraph.start + start <= offset:
                page = number
    return page
