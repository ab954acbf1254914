from pathlib import Path

from index.language import read_counts
from index.marks import load_restorer
from index.training.marks import count_english, is_held_out, measure, train
from index.training.sources import Article

TEXTS = ["Cơ quan chủ trì họp. Cơ quan phối hợp báo cáo."] * 5


def test_a_restorer_learns_the_texts_it_counted(tmp_path: Path) -> None:
    train(TEXTS, tmp_path)
    count_english(["the office leads the meeting"] * 2, tmp_path)
    assert read_counts(tmp_path / "english.tsv")["the"] == 4
    figures = measure(load_restorer(tmp_path), ["Cơ quan chủ trì báo cáo"])
    assert figures["syllables"] == figures["sentences"] == figures["marked sentences left alone"] == 1.0


def test_one_article_in_fifty_is_held_out() -> None:
    held = sum(is_held_out(Article(str(i), "", "", "")) for i in range(5_000))
    assert 60 < held < 140
