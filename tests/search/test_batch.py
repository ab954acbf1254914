import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import QuestionSetError
from search.batch import answer_questions, read_questions, write_answers
from search.searcher import Searcher


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines), encoding=encoding)
    return path


def test_questions_are_read_a_line_each(tmp_path: Path) -> None:
    lines = ['{"id": 7, "question": "một\u2028hai"}', "", '  {"question": "ba"}', ""]
    for encoding in ("utf-8", "utf-8-sig"):
        asked = read_questions(write(tmp_path / "q.jsonl", *lines, encoding=encoding))
        assert [question["question"] for question in asked] == ["một\u2028hai", "ba"]
        assert asked[0]["id"] == 7


@pytest.mark.parametrize("line", ["{", "null", '"một"', '{"question": null}', '{"q": "một"}', "[" * 50_000])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    file = write(tmp_path / "q.jsonl", '{"question": "một"}', "", line)
    with pytest.raises(QuestionSetError, match=r"^Line 3 of .*q\.jsonl is no question"):
        read_questions(file)


def test_a_file_that_cannot_be_read_or_holds_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x01")
    write(tmp_path / "empty", " ", "")
    for name, said in (("gone", "can't be read"), ("binary", "UTF-8"), ("empty", "is empty")):
        with pytest.raises(QuestionSetError, match=said):
            read_questions(tmp_path / name)


def test_every_question_gets_one_object_in_its_place(searcher: Searcher) -> None:
    asked: list[dict[str, Any]] = [
        {"id": "a", "question": "dân vận"},
        {"id": "b", "question": " "},
        {"question": "kinh phí"},
    ]
    found = list(answer_questions(searcher, asked, 2))  # type: ignore[arg-type]
    assert [(answer["id"], len(answer["hits"])) for answer in found] == [("a", 2), ("b", 0), (None, 2)]
    assert found[1].keys() - {"error"} == found[0].keys()
    assert found[1]["error"]["en"].startswith("The question is empty")


def test_answers_are_written_a_line_each_and_errors_counted(tmp_path: Path) -> None:
    told: list[int] = []
    answers = [{"id": "a", "text": "lời\u2028\ud800"}, {"id": "b", "error": {}}]
    assert write_answers(answers, tmp_path / "out.jsonl", told.append) == 1
    assert told == [1, 2]
    lines = (tmp_path / "out.jsonl").read_text("utf-8").rstrip("\n").split("\n")
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="can't be written"):
        write_answers([], tmp_path)
