from datetime import date

import pytest

from corpus.document import Document
from corpus.parse import parse_text
from search.lookups import LibraryFacts
from search.periods import Period, read_period
from search.reading import QuestionReader
from tests.search.test_answers import PLAN

REPLACING = """TỈNH ỦY SƠN THỦY
*
Số 44-KH/TU

	ĐẢNG CỘNG SẢN VIỆT NAM
Sơn Thủy, ngày 20 tháng 6 năm 2025

KẾ HOẠCH
về phát triển văn hóa đọc
-----

Kế hoạch này thay thế Kế hoạch số 27-KH/TU, ngày 14/5/2024 của Ban Thường vụ Tỉnh ủy.

I. TỔ CHỨC THỰC HIỆN

1. Ban Tuyên giáo Tỉnh ủy chủ trì khảo sát thư viện, hoàn thành trong quý III/2025.

2. Văn phòng Tỉnh ủy chủ trì xây dựng kho sách số (hoàn thành trước ngày 15/12/2025).

T/M BAN THƯỜNG VỤ
BÍ THƯ

Lương Văn Phúc
"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [parse_text(PLAN, "a.txt"), parse_text(REPLACING, "b.txt")]


def ask(reader: QuestionReader, documents: list[Document], question: str) -> list[str] | None:
    facts = LibraryFacts(documents)
    wanted = facts.read(reader.read(question))
    if wanted is None:
        return None
    answers = [finding.as_answer() for finding in facts.find(wanted)]
    for finding, answer in zip(facts.find(wanted), answers, strict=True):
        assert finding.document.text[answer.start : answer.end] == answer.text
    return [answer.text for answer in answers]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Văn bản nào thay thế Kế hoạch số 27-KH/TU?", ["44-KH/TU"]),
        ("van ban nao thay the ke hoach 27", ["44-KH/TU"]),
        ("which document replaces Plan 27-KH/TU?", ["44-KH/TU"]),
        ("27-KH/TU bị thay thế bởi văn bản nào", ["44-KH/TU"]),
        ("Kế hoạch 44-KH/TU thay thế văn bản nào?", ["Kế hoạch số 27-KH/TU, ngày 14/5/2024 của Ban Thường vụ Tỉnh ủy"]),
        ("What does Plan 44-KH/TU replace?", ["Kế hoạch số 27-KH/TU, ngày 14/5/2024 của Ban Thường vụ Tỉnh ủy"]),
        ("Những văn bản nào thực hiện Nghị quyết số 19-NQ/TW?", ["27-KH/TU"]),
        ("which documents implement Resolution 19?", ["27-KH/TU"]),
        ("văn bản nào thay thế Nghị quyết 99-NQ/TW", []),
    ],
)  # fmt: skip
def test_relations_are_listed(
    reader: QuestionReader, documents: list[Document], question: str, answers: list[str]
) -> None:
    assert ask(reader, documents, question) == answers


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("nhiệm vụ của Văn phòng Tỉnh ủy trong năm 2025", ["kho sách số"]),
        ("Văn phòng Tỉnh ủy phải làm gì trước ngày 31/12/2025", ["kho sách số"]),
        ("việc nào đến hạn trong quý III/2025", ["khảo sát thư viện"]),
        ("viec nao den han trong quy 3 nam 2025", ["khảo sát thư viện"]),
        ("tasks due in Q3 2025", ["khảo sát thư viện"]),
        ("tasks due by 15/12/2025", ["khảo sát thư viện", "kho sách số"]),
        ("What must Văn phòng Tỉnh ủy do by December 2025?", ["kho sách số"]),
        ("tasks due in 2031", []),
    ],
)
def test_tasks_are_listed_soonest_due_first(
    reader: QuestionReader, documents: list[Document], question: str, words: list[str]
) -> None:
    found = ask(reader, documents, question)
    assert found is not None
    assert len(found) == len(words)
    assert all(word in text for word, text in zip(words, found, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "Văn phòng Tỉnh ủy phải làm gì với kho sách bị hỏng vì lũ?",
        "Nghị quyết 19-NQ/TW được thực hiện bằng bao nhiêu kinh phí?",
        "văn bản nào nói về thư viện",
        "kế hoạch 27 đặt mục tiêu gì về đầu sách",
        "who must survey the libraries",
    ],
)
def test_other_questions_are_left_to_the_search(
    reader: QuestionReader, documents: list[Document], question: str
) -> None:
    assert ask(reader, documents, question) is None


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("trong quy ii/2026", Period(date(2026, 4, 1), date(2026, 6, 30))),
        ("quy 2 nam 2026", Period(date(2026, 4, 1), date(2026, 6, 30))),
        ("the second quarter of 2026", Period(date(2026, 4, 1), date(2026, 6, 30))),
        ("thang 2/2024", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("in february 2024", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("truoc ngay 30/6/2025", Period(None, date(2025, 6, 30))),
        ("by 2026", Period(None, date(2026, 12, 31))),
        ("ngay 31/2/2025", Period(date(2025, 1, 1), date(2025, 12, 31))),
        ("thuong xuyen", None),
    ],
)
def test_periods_are_read(said: str, period: Period | None) -> None:
    assert read_period(said)[0] == period
