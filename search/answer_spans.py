"""Where an answer may begin and end: the clauses of a passage, its dates, quantities, cited documents, agencies, names.

A passage is read once into arrays over its tokens; what a question does with them is `search.answer_features`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.agencies import read_issuer
from corpus.document import Document, Passage
from corpus.letters import UPPER
from index.analysis import fold_tone_placement, strip_marks

Mark = Literal["date", "number", "document", "agency", "person"]
MARKS: tuple[Mark, ...] = ("date", "number", "document", "agency", "person")
Ints = NDArray[np.int32]

MAX_TOKENS = 42  # of one answer
Spans = tuple[tuple[int, int], ...]

_TOKEN = re.compile(r"<[^<>]{1,6}>|\d+(?:[.,/]\d+)*|[^\W_]+(?:['’][^\W_]+)*|[%‰]")
_DAY = r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
_BEFORE_DATE = r"(?:(?:hoàn thành|xong|chậm nhất|muộn nhất|trước|đến hết|đến|từ|sau|trong|hết|kể từ|vào|là|ngay|chậm nhất là)\s+)"
_DATES = re.compile(
    rf"{_BEFORE_DATE}{{0,3}}(?:(?:hết\s+)?ngày\s+(?:{_DAY})|\d{{1,2}}/\d{{1,2}}/\d{{4}}"
    r"|(?:quý\s+[IVX]+|tháng\s+\d{1,2})(?:(?:\s*/\s*|\s+năm\s+|,\s+năm\s+)\d{4})?|(?:mùa|dịp|kỳ|cuối|đầu|giữa|hết|trong)\s+[^\W\d]*\s?năm\s+\d{4}"
    r"|nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}|giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}|năm\s+\d{4}"
    r"|\d+\s+(?:ngày|tháng|giờ|năm|phút|tuần)(?:\s+làm việc)?)",
    re.IGNORECASE,
)
_DIGITS = r"\d+(?:[.,]\d+)*"
_QUALIFIER = "không (?:quá|dưới|ít hơn)|tối thiểu|tối đa|ít nhất|nhiều nhất|trên|hơn|gần|khoảng|từ|dưới|ước|vượt|bằng|thứ|đạt"
_QUANTITIES = re.compile(
    rf"(?:(?:{_QUALIFIER})\s+){{0,2}}(?<![\w/.,-]){_DIGITS}(?:\s*(?:[-–/]|đến)\s*{_DIGITS})?(?![\w/-])"
    r"(?:\s?[%‰]|(?:\s[^\W\d_]+(?:/[^\W\d_]+)*){0,5})(?:\s+trở (?:lên|xuống))?",
    re.IGNORECASE,
)
# Words that end what is counted: "120 tỷ đồng | cho năm công trình".
_AFTER_UNIT = re.compile(
    r"\s(?:cho|và|của|để|trong|tại|với|là|theo|thuộc|được|đã|có|từ|ở|do|khi|phải|mà|trên|vào|so|nhưng|thì|đối|"
    r"tham|không|sẽ|bị|đến|đạt|trở(?!\s(?:lên|xuống)))(?=\s|$)",
    re.IGNORECASE,
)
# A number after these is that of a day, a year, a document or a clause, and counts nothing.
_FRAMEWORK = re.compile(
    r"(?:\b(?:năm|tháng|ngày|quý|khóa|khoá|số|điều|khoản|mục|phụ lục|nhiệm kỳ|giai đoạn|quyết|định|thị|luận|hoạch"
    r"|khu|quận|phường|tổ|ban chỉ đạo)\s+|^|\n|\[)$",
    re.IGNORECASE,
)
_CAPITAL = rf"[{UPPER}][\w'’]*"
_PEOPLE = re.compile(rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+{_CAPITAL}(?:\s+{_CAPITAL}){{1,3}}")
_BODY_HEAD = (
    "Ban|Bộ|Sở|Ủy ban|Uỷ ban|Hội|Văn phòng|Đảng ủy|Đảng uỷ|Đảng đoàn|Đảng bộ|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ"
    "|Công an|Công ty|Chi cục|Cục|Tổng cục|Tỉnh đoàn|Thành đoàn|Đoàn|Đài|Báo|Trường|Viện|Trung tâm|Mặt trận|Liên đoàn|Quân khu"
    "|Bí thư|Phó Bí thư|Chủ tịch|Phó Chủ tịch|Trưởng|Phó Trưởng|Giám đốc|Thường trực|Hội đồng|Chính phủ|Quốc hội|Thủ tướng|Bộ trưởng"
    "|Chánh|Cấp ủy|Cấp uỷ|Phòng|Tổ|Đồn|Huyện|Các|Bộ Chỉ huy|Kho bạc|Ngân hàng|Tòa án|Viện kiểm sát|Đội|Chi bộ"
)
_BODIES = re.compile(
    rf"(?<![\w])(?:{_BODY_HEAD})(?=\s)(?:\s(?:{_CAPITAL}|ủy|uỷ|nhân|dân|tỉnh|thành|phố|huyện|xã|trung|ương|tra|chức|giáo|vận"
    r"|chính|đảng|cấp|phủ|quốc|đoàn|nữ|bộ|hợp|chiến|binh|thư|vụ|trực|tịch|đạo|các|đốc|trưởng|hội|sự|phòng|thường|thuộc|tham|mưu"
    rf"|nội|dựng|hoạch|đầu|tư|nghệ|học|tế|hoá|hóa|thao|lịch|tạo|nguyên|môi|nghiệp|triển|nông|thôn|tài|viễn|thông|khối|cơ|quan"
    rf"|lao|động|niên|vụ|cứu|kinh|doanh|và(?=\s[{UPPER}])))*"
)
_CLAUSE_WORDS = frozenset(
    "la do thay thuc giao hoan dat phan danh da phai duoc khong bao gom co dua lam phat tang giam rut tu den truoc sau"
    " trong tai o voi chu uoc khoang toi it tren hon moi con thanh xay trinh xep chiem bang ban ve vao va khi nham de".split()
)
_HARD = frozenset(".;:\n?!")
# What follows a document's number: its date, then its issuer.
_ISSUED = re.compile(
    r",?\s+ngày\s+(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_BY = re.compile(r",?\s+của\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage's tokens.

    Attributes:
        first, last: offsets of each token in the passage, ``text[first:last]``.
        tokens: folded, without marks, ``4`` for ``04``.
        marked: folded, with their marks.
        opens, closes: how a span may begin at, or end after, each token: 0 not at all, 1 at the end of a sentence or
            clause (``.;:``), 2 at a comma, 3 at a bracket or quotation mark, 4 at something marked, 5 at a small word.
        hard, soft: (tokens + 1,) how many sentence ends and commas stand before each token.
        brackets: (tokens + 1,) how many brackets are open before each token.
        marks: what is marked, as (mark, first token, token after the last).
    """

    first: Ints
    last: Ints
    tokens: tuple[str, ...]
    marked: tuple[str, ...]
    opens: Ints
    closes: Ints
    hard: Ints
    soft: Ints
    brackets: Ints
    marks: tuple[tuple[Mark, int, int], ...]

    def place(self, offset: int) -> int:
        """Return the number of the first token that begins at or after an offset."""
        return int(np.searchsorted(self.first, offset))

    def place_end(self, offset: int) -> int:
        """Return how many tokens end at or before an offset."""
        return int(np.searchsorted(self.last, offset, side="right"))


