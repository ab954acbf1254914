"""Names set in capitals, given back their usual ones."""

import re
from collections.abc import Sequence

from corpus.letters import fold, is_upper
from corpus.vocabulary import ISSUERS

#: Names in their usual capitals, to give a name set in capitals its own.
_NAMES = (
    *ISSUERS.values(),
    *re.split(
        r", *",
        "Ban Chấp hành, Ban Thường vụ, Ban Bí thư, Bộ Chính trị, Trung ương Đảng, Trung ương, Đảng bộ, Đảng ủy, Đảng đoàn, Đảng"
        ", Thành ủy, Tỉnh ủy, Quận ủy, Huyện ủy, Thị ủy, Thành đoàn, Tỉnh đoàn, Ủy ban nhân dân, Hội đồng nhân dân"
        ", Ủy ban Kiểm tra, Ban Tổ chức, Ban Tuyên giáo và Dân vận, Ban Tuyên giáo, Ban Dân vận, Ban Nội chính, Ban Kinh tế"
        ", Ban cán sự đảng, Các cơ quan, Văn phòng, Hội nghị, Chi bộ, Sở Tài chính, Sở Nội vụ, Sở Tư pháp, Sở Y tế, Sở Công Thương"
        ", Sở Xây dựng, Sở Giáo dục và Đào tạo, Sở Giao thông vận tải, Sở Thông tin và Truyền thông, Sở Khoa học và Công nghệ"
        ", Sở Kế hoạch và Đầu tư, Sở Lao động - Thương binh và Xã hội, Sở Nông nghiệp và Phát triển nông thôn"
        ", Sở Nông nghiệp và Môi trường, Sở Tài nguyên và Môi trường, Sở Văn hóa, Sở Du lịch, tỉnh, thành phố, huyện, quận, thị xã"
        ", thị trấn, xã, phường, đặc khu, khối, và, của, các, Bí thư, Phó Bí thư, Tổng Bí thư, Chủ tịch, Phó Chủ tịch, Thủ tướng"
        ", Phó Thủ tướng, Bộ trưởng, Thứ trưởng, Giám đốc, Phó Giám đốc, Tổng Giám đốc, Phó Tổng Giám đốc, Chánh Văn phòng"
        ", Phó Chánh Văn phòng, Trưởng ban, Phó Trưởng ban, Chủ nhiệm, Phó Chủ nhiệm, Thường trực, Cục trưởng, Phó Cục trưởng"
        ", Vụ trưởng, Hiệu trưởng, Phó Hiệu trưởng, Trưởng đoàn, Tư lệnh, Chính ủy, Viện trưởng, Chánh án, Thống đốc"
        ", Tổng Thanh tra, Tổng Kiểm toán, Ủy viên, Trưởng phòng, Tổng cục, Tổng cục trưởng, Quân ủy Trung ương",
    ),
)
_FIELDS = tuple(name.removeprefix("Sở ") for name in _NAMES if name.startswith("Sở "))
_CAPITALS: dict[tuple[str, ...], tuple[bool, ...]] = {
    tuple(fold(name).split()): tuple(word[0].isupper() for word in name.split())
    for name in (*_NAMES, *_FIELDS)
}
_LONGEST = max(map(len, _CAPITALS))
#: Names of one word must have their own marks: ``QUẬN`` is a district, ``QUẢN`` the beginning of a place.
_WORDS = frozenset(name.lower() for name in _NAMES if " " not in name)
_ABBREVIATIONS = frozenset(symbol for symbol in ISSUERS if symbol.isupper() and len(symbol) > 2)

_MARKS = ",:;()"


def normal_case(name: str, text: str = "") -> str:
    """Return a name set in capitals in its usual ones: as the text writes it, else as such names are written.

    Syllables of no known name are taken for a place and begin with a capital.
    """
    name = " ".join(name.split())
    if not is_upper(name):
        return name
    written = [text[found.start() : found.end()] for found in re.finditer(re.escape(fold(name)), fold(text))]
    usual = [found for found in written if found[0].isupper() and not is_upper(found, 0.5)]
    if usual:
        return next((found for found in usual if found.lower() == name.lower()), usual[0])
    return _recapitalise(name.split())


def _recapitalise(words: Sequence[str]) -> str:
    result: list[str] = []
    folded = [fold(word).strip(_MARKS) for word in words]
    while len(result) < len(words):
        at = len(result)
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            capitals = _CAPITALS.get(tuple(folded[at : at + size]))
            if capitals and (size > 1 or words[at].lower().strip(_MARKS) in _WORDS):
                break
        else:
            capitals = (True,)
        for word, capital in zip(words[at:], capitals, strict=False):
            result.append(_recase(word, capital))
    return " ".join(result)


def _recase(word: str, capital: bool) -> str:
    if word.strip(_MARKS) in _ABBREVIATIONS:
        return word
    return word.capitalize() if capital else word.lower()
