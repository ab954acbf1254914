"""Where sentences end, and even cuts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_evenly, split_sentences


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_sentences_end_at_full_stops_before_capitals() -> None:
    assert pieces("Một việc. Hai việc! “Ba việc.” Bốn việc… 5 việc.") == [
        "Một việc.",
        "Hai việc!",
        "“Ba việc.”",
        "Bốn việc…",
        "5 việc.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Đảng bộ TP. Hồ Chí Minh có 1.300 chi bộ.",
        "Theo quy định tại Điều 5. Luật này có hiệu lực.",
        "1. Mục đích của kế hoạch.",
        "Đồng chí ThS. Nguyễn Văn A.",
        "Tổ chức hội nghị. (hoàn thành trong quý I/2024)",
        "V. I. Lênin viết.",
        "Số 5. Trang này.",
    ],
)
def test_what_ends_no_sentence(text: str) -> None:
    assert pieces(text) == [text]


def test_a_long_paragraph_is_cut_evenly_at_sentences() -> None:
    text = " ".join(f"Câu thứ {number} có chừng này chữ." for number in range(60))
    runs = split_evenly(text, 500)
    lengths = [end - start for start, end in runs]
    assert len(runs) == -(-len(text) // 500)
    assert max(lengths) <= 500
    assert max(lengths) - min(lengths) < 80
    assert all(text[end - 1] == "." for _, end in runs)


def test_a_sentence_without_a_stop_is_cut_at_semicolons() -> None:
    text = "; ".join(["một việc rất dài phải làm"] * 40)
    assert all(text[end - 1] == ";" for _, end in split_evenly(text, 300)[:-1])


def test_the_cut_is_the_best_there_is() -> None:
    text = "A" * 9 + ". " + "B" * 4 + ". " + "C" * 4 + ". " + "D" * 9 + "."
    assert [text[start:end] for start, end in split_evenly(text, 18)] == [
        "AAAAAAAAA. BBBB.",
        "CCCC. DDDDDDDDD.",
    ]


@given(st.text(alphabet="aA1 .;,\n", max_size=300), st.integers(5, 60))
def test_runs_keep_every_word_in_order(text: str, longest: int) -> None:
    runs = split_evenly(text, longest)
    assert all(end - start <= longest or len(text) <= longest for start, end in runs)
    kept = "".join(text[start:end] for start, end in runs)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(runs))
