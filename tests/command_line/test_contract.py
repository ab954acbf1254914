import csv
import io
import json
import re
from pathlib import Path

import pytest

from corpus.ingestion import SAMPLES
from tests.command_line.conftest import PROGRAMME, RESULT, Run, write

DOCUMENT = {
    "id", "source", "sha256", "number", "type", "issuer", "place", "date", "title", "signer", "recipients",
    "implements", "based_on", "replaces", "warnings",
}  # fmt: skip
QUERY = {"text", "language", "restored", "references", "clause"}
HIT = {
    "rank", "score", "passage_id", "text", "start", "end", "page", "document", "section", "parts", "highlights", "url",
}  # fmt: skip


def test_list_prints_every_document_with_every_field(run: Run, samples: Path) -> None:
    records = run("list", "--json", "--library", samples).json
    assert {record["source"] for record in records} == {file.name for file in SAMPLES.iterdir()}
    for record in records:
        assert record.keys() >= DOCUMENT
        assert re.fullmatch("[0-9a-f]{64}", record["sha256"])
        assert record["date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        assert record["signer"] is None or record["signer"].keys() == {"name", "position"}
        assert all(
            isinstance(record[name], list) for name in ("recipients", "implements", "based_on", "replaces")
        )
    lines = run("list", "--library", samples).out.splitlines()
    assert [line.split()[0] for line in lines] == [record["id"] for record in records]


def test_show_prints_a_whole_document_with_every_field(run: Run, samples: Path) -> None:
    shown = run("show", PROGRAMME, "--json", "--library", samples).json
    listed = run("list", "--json", "--library", samples).json
    assert shown["document"] in listed
    keys = {
        "outline": {"path", "label", "heading", "kind", "level", "start", "end"},
        "footnotes": {"number", "text", "anchor"},
        "references": {"number", "type", "date", "issuer", "count"},
        "assignments": {"agency", "role", "task", "deadline", "section", "passage_id", "start", "end"},
        "passages": {"id", "section", "start", "end", "text"},
    }
    assert shown.keys() >= {"document", *keys}
    for part, fields in keys.items():
        assert all(record.keys() >= fields for record in shown[part])
    assert {place["kind"] for place in shown["outline"]} <= {"heading", "clause", "item"}
    ids = [passage["id"] for passage in shown["passages"]]
    assert len(set(ids)) == len(ids)
    assert {task["passage_id"] for task in shown["assignments"]} <= set(ids)
    assert all(len(p["text"]) == p["end"] - p["start"] <= 1200 for p in shown["passages"])


@pytest.mark.parametrize("key", [PROGRAMME, PROGRAMME.lower(), "000_c81e2607254c46bf.txt"])
def test_a_document_goes_by_its_number_file_name_and_id(run: Run, samples: Path, key: str) -> None:
    shown = run("show", key, "--json", "--library", samples).json["document"]
    assert shown["number"] == PROGRAMME
    assert run("show", shown["id"], "--json", "--library", samples).json["document"] == shown


def test_show_prints_one_section(run: Run, samples: Path) -> None:
    shown = run("show", PROGRAMME, "--section", "III.3", "--json", "--library", samples).json
    (section,) = [place for place in shown["outline"] if place["path"] == "III.3"]
    assert all(section["start"] <= p["start"] < p["end"] <= section["end"] for p in shown["passages"])
    assert "Dân vận khéo" in "".join(passage["text"] for passage in shown["passages"])
    words = run("show", PROGRAMME, "--section", "iii.3", "--library", samples).out
    assert words.startswith("3. Các Ban của Thành ủy")


def test_show_prints_attributes_and_outline_in_either_language(run: Run, samples: Path) -> None:
    text = run("show", PROGRAMME, "--library", samples).out
    assert "Số, ký hiệu: 66-CTr/TU" in text
    assert "\n  III.3  Các Ban của Thành ủy\n" in text
    assert "Number: 66-CTr/TU" in run("--lang", "en", "show", PROGRAMME, "--library", samples).out


def test_search_prints_a_result_with_every_field(run: Run, samples: Path) -> None:
    question = "ai chịu trách nhiệm chỉ thị về Dân vận khéo"
    result = run("search", question, "-k", 3, "--json", "--library", samples).json
    assert result.keys() >= RESULT
    assert (result["id"], result["question"], len(result["hits"])) == (None, question, 3)
    assert result["query"].keys() >= QUERY
    assert 0 <= result["answerable"] <= 1
    assert 0 < result["elapsed_ms"] < 5000
    assert [hit["rank"] for hit in result["hits"]] == [1, 2, 3]
    shown = run("show", PROGRAMME, "--json", "--library", samples).json
    texts = {passage["id"]: passage["text"] for passage in shown["passages"]}
    for hit in result["hits"]:
        assert hit.keys() >= HIT
        assert hit["document"].keys() >= {"id", "source", "number", "type", "title", "issuer", "date"}
        assert hit["section"].keys() >= {"path", "labels", "headings"}
        assert all(0 <= a < b <= len(hit["text"]) for a, b in hit["highlights"])
        assert len(hit["text"]) == hit["end"] - hit["start"]
        if hit["document"]["id"] == shown["document"]["id"]:
            assert texts[hit["passage_id"]] == hit["text"]
    if result["answer"]:
        assert result["answer"].keys() >= {"text", "kind", "passage_id", "start", "end", "probability"}


@pytest.mark.parametrize(
    "question",
    ["ai chịu trách nhiệm chỉ thị về Dân vận khéo", "who is responsible for the Dân vận khéo directive"],
)
def test_search_prints_the_clause_with_its_source(run: Run, samples: Path, question: str) -> None:
    first = run("search", question, "-k", 1, "--library", samples).out
    assert "Mục III.3, Chương trình hành động số 66-CTr/TU" in first
    assert "Ban Dân vận Thành ủy" in first
    assert "quý II/2026" in first


def test_what_the_documents_speak_of_is_more_answerable(run: Run, samples: Path) -> None:
    questions = ("Ban nào chủ trì phong trào thi đua Dân vận khéo?", "Giá vé máy bay đi Nha Trang mùa hè?")
    held, other = (run("search", q, "--json", "--library", samples).json["answerable"] for q in questions)
    assert held > other


def test_search_takes_a_question_as_typed(run: Run, samples: Path) -> None:
    asked = ("search", "dan van kheo", "-k", 1, "--json", "--library", samples)
    assert run(*asked).json["query"]["restored"] == "dân vận khéo"
    assert run(*asked, "--as-typed").json["query"]["restored"] is None


def test_a_batch_answers_every_line_in_order(run: Run, samples: Path, tmp_path: Path) -> None:
    questions = ["Dân vận khéo", "Nghị quyết 43-NQ/TW", "who leads?\u2028"]
    lines = [json.dumps({"id": f"q{n}", "question": q}, ensure_ascii=False) for n, q in enumerate(questions)]
    batch = write(tmp_path / "in.jsonl", "\ufeff" + "\n\n".join(lines))
    done = run("search", "--batch", batch, "--out", tmp_path / "out.jsonl", "-k", 2, "--library", samples)
    assert (done.code, done.err) == (0, "")
    results = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line]
    assert [(r["id"], r["question"], len(r["hits"])) for r in results] == [
        (f"q{n}", question, 2) for n, question in enumerate(questions)
    ]
    alone = run("search", questions[0], "-k", 2, "--json", "--library", samples).json
    assert results[0] | {"id": None, "elapsed_ms": 0} == alone | {"elapsed_ms": 0}


