import pytest

from corpus.document import Document, Passage
from eval.judgement import answering_quotes, judge, make_qrels, same_document
from eval.questions import Evidence, Question

LEADS = Evidence("a.txt", "Ban Dân vận chủ trì thực hiện", 2)
JOINS = Evidence("a.txt", "Văn phòng phối hợp", 1)
REJECTED = Evidence("a.txt", "Sở Tài chính cấp kinh phí", 0)
QUESTION = Question("q", "Ai chủ trì?", "vi", "who", "Ban Dân vận", None, (JOINS, LEADS, REJECTED))


def passage(number: int, text: str) -> Passage:
    return Passage(f"a#{number}", "I", "clause", 0, len(text), text)


@pytest.mark.parametrize(
    ("text", "grade", "quotes"),
    [
        ("Ban Dân vận chủ trì thực hiện.", 2, {0}),
        ("Văn phòng phối hợp; Ban Dân vận chủ trì thực hiện", 2, {0}),
        ("Văn phòng phối hợp.", 1, set()),
        ("Sở Tài chính cấp kinh phí.", 0, set()),
        ("Không liên quan.", None, set()),
    ],
)
def test_the_highest_grade_counts(text: str, grade: int | None, quotes: set[int]) -> None:
    found = judge(QUESTION, ("a.txt", "a"), text)
    assert (found.grade, found.quotes) == (grade, quotes)


def test_the_same_words_of_another_document_do_not_answer() -> None:
    assert judge(QUESTION, ("b.txt", "b"), LEADS.quote).grade is None
    assert same_document(LEADS, ("b.txt", "a.txt"))


def test_exactness_is_the_share_of_the_passage_that_is_evidence() -> None:
    assert judge(QUESTION, ("a.txt",), "Ban Dân vận chủ trì thực hiện").exactness == 1
    letters = "BanDânvậnchủtrìthựchiện"
    half = judge(QUESTION, ("a.txt",), f"{LEADS.quote} {'x' * len(letters)}").exactness
    assert half == pytest.approx(0.5)
    assert judge(QUESTION, ("a.txt",), JOINS.quote).exactness == 0


def test_overlapping_quotes_are_not_counted_twice() -> None:
    wider = Evidence("a.txt", "Ban Dân vận chủ trì thực hiện ngay", 2)
    question = Question("q", "?", "vi", "who", evidence=(LEADS, wider))
    found = judge(question, ("a.txt",), "Ban Dân vận chủ trì thực hiện ngay")
    assert found.quotes == {0, 1}
    assert found.exactness == 1


def test_a_quote_that_stands_twice_is_one() -> None:
    twice = Evidence("a.txt", "ban dân vận, chủ trì, thực hiện.", 2)
    other = Evidence("b.txt", LEADS.quote, 2)
    question = Question("q", "?", "vi", "who", evidence=(LEADS, twice, other, JOINS))
    assert answering_quotes(question) == (LEADS, other)


def test_every_passage_of_the_library_is_judged() -> None:
    texts = (
        "Ban Dân vận chủ trì thực hiện",
        "(nhắc lại) Ban Dân vận chủ trì thực hiện",
        "Văn phòng phối hợp",
        "x",
    )
    document = Document(
        "a", "a.txt", "0", "", passages=tuple(passage(n, text) for n, text in enumerate(texts))
    )
    stranger = Document("b", "b.txt", "0", "", passages=(Passage("b#1", "", "clause", 0, 1, LEADS.quote),))
    unanswerable = Question("u", "?", "vi", "unanswerable")
    lost = Question("l", "?", "vi", "who", evidence=(Evidence("c.txt", "abc", 2),))
    qrels = make_qrels([QUESTION, unanswerable, lost], [document, stranger])
    assert qrels == {"q": {"a#0": 2, "a#1": 2, "a#2": 1}, "l": {}}
