from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.generation import Generation
from index.glossary import Reading
from search.reading import Ask, QuestionReader
from search.scoring import (
    VIETNAMESE,
    add_fields,
    best_rows,
    bring_to_unit,
    lexical_terms,
    score_fields,
    spread_to_unit,
)

SCORES = arrays(np.float32, st.integers(0, 40), elements=st.floats(0, 100, width=32))


@given(SCORES, st.integers(1, 50))
def test_the_best_rows_are_those_of_a_full_sort(scores: np.ndarray, k: int) -> None:
    expected = [row for row in np.lexsort((np.arange(scores.size), -scores)).tolist() if scores[row] > 0][:k]
    found = best_rows(scores, k).tolist()
    assert scores[found].tolist() == scores[expected].tolist()
    assert len(set(found)) == len(found)


def test_equal_scores_keep_the_order_of_the_rows() -> None:
    assert best_rows(np.array([1, 3, 0, 3], dtype=np.float32), 4).tolist() == [1, 3, 0]


@given(SCORES)
def test_scores_brought_to_unit_keep_their_order(scores: np.ndarray) -> None:
    for unit in (bring_to_unit(scores), spread_to_unit(scores)):
        assert unit.shape == scores.shape
        assert ((unit >= 0) & (unit <= 1)).all()
        if scores.size:
            assert unit[scores.argmax()] == unit.max()


def test_shares_are_of_the_greatest_and_spreads_reach_from_0_to_1() -> None:
    scores = np.array([2, 4, 3], dtype=np.float32)
    np.testing.assert_allclose(bring_to_unit(scores), [0.5, 1, 0.75])
    np.testing.assert_allclose(spread_to_unit(scores), [0, 1, 0.5])
    np.testing.assert_array_equal(bring_to_unit(np.zeros(2, dtype=np.float32)), [0, 0])
    np.testing.assert_array_equal(spread_to_unit(np.full(2, 7, dtype=np.float32)), [1, 1])


@pytest.mark.parametrize(
    "question",
    ["phong trào dân vận khéo", "phong trao dan van kheo", "the “Dân vận khéo” emulation movement"],
)
def test_the_words_of_a_question_find_their_passage(
    generation: Generation, reader: QuestionReader, question: str
) -> None:
    scores = add_fields(score_fields(generation, reader.read(question)), VIETNAMESE)
    assert scores.shape == (4,)
    assert scores.argmax() == 0
    assert scores[0] > 2 * np.sort(scores)[-2]


def test_english_readings_are_alternatives_and_no_sum(generation: Generation, reader: QuestionReader) -> None:
    ask = reader.read("who provides the funding")
    group = max(ask.terms, key=len)
    alone = [score_fields(generation, _with_terms(ask, ((reading,),)))["text"] for reading in group]
    together = score_fields(generation, _with_terms(ask, (group,)))["text"]
    rest = score_fields(generation, _with_terms(ask, ()))["text"]
    np.testing.assert_allclose(together - rest, np.max([one - rest for one in alone], axis=0), atol=1e-5)


def _with_terms(ask: Ask, terms: tuple[tuple[Reading, ...], ...]) -> Ask:
    return replace(ask, terms=terms)


def test_each_field_gets_its_own_terms(reader: QuestionReader) -> None:
    terms = lexical_terms(reader.read("Dân vận"))
    assert terms["text"] == terms["whole"] == {"dân": 1, "vận": 1, "dân vận": 1}
    assert terms["words"] == {"dân": 1, "vận": 1, "dân_vận": 1}
    assert terms["folded"] == {}
    assert "dan van" in lexical_terms(reader.read("dan van kheo"))["folded"]
