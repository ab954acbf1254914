import json
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.errors import QuestionSetError
from eval.archive import RunError
from eval.pooling import Pooled, add_judgements, format_pool, pool_folders, read_pool, texts_of
from eval.questions import Evidence, Question
from eval.run import run_set


@pytest.fixture
def folders(
    tmp_path: Path, make_searcher: Any, questions: tuple[Question, ...], document: Document
) -> list[Path]:
    """Two runs; of `lead` passage 1 answers and 2 does in part, of `none` nothing is judged."""
    found = {"words": {"lead": "134", "both": "", "staff": "4", "none": "3"}, "sense": {"lead": "241", "both": "", "staff": "1", "none": "4"}}  # fmt: skip
    for name, rankings in found.items():
        run_set(make_searcher(rankings), questions, tmp_path / name, documents=[document])
    return [tmp_path / name for name in found]


def test_the_first_passages_of_all_runs_that_nobody_judged(folders: list[Path], document: Document) -> None:
    pool = pool_folders(folders, 2, texts_of([document]))
    named = {(passage.id, passage.passage_id) for passage in pool.passages}
    assert named == {
        ("lead", "kh#3"),
        ("lead", "kh#4"),
        ("staff", "kh#1"),
        ("none", "kh#3"),
        ("none", "kh#4"),
    }
    assert pool.pooled == 8
    assert all(passage.text == texts_of([document])[passage.passage_id][1] for passage in pool.passages)
    assert {passage.grade for passage in pool.passages} == {None}
    assert [passage.lang for passage in pool.passages if passage.id == "staff"] == ["vi-nodiac"]


def test_how_much_of_each_run_is_judged(folders: list[Path]) -> None:
    # lead: 1 of 2 in either run; both: nothing found; staff: its only passage, or none; none: nothing.
    assert pool_folders(folders, 2).judged == pytest.approx({"words": 1.5 / 4, "sense": 0.5 / 4})


def test_the_order_tells_nothing_of_runs_and_ranks(folders: list[Path]) -> None:
    one_way, other_way = (pool_folders(runs, 3).passages for runs in (folders, folders[::-1]))
    assert one_way == other_way
    text = format_pool(pool_folders(folders, 3))
    assert all(set(json.loads(line)) == set(Pooled.__slots__) for line in text.splitlines())


def test_runs_over_other_questions_are_not_pooled(
    folders: list[Path], make_searcher: Any, questions: tuple[Question, ...], tmp_path: Path
) -> None:
    run_set(make_searcher({"lead": "1"}), questions[:1], tmp_path / "other")
    with pytest.raises(RunError, match=r"“other” was not asked what “words” was"):
        pool_folders([*folders, tmp_path / "other"])
    (folders[0] / "run.trec").unlink()
    with pytest.raises(RunError, match=r"run\.trec can't be read"):
        pool_folders(folders)
    with pytest.raises(RunError, match="Name at least one run"):
        pool_folders([])


def test_folders_of_one_name_stay_apart(folders: list[Path]) -> None:
    assert list(pool_folders([folders[0], folders[0]]).judged) == ["words (1)", "words (2)"]


def test_judged_passages_become_evidence_and_raise_what_is_judged(
    folders: list[Path],
    questions: tuple[Question, ...],
    document: Document,
    make_searcher: Any,
    tmp_path: Path,
) -> None:
    file = tmp_path / "pool.jsonl"
    file.write_text(format_pool(pool_folders(folders, 2, texts_of([document]))), encoding="utf-8")
    graded = [json.loads(line) | {"grade": 0} for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in graded), encoding="utf-8")
    more = add_judgements(questions, read_pool(file))
    assert len(more[3].evidence) == 2
    assert more[0].evidence[:2] == questions[0].evidence
    again = {"lead": "134", "both": "", "staff": "4", "none": "3"}
    run_set(make_searcher(again), more, tmp_path / "again", documents=[document])
    pool = pool_folders([tmp_path / "again"], 2, texts_of([document]))
    assert pool.passages == ()
    assert pool.judged == pytest.approx({"again": 3 / 4})


def test_a_broken_pool_is_told_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "pool.jsonl"
    whole = '{"id": "a", "question": "b", "lang": "vi", "passage_id": "c", "grade": %s}\n'
    file.write_text(whole % 2 + "{\n" + whole % 7 + whole % "true" + "\n[]\n" + '{"id": 3}\n')
    with pytest.raises(QuestionSetError) as caught:
        read_pool(file)
    assert [line.split(":")[0].strip() for line in caught.value.en.splitlines()[1:]] == [
        f"line {number}" for number in (2, 3, 4, 6, 7)
    ]
    with pytest.raises(QuestionSetError, match="can't be read"):
        read_pool(tmp_path / "none.jsonl")


def test_a_judgement_without_question_or_words_is_refused(questions: tuple[Question, ...]) -> None:
    for passage in (
        Pooled("gone", "q", "vi", "p", "d", "words", 2),
        Pooled("lead", "q", "vi", "p", "", "", 1),
    ):
        with pytest.raises(QuestionSetError, match="can't be added"):
            add_judgements(questions, [passage])
    added = add_judgements(questions, [Pooled("lead", "q", "vi", "p", "d", "words", 1)])
    assert added[0].evidence[-1] == Evidence("d", "words", 1)
