import json
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.errors import QuestionSetError
from eval.questions import Evidence, Question, find_faults, load_questions, save_questions

SHIPPED = Path(__file__).parents[2] / "eval" / "sets" / "party-dev.jsonl"
DOCUMENT = Document(
    "ke-hoach", "ke-hoach.txt", "0", "Giao Ban Dân vận chủ trì, hoàn thành trong quý II/2026."
)


def record(**changes: Any) -> dict[str, Any]:
    quote = {"document": "ke-hoach.txt", "quote": "Ban Dân vận chủ trì", "grade": 2}
    return {
        "id": "q1",
        "question": "Ai chủ trì?",
        "lang": "vi",
        "type": "who",
        "answer": "Ban Dân vận",
        "evidence": [quote],
    } | changes


def write(path: Path, *lines: Any) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_a_good_set_is_read(tmp_path: Path) -> None:
    file = write(tmp_path / "bo.jsonl", record(), "", record(id="q2", question="Khi nào?", evidence=[]))
    questions = load_questions(file, [DOCUMENT])
    assert [question.id for question in questions] == ["q1", "q2"]
    assert len(questions) == 2
    assert questions.name == "bo"
    first = questions.questions[0]
    assert first.evidence == (Evidence("ke-hoach.txt", "Ban Dân vận chủ trì", 2),)
    assert first.alternatives == ("Ban Dân vận",)
    assert questions.questions[1].alternatives == ()


def test_alternatives_of_both_answers_count() -> None:
    evidence = (Evidence("d", "q", 2),)
    question = Question("q", "Who?", "en", "who", "The Board | The Office", "Ban | Văn phòng", evidence)
    assert question.alternatives == ("Ban", "Văn phòng", "The Board", "The Office")


def test_a_set_is_written_and_read_back(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", record(), record(id="q2", question="Who leads?", answer_vi="Ban"))
    questions = load_questions(file).questions
    save_questions(tmp_path / "sub" / "b.jsonl", questions)
    assert load_questions(tmp_path / "sub" / "b.jsonl").questions == questions


def test_every_fault_is_listed_with_its_line(tmp_path: Path) -> None:
    good = [record(id=f"g{n}", question=f"Câu hỏi số {n}?") for n in range(1, 17)]
    missing = {"document": "ke-hoach.txt", "quote": "Câu này không hề có ở đâu", "grade": 2}
    file = write(
        tmp_path / "broken.jsonl",
        *good,
        '{"id": "q17", ',
        record(id="g3", question="Khác"),
        record(id="q19", question="  câu hỏi SỐ 5 "),
        record(id="q20", question="A", evidence=[missing]),
        record(id="q21", question="B", evidence=[missing | {"document": "khong-co.txt"}]),
        record(id="q22", question="C", evidence=[missing | {"grade": 3}, missing | {"quote": "…"}]),
        record(id="", question="D", lang=None),
        record(id="q24", question="E", evidence="?"),
        "[]",
    )
    faults = find_faults(file, [DOCUMENT])
    assert [(fault.line, fault.en.split(":")[0]) for fault in faults] == [
        (17, "broken JSON at column 15"),
        (18, "id “g3” repeats line 3"),
        (19, "the question repeats line 5"),
        (20, "evidence 1"),
        (21, "evidence 1"),
        (22, "evidence 1"),
        (22, "evidence 2"),
        (23, "“id” is missing or no string"),
        (23, "“lang” is missing or no string"),
        (24, "“evidence” is missing or no list"),
        (25, "not a JSON object"),
    ]
    assert faults[3].en == "evidence 1: “Câu này không hề có ở đâu” is not in the document"
    assert faults[4].vi == "minh chứng 1: không có văn bản “khong-co.txt”"
    with pytest.raises(QuestionSetError) as caught:
        load_questions(file, [DOCUMENT])
    assert caught.value.vi.count("\n") == caught.value.en.count("\n") == 11
    assert "  dòng 17: JSON hỏng" in caught.value.sentence("vi")
    assert "  line 17: broken JSON" in caught.value.sentence("en")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_bytes(content)
    with pytest.raises(QuestionSetError, match="the file is empty") as caught:
        load_questions(file)
    assert "tệp rỗng" in caught.value.vi


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    file = tmp_path / "bom.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(record()).encode() + b"\r\n")
    assert len(load_questions(file)) == 1


def test_other_encodings_are_blamed_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.jsonl"
    file.write_bytes(json.dumps(record()).encode() + b'\n{"id": "\xe9"}\n')
    assert [(fault.line, fault.en) for fault in find_faults(file)] == [(2, "not UTF-8")]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"can't be read: No such file"):
        load_questions(tmp_path / "none.jsonl")
    with pytest.raises(QuestionSetError, match="can't be read"):
        load_questions(tmp_path)


def test_a_quote_found_in_part_is_told_but_not_refused(tmp_path: Path) -> None:
    quote = {"document": "ke-hoach", "quote": "Giao Ban Dân vận chủ trì, hoàn thành sớm", "grade": 2}
    file = write(tmp_path / "part.jsonl", record(evidence=[quote]))
    (fault,) = find_faults(file, [DOCUMENT])
    assert not fault.fatal
    assert "only a part" in fault.en
    assert len(load_questions(file, [DOCUMENT])) == 1


def test_file_names_are_the_same_in_both_unicode_forms(tmp_path: Path) -> None:
    document = Document("k", "kế-hoạch.txt", "0", DOCUMENT.text)
    quote = {"document": "ke\u0302\u0301-hoa\u0323ch.txt", "quote": "Ban Dân vận", "grade": 1}
    file = write(tmp_path / "nfd.jsonl", record(evidence=[quote]))
    assert find_faults(file, [document]) == ()


def test_the_shipped_set_is_sound() -> None:
    questions = load_questions(SHIPPED)
    assert len(questions) == 158
    assert {question.lang for question in questions} == {"vi", "vi-nodiac", "en", "en-mixed"}


def test_what_no_file_can_hold_is_blamed_and_not_a_crash(tmp_path: Path) -> None:
    half = '{"id": "1", "question": "\\ud800?", "lang": "vi", "type": "who", "evidence": []}'
    file = write(tmp_path / "odd.jsonl", half, '{"id": ' + "1" * 5000 + "}")
    assert [(fault.line, fault.en) for fault in find_faults(file)] == [
        (1, "holds half a Unicode character"),
        (2, "broken JSON at column 1"),
    ]
