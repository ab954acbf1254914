import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.duties import TASK_CHARACTERS, read_duties, shorten_task


def _read(sentence: str, agency: str | None = "Ban A") -> list[tuple[str, str, str]]:
    return [(duty.agency, duty.role, duty.task) for duty in read_duties(sentence, agency)[0]]


def test_a_sentence_is_one_duty() -> None:
    assert _read("Tăng cường kiểm tra, giám sát; kịp thời xử lý vi phạm") == [
        ("Ban A", "thực hiện", "Tăng cường kiểm tra, giám sát; kịp thời xử lý vi phạm")
    ]


def test_who_leads_and_who_joins() -> None:
    assert _read("Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn việc học tập") == [
        ("Ban A", "chủ trì", "hướng dẫn việc học tập"),
        ("các cơ quan liên quan", "phối hợp", "hướng dẫn việc học tập"),
    ]
    assert (
        _read("Chủ trì phối hợp các tổ chức thành viên tiếp tục nâng cao chất lượng")[1][0]
        == "các tổ chức thành viên"
    )


def test_joining_without_a_lead_is_one_duty() -> None:
    assert [duty[:2] for duty in _read("Chủ động phối hợp với Sở Y tế triển khai phong trào")] == [
        ("Ban A", "phối hợp")
    ]


def test_a_sentence_is_cut_at_another_role() -> None:
    assert _read("Chủ trì triển khai đề tài, tham mưu ban hành nghị quyết về “chủ trì, tham mưu tốt”") == [
        ("Ban A", "chủ trì", "triển khai đề tài"),
        ("Ban A", "tham mưu", "tham mưu ban hành nghị quyết về “chủ trì, tham mưu tốt”"),
    ]


def test_leading_and_advising_in_one_breath_is_one_duty() -> None:
    assert _read("chủ trì, tham mưu giúp Ban Thường vụ theo dõi") == [
        ("Ban A", "chủ trì", "tham mưu giúp Ban Thường vụ theo dõi")
    ]


def test_a_sentence_is_cut_at_another_agency() -> None:
    sentence = (
        "Giao Văn phòng Đảng ủy tham mưu xây dựng Chương trình; giao Ban Tổ chức Đảng ủy cập nhật dữ liệu"
    )
    assert [duty[:2] for duty in _read(sentence, None)] == [
        ("Văn phòng Đảng ủy", "tham mưu"),
        ("Ban Tổ chức Đảng ủy", "thực hiện"),
    ]


def test_parts_are_spans_of_the_sentence() -> None:
    sentence = "Chủ trì soạn thảo văn bản, tham mưu ban hành quy chế"
    assert [sentence[duty.start : duty.end] for duty in read_duties(sentence, "Ban A")[0]] == [
        "Chủ trì soạn thảo văn bản", "tham mưu ban hành quy chế",
    ]  # fmt: skip


def test_strictly_only_the_told_count() -> None:
    assert read_duties("Chính quyền các cấp thực hiện tốt cơ chế", None, strict=True)[0] == ()
    assert [d.agency for d in read_duties("Giao Sở Y tế thực hiện", None, strict=True)[0]] == ["Sở Y tế"]
    assert [d.agency for d in read_duties("Sở Y tế chủ trì thực hiện", None, strict=True)[0]] == ["Sở Y tế"]


def test_a_subject_holds_for_what_follows() -> None:
    assert read_duties("Các cấp ủy chỉ đạo xây dựng kế hoạch", None)[1] == "Các cấp ủy"
    assert read_duties("Thường xuyên kiểm tra", "Ban A")[1] is None


@pytest.mark.parametrize("size", [10, 200, 1_000])
def test_tasks_end_with_a_clause(size: int) -> None:
    words = ("xây dựng kế hoạch kiểm tra, " * 50)[:size]
    short = shorten_task(words)
    assert len(short) <= TASK_CHARACTERS and words.startswith(short) and not short.endswith((",", " "))


@given(
    st.text(alphabet="Giao Ban chủ trì, phối hợp với; tham mưu “”().", max_size=150),
    st.none() | st.just("Ban A"),
)
def test_any_sentence_is_read(sentence: str, agency: str | None) -> None:
    for duty in read_duties(sentence, agency)[0]:
        assert 0 <= duty.start <= duty.end <= len(sentence)


def test_a_partner_may_be_named_by_itself() -> None:
    assert _read("Ban Tuyên giáo chủ trì, Văn phòng Tỉnh ủy phối hợp bảo đảm đường truyền") == [
        ("Ban Tuyên giáo", "chủ trì", "bảo đảm đường truyền"),
        ("Văn phòng Tỉnh ủy", "phối hợp", "bảo đảm đường truyền"),
    ]
