import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.judgements import keep_judgement, make_judgement
from corpus.library import Library
from eval.reproduction import SHIPPED_SET
from web.question_sets import JUDGED, MOST_BYTES, KnownSet, QuestionSets
from web.refusal import UnknownMeasurement, UploadError
from web.shelf import Shelf

QUOTE = {"document": "chuong-trinh.txt", "quote": "Tạo sự thống nhất trong toàn Đảng bộ.", "grade": 2}
SOUND = {"id": "1", "question": "tạo sự gì?", "lang": "vi", "type": "what", "answer": "", "evidence": [QUOTE]}


def lines(*records: object) -> bytes:
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records).encode()


def told(known: KnownSet) -> list[tuple[int, str]]:
    return [(fault.line, fault.en) for fault in known.faults]


@pytest.fixture
def sets(service: object, tmp_path: Path) -> QuestionSets:
    return QuestionSets(Shelf(service.library), tmp_path / "library" / "eval" / "sets")


def test_a_shipped_set_is_there_with_size_and_languages(sets: QuestionSets) -> None:
    (shipped,) = sets.known()
    records = [json.loads(line) for line in SHIPPED_SET.read_text("utf-8").splitlines()]
    assert (shipped.name, shipped.origin, shipped.size) == ("party-dev", "shipped", len(records))
    assert dict(shipped.languages)["vi"] == sum(record["lang"] == "vi" for record in records)
    assert shipped.questions is None and "no document" in shipped.broken[0].en  # its documents are not here
    assert sets.read("party-dev") == SHIPPED_SET.read_bytes()


def test_a_sound_set_is_kept_and_found_again(sets: QuestionSets, tmp_path: Path) -> None:
    kept = sets.keep("của tôi.jsonl", lines(SOUND))
    assert (kept.name, kept.origin, told(kept)) == ("của tôi", "library", [])
    assert (tmp_path / "library" / "eval" / "sets" / "của tôi.jsonl").read_bytes() == lines(SOUND)
    assert [q.id for q in sets.find("của tôi").questions] == ["1"]
    sets.drop("của tôi")
    with pytest.raises(UnknownMeasurement):
        sets.find("của tôi")


def test_every_fault_is_listed_and_a_broken_set_is_not_kept(sets: QuestionSets) -> None:
    unknown = {**SOUND, "id": "2", "question": "b", "evidence": [{**QUOTE, "document": "khác.txt"}]}
    made_up = {**SOUND, "id": "3", "question": "c", "evidence": [{**QUOTE, "quote": "lời bịa ra hoàn toàn"}]}
    content = lines(SOUND, unknown, made_up, {**SOUND, "question": "d"}) + b"{broken\n"
    broken = sets.keep("hỏng.jsonl", content)
    assert broken.questions is None and broken.size == 5
    assert [line for line, _ in told(broken)] == [2, 3, 4, 5]
    assert [
        words in said
        for (_, said), words in zip(
            told(broken), ("no document", "is not in", "repeats line 1", "broken JSON"), strict=True
        )
    ] == [True] * 4
    assert [known.name for known in sets.known()] == ["party-dev"]


def test_an_empty_set_is_a_fault_of_the_file(sets: QuestionSets) -> None:
    assert told(sets.keep("rỗng.jsonl", b"")) == [(0, "the file is empty: it holds no question")]


def test_a_fault_goes_when_the_document_comes(
    sets: QuestionSets, make_library: Callable[..., Library], tmp_path: Path
) -> None:
    folder = tmp_path / "library" / "eval" / "sets"
    folder.mkdir(parents=True)
    later = {**SOUND, "evidence": [{**QUOTE, "document": "sau.txt"}]}
    (folder / "placed.jsonl").write_bytes(lines(later))
    assert "no document “sau.txt”" in sets.find("placed").broken[0].en
    document = Shelf(make_library()).look().documents[0]
    make_library(replace(document, id="sau-1", source="sau.txt", sha256="9" * 64))
    assert told(sets.find("placed")) == []


def test_what_was_judged_is_a_set(sets: QuestionSets, service: object) -> None:
    document = service.library.documents()[0]
    with pytest.raises(UnknownMeasurement):
        sets.find(JUDGED)
    judged = make_judgement(document, document.passages[2], question="tạo gì?", grade=2, judge="A")
    keep_judgement(service.library, judged)
    known = sets.find(JUDGED)
    assert (known.origin, known.size, told(known)) == ("judged", 1, [])
    assert json.loads(sets.read(JUDGED))["evidence"][0]["quote"] == document.passages[2].text


@pytest.mark.parametrize("name", ["party-dev.jsonl", "danh-gia.jsonl", "../../party-dev.jsonl"])
def test_a_sent_set_takes_no_name_that_is_taken_and_leaves_no_folder(sets: QuestionSets, name: str) -> None:
    assert sets.keep(name, lines(SOUND)).name in ("party-dev-2", "danh-gia-2")


def test_too_large_a_set_is_refused(sets: QuestionSets) -> None:
    with pytest.raises(UploadError, match="larger than 20 MB"):
        sets.keep("x.jsonl", b" " * (MOST_BYTES + 1))