def read_passage(text: str, cited: Spans = (), agencies: Spans = ()) -> Reading:
    """Return the tokens of a passage, where clauses begin and end, and what is marked in it.

    Args:
        text: the passage.
        cited: offsets of the documents cited in it.
        agencies: offsets of the agencies that it assigns tasks to.
    """
    found = list(_TOKEN.finditer(text))
    first = np.array([match.start() for match in found], dtype=np.int32)
    last = np.array([match.end() for match in found], dtype=np.int32)
    marked = tuple(_fold(match.group()) for match in found)
    tokens = tuple(map(strip_marks, marked))
    gaps = _gaps(text, first, last)
    opens, closes = _find_borders(tokens, gaps)
    marks = tuple(_place_marks(first, last, _find_marks(text, cited, agencies)))
    for _, begin, end in marks:
        opens[begin] = opens[begin] or 4
        closes[end - 1] = closes[end - 1] or 4
    hard = np.cumsum([not _HARD.isdisjoint(gap) for gap in gaps], dtype=np.int32)
    soft = np.cumsum(["," in gap for gap in gaps], dtype=np.int32)
    brackets = np.cumsum([gap.count("(") - gap.count(")") for gap in gaps], dtype=np.int32)
    return Reading(first, last, tokens, marked, opens, closes, hard, soft, brackets, marks)


