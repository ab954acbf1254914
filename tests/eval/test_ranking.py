from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.parse import parse_text
from eval.lessons import Lesson, lengthen
from eval.questions import Evidence, Question
from eval.ranking import (
    FOLDS,
    cross_validate,
    measure,
    part,
    say_left_out,
    train,
    train_sides,
    weigh,
)
from search.features import FEATURES
from search.ranking import Ranking
from search.reading import Ask
from search.result import QueryReading

COSINE, LENGTH = FEATURES.index("cosine"), FEATURES.index("length")


def lesson(seed: int, candidates: int = 12) -> Lesson:
    """Return a question whose answer is the candidate of the greatest cosine; the rest is noise."""
    features = np.random.default_rng(seed).random((candidates, len(FEATURES))).astype(np.float32)
    grades = np.zeros(candidates, dtype=np.int32)
    grades[np.argmax(features[:, COSINE])] = 2
    evidence = (Evidence(f"document-{seed % 12}.txt", "…", 2),)
    question = Question(f"q{seed}", "q", "vi", "what", evidence=evidence)
    ask = Ask(QueryReading("q", "vi"), "q", "", (), "q", "q", ())
    gathered = Ranking(np.arange(candidates), np.linspace(1, 0, candidates, dtype=np.float32), {})
    return Lesson(features, grades, question, ask, gathered, "vi")


def test_what_tells_the_answer_gets_the_greatest_weight() -> None:
    weights = train([lesson(seed) for seed in range(60)])
    assert np.argmax(weights) == COSINE


def test_a_feature_that_may_only_raise_is_never_held_against_a_passage() -> None:
    lessons = [lesson(seed) for seed in range(40)]
    against = [
        replace(one, features=one.features * np.where(np.arange(len(FEATURES)) == COSINE, -1, 1))
        for one in lessons
    ]
    assert train(against)[COSINE] >= 0


def test_left_out_questions_are_ranked_by_weights_that_never_saw_them() -> None:
    lessons = [lesson(seed) for seed in range(120)]
    rankers = cross_validate(lessons)
    scores = [ranker.score(one.features, "vi") for one, ranker in zip(lessons, rankers, strict=True)]
    assert measure(lessons, scores)["hit@1"] > 0.7
    assert len({id(ranker) for ranker in rankers}) == FOLDS


def test_questions_on_one_document_are_left_out_together() -> None:
    lessons = [lesson(seed) for seed in range(30)]
    folds = dict(zip([one.subject for one in lessons], part(lessons), strict=True))
    assert part(lessons) == [folds[one.subject] for one in lessons]
    assert set(folds.values()) == set(range(FOLDS))


def placed(*places: int | None) -> tuple[list[Lesson], list[np.ndarray]]:
    """Return lessons of twelve candidates with scores that put the answering one at a place; None for no answer."""
    lessons, scores = [], []
    for seed, place in enumerate(places):
        one = lesson(seed)
        order = np.argsort(-one.grades, kind="stable")  # the answering candidate first
        if place is not None:
            order = np.insert(order[1:], place, order[0])
        said = np.empty(12, dtype=np.float32)
        said[order] = np.linspace(1, 0, 12)
        lessons.append(one if place is not None else replace(one, grades=np.minimum(one.grades, 1)))
        scores.append(said)
    return lessons, scores


def test_the_order_is_measured_by_the_first_answering_candidate() -> None:
    measured = measure(*placed(0, 2, 1))
    assert measured["hit@1"] == pytest.approx(1 / 3)
    assert measured["hit@3"] == 1.0
    assert measured["MRR@10"] == pytest.approx((1 + 1 / 3 + 1 / 2) / 3)


def test_questions_without_an_answering_candidate_count_as_missed() -> None:
    measured = measure(*placed(0, 2, None))
    assert measured["hit@1"] == pytest.approx(1 / 3)
    assert measured["hit@3"] == measured["hit@10"] == pytest.approx(2 / 3)


def test_reciprocal_ranks_end_after_the_tenth() -> None:
    assert measure(*placed(0, 1, 10, None))["MRR@10"] == pytest.approx(1.5 / 4)


def test_each_side_learns_by_its_own_shares() -> None:
    lessons = [replace(lesson(seed), side=side) for seed, side in enumerate(("vi", "en", "articles"))]
    shares = weigh(lessons, {"vi": 0.5, "articles": 1.0})
    assert [(one.side, one.weight) for one in shares] == [("vi", 0.5), ("articles", 1.0)]


def test_a_ranker_with_trees_tells_what_a_sum_cannot() -> None:
    """The answer has a cosine near a half: more, or less, is worse."""
    lessons = []
    for seed in range(150):
        one = lesson(seed)
        grades = np.zeros_like(one.grades)
        grades[np.argmin(np.abs(one.features[:, COSINE] - 0.5))] = 2
        lessons.append(replace(one, grades=grades))
    learned, asked = lessons[:120], lessons[120:]
    hits = {}
    for growing in (False, True):
        ranker = train_sides(learned, growing)
        assert set(ranker.trees) == ({"documents"} if growing else set())
        hits[growing] = measure(asked, [ranker.score(one.features, "vi") for one in asked])["hit@3"]
    assert hits[True] > hits[False] + 0.2


def test_left_out_articles_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    lessons = [lesson(seed) for seed in range(24)]
    alone = [replace(one, side="articles") for one in lessons]
    unanswered = replace(lessons[0], question=replace(lessons[0].question, evidence=()))
    say_left_out([*lessons, *alone, unanswered], growing=False)
    said = capsys.readouterr().out
    assert "vi hit@1" in said
    assert "articles MRR@10" in said
    assert said.count("(24)") == 8


def test_articles_alone_make_a_ranker_and_nothing_makes_none() -> None:
    ranker = train_sides([replace(lesson(seed), side="articles") for seed in range(20)])
    assert set(ranker.weights) == {"vi", "en", "articles"}
    assert set(ranker.trees) == {"articles"}
    unanswered = replace(lesson(1), grades=np.zeros(12, dtype=np.int32))
    with pytest.raises(ValueError, match="no question"):
        train_sides([unanswered])


def test_documents_are_cut_into_longer_passages_that_lose_no_word() -> None:
    folder = Path(__file__).parents[2] / "eval" / "training" / "data"
    document = parse_text((folder / "doc-101.txt").read_text("utf-8"), "doc-101.txt")
    longer = lengthen([(document, passage) for passage in document.passages])
    assert len(longer) < 0.7 * len(document.passages)
    held = {passage.id for _, passage in longer}
    for changed, passage in longer:
        assert changed.text[passage.start : passage.end] == passage.text
        assert len(passage.text) <= 1200
        assert {task.passage_id for task in changed.assignments} <= held
    for passage in document.passages:
        assert any(one.start <= passage.start and passage.end <= one.end for _, one in longer)
