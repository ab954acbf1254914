"""What is known of a candidate passage for a question: features with names, each between 0 and about 1.

All of them compare shares and places, never counts, so that a ranker trained on one collection serves another.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from index.alignment import Aligner
from index.analysis import bare_syllables, pair, strip_marks
from index.fields import FIELDS, describe_context, describe_document
from index.forward import Gathered
from index.generation import Generation
from index.signs import BIT, Sign
from search.asked_nouns import ASKED_NOUNS, AskedNouns
from search.closeness import CLOSENESS, compare_words
from search.coverage import Concepts, Question, Scores, find_pairs, find_words, hold, read_concepts
from search.expected import read_expected
from search.intent import read_wants
from search.lookup import Lookup, Rows
from search.reading import Ask
from search.result import AnswerKind
from search.scoring import bring_to_unit, spread_to_unit

FEATURES = (
    "fused",  # the weighted fusion alone
    "whole", "text", "words", "folded",  # BM25 of each field as a share of the best candidate's
    "cosine", "cosine_spread",  # of the encoder, as it is and spread over the candidates
    "held", "held_whole",  # rarity-weighted share of the question held by the passage; with its context
    "held_pairs", "held_pairs_whole",  # the same of words two in a row
    "held_sentence", "held_pairs_sentence",  # the same by its best sentence alone
    "held_headings", "held_document",  # the same by the headings; by the document's description
    "missing",  # the weightiest thing asked for that neither the passage nor its context holds
    "held_new",  # share held of what the document's description does not hold
    *CLOSENESS,
    "number", "clause",  # a document number, a clause named in the question
    "gives_number", "gives_date", "gives_agency", "gives_document", "gives_person", "gives_reason",  # what is asked for
    "gives_near",  # share of the question held by the best sentence that holds what is asked for
    "expected",  # share of the finer kinds of things asked for that it holds
    "expected_near",  # the same by its best sentence, times the share of the question held there
    *ASKED_NOUNS,
    "year", "other_year",  # a year named in the question; another year in its stead
    "place", "other_place",  # a document of the place named in the question; of another place
    "framing",  # head, recipients: true of its document, seldom an answer
    "signature",
    "footnote",
    "length",  # characters, as a share of the longest passage
    "fused_place", "cosine_place",  # the place among the candidates, 1 for the first, 1/2 for the second, …
    "document_best",  # the best fusion of its document's candidates, spread over 0..1 of all candidates
    "document_share",  # the same of its document's other candidates, added up, as a share of all candidates'
)  # fmt: skip
_LONGEST = 1200
_WHY = re.compile(r"\b(?:vi sao|tai sao|ly do|nguyen nhan|vi dau|why|reasons?|what causes?)\b")
_SIGN_OF: Mapping[AnswerKind, Sign] = {
    "number": "number", "date": "date", "agency": "agency", "document": "document", "person": "person",
}  # fmt: skip
_COARSE: tuple[Sign, ...] = (*_SIGN_OF.values(), "reason")


@dataclass(frozen=True, slots=True)
class Collection:
    """What is searched, as the features look at it.

    Attributes:
        generation: its index.
        rows: document and passage of every row.
        lookup: what its passages name.
        aligner: compares single words; without it passages differ in nothing there.
        describe: the context of a row, `describe_context`, remembered.
        read: the concepts of a question, `read_concepts`, remembered.
    """

    generation: Generation
    rows: Rows
    lookup: Lookup
    aligner: Aligner | None
    describe: Callable[[int], str]
    read: Callable[[Ask], Question]

    @classmethod
    def remember(cls, generation: Generation, rows: Rows, lookup: Lookup, aligner: Aligner | None) -> Self:
        """Return a collection that remembers the contexts of the rows that it met last, and the last questions."""
        describe = lru_cache(maxsize=20_000)(lambda row: describe_context(*rows[row]))
        rarity = partial(weigh_rarity, generation)
        read = lru_cache(maxsize=16)(lambda ask: read_concepts(ask, rarity))
        return cls(generation, rows, lookup, aligner, describe, read)


def compute_features(
    collection: Collection,
    ask: Ask,
    rows: NDArray[np.int64],
    fields: Mapping[str, Scores],
    fused: Scores,
    cosine: Scores,
) -> NDArray[np.float32]:
    """Return the features of candidates, shape (candidates, len(FEATURES)), columns in the order of FEATURES.

    Args:
        collection: what is searched.
        ask: the question.
        rows: the candidates.
        fields: BM25 of every candidate by field, and whether it is named by ``number`` or ``clause``.
        fused, cosine: of every candidate.
    """
    kept = [collection.rows[int(row)] for row in rows]
    columns: dict[str, Scores] = {name: bring_to_unit(fields[name]) for name in FIELDS}
    columns |= {"number": fields["number"], "clause": fields["clause"], "fused": fused}
    columns |= {"cosine": cosine, "cosine_spread": spread_to_unit(cosine)}
    gathered = collection.generation.syllables.gather(rows)
    signs = read_wanted_signs(ask)
    contexts = [collection.describe(row) for row in rows.tolist()]
    held, of_sentence = _held(collection, ask, gathered, kept, contexts)
    columns |= held
    expected = read_expected(ask.typed, ask.reading.language)
    columns |= compare_words(
        collection.generation.pieces, collection.aligner, ask.typed, rows, kept, contexts
    )
    columns |= _given(signs, gathered, collection.lookup, rows, of_sentence)
    columns |= _expected(expected, gathered, of_sentence)
    asked = AskedNouns.read(ask.typed, ask.reading.language, ask.terms)
    columns |= asked.compare(kept, gathered, collection.generation.syllables, of_sentence)
    columns |= ask.named.compare(kept, contexts, gathered, collection.generation.syllables)
    columns |= _stand(kept, fused, cosine)
    columns["framing"] = _each(kept, lambda _, p: p.kind in ("head", "recipients"))
    columns["signature"] = _each(kept, lambda _, p: p.kind == "signature")
    columns["footnote"] = _each(kept, lambda _, p: p.kind == "footnote")
    columns["length"] = _each(kept, lambda _, p: min(len(p.text) / _LONGEST, 1))
    return np.stack([columns[name].astype(np.float32) for name in FEATURES], axis=1)


def weigh_rarity(generation: Generation, term: str) -> float:
    """Return how much a term without marks tells, by how few passages have it (inverse document frequency)."""
    folded = generation.lexical["folded"]
    return float(np.log(1 + folded.size / (1 + folded.document_frequency(term))))


def share_unknown(collection: Collection, ask: Ask) -> float:
    """Return the share of the question's words, by rarity, that stand nowhere in what is searched."""
    folded = collection.generation.lexical["folded"]
    asked = collection.read(ask).single
    known = np.array([[folded.document_frequency(word) > 0] for word in asked.words], dtype=np.float32)
    if not len(asked.weights):
        return 0.0
    return 1.0 - float(asked.share(asked.fit(known.reshape(-1, 1)))[0])


