"""Questions about the whole library that facts answer.

What implements, rests on, amends or replaces a document; what an agency has to do; what is due in a period. Such a question asks for every fact of a kind, so nothing is ranked: facts that were read at ingestion are listed,
each with the span that states it. A question that says anything beside (a topic, a figure) is left to the search.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.document import Document, Passage, Role
from corpus.letters import fold
from corpus.numbers import NumberQuery, matches
from index.analysis import syllables
from search.answer_spans import extend_citation
from search.head_facts import find_number
from search.periods import Period, read_period
from search.reading import Ask
from search.result import Answer, AnswerKind

RelationKind = Literal["implements", "based_on", "amends", "replaces"]

_VERBS: tuple[tuple[RelationKind, re.Pattern[str]], ...] = (
    ("replaces", re.compile(r"\b(?:thay the|thay cho|thay bang|thay boi|thay|bai bo|replac(?:es?|ed|ing)|supersed(?:es?|ed)|repeal(?:s|ed)?)\b")),
    ("amends", re.compile(r"\b(?:sua doi|bo sung|amend(?:s|ed|ing)?)\b")),
    ("based_on", re.compile(r"\b(?:can cu|dua tren|dua vao|rests? on|based on|(?:legal )?basis)\b")),
    ("implements", re.compile(r"\b(?:thuc hien|trien khai|quan triet|cu the hoa|thi hanh|implement(?:s|ed|ing)?|carr(?:y|ies|ied) out)\b")),
)  # fmt: skip
_NOUNS = (
    r"van ban|nghi quyet|chi thi|quyet dinh|quy dinh|ke hoach|ket luan|chuong trinh(?: hanh dong)?|thong bao|cong van|luat|nghi dinh"
    r"|thong tu|huong dan|quy che|documents?|resolutions?|directives?|decisions?|regulations?|plans?|conclusions?|programmes?"
)
_WHICH = re.compile(
    rf"\b(?:{_NOUNS}) (?:nao|gi)\b|\b(?:nhung|cac|liet ke|tat ca|list|all|which|what) (?:cac )?(?:{_NOUNS})\b"
    r"|\bwhat (?:does|did|do|is|are|replac|implement|amend)|\bvao dau\b"
)
#: Asked right after the verb, so that whatever else is said only describes.
_VERB_WHICH = re.compile(rf"\s+(?:(?:cho|bang|boi|viec)\s+)?(?:{_NOUNS}) (?:nao|gi)\b")
_PASSIVE = re.compile(
    r"\b(?:bi|duoc)\b[^,;?]*\b(?:thay|bai bo|sua doi|thuc hien|trien khai|cu the hoa)|\bthay (?:bang|boi)\b|\b(?:is|was|been|are) \w+ed by\b|\b\w+ed by\b"
)
#: Words that a question about a relation is made of, beside the number and the names of types.
_PLAIN = frozenset(
    "van ban nghi quyet chi thi dinh quy ke hoach ket luan chuong trinh hanh dong thong bao cong luat tu huong dan che bao cao de an"
    " nao gi nhung cac liet tat ca so cua la dang da bi duoc boi bang cho vao tren dau thay the bai bo sua doi bo sung can cu dua thuc hien"
    " trien khai quan triet cu hoa thi hanh viec trong thu vien co hien nay moi ngay nam khong con hieu luc"
    " document documents resolution resolutions directive directives decision decisions regulation regulations plan plans conclusion"
    " conclusions programme programmes program programs action which what does did do is are was been by the of to a an list all implement"
    " implements implemented implementing carry carries carried out rest rests on based basis legal amend amends amended replace replaces"
    " replaced supersede superseded supersedes repeal repealed repeals that in library number no".split()
)
_LONGEST_NAME = 12  # words of an agency's name
_LONGEST = 24  # words; a longer question says more than whose tasks, and when
_TASK = re.compile(
    r"\b(?:nhiem vu|cong viec|phan viec|viec(?: gi| nao)?|trach nhiem|lam (?:nhung )?gi|tasks?|duties|assignments?|must|due|den han)\b"
)
_TASK_PLAIN = frozenset(
    "nhiem vu cong viec phan trach duoc giao cua cho phai lam gi nao nhung cac co den han trong truoc sau hoan thanh thoi chu tri phoi hop"
    " tham muu thuc hien liet ke tat ca danh sach la can se ngay toi het tasks task duties duty assignments assignment assigned of for due in by"
    " before list what which must do does is are the to deadline deadlines all have has on during within until lead leads join joins"
    " should be finished completed done with its their ai co quan don vi who".split()
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("chủ trì", re.compile(r"\b(?:chu tri|leads?)\b")),
    ("phối hợp", re.compile(r"\b(?:phoi hop|joins?)\b")),
    ("tham mưu", re.compile(r"\btham muu\b")),
)


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """What is to be listed.

    Attributes:
        relation: between documents; None where tasks are asked for.
        numbers: of the document named.
        inward: whether the documents that stand so to the one named are asked for (``what implements X``), or
            those that it stands so to (``what X implements``).
        agencies: names of the agency, as assignments spell it; empty for any.
        role: of the agency; None for any.
        period: in which tasks are due; None for any time.
    """

    relation: RelationKind | None = None
    numbers: tuple[NumberQuery, ...] = ()
    inward: bool = True
    agencies: frozenset[str] = frozenset()
    role: Role | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact: the span that answers, and the passage that states it."""

    document: Document
    passage: Passage
    start: int
    end: int
    kind: AnswerKind
    probability: float = 0.9  # a fact that was read is as sure as its reading

    def as_answer(self) -> Answer:
        """Return it as an answer."""
        words = self.document.text[self.start : self.end]
        return Answer(words, self.kind, self.passage.id, self.start, self.end, self.probability)


