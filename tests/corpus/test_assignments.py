import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Assignment, Document
from corpus.parse import parse_text
from eval.parsing import score_parse

GOLD = Path(__file__).parent / "gold"
DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def _parse(body: str, kind: str = "KẾ HOẠCH") -> Document:
    head = f"TỈNH ỦY HÒA AN\n\nSố 12-KH/TU\n\nHòa An, ngày 05 tháng 3 năm 2024\n\n{kind}\n\nvề công tác dân vận\n\n-----\n\n"
    return parse_text(head + body.replace("\n", "\n\n") + "\n\nNơi nhận:\n\n- Lưu Văn phòng.", "a.txt")


def _told(body: str, kind: str = "KẾ HOẠCH") -> list[tuple[str, str, str, str | None]]:
    return [(a.agency, a.role, a.task, a.deadline) for a in _parse(body, kind).assignments]


def test_a_heading_names_who_acts() -> None:
    body = "I. NHIỆM VỤ CỤ THỂ\n1. Ban Dân vận Tỉnh ủy\n- Rà soát quy chế phối hợp. Tham mưu sửa đổi quy chế (hoàn thành trong quý II/2026).\n2. Mục đích\n- Nâng cao nhận thức."
    assert _told(body) == [
        ("Ban Dân vận Tỉnh ủy", "thực hiện", "Rà soát quy chế phối hợp", "hoàn thành trong quý II/2026"),
        ("Ban Dân vận Tỉnh ủy", "tham mưu", "Tham mưu sửa đổi quy chế", "hoàn thành trong quý II/2026"),
    ]
    found = _parse(body).assignments
    assert {a.due for a in found} == {date(2026, 6, 30)} and {a.section for a in found} == {"I.1"}


def test_a_bullet_names_who_acts() -> None:
    body = "III. NHIỆM VỤ\n1. Các ban của Tỉnh ủy\n- Ban Tuyên giáo Tỉnh ủy: Chủ trì hướng dẫn việc học tập.\n- Ban Dân vận Tỉnh ủy:\n+ Tham mưu sơ kết nghị quyết.\n+ Theo dõi việc thực hiện."
    assert [told[:2] for told in _told(body)] == [
        ("Ban Tuyên giáo Tỉnh ủy", "chủ trì"),
        ("Ban Dân vận Tỉnh ủy", "tham mưu"),
        ("Ban Dân vận Tỉnh ủy", "thực hiện"),
    ]


def test_subjects_count_where_tasks_are_handed_out() -> None:
    sentence = "1. Chính quyền các cấp thực hiện tốt cơ chế phối hợp."
    assert _told("I. GIẢI PHÁP\n" + sentence) == []
    assert [told[0] for told in _told("I. TỔ CHỨC THỰC HIỆN\n" + sentence)] == ["Chính quyền các cấp"]


def test_a_label_opens_and_closes_a_part() -> None:
    body = (
        "I. NỘI DUNG\n1. Chương trình học tập nghị quyết\nNhiệm vụ và giải pháp:\n- Các cấp ủy tổ chức học tập nghiêm túc.\n"
        "Phân công thực hiện:\n- Các cấp ủy tổ chức quán triệt, hoàn thành trong tháng 3/2026.\nMục tiêu:\n- Các cấp ủy nâng cao nhận thức."
    )
    assert _told(body) == [("Các cấp ủy", "thực hiện", "tổ chức quán triệt", "hoàn thành trong tháng 3/2026")]


def test_giao_counts_anywhere() -> None:
    body = "I. NỘI DUNG\n1. Giao Ban Tổ chức chủ trì, phối hợp với Văn phòng Tỉnh ủy theo dõi, đôn đốc."
    assert [told[:2] for told in _told(body)] == [
        ("Ban Tổ chức", "chủ trì"),
        ("Văn phòng Tỉnh ủy", "phối hợp"),
    ]


def test_a_subject_goes_on_to_the_end_of_its_paragraph() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Căn cứ Kế hoạch này, các cấp ủy chỉ đạo xây dựng kế hoạch (hoàn thành trong quý III/2024). Thường xuyên kiểm tra việc thực hiện.\nKế hoạch này được phổ biến đến chi bộ."
    assert [(told[0], told[3]) for told in _told(body)] == [
        ("các cấp ủy", "hoàn thành trong quý III/2024"),
        ("các cấp ủy", None),
    ]


def test_periodic_brackets_hold_for_the_bullet_and_are_no_date() -> None:
    found = _parse(
        "I. NHIỆM VỤ\n1. Sở Y tế\n- Tuyên truyền rộng rãi. Kiểm tra cơ sở (thực hiện thường xuyên)."
    ).assignments
    assert [(a.deadline, a.due) for a in found] == [("thực hiện thường xuyên", None)] * 2


