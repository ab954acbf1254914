"""From a question to ranked, cited passages: gather by words and by meaning, fuse, mark, cite."""

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from index.analysis import strip_marks, syllables
from index.encoder import Encoder
from index.generation import Generation
from search.answers import PASSAGES, find_answer, find_sides
from search.calibration import THRESHOLD, Calibrator, read_signs
from search.features import compute_features, share_unknown, weigh_rarity
from search.highlights import find_highlights
from search.lookup import Lookup, Rows
from search.lookups import Finding, LibraryFacts
from search.ranker import Ranker
from search.reading import Ask, QuestionReader
from search.result import Answer, Citation, Hit, HitSection, Result
from search.scoring import (
    CANDIDATES,
    ENGLISH,
    VIETNAMESE,
    Weights,
    best_rows,
    bring_to_unit,
    lexical_terms,
    score_lexical,
    spread_to_unit,
)

COMPARED = 10  # how many passages both sides of a comparison are looked for in
LISTED = 50  # how many facts of the library one question brings
RANKED = 60  # how many of the gathered candidates the ranker looks at
_COMMON = 0.12  # a syllable in more than this share of all passages is not marked on its own


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows of the index, best first, with the share that each part had in their scores.

    `answerable` is the probability that the first one answers; 0 where there is nothing to tell it by.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    parts: dict[str, NDArray[np.float32]]
    answerable: float = 0.0

    def put_first(self, rows: Sequence[int]) -> "Ranking":
        """Return the ranking with these rows before all others, scored just above them."""
        first = np.array(list(dict.fromkeys(rows)), dtype=np.int64)
        if not first.size:
            return self
        behind = ~np.isin(self.rows, first)
        above = self.scores.max(initial=0.0) + np.arange(first.size, 0, -1, dtype=np.float32)
        parts = {
            name: np.concatenate([np.zeros(first.size, np.float32), p[behind]])
            for name, p in self.parts.items()
        }
        rows_now = np.concatenate([first, self.rows[behind]])
        scores = np.concatenate([above, self.scores[behind]])
        return Ranking(rows_now, scores, parts, self.answerable)

    def cut(self, k: int) -> "Ranking":
        """Return the k best."""
        return Ranking(self.rows[:k], self.scores[:k], {name: part[:k] for name, part in self.parts.items()})


@dataclass(frozen=True, slots=True)
class Parts:
    """What a searcher is made of, in the order of its arguments; to make another with one of them replaced."""

    generation: Generation
    rows: Rows
    encoder: Encoder
    reader: QuestionReader
    ranker: Ranker | None
    calibrator: Calibrator | None

    def assemble(self) -> "Searcher":
        """Return a searcher of these parts."""
        return Searcher(self.generation, self.rows, self.encoder, self.reader, self.ranker, self.calibrator)


