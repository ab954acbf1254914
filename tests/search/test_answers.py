import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, Passage
from corpus.parse import parse_text
from search.answer_features import FEATURES, describe_passage, weigh_question
from search.answer_model import COMMON, AnswerModel, load_answer_model
from search.answer_shape import SHAPE, shape_passage
from search.answers import SIGNS, find_answer, find_sides
from search.reading import QuestionReader

Row = tuple[Document, Passage]

PLAN = """TỈNH ỦY SƠN THỦY
*
Số 27-KH/TU

	ĐẢNG CỘNG SẢN VIỆT NAM
Sơn Thủy, ngày 14 tháng 5 năm 2024

KẾ HOẠCH
về nâng cao chất lượng thư viện cơ sở
-----

Thực hiện Nghị quyết số 19-NQ/TW, ngày 02/3/2023 của Bộ Chính trị, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Đến hết năm 2025, toàn tỉnh có 140 thư viện xã đạt chuẩn; mỗi thư viện có ít nhất 3.500 đầu sách.

2. Bố trí kinh phí 26 tỷ đồng cho trang thiết bị (trước ngày 30/9/2024).

II. TỔ CHỨC THỰC HIỆN

1. Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với Tỉnh đoàn tổ chức ngày hội đọc sách.

2. Văn phòng Tỉnh ủy theo dõi, đôn đốc và báo cáo Ban Thường vụ Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Đặng Quốc Thịnh
"""
OTHER = PLAN.replace("SƠN THỦY", "HÀ KHÊ").replace("Sơn Thủy", "Hà Khê").replace("140 thư viện", "85 thư viện").replace("27-KH", "31-KH")  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Document:
    return parse_text(PLAN, "ke-hoach.txt")


def holding(document: Document, words: str) -> Row:
    return document, next(passage for passage in document.passages if words in passage.text)


@pytest.mark.parametrize(
    ("question", "within", "answer", "kind"),
    [
        ("Cơ quan nào chủ trì ngày hội đọc sách?", "ngày hội", "Ban Tuyên giáo Tỉnh ủy", "agency"),
        ("co quan nao chu tri ngay hoi doc sach", "ngày hội", "Ban Tuyên giáo Tỉnh ủy", "agency"),
        ("ai ký kế hoạch về thư viện cơ sở", "140 thư viện", "Đặng Quốc Thịnh", "person"),
        ("who signed Plan 27-KH/TU?", "140 thư viện", "Đặng Quốc Thịnh", "person"),
        ("Kế hoạch 27-KH/TU ban hành ngày nào?", "140 thư viện", "ngày 14 tháng 5 năm 2024", "date"),
    ],
)
def test_facts_are_answered_with_their_bare_words(
    reader: QuestionReader, plan: Document, question: str, within: str, answer: str, kind: str
) -> None:
    picked = find_answer(reader.read(question), [holding(plan, within)])
    assert picked is not None
    found = picked.as_answer(1.0)
    assert (found.text, found.kind) == (answer, kind)


@pytest.mark.parametrize(
    ("question", "within", "words"),
    [
        ("Đến năm 2025 có bao nhiêu thư viện xã đạt chuẩn?", "140 thư viện", "140 thư viện"),
        ("kinh phí trang thiết bị thư viện là bao nhiêu", "26 tỷ", "26 tỷ đồng"),
        ("bao giờ phải bố trí xong kinh phí trang thiết bị", "26 tỷ", "30/9/2024"),
        ("Kế hoạch thực hiện nghị quyết nào của Bộ Chính trị?", "19-NQ/TW", "19-NQ/TW"),
    ],
)
def test_spans_of_the_passage_hold_what_is_asked_for(
    reader: QuestionReader, plan: Document, question: str, within: str, words: str
) -> None:
    picked = find_answer(reader.read(question), [holding(plan, within)])
    assert picked is not None
    found = picked.as_answer(1.0)
    assert words in found.text
    assert found.text == plan.text[found.start : found.end]


