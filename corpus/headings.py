"""What a numbered paragraph is called: a heading of its own, or a clause known by its first words."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.lead_ins import find_agency
from corpus.numbering import Label
from corpus.paragraphs import Paragraph

#: Characters by which a clause without a heading is known.
CLAUSE_CHARACTERS = 80

#: Kinds that hold words of their own where nothing stands below them.
_CLAUSES = frozenset(("number", "paren", "point", "subpoint"))
_LONGEST_LABEL = 80
_LONGEST_TITLE = 120
_LONGEST_HEADING = 500
_ENDED = re.compile(r"[.;!?…,][”\"’')\]]*$")
_ANNOUNCES = re.compile(r"(?:như sau|sau đây|\bsau|gồm|gồm có)\s*:$")
#: What a sentence says that has lost its full stop.
_STATES = re.compile(r"có hiệu lực (?:thi hành )?(?:kể )?từ|chịu trách nhiệm thi hành")
_SENTENCE = re.compile(r"[.;!?] ")


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a section.

    Attributes:
        words: of a clause its first 80 characters.
        kind: whether they are a heading of their own.
        end: offset in the paragraph where they end; of a clause, where its own words begin.
    """

    words: str
    kind: Literal["heading", "clause"]
    end: int


def read_heading(paragraph: Paragraph, label: Label, in_article: bool, has_body: bool) -> Heading:
    """Return the heading of a numbered paragraph.

    Args:
        paragraph: begins with the label.
        label: its numbering.
        in_article: whether it stands below a ``Điều``, where khoản and điểm are sentences.
        has_body: whether something stands below it before the next label of its rank.
    """
    text = paragraph.text
    words = text[label.end :]
    whole = Heading(words.rstrip(" :."), "heading", len(text))
    clause = Heading(words[:CLAUSE_CHARACTERS], "clause", label.end)
    if paragraph.lead >= len(text) or paragraph.level is not None or not words:
        return clause if len(words) > 200 and _ENDED.search(words[-8:]) else whole
    run_in = _run_in(paragraph, label, in_article)
    if run_in:
        return run_in
    return whole if _is_heading(words, label, in_article, has_body) else clause


def _is_heading(words: str, label: Label, in_article: bool, has_body: bool) -> bool:
    """Tell whether the words after a label are a title, by how they end and what stands below."""
    if _ENDED.search(words[-8:]) or _STATES.search(words):
        return False
    if words.endswith(":"):
        return _is_title(words, label, in_article) or find_agency(words) is not None
    return len(words) <= _LONGEST_HEADING and (has_body or label.kind not in _CLAUSES)


def _run_in(paragraph: Paragraph, label: Label, in_article: bool) -> Heading | None:
    """Return a heading that its own text follows on the same line, set bold or closed by a colon."""
    text, lead = paragraph.text, paragraph.lead
    if lead > label.end + 2:
        return Heading(text[label.end : lead].strip(" :."), "heading", lead)
    agency = find_agency(text, label.end)
    if agency and agency[1] + 1 < len(text):
        return Heading(text[agency[0] : agency[1]].strip(), "heading", agency[1] + 1)
    colon = text.find(":", label.end, label.end + _LONGEST_LABEL)
    if in_article or colon < 0 or colon + 1 >= len(text) or label.kind == "article":
        return None
    words = text[label.end : colon]
    if _SENTENCE.search(words) or "," in words or len(words.split()) > 12 or not text[colon + 1].isspace():
        return None
    return Heading(words.strip(), "heading", colon + 1)


def _is_title(words: str, label: Label, in_article: bool) -> bool:
    """Tell whether words before a closing colon are a title, and not the beginning of a sentence."""
    if in_article or label.kind == "article" or _SENTENCE.search(words):
        return False
    return len(words) <= _LONGEST_TITLE and _ANNOUNCES.search(words[-16:]) is None
