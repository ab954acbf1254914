"""What a document states of itself, as answers: who signed it, when it was issued, by whom, under which number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import DATE_PATTERN, match_date
from corpus.document import Document, Passage
from corpus.letters import UPPER
from corpus.numbers import matches
from index.analysis import strip_marks, syllables
from search.reading import Ask
from search.result import AnswerKind

_HEAD = 1500  # characters of a document that its head stands within
# Without its mark "ký" (to sign) is also "kỳ" (a term), which these words stand beside.
_SIGNED = re.compile(
    r"(?<!nhiem )(?<!dinh )(?<!giua )(?<!thoi )(?<!dau )(?<!cuoi )(?<!hang )\bky\b(?! (?:nang|luat|thuat|hop|ket(?! luan)|niem|nay|nao))"
    r"|\bsign(?:ed|s|atory|er|ature)?\b"
)
_WHO = re.compile(
    r"\b(?:ai|nguoi|ten gi|who|whom|name|(?:thu|truong|tich|doc|chi|tuong|ong|ba|lanh dao) nao|which (?:official|leader))\b"
)
_DUE = re.compile(r"\b(?:by when|must|deadline|phai|truoc ngay|cham nhat|han|khi nao phai)\b")
_ISSUED = re.compile(r"\b(?:ban hanh|ra ngay|ky ngay|ngay ky|de ngay|issued?|dated?|promulgated|adopted)\b")
_WHO_ISSUED = re.compile(
    r"\b(?:(?:ai|co quan nao|don vi nao|cap nao|to chuc nao|who|which (?:body|agency|office)) (?:da )?(?:ban hanh|issued?)|ban hanh boi|issued by)\b"
)
_NUMBERED = re.compile(r"\b(?:so hieu|so may|so bao nhieu|mang so|number|reference number)\b")
_TAIL = 2500  # characters of a document that its signatures stand within
_POSITION = re.compile(
    r"BÍ THƯ|CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|CHÁNH|CỤC|CHỦ NHIỆM|TƯỚNG|T/M|TM\.|THƯỜNG TRỰC|VIỆN|TỔNG"
)
_NAME = re.compile(rf"[{UPPER}][\w'’]*(?: [{UPPER}][\w'’]*){{1,4}}")
_NAMED = 0.3  # what a document gains whose own number the question says
_MEANT = 0.3  # share of a question's words that a head must hold for the question to mean that document


@dataclass(frozen=True, slots=True)
class HeadFact:
    """A span of a document's head or signature, and a passage of the document that was found."""

    kind: AnswerKind
    document: Document
    passage: Passage
    start: int
    end: int


def find_head_fact(
    ask: Ask, wants: frozenset[AnswerKind], passages: Sequence[tuple[Document, Passage]]
) -> HeadFact | None:
    """Return what the question asks of the document that it means; None if it asks for no such thing.

    Args:
        ask: the question.
        wants: the kinds of things asked for.
        passages: the best passages with their documents, best first.
    """
    asked = strip_marks(ask.words).lower()
    kind = _kind_asked(asked, wants)
    meant = _meant_document(ask, passages, sure=kind == "person") if kind else None
    if kind is None or meant is None:
        return None
    document, passage = meant
    finders = {"date": find_issue_date, "agency": find_issuer, "document": find_number}
    span = find_signer(document, _words(ask)) if kind == "person" else finders[kind](document)
    return HeadFact(kind, document, _holding(document, span, passage), *span) if span else None


def asks_head_fact(
    ask: Ask, wants: frozenset[AnswerKind], passages: Sequence[tuple[Document, Passage]]
) -> bool:
    """Tell whether a question asks what a document states of itself, and means one of those found."""
    kind = _kind_asked(strip_marks(ask.words).lower(), wants)
    return kind is not None and _meant_document(ask, passages, sure=kind == "person") is not None


def _kind_asked(asked: str, wants: frozenset[AnswerKind]) -> AnswerKind | None:
    if _SIGNED.search(asked) and _WHO.search(asked) and "number" not in wants:
        return "person"
    if _WHO_ISSUED.search(asked):
        return "agency"
    if "date" in wants and _ISSUED.search(asked) and not _DUE.search(asked):
        return "date"
    return "document" if "document" in wants and _NUMBERED.search(asked) else None


