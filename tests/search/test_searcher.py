from dataclasses import asdict, replace
from urllib.parse import unquote

import numpy as np
import pytest

from corpus.errors import QuestionError
from index.generation import Generation
from search.calibration import Calibrator
from search.features import FEATURES
from search.forest import Forest
from search.lookup import Rows
from search.ranker import Ranker
from search.ranking import fuse
from search.reading import QuestionReader
from search.scoring import Weights
from search.searcher import Searcher
from search.syntax import Filter
from tests.conftest import HashingEncoder


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("ai chủ trì phong trào “Dân vận khéo”", 0),
        ("AI CHU TRI PHONG TRAO DAN VAN KHEO", 0),
        ("Văn phòng Thành ủy báo cáo ai", 1),
        ("bố trí kinh phí cho các xã", 2),
        ("bồi dưỡng cán bộ mặt trận", 3),
        ("which school trains Fatherland Front cadres (cán bộ mặt trận)", 3),
    ],
)
def test_the_passage_that_speaks_of_it_comes_first(
    searcher: Searcher, rows: Rows, question: str, row: int
) -> None:
    assert searcher.search(question).hits[0].passage_id == rows[row][1].id


def test_hits_are_the_documents_own_words(searcher: Searcher, rows: Rows) -> None:
    documents = {document.id: document for document, _ in rows}
    hits = searcher.search("Thành ủy chủ trì phong trào").hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert documents[hit.document.id].text[hit.start : hit.end] == hit.text
        assert unquote(hit.url).endswith("#" + hit.passage_id.partition("#")[2])
        assert hit.section.headings == ("NỘI DUNG",)
        assert all(hit.text[a:b].strip() for a, b in hit.highlights)


def test_the_words_asked_for_are_marked_with_marks_or_without(searcher: Searcher) -> None:
    for question in ("phong trào thi đua", "phong trao thi dua"):
        hit = searcher.search(question).hits[0]
        assert [hit.text[a:b] for a, b in hit.highlights] == ["phong trào thi đua"]


@pytest.mark.parametrize("k", [1, 2, 4, 100])
def test_as_many_hits_as_asked_for_if_there_are(searcher: Searcher, k: int) -> None:
    assert len(searcher.search("Thành ủy", k).hits) == min(k, 4)


def test_a_result_says_what_it_answers(searcher: Searcher) -> None:
    result = searcher.search("ai chu tri dan van kheo", id="q1")
    record = result.as_json()
    assert (record["id"], record["question"]) == ("q1", "ai chu tri dan van kheo")
    assert record["query"]["restored"] == "ai chủ trì dân vận khéo"
    assert 0 <= record["answerable"] <= 1
    assert record["elapsed_ms"] > 0
    assert record == asdict(result)


def test_an_answer_is_a_span_of_its_passage_document(searcher: Searcher, rows: Rows) -> None:
    answer = searcher.search("Cơ quan nào chủ trì phong trào thi đua Dân vận khéo?").answer
    if answer is not None:
        (document,) = {d.id: d for d, p in rows if p.id == answer.passage_id}.values()
        assert document.text[answer.start : answer.end] == answer.text
        assert 0 <= answer.probability <= 1


@pytest.mark.parametrize("question", ["", "?", "a" * 10_000])
def test_what_cannot_be_asked_is_refused(searcher: Searcher, question: str) -> None:
    with pytest.raises(QuestionError):
        searcher.search(question)


@pytest.mark.parametrize("question", ["zzzz qqqq", "💥", "1", "' OR 1=1 --", "<b>x</b>", "(((", "ａｂｃ"])
def test_odd_questions_bring_something_or_nothing_but_no_error(searcher: Searcher, question: str) -> None:
    try:
        assert len(searcher.search(question).hits) <= 4
    except QuestionError:
        assert not any(map(str.isalnum, question))


def test_a_ranker_has_the_last_word(generation: Generation, rows: Rows, reader: QuestionReader) -> None:
    shortest = np.array([-1.0 if name == "length" else 0.0 for name in FEATURES], dtype=np.float32)
    ranker = Ranker({"vi": shortest, "en": shortest})
    ranked = Searcher(generation, rows, HashingEncoder(), reader, ranker)
    lengths = [len(hit.text) for hit in ranked.search("Thành ủy chủ trì").hits]
    assert lengths == sorted(lengths)


