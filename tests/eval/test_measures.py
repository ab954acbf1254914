from math import log2

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import average, evaluate, order_passages, percentiles, score_ranks

NAMES = ("hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100", "MAP", "P@10", "Judged@10")
PASSAGES = [f"p{number}" for number in range(14)]
GRADES = st.dictionaries(st.sampled_from(PASSAGES), st.integers(0, 2), min_size=1)
SCORES = st.dictionaries(st.sampled_from(PASSAGES), st.sampled_from([0.0, 0.25, 0.5, 0.500000001, 1.0, -3.5]))
QUESTIONS = st.sampled_from(["a", "b", "c", "d"])


def reference(grades: dict[str, int], scores: dict[str, float], relevant: int) -> dict[str, float]:
    """The measures from their definitions, with trec_eval's order: 32-bit score, then id, both falling."""
    ranked = sorted(sorted(scores, reverse=True), key=lambda name: -np.float32(scores[name]))
    hits = [grades.get(name, 0) >= relevant for name in ranked]
    wanted = sum(grade >= relevant for grade in grades.values())
    first = hits.index(True) + 1 if any(hits) else None
    gains = [grades.get(name, 0) for name in ranked[:10]]
    ideal = sorted(grades.values(), reverse=True)[:10]
    judged = [name in grades for name in ranked[:10]]

    def dcg(values: list[int]) -> float:
        return sum(value / log2(place + 2) for place, value in enumerate(values))

    precisions = [sum(hits[: place + 1]) / (place + 1) for place, hit in enumerate(hits) if hit]
    return {
        "hit@1": float(any(hits[:1])),
        "hit@3": float(any(hits[:3])),
        "hit@10": float(any(hits[:10])),
        "MRR@10": 1 / first if first and first <= 10 else 0.0,
        "nDCG@10": dcg(gains) / dcg(ideal) if dcg(ideal) else 0.0,
        "Recall@100": sum(hits[:100]) / wanted if wanted else 0.0,
        "MAP": sum(precisions) / wanted if wanted else 0.0,
        "P@10": sum(hits[:10]) / 10,
        "Judged@10": sum(judged) / len(judged) if judged else 0.0,
    }


@given(
    st.dictionaries(QUESTIONS, GRADES, min_size=1),
    st.dictionaries(QUESTIONS, SCORES),
    st.sampled_from([1, 2]),
)
def test_measures_equal_their_definitions(
    qrels: dict[str, dict[str, int]], run: dict[str, dict[str, float]], relevant: int
) -> None:
    found = evaluate(qrels, run, NAMES, relevant)
    assert list(found) == list(qrels)
    for question, grades in qrels.items():
        expected = reference(grades, run.get(question, {}), relevant)
        assert found[question] == pytest.approx(expected, abs=5e-5), question


@given(st.dictionaries(QUESTIONS, GRADES, min_size=1), st.dictionaries(QUESTIONS, SCORES))
def test_means_equal_trec_eval(qrels: dict[str, dict[str, int]], run: dict[str, dict[str, float]]) -> None:
    measures = {
        "hit@3": ir_measures.Success @ 3,
        "nDCG@10": ir_measures.nDCG @ 10,
        "Recall@100": ir_measures.R @ 100,
        "MAP": ir_measures.AP,
        "P@10": ir_measures.P @ 10,
    }
    theirs = ir_measures.pytrec_eval.calc_aggregate(list(measures.values()), qrels, run)
    ours = average(evaluate(qrels, run, tuple(measures)).values())
    assert ours == pytest.approx({name: theirs[measure] for name, measure in measures.items()}, abs=5e-5)


@given(GRADES, SCORES)
def test_the_written_order_is_the_order_measured(grades: dict[str, int], scores: dict[str, float]) -> None:
    ranking = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    written = score_ranks(ranking)
    assert order_passages(written) == [name for name, _ in ranking]
    ranks = {name: -float(place) for place, (name, _) in enumerate(ranking)}
    assert evaluate({"q": grades}, {"q": written}) == evaluate({"q": grades}, {"q": ranks})


def test_worked_by_hand() -> None:
    qrels = {"q": {"a": 2, "b": 1, "c": 2}, "missing": {"a": 1}}
    run = {"q": {"x": 4.0, "b": 3.0, "a": 2.0}}
    found = evaluate(qrels, run, ("hit@1", "hit@3", "MRR@10", "nDCG@10", "Recall@100"), relevant=2)
    ideal = 2 + 2 / log2(3) + 1 / log2(4)
    assert found["q"] == pytest.approx(
        {
            "hit@1": 0,
            "hit@3": 1,
            "MRR@10": 1 / 3,
            "nDCG@10": (1 / log2(3) + 2 / log2(4)) / ideal,
            "Recall@100": 1 / 2,
        }
    )
    assert set(found["missing"].values()) == {0.0}
    assert average(found.values())["MRR@10"] == pytest.approx(1 / 6)


def test_questions_without_judgements_are_not_measured_but_empty_ones_are() -> None:
    assert evaluate({"q": {}}, {"q": {"a": 1.0}, "r": {"a": 1.0}}, ("hit@1",)) == {"q": {"hit@1": 0.0}}
    assert evaluate({}, {"q": {"a": 1.0}}) == {}
    assert average([]) == {}


@pytest.mark.parametrize("name", ["hit", "hit@0", "hit@x", "F@1", "MRR"])
def test_unknown_measures_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="unknown measure"):
        evaluate({"q": {"a": 1}}, {}, (name,))


def test_scores_that_tie_are_written_apart() -> None:
    scores = score_ranks([("a", 1.0), ("b", 1.0), ("c", 2.0), ("b", 0.5), ("d", 0.0)])
    assert list(scores) == ["a", "b", "c", "d"]
    assert scores["a"] == 1.0
    assert scores["a"] > scores["b"] > scores["c"] > scores["d"] == 0.0


def test_percentiles_are_interpolated() -> None:
    assert percentiles([1.0, 2.0, 3.0, 4.0]) == pytest.approx({"p50": 2.5, "p95": 3.85})
    assert percentiles([]) == {"p50": None, "p95": None}