def _meant_document(
    ask: Ask, passages: Sequence[tuple[Document, Passage]], *, sure: bool
) -> tuple[Document, Passage] | None:
    """Return the found document whose head holds most of the question, with its best passage.

    Args:
        ask: the question.
        passages: the best passages.
        sure: whether some found document must be meant; if not, the question has to say its number.
    """
    words = _words(ask)
    best: tuple[float, Document, Passage] | None = None
    for document, passage in {id(d): (d, p) for d, p in reversed(passages)}.values():
        named = any(matches(query, document.metadata.number or "") for query in ask.numbers)
        share = len(words & _description(document)) / max(len(words), 1) + _NAMED * named
        if (named or sure) and (best is None or share >= best[0]):
            best = share, document, passage
    return (best[1], best[2]) if best and best[0] >= (0 if sure else _MEANT) else None


def _words(ask: Ask) -> frozenset[str]:
    texts = (ask.vietnamese, ask.unmarked, *(group[0].vietnamese for group in ask.terms if group))
    return frozenset(strip_marks(token) for text in texts for token in syllables(text))


def _description(document: Document) -> frozenset[str]:
    stated = document.metadata
    texts = (stated.type, stated.number, stated.title, stated.issuer, stated.place)
    signer = stated.signer.position if stated.signer else None
    return frozenset(strip_marks(token) for text in (*texts, signer) if text for token in syllables(text))


def find_signer(document: Document, asked: frozenset[str] = frozenset()) -> tuple[int, int] | None:
    """Return where the name of who signed stands; of several, the one whose position the question says.

    Args:
        document: signed at its end.
        asked: the question's words, without marks.
    """
    signer = document.metadata.signer
    found: list[tuple[float, tuple[int, int]]] = []
    position: list[str] = []
    start = max(0, len(document.text) - _TAIL)
    for line in document.text[start:].split("\n"):
        name = line.strip()
        if _NAME.fullmatch(name) and not name.isupper() and any(map(_POSITION.search, position)):
            at = start + line.index(name)
            words = {strip_marks(token) for one in position for token in syllables(one)}
            stated = 0.5 if signer and signer.name == name else 0.0
            found.append((len(words & asked) + stated, (at, at + len(name))))
            position = []
        elif line.isupper() or line.startswith("("):
            position.append(line)
        start += len(line) + 1
    if found:
        return max(found, key=lambda entry: entry[0])[1]
    at = document.text.rfind(signer.name) if signer else -1
    return (at, at + len(signer.name)) if signer and at >= 0 else None


def find_issue_date(document: Document) -> tuple[int, int] | None:
    """Return where the head states the day of issue, from the word ``ngày`` on."""
    if document.metadata.date is None:
        return None
    folded = strip_marks(document.text[:_HEAD]).lower()
    for match in re.finditer(rf"ngay +{DATE_PATTERN}", folded):
        if match_date(match) == document.metadata.date:
            return match.span()
    return None


def find_number(document: Document) -> tuple[int, int] | None:
    """Return where the head states the number."""
    number = document.metadata.number or ""
    start = document.text[:_HEAD].find(number) if number else -1
    return (start, start + len(number)) if start >= 0 else None


def find_issuer(document: Document) -> tuple[int, int] | None:
    """Return where the head names the issuer, whatever its capitals and its line breaks."""
    words = [re.escape(word) for word in strip_marks(document.metadata.issuer or "").lower().split()]
    folded = strip_marks(document.text[:_HEAD]).lower()
    match = re.search(r"\s+".join(words), folded) if words else None
    return match.span() if match else None


def _holding(document: Document, span: tuple[int, int] | None, found: Passage) -> Passage:
    """Return the passage that a span stands in; the one that was found, where it stands in none."""
    inside: Iterator[Passage] = (
        passage for passage in document.passages if span and passage.start <= span[0] < passage.end
    )
    return next(inside, found)