def read_facts(document: Document, passage: Passage) -> Reading:
    """Return a passage's tokens with the documents that it cites and the agencies that it assigns tasks to."""
    return read_passage(passage.text, *find_facts(document, passage))


def find_facts(document: Document, passage: Passage) -> tuple[Spans, Spans]:
    """Return the offsets in a passage of the documents that it cites and of the agencies with tasks in it."""
    cited = tuple(
        (start - passage.start, min(end, passage.end) - passage.start)
        for reference in document.references
        for start, end in reference.spans
        if passage.start <= start < passage.end
    )
    named = dict.fromkeys(task.agency for task in document.assignments if task.passage_id == passage.id)
    found = ((passage.text.find(agency), len(agency)) for agency in named)
    return cited, tuple((at, at + size) for at, size in found if at >= 0)


def _find_borders(tokens: Sequence[str], gaps: Sequence[str]) -> tuple[Ints, Ints]:
    borders = np.array([_border(gap) for gap in gaps], dtype=np.int32)
    opens, closes = borders[:-1].copy(), borders[1:].copy()
    if tokens:
        opens[0] = closes[-1] = 1
    for place, token in enumerate(tokens):
        if token in _CLAUSE_WORDS:
            opens[place] = opens[place] or 5
            if place:
                closes[place - 1] = closes[place - 1] or 5
    return opens, closes


def _fold(token: str) -> str:
    folded = fold_tone_placement(token).lower()
    return folded.lstrip("0") or "0" if folded[0] == "0" else folded


def _gaps(text: str, first: Ints, last: Ints) -> list[str]:
    edges = [0, *map(int, last)], [*map(int, first), len(text)]
    return [text[begin:end] for begin, end in zip(*edges, strict=True)]


def _border(gap: str) -> int:
    if any(sign in _HARD for sign in gap):
        return 1
    if "," in gap:
        return 2
    return 3 if any(sign in "()[]\"“”'‘’–" for sign in gap) or " - " in gap else 0


def _find_marks(text: str, cited: Spans, agencies: Spans) -> Iterator[tuple[Mark, int, int]]:
    for match in _DATES.finditer(text):
        yield "date", *match.span()
    yield from _find_quantities(text)
    for start, end in cited:
        yield from extend_citation(text, start, end)
    for match in _BODIES.finditer(text):
        yield "agency", *match.span()
    for start, end in agencies:
        yield "agency", start, end
    for match in _PEOPLE.finditer(text):
        yield "person", *match.span()


def _find_quantities(text: str) -> Iterator[tuple[Mark, int, int]]:
    for match in _QUANTITIES.finditer(text):
        digits = next(place for place in range(match.start(), match.end()) if text[place].isdigit())
        if not _FRAMEWORK.search(text[max(0, digits - 14) : digits]):
            cut = _AFTER_UNIT.search(text, digits, match.end())
            yield "number", match.start(), cut.start() if cut else match.end()


def extend_citation(text: str, start: int, end: int) -> Iterator[tuple[Mark, int, int]]:
    """Yield a cited document by its number, and with its date and its issuer where they follow."""
    yield "document", start, end
    dated = _ISSUED.match(text, end)
    if dated:
        end = dated.end()
        yield "document", start, end
    by = _BY.match(text, end)
    issuer = read_issuer(text, by.end()) if by else end
    if by and issuer > by.end():
        yield "document", start, issuer


def _place_marks(
    first: Ints, last: Ints, found: Iterator[tuple[Mark, int, int]]
) -> Iterator[tuple[Mark, int, int]]:
    for mark, start, end in found:
        begin, stop = int(np.searchsorted(first, start)), int(np.searchsorted(last, end, side="right"))
        if begin < stop:
            yield mark, begin, stop