class Searcher:
    """Answers questions from one generation; safe to share between threads.

    Args:
        generation: the opened index.
        rows: document and passage of every row of it.
        encoder: the one that built it.
        reader: reads the questions.
        ranker: orders what was gathered; None leaves it in the order of the fusion.
        calibrator: tells how likely the first passage answers.
    """

    def __init__(
        self,
        generation: Generation,
        rows: Rows,
        encoder: Encoder,
        reader: QuestionReader,
        ranker: Ranker | None = None,
        calibrator: Calibrator | None = None,
    ) -> None:
        self.parts = Parts(generation, rows, encoder, reader, ranker, calibrator)
        self._generation = generation
        self._rows = rows
        self._encoder = encoder
        self._aligner = encoder.aligner
        self._reader = reader
        self._ranker = ranker
        self._calibrator = calibrator
        self._lookup = Lookup(rows)
        self._facts = LibraryFacts({document.id: document for document, _ in rows}.values())
        self._row_of = {passage.id: row for row, (_, passage) in enumerate(rows)}

    def search(self, question: str, k: int = 10, *, id: str | None = None, as_typed: bool = False) -> Result:
        """Return the k best passages for a question.

        Args:
            question: in Vietnamese, with marks or without, or in English.
            k: how many passages, at least one.
            id: handed back in the result.
            as_typed: take the question letter by letter.

        Raises:
            QuestionError: the question is blank or too long.
        """
        begun = time.perf_counter()
        ask = self.read(question, as_typed=as_typed)
        facts = self._find_facts(ask)
        ranking = self.rank(ask).put_first([self._row_of[fact.passage.id] for fact in facts])
        answerable = max([round(ranking.answerable, 4), *(fact.probability for fact in facts)])
        answers = tuple(fact.as_answer() for fact in facts) or self._find_sides(ask, ranking, answerable)
        told = answers[0] if facts else self._find_answer(ask, ranking, answerable)
        doubtful = self._calibrator is not None and answerable < THRESHOLD
        return Result(
            id=id,
            question=question,
            query=ask.reading,
            answerable=answerable,
            answer=None if doubtful else told,
            hits=self._cite(ask, ranking, k),
            elapsed_ms=round((time.perf_counter() - begun) * 1000, 3),
            answers=() if doubtful else answers,
        )

    def _find_facts(self, ask: Ask) -> tuple[Finding, ...]:
        """Return what a question about the library as a whole asks to be listed, where it asks for that."""
        asked = self._facts.read(ask)
        return self._facts.find(asked)[:LISTED] if asked else ()

    def _find_answer(self, ask: Ask, ranking: Ranking, probability: float) -> Answer | None:
        best = [self._rows[int(row)] for row in ranking.rows[:PASSAGES]]
        return find_answer(ask, best, probability, self._rarity)

    def _find_sides(self, ask: Ask, ranking: Ranking, probability: float) -> tuple[Answer, ...]:
        best = [self._rows[int(row)] for row in ranking.rows[:COMPARED]]
        return find_sides(ask, best, probability, self._rarity)

    def _rarity(self, term: str) -> float:
        return weigh_rarity(self._generation, term)

    def read(self, question: str, *, as_typed: bool = False) -> Ask:
        """Return what a question asks for; see `QuestionReader.read`."""
        return self._reader.read(question, as_typed=as_typed)

    def rank(self, ask: Ask) -> Ranking:
        """Return every candidate passage, best first, and how likely the first one answers."""
        gathered = self.gather(ask)
        if self._ranker is None or not gathered.rows.size:
            return gathered
        best = gathered.cut(RANKED)
        features = self.describe(ask, best)
        scores = self._ranker.score(features, ask.reading.language)
        first = np.lexsort((best.rows, -scores))
        order = np.concatenate([first, np.arange(RANKED, len(gathered.rows))])
        # What the ranker did not look at stays behind it, in the order of the fusion.
        behind = gathered.scores[RANKED:] - 1 - gathered.scores[:1] + scores.min()
        parts = {name: part[order] for name, part in gathered.parts.items()}
        likely = self._estimate(ask, features[first], scores[first])
        return Ranking(gathered.rows[order], np.concatenate([scores, behind])[order], parts, likely)

    def share_unknown(self, ask: Ask) -> float:
        """Return the share of a question, by rarity, that stands nowhere in what is searched."""
        return share_unknown(self._generation, ask)

    def _estimate(self, ask: Ask, features: NDArray[np.float32], scores: NDArray[np.float32]) -> float:
        if self._calibrator is None:
            return 0.0
        return self._calibrator.estimate(read_signs(features, scores, self.share_unknown(ask)))

    def gather(self, ask: Ask) -> Ranking:
        """Return candidates by the weighted fusion of their parts, best first."""
        weights = ENGLISH if ask.reading.language.startswith("en") else VIETNAMESE
        lexical = score_lexical(self._generation, ask, weights)
        vector = self._encoder.encode_question(ask.typed)
        near, _ = self._generation.dense.nearest(vector, CANDIDATES)
        number = self._lookup.score_numbers(ask.numbers)
        clause = self._lookup.score_clause(ask.reading.clause)
        named = best_rows(number + clause, CANDIDATES)
        rows = np.unique(np.concatenate([best_rows(lexical, CANDIDATES), near, named]))
        cosines = self._generation.dense.cosines(vector, rows)
        return fuse(rows, lexical[rows], cosines, number[rows], clause[rows], weights).cut(CANDIDATES)

    def describe(self, ask: Ask, gathered: Ranking) -> NDArray[np.float32]:
        """Return the features of gathered candidates, shape (candidates, features)."""
        parts = {"fused": gathered.scores, "cosine": gathered.parts["cosine"]}
        return compute_features(
            self._generation, self._rows, self._lookup, ask, gathered.rows, parts, self._aligner
        )

    def _cite(self, ask: Ask, ranking: Ranking, k: int) -> tuple[Hit, ...]:
        terms, phrases = self._marked_terms(ask)
        hits = []
        for place, row in enumerate(ranking.rows[:k]):
            document, passage = self._rows[int(row)]
            marks = find_highlights(passage.text, terms, phrases)
            parts = {name: round(float(part[place]), 4) for name, part in ranking.parts.items()}
            score = round(float(ranking.scores[place]), 4)
            hits.append(cite(document, passage, place + 1, score, parts, marks))
        return tuple(hits)

    def _marked_terms(self, ask: Ask) -> tuple[set[str], set[str]]:
        asked = [strip_marks(term) for terms in lexical_terms(ask).values() for term in terms]
        for group in ask.terms:
            for reading in group:
                tokens = [strip_marks(token) for token in syllables(reading.vietnamese)]
                asked += tokens if len(tokens) == 1 else map(" ".join, itertools.pairwise(tokens))
        common = _COMMON * self._generation.dense.size
        folded = self._generation.lexical["folded"]
        single = {term for term in asked if " " not in term and "_" not in term}
        rare = {term for term in single if folded.document_frequency(term) <= common}
        return rare, {term for term in asked if " " in term}


