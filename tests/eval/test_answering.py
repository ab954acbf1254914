from dataclasses import replace

import numpy as np
import pytest

from corpus.parse import parse_text
from eval.answering import Lesson, grade_spans, train
from eval.questions import Evidence, Question
from search.answer_features import FEATURES
from search.answer_model import KINDS
from search.reading import Ask
from search.result import QueryReading

TEXT = "1. Sở Tài chính chủ trì bố trí 26 tỷ đồng.\n"
QUESTION = Question(
    "q", "ai bố trí kinh phí", "vi", "who", "Sở Tài chính chủ trì", None, (Evidence("a.txt", TEXT[3:], 2),)
)


def test_an_agency_is_graded_by_its_bare_name() -> None:
    document = parse_text(TEXT, "a.txt")
    passage = document.passages[0]
    start = document.text.index("Sở")
    spans = [(start, start + len(words)) for words in ("Sở Tài chính", "Sở Tài chính chủ trì", "Sở")]
    grades = grade_spans(QUESTION, [(document, passage, spans)])
    assert grades == pytest.approx([1.0, 6 / 8, 2 / 4])


def test_an_answer_of_another_kind_is_graded_as_it_stands() -> None:
    document = parse_text(TEXT, "a.txt")
    start = document.text.index("bố trí")
    spans = [(start, start + len("bố trí 26 tỷ đồng")), (start, start + len("bố trí"))]
    question = replace(QUESTION, type="what", answer="bố trí 26 tỷ đồng")
    assert grade_spans(question, [(document, document.passages[0], spans)]) == pytest.approx([1.0, 4 / 7])


def test_training_learns_which_feature_tells_right_from_wrong() -> None:
    ask = Ask(QueryReading("q", "vi"), "q", "", (), "q", "q", ())
    rng = np.random.default_rng(0)
    lessons = []
    for _ in range(20):
        features = rng.random((6, len(FEATURES)), dtype=np.float32)
        grades = (features[:, 3] == features[:, 3].max()).astype(np.float64)
        lessons.append(
            Lesson(QUESTION, ask, [], features, grades, np.eye(1, 1 + len(KINDS), dtype=np.float32)[0])
        )
    model = train(lessons)
    assert int(np.argmax(model.weights["every"])) == 3
    assert all(np.abs(model.weights[kind]).max() == 0 for kind in KINDS)
