"""The provinces and cities of Vietnam, those merged in 2025 among them: names that tell one library's documents apart."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from corpus.letters import fold
from index.analysis import fold_tone_placement, strip_marks

_NAMES = fold_tone_placement(
    "an giang|bà rịa ?-? ?vũng tàu|bắc giang|bắc kạn|bạc liêu|bắc ninh|bến tre|bình định|bình dương|bình phước|bình thuận"
    "|cà mau|cần thơ|cao bằng|đà nẵng|đ[ăắ]k l[ăắ]k|đắc lắc|đ[ăắ]k nông|điện biên|đồng nai|đồng tháp|gia lai|hà giang|hà nam|hà nội"
    "|hà tĩnh|hải dương|hải phòng|hậu giang|hòa bình|hưng yên|khánh hòa|kiên giang|kon tum|lai châu|lâm đồng|lạng sơn|lào cai"
    "|long an|nam định|nghệ an|ninh bình|ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|quảng trị"
    "|sóc trăng|sơn la|tây ninh|thái bình|thái nguyên|thanh hóa|tiền giang|trà vinh|tuyên quang|vĩnh long|vĩnh phúc|yên bái"
    "|thừa thiên ?-? ?huế|(?:thành phố |tp[. ]{1,2})huế|hue city"
    "|(?:thành phố |tp[. ]{0,2})hồ chí minh|ho chi minh city|tp[. ]{0,2}hcm|hcmc|sài gòn|saigon|haiphong|hanoi|danang"
)
_MARKED = re.compile(_NAMES)
_BARE = re.compile(rf"\b(?:{strip_marks(_NAMES)})\b")
_BETWEEN = re.compile(r"[\s.–-]+")
_PLAIN = {0xA0: " ", ord("–"): "-"}
_SAME = {
    "haiphong": "hai phong", "hanoi": "ha noi", "danang": "da nang", "dac lac": "dak lak",
    "thua thien hue": "hue", "thanh pho hue": "hue", "tp hue": "hue", "hue city": "hue",
} | dict.fromkeys(
    ("thanh pho ho chi minh", "tp ho chi minh", "ho chi minh city", "tp hcm", "tphcm", "hcmc", "sai gon", "saigon"),
    "ho chi minh",
)  # fmt: skip
LOOKED_AT = 20_000
"""Characters of a document by which `place_named_most` is to tell; it remembers what it was asked."""
_OFTEN = 3  # mentions of a place from which a document may be taken to be about it


def find_places(text: str) -> frozenset[str]:
    """Return the provinces and cities that a question names, in lower case without marks, by the names it gives them.

    A name may be typed without its marks, but not with others: ``diễn biến`` is no place.
    """
    return frozenset(name for name, _ in _find(text))


@lru_cache(maxsize=20_000)
def places_in(text: str) -> frozenset[str]:
    """Return the places that a text of a document names with capitals, each by its one name; see `place_of`."""
    return frozenset(_find_capitals(text))


@lru_cache(maxsize=1_000)  # some 40 MB of texts at most
def place_named_most(text: str) -> frozenset[str]:
    """Return the place that a document is about by its text: named several times, and more often than all others."""
    counts = Counter(_find_capitals(text))
    best, count = counts.most_common(1)[0] if counts else ("", 0)
    return frozenset({best}) if count >= _OFTEN and 2 * count > counts.total() else frozenset()


def place_of(name: str) -> str:
    """Return the one name of a place for whichever name was found, ``hai phong`` for ``haiphong``."""
    spaced = _BETWEEN.sub(" ", name)
    return _SAME.get(spaced, spaced)


def _find(text: str) -> Iterator[tuple[str, int]]:
    """Yield the name of every place without marks, and where it stands."""
    for found in _BARE.finditer(fold(text)):
        typed = text[found.start() : found.end()].translate(_PLAIN)
        typed = fold_tone_placement(typed).lower()
        if typed == found.group() or _MARKED.fullmatch(typed):
            yield found.group(), found.start()


def _find_capitals(text: str) -> Iterator[str]:
    """Yield the one name of every place whose last word has a capital: ``thành phố Huế``, but not ``hòa bình``."""
    for name, start in _find(text):
        last = _BETWEEN.split(text[start : start + len(name)])[-1]
        if last[:1].isupper():
            yield place_of(name)
