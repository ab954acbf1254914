"""Names of bodies that issue documents, as running text gives them."""

import re

from corpus.letters import UPPER

#: Second syllables of the words that names of bodies are made of; Vietnamese capitalises only the first.
_SECOND = (
    "hành|trị|thư|ương|vụ|ủy|uỷ|chức|giáo|vận|chính|tra|phòng|hội|đồng|phủ|tướng|ban|tịch|trưởng|nhiệm|dân|án|sát|toán|tế|pháp"
    "|thương|an|giao|dựng|dục|tạo|thông|tải|tin|học|nghệ|hoạch|tư|binh|động|nghiệp|triển|thôn|nguyên|trường|hóa|hoá|thao|lịch"
    "|tộc|hàng|nước|trận|quốc|đoàn|bộ|lý|đốc|cục|kế|quan|hiểm|sự|đội|niên|nữ|binh|tranh|lược|sách|đảng|nghị|mạng|biểu|kiểm|bình|trực"
)
_CAPITAL = rf"(?:T[Pp]\. ?)?[{UPPER}][\w&]*(?:\.[{UPPER}][\w&]*)*(?: (?:{_SECOND})\b)?"
_ORDINAL = r"(?:nhất|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?: \w+)?|[IVX\d]+)"
_TERM = r"\(?[Kk]h(?:óa|oá) [IVXL\d]+(?:, [IVXL\d]+)*\)?"
_LOWER = (
    r"(?:nhân dân|cơ quan|nông thôn|vận tải|xã hội|cán sự đảng|cán sự|tối cao|trung ương|nhà nước|thường vụ|chấp hành|chính phủ|quốc hội|chính trị|bí thư"
    r"|ủy|uỷ|thành phố|tỉnh|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu|các cấp|đảng bộ|khối|trực thuộc|cấp (?:tỉnh|huyện|xã)"
    rf"|lần thứ {_ORDINAL})"
)
_ANEW = r"(?!(?:Nghị|Kết|Chỉ|Quy|Quyết|Thông|Kế|Chương|Hướng|Luật|Bộ|Ban|Ủy|Uỷ|Chính|Thủ|Hội đồng|Quốc)\b)"
_WORD = re.compile(rf"(?: - | và ){_ANEW}{_CAPITAL}|{_CAPITAL}|{_TERM}|{_LOWER}\b")
_START = re.compile(
    rf"{_CAPITAL}|liên Bộ|(?:liên )?(?:bộ|ban|uỷ ban|ủy ban|tỉnh|thành|huyện|quận|thị|đảng|chính phủ|quốc hội|thủ tướng|hội đồng|chủ tịch)\b"
)
#: What a title opens with when it follows the issuer without a comma.
_OPENS_TITLE = re.compile(
    r"(?:Về|V/v|Quy định|Hướng dẫn|Phê duyệt|Ban hành|Sửa đổi|Thực hiện|Tiếp tục|Tăng cường|Triển khai|Nâng cao)\b"
)
_JOINT = re.compile(
    r"(?:,| và) (?=(?:Bộ|Ủy ban|Uỷ ban|Tòa án|Toà án|Viện [Kk]iểm sát|Ban|Văn phòng|Chủ nhiệm|Tổng)\b)"
)
#: Names of one body that hold a comma.
_INNER = re.compile(r", (?=Thể thao|Thương binh|Chủ nhiệm)")


def read_issuer(text: str, start: int, joint: bool = False) -> int:
    """Return the offset where the name of an issuer that begins at ``start`` ends; ``start`` if none does.

    A name is a run of capitalised words and of the few small ones that such names hold (``Ủy ban nhân dân
    tỉnh``, ``khóa XIII``, ``Hội nghị lần thứ tám``).

    Args:
        text: NFC.
        start: offset of the name's first letter.
        joint: whether several issuers may follow each other, divided by commas.
    """
    if not _START.match(text, start) or _OPENS_TITLE.match(text, start):
        return start
    end = start
    position = start + len("liên ") if text.startswith("liên ", start) else start
    while True:
        match = _WORD.match(text, position)
        if match is None or _OPENS_TITLE.match(text, position):
            comma = _INNER.match(text, end) or (_JOINT.match(text, end) if joint else None)
            if comma is None:
                return end
            position = comma.end()
            continue
        end = match.end()
        position = (
            end + 1 if text.startswith(" ", end) and not re.match(r" - | và ", text[end : end + 4]) else end
        )
