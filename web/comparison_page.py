"""What changed between two versions of a document, paragraph by paragraph and then word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from corpus.document import Document
from web.address import document_url
from web.citation import cited_in, name_document

Runs = tuple[tuple[str, bool], ...]
"""Characters, and whether they are of one version only."""


@dataclass(frozen=True, slots=True)
class Part:
    """A changed paragraph as it was and as it is, or a run of unchanged ones.

    Attributes:
        old, new: the two versions; empty where the paragraph was not, or is no more.
        unchanged: how many paragraphs are the same in both, 0 for a change.
    """

    old: Runs = ()
    new: Runs = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Context of ``comparison.html``.

    Attributes:
        name, url: the document as it is.
        parts: the whole text in order.
        changes: how many of its parts are changes.
    """

    name: str
    url: str
    parts: tuple[Part, ...]
    changes: int


def make_comparison_page(old: Document, new: Document) -> ComparisonPage:
    """Return what changed from an earlier version to this one."""
    parts = tuple(compare(old.text.split("\n"), new.text.split("\n")))
    return ComparisonPage(
        name=name_document(cited_in(new)),
        url=document_url(new.id),
        parts=parts,
        changes=sum(not part.unchanged for part in parts),
    )


def compare(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    """Yield changes and the runs of unchanged paragraphs between them.

    The longest common subsequences are those of `difflib` (Ratcliff and Metzener, 1988).
    """
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part(unchanged=j - i)
            continue
        for before, after in zip_longest(old[i:j], new[k:m], fillvalue=""):
            yield compare_words(before, after)


def compare_words(before: str, after: str) -> Part:
    """Return one paragraph's change, the words of either version marked."""
    if not before or not after:
        return Part(((before, True),) if before else (), ((after, True),) if after else ())
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left.append(("".join(old[i:j]), kind != "equal"))
        right.append(("".join(new[k:m]), kind != "equal"))
    return Part(tuple(run for run in left if run[0]), tuple(run for run in right if run[0]))
