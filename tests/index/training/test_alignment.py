import numpy as np
import pytest
import torch

from index.alignment import Aligner
from index.encoder import load_encoder
from index.forward import ForwardIndex
from index.signs import split_sentences
from index.static import Vectors, scale_to_unit
from index.training.alignment import SHARES, Candidate, Example, Recipe, Student, train

QUESTION = "cơ quan nào chủ trì phong trào thi đua?"
PASSAGES = (
    "Ban Dân vận chủ trì phong trào; Sở Tài chính bố trí kinh phí.",
    "Hội Nông dân tổng kết cuộc thi vào tháng 12. Kết quả được công bố.",
    "Quần áo trẻ em",
)
CONTEXTS = ("Chương trình thi đua", "", "Kế hoạch")


@pytest.fixture(scope="module")
def plain() -> Aligner:
    found = load_encoder().see_through(None).aligner
    assert found is not None
    return found


def tokens(aligner: Aligner, text: str) -> np.ndarray:
    return np.array(aligner.tokenize([text])[0], dtype=np.int64)


def test_what_is_learned_by_is_what_the_ranker_is_told(plain: Aligner) -> None:
    """The student's shares are those of `Nearness`, number by number, before it has learned anything."""
    split = [plain.tokenize(list(split_sentences(passage))) for passage in PASSAGES]
    gathered = ForwardIndex.build([[(0, one) for one in sentences] for sentences in split]).gather(
        np.arange(len(PASSAGES))
    )
    near, _ = plain.align(QUESTION, gathered, CONTEXTS)
    whole = np.maximum(near.passages, near.contexts)
    of_sentence = np.maximum(near.sentences, near.contexts[:, gathered.rows])
    told = np.stack(
        [
            near.share(near.passages),
            near.share_above(near.passages),
            near.share(whole),
            near.share_above(whole),
            gathered.best_of_rows(near.share(of_sentence)),
            gathered.best_of_rows(near.share_above(of_sentence)),
            near.find_missing(whole),
            near.share_worst(whole),
        ],
        axis=1,
    )
    candidates = [
        Candidate(
            [np.array(one, dtype=np.int64) for one in sentences if one],
            tokens(plain, context),
        )
        for sentences, context in zip(split, CONTEXTS, strict=True)
    ]
    student = Student(plain.directions, plain.weights, {"vi": np.ones(8, np.float32)}, 512)
    with torch.no_grad():
        learned = student.compare(tokens(plain, QUESTION), candidates).numpy()
    assert learned.shape == (len(PASSAGES), len(SHARES))
    np.testing.assert_allclose(learned, told, atol=2e-3)


def lesson(asked: int, answering: int, others: list[int]) -> Example:
    """Return a question of one word, which another word answers; the passages hold a word each."""
    nothing = np.zeros(0, dtype=np.int64)
    candidates = [Candidate([np.array([word])], nothing) for word in (answering, *others)]
    right = np.arange(len(candidates)) == 0
    known = np.zeros(len(candidates), dtype=np.float32)
    return Example(np.array([asked]), candidates, right, ~right, known, known, "vi")


def words(count: int) -> tuple[Vectors, Vectors]:
    rng = np.random.default_rng(5)
    return scale_to_unit(rng.normal(size=(count, 32)).astype(np.float32)), np.ones(count, dtype=np.float32)


def similarity(directions: Vectors, pairs: list[tuple[int, int]]) -> float:
    return float(np.mean([directions[a] @ directions[b] for a, b in pairs]))


def test_words_that_answer_each_other_are_drawn_together() -> None:
    pairs = [(word, word + 20) for word in range(20)]
    rng = np.random.default_rng(6)
    examples = [
        lesson(asked, answering, [int(o) for o in rng.integers(20, 40, 6) if o != answering])
        for asked, answering in pairs
    ]
    before = words(40)
    shares = {"vi": np.ones(len(SHARES), dtype=np.float32)}
    projection = train(
        examples, before, shares, "abc", Recipe(dimensions=24, rounds=60, rate=5e-3, together=8)
    )
    after, _ = projection.apply(*before)
    assert projection.matrix.shape == (24, 32)
    assert similarity(after, pairs) > similarity(before[0], pairs) + 0.2


def test_the_same_lessons_give_the_same_projection() -> None:
    examples = [lesson(word, word + 10, [word + 11, word + 12]) for word in range(5)]
    shares = {"vi": np.ones(len(SHARES), dtype=np.float32)}
    recipe = Recipe(dimensions=8, rounds=4, together=4)
    first, second = (train(examples, words(20), shares, "", recipe) for _ in range(2))
    np.testing.assert_allclose(first.matrix, second.matrix, atol=1e-6)
    np.testing.assert_allclose(first.tilt, second.tilt, atol=1e-6)
