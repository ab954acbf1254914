"""Sentences of a passage, and what kinds of things each of them holds by its words: a date, a sum of money, a place.

The finer kinds follow the fine classes of answers of Li and Roth, "Learning Question Classifiers" (COLING 2002),
as far as administrative documents have them.
"""

import re
from collections.abc import Iterator
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from corpus.letters import UPPER

Sign = Literal[
    "number", "date", "agency", "person", "document", "reason",
    "percent", "money", "area", "length", "amount", "rank",
    "day", "quarter", "year", "deadline", "often", "span", "clock",
    "join", "place", "list", "definition", "target", "cause", "ban", "sanction",
]  # fmt: skip
Bits = NDArray[np.uint32]
"""Signs of some sentences, as bits of `BIT`."""
SIGNS: tuple[Sign, ...] = get_args(Sign)
BIT: dict[Sign, int] = {sign: 1 << place for place, sign in enumerate(SIGNS)}

_END = re.compile(r"[.;?!]\s+|\n")
_HEADS = (
    "ban|ủy ban|uỷ ban|văn phòng|sở|bộ|đảng đoàn|đảng ủy|hội đồng|tòa án|viện|cục|chi cục|công an|mặt trận"
    "|chủ trì|phối hợp|tham mưu|chịu trách nhiệm|giao"
)
_DONE = "xong|hoàn thành|thực hiện|trình|lập|ban hành|tổ chức|có|đưa"
_ANY_CASE: dict[Sign, str] = {
    "number": r"(?<![\w/-])\d+(?:[.,]\d+)*(?:\s?%| [^\W\d_]+)",
    "date": r"\b\d{1,2}/\d{1,2}/\d{4}|\b(?:quý|tháng|năm|ngày|nhiệm kỳ) (?:[IVX]+|\d+)|\b\d+ (?:ngày|tháng|giờ|tuần)\b",
    "agency": rf"\b(?:{_HEADS})\b",
    "reason": r"\b(?:do|vì|nguyên nhân|nhằm|bởi|để|bản lề)\b",
    "percent": r"\d\s?%|tỷ lệ|tỉ lệ|phần trăm",
    "money": r"\d\s(?:nghìn |ngàn |triệu |tỷ |tỉ )?(?:tỷ|tỉ|triệu|đồng(?! chí)|usd)\b",
    "area": r"\d\s?(?:ha|m2|m²|héc ta|hecta|km2|km²)(?!\w)",
    "length": r"\d\s?(?:km|m|mét|hải lý)(?!\w)",
    "amount": r"\d\s?(?:tấn|kg|tạ|lít|m3|m³|mw|kwh|gb|suất|bản|chiếc)(?!\w)",
    "rank": r"\bthứ \d|\bhạng\b|\bxếp (?:loại|thứ)|(?<![\d/])\b\d+/\d{1,3}\b(?!/)",
    "day": r"\bngày \d{1,2}(?:/| tháng)|\b\d{1,2}/\d{1,2}/\d{4}",
    "quarter": r"\bquý (?:[ivx]+\b|\d)|\btháng \d",
    "year": r"\b(?:năm |/) ?\d{4}",
    "deadline": (
        r"\btrước (?:ngày|tháng|quý|năm|khi|mùa|\d)|\b(?:chậm|muộn) nhất|\bđến hết\b|\btrong (?:quý|tháng)\b|(?<!quyền )\bhạn\b(?! chế)"
        rf"|\b(?:{_DONE})\b[^.;]{{0,40}} (?:trong|trước|vào) (?:quý|tháng|năm|ngày)"
    ),
    "often": r"\bđịnh kỳ|\b(?:mỗi|hằng|hàng) (?:năm|tháng|quý|tuần|ngày)|\b\d+ lần|\bmột lần",
    "span": r"\b\d+ (?:ngày|tháng|giờ|tuần|năm|phút)\b",
    "clock": r"\b\d{1,2} ?(?:giờ|h)\b|\b(?:sáng|chiều|tối)\b(?! (?:tạo|kiến|thiểu|đa|suốt|tác|lập|hướng))",
    "join": r"\b(?:phối hợp|cùng)\b",
    "list": r"[^,\s],[^,.;\n]+,|\b(?:gồm|là)\b[^,.;\n]*(?:,| và )|: ",
    "definition": r"\b(?:là|nghĩa là|gồm|gọi là)\b",
    "target": r"\b(?:chỉ tiêu|mục tiêu|phấn đấu|ít nhất|trở lên|đến năm|kế hoạch)\b",
    "cause": r"\b(?:do|vì|nguyên nhân|lý do|bởi|dẫn đến)\b",
    "ban": r"\b(?:cấm|không|trừ)\b|\bchỉ\b(?! (?:đạo|thị|tiêu|huy|số|rõ|ra|đến))",
    "sanction": r"(?<!thiết )(?<!chuẩn )(?<!trang )\bbị\b|\b(?:kỷ luật|khiển trách|cảnh cáo|xử lý|đình chỉ|thu hồi|phê bình|phạt)\b",
}  # fmt: skip
_EXACT_CASE: dict[Sign, str] = {
    "person": rf"\b(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+[{UPPER}]",
    "document": r"\d[\w/]*-(?:[A-ZĐ]|QĐi|CTr)[\w-]*/?[A-ZĐ]+|\d/\d{4}/[A-ZĐ]",
    "place": rf"\b(?:[Hh]uyện|[Xx]ã|[Qq]uận|[Tt]hị xã|[Pp]hường|[Tt]ỉnh|[Tt]hành phố|[Tt]hị trấn|[Tt]hôn|[Kk]hu) [{UPPER}]|(?<!tồn )(?<!hiện )\b[Tt]ại ",
}  # fmt: skip
_PATTERNS = {BIT[sign]: re.compile(words, re.IGNORECASE) for sign, words in _ANY_CASE.items()} | {
    BIT[sign]: re.compile(words) for sign, words in _EXACT_CASE.items()
}


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences and clauses of a text, cut after ``.``, ``;``, ``?``, ``!`` and at line breaks."""
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]


def read_signs(sentence: str) -> int:
    """Return the kinds of things that a sentence holds, as bits of `BIT`."""
    return sum(bit for bit, pattern in _PATTERNS.items() if pattern.search(sentence))


def find_signs(text: str, signs: int) -> Iterator[tuple[int, int, int]]:
    """Yield what shows that a text holds things of some kinds: the bit of the kind, start and end."""
    for bit, pattern in _PATTERNS.items():
        if signs & bit:
            yield from ((bit, found.start(), found.end()) for found in pattern.finditer(text))


def share_bits(signs: Bits, wanted: int) -> NDArray[np.float32]:
    """Return the share of the wanted signs that each of some signs has, of their shape; 0 where none is wanted."""
    bits = [1 << place for place in range(wanted.bit_length()) if wanted >> place & 1]
    counts = sum(((signs & bit > 0).astype(np.float32) for bit in bits), np.zeros(signs.shape, np.float32))
    return np.asarray(counts / np.float32(max(len(bits), 1)))