def fuse(
    rows: NDArray[np.int64],
    lexical: NDArray[np.float32],
    cosines: NDArray[np.float32],
    number: NDArray[np.float32],
    clause: NDArray[np.float32],
    weights: Weights,
) -> Ranking:
    """Return candidates by the weighted sum of their parts, each brought to 0..1 first.

    A weighted sum beats reciprocal ranks wherever the scores of a retriever mean something (Bruch et al., 2023,
    "An Analysis of Fusion Functions for Hybrid Retrieval").
    """
    parts = {
        "lexical": weights.lexical * bring_to_unit(lexical),
        "dense": weights.dense * spread_to_unit(cosines),
        "number": weights.number * number,
        "clause": weights.clause * clause,
    }
    scores = np.asarray(np.sum(list(parts.values()), axis=0), dtype=np.float32)
    parts["cosine"] = cosines
    order = np.lexsort((rows, -scores))
    return Ranking(rows[order], scores[order], {name: part[order] for name, part in parts.items()})


def cite(
    document: Document,
    passage: Passage,
    rank: int,
    score: float,
    parts: dict[str, float],
    highlights: Sequence[tuple[int, int]],
) -> Hit:
    """Return a passage as a hit with its citation."""
    stated = document.metadata
    address = quote(passage.address, safe="")
    return Hit(
        rank=rank,
        score=score,
        passage_id=passage.id,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        document=Citation(
            id=document.id,
            source=document.source,
            number=stated.number,
            type=stated.type,
            title=stated.title,
            issuer=stated.issuer,
            date=stated.date.isoformat() if stated.date else None,
        ),
        section=HitSection(passage.section, passage.labels, passage.headings),
        lead_in=passage.lead_in,
        parts=parts,
        highlights=tuple(highlights),
        url=f"/tai-lieu/{quote(document.id, safe='')}?trich={address}#{address}",
    )