def test_each_side_of_a_comparison_is_answered_in_the_order_named(reader: QuestionReader) -> None:
    one, other = parse_text(PLAN, "a.txt"), parse_text(OTHER, "b.txt")
    rows = [holding(one, "140 thư viện"), holding(other, "85 thư viện")]
    question = "Hà Khê và Sơn Thủy có bao nhiêu thư viện xã đạt chuẩn?"
    answers = [side.as_answer(1.0) for side in find_sides(reader.read(question), rows)]
    assert len(answers) == 2
    assert "85" in answers[0].text
    assert "140" in answers[1].text
    assert not find_sides(reader.read("Sơn Thủy có bao nhiêu thư viện xã?"), rows)


def test_nothing_is_answered_from_nothing(reader: QuestionReader) -> None:
    assert find_answer(reader.read("bao nhiêu thư viện"), []) is None


def test_a_span_that_holds_the_finer_kind_asked_for_is_told_from_others(
    reader: QuestionReader, plan: Document
) -> None:
    wanted = weigh_question(reader.read("trang thiết bị hết bao nhiêu tiền"), lambda _: 1.0)
    found = describe_passage(wanted, *holding(plan, "26 tỷ"), 0)
    expected = found.features[:, FEATURES.index("expected")]
    spans = [plan.text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert 0 < sum(expected) < len(spans)
    for span, share in zip(spans, expected.tolist(), strict=True):
        assert share == ("26 tỷ đồng" in span), span


def test_a_passage_without_words_has_no_candidates(reader: QuestionReader, plan: Document) -> None:
    bare = replace(plan.passages[0], text="—", start=0, end=1)
    wanted = weigh_question(reader.read("bao nhiêu"), lambda _: 1.0)
    assert describe_passage(wanted, replace(plan, assignments=()), bare, 0).features.shape == (
        0,
        len(FEATURES),
    )


def test_every_candidate_of_the_shipped_documents_is_a_span() -> None:
    folder = Path(__file__).parents[2] / "corpus" / "documents"
    document = parse_text(min(folder.glob("*.txt")).read_text("utf-8"), "a.txt")
    for passage in document.passages:
        shape = shape_passage(document, passage)
        starts, ends = shape.reading.first[shape.begins], shape.reading.last[shape.ends - 1]
        assert (starts < ends).all()
        assert (ends <= len(passage.text)).all()
        assert shape.features.shape[1:] == (len(SHAPE),) or not len(shape.begins)


def test_every_answer_is_a_span_of_its_document(reader: QuestionReader, plan: Document) -> None:
    rows = [(plan, passage) for passage in plan.passages]
    for question in (
        "ai",
        "khi nào",
        "bao nhiêu tiền",
        "vì sao",
        "which resolution",
        "thư viện",
        "ở đâu",
        "là gì",
    ):
        for first in range(len(rows)):
            picked = find_answer(reader.read(question), rows[first:])
            assert picked is not None
            found = picked.as_answer(0.8)
            assert plan.text[found.start : found.end] == found.text
            assert found.text == found.text.strip()
            assert 0 <= found.probability <= 0.8


def test_weights_are_kept_by_name(tmp_path: Path) -> None:
    shipped = load_answer_model()
    assert shipped is not None
    shipped.save(tmp_path / "weights.json")
    again = load_answer_model(tmp_path / "weights.json")
    assert again is not None
    assert again.weights[COMMON] == pytest.approx(shipped.weights[COMMON], abs=1e-3)
    assert load_answer_model(tmp_path / "none.json") is None


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    AnswerModel({}).save(path)
    path.write_text(path.read_text().replace("held", "hold"), encoding="utf-8")
    assert load_answer_model(path) is None


def test_every_answer_to_a_training_question_is_a_span(reader: QuestionReader) -> None:
    folder = Path(__file__).parents[2] / "eval" / "training" / "data"
    rows = [
        (document, passage)
        for path in sorted(folder.glob("*.txt"))
        for document in [parse_text(path.read_text("utf-8"), path.name)]
        for passage in document.passages
    ]
    questions = [
        line
        for path in sorted(folder.glob("questions-*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    assert len(questions) > 500
    for place, line in enumerate(questions):
        at = 7 * place % (len(rows) - 3)  # any passages will do: what is tested are the spans
        picked = find_answer(reader.read(json.loads(line)["question"]), rows[at : at + 3])
        assert picked is not None
        found = picked.as_answer(1.0)
        assert picked.document.text[found.start : found.end] == found.text != ""
        assert found.passage_id.split("#")[0] == picked.document.id
        assert picked.signs.keys() <= set(SIGNS)