def read_wanted_signs(ask: Ask) -> int:
    """Return the kinds of things that a question asks for, as bits of `index.signs.BIT`; 0 for none in particular."""
    wanted = {_SIGN_OF[kind] for kind in read_wants(ask.typed) if kind in _SIGN_OF}
    if _WHY.search(strip_marks(ask.typed).lower()):
        wanted.add("reason")
    return sum(BIT[sign] for sign in wanted)


def _held(
    collection: Collection, ask: Ask, gathered: Gathered, kept: Rows, contexts: Sequence[str]
) -> tuple[dict[str, Scores], Scores]:
    """Return the shares held by passages, and by each sentence together with its context.

    Args:
        collection: what is searched.
        ask: the question.
        gathered: the passages.
        kept: the passages with their documents.
        contexts: of the passages.
    """
    asked = collection.read(ask)
    single, pairs = asked.single, asked.pairs
    numbers = collection.generation.syllables.numbers
    words = find_words(single.words, numbers, gathered)
    two = find_pairs(pairs.words, numbers, gathered)
    documents = [_description(document) for document, _ in kept]
    headings = [_tokens("\n".join(passage.headings)) for _, passage in kept]
    described, headed = hold(single.words, documents), hold(single.words, headings)
    context = np.maximum(described, headed)
    inside = gathered.best_of_rows(words)
    pairs_around = np.maximum(
        hold(pairs.words, [_pairs(context) for context in contexts]),
        gathered.best_of_rows(two),
    )
    around = single.fit(np.maximum(inside, context))
    fitted, fitted_words = single.fit(inside), single.fit(words)
    known = single.fit(described)
    of_sentence = single.share(fitted_words)
    with_context = single.share(single.fit(np.maximum(words, context[:, gathered.rows])))
    shares = {
        "held": single.share(fitted),
        "held_whole": single.share(around),
        "missing": single.find_missing(around),
        "held_pairs": pairs.share(pairs.fit(gathered.best_of_rows(two))),
        "held_pairs_whole": pairs.share(pairs.fit(pairs_around)),
        "held_sentence": gathered.best_of_rows(of_sentence),
        "held_pairs_sentence": gathered.best_of_rows(pairs.share(pairs.fit(two))),
        "held_headings": single.share(single.fit(headed)),
        "held_document": single.share(known),
        "held_new": _share_new(single, fitted, known),
    }
    return shares, np.asarray((of_sentence + with_context) / np.float32(2))


