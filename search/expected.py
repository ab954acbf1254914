"""The finer kinds of things that a question asks for, by its words in Vietnamese (with marks or without) and English.

After the fine classes of Li and Roth, "Learning Question Classifiers" (COLING 2002); a question may ask for several.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from index.analysis import fold_tone_placement, strip_marks
from index.signs import BIT, Sign
from search.result import QuestionLanguage

_AREAS = "huyện|xã|quận|tỉnh|phường|thôn|bản|thành phố|thị xã|địa phương|nơi"
_TIMES = "ngày|tháng|giờ|phút|năm|tuần|hôm"
_PARTS = "việc|nội dung|nhiệm vụ|loại|nhóm|điểm|điều|lý do|khâu|tiêu chí|mục|cơ quan|đơn vị|xã|huyện|tập thể"
_ENGLISH_TIMES = "days|months|hours|weeks|minutes|years"
_ENGLISH_AREAS = "districts?|communes?|provinces?|city|cities|places?|villages?|wards?|locality|localities"
# Words of asking for each kind: Vietnamese phrases, Vietnamese words that need their marks to be told, English.
_ASKED: dict[Sign, tuple[str, str, str]] = {
    "percent": (
        "phần trăm|tỷ lệ|tỉ lệ|chiếm bao nhiêu",
        "",
        "percent|percentage|proportion|what (?:share|rate)|share of",
    ),
    "money": (
        "bao nhiêu tiền|mấy tiền|số tiền|kinh phí|chi phí|ngân sách|phụ cấp|trợ cấp|tiền thưởng|mấy (?:tỷ|triệu|đồng)"
        "|bao nhiêu (?:tỷ|triệu|nghìn|đồng)|mức (?:phạt|hỗ trợ|chi|thu)",
        "tiền|vốn|tốn|(?<!đánh )giá|(?<!khen )(?<!thi đua )thưởng|(?<!lãng )phí",
        "how much|budget|funding|costs?|prices?|money|spen[dt]|paid|pay|fees?|allowances?|subsid(?:y|ies)|salary",
    ),
    "area": (
        "diện tích|héc ta|hecta|(?:bao nhiêu|mấy) ha",
        "(?<!nhân )(?<!mở )(?<!sâu )rộng",
        "hectares?|area",
    ),
    "length": (
        "bao xa|bao nhiêu km|mấy km",
        "(?<!lâu )(?<!kéo )dài|km|mét",
        r"how (?:far|wide|high)|kilomet\w+|km|distance|length",
    ),
    "amount": (
        "mấy tấn|bao nhiêu tấn|công suất|sản lượng|khối lượng",
        "tấn|lít",
        "tonnes?|tons|litres?|capacity|output|volume|copies",
    ),
    "rank": ("thứ mấy|hạng mấy|thứ hạng|xếp thứ|xếp hạng", "hạng", "rank(?:ed|ing|s)?"),
    "day": (
        "ngày nào|hôm nào|ngày mấy|ngày bao nhiêu|ngày ban hành|ký ngày",
        "",
        "what date|which (?:date|day)|what day|dated?",
    ),
    "quarter": ("quý nào|quý mấy|tháng nào|tháng mấy", "", "(?:which|what) (?:quarter|month)"),
    "year": ("năm nào|năm mấy|năm bao nhiêu", "", "(?:what|which) year"),
    "deadline": (
        "thời hạn|kỳ hạn|hạn chót|hạn cuối|chậm nhất|muộn nhất|trước ngày nào|trước khi nào|đến bao giờ|xong lúc nào"
        "|(?:bao giờ|khi nào|lúc nào|chừng nào) (?:xong|phải)",
        "(?<!quyền )hạn(?! chế)",
        "deadline|by when|by what|by which|due(?! to)|the latest|at latest",
    ),
    "often": (
        "bao lâu một lần|mấy lần|bao nhiêu lần|định kỳ|mỗi (?:năm|tháng|quý|tuần|ngày)",
        "",
        "how (?:often|frequently)|how many times|(?:every|each) (?:year|month|week|quarter)",
    ),
    "span": (
        f"bao lâu|(?:mấy|bao nhiêu) (?:{_TIMES})|trong vòng|thời hạn",
        "",
        f"how (?:long|soon|fast|quickly|old)|how many (?:{_ENGLISH_TIMES})|within",
    ),
    "clock": ("mấy giờ|giờ nào|buổi nào", "", "what time|time of day"),
    "join": ("phối hợp|cùng làm|làm cùng", "", r"coordinat\w+|together with|jointly|works? with"),
    "place": (f"ở đâu|tại đâu|chỗ nào|(?:{_AREAS}) nào", "", f"where|which (?:{_ENGLISH_AREAS})"),
    "list": (
        rf"những gì|những \w+(?: \w+)? nào|các \w+(?: \w+)? nào|(?:hai|ba|bốn|sáu|bảy|tám|\d+) (?:{_PARTS})",
        "gồm",
        "what are|(?:which|the) (?:two|three|four|five|six)|list|name the",
    ),
    "definition": (
        "là gì|nghĩa là|thế nào là|hiểu là|được hiểu",
        "",
        "mean(?:s|t)?|definition|defined?|counts as|what is an?",
    ),
    "target": ("chỉ tiêu|mục tiêu|phấn đấu", "", "targets?|goals?|aims?"),
    "cause": (
        "vì sao|tại sao|sao lại|do đâu|vì đâu|vì lẽ|nguyên nhân|lý do",
        "",
        "why|reasons?|causes?|caused",
    ),
    "ban": (
        "không được|được không|có được|được phép",
        "cấm",
        r"forbid\w*|prohibit\w*|banned|bans?|barred|may not|must (?:not|never)|(?:not )?allowed",
    ),
    "sanction": (
        "thì sao|bị (?:xử|phạt|gì|sao|kỷ luật)|xử (?:lý )?(?:sao|thế nào|ra sao)|làm gì với",
        "",
        r"what happens|consequences?|punish\w*|penal\w*|sanction\w*|disciplin\w*",
    ),
}
_NEVER = "(?!)"
_SPELLED_OUT = re.compile(r"\([^()]*\)")  # what `search.abbreviations` put behind an abbreviation


@dataclass(frozen=True, slots=True)
class Said:
    """A question as its words are looked at.

    Attributes:
        text: in lower case, with tone marks where the older spelling puts them.
        english: whether it is in English, maybe with Vietnamese words.
        bare: whether it is in Vietnamese and bears no marks.
    """

    text: str
    english: bool
    bare: bool

    @classmethod
    def read(cls, question: str, language: QuestionLanguage) -> Self:
        """Return the question in this language; of marks, those of an abbreviation spelled out do not count."""
        text = fold_tone_placement(question).lower()
        typed = _SPELLED_OUT.sub("", text)
        english = language in ("en", "en-mixed")
        return cls(text, english, not english and strip_marks(typed) == typed)


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern of words of asking, for Vietnamese that bears its marks, for Vietnamese that does not, for English."""

    marked: re.Pattern[str]
    bare: re.Pattern[str]
    english: re.Pattern[str]

    @classmethod
    def compile(cls, phrases: str, marked: str = "", english: str = "") -> Self:
        """Return the pattern; what is empty is looked for nowhere.

        Args:
            phrases: Vietnamese, with marks; told without them, too.
            marked: Vietnamese, told only by their marks.
            english: in lower case.
        """
        told = fold_tone_placement("|".join(filter(None, (phrases, marked))))
        patterns = (told, strip_marks(fold_tone_placement(phrases)), "|".join(filter(None, (english, told))))
        return cls(*(re.compile(rf"(?<!\w)(?:{one})(?!\w)" if one else _NEVER) for one in patterns))

    def find(self, said: Said) -> Iterator[re.Match[str]]:
        """Yield where the pattern stands in a question."""
        pattern = self.english if said.english else self.bare if said.bare else self.marked
        return pattern.finditer(said.text)

    def stands_in(self, said: Said) -> bool:
        """Return whether the pattern stands in a question."""
        return any(True for _ in self.find(said))


_PATTERNS = [(BIT[sign], Words.compile(*words)) for sign, words in _ASKED.items()]


@lru_cache(maxsize=64)
def read_expected(question: str, language: QuestionLanguage) -> int:
    """Return the finer kinds of things that a question asks for, as bits of `index.signs.BIT`; 0 for none."""
    said = Said.read(question, language)
    return sum(bit for bit, words in _PATTERNS if words.stands_in(said))
