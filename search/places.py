"""The provinces and cities of Vietnam, those merged in 2025 among them: names that tell one library's documents apart."""

import re

_NAMES = (
    "an giang|ba ria vung tau|bac giang|bac kan|bac lieu|bac ninh|ben tre|binh dinh|binh duong|binh phuoc|binh thuan|ca mau|can tho"
    "|cao bang|da nang|dak lak|dak nong|dien bien|dong nai|dong thap|gia lai|ha giang|ha nam|ha noi|ha tinh|hai duong|hai phong"
    "|haiphong|hanoi|danang|saigon|hau giang|hoa binh|ho chi minh city|thanh pho ho chi minh|tp.? ?hcm|hung yen|khanh hoa|kien giang|kon tum|lai chau|lam dong"
    "|lang son|lao cai|long an|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|phu yen|quang binh|quang nam|quang ngai|quang ninh"
    "|quang tri|soc trang|son la|tay ninh|thai binh|thai nguyen|thanh hoa|thua thien hue|tien giang|tra vinh|tuyen quang|vinh long"
    "|vinh phuc|yen bai"
)
PLACES = re.compile(rf"\b(?:{_NAMES})\b")
"""Matches the name of a place in lower case without marks; English spellings that run syllables together, too."""
