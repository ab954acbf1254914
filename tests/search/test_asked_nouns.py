import numpy as np
import pytest

from index.generation import read_forward
from index.glossary import Reading
from index.language import detect_language
from search.asked_nouns import ASKED_NOUNS, AskedNouns
from search.lookup import Rows
from tests.conftest import make_document

NOTHING = AskedNouns()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("có bao nhiêu đảng viên mới", AskedNouns(counted=(("dang", "vien"),))),
        ("co bao nhieu ho ngheo", AskedNouns(counted=(("ho", "ngheo"),))),
        ("số lượng mô hình là", AskedNouns(counted=(("mo", "hinh"),))),
        ("sở nào chủ trì", AskedNouns(called=(("so",),))),
        ("ở đơn vị sự nghiệp nào", AskedNouns(called=(("su", "nghiep"), ("nghiep",)))),
        ("theo nghị quyết nào", AskedNouns(called=(("nghi", "quyet"), ("quyet",)), numbered=(("nghi", "quyet"),))),
        ("which directive replaced it", AskedNouns(numbered=(("chi", "thi"),))),
        ("ba việc chưa làm", AskedNouns(counts=(3,))),
        ("05 tập thể", AskedNouns(counts=(5,))),
        ("ở Hải Phòng và quận Hai Bà Trưng, sau đó, bà con", NOTHING),
        ("sáu xã ở Ba Vì", AskedNouns(counts=(6,))),
        ("the two communes", AskedNouns(counts=(2,))),
        ("chuyển đổi số có bao nhiêu nhiệm vụ", AskedNouns(counted=(("nhiem", "vu"),))),
        ("một số xã có mấy hộ nghèo", AskedNouns(counted=(("ho", "ngheo"),))),
        ("dân tộc thiểu số được bao nhiêu căn nhà", AskedNouns(counted=(("can", "nha"),))),
        ("chuyển đổi số gồm những gì", NOTHING),
        ("khi nào và sở nào chủ trì", AskedNouns(called=(("so",),))),
        ("có bao nhiêu HTX (hợp tác xã) mới", AskedNouns(counted=(("htx",), ("hop", "tac", "xa")))),
        ("mười hai xã, hai mươi xã, hai trăm hộ", NOTHING),
        ("who may take so few documents out", NOTHING),
        ("khi nào xong", NOTHING),
        ("năm nào, ngày nào, thế nào", NOTHING),
        ("quý 3, điều 5 khoản 2, lần thứ hai", NOTHING),
        ("máy móc nào đó", AskedNouns(called=(("may", "moc"), ("moc",)))),  # a machine is not “how many”
        ("", NOTHING),
    ],
)  # fmt: skip
def test_nouns_and_counts_are_read(question: str, asked: AskedNouns) -> None:
    assert AskedNouns.read(question, detect_language(question), ()) == asked


def test_an_english_noun_is_read_by_its_vietnamese_terms() -> None:
    question = "How many poor households are there?"
    readings = (
        (Reading(14, 24, "households", "hộ", 1.0), Reading(14, 24, "households", "hộ gia đình", 0.5)),
    )
    assert AskedNouns.read(question, "en", readings).counted == (("ho",), ("ho", "gia", "dinh"))


def test_a_term_far_behind_which_is_not_what_is_asked() -> None:
    question = "which of them, as far as can be told, leads the department"
    assert not AskedNouns.read(question, "en", ((Reading(48, 58, "department", "sở", 1.0),),)).called


def make_rows() -> Rows:
    document = make_document(
        "một",
        "Kết nạp 2.615 đảng viên mới; có 12 tổ chức.",
        "Đảng viên mới được học. Năm 2023 có 5 lớp.",
        "Có 40 đồng chí là đảng viên.",
        "Huyện Yên Thế và các huyện khác. Theo Chỉ thị số 15-CT/TU.",
        "Ba nội dung chưa khắc phục, 03 nội dung đã xong.",
        "Chỉ thị của Ban Bí thư năm 2023.",
    )
    return [(document, passage) for passage in document.passages]


def compare(question: str, held: float = 1.0) -> dict[str, list[float]]:
    rows = make_rows()
    index, _ = read_forward([passage.text for _, passage in rows], None)
    gathered = index.gather(np.arange(len(rows)))
    of_sentence = np.full(len(gathered.firsts), held, dtype=np.float32)
    columns = AskedNouns.read(question, detect_language(question), ()).compare(
        rows, gathered, index, of_sentence
    )
    assert set(columns) == set(ASKED_NOUNS)
    return {name: np.round(column.astype(np.float64), 2).tolist() for name, column in columns.items()}


def test_a_number_right_before_the_noun_counts_most_and_one_of_another_sentence_nothing() -> None:
    assert compare("bao nhiêu đảng viên")["counted"] == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert compare("bao nhiêu đồng chí")["counted"] == [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    assert compare("bao nhiêu chí")["counted"] == [0.0, 0.0, 0.7, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Năm 2023, hộ nghèo giảm.", "bao nhiêu hộ nghèo"),
        ("Ngày 24/11/2023, hộ nghèo giảm.", "bao nhiêu hộ nghèo"),
        ("Theo Nghị quyết 43, hộ nghèo được vay.", "bao nhiêu hộ nghèo"),
        ("Ngày 15 tháng 3 năm 2023.", "ba việc nào"),
        ("Điều 3 quy định.", "ba việc nào"),
        ("Đạt 85,3 điểm.", "ba việc nào"),
        ("Lần thứ ba của huyện, ba trăm hộ.", "ba việc nào"),
        ("Ban hành chỉ thị.\nSố 15 ngày hai.", "chỉ thị nào"),
    ],
)
def test_numbers_that_name_or_date_something_count_nothing(text: str, question: str) -> None:
    document = make_document("hai", text)
    rows: Rows = [(document, passage) for passage in document.passages]
    index, _ = read_forward([text], None)
    gathered = index.gather(np.arange(1))
    of_sentence = np.ones(len(gathered.firsts), dtype=np.float32)
    columns = AskedNouns.read(question, "vi", ()).compare(rows, gathered, index, of_sentence)
    assert columns["counted"][0] == columns["same_count"][0] == columns["numbered"][0] == 0


def test_an_abbreviation_is_counted_by_what_it_stands_for() -> None:
    assert compare("bao nhiêu TC (tổ chức)")["counted"][0] == 1


def test_what_is_near_counts_by_how_much_of_the_question_its_sentence_holds() -> None:
    assert compare("bao nhiêu đảng viên", 0.5)["counted_near"][0] == 0.5
    assert compare("huyện nào", 0.25)["called_near"][3] == 0.25


def test_a_name_after_the_noun_is_seen() -> None:
    assert compare("huyện nào")["called"] == [0.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    assert not any(compare("tổ chức nào")["called"])


def test_a_number_after_the_kind_of_document_is_seen() -> None:
    assert compare("chỉ thị nào")["numbered"] == [0.0, 0.0, 0.0, 1.0, 0.0, 0.0]


def test_counts_meet_in_figures_and_words() -> None:
    assert compare("3 nội dung")["same_count"] == [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    assert compare("ba nội dung, 12 tổ chức")["same_count"] == [0.5, 0.0, 0.0, 0.0, 0.5, 0.0]


def test_a_question_that_asks_no_noun_tells_passages_apart_in_nothing() -> None:
    assert not any(any(column) for column in compare("vì sao chậm").values())


def test_a_noun_that_nothing_says_is_in_no_passage() -> None:
    assert not any(compare("bao nhiêu khinh khí cầu")["counted"])
