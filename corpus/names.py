"""Names of persons, as they stand below a signature."""

import re

from corpus.letters import fold

_RANK = re.compile(
    r"(?:(?:gs|pgs|ts|ths|bs|ks|cn|luat su|nha giao)\b[. ]*|(?:dai|thuong|trung|thieu) (?:tuong|ta|uy) +)+"
)
_SYLLABLE = r"[^\W\d_]+(?:['’][^\W\d_]+)?"
_NAME = re.compile(rf"{_SYLLABLE}(?: +{_SYLLABLE}){{1,5}}")
#: Family names; nearly all bearers of names of Việt Nam's peoples have one of these.
_SURNAMES = frozenset(
    re.split(
        r"\s+",
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm phùng mai tô"
        " tạ hà cao lương lường lưu châu thái quách kiều mạc tống tăng la lã nông ninh nghiêm ông ma mã khuất giang giàng chế chu"
        " bạch âu vi lò lô ksor ksơr y h thạch hứa văn cầm cam đàm đồng đổng đới hầu hậu kim lại lai loan lục lù lữ mùa nhữ phù"
        " phú quảng quàng sùng thân tiết tra trà triệu uông xa vàng thào vừ tòng bế phàn tẩn chảo tráng đèo sầm đậu khổng doãn thiều"
        " ngụy từ viên cù lều tào liêu diệp khương rơ siu rmah kpă niê êban cil điểu danh chau sơn pờ bàn khúc cung đường mẫn thẩm"
        " viêm vòng hàn bá biện trang ngọc chử cấn nhâm ngân hoa lộc thi tôn phí quan quản cái lăng",
    )
)
_FOLDED_SURNAMES = frozenset(map(fold, _SURNAMES))
#: Words in capitals that begin as a name does: things, and provinces.
_NO_NAME = re.compile(
    r"(?:phạm vi|hồ sơ|lý (?:do|luận|lịch)|vũ (?:khí|trang)|võ thuật|cao (?:đẳng|su|bằng|tốc)|lâm (?:nghiệp|sản|sinh|đồng)|chu (?:kỳ|trình)"
    r"|đồng (?:ý|bằng|chí|bào|bộ|thời|nai|tháp)|lưu (?:ý|trữ|thông|hành|động)|mai táng|tống đạt|nông (?:nghiệp|thôn|dân|sản|lâm)"
    r"|đoàn (?:kết|thanh|kiểm|giám|thể|viên|công|tncs|đại|luật|kinh|khối)|vi (?:phạm|mô)|chế (?:độ|tài|biến|định)"
    r"|văn (?:bản|hóa|hoá|phòng|thư|học|nghệ|kiện|minh)|y tế|hà (?:nội|nam|tĩnh|giang)|thái (?:bình|nguyên)|ninh (?:bình|thuận)"
    r"|kim (?:loại|ngạch)|dương lịch|thân nhân|phù hợp|đàm phán|la mã|kiên giang|danh (?:sách|mục|hiệu|dự|nghĩa)|bàn (?:giao|bạc|hành)|từ (?:chối|ngữ|điển)"
    r"|cung (?:cấp|ứng|văn)|đường (?:bộ|sắt|thủy|thuỷ|lối|dây)|hoa (?:hồng|màu|kiều)|quan (?:điểm|hệ|trắc)|quản (?:lý|trị|lí)|ngân (?:sách|hàng|khố)"
    r"|sơn la|lai châu|lào cai|trà vinh|thi (?:hành|đua|công|tuyển)|tôn (?:giáo|trọng|vinh)|viên chức|bá cáo|trang (?:bị|phục|trí|web)|hàn gắn|giang sơn|quảng (?:ninh|nam|ngãi|bình|trị|cáo|trường))(?!\w)"
)
_LONGEST = 60


def is_name(line: str) -> bool:
    """Tell whether a line is a Vietnamese person's name (with rank or degree) and nothing else.

    In capitals a heading looks much like a name: the family name must then have its own marks
    (``TÔ``, but not ``TỔ``), and the first two words must be none that begin a heading (``PHẠM VI``).
    """
    name = _find_name(line)
    if name is None:
        return False
    first = name.split()[0]
    if name.isupper() and not name.isascii():
        return first.lower() in _SURNAMES and _NO_NAME.match(name.lower()) is None
    return fold(first) in _FOLDED_SURNAMES


def may_be_name(line: str) -> bool:
    """Tell whether a line is written as a name is, whatever the family name: for lines below an authority."""
    name = _find_name(line)
    return name is not None and not name.isupper()


def _find_name(line: str) -> str | None:
    """Return the name in a line of two to six words with capitals, without rank and degree."""
    words = line.strip(" .*|[]\t")
    if len(words) > _LONGEST or not words[:1].isupper():
        return None
    rank = _RANK.match(fold(words))
    name = words[rank.end() if rank else 0 :]
    if not _NAME.fullmatch(name) or not all(word[0].isupper() for word in name.split()):
        return None
    return name
