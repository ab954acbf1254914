import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.subjects import read_agency_heading, read_partner, read_subject


@pytest.mark.parametrize(
    ("sentence", "agency", "predicate"),
    [
        ("Ban Dân vận Tỉnh ủy chủ trì, phối hợp với A", "Ban Dân vận Tỉnh ủy", "chủ trì"),
        ("Các cấp ủy tổ chức quán triệt Nghị quyết", "Các cấp ủy", "tổ chức"),
        ("Các cấp ủy, tổ chức đảng căn cứ chức năng", "Các cấp ủy, tổ chức đảng", "căn cứ"),
        (
            "Các cơ quan tham mưu, giúp việc Đảng ủy tham mưu",
            "Các cơ quan tham mưu, giúp việc Đảng ủy",
            "tham mưu",
        ),
        ("Ủy ban Kiểm tra Tỉnh ủy kiểm tra việc", "Ủy ban Kiểm tra Tỉnh ủy", "kiểm tra"),
        ("Ủy ban kiểm tra xây dựng chương trình", "Ủy ban kiểm tra", "xây dựng"),
        (
            "Hội quần chúng do Đảng, Nhà nước giao nhiệm vụ tăng cường",
            "Hội quần chúng do Đảng, Nhà nước giao nhiệm vụ",
            "tăng",
        ),
        ("Giao Sở Tài chính tham mưu bố trí kinh phí", "Sở Tài chính", "tham mưu"),
        (
            "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh chỉ đạo",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "chỉ đạo",
        ),
        ("Đảng ủy giao cho Ban Thường vụ Đảng ủy nghiên cứu", "Ban Thường vụ Đảng ủy", "nghiên cứu"),
        ("Căn cứ Kế hoạch này, các cấp ủy chỉ đạo xây dựng", "các cấp ủy", "chỉ đạo"),
        (
            "Người đứng đầu cấp ủy, chính quyền các cấp thực hiện",
            "Người đứng đầu cấp ủy, chính quyền các cấp",
            "thực hiện",
        ),
        ("Bộ Công an chủ trì", "Bộ Công an", "chủ trì"),
    ],
)
def test_subjects(sentence: str, agency: str, predicate: str) -> None:
    subject = read_subject(sentence)
    assert subject is not None
    assert sentence[subject.start : subject.end] == agency
    assert sentence[subject.predicate :].startswith(predicate)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ chức nghiên cứu, quán triệt Nghị quyết", "Đổi mới nội dung, phương thức hoạt động", "Ban hành quy chế phối hợp",
        "Phòng, chống tham nhũng, thực hiện tiết kiệm", "Bộ tiêu chí đánh giá phải cụ thể", "Chủ động phối hợp với Sở Y tế",
        "Trong thời gian qua, các sở, ban, ngành đã triển khai", "Lãnh đạo thực hiện nghiêm quy chế",
    ],
)  # fmt: skip
def test_sentences_without_a_subject(sentence: str) -> None:
    assert read_subject(sentence) is None


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"),
        ("CÁC SỞ, BAN, NGÀNH", "CÁC SỞ, BAN, NGÀNH"),
        ("Giao cho Ban Tổ chức Đảng ủy:", "Ban Tổ chức Đảng ủy"),
        ("Trách nhiệm của Bộ Nội vụ trong việc quản lý", "Bộ Nội vụ"),
        ("Các sở, UBND các huyện có trách nhiệm:", "Các sở, UBND các huyện"),
        (
            "Đảng đoàn Hội đồng nhân dân, các tổ chức chính trị - xã hội",
            "Đảng đoàn Hội đồng nhân dân, các tổ chức chính trị - xã hội",
        ),
        ("Tổ chức đảng thuộc cơ quan Hội đồng nhân dân", "Tổ chức đảng thuộc cơ quan Hội đồng nhân dân"),
        ("Tổ chức nghiên cứu, quán triệt", None),
        ("Công tác dân vận", None),
        ("Đoàn kết, kỷ luật tốt", None),
        ("Mặt trận Tổ quốc Việt Nam các cấp đẩy mạnh tuyên truyền", None),
        ("", None),
    ],
)
def test_headings_that_name_an_agency(heading: str, agency: str | None) -> None:
    span = read_agency_heading(heading)
    assert (heading[span[0] : span[1]] if span else None) == agency


def test_partner_ends_where_the_work_begins() -> None:
    text = "phối hợp với các cơ quan, tổ chức liên quan định kỳ tham mưu"
    start = len("phối hợp với ")
    partner = read_partner(text, start)
    assert partner is not None
    assert text[start : partner[0]] == "các cơ quan, tổ chức liên quan"
    assert text[partner[1] :] == "định kỳ tham mưu"


@given(st.text(alphabet="Ban Dân vận giao chủ trì,. các İ", max_size=80))
def test_offsets_hold(sentence: str) -> None:
    subject = read_subject(sentence)
    if subject:
        assert 0 <= subject.start < subject.end <= subject.predicate <= len(sentence)
