from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.forward import ForwardIndex

SENTENCE = st.tuples(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 9), max_size=5))
PASSAGES = st.lists(st.lists(SENTENCE, max_size=4), min_size=1, max_size=8)


@given(PASSAGES, st.data())
def test_what_is_gathered_is_what_was_put_in(
    passages: list[list[tuple[int, list[int]]]], data: st.DataObject
) -> None:
    index = ForwardIndex.build(passages)
    rows = data.draw(st.lists(st.integers(0, len(passages) - 1), max_size=6, unique=True))
    gathered = index.gather(np.array(rows, dtype=np.int64))
    kept = [
        (place, bits, tokens) for place, row in enumerate(rows) for bits, tokens in passages[row] if tokens
    ]
    assert gathered.tokens.tolist() == [token for _, _, tokens in kept for token in tokens]
    assert gathered.rows.tolist() == [place for place, _, _ in kept]
    assert gathered.signs.tolist() == [bits for _, bits, _ in kept]
    sizes = [len(tokens) for _, _, tokens in kept]
    assert gathered.firsts.tolist() == [sum(sizes[:place]) for place in range(len(sizes))]
    assert gathered.sentence_of.tolist() == [place for place, size in enumerate(sizes) for _ in range(size)]
    assert (index.size, gathered.count) == (len(passages), len(rows))


def test_the_best_of_each_passage_is_among_its_sentences_and_0_without() -> None:
    gathered = ForwardIndex.build([[(0, [1]), (0, [2])], [], [(0, [3])]]).gather(np.arange(3))
    values = np.array([[0.1, 0.7, 0.4], [0.9, 0.2, 0.3]], dtype=np.float32)
    np.testing.assert_allclose(gathered.best_of_rows(values), [[0.7, 0, 0.4], [0.9, 0, 0.3]])
    np.testing.assert_allclose(gathered.sum_rows(values[0]), [0.8, 0, 0.4])


def test_signs_are_shared_by_sentence_and_by_passage() -> None:
    gathered = ForwardIndex.build([[(0b01, [1]), (0b10, [2])], [], [(0b110, [3])]]).gather(np.arange(3))
    assert gathered.share_signs(0b11).tolist() == [0.5, 0.5, 0.5]
    assert gathered.share_signs_of_rows(0b11).tolist() == [1.0, 0.0, 0.5]
    assert gathered.share_signs(0).tolist() == [0, 0, 0]


def test_words_get_numbers_and_come_back_from_disk(tmp_path: Path) -> None:
    index = ForwardIndex.build_from_words([[(1, ["dân", "vận"])], [(2, ["vận", "động"]), (4, [])]])
    assert index.numbers == {"dân": 0, "vận": 1, "động": 2}
    index.save(tmp_path / "forward")
    opened = ForwardIndex.load(tmp_path / "forward")
    assert opened.vocabulary == index.vocabulary
    gathered = opened.gather(np.array([1, 0]))
    assert [opened.vocabulary[token] for token in gathered.tokens] == ["vận", "động", "dân", "vận"]
    assert gathered.signs.tolist() == [2, 1]


def test_words_that_begin_with_a_figure_are_told() -> None:
    index = ForwardIndex.build_from_words([[(0, ["có", "3", "482", "đảng", "4a"])]])
    assert index.numeric.tolist() == [False, True, True, False, True]


def test_an_index_of_nothing_can_be_kept(tmp_path: Path) -> None:
    ForwardIndex.build([[]]).save(tmp_path / "forward")
    opened = ForwardIndex.load(tmp_path / "forward")
    assert opened.vocabulary == ()
    assert opened.gather(np.array([0])).tokens.size == 0