class LibraryFacts:
    """The relations and assignments of a library, asked as a whole.

    Args:
        documents: all of the library.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self._agencies: dict[str, set[str]] = {}
        for document in self._documents:
            for task in document.assignments:
                self._agencies.setdefault(" ".join(_tokens(task.agency)), set()).add(task.agency)

    def read(self, ask: Ask) -> LibraryQuestion | None:
        """Return what a question asks to be listed; None if it asks for something else."""
        return read_relation(ask) or self._read_tasks(ask)

    def find(self, question: LibraryQuestion) -> tuple[Finding, ...]:
        """Return the facts asked for: documents in the order of the library, tasks soonest due first."""
        if question.relation:
            return tuple(self._find_relations(question, question.relation))
        found = [
            (task.due or date.max, document, task)
            for document in self._documents
            for task in document.assignments
            if (not question.agencies or task.agency in question.agencies)
            and question.role in (None, task.role)
            and (question.period is None or (task.due is not None and question.period.holds(task.due)))
        ]
        found.sort(key=lambda entry: entry[0])
        by_id = {document.id: {p.id: p for p in document.passages} for _, document, _ in found}
        return tuple(
            Finding(document, by_id[document.id][task.passage_id], task.start, task.end, "clause")
            for _, document, task in found
            if task.passage_id in by_id[document.id]
        )

    def _read_tasks(self, ask: Ask) -> LibraryQuestion | None:
        said = fold(ask.words)
        if not _TASK.search(said) or said.count(" ") > _LONGEST:
            return None
        period, said = read_period(said)
        agencies, said = self._name_agency(ask, said)
        role = next((role for role, pattern in _ROLES if pattern.search(said)), None)
        beside = [token for token in _tokens(said) if token not in _TASK_PLAIN]
        if beside or not (agencies or period):
            return None
        return LibraryQuestion(agencies=agencies, role=role, period=period)

    def _name_agency(self, ask: Ask, said: str) -> tuple[frozenset[str], str]:
        """Return the agencies that a question names, by the longest name, and the question without it."""
        tokens = _tokens(said)
        for size in range(min(len(tokens), _LONGEST_NAME), 1, -1):
            for start in range(len(tokens) - size + 1):
                if named := self._called(" ".join(tokens[start : start + size])):
                    return named, " ".join((*tokens[:start], *tokens[start + size :]))
        for group in sorted(ask.terms, key=lambda group: group[0].start - group[0].end):
            for reading in group:
                if named := self._called(" ".join(_tokens(fold(reading.vietnamese)))):
                    return named, f"{said[: reading.start]} {said[reading.end :]}"
        return frozenset(), said

    def _called(self, name: str) -> frozenset[str]:
        """Return the agencies of a name, or else those whose name it begins, of one kind of body only."""
        if name in self._agencies:
            return frozenset(self._agencies[name])
        longer = [called for known, called in self._agencies.items() if known.startswith(f"{name} ")]
        words = len(name.split())
        return frozenset().union(*longer) if words > 2 and longer else frozenset()

    def _find_relations(self, question: LibraryQuestion, relation: RelationKind) -> Iterator[Finding]:
        for document in self._documents:
            own = document.metadata.number or ""
            if not question.inward and not any(matches(query, own) for query in question.numbers):
                continue
            for number in getattr(document.metadata, relation):
                if question.inward and not any(matches(query, number) for query in question.numbers):
                    continue
                if found := _state_relation(document, number, question.inward):
                    yield found


def read_relation(ask: Ask) -> LibraryQuestion | None:
    """Return the relation that a question asks for; None if it asks for none, or for something beside.

    ``Which documents implement 43-NQ/TW`` has the number after the verb, ``what does 66-CTr/TU implement`` before
    it; a passive verb turns this about.
    """
    said = fold(ask.words)
    found = next(((kind, m) for kind, pattern in _VERBS if (m := pattern.search(said))), None)
    if found is None or not ask.numbers or not _WHICH.search(said):
        return None
    outside = said
    for query in reversed(ask.numbers):
        outside = f"{outside[: query.start]} {outside[query.end :]}"
    relation, verb = found
    inward = (ask.numbers[0].start > verb.start()) != bool(_PASSIVE.search(said))
    if re.search(r"\bwhat (?:does|did)\b", said):
        inward = False
    pointed = not inward and _VERB_WHICH.match(said, verb.end())
    if not pointed and any(token not in _PLAIN for token in _tokens(outside)):
        return None
    return LibraryQuestion(relation=relation, numbers=ask.numbers, inward=inward)


def _state_relation(document: Document, number: str, inward: bool) -> Finding | None:
    """Return the document's own number, or the one that it cites, with the passage that first cites it."""
    spans = [
        span for reference in document.references if reference.number == number for span in reference.spans
    ]
    if not spans:
        return None
    start, end = min(spans)
    passage = next((p for p in document.passages if p.start <= start < p.end), None)
    if passage is None:
        return None
    whole = max((stop for _, _, stop in extend_citation(document.text, start, end)), default=end)
    own = find_number(document) if inward else (start, min(whole, passage.end))
    return Finding(document, passage, *own, "document") if own else None


def _tokens(text: str) -> list[str]:
    return syllables(fold(text))
