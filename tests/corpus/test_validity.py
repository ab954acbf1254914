from datetime import date

import pytest

from corpus.validity import read_validity

ISSUED = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "effective", "expires"),
    [
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2013.", date(2013, 7, 1), None),
        ("Thông tư này có hiệu lực thi hành kể từ ngày 15/8/2025 và thay thế Thông tư số 1.", date(2025, 8, 15), None),
        ("Quyết định này có hiệu lực từ ngày ký, thay thế Quyết định số 12-QĐ/TU.", ISSUED, None),
        ("Nghị quyết này đã được Hội đồng thông qua ngày 19/7/2024 và có hiệu lực từ ngày 01/8/2024.", date(2024, 8, 1),
         None),
        ("Chỉ thị này có hiệu lực từ ngày 01/8/2024 đến hết ngày 31/12/2025.", date(2024, 8, 1), date(2025, 12, 31)),
        ("Kế hoạch này hết hiệu lực từ ngày 31/12/2025.", None, date(2025, 12, 31)),
        ("1. Luật có hiệu lực từ ngày 01/7/2024.", date(2024, 7, 1), None),
        ("Nghị định này có hiệu lực sau 45 ngày kể từ ngày ký.", None, None),
        ("Nghị định số 1 có hiệu lực từ ngày 01/01/2020.", None, None),
        ("Nghị định này thay thế Nghị định có hiệu lực từ ngày 01/01/2020.", None, None),
        ("Nghị định số 5/2013/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", None, None),
        ("Bãi bỏ Quyết định này. Thông tư số 5 hết hiệu lực từ ngày 01/01/2020.", None, None),
    ],
)  # fmt: skip
def test_force_is_read_from_the_document_s_own_words(
    text: str, effective: date | None, expires: date | None
) -> None:
    assert read_validity(text, "Luật", ISSUED) == (effective, expires)


def test_the_document_s_own_force_counts_before_an_attached_one_s() -> None:
    text = "Quy chế này có hiệu lực từ ngày 01/5/2024.\nQuyết định này có hiệu lực từ ngày 01/4/2024."
    assert read_validity(text, "Quyết định", ISSUED)[0] == date(2024, 4, 1)
    assert read_validity(text, "Quy chế", ISSUED)[0] == date(2024, 5, 1)
