import pytest

from web.uploads import clean_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Báo cáo.docx", "Báo cáo.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\kế hoạch.pdf", "kế hoạch.pdf"),
        ("a\x00b\n.txt", "a b .txt"),
        (".ẩn", "ẩn"),
        ("..", "van-ban"),
        ("", "van-ban"),
        ("a" * 300 + ".docx", "a" * 116 + ".docx"),
        ("a" * 300, "a" * 120),
        ("\u202efdp.exe", "fdp.exe"),
        ('<b>"x"|.txt', "b x .txt"),
    ],
)
def test_a_name_keeps_what_a_file_system_takes(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept
