"""Abbreviations that offices write and type, spelled out, so that a question finds the passage that spells them out."""

import re

from corpus.letters import fold

_SPELLED = {
    "AI": "trí tuệ nhân tạo", "ANQP": "an ninh, quốc phòng", "ANTT": "an ninh trật tự", "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm", "ATTT": "an toàn thông tin", "BBT": "Ban Bí thư", "BCH": "Ban Chấp hành", "BCĐ": "Ban Chỉ đạo",
    "BCSĐ": "ban cán sự đảng", "BCT": "Bộ Chính trị", "BHXH": "bảo hiểm xã hội", "BHYT": "bảo hiểm y tế",
    "BMNN": "bí mật nhà nước", "BTV": "Ban Thường vụ", "BVMT": "bảo vệ môi trường", "CBCC": "cán bộ, công chức",
    "CBCCVC": "cán bộ, công chức, viên chức", "CBĐV": "cán bộ, đảng viên", "CCB": "cựu chiến binh",
    "CCHC": "cải cách hành chính", "CĐS": "chuyển đổi số", "CLB": "câu lạc bộ", "CNTT": "công nghệ thông tin",
    "CSDL": "cơ sở dữ liệu", "DTTS": "dân tộc thiểu số", "DVC": "dịch vụ công", "ĐVTN": "đoàn viên thanh niên",
    "GD&ĐT": "giáo dục và đào tạo", "GDĐT": "giáo dục và đào tạo", "GPMB": "giải phóng mặt bằng", "GTVT": "giao thông vận tải",
    "HCM": "Hồ Chí Minh", "HĐND": "Hội đồng nhân dân", "HTX": "hợp tác xã", "KCN": "khu công nghiệp",
    "KH&CN": "khoa học và công nghệ", "KHCN": "khoa học và công nghệ", "KTTT": "kinh tế tập thể",
    "KTXH": "kinh tế - xã hội", "KT-XH": "kinh tế - xã hội", "LĐLĐ": "Liên đoàn Lao động", "LHPN": "Liên hiệp Phụ nữ",
    "LLVT": "lực lượng vũ trang", "MTTQ": "Mặt trận Tổ quốc", "NN&PTNT": "nông nghiệp và phát triển nông thôn",
    "NSNN": "ngân sách nhà nước", "NTM": "nông thôn mới", "OCOP": "mỗi xã một sản phẩm", "PCCC": "phòng cháy, chữa cháy",
    "PCTN": "phòng, chống tham nhũng", "PCTNTC": "phòng, chống tham nhũng, tiêu cực", "QCDC": "quy chế dân chủ",
    "QLNN": "quản lý nhà nước", "QPAN": "quốc phòng, an ninh", "QP-AN": "quốc phòng, an ninh",
    "TCCSĐ": "tổ chức cơ sở đảng", "TDTT": "thể dục thể thao", "THCS": "trung học cơ sở", "THPT": "trung học phổ thông",
    "TNGT": "tai nạn giao thông", "TNMT": "tài nguyên và môi trường", "TN&MT": "tài nguyên và môi trường",
    "TNCS": "Thanh niên Cộng sản", "TP.HCM": "Thành phố Hồ Chí Minh", "TP HCM": "Thành phố Hồ Chí Minh",
    "TP. HCM": "Thành phố Hồ Chí Minh", "TPHCM": "Thành phố Hồ Chí Minh", "TTHC": "thủ tục hành chính",
    "TTg": "Thủ tướng Chính phủ", "UBKT": "Ủy ban Kiểm tra", "UBMT": "Ủy ban Mặt trận",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc", "UBND": "Ủy ban nhân dân", "VPĐK": "văn phòng đăng ký", "XHCN": "xã hội chủ nghĩa",
}  # fmt: skip
_BY_LETTERS = {fold(short): (short, spelled) for short, spelled in _SPELLED.items()}
_SHORT = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(sorted(map(re.escape, _BY_LETTERS), key=len, reverse=True))})(?![\w/-])"
)
_VOWEL = re.compile(r"[aeiouy]")
_LONG = 4  # letters: no syllable of Vietnamese that long is among them


def spell_out(question: str) -> tuple[str, tuple[str, ...]]:
    """Return a question with its abbreviations spelled out behind them, and what they stand for.

    Capitals make an abbreviation; in lower case only what no syllable looks like is taken for one (``ubnd``, and
    not ``ai``). Parts of a document's number are left alone.

    Args:
        question: in Vietnamese, NFC.
    """
    spelled: list[str] = []
    parts: list[str] = []
    start = 0
    for found in _SHORT.finditer(fold(question)):
        typed = question[found.start() : found.end()]
        if not typed.isupper() and _VOWEL.search(found.group()) and len(typed) < _LONG:
            continue
        spelled.append(_BY_LETTERS[found.group()][1])
        parts += [question[start : found.end()], f" ({spelled[-1]})"]
        start = found.end()
    return "".join([*parts, question[start:]]), tuple(dict.fromkeys(spelled))
