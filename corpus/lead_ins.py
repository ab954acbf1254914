"""Lines that name an agency and a colon (``- Ban Dân vận Thành ủy:``): what follows is that agency's to do."""

import re

_LONGEST = 260

_BEFORE = r"(?:(?:các|những|tất cả|mọi|một số|liên|toàn thể|lãnh đạo|tập thể|thủ trưởng|người đứng đầu|chủ tịch|giám đốc|thường trực) )*"
#: Nouns that head the name of a body of Party, State, Front, court, army, school, press or enterprise.
_HEADS = re.compile(
    _BEFORE
    + r"(?:ban(?! hành| bố| giao| đầu| ngày)|ủy ban|ubnd|ubmttq|ubmt|hđnd|hội đồng|sở(?! hữu| dĩ| thích| trường)|văn phòng"
    r"|phòng(?! chống| tránh| cách| ngừa| vệ| bệnh| hộ|,)|(?:đảng|tỉnh|thành|quận|huyện|thị|xã|phường) (?:ủy|đoàn)|cấp ủy|đảng bộ|ban cán sự"
    r"|thanh tra|quân khu|chi (?:bộ|cục|nhánh)|(?:phó )?bí thư|tổ chức (?:đảng|chính trị|hội|đoàn)|bộ (?:chỉ huy|tư lệnh|đội|phận)"
    r"|tổng (?:cục|công ty|liên đoàn|kiểm toán)|cục(?! bộ)|trung tâm|học viện|viện(?! dẫn| trợ| phí)|bệnh viện|kho bạc|ngân hàng|công an"
    r"|công đoàn|công ty|tòa án|hải quan|bộ đội|kiểm (?:lâm|sát|toán)|mặt trận|mttq|hội(?! nghị| thảo| nhập| tụ| viên| họp|,)"
    r"|liên (?:đoàn|hiệp|minh)|đoàn(?! kết| viên|,)|đài phát|đài truyền|tạp chí|thông tấn"
    r"|cơ quan(?! chủ| phối| thực hiện| tham mưu| trình| lập| soạn| ban hành| tiếp nhận| chịu)"
    r"|đơn vị(?! tính| chủ| phối| thực hiện| tham mưu| chịu| đo)|chính phủ|chính quyền|thủ tướng|quốc hội|quân đội|tổ (?:công tác|giúp việc)"
    r"|nhà xuất bản|doanh nghiệp|hợp tác xã|đồng chí|đ/c|tổ dân phố|khối (?:mặt trận|các)|chủ đầu tư)(?!\w)"
)
#: Heads that are also everyday words; a capital must follow (``Bộ Tài chính``, but ``Bộ tiêu chí``).
_DOUBTFUL = re.compile(
    _BEFORE
    + r"(?:bộ|vụ|báo|đài|trường|khối|cụm|xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh|địa phương) "
)
#: Nouns that name no agency where they stand alone.
_BARE = re.compile(
    _BEFORE
    + r"(?:đơn vị|bộ phận|cơ quan|phòng|ban|doanh nghiệp|công ty|trung tâm|đồng chí|văn phòng|hội đồng|viện|hội|đoàn|cục)$"
)
_GIVEN = re.compile(r"(?:đề nghị|yêu cầu|giao|phân công|ủy quyền)(?: nhiệm vụ)?(?: cho)?(?: nhiệm vụ cho)? +")
#: Small words with which a sentence goes on after an agency's name; with a capital they belong to the name.
_VERBS = re.compile(
    r"(?<!\w)(?:thực hiện|chủ trì|phối hợp|tham mưu|chỉ đạo|có trách nhiệm|căn cứ|tiếp tục|tăng cường|nghiên cứu|triển khai"
    r"|ban hành|hướng dẫn|theo dõi|quan tâm|tập trung|đẩy mạnh|phát huy|chủ động|duy trì|bố trí|rà soát|xây dựng|thường xuyên"
    r"|đã|đang|sẽ|phải|cần|không|được|bao gồm|gồm|như sau|sau đây|đổi mới|nâng cao|bảo đảm|đảm bảo|quy định|theo quy|báo cáo"
    r"|xem xét|quyết định|tổ chức (?:triển|thực|quán|học|các|việc|hội|tuyên)|cụ thể hóa|lấy|thông qua|đề xuất|kiểm tra|giám sát việc"
    r"|quán triệt|tuyên truyền|phổ biến|vận động|đôn đốc|hoàn thành|tham gia|tạo điều kiện|đăng ký|chuẩn bị|thành lập|hỗ trợ|khuyến khích|khắc phục|chịu"
    r"|nắm|gắn|làm|tiến hành|tích cực|kịp thời|yêu cầu|giao|đề nghị|thống nhất|kết luận|nhấn mạnh|đánh giá|kính mời|trân trọng|là|có|vì|khi|để|nếu|nhằm|về việc)(?!\w)"
)


def find_agency(text: str, start: int = 0) -> tuple[int, int] | None:
    """Return where the agency that a line names before its colon begins and ends; None if it names none.

    ``- Giao Sở Tài chính: …`` names one, and so does the second part of ``Phân công thực hiện: Giao Ban Tổ chức:``.

    Args:
        text: a paragraph.
        start: offset of the first character after its bullet.

    Returns:
        Offsets of the words before the colon, with the verb that gives the task (``Giao``), without the colon.
    """
    colon = text.find(":", start, start + _LONGEST)
    if colon < 0:
        return None
    if _names_agency(text[start:colon]):
        return start, colon
    second = text.find(":", colon + 1, colon + 1 + _LONGEST)
    begin = colon + 1 + (text[colon + 1 : colon + 2] == " ")
    label = text[start:colon]
    if (
        second < 0
        or len(label) > 60
        or ";" in text[begin:second]
        or not _GIVEN.match(_lower(text[begin:second]))
    ):
        return None
    return (begin, second) if _names_agency(text[begin:second]) else None


def _names_agency(words: str) -> bool:
    """Tell whether words are the name of an agency, or several, and nothing else."""
    words = words.rstrip()
    if not 3 <= len(words) <= _LONGEST or words[-1] in ".;,!?" or ". " in words:
        return False
    lowered = _lower(words)
    given = _GIVEN.match(lowered)
    at = given.end() if given else 0
    if _VERBS.search(words, at):
        return False
    if _HEADS.match(lowered, at):
        return _BARE.match(lowered, at) is None
    doubtful = _DOUBTFUL.match(lowered, at)
    return doubtful is not None and words[doubtful.end() : doubtful.end() + 1].isupper()


def _lower(words: str) -> str:
    """Return the words in small letters with tone marks where the newer spelling puts them."""
    return words.lower().replace("uỷ", "ủy").replace("toà", "tòa")
