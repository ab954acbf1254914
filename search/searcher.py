"""From a question to ranked, cited passages: gather by words and by meaning, fuse, rank, cite."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Reranker
from index.generation import Generation, encoder_text
from search.admission import Admission, Admitted
from search.answers import PASSAGES, Picked, find_answer, find_sides
from search.calibration import THRESHOLD, Calibrator, read_signs
from search.citing import Marker, cite
from search.doubt import Doubts
from search.features import Collection, compute_features, share_unknown, weigh_rarity
from search.lookup import Lookup, Rows
from search.lookups import Finding, LibraryFacts
from search.ranker import Ranker, Side, side_of
from search.ranking import Ranking, fuse
from search.reading import Ask, QuestionReader
from search.result import Answer, Doubt, Hit, Result
from search.scoring import CANDIDATES, ENGLISH, VIETNAMESE, add_fields, best_rows, score_fields
from search.sides import Found
from search.syntax import Filter
from search.twins import find_twins

COMPARED = 10  # how many passages both sides of a comparison are looked for in
LISTED = 50  # how many facts of the library one question brings
RANKED = 100  # how many of the gathered candidates the ranker looks at
NEAR = 50  # how many of the first passages are compared with each other: the pairs grow with the square
_ABOVE = 0.01  # by how much the last passage of a clause that was named stands above the first of all others
RERANKED = 20  # how many of the ranked passages a cross-encoder reads, where one is used


@dataclass(frozen=True, slots=True)
class Parts:
    """What a searcher is made of, in the order of its arguments; to make another with one of them replaced."""

    generation: Generation
    rows: Rows
    encoder: Encoder
    reader: QuestionReader
    ranker: Ranker | None
    calibrator: Calibrator | None
    reranker: Reranker | None = None

    def assemble(self) -> "Searcher":
        """Return a searcher of these parts."""
        return Searcher(
            self.generation,
            self.rows,
            self.encoder,
            self.reader,
            self.ranker,
            self.calibrator,
            self.reranker,
        )


class Searcher:
    """Answers questions from one generation; safe to share between threads.

    Args:
        generation: the opened index.
        rows: document and passage of every row of it.
        encoder: the one that built it.
        reader: reads the questions.
        ranker: orders what was gathered; None leaves it in the order of the fusion.
        calibrator: tells how likely the first passage answers.
        reranker: a cross-encoder that puts the first passages in its own order; slow, and off by default.
    """

    def __init__(
        self,
        generation: Generation,
        rows: Rows,
        encoder: Encoder,
        reader: QuestionReader,
        ranker: Ranker | None = None,
        calibrator: Calibrator | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.parts = Parts(generation, rows, encoder, reader, ranker, calibrator, reranker)
        self._generation = generation
        self._rows = rows
        self._encoder = encoder
        self._reader = reader
        self._ranker = ranker
        self._calibrator = calibrator
        self._reranker = reranker
        self._lookup = Lookup(rows)
        self._collection = Collection.remember(generation, rows, self._lookup, encoder.aligner)
        self._facts = LibraryFacts({document.id: document for document, _ in rows}.values())
        self._admission = Admission(generation, rows)
        self._doubts = Doubts(generation, self._lookup)
        # Articles imported one by one, or a benchmark's entries: nothing stands around most of them.
        self._alone = 2 * sum(len(document.passages) == 1 for document, _ in rows) > len(rows)
        self._row_of = {passage.id: row for row, (_, passage) in enumerate(rows)}

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        id: str | None = None,
        as_typed: bool = False,
        filters: Sequence[Filter] = (),
    ) -> Result:
        """Return the k best passages for a question.

        Args:
            question: in Vietnamese, with marks or without, or in English.
            k: how many passages, at least one.
            id: handed back in the result.
            as_typed: take the question letter by letter.
            filters: what documents to search, beside those typed.

        Raises:
            QuestionError: the question is blank or too long, or a filter in it can't be understood.
        """
        begun = time.perf_counter()
        ask = self._reader.read(question, as_typed=as_typed, filters=filters)
        facts = self._find_facts(ask)
        ranking = self._rerank(ask, self.rank(ask)).put_first(
            [self._row_of[fact.passage.id] for fact in facts]
        )
        picked = self.pick(ask, ranking)
        likely = self._estimate(ask, ranking, picked)
        if self._doubts.find_missing(ask):  # nothing can say a word of what nothing names
            likely *= THRESHOLD
        answerable = max([round(likely, 4), *(fact.probability for fact in facts)])
        if picked and picked.stated and not facts:
            ranking = ranking.put_first([self._row_of[picked.passage.id]])
        answers = tuple(fact.as_answer() for fact in facts) or self._find_sides(ask, ranking, answerable)
        told = answers[0] if facts else picked.as_answer(answerable) if picked else None
        doubt = self._find_doubt(ask, ranking, answerable)
        return Result(
            id=id,
            question=question,
            query=ask.reading,
            answerable=answerable,
            answer=None if doubt else told,
            hits=self._cite(ask, ranking, k),
            elapsed_ms=round((time.perf_counter() - begun) * 1000, 3),
            answers=() if doubt else answers,
            doubt=doubt,
        )

    def _find_facts(self, ask: Ask) -> tuple[Finding, ...]:
        """Return what a question about the library as a whole asks to be listed, where it asks for that."""
        asked = self._facts.read(ask)
        if not asked:
            return ()
        admitted = self._admission.filter(ask.filters)
        found = self._facts.find(asked)
        kept = found if admitted is None else [f for f in found if admitted[self._row_of[f.passage.id]]]
        return tuple(kept[:LISTED])

    def pick(self, ask: Ask, ranking: Ranking) -> Picked | None:
        """Return the span of the best passages that answers best, None where there is none."""
        return find_answer(ask, self._first(ranking, PASSAGES), self._rarity) if ask.typed else None

    def _find_sides(self, ask: Ask, ranking: Ranking, probability: float) -> tuple[Answer, ...]:
        sides = find_sides(ask, self._first(ranking, COMPARED), self._rarity)
        return tuple(picked.as_answer(probability) for picked in sides)

    def _first(self, ranking: Ranking, count: int) -> Found:
        return [self._rows[int(row)] for row in ranking.rows[:count]]

    def _estimate(self, ask: Ask, ranking: Ranking, picked: Picked | None) -> float:
        if self._calibrator is None or ranking.features is None:
            return 0.0
        return self._calibrator.estimate(self.read_signs(ask, ranking, picked))

    def read_signs(self, ask: Ask, ranking: Ranking, picked: Picked | None) -> NDArray[np.float32]:
        """Return the signs by which is told whether the first passage answers; the ranking holds its features."""
        if ranking.features is None:
            raise ValueError("a ranking without features has no signs")
        told = picked.signs if picked else {}
        scores = ranking.scores[: len(ranking.features)]
        return read_signs(ask, ranking.features, scores, share_unknown(self._collection, ask), told)

    def _find_doubt(self, ask: Ask, ranking: Ranking, answerable: float) -> Doubt | None:
        admitted = self._admission.filter(ask.filters)
        if admitted is not None and not admitted.any():
            return Doubt("filter", " ".join(f"{one.key}:{one.value}" for one in ask.filters))
        missing = self._admission.hold(ask.phrases, admitted)[1]
        if missing:
            return Doubt("phrase", missing)
        if self._calibrator is None or answerable >= THRESHOLD or not ask.typed or not ranking.rows.size:
            return None
        return self._doubts.find_reason(ask)

    def _rarity(self, term: str) -> float:
        return weigh_rarity(self._generation, term)

    def read(self, question: str, *, as_typed: bool = False) -> Ask:
        """Return what a question asks for; see `QuestionReader.read`."""
        return self._reader.read(question, as_typed=as_typed)

    def side_of(self, ask: Ask) -> Side:
        """Return whose weights rank a question: they differ by language, and over articles that stand alone."""
        return side_of(ask.reading.language, self._alone)

    def rank(self, ask: Ask) -> Ranking:
        """Return every candidate passage, best first."""
        gathered = self.gather(ask)
        if self._ranker is None or not gathered.rows.size or not gathered.fields:
            return gathered
        best = gathered.cut(RANKED)
        features = self.describe(ask, best)
        scores = self._put_named_first(ask, best.rows, self._ranker.score(features, self.side_of(ask)))
        first = np.lexsort((best.rows, -scores))
        order = np.concatenate([first, np.arange(RANKED, len(gathered.rows))])
        # What the ranker did not look at stays behind it, in the order of the fusion.
        behind = gathered.scores[RANKED:] - 1 - gathered.scores[:1] + scores.min()
        parts = {name: part[order] for name, part in gathered.parts.items()}
        ranked = np.concatenate([scores, behind])[order]
        return Ranking(gathered.rows[order], ranked, parts, features=features[first])

    def _put_named_first(
        self, ask: Ask, rows: NDArray[np.int64], scores: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return scores with those of the clause that the question names above all others."""
        named = self._lookup.find_clause(ask.reading.clause, ask.numbers)[rows]
        lift = named.astype(np.float32) * (scores.max() - scores.min() + np.float32(_ABOVE))
        return np.asarray(scores + lift, dtype=np.float32)

    def _rerank(self, ask: Ask, ranking: Ranking) -> Ranking:
        if self._reranker is None or not ask.typed or not ranking.rows.size:
            return ranking
        first = self._first(ranking, RERANKED)
        scores = self._reranker.score(ask.typed, [encoder_text(*row) for row in first])
        return ranking.reorder(np.lexsort((np.arange(len(first)), -scores)))

    def gather(self, ask: Ask) -> Ranking:
        """Return candidates by the weighted fusion of their parts, best first."""
        admitted, _ = self._admission.hold(ask.phrases, self._admission.filter(ask.filters))
        if not ask.typed:
            return self._list_heads(admitted)
        weights = ENGLISH if ask.reading.language.startswith("en") else VIETNAMESE
        fields = score_fields(self._generation, ask)
        fields["number"] = self._lookup.score_numbers(ask.numbers)
        fields["clause"] = self._lookup.score_clause(ask.reading.clause)
        if admitted is not None:
            fields = {name: np.where(admitted, score, 0) for name, score in fields.items()}
        lexical = add_fields(fields, weights)
        vector = self._encoder.encode_question(ask.typed)
        near, _ = self._generation.dense.nearest(vector, CANDIDATES, admitted)
        named = best_rows(fields["number"] + fields["clause"], CANDIDATES)
        rows = np.unique(np.concatenate([best_rows(lexical, CANDIDATES), near, named]))
        cosines = self._generation.dense.cosines(vector, rows)
        kept = {name: score[rows] for name, score in fields.items()}
        fused = fuse(rows, lexical[rows], cosines, kept["number"], kept["clause"], weights).cut(CANDIDATES)
        return replace(fused, fields={name: score[fused.rows] for name, score in fields.items()})

    def _list_heads(self, admitted: Admitted | None) -> Ranking:
        """Return the beginnings of the documents that the filters admit, where nothing else was typed."""
        every = np.ones(len(self._rows), dtype=np.bool_)
        rows = self._admission.list_heads(every if admitted is None else admitted)
        return Ranking(rows, np.linspace(1, 0, len(rows), endpoint=False, dtype=np.float32), {})

    def describe(self, ask: Ask, gathered: Ranking) -> NDArray[np.float32]:
        """Return the features of gathered candidates, shape (candidates, features)."""
        fused, cosine = gathered.scores, gathered.parts["cosine"]
        return compute_features(self._collection, ask, gathered.rows, gathered.fields, fused, cosine)

    def _cite(self, ask: Ask, ranking: Ranking, k: int) -> tuple[Hit, ...]:
        marker = Marker(self._generation, ask)
        twins = find_twins([self._rows[int(row)][1] for row in ranking.rows[: min(k, NEAR)]])
        hits = []
        for place, row in enumerate(ranking.rows[:k]):
            document, passage = self._rows[int(row)]
            parts = {name: round(float(part[place]), 4) for name, part in ranking.parts.items()}
            score = round(float(ranking.scores[place]), 4)
            marks = marker.mark(passage.text)
            hits.append(cite(document, passage, place + 1, score, parts, marks, twins.get(passage.id, ())))
        return tuple(hits)
