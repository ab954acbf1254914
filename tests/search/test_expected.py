import pytest

from index.language import detect_language
from index.signs import BIT, SIGNS
from search.expected import read_expected


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("đạt bao nhiêu phần trăm", {"percent"}),
        ("dat bao nhieu phan tram", {"percent"}),
        ("what share of households", {"percent"}),
        ("kinh phí mấy tỷ", {"money"}),
        ("How much does it cost?", {"money"}),
        ("diện tích rừng", {"area"}),
        ("đường dài mấy km", {"length"}),
        ("ban hành ngày nào", {"day"}),
        ("chậm nhất khi nào phải xong", {"deadline"}),
        ("by when must it be done", {"deadline"}),
        ("bao lâu một lần", {"often", "span"}),
        ("trả lời trong mấy ngày", {"span"}),
        ("how many days within which", {"span"}),
        ("xếp thứ mấy", {"rank"}),
        ("họp ở đâu", {"place"}),
        ("xã nào làm tốt", {"place"}),
        ("dân vận khéo là gì", {"definition"}),
        ("vì sao chậm", {"cause"}),
        ("vi sao cham", {"cause"}),
        ("why was it late", {"cause"}),
        ("vi phạm thì sao", {"sanction"}),
        ("có được mang ra ngoài không", {"ban"}),
        ("ba việc phải làm", {"list"}),
        ("ai ký", set()),
        ("đánh giá kết quả khen thưởng, phòng chống lãng phí", set()),
        ("hạn chế nào, quyền hạn gì, mở rộng và lâu dài", set()),
        ("ai tham gia", set()),
        ("Gia Lai has what", set()),
        ("who was late due to rain in Ha Giang", set()),
        ("chi phi cua UBND (Ủy ban nhân dân) la may ty dong", {"money"}),
        ("tiên phong", set()),  # with its marks it is not “tiền”
        ("", set()),
    ],
)
def test_the_finer_kinds_asked_for_are_read(question: str, kinds: set[str]) -> None:
    found = read_expected(question, detect_language(question))
    assert {sign for sign in SIGNS if found & BIT[sign]} == kinds
