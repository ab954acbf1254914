from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import QuestionSetError
from eval.evidence import normalise
from eval.judgement import make_qrels
from eval.measures import evaluate
from eval.questions import Evidence, Question
from eval.trec import (
    format_qrels,
    format_run,
    format_topics,
    import_questions,
    parse_qrels,
    parse_run,
    parse_topics,
)

IDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)


@given(st.dictionaries(IDS, st.dictionaries(IDS, st.integers(0, 2), min_size=1)))
def test_qrels_are_read_back(qrels: dict[str, dict[str, int]]) -> None:
    assert parse_qrels(format_qrels(qrels)) == qrels


@given(st.dictionaries(IDS, st.dictionaries(IDS, st.floats(-9, 9, width=32), min_size=1)))
def test_runs_are_read_back(run: dict[str, dict[str, float]]) -> None:
    assert parse_run(format_run(run)) == run


def test_ids_with_spaces_keep_their_columns() -> None:
    line = format_qrels({"câu 1": {"Luật Phòng, chống ma túy#1": 1}})
    assert line == "câu%201 0 Luật%20Phòng,%20chống%20ma%20túy#1 1\n"


def test_a_run_is_ranked_as_trec_eval_ranks() -> None:
    assert format_run({"q": {"a": 1.0, "b": 1.0, "c": 3.0}}).splitlines() == [
        "q Q0 c 1 3.0 trichdan",
        "q Q0 b 2 1.0 trichdan",
        "q Q0 a 3 1.0 trichdan",
    ]


def test_topics_are_read_back() -> None:
    asked = [
        Question("q 1", "Ai chủ trì <gấp> & ở đâu?", "vi", "who"),
        Question("q2", "Khi nào?", "vi", "when"),
    ]
    assert parse_topics(format_topics(asked)) == {"q 1": asked[0].question, "q2": "Khi nào?"}


def test_other_topics_are_read() -> None:
    classic = "<top>\n<num> Number: 301\n<title> Topic: International\nOrganized Crime\n<desc> Description:\nx\n</top>"
    assert parse_topics(classic) == {"301": "International Organized Crime"}
    assert parse_topics("1\tAi chủ trì?\n\n2\tKhi nào?\n") == {"1": "Ai chủ trì?", "2": "Khi nào?"}


@pytest.mark.parametrize("line", ["q 0 d", "q 0 d x", "q Q0 d 1 0.5 t"])
def test_broken_qrels_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"columns|invalid literal"):
        parse_qrels(line)


def test_a_set_survives_the_way_through_trec(
    tmp_path: Path, questions: tuple[Question, ...], document: Document
) -> None:
    qrels = make_qrels(questions, [document])
    (tmp_path / "topics").write_text(format_topics(questions))
    (tmp_path / "qrels").write_text(format_qrels(qrels))
    back = import_questions(tmp_path / "topics", tmp_path / "qrels", [document], "vi")
    assert [(one.id, one.question) for one in back] == [(one.id, one.question) for one in questions]
    assert make_qrels(back, [document]) == qrels
    assert evaluate(qrels, {"lead": {"kh#1": 1.0}}) == evaluate(
        make_qrels(back, [document]), {"lead": {"kh#1": 1.0}}
    )
    assert back[0].evidence[0] == Evidence("ke-hoach.txt", document.passages[0].text, 2)
    assert normalise(back[0].evidence[0].quote) == normalise(questions[0].evidence[0].quote)


def test_unknown_passages_are_refused(tmp_path: Path, document: Document) -> None:
    (tmp_path / "topics").write_text("1\tAi?\n")
    (tmp_path / "qrels").write_text("1 0 kh#9 1\n")
    with pytest.raises(QuestionSetError, match="lacks 1 passages"):
        import_questions(tmp_path / "topics", tmp_path / "qrels", [document], "vi")
    with pytest.raises(QuestionSetError, match="can't be read"):
        import_questions(tmp_path / "topics", tmp_path / "none", [document], "vi")
