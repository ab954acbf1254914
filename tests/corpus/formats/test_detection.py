import zipfile
from io import BytesIO

import pytest

from corpus.formats.detection import detect_format
from corpus.formats.refusal import Refusal


def make_zip(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4\n", "pdf"),
        (b"\x00\x01\x02\x03\x04junk before it %PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "doc"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image"),
        (b"II*\x00\x08\x00\x00\x00", "image"),
        (make_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (make_zip("[Content_Types].xml", "word/document2.xml"), "docx"),
        (make_zip("mimetype", "content.xml"), "office"),
        (b"<!DOCTYPE html>\n<html><body>x", "html"),
        (b"\n <!-- saved -->\n<HTML><BODY>x", "html"),
        ("<html><p>Điều 1</p></html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n--x\nContent-Type: text/html\n", "mhtml"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "office"),
        ("Điều 1. Phạm vi".encode(), "text"),
        ("Điều 1. Phạm vi".encode("utf-16"), "text"),
        ("Điều 1. Phạm vi điều chỉnh của Nghị định".encode("utf-16-le"), "text"),
        ("# Tiêu đề\n\n<sup>1</sup> chữ".encode(), "text"),
        (b"What %PDF- means at the start of a file", "text"),
        (b"BM is short for Ban m\xc5\xa9i", "text"),
    ],
)
def test_format_is_told_by_content(data: bytes, expected: str) -> None:
    assert detect_format(BytesIO(data)) == expected


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "empty", ""),
        (b" \n\t\r\n", "empty", ""),
        (b"\x00" * 5000, "empty", ""),
        (bytes(range(256)) * 20, "unknown", ""),
        (make_zip("[Content_Types].xml", "xl/workbook.xml"), "other_format", "Excel"),
        (make_zip("[Content_Types].xml", "ppt/presentation.xml"), "other_format", "PowerPoint"),
        (make_zip("photo.jpg"), "other_format", "zip"),
        (b"PK\x03\x04 cut short", "damaged", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str, detail: str) -> None:
    with pytest.raises(Refusal) as caught:
        detect_format(BytesIO(data))
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


def test_file_is_left_at_its_start() -> None:
    file = BytesIO(make_zip("[Content_Types].xml", "word/document.xml"))
    detect_format(file)
    assert file.tell() == 0
