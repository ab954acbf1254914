import json
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.judgements import (
    JudgementError,
    keep_judgement,
    list_judgements,
    make_judgement,
    make_questions,
    withdraw_judgement,
    write_qrels,
    write_questions,
)
from corpus.library import Library
from tests.conftest import make_document

WORDS = "Ban Dân vận chủ trì, hoàn thành trong quý II/2026."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


@pytest.fixture
def document() -> Document:
    return make_document("a", WORDS, "Các ban phối hợp.")


def say(
    library: Library,
    document: Document,
    grade: int,
    judge: str,
    *,
    quote: str = WORDS,
    question: str = "Ai làm?",
) -> None:
    keep_judgement(library, make_judgement(document, quote, question=question, grade=grade, judge=judge))


def test_a_judgement_keeps_who_when_what_and_the_words(library: Library, document: Document) -> None:
    say(library, document, 2, " Lê  Thị A ")
    (kept,) = list_judgements(library)
    assert (kept.question, kept.judge, kept.grade, kept.quote) == ("Ai làm?", "Lê Thị A", 2, WORDS)
    assert (kept.document_id, kept.source, kept.passage_id) == (document.id, "a.txt", f"{document.id}#I.p1")
    assert kept.language == "vi" and len(kept.judged_at) == 19


def test_second_thoughts_replace_the_first(library: Library, document: Document) -> None:
    say(library, document, 2, "A")
    say(library, document, 0, "A")
    assert [kept.grade for kept in list_judgements(library)] == [0]


def test_a_judgement_is_withdrawn(library: Library, document: Document) -> None:
    say(library, document, 2, "A")
    (kept,) = list_judgements(library)
    assert withdraw_judgement(library, kept.id) and list_judgements(library) == ()
    assert not withdraw_judgement(library, kept.id)


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        ("ban dân vận   chủ trì\n hoàn thành", "Ban Dân vận chủ trì, hoàn thành"),
        ("“quý II/2026.¶", "quý II/2026"),
        ("quý II/2026 Các ban", "quý II/2026.\nCác ban"),
    ],
)
def test_copied_words_are_kept_as_the_document_has_them(document: Document, copied: str, kept: str) -> None:
    assert make_judgement(document, copied, question="x", grade=2, judge="A").quote == kept


@pytest.mark.parametrize(
    "fault",
    [
        {"question": "  "},
        {"judge": ""},
        {"words": "văn bản không nói thế"},
        {"words": "…"},
        {"grade": 3},
        {"question": "a" * 1001},
    ],
)
def test_what_is_missing_or_made_up_is_refused(document: Document, fault: dict[str, object]) -> None:
    given = {"words": WORDS, "question": "x", "grade": 2, "judge": "A"} | fault
    with pytest.raises(JudgementError) as raised:
        make_judgement(document, str(given.pop("words")), **given)
    assert raised.value.vi != raised.value.en


def test_a_passage_whose_words_recur_is_judged_itself() -> None:
    document = make_document("a", WORDS, WORDS)
    judged = make_judgement(document, document.passages[1], question="x", grade=2, judge="A")
    assert judged.passage_id == document.passages[1].id and judged.quote == WORDS


def test_judgements_make_a_question_set_and_qrels(library: Library, document: Document) -> None:
    say(library, document, 2, "A")
    say(library, document, 1, "B")
    say(library, document, 1, "C", question="ai  LÀM")
    say(library, document, 0, "A", quote="Các ban phối hợp.")
    say(library, document, 2, "A", question="Khi nào xong?")
    found = list_judgements(library)
    assert [one.question for one in list_judgements(library, " Khi nào xong? ")] == ["Khi nào xong?"]
    questions = make_questions(found)
    assert [one["question"] for one in questions] == ["Ai làm?", "Khi nào xong?"]
    assert questions[0]["evidence"] == [
        {"document": "a.txt", "quote": WORDS, "grade": 1},
        {"document": "a.txt", "quote": "Các ban phối hợp.", "grade": 0},
    ]
    assert [json.loads(line) for line in write_questions(found).splitlines()] == questions
    ids = [one["id"] for one in questions]
    assert write_qrels(found).splitlines() == [
        f"{ids[0]} 0 {document.id}#I.p1 1",
        f"{ids[0]} 0 {document.id}#I.p2 0",
        f"{ids[1]} 0 {document.id}#I.p1 2",
    ]
