import json
from math import log2
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from eval.archive import load_run
from eval.evidence import normalise
from eval.manifest import describe_run
from eval.questions import Evidence, Question
from eval.run import run_set
from eval.trec import parse_run


@pytest.fixture
def summary(
    searcher: Any, questions: tuple[Question, ...], document: Document, tmp_path: Path
) -> dict[str, Any]:
    manifest = describe_run({"number": 3, "encoder": "small"}, {"name": "s"}, 100, documents=[document])
    run_set(searcher, questions, tmp_path / "run", documents=[document], manifest=manifest)
    read: dict[str, Any] = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    return read


def test_measures_by_hand(summary: dict[str, Any]) -> None:
    # lead: found first. both: one of two quotes, third. staff: could not be asked, scores 0 and is counted.
    lead_ndcg = (2 + 1 / log2(3)) / (2 + 1 / log2(3))
    both_ndcg = (2 / log2(4)) / (2 + 2 / log2(3))
    assert summary["measures"] == {
        "hit@1": pytest.approx(1 / 3, abs=1e-6),
        "hit@3": pytest.approx(2 / 3, abs=1e-6),
        "hit@10": pytest.approx(2 / 3, abs=1e-6),
        "MRR@10": pytest.approx((1 + 1 / 3) / 3, abs=1e-6),
        "nDCG@10": pytest.approx((lead_ndcg + both_ndcg) / 3, abs=1e-6),
        "Recall@100": pytest.approx((1 + 1 / 2) / 3, abs=1e-6),
        "MAP": pytest.approx((1 + 1 / 3 / 2) / 3, abs=1e-6),
        "P@10": pytest.approx(0.2 / 3, abs=1e-6),
        "Judged@10": pytest.approx((2 / 3 + 1 / 3) / 3, abs=1e-6),
    }


def test_slices_by_hand(summary: dict[str, Any]) -> None:
    by = summary["by"]
    assert set(by) == {"lang", "type", "document", "length", "marks"}
    assert by["lang"]["vi"]["questions"] == 2
    assert by["lang"]["vi"]["answerable"] == 1
    assert by["lang"]["vi"]["hit@1"] == 1
    assert by["lang"]["vi-nodiac"]["hit@10"] == 0
    assert by["type"]["unanswerable"] == {"questions": 1, "answerable": 0}
    assert by["document"]["ke-hoach.txt"]["questions"] == 3
    assert by["marks"]["unmarked"]["questions"] == 2
    assert by["length"]["1-8"]["questions"] == 4


def test_answers_abstention_citation_and_latency_by_hand(summary: dict[str, Any]) -> None:
    # answered: "Ban Dân vận" for lead (right: Ban Dân vận Thành ủy) and for both (right: Văn phòng).
    assert summary["answer"] == {
        "f1": pytest.approx(2 * 3 / 8 / 3, abs=1e-6),
        "exact": 0,
        "f1_all": pytest.approx((2 * 3 / 8 + 0) / 4, abs=1e-6),
    }
    assert summary["abstention"]["auroc"] == pytest.approx(2 / 3, abs=1e-6)  # .9 and .4 above .1, 0 below
    assert summary["citation"] == {"exactness": 1}
    assert summary["latency_ms"] == {"p50": 6.0, "p95": 6.0}
    assert summary["counts"] == {
        "questions": 4,
        "answerable": 3,
        "unanswerable": 1,
        "failed": 1,
        "missing": 1,
    }
    assert summary["curves"]["recall_by_depth"]["1"] == pytest.approx(1 / 3, abs=1e-6)
    assert summary["curves"]["recall_by_depth"]["100"] == pytest.approx(1 / 2, abs=1e-6)


def test_what_is_written_is_read_back(summary: dict[str, Any], tmp_path: Path) -> None:
    stored = load_run(tmp_path / "run")
    assert stored.summary == summary
    rows = {row.id: row for row in stored.rows}
    assert rows["lead"].ranks == (1,)
    assert rows["both"].ranks == (3, None)
    assert [(hit.passage_id, hit.grade) for hit in rows["both"].hits] == [
        ("kh#1", None),
        ("kh#4", None),
        ("kh#2", 2),
    ]
    assert rows["staff"].error == "It can't be asked."
    assert rows["none"].measures == {}
    assert rows["none"].answerable is False
    assert rows["lead"].correct
    assert not rows["none"].correct
    ranked = parse_run((tmp_path / "run" / "run.trec").read_text(encoding="utf-8"))
    assert list(ranked["both"]) == ["kh#1", "kh#4", "kh#2"]


def test_the_same_input_gives_the_same_run(
    searcher: Any, questions: tuple[Question, ...], document: Document, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        run_set(searcher, questions, tmp_path / name, documents=[document])
    for file in ("run.trec", "per-query.jsonl", "summary.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_without_documents_only_what_was_found_is_judged(
    searcher: Any, questions: tuple[Question, ...]
) -> None:
    measures = run_set(searcher, questions).measures
    assert measures["hit@1"] == pytest.approx(1 / 3)
    assert measures["Recall@100"] == pytest.approx(1 / 2)
    assert measures["nDCG@10"] > 0


def test_progress_is_told_after_every_question(searcher: Any, questions: tuple[Question, ...]) -> None:
    seen: list[tuple[int, int]] = []
    run_set(searcher, questions, progress=lambda done, count: seen.append((done, count)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_question_with_partial_evidence_only_is_neither_answerable_nor_unanswerable(
    searcher: Any, document: Document
) -> None:
    evidence = (Evidence("kh", document.passages[0].text, 1),)
    summary = run_set(
        searcher, [Question("lead", "Ai?", "vi", "who", evidence=evidence)], documents=[document]
    )
    assert summary.counts["answerable"] == summary.counts["unanswerable"] == 0
    assert summary.measures == {}
    assert summary.abstention["auroc"] is None


def test_two_documents_of_the_same_words_are_told_apart(searcher: Any, document: Document) -> None:
    quote = document.passages[0].text
    assert normalise(quote)
    question = Question("lead", "Ai?", "vi", "who", evidence=(Evidence("khac.txt", quote, 2),))
    assert run_set(searcher, [question], documents=[document]).measures["hit@10"] == 0


def test_the_configuration_is_of_what_decides_the_ranking(document: Document) -> None:
    def configuration(**changes: Any) -> Any:
        service = {"number": 1, "encoder": "small", "built_at": "now"} | changes
        return describe_run(service, {"name": "s"}, 100, documents=[document])["configuration"]

    assert configuration() == configuration(number=2, built_at="later")
    assert configuration() != configuration(encoder="large")
    manifest = describe_run({"number": 7, "encoder": "small"}, {}, 10, library=Path("var/library"))
    assert (manifest["generation"], manifest["encoder"], manifest["library"]) == (7, "small", "var/library")
    assert manifest["versions"]["ir-measures"]