def test_the_same_question_gets_the_same_hits(searcher: Searcher) -> None:
    once, again = (searcher.search("báo cáo Thành ủy").hits for _ in range(2))
    assert once == again


def test_fusion_is_the_weighted_sum_of_parts_brought_to_unit() -> None:
    def column(*values: float) -> np.ndarray:
        return np.array(values, dtype=np.float32)

    weights = Weights(lexical=0.6, dense=0.4, number=0.25, clause=0.5)
    ranking = fuse(
        np.array([10, 11, 12]),
        column(2, 4, 0),
        column(0.9, 0.5, 0.1),
        column(0, 0, 1),
        column(0, 0, 0.5),
        weights,
    )
    # 10: 0.6 * 2/4 + 0.4 * 1; 11: 0.6 + 0.4 * 0.5; 12: 0.25 + 0.5 * 0.5
    assert ranking.rows.tolist() == [11, 10, 12]
    np.testing.assert_allclose(ranking.scores, [0.8, 0.7, 0.5], rtol=1e-6)
    np.testing.assert_allclose(ranking.parts["lexical"], [0.6, 0.3, 0], rtol=1e-6)
    np.testing.assert_allclose(ranking.parts["cosine"], [0.5, 0.9, 0.1], rtol=1e-6)
    assert ranking.cut(1).rows.tolist() == [11]


def test_nothing_is_found_in_what_nothing_was_gathered_from() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    ranking = fuse(np.zeros(0, dtype=np.int64), nothing, nothing, nothing, nothing, Weights())
    assert ranking.rows.size == ranking.scores.size == 0


def test_a_searcher_of_the_same_parts_finds_the_same(searcher: Searcher) -> None:
    again = searcher.parts.assemble()
    assert again is not searcher
    assert (
        again.search("Thành ủy chủ trì phong trào").hits
        == searcher.search("Thành ủy chủ trì phong trào").hits
    )


def test_filters_keep_to_the_documents_that_pass(searcher: Searcher, rows: Rows) -> None:
    for found in (
        searcher.search("Thành ủy so:289-KH/TU"),
        searcher.search("Thành ủy", filters=[Filter("so", "289-KH/TU")]),
    ):
        assert {hit.document.number for hit in found.hits} == {"289-KH/TU"}
        assert found.query.filters == (Filter("so", "289-KH/TU"),)
        assert len(found.hits) == 2


def test_filters_alone_list_the_beginnings_of_documents(searcher: Searcher, rows: Rows) -> None:
    found = searcher.search("so:289")
    assert [hit.passage_id for hit in found.hits] == [rows[2][1].id]
    assert found.answer is None
    assert found.doubt is None


def test_a_filter_that_nothing_passes_is_said(searcher: Searcher) -> None:
    found = searcher.search("kinh phí nam:1999")
    assert found.hits == ()
    assert found.doubt is not None
    assert (found.doubt.code, found.doubt.subject) == ("filter", "nam:1999")


def test_a_phrase_stands_word_for_word_whatever_its_marks(searcher: Searcher, rows: Rows) -> None:
    for typed in ('"báo cáo Ban Thường vụ"', '"bao cao ban thuong vu"', 'Thành ủy "Báo cáo Ban Thường vụ"'):
        found = searcher.search(typed)
        assert [hit.passage_id for hit in found.hits] == [rows[1][1].id]
        assert found.query.phrases
    assert {hit.passage_id for hit in searcher.search('"Thành ủy"').hits} == {rows[0][1].id, rows[1][1].id}


def test_a_phrase_that_nobody_wrote_is_taken_for_words_and_said(searcher: Searcher, rows: Rows) -> None:
    found = searcher.search('"kinh phí bố trí"')
    assert found.hits[0].passage_id == rows[2][1].id
    assert found.doubt is not None
    assert (found.doubt.code, found.doubt.subject) == ("phrase", "kinh phí bố trí")
    assert found.answer is None


