"""Every reason for which a file is not taken in, in both languages, with what to do next."""

from typing import Literal

from corpus.errors import ReadError

Reason = Literal[
    "missing",
    "not_a_file",
    "unreadable",
    "outside",
    "empty",
    "too_large",
    "changed",
    "unknown",
    "other_format",
    "encrypted",
    "damaged",
    "bomb",
    "entities",
    "too_many_pages",
    "too_complex",
    "too_slow",
    "tool_missing",
    "no_text",
    "no_page",
]

_SENTENCES: dict[Reason, tuple[str, str]] = {
    "missing": (
        "Không tìm thấy {name}: hãy kiểm tra lại đường dẫn.",
        "{name} was not found: check the path.",
    ),
    "not_a_file": (
        "{name} không phải là tệp thông thường: hãy chỉ ra một tệp văn bản hoặc một thư mục.",
        "{name} is not a regular file: name a document or a folder.",
    ),
    "unreadable": (
        "Không mở được {name} ({detail}): hãy kiểm tra quyền đọc tệp.",
        "{name} can't be opened ({detail}): check that you may read it.",
    ),
    "outside": (
        "{name} là liên kết trỏ ra ngoài thư mục đã chọn: hãy thêm trực tiếp tệp gốc.",
        "{name} is a link that leads out of the folder: add the file it points to by its own path.",
    ),
    "empty": (
        "{name} không có nội dung: hãy kiểm tra lại tệp gốc.",
        "{name} is empty: check the original.",
    ),
    "too_large": (
        "{name} quá lớn ({detail}): hãy tách thành nhiều tệp nhỏ hơn rồi thêm lại.",
        "{name} is too large ({detail}): split it into smaller files and add those.",
    ),
    "changed": (
        "{name} bị thay đổi trong lúc đọc: hãy đợi việc ghi tệp xong rồi thêm lại.",
        "{name} changed while it was being read: wait until it is fully written and add it again.",
    ),
    "unknown": (
        "{name} không phải là văn bản đọc được: hãy lưu lại thành docx, pdf hoặc txt rồi thêm lại.",
        "{name} is not a document of a known kind: save it as docx, pdf or txt and add that.",
    ),
    "other_format": (
        "{name} là tệp {detail}, chưa đọc được: hãy lưu lại thành docx hoặc pdf rồi thêm lại.",
        "{name} is a file of another kind ({detail}): save it as docx or pdf and add that.",
    ),
    "encrypted": (
        "{name} có mật khẩu: hãy bỏ mật khẩu rồi thêm lại.",
        "{name} is protected by a password: remove the password and add it again.",
    ),
    "damaged": (
        "{name} bị hỏng, không đọc được: hãy mở bằng phần mềm soạn thảo, lưu lại rồi thêm lại.",
        "{name} is damaged: open it in its own program, save it anew and add that.",
    ),
    "bomb": (
        "{name} bung ra lớn bất thường nên bị từ chối: hãy mở bằng phần mềm soạn thảo, lưu lại rồi thêm lại.",
        "{name} unpacks to an implausible size and is refused: open it in its own program, save it anew and add that.",
    ),
    "entities": (
        "{name} có khai báo thực thể XML (DTD) nên bị từ chối: hãy mở bằng phần mềm soạn thảo, lưu lại rồi thêm lại.",
        "{name} declares XML entities (a DTD) and is refused: open it in its own program, save it anew and add that.",
    ),
    "too_many_pages": (
        "{name} có {detail} trang, quá nhiều để đọc một lần: hãy tách thành nhiều tệp rồi thêm lại.",
        "{name} has {detail} pages, too many for one file: split it and add the parts.",
    ),
    "too_complex": (
        "{name} có quá nhiều đối tượng trên một trang nên bị từ chối: hãy in lại thành pdf mới rồi thêm lại.",
        "{name} has too many objects on one page and is refused: print it to a new pdf and add that.",
    ),
    "too_slow": (
        "Đọc {name} quá thời gian hoặc bộ nhớ cho phép: hãy mở bằng phần mềm soạn thảo, lưu lại rồi thêm lại.",
        "{name} takes more time or memory than a file may: open it in its own program, save it anew and add that.",
    ),
    "tool_missing": (
        "Để đọc {name} cần cài thêm gói {detail}: hãy chạy `apt-get install {detail}` rồi thêm lại.",
        "Reading {name} needs the Debian package {detail}: run `apt-get install {detail}` and add it again.",
    ),
    "no_text": (
        "Không nhận ra chữ nào trong {name}: hãy quét lại rõ hơn hoặc thêm bản có chữ.",
        "No text was found in {name}: scan it again more clearly, or add a copy that has text.",
    ),
    "no_page": (
        "{name} không có trang {detail} để xem: hãy mở văn bản rồi chọn lại trang, hoặc tải tệp gốc.",
        "{name} has no page {detail} to look at: open the document and choose a page, or download the file.",
    ),
}


class Refusal(Exception):
    """What a reader raises: the reason alone; whoever knows the file's name makes the sentence of it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


def refuse(reason: Reason, name: str, detail: str = "") -> ReadError:
    """Return the error for one file.

    Args:
        reason: why it is not taken in.
        name: the file's own name, as the person knows it.
        detail: what the sentence names besides: a size, a package, a format.
    """
    vi, en = _SENTENCES[reason]
    facts = {"name": name, "detail": detail}
    return ReadError(vi.format_map(facts), en.format_map(facts))
