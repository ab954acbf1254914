"""Names and abbreviations of document types, and of those who issue documents.

Sources: Nghị định 30/2020/NĐ-CP, annex III, and Hướng dẫn 36-HD/VPTW.
"""

import re

from corpus.letters import fold

#: Type of document, and the abbreviations that stand for it in a number.
TYPES: dict[str, tuple[str, ...]] = {
    "Nghị quyết": ("NQ",),
    "Nghị quyết liên tịch": ("NQLT",),
    "Nghị định": ("NĐ",),
    "Chỉ thị": ("CT",),
    "Kết luận": ("KL",),
    "Quyết định": ("QĐ",),
    "Quy định": ("QĐi", "QyĐ", "QĐ"),
    "Quy chế": ("QC",),
    "Quy tắc": (),
    "Quy trình": ("QTr",),
    "Báo cáo": ("BC",),
    "Tờ trình": ("TTr",),
    "Thông báo": ("TB",),
    "Thông báo kết luận": ("TB", "TBKL"),
    "Thông cáo": ("TC",),
    "Thông tri": ("TT",),
    "Thông tư": ("TT",),
    "Thông tư liên tịch": ("TTLT",),
    "Hướng dẫn": ("HD",),
    "Chương trình": ("CTr",),
    "Chương trình hành động": ("CTr", "CTrHĐ"),
    "Kế hoạch": ("KH",),
    "Đề án": ("ĐA",),
    "Dự án": ("DA",),
    "Phương án": ("PA",),
    "Biên bản": ("BB",),
    "Bản ghi nhớ": ("BGN",),
    "Bản thỏa thuận": ("BTT",),
    "Công văn": ("CV",),
    "Công điện": ("CĐ",),
    "Hợp đồng": ("HĐ",),
    "Giấy mời": ("GM",),
    "Giấy ủy quyền": ("GUQ",),
    "Giấy giới thiệu": ("GGT",),
    "Phiếu gửi": ("PG",),
    "Phiếu chuyển": ("PC",),
    "Phiếu báo": ("PB",),
    "Luật": (),
    "Bộ luật": (),
    "Hiến pháp": (),
    "Pháp lệnh": ("PL",),
    "Lệnh": ("L",),
    "Sắc lệnh": ("SL",),
    "Sắc luật": ("SLt",),
    "Điều lệ": (),
    "Văn bản hợp nhất": ("VBHN",),
    "Phụ lục": (),
}

#: Types by name without marks, longest first, so that the first that fits is the right one.
FOLDED_TYPES: tuple[tuple[str, str], ...] = tuple(
    sorted(((fold(name), name) for name in TYPES), key=lambda pair: -len(pair[0]))
)

_BY_INITIALS: dict[str, tuple[tuple[str, str], ...]] = {
    name[:2]: tuple(pair for pair in FOLDED_TYPES if pair[0][:2] == name[:2]) for name, _ in FOLDED_TYPES
}

#: English names of types, as translations of these documents use them.
ENGLISH_TYPES: dict[str, str] = {
    "action programme": "Chương trình hành động",
    "action program": "Chương trình hành động",
    "action plan": "Chương trình hành động",
    "joint circular": "Thông tư liên tịch",
    "joint resolution": "Nghị quyết liên tịch",
    "official letter": "Công văn",
    "official dispatch": "Công văn",
    "dispatch": "Công văn",
    "resolution": "Nghị quyết",
    "directive": "Chỉ thị",
    "instruction": "Chỉ thị",
    "conclusion": "Kết luận",
    "decision": "Quyết định",
    "regulation": "Quy định",
    "decree": "Nghị định",
    "circular": "Thông tư",
    "plan": "Kế hoạch",
    "programme": "Chương trình",
    "program": "Chương trình",
    "report": "Báo cáo",
    "notice": "Thông báo",
    "notification": "Thông báo",
    "announcement": "Thông báo",
    "guideline": "Hướng dẫn",
    "guidelines": "Hướng dẫn",
    "guidance": "Hướng dẫn",
    "submission": "Tờ trình",
    "statute": "Quy chế",
    "project": "Đề án",
    "scheme": "Đề án",
    "ordinance": "Pháp lệnh",
    "law": "Luật",
    "code": "Bộ luật",
}

#: Abbreviations of issuers by the body they stand for; those of ministries and joint bodies are open-ended.
ISSUERS: dict[str, str] = {
    "TW": "Trung ương",
    "TU": "tỉnh ủy, thành ủy",
    "QU": "quận ủy",
    "HU": "huyện ủy",
    "ThU": "thị ủy",
    "ĐU": "đảng ủy",
    "ĐUK": "đảng ủy khối",
    "QUTW": "Quân ủy Trung ương",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BDVTW": "Ban Dân vận Trung ương",
    "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương",
    "BNCTW": "Ban Nội chính Trung ương",
    "BKTTW": "Ban Kinh tế Trung ương",
    "BCSTW": "Ban Chính sách, chiến lược Trung ương",
    "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTCTU": "Ban Tổ chức tỉnh ủy, thành ủy",
    "BTGTU": "Ban Tuyên giáo tỉnh ủy, thành ủy",
    "BDVTU": "Ban Dân vận tỉnh ủy, thành ủy",
    "BTGDVTU": "Ban Tuyên giáo và Dân vận tỉnh ủy, thành ủy",
    "BNCTU": "Ban Nội chính tỉnh ủy, thành ủy",
    "UBKTTU": "Ủy ban Kiểm tra tỉnh ủy, thành ủy",
    "VPTU": "Văn phòng tỉnh ủy, thành ủy",
    "ĐĐ": "đảng đoàn",
    "BCSĐ": "ban cán sự đảng",
    "BCĐ": "ban chỉ đạo",
    "ĐCT": "đoàn chủ tịch",
    "MTTQ": "Mặt trận Tổ quốc Việt Nam",
    "MTTW": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "CTN": "Chủ tịch nước",
    "VPCTN": "Văn phòng Chủ tịch nước",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "QH": "Quốc hội",
    "VPQH": "Văn phòng Quốc hội",
    "HĐBT": "Hội đồng Bộ trưởng",
    "HĐNN": "Hội đồng Nhà nước",
    "HĐTP": "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "KTNN": "Kiểm toán nhà nước",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "TTCP": "Thanh tra Chính phủ",
    "UBDT": "Ủy ban Dân tộc",
    "BTC": "Bộ Tài chính",
    "BNV": "Bộ Nội vụ",
    "BTP": "Bộ Tư pháp",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao",
    "BYT": "Bộ Y tế",
    "BCT": "Bộ Công Thương",
    "BXD": "Bộ Xây dựng",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BGTVT": "Bộ Giao thông vận tải",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
}


def match_type(line: str) -> tuple[str, int] | None:
    """Return the type that a head line begins with, and the offset after its name; None if it names none.

    The name must be set in capitals, or be the whole line: a sentence that begins with one is no head.
    """
    start = len(line) - len(line.lstrip(" \t*|#_"))
    if not line[start : start + 1].isupper():
        return None
    for name, printed in _BY_INITIALS.get(fold(line[start : start + 2]), ()):
        end = start + len(name)
        if fold(line[start:end]) != name or line[end : end + 1].isupper():
            continue
        if line[start:end].isupper() and name != "phu luc":
            return printed, end
        rest = fold(line[end:]).strip(" .*:|")
        if name == "phu luc" and re.fullmatch(r"(?:so )?[ivxl\d]*[a-z]?", rest):
            return printed, len(line)
        if not rest or line[start:end].isupper():
            return printed, end
    return None
