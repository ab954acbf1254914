import pytest

from corpus.document import Signer
from corpus.frame import find_frame
from corpus.signers import read_recipients, read_signer

HEAD = "KẾ HOẠCH\nvề A\n\nI. NỘI DUNG\n1. Thực hiện A.\n"


def _lines(closing: str) -> list[str]:
    return (HEAD + closing).split("\n")


@pytest.mark.parametrize(
    ("closing", "signer"),
    [
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nTrần Văn Bình", Signer("Trần Văn Bình", "Phó Bí thư")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Thị Hoa",
            Signer("Lê Thị Hoa", "Phó Chủ tịch"),
        ),
        ("CHỦ TỊCH QUỐC HỘI\n\nNguyễn Văn An", Signer("Nguyễn Văn An", "Chủ tịch Quốc hội")),
        ("T/M TỈNH ỦY\nNguyễn Văn An", Signer("Nguyễn Văn An", None)),
        ("Nơi nhận:\n- Lưu.\n\nNguyễn Văn An", Signer("Nguyễn Văn An", None)),
        ("Nơi nhận:\n- Lưu Văn phòng.", None),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", None),
        (
            "Nơi nhận:\tTM. ỦY BAN\n- Các sở;\tCHỦ TỊCH\n- Lưu: VT.\tĐỗ Văn Ba",
            Signer("Đỗ Văn Ba", "Chủ tịch"),
        ),
    ],
)
def test_who_signed(closing: str, signer: Signer | None) -> None:
    lines = _lines(closing)
    assert read_signer(lines, find_frame(lines)) == signer


def _recipients(closing: str) -> tuple[str, ...]:
    lines = _lines(closing)
    return read_recipients(lines, find_frame(lines))


def test_wrapped_recipients_are_joined() -> None:
    assert _recipients("Nơi nhận:\n- Các sở, ban,\nngành tỉnh,\n- Lưu: VT.") == (
        "Các sở, ban, ngành tỉnh",
        "Lưu: VT",
    )


def test_a_purpose_that_cut_a_name_belongs_to_all_before_it() -> None:
    closing = (
        "Nơi nhận:\n- Ban Bí thư,\n- Ban A, Văn phòng    (để báo cáo),\nTrung ương Đảng,\n- Các sở,\n- Lưu."
    )
    assert _recipients(closing) == (
        "Ban Bí thư (để báo cáo)", "Ban A, Văn phòng Trung ương Đảng (để báo cáo)", "Các sở", "Lưu",
    )  # fmt: skip


def test_a_purpose_of_its_own_stays_where_it_is() -> None:
    closing = "Nơi nhận:\n- Như Điều 3;\n- Tỉnh ủy (để báo cáo);\n- Báo A (để tuyên truyền);\n- Lưu: VT."
    assert _recipients(closing) == (
        "Như Điều 3",
        "Tỉnh ủy (để báo cáo)",
        "Báo A (để tuyên truyền)",
        "Lưu: VT",
    )


def test_recipients_of_one_line_are_divided() -> None:
    assert _recipients("Nơi nhận: - Như trên; - Các sở; - Lưu: VT.") == ("Như trên", "Các sở", "Lưu: VT")


def test_no_list_no_recipients() -> None:
    assert _recipients("2. Thực hiện B.") == ()
