"""The finer kinds of things that a question asks for, by its words in Vietnamese (with marks or without) and English.

After the fine classes of Li and Roth, "Learning Question Classifiers" (COLING 2002); a question may ask for several.
"""

import re
from dataclasses import dataclass
from typing import Self

from index.analysis import fold_tone_placement, strip_marks
from index.signs import BIT, Sign

_AREAS = "huyện|xã|quận|tỉnh|phường|thôn|bản|thành phố|thị xã|địa phương|nơi"
_TIMES = "ngày|tháng|giờ|phút|năm|tuần|hôm"
_PARTS = "việc|nội dung|nhiệm vụ|loại|nhóm|điểm|điều|lý do|khâu|tiêu chí|mục|cơ quan|đơn vị|xã|huyện|tập thể"
_ENGLISH_TIMES = "days|months|hours|weeks|minutes|years"
_ENGLISH_AREAS = "districts?|communes?|provinces?|city|cities|places?|villages?|wards?|locality|localities"
# Words of asking for each kind, Vietnamese and English.
_ASKED: dict[Sign, tuple[str, str]] = {
    "percent": (
        "phần trăm|tỷ lệ|tỉ lệ|chiếm bao nhiêu",
        "percent|percentage|proportion|what (?:share|rate)|share of",
    ),
    "money": (
        "tiền|kinh phí|chi phí|ngân sách|vốn|tốn|giá|phụ cấp|trợ cấp|thưởng|phí|mấy (?:tỷ|triệu|đồng)"
        "|bao nhiêu (?:tỷ|triệu|nghìn|đồng)|mức (?:phạt|hỗ trợ|chi|thu)",
        "how much|budget|funding|costs?|prices?|money|spen[dt]|paid|pay|fees?|allowances?|subsid(?:y|ies)|salary",
    ),
    "area": ("diện tích|héc ta|hecta|ha|rộng", "hectares?|area"),
    "length": ("bao xa|dài|km|mét", r"how (?:far|wide|high)|kilomet\w+|km|distance|length"),
    "amount": (
        "tấn|lít|công suất|sản lượng|khối lượng",
        "tonnes?|tons|litres?|capacity|output|volume|copies",
    ),
    "rank": ("thứ mấy|hạng mấy|thứ hạng|xếp thứ|xếp hạng|hạng", "rank(?:ed|ing|s)?"),
    "day": (
        "ngày nào|hôm nào|ngày mấy|ngày bao nhiêu|ngày ban hành|ký ngày",
        "what date|which (?:date|day)|what day|dated?",
    ),
    "quarter": ("quý nào|quý mấy|tháng nào|tháng mấy", "(?:which|what) (?:quarter|month)"),
    "year": ("năm nào|năm mấy|năm bao nhiêu", "(?:what|which) year"),
    "deadline": (
        "hạn|chậm nhất|muộn nhất|trước ngày nào|trước khi nào|đến bao giờ|xong lúc nào"
        "|(?:bao giờ|khi nào|lúc nào|chừng nào) (?:xong|phải)",
        "deadline|by when|by what|by which|due|the latest|at latest",
    ),
    "often": (
        "bao lâu một lần|mấy lần|bao nhiêu lần|định kỳ|mỗi (?:năm|tháng|quý|tuần|ngày)",
        "how (?:often|frequently)|how many times|(?:every|each) (?:year|month|week|quarter)",
    ),
    "span": (
        f"bao lâu|(?:mấy|bao nhiêu) (?:{_TIMES})|trong vòng|thời hạn",
        f"how (?:long|soon|fast|quickly|old)|how many (?:{_ENGLISH_TIMES})|within",
    ),
    "clock": ("mấy giờ|giờ nào|buổi nào", "what time|time of day"),
    "join": ("phối hợp|cùng làm|làm cùng", r"coordinat\w+|together with|jointly|works? with"),
    "place": (f"ở đâu|tại đâu|chỗ nào|(?:{_AREAS}) nào", f"where|which (?:{_ENGLISH_AREAS})"),
    "list": (
        rf"những gì|gồm|những \w+(?: \w+)? nào|các \w+(?: \w+)? nào|(?:hai|ba|bốn|sáu|bảy|tám|\d+) (?:{_PARTS})",
        "what are|(?:which|the) (?:two|three|four|five|six)|list|name the",
    ),
    "definition": (
        "là gì|nghĩa là|thế nào là|hiểu là|được hiểu",
        "mean(?:s|t)?|definition|defined?|counts as|what is an?",
    ),
    "target": ("chỉ tiêu|mục tiêu|phấn đấu", "targets?|goals?|aims?"),
    "cause": ("vì sao|tại sao|sao lại|do đâu|vì đâu|vì lẽ|nguyên nhân|lý do", "why|reasons?|causes?|caused"),
    "ban": (
        "cấm|không được|được không|có được|được phép",
        r"forbid\w*|prohibit\w*|banned|bans|the ban|barred|may not|must (?:not|never)|(?:not )?allowed",
    ),
    "sanction": (
        "thì sao|bị (?:xử|phạt|gì|sao|kỷ luật)|xử (?:lý )?(?:sao|thế nào|ra sao)|làm gì với",
        r"what happens|consequences?|punish\w*|penal\w*|sanction\w*|disciplin\w*",
    ),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern of words, for questions that bear marks and for those that do not."""

    marked: re.Pattern[str]
    bare: re.Pattern[str]

    @classmethod
    def compile(cls, pattern: str) -> Self:
        """Return the pattern, whose Vietnamese words bear their marks."""
        marked = fold_tone_placement(pattern)
        return cls(re.compile(marked), re.compile(strip_marks(marked)))

    def search(self, said: str) -> re.Match[str] | None:
        """Return where the pattern first stands in a text that `spell` returned."""
        return (self.bare if strip_marks(said) == said else self.marked).search(said)


_PATTERNS = [
    (BIT[sign], Words.compile(rf"\b(?:{vietnamese}|{english})\b"))
    for sign, (vietnamese, english) in _ASKED.items()
]


def spell(question: str) -> str:
    """Return a question in lower case, with tone marks where the older spelling puts them; as long as it was."""
    return fold_tone_placement(question).lower()


def read_expected(question: str) -> int:
    """Return the finer kinds of things that a question asks for, as bits of `index.signs.BIT`; 0 for none."""
    said = spell(question)
    return sum(bit for bit, words in _PATTERNS if words.search(said))
