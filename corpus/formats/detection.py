"""What a file is, told from its first bytes and, for containers, from what they contain."""

import re
import zipfile
from typing import BinaryIO, Literal

from corpus.formats.refusal import Refusal

Format = Literal["docx", "doc", "pdf", "rtf", "html", "mhtml", "image", "office", "text"]

HEAD_BYTES = 1 << 16

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_IMAGES_LIKE_TEXT = (b"BM", b"GIF87a", b"GIF89a")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package|office:document)\b")
_MIME = re.compile(rb"^(?:MIME-Version|From|Subject|Content-Type):", re.IGNORECASE | re.MULTILINE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")

_ZIP_KINDS = (
    ("xl/workbook.xml", "Excel"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("META-INF/container.xml", "EPUB"),
)


def detect_format(file: BinaryIO) -> Format:
    """Return what a file is by its content.

    Args:
        file: opened for reading, seekable.

    Raises:
        Refusal: it is empty, damaged, or nothing that can be read.
    """
    head = _read_head(file)
    if not head.strip(b"\x00 \t\r\n"):
        raise Refusal("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip(file)
    return _detect_plain(head)


def _read_head(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


def _detect_zip(file: BinaryIO) -> Format:
    """A word document, whatever its main part is called, has a content-type list and a ``word`` folder."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("damaged") from error
    finally:
        file.seek(0)
    for name, kind in _ZIP_KINDS:
        if name in names:
            raise Refusal("other_format", kind)
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    if {"mimetype", "content.xml"} <= names:
        return "office"
    raise Refusal("other_format", "zip")


def _detect_plain(head: bytes) -> Format:
    if head.startswith(_OLE):
        return "doc"
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ")
    if start.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and _looks_binary(head)):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) or (head.startswith(_IMAGES_LIKE_TEXT) and _looks_binary(head)):
        return "image"
    if head.startswith(_BOMS) or _is_utf16(head):
        return "text" if not _is_markup(_narrow(head)) else "html"
    if _looks_binary(head):
        raise Refusal("unknown")
    return _detect_markup(head)


def _detect_markup(head: bytes) -> Format:
    start = head[:8192]
    if _WORD_XML.search(start):
        return "office"
    if _is_markup(start):
        return "html"
    if _MIME.match(start) and b"multipart/related" in start.lower():
        return "mhtml"
    return "text"


def _is_markup(start: bytes) -> bool:
    return _MARKUP.match(start) is not None


def _narrow(head: bytes) -> bytes:
    """The ASCII of a text in UTF-16 or with a mark at its start."""
    return head[:8192].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")


def _is_utf16(head: bytes) -> bool:
    """UTF-16 without a mark: one byte of two is mostly zero, the other hardly ever."""
    sample = head[: len(head) // 2 * 2]
    if len(sample) < 8:
        return False
    half = len(sample) // 2
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    return max(zeros) > half * 0.4 and min(zeros) < half * 0.02


def _looks_binary(head: bytes) -> bool:
    return len(_CONTROL.findall(head)) > max(1, len(head) // 200)
