"""What is known of a candidate passage for a question: features with names, each between 0 and about 1.

All of them compare shares and never counts, so that a ranker trained on one collection serves another.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from index.alignment import Aligner
from index.analysis import pair, strip_marks, syllables
from index.fields import describe_context, describe_document, say_passage
from index.generation import Generation
from search.intent import read_intent
from search.lookup import Lookup, Rows
from search.reading import Ask
from search.result import AnswerKind
from search.scoring import bring_to_unit, score_fields, spread_to_unit

Scores = NDArray[np.float32]

FEATURES = (
    "fused",  # the weighted fusion alone
    "whole", "text", "words", "folded",  # BM25 of each field as a share of the best candidate's
    "cosine", "cosine_spread",  # of the encoder, as it is and spread over the candidates
    "held", "held_whole",  # rarity-weighted share of the question's syllables in the passage; with its context
    "held_pairs", "held_pairs_whole",  # the same of pairs of syllables
    "held_headings", "held_document",  # the same of syllables in the headings; in the document's description
    "held_new",  # share held of those syllables that the document's description does not hold
    "aligned", "aligned_above", "aligned_whole", "aligned_whole_above",  # its words' nearest words, with context
    "number", "clause",  # a document number, a clause named in the question
    "gives_number", "gives_date", "gives_agency", "gives_document", "gives_person",  # it holds what is asked for
    "framing",  # head, recipients, signature: true of its document, seldom an answer
    "footnote",
    "length",  # characters, as a share of the longest passage
)  # fmt: skip
_LONGEST = 1200
_DATE = re.compile(
    r"\b(?:\d{1,2}/\d{1,2}/\d{4}|(?:quý|tháng|năm|ngày|nhiệm kỳ) (?:[IVX]+|\d+))", re.IGNORECASE
)
_QUANTITY = re.compile(r"(?<![\w/-])\d+(?:[.,]\d+)*(?:\s?%| [^\W\d_]+)")
_PERSON = re.compile(r"\b(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+[A-ZĐÀ-Ỹ]")
_AGENCY = re.compile(
    r"\b(?:Ban|Ủy ban|Uỷ ban|Văn phòng|Sở|Bộ|Đảng đoàn|Đảng ủy|Hội đồng|Tòa án|Viện|Cục|Chi cục|Công an|Mặt trận"
    r"|chủ trì|phối hợp|tham mưu|chịu trách nhiệm|giao)\b",
    re.IGNORECASE,
)


def compute_features(
    generation: Generation,
    rows_of_index: Rows,
    lookup: Lookup,
    ask: Ask,
    rows: NDArray[np.int64],
    parts: Mapping[str, Scores],
    aligner: Aligner | None,
) -> NDArray[np.float32]:
    """Return the features of candidates, shape (candidates, len(FEATURES)), columns in the order of FEATURES.

    Args:
        generation, rows_of_index, lookup: what is searched.
        ask: the question.
        rows: the candidates.
        parts: ``fused`` and ``cosine`` of every candidate.
        aligner: compares single words; without it passages differ in nothing there.
    """
    kept = [rows_of_index[int(row)] for row in rows]
    rarity = weigh_terms(generation, ask)
    fields = score_fields(generation, ask)
    kind = read_intent(ask.typed)
    columns: dict[str, Scores] = {name: bring_to_unit(score[rows]) for name, score in fields.items()}
    columns |= _held(generation, rarity, rows, kept)
    columns |= _aligned(aligner, ask, kept)
    columns |= _given(kind, lookup, rows, kept)
    columns["fused"] = parts["fused"]
    columns["cosine"] = parts["cosine"]
    columns["cosine_spread"] = spread_to_unit(parts["cosine"])
    columns["number"] = lookup.score_numbers(ask.numbers)[rows]
    columns["clause"] = lookup.score_clause(ask.reading.clause)[rows]
    columns["framing"] = _each(kept, lambda _, p: p.kind in ("head", "recipients", "signature"))
    columns["footnote"] = _each(kept, lambda _, p: p.kind == "footnote")
    columns["length"] = _each(kept, lambda _, p: min(len(p.text) / _LONGEST, 1))
    return np.stack([columns[name].astype(np.float32) for name in FEATURES], axis=1)


def weigh_terms(generation: Generation, ask: Ask) -> dict[str, float]:
    """Return the question's syllables and pairs, without marks, with how rare each is times how sure it is."""
    sure: dict[str, float] = {}
    for text in (ask.vietnamese, ask.unmarked):
        tokens = [strip_marks(token) for token in syllables(text)]
        sure.update(dict.fromkeys((*tokens, *pair(tokens)), 1.0))
    for group in ask.terms:
        for reading in group:
            tokens = [strip_marks(token) for token in syllables(reading.vietnamese)]
            for term in (*tokens, *pair(tokens)):
                sure[term] = max(sure.get(term, 0.0), reading.weight)
    return {term: weight * weigh_rarity(generation, term) for term, weight in sure.items()}