def _share_new(asked: Concepts, fitted: Scores, known: Scores) -> Scores:
    left = asked.weights[:, np.newaxis] * (1 - known)
    total = left.sum(axis=0)
    return np.asarray((left * fitted).sum(axis=0) / np.maximum(total, 1e-6))


def _stand(kept: Rows, fused: Scores, cosine: Scores) -> dict[str, Scores]:
    """Return how candidates, and their documents, stand among each other."""
    documents: dict[str, int] = {}
    numbers = np.array(
        [documents.setdefault(document.id, len(documents)) for document, _ in kept], dtype=np.int64
    )
    spread = spread_to_unit(fused)
    best = np.zeros(len(documents), dtype=np.float32)
    np.maximum.at(best, numbers, spread)
    sums = np.bincount(numbers, weights=spread, minlength=len(documents))
    return {
        "fused_place": _places(fused),
        "cosine_place": _places(cosine),
        "document_best": best[numbers],
        "document_share": ((sums[numbers] - spread) / max(float(spread.sum()), 1e-9)).astype(np.float32),
    }


def _places(scores: Scores) -> Scores:
    """Return 1 for the greatest score, 1/2 for the next, and so on."""
    places = np.empty(len(scores), dtype=np.float32)
    places[np.argsort(-scores, kind="stable")] = 1 / np.arange(1, len(scores) + 1, dtype=np.float32)
    return places


def _given(
    signs: int, gathered: Gathered, lookup: Lookup, rows: NDArray[np.int64], of_sentence: Scores
) -> dict[str, Scores]:
    """Return whether a passage holds the kind of thing asked for: 1 as a fact that was read, 0.5 by its words."""
    facts = {"date": lookup.sets_deadline, "agency": lookup.assigns, "document": lookup.cites}
    given = {}
    for sign in _COARSE:
        bit = BIT[sign]
        given[f"gives_{sign}"] = np.zeros(len(rows), dtype=np.float32)
        if signs & bit:
            shown = gathered.best_of_rows((gathered.signs & bit > 0).astype(np.float32))
            fact = facts[sign][rows] if sign in facts else shown
            given[f"gives_{sign}"] = np.maximum(fact, 0.5 * shown).astype(np.float32)
    fits = (gathered.signs & signs > 0) | (signs == 0)
    given["gives_near"] = gathered.best_of_rows(np.where(fits, of_sentence, 0).astype(np.float32))
    return given


def _expected(expected: int, gathered: Gathered, of_sentence: Scores) -> dict[str, Scores]:
    """Return the share of the finer kinds of things asked for that passages hold, whole and by sentence."""
    return {
        "expected": gathered.share_signs_of_rows(expected),
        "expected_near": gathered.best_of_rows(gathered.share_signs(expected) * of_sentence),
    }


def _each(kept: Rows, value: Callable[[Document, Passage], float]) -> Scores:
    return np.array([value(document, passage) for document, passage in kept], dtype=np.float32)


def _description(document: Document) -> frozenset[str]:
    return _tokens(describe_document(document.metadata))


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(bare_syllables(text))


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair(bare_syllables(text)))
