"""Who a sentence gives a task to: agencies as subjects, as objects of ``giao``, and as partners."""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST_AGENCY = 320

_PLURAL = r"(?:(?:các|những|mọi|mỗi|từng|toàn thể|tất cả|một số|tập thể|riêng|liên) )*"
#: Nouns that head the name of a body, in small letters; what may not follow makes another word of them.
_HEAD = (
    r"(?:ban(?! hành| bố| giao| đầu| ngày| sơ)|ủy ban|ubnd|ubmttq|ubmt|ubkt|mttq|mặt trận|hđnd|hội đồng|sở(?= |,)(?! hữu| dĩ| thích)"
    r"|văn phòng|phòng(?= )(?! chống| tránh| ngừa| vệ|, chống)|thường trực|(?:đảng|tỉnh|thành|quận|huyện|thị|xã|phường) ủy|cấp ủy"
    r"|(?:đảng|thành|tỉnh|huyện|quận|xã) đoàn|đảng bộ|chi bộ|chi ủy|đảng viên là|ban cán sự|(?:phó )?bí thư|ủy viên|chủ tịch|phó chủ tịch"
    r"|tổ chức (?:đảng|chính trị|cơ sở|hội|đoàn|công đoàn)|cơ quan|đơn vị(?! tính)|địa phương|ngành|đoàn thể|chính quyền|lực lượng(?!, phương)"
    r"|đoàn thanh niên|đoàn tncs|đoàn đại biểu|đoàn khối|đoàn luật sư|đoàn kiểm tra|hội (?=liên|nông|cựu|phụ|chữ|người|khuyến|đặc|quần|nhà|luật|sinh|doanh)"
    r"|liên đoàn|liên hiệp|liên minh|công đoàn|quân ủy|quân khu|bộ chỉ huy|bộ tư lệnh|bộ đội|bộ trưởng|thứ trưởng|thủ tướng|chính phủ|quốc hội"
    r"|công an|quân sự|tòa án|viện(?= )(?! dẫn| trợ)|kiểm sát|thanh tra|kiểm toán|kho bạc|ngân hàng|chi cục|cục|tổng cục|vụ(?= )(?! việc| án)"
    r"|bảo hiểm xã hội|hải quan|cục thuế|trung tâm(?! của)|trường (?=chính|đại|cao|thpt|trung)|học viện|bệnh viện|đài (?=phát|truyền|tiếng|ptth)|báo (?=hải|nhân|và|đảng)|tạp chí"
    r"|cơ sở đảng|người đứng đầu|thủ trưởng|giám đốc|hiệu trưởng|trưởng ban|chánh (?:văn phòng|thanh tra|án)|đồng chí|đ/c"
    r"|hợp tác xã|doanh nghiệp|chủ đầu tư|tổ (?:công tác|chức đảng|giúp việc)|thôn|tổ dân phố|cán bộ, đảng viên|lãnh đạo (?=các|cơ quan|đơn vị|ủy ban|sở|ban|phòng|cấp))(?:(?<= )|(?!\w))"
)
_NAMED = r"(?:bộ|sở|đài|báo|trường|khối|huyện|quận|xã|phường|thành phố|tỉnh|thị xã|hội|đoàn|vụ|tổng công ty|công ty|tập đoàn)"
_AGENCY = re.compile(_PLURAL + _HEAD)
#: Heads that are also everyday words: a name with a capital must follow.
_DOUBTFUL = re.compile(_PLURAL + _NAMED + r" (?=\w)")
#: Verbs inside the name of a body, which are not what it does.
_INNER = re.compile(
    r"đồng thời là|(?<=cơ quan, )tổ chức|ủy ban (?:kiểm tra|bảo vệ)|ban (?:tổ chức|kiểm tra|quản lý|chỉ đạo|tuyên giáo|xây dựng|vận động|giám sát|thanh tra|kiểm soát|chấp hành)"
    r"|đoàn (?:kiểm tra|giám sát|thanh tra)|(?:các )?ban xây dựng đảng|(?<=[,;] )lãnh đạo(?= (?:các|cơ quan|đơn vị|ủy ban|sở|ban|phòng))"
    r"|(?<=^)lãnh đạo(?= (?:các|cơ quan|đơn vị|ủy ban|sở|ban|phòng))"
    r"|cơ quan(?: chuyên trách| chuyên môn)? (?:tham mưu(?:, giúp việc)?|quản lý(?: nhà nước)?|kiểm tra|thanh tra|giám sát|điều tra|thi hành)"
    r"|(?:do|được) [^;.]{1,60}?(?:giao nhiệm vụ|thành lập|quản lý|phân công)|cán bộ (?:lãnh đạo|quản lý)|lực lượng bảo vệ"
    r"|tổ chức(?= (?:đảng|chính trị|thành viên|cơ sở|xã hội|đoàn|hội|liên quan|có liên quan|trong|thuộc|trực thuộc|và|cá nhân|tôn giáo|kinh tế"
    r"|quần chúng|hành chính|hữu nghị|công đoàn|khác|tham gia)\b|,| -)|tham mưu, giúp việc|giáo dục và đào tạo|đối với"
)
#: What a subject does; a capital makes a name of it (``Ủy ban Kiểm tra``).
_VERB = re.compile(
    r"(?<!\w)(?:chủ trì|phối hợp|tham mưu|chủ động|tiếp tục|thường xuyên|định kỳ|trực tiếp|tăng cường|đẩy mạnh|tập trung|chỉ đạo"
    r"|lãnh đạo|xây dựng|triển khai|thực hiện|hướng dẫn|kiểm tra|giám sát|theo dõi|đôn đốc|đồn đốc|nghiên cứu|rà soát|ban hành"
    r"|tuyên truyền|vận động|quán triệt|tổ chức|báo cáo|tổng hợp|đề xuất|căn cứ|theo(?! dõi)|trên cơ sở|có trách nhiệm|có nhiệm vụ"
    r"|chịu trách nhiệm|có kế hoạch|phải|cần|làm|là|giao|cập nhật|số h[óo]a|số hoá|bố trí|đảm bảo|bảo đảm|nâng cao|đổi mới|phát huy"
    r"|phát động|chuẩn bị|kịp thời|khẩn trương|nghiêm túc|cụ thể h[óo]a|cụ thể hoá|quan tâm|tạo điều kiện|giúp|giải quyết|xử lý|xem xét"
    r"|thẩm định|cung cấp|tiếp nhận|đăng tải|kiện toàn|bồi dưỡng|đào tạo|phân công|duy trì|thành lập|lập|gửi|đưa|hoàn thành|hoàn thiện"
    r"|khai thác|ứng dụng|chấp hành|tham gia|nắm|phản ánh|tiến hành|sơ kết|tổng kết|khảo sát|đánh giá|hỗ trợ|cân đối|huy động|chăm lo"
    r"|củng cố|mở rộng|phê duyệt|quyết định|quy định|yêu cầu|đề nghị|phổ biến|thông tin|thống nhất|trình|ký|cử|khắc phục|quản lý"
    r"|học tập|liên hệ|công khai|niêm yết|tích cực|gương mẫu|tự giác|trong việc|trong công tác|trong phạm vi|để|nhằm|cho ý kiến|có văn bản|thống kê"
    r"|thu thập|đối chiếu|lồng ghép|gắn|thể chế hóa|cải thiện|xác định|lựa chọn|quy hoạch|sắp xếp|đề cao|phân bổ|thanh tra|tuyển|vận hành"
    r"|đầu tư|kiểm soát|bảo vệ|phòng ngừa|phát hiện|ngăn chặn|định hướng|kiến nghị|ghi nhận|biên soạn|công bố|thí điểm|nhân rộng|điều phối|khuyến khích|động viên|biểu dương|khen thưởng)(?!\w)"
)
_GIVES = re.compile(
    r"(?:đề nghị|yêu cầu|giao nhiệm vụ|giao|phân công|ủy quyền|đề xuất giao)(?: nhiệm vụ)?(?: cho)? +(?=\w)"
)
#: How a sentence may begin before its subject comes.
_OPENS = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|trong|để|sau|định kỳ|hằng|hàng|trước|khi|từ|đối với|nhằm|qua|cùng với|chậm nhất|đến|ngoài)(?!\w)"
)
#: Nouns that, bare and in small letters, go on with a list (``sở, ban, ngành``) and begin no subject.
_LISTED = re.compile(
    r"(?:ban|ngành|đơn vị|địa phương|sở|cơ quan|đoàn thể|chính quyền|lực lượng|phòng|cục|vụ)(?!\w)"
)
_BROKEN = re.compile(r"[.:!?“”\"()]|(?<!\w)(?:mà|nếu|khi|thì|đã|đang|sẽ|không|chưa|còn|bị|vì|nên)(?!\w)")
_TAIL = re.compile(r"(?:có|chịu) (?:trách nhiệm|nhiệm vụ)(?: sau| như sau| sau đây)?[ :.]*$")
_MATTER = re.compile(r" (?:đối với|trong (?:việc|công tác)|về) ")
_RESPONSIBLE = re.compile(
    r"(?:trách nhiệm|nhiệm vụ)(?:,? (?:thi hành|thực hiện|quyền hạn|tổ chức))*(?: và quyền hạn)? của +(?:các +)?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Offsets of an agency, and of the words that say what it does."""

    start: int
    end: int
    predicate: int
    given: bool = False


def lower(text: str) -> str:
    """Return the text in small letters with tone marks where the newer spelling puts them, as long as it was."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return small.replace("uỷ", "ủy").replace("toà", "tòa")


@lru_cache(maxsize=4_096)
def read_agency_heading(heading: str) -> tuple[int, int] | None:
    """Return where a heading names an agency and nothing but it; None if it says anything else.

    ``Giao Sở Tài chính`` and ``Trách nhiệm của Bộ Nội vụ`` name one too.
    """
    small = lower(heading)
    tail = _TAIL.search(small)
    end = len(heading[: tail.start()].rstrip(" :.;,") if tail else heading.rstrip(" :.;"))
    responsible = _RESPONSIBLE.match(small)
    matter = _MATTER.search(small) if responsible else None
    end = min(end, matter.start()) if matter else end
    opened = _GIVES.match(small) or responsible
    start = opened.end() if opened else 0
    if not _begins_agency(heading, small, start) or end - start > LONGEST_AGENCY:
        return None
    if _verb(heading, small, start, end) is not None or _is_broken(small[start:end]):
        return None
    return start, end


def read_subject(sentence: str, start: int = 0) -> Subject | None:
    """Return the agency that a sentence is about, by its grammar; None if it has none.

    Read are ``X does``, ``Giao X does``, ``Căn cứ …, X does`` and ``Y giao X does``.

    Args:
        sentence: one sentence or a part of one.
        start: offset to begin at.
    """
    small = lower(sentence)
    subject = _subject_at(sentence, small, start)
    if subject is None and _OPENS.match(small, start):
        for comma in re.finditer(r", (?=\w)", small[: start + 400].split(":")[0]):
            listed = _LISTED.match(sentence, comma.end())
            if comma.end() > start and not listed and (subject := _subject_at(sentence, small, comma.end())):
                break
    if subject is None or subject.given:
        return subject
    return _delegated(sentence, small, subject) or subject


def read_partner(text: str, start: int) -> tuple[int, int] | None:
    """Return where the partner that begins at ``start`` ends, and where what is done with it begins.

    Args:
        text: one sentence.
        start: offset after ``phối hợp với``.
    """
    small = lower(text)
    verb = _verb(text, small, start, min(len(text), start + LONGEST_AGENCY))
    if verb is None or verb == start:
        return None
    end = len(text[:verb].rstrip(" ,"))
    return (end, verb) if end > start and not _is_broken(small[start:end]) else None


def _subject_at(sentence: str, small: str, start: int) -> Subject | None:
    gives = _GIVES.match(small, start)
    begin = gives.end() if gives else start
    if not _begins_agency(sentence, small, begin):
        return None
    verb = _verb(sentence, small, begin, min(len(small), begin + LONGEST_AGENCY))
    if verb is None:
        return None
    end = len(sentence[:verb].rstrip(" ,"))
    if _is_broken(small[begin:end]) or small.endswith(" nào", begin, end):
        return None
    return Subject(begin, end, verb, gives is not None)


def _delegated(sentence: str, small: str, subject: Subject) -> Subject | None:
    """Follow ``Y giao cho X nghiên cứu …`` to X, who does it."""
    gives = _GIVES.match(small, subject.predicate)
    if gives is None or small.startswith("giao nhiệm vụ ", subject.predicate):
        return None
    return _subject_at(sentence, small, subject.predicate)


def _begins_agency(text: str, small: str, start: int) -> bool:
    if _AGENCY.match(small, start):
        return True
    doubtful = _DOUBTFUL.match(small, start)
    return doubtful is not None and text[doubtful.end() : doubtful.end() + 1].isupper()


def _verb(text: str, small: str, start: int, stop: int) -> int | None:
    """Return where the first verb after the head of an agency's name stands."""
    head = _AGENCY.match(small, start, stop) or _DOUBTFUL.match(small, start, stop)
    position = head.end() if head else start
    hidden = [match.span() for match in _INNER.finditer(small, start, stop)]
    for match in _VERB.finditer(small, position, stop):
        inside = any(begin <= match.start() < end for begin, end in hidden)
        if not inside and text[match.start()].islower():
            return match.start()
    return None


def _is_broken(words: str) -> bool:
    """Tell whether words hold what no name of an agency does."""
    return _BROKEN.search(re.sub(r"\([^()]*\)", "", words)) is not None
