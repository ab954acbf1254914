"""The provinces and cities of Vietnam, those merged in 2025 among them: names that tell one library's documents apart."""

import re

_NAMES = (
    "an giang|ba ria ?-? ?vung tau|bac giang|bac kan|bac lieu|bac ninh|ben tre|binh dinh|binh duong|binh phuoc|binh thuan"
    "|ca mau|can tho|cao bang|da nang|dak lak|dak nong|dien bien|dong nai|dong thap|gia lai|ha giang|ha nam|ha noi|ha tinh"
    "|hai duong|hai phong|hau giang|hoa binh|hung yen|khanh hoa|kien giang|kon tum|lai chau|lam dong|lang son|lao cai|long an"
    "|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|phu yen|quang binh|quang nam|quang ngai|quang ninh|quang tri|soc trang"
    "|son la|tay ninh|thai binh|thai nguyen|thanh hoa|tien giang|tra vinh|tuyen quang|vinh long|vinh phuc|yen bai"
    "|thua thien ?-? ?hue|(?:thanh pho |tp[. ]{0,2})hue|hue city"
    "|(?:thanh pho |tp[. ]{0,2})ho chi minh|ho chi minh city|tp[. ]{0,2}hcm|hcmc|sai ?gon|haiphong|hanoi|danang"
)
PLACES = re.compile(rf"\b(?:{_NAMES})\b")
"""Matches the name of a place in lower case without marks; some English spellings and abbreviations, too."""
_BETWEEN = re.compile(r"[ .-]+")
_SAME = {
    "haiphong": "hai phong", "hanoi": "ha noi", "danang": "da nang",
    "thua thien hue": "hue", "thanh pho hue": "hue", "tp hue": "hue", "hue city": "hue",
} | dict.fromkeys(
    ("thanh pho ho chi minh", "tp ho chi minh", "ho chi minh city", "tp hcm", "tphcm", "hcmc", "sai gon", "saigon"),
    "ho chi minh",
)  # fmt: skip


def place_of(name: str) -> str:
    """Return the one name of a place for whichever name `PLACES` found, ``hai phong`` for ``haiphong``."""
    spaced = _BETWEEN.sub(" ", name)
    return _SAME.get(spaced, spaced)
