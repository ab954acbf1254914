"""Which lines name an agency and a colon."""

import pytest

from corpus.lead_ins import find_agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Ban Tuyên giáo Tỉnh ủy: Chủ trì hướng dẫn", "Ban Tuyên giáo Tỉnh ủy"),
        ("Ban Dân vận Thành ủy:", "Ban Dân vận Thành ủy"),
        ("Giao Sở Xây dựng: Rà soát", "Giao Sở Xây dựng"),
        ("Giao cho Ban Tổ chức Đảng ủy: Theo dõi", "Giao cho Ban Tổ chức Đảng ủy"),
        ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh: tuyên truyền", "Đề nghị Ủy ban MTTQ Việt Nam tỉnh"),
        ("Phân công thực hiện: Giao Văn phòng Huyện ủy:", "Giao Văn phòng Huyện ủy"),
        ("Các sở, ban, ngành: phối hợp", "Các sở, ban, ngành"),
        ("Ủy Ban Nhân Dân các huyện, thị xã: chỉ đạo", "Ủy Ban Nhân Dân các huyện, thị xã"),
        ("Uỷ ban nhân dân các xã: chỉ đạo", "Uỷ ban nhân dân các xã"),
        ("Bộ Tài chính: bố trí kinh phí", "Bộ Tài chính"),
        ("Trường Chính trị tỉnh: đưa vào giảng dạy", "Trường Chính trị tỉnh"),
        ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh: nắm tình hình", "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh"),
    ],
)
def test_agencies(text: str, agency: str) -> None:
    found = find_agency(text)
    assert found is not None
    assert text[slice(*found)] == agency


@pytest.mark.parametrize(
    "text",
    [
        "Đối với giai cấp công nhân: Xây dựng", "Bộ tiêu chí: gồm", "Ban hành các quy định: gồm", "Trường hợp khác: xử lý", "Số lượng: 5 người",
        "Bản sao: 2 bản", "Mục tiêu: Nhằm", "Nhiệm vụ và giải pháp: Các cấp ủy tổ chức quán triệt", "Cơ quan chủ trì: Sở Tài chính",
        "Ban Chỉ đạo tiếp tục thực hiện: một số việc", "Phân công thực hiện: Nhiệm vụ thường xuyên", "Phòng, chống tham nhũng: tăng cường",
        "Phân công thực hiện: Giao Văn phòng chủ trì, tham mưu giúp việc", "Hội nghị: 2 cuộc", "Đơn vị: triệu đồng", "Sở Tài chính chủ trì",
        "Trưởng ban: đồng chí Bí thư", ":", "",
    ],
)  # fmt: skip
def test_what_is_no_agency(text: str) -> None:
    assert find_agency(text) is None


def test_words_before_start_are_passed_over() -> None:
    text = "- Ban Nội chính Tỉnh ủy: Chủ động"
    assert find_agency(text, 2) == (2, 23)
