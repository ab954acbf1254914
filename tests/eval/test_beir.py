from math import log2
from pathlib import Path

import pytest

from corpus.errors import QuestionSetError
from eval.archive import load_run
from eval.beir import run_benchmark, score_run
from eval.benchmark import Benchmark, Query

BENCHMARK = Benchmark(
    "nho",
    (("a", "Điều 1", "Một"), ("b", "", "Hai"), ("c", "", "Ba")),
    (Query("q1", "Một?", "vi", "who"), Query("q2", "Hai?", None, None)),
    {"q1": {"a": 2, "b": 1, "c": 0}, "q2": {"b": 1}},
    "0",
)


class Scripted:
    def search(self, question: str, k: int = 10) -> list[tuple[str, float]]:
        found = {"Một?": [("b", 1.0), ("c", 1.0), ("a", 1.0)], "Hai?": []}
        return found[question][:k]


def test_a_benchmark_is_measured_by_hand(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    summary = run_benchmark(
        Scripted(), BENCHMARK, tmp_path, progress=lambda done, count: seen.append((done, count))
    )
    assert seen == [(1, 2), (2, 2)]
    ideal = 2 + 1 / log2(3)
    assert summary.measures == pytest.approx(
        {
            "hit@1": 1 / 2,
            "hit@3": 1 / 2,
            "hit@10": 1 / 2,
            "MRR@10": 1 / 2,
            "nDCG@10": (1 + 2 / log2(4)) / ideal / 2,
            "Recall@100": 1 / 2,
            "MAP": (1 + 2 / 3) / 2 / 2,
            "P@10": 0.1,
            "Judged@10": 1 / 2,
        }
    )
    assert summary.by["lang"]["vi"]["hit@1"] == 1
    assert summary.by["type"]["who"]["questions"] == 1
    assert summary.answer["f1"] is None
    assert summary.abstention["auroc"] is None
    assert summary.latency_ms["p50"] is not None
    assert summary.counts["missing"] == 1


def test_a_benchmark_run_is_read_back(tmp_path: Path) -> None:
    run_benchmark(Scripted(), BENCHMARK, tmp_path)
    first, second = load_run(tmp_path).rows
    assert first.ranks == (3, 1)
    assert [(hit.passage_id, hit.grade) for hit in first.hits] == [("b", 1), ("c", 0), ("a", 2)]
    assert first.hits[2].text == "Điều 1. Một"
    assert second.ranks == (None,)
    assert second.evidence == ({"document": "b", "quote": "Hai", "grade": 1},)
    lines = (tmp_path / "run.trec").read_text().splitlines()
    assert [line.split()[2] for line in lines] == ["b", "c", "a"]


def test_a_written_run_is_measured_to_the_same_figures(tmp_path: Path) -> None:
    ours = run_benchmark(Scripted(), BENCHMARK, tmp_path / "ours")
    scored = score_run(tmp_path / "ours" / "run.trec", BENCHMARK, tmp_path / "again")
    assert scored.measures == ours.measures
    assert (scored.counts, scored.latency_ms["p50"]) == (ours.counts, None)
    assert [row.ranks for row in load_run(tmp_path / "again").rows] == [(3, 1), (None,)]
    assert scored.manifest["search"] == "run.trec"


def test_another_systems_run_is_ordered_by_its_scores(tmp_path: Path) -> None:
    file = tmp_path / "theirs.trec"
    file.write_text("q2 Q0 c 1 0.1 them\nq2 Q0 b 2 7.5 them\nq9 Q0 b 1 1.0 them\n")
    summary = score_run(file, BENCHMARK)
    assert summary.measures["hit@1"] == 1 / 2  # q2; q1 is missing and counts
    assert summary.counts["missing"] == 1


@pytest.mark.parametrize("text", ["q1 Q0 a 1 x them\n", "q1 Q0 a\n", "q9 Q0 a 1 1.0 them\n", ""])
def test_a_run_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "theirs.trec"
    file.write_text(text)
    with pytest.raises(QuestionSetError, match=r"can't be read|has no question"):
        score_run(file, BENCHMARK)
    with pytest.raises(QuestionSetError, match="can't be read"):
        score_run(tmp_path / "none.trec", BENCHMARK)