def weigh_rarity(generation: Generation, term: str) -> float:
    """Return how much a term without marks tells, by how few passages have it (inverse document frequency)."""
    folded = generation.lexical["folded"]
    return float(np.log(1 + folded.size / (1 + folded.document_frequency(term))))


def share_unknown(generation: Generation, ask: Ask) -> float:
    """Return the share of the question's syllables, by rarity, that stand nowhere in what is searched."""
    single = {term: weight for term, weight in weigh_terms(generation, ask).items() if " " not in term}
    folded = generation.lexical["folded"]
    return _share(single, frozenset(term for term in single if not folded.document_frequency(term)))


def _held(
    generation: Generation, rarity: Mapping[str, float], rows: NDArray[np.int64], kept: Rows
) -> dict[str, Scores]:
    single = {term: weight for term, weight in rarity.items() if " " not in term}
    pairs = {term: weight for term, weight in rarity.items() if " " in term}
    described = _each(kept, lambda d, _: _share(single, _description(d)))
    headed = _each(kept, lambda _, p: _share(single, _tokens("\n".join(p.headings))))
    new = _each(kept, lambda d, p: _share(_without(single, _description(d)), _tokens(say_passage(p))))
    inside = [_tokens(say_passage(passage)) for _, passage in kept]
    both = [_pairs(say_passage(passage)) for _, passage in kept]
    return {
        "held": np.array([_share(single, tokens) for tokens in inside], dtype=np.float32),
        "held_whole": _share_of_index(generation, single, rows),
        "held_pairs": np.array([_share(pairs, tokens) for tokens in both], dtype=np.float32),
        "held_pairs_whole": _share_of_index(generation, pairs, rows),
        "held_headings": headed,
        "held_document": described,
        "held_new": new,
    }


def _aligned(aligner: Aligner | None, ask: Ask, kept: Rows) -> dict[str, Scores]:
    shares = np.zeros((len(kept), 4), dtype=np.float32)
    if aligner:
        contexts = [describe_context(document, passage) for document, passage in kept]
        shares = aligner.align(ask.typed, [say_passage(passage) for _, passage in kept], contexts)
    names = ("aligned", "aligned_above", "aligned_whole", "aligned_whole_above")
    return dict(zip(names, shares.T, strict=True))


def _share_of_index(generation: Generation, wanted: Mapping[str, float], rows: NDArray[np.int64]) -> Scores:
    total = sum(wanted.values())
    held = np.zeros(len(rows), dtype=np.float32)
    for term, weight in wanted.items():
        held += weight * generation.lexical["folded"].holds(term, rows)
    return held / total if total else held


def _share(wanted: Mapping[str, float], tokens: frozenset[str]) -> float:
    total = sum(wanted.values())
    return sum(weight for term, weight in wanted.items() if term in tokens) / total if total else 0.0


def _without(wanted: Mapping[str, float], tokens: frozenset[str]) -> dict[str, float]:
    return {term: weight for term, weight in wanted.items() if term not in tokens}


def _given(kind: AnswerKind, lookup: Lookup, rows: NDArray[np.int64], kept: Rows) -> dict[str, Scores]:
    """Return whether a passage holds the kind of thing asked for: 1 as a fact that was read, 0.5 by its words."""
    none = np.zeros(len(kept), dtype=np.float32)
    given = {name: none for name in FEATURES if name.startswith("gives_")}
    if kind == "number":
        given["gives_number"] = _each(kept, lambda _, p: bool(_QUANTITY.search(p.text)))
    elif kind == "date":
        dated = _each(kept, lambda _, p: bool(_DATE.search(p.text)))
        given["gives_date"] = np.maximum(lookup.sets_deadline[rows], 0.5 * dated)
    elif kind == "agency":
        named = _each(kept, lambda _, p: bool(_AGENCY.search(p.text)))
        given["gives_agency"] = np.maximum(lookup.assigns[rows], 0.5 * named)
    elif kind == "document":
        given["gives_document"] = lookup.cites[rows].astype(np.float32)
    elif kind == "person":
        named = _each(kept, lambda _, p: bool(_PERSON.search(p.text)))
        given["gives_person"] = np.maximum(_each(kept, lambda _, p: p.kind == "signature"), 0.5 * named)
    return given


def _each(kept: Rows, value: Callable[[Document, Passage], float]) -> Scores:
    return np.array([value(document, passage) for document, passage in kept], dtype=np.float32)


def _description(document: Document) -> frozenset[str]:
    return _tokens(describe_document(document.metadata))


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(strip_marks(token) for token in syllables(text))


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair(strip_marks(token) for token in syllables(text)))