def test_roles_told_by_labels() -> None:
    body = "I. NHIỆM VỤ\n1. Hoàn thiện cơ sở dữ liệu dân cư\n- Cơ quan chủ trì: Công an tỉnh.\n- Cơ quan phối hợp: Các sở, ban, ngành.\n- Thời gian thực hiện: Quý II/2025."
    found = _parse(body).assignments
    assert [(a.agency, a.role, a.task, a.due) for a in found] == [
        ("Công an tỉnh", "chủ trì", "Hoàn thiện cơ sở dữ liệu dân cư", date(2025, 6, 30)),
        ("Các sở, ban, ngành", "phối hợp", "Hoàn thiện cơ sở dữ liệu dân cư", date(2025, 6, 30)),
    ]


def test_a_directive_speaks_to_whom_its_lead_in_names() -> None:
    body = "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng thực hiện tốt các nhiệm vụ sau:\n1. Quán triệt sâu rộng chỉ thị này.\n2. Sở Y tế hướng dẫn thực hiện."
    assert [told[0] for told in _told(body, "CHỈ THỊ")] == ["các cấp ủy, tổ chức đảng", "Sở Y tế"]


@pytest.mark.parametrize("kind", ["BÁO CÁO", "LUẬT", "TỜ TRÌNH"])
def test_some_types_assign_nothing(kind: str) -> None:
    assert _told("I. NHIỆM VỤ\n1. Sở Y tế\n- Tuyên truyền rộng rãi.", kind) == []


def _holds(document: Document, assignment: Assignment) -> bool:
    passage = next(p for p in document.passages if p.id == assignment.passage_id)
    return passage.start <= assignment.start < assignment.end <= len(document.text)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_each_stands_in_its_passage_and_section(name: str) -> None:
    file = next(DOCUMENTS.glob(f"{name}_*.txt"))
    document = parse_text(file.read_text("utf-8"), file.name)
    paths = {section.path for section in document.sections}
    for assignment in document.assignments:
        assert _holds(document, assignment)
        assert assignment.section in paths
        assert assignment.task in document.text and assignment.agency in document.text


@pytest.mark.parametrize("name", ["000", "001"])
def test_gold_assignments(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
    file = next(DOCUMENTS.glob(f"{name}_*.txt"))
    document = parse_text(file.read_text("utf-8"), file.name)
    assert score_parse(document, gold)["assignments"] >= 0.95
    deadlines = {entry["deadline"] for entry in gold["assignments"]}
    assert {assignment.deadline for assignment in document.assignments} == deadlines


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "I. TỔ CHỨC THỰC HIỆN",
                "1. Sở Y tế",
                "- Giao Ban A chủ trì.",
                "Phân công:",
                "- Cơ quan chủ trì: B.",
                "a) Các sở:",
                "+ Theo dõi (hằng năm).",
                "Đoạn văn.",
                "[1] Chú thích",
                "Thời gian: tháng 3/2025",
            ]
        ),
        max_size=15,
    )
)
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    document = _parse("\n".join(lines))
    assert all(_holds(document, assignment) for assignment in document.assignments)


def test_whom_a_letter_is_sent_to_gets_no_task() -> None:
    body = "Kính gửi:\n- Ủy ban nhân dân các huyện: Tân An, Tân Lộc;\n- Sở Y tế: Phòng Kế hoạch.\nTỉnh ủy đề nghị:\n1. Sở Y tế báo cáo kết quả."
    assert [told[0] for told in _told(body, "CÔNG VĂN")] == ["Sở Y tế"]


def test_agencies_named_inside_a_paragraph_take_over() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Đề nghị Sở Y tế: cử 38 cán bộ về xã. Tỉnh đoàn: vận động 500 sinh viên dạy hè."
    assert [told[:3] for told in _told(body)] == [
        ("Sở Y tế", "thực hiện", "cử 38 cán bộ về xã"),
        ("Tỉnh đoàn", "thực hiện", "vận động 500 sinh viên dạy hè"),
    ]


def test_what_a_document_says_of_itself_is_no_task() -> None:
    body = "1. Sở Y tế báo cáo kết quả.\n2. Các sở tổ chức thực hiện. Chỉ thị này phổ biến đến chi bộ."
    assert [told[2] for told in _told(body, "CHỈ THỊ")] == ["báo cáo kết quả", "tổ chức thực hiện"]


def test_things_in_a_heading_are_no_agency() -> None:
    assert _told("I. NỘI DUNG\n1. Lực lượng, phương tiện\n- Kiện toàn 92 ban chỉ huy cấp xã.") == []