def test_tasks_come_as_text_json_and_csv(run: Run, samples: Path) -> None:
    asked = (
        "tasks",
        "--agency",
        "ban dan van",
        "--role",
        "chu tri",
        "--due",
        "30/6/2026",
        "--library",
        samples,
    )
    records = run(*asked, "--json").json
    assert records
    for record in records:
        assert "Dân vận" in record["agency"]
        assert record["role"] == "chủ trì"
        assert record["due"] <= "2026-06-30"
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv").out)))
    assert [row["passage_id"] for row in rows] == [record["passage_id"] for record in records]
    assert run(*asked).out.count(records[0]["agency"]) >= len(records)
    every = run("tasks", "--json", "--library", samples).json
    shown = run("show", PROGRAMME, "--json", "--library", samples).json["assignments"]
    assert len([task for task in every if task["document"] == PROGRAMME]) == len(shown)


def test_add_says_one_line_a_file(run: Run, tmp_path: Path) -> None:
    library = ("--library", tmp_path / "library")
    folder = tmp_path / "files"
    write(folder / "a.txt", "NGHỊ QUYẾT\n1. Việc thứ nhất.\n")
    write(folder / "b.md", "# KẾ HOẠCH\n\n1. Việc thứ hai.\n")
    first = run("add", folder, *library)
    assert first.code == 0
    assert [line.partition(" (")[0] for line in first.out.splitlines()] == [
        "đã thêm: a.txt", "đã thêm: b.md", "chỉ mục: 2 văn bản, 4 đoạn",
    ]  # fmt: skip
    write(folder / "a.txt", "NGHỊ QUYẾT\n1. Việc đã đổi.\n")
    write(folder / "c.txt", " \n")
    second = run("--lang", "en", "add", folder, *library)
    assert second.code == 1
    lines = [line.partition(" (")[0] for line in second.out.splitlines()]
    assert lines == [
        "replaced: a.txt", "unchanged: b.md", "skipped: c.txt: c.txt is empty: check the original.",
        "index: 2 documents, 4 passages",
    ]  # fmt: skip
    hits = run("search", "việc thứ nhất", "--json", *library).json["hits"]
    assert "Việc đã đổi." in " ".join(hit["text"] for hit in hits)


def test_remove_takes_a_document_out_of_the_index(run: Run, small: Path) -> None:
    write(small.parent / "hai.txt", "KẾ HOẠCH\n1. Sở Nội vụ báo cáo.\n")
    assert run("add", small.parent / "hai.txt", "--library", small).code == 0
    assert run("remove", "1-NQ/TU", "--library", small).out.splitlines()[-1].startswith("đã bỏ: một.txt (")
    assert [record["source"] for record in run("list", "--json", "--library", small).json] == ["hai.txt"]
    hits = run("search", "phong trào thi đua", "--json", "--library", small).json["hits"]
    assert {hit["document"]["source"] for hit in hits} == {"hai.txt"}