@pytest.mark.parametrize(
    ("question", "code", "subject"),
    [
        ("Nghị quyết 99-NQ/TW nói gì về phong trào", "number", "99-NQ/TW"),
        ("kinh phí năm 1987", "year", "1987"),
        ("kinh phí của Cà Mau", "place", "Cà Mau"),
        ("kinh phí xylophone", "words", "xylophone"),
        ("bao nhiêu kinh phí cho phong trào thi đua", "loose", ""),
    ],
)
def test_why_nothing_answers_is_said(
    generation: Generation, rows: Rows, reader: QuestionReader, question: str, code: str, subject: str
) -> None:
    found = doubting(generation, rows, reader).search(question)
    assert found.answer is None
    assert found.doubt is not None
    assert (found.doubt.code, found.doubt.subject) == (code, subject)


def doubting(generation: Generation, rows: Rows, reader: QuestionReader) -> Searcher:
    """Return a searcher that trusts no passage."""
    leaf = np.array([-1])
    never = Forest(np.zeros(1, int), leaf, np.zeros(1, np.float32), leaf, leaf, np.zeros(1, np.float32))
    ones = np.ones(len(FEATURES), dtype=np.float32)
    ranker, calibrator = Ranker({"vi": ones, "en": ones}), Calibrator(never, slope=1.0, bias=0.0)
    return Searcher(generation, rows, HashingEncoder(), reader, ranker, calibrator)


def test_what_is_put_first_keeps_what_the_parts_said_of_it() -> None:
    column = np.array([3, 2, 1], dtype=np.float32)
    ranking = fuse(np.array([7, 8, 9]), column, column, column * 0, column * 0, Weights()).put_first([9])
    assert ranking.rows.tolist() == [9, 7, 8]
    assert ranking.parts["cosine"].tolist() == [1, 3, 2]
    assert (np.diff(ranking.scores) < 0).all()


class Shortest:
    """Stands for a cross-encoder: what it reads least of comes first."""

    name = "shortest"

    def score(self, question: str, passages: list[str]) -> np.ndarray:
        assert question == "Thành ủy chủ trì"
        return -np.array([len(passage) for passage in passages], dtype=np.float32)


def test_a_cross_encoder_puts_the_first_passages_in_its_own_order(
    generation: Generation, rows: Rows, reader: QuestionReader, searcher: Searcher
) -> None:
    reranked = Searcher(generation, rows, HashingEncoder(), reader, reranker=Shortest())  # type: ignore[arg-type]
    hits = reranked.search("Thành ủy chủ trì").hits
    lengths = [len(hit.text) for hit in hits]
    assert lengths == sorted(lengths)
    assert [hit.score for hit in hits] == [hit.score for hit in searcher.search("Thành ủy chủ trì").hits]


def test_reordering_moves_rows_parts_and_features_together() -> None:
    column = np.array([3, 2, 1], dtype=np.float32)
    ranking = fuse(np.array([7, 8, 9]), column, column, column * 0, column * 0, Weights())
    ranking = replace(ranking, features=np.array([[0], [1], [2]], dtype=np.float32)).reorder(np.array([1, 0]))
    assert ranking.rows.tolist() == [8, 7, 9]
    assert ranking.parts["cosine"].tolist() == [2, 3, 1]
    assert ranking.features is not None
    assert ranking.features.ravel().tolist() == [1, 0, 2]


def test_a_number_that_no_document_knows_is_answered_by_none(
    generation: Generation, rows: Rows, reader: QuestionReader
) -> None:
    leaf = np.array([-1])
    always = Forest(np.zeros(1, int), leaf, np.zeros(1, np.float32), leaf, leaf, np.ones(1, np.float32))
    ones = np.ones(len(FEATURES), dtype=np.float32)
    ranker, calibrator = Ranker({"vi": ones, "en": ones}), Calibrator(always, slope=1.0, bias=0.0)
    sure = Searcher(generation, rows, HashingEncoder(), reader, ranker, calibrator)
    assert sure.search("Nghị quyết 43-NQ/TW nói gì").answerable > 0.9
    found = sure.search("Nghị quyết 99-NQ/TW nói gì")
    assert found.answerable < 0.2
    assert found.answer is None
    assert found.doubt is not None
    assert found.doubt.code == "number"
