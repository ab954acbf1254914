import json
import lzma
from pathlib import Path

import pytest

from index.training.sources import (
    LAW_LINES,
    read_articles,
    read_clean_articles,
    read_ours,
    read_parallel,
    read_terms,
)

SENTENCE = "Người có nghĩa vụ phải nộp đủ hồ sơ trong thời hạn ba mươi ngày làm việc"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    records = [
        {"id": "1", "demuc": "Đề mục 36.3 Thanh niên", "title": "Điều 36.3.LQ.1. Phạm vi", "text": "Một."},
        {"id": "2", "demuc": "Đề mục 1 Khác", "title": "Điều 2. Tên", "text": f"{SENTENCE}. Hai."},
        {"id": "3", "demuc": "Đề mục 1 Khác", "title": "Điều 3. Ba", "text": "Ba."},
    ]
    with lzma.open(tmp_path / "phapdien.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    lines = {"help_en_vi": "p\tHelp\tTrợ giúp", "ui_en_vi": "File\tTệp\nFile\tTệp", "tatoeba": "Run!\t",
             "en_vi": "iso\tFrance\tPháp", LAW_LINES: "s\tl\tLaw\tLuật"}  # fmt: skip
    for stem, line in lines.items():
        write(tmp_path / "parallel" / f"{stem}.tsv", line)
    write(tmp_path / "benchmarks/zalo-phapdien/qrels.tsv", "q\t1\t1")
    for name in ("alqac-vi", "alqac-en"):
        write(tmp_path / f"benchmarks/{name}/qrels.tsv", "q\tluat#2\t1")
        write(
            tmp_path / f"benchmarks/{name}/corpus.jsonl",
            json.dumps({"id": "luat#2", "text": SENTENCE.upper()}),
        )
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def test_pairs_are_read_once_and_whole(data: Path) -> None:
    assert read_parallel(data) == [("Help", "Trợ giúp"), ("File", "Tệp"), ("France", "Pháp"), ("Law", "Luật")]


def test_a_source_can_be_left_out(data: Path) -> None:
    assert ("Law", "Luật") not in read_parallel(data, frozenset({LAW_LINES}))


def test_labels_are_dropped_from_articles(data: Path) -> None:
    first = next(iter(read_articles(data)))
    assert (first.topic, first.title) == ("Thanh niên", "Phạm vi")


def test_articles_that_answer_a_benchmark_are_left_out(data: Path) -> None:
    assert [article.id for article in read_clean_articles(data)] == ["3"]


def test_terms_come_variant_by_variant(tmp_path: Path) -> None:
    write(tmp_path / "g.tsv", "dân vận\tmass work | mass mobilisation\tmass")
    assert read_terms(tmp_path / "g.tsv") == [("mass work", "dân vận"), ("mass mobilisation", "dân vận")]


def test_what_was_written_for_the_product_is_enough() -> None:
    assert len(read_ours("pairs")) >= 2_000
    assert len(read_ours("questions")) >= 900
