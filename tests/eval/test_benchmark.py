import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.errors import QuestionSetError
from eval.benchmark import Query, export_benchmark, read_benchmark
from eval.judgement import make_qrels
from eval.questions import Question


def jsonl(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "nho"
    root.mkdir()
    (root / "corpus.jsonl").write_text(
        jsonl({"id": "Luật A#1", "title": "Điều 1", "text": "Một"}, {"id": "2", "text": "Hai"})
    )
    (root / "queries.jsonl").write_text(
        jsonl({"id": "q1", "text": "Một là gì?", "lang": "vi"}, {"id": "q2", "text": "Không có phán quyết"})
    )
    (root / "qrels.tsv").write_text("q1\tLuật A#1\t1\nq1\t2\t0\n")
    return root


def test_a_folder_is_read(folder: Path) -> None:
    benchmark = read_benchmark(folder)
    assert benchmark.name == "nho"
    assert benchmark.entries == (("Luật A#1", "Điều 1", "Một"), ("2", "", "Hai"))
    assert benchmark.queries == (Query("q1", "Một là gì?", "vi", None),)
    assert benchmark.qrels == {"q1": {"Luật A#1": 1, "2": 0}}


def test_beirs_own_names_are_read(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl.gz").write_bytes(
        gzip.compress(jsonl({"_id": "d", "title": "", "text": "x"}).encode())
    )
    (tmp_path / "queries.jsonl").write_text(jsonl({"_id": "q", "text": "?"}))
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\td\t2\n")
    assert read_benchmark(tmp_path).qrels == {"q": {"d": 2}}


def test_codified_articles_lose_their_address_and_gain_their_topic(folder: Path, tmp_path: Path) -> None:
    articles = (
        {
            "id": "Luật A#1",
            "demuc": "Đề mục 36.3 Thanh niên",
            "title": "Điều 36.3.LQ.1. Độ tuổi",
            "text": "Một",
        },
        {"id": "2", "demuc": "Đề mục 14.3 Thuế", "title": "Điều 14.3.QĐ.1.1.", "text": "Hai"},
    )
    corpus = tmp_path / "phapdien.jsonl.xz"
    corpus.write_bytes(lzma.compress(jsonl(*articles).encode()))
    entries = read_benchmark(folder, corpus).entries
    assert entries == (("Luật A#1", "Độ tuổi. Thanh niên", "Một"), ("2", "Thuế", "Hai"))


def test_every_fault_is_listed(folder: Path) -> None:
    with (folder / "corpus.jsonl").open("a") as file:
        file.write('{"id": "3"}\n{"id": "2", "text": "lần hai"}\n')
    with (folder / "queries.jsonl").open("a") as file:
        file.write("{\n")
    with (folder / "qrels.tsv").open("a") as file:
        file.write("q1 2 1\nq9\t2\t1\nq1\t9\t1\n")
    with pytest.raises(QuestionSetError) as caught:
        read_benchmark(folder)
    assert caught.value.en.splitlines()[1:] == [
        "  corpus.jsonl line 3: broken JSON, or no id or text",
        "  corpus.jsonl line 4: id “2” is there already",
        "  queries.jsonl line 3: broken JSON, or no id or text",
        "  qrels.tsv line 3: not three columns: query, entry, grade",
        "  qrels.tsv line 4: there is no query “q9”",
        "  qrels.tsv line 5: the corpus has no entry “9”",
    ]


def test_many_faults_are_counted(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("x\ty\t1\n" * 50)
    with pytest.raises(QuestionSetError, match="and 30 more"):
        read_benchmark(folder)


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_missing_files_are_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(QuestionSetError, match=name):
        read_benchmark(folder)


def test_a_folder_without_judgements_is_refused(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("\n")
    with pytest.raises(QuestionSetError, match="there is no judgement"):
        read_benchmark(folder)


def test_a_question_set_is_exported_and_read_back(
    tmp_path: Path, questions: tuple[Question, ...], document: Document
) -> None:
    export_benchmark(questions, [document], tmp_path / "out")
    benchmark = read_benchmark(tmp_path / "out")
    assert [entry[0] for entry in benchmark.entries] == [passage.id for passage in document.passages]
    assert benchmark.entries[0][1] == "Phân công"
    assert benchmark.qrels == make_qrels(questions, [document])
    assert [query.lang for query in benchmark.queries] == ["vi", "en", "vi-nodiac"]


def test_an_export_that_cannot_be_written_is_refused(tmp_path: Path, document: Document) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(QuestionSetError, match="can't be written"):
        export_benchmark((), [document], tmp_path / "file")
