"""The kinds of things a question asks for, by its question words in Vietnamese (with marks or without) and English."""

import re

from index.analysis import strip_marks
from search.result import AnswerKind

_DOCUMENT_NOUNS = (
    "van ban|nghi quyet|chi thi|quyet dinh|quy dinh|ke hoach|ket luan|chuong trinh|thong bao|cong van|luat|nghi dinh"
    "|thong tu|huong dan|quy che|de an|bao cao"
)
_ENGLISH_DOCUMENTS = (
    "documents?|resolutions?|directives?|decisions?|regulations?|plans?|conclusions?|programmes?|programs?|laws?"
    "|decrees?|circulars?|guidelines?|reports?|official letters?"
)
_AGENCY_NOUNS = "co quan|don vi|ban|bo phan|to chuc|so|uy ban|cap uy|van phong|noi|ben"
# The first pattern that fits decides; the narrower kinds come before the wider ones.
_WORDS: tuple[tuple[AnswerKind, str], ...] = (
        ("person", "(?:ai|nguoi|bi thu|ten gi) (?:nao )?(?:da )?ky|ky ten|nguoi ky|la ai$|dong chi nao|nhung ai|ten (?:cua )?(?:ong|ba|dong chi)|who signed"
         "|signed by whom|signatory|which (?:two |three )?(?:officials?|leaders?|people|persons?|comrades?)"),
        ("number", "bao nhieu|may (?:phan nghin|nguoi|cuoc|mo hinh|lan|phan tram|van ban|to chuc|ky|nhiem vu)|ty le|ti le"
         "|so luong|phan tram|how many|how much|what rank|how far|what (?:percentage|share|proportion|number|rate)|number of"),
        ("date", "khi nao|bao gio|luc nao|hom nao|ngay nao|han nao|thang nao|nam nao|quy nao|thoi han|han chot|han (?:nop|hoan thanh)"
         "|cham nhat|den bao gio|ngay ban hanh|thoi gian nao|when|by what date|what date|deadline|which (?:quarter|year|month)"
         "|by which|how long|what year"),
        ("document", rf"(?:{_DOCUMENT_NOUNS}) (?:so )?(?:nao|gi|may)|so hieu|so may|(?:which|what) (?:\w+ ){{0,2}}(?:{_ENGLISH_DOCUMENTS})"),
        ("agency", rf"ai|(?<!van )(?:{_AGENCY_NOUNS}) nao|chiu trach nhiem|chu tri|giao cho|who|whom|whose"
         "|(?:which|what) (?:\\w+ ){0,2}(?:body|bodies|agency|agencies|organi[sz]ations?|commissions?|committees?|units?|departments?|office)"),
        ("place", "o dau|tai dau|noi nao|dia phuong nao|tinh nao|where|which (?:city|province|district|place)"),
        ("definition", "la gi|nghia la|duoc hieu|dinh nghia|gom (?:nhung )?gi|what is meant|definition|what does .{3,40} mean"),
)  # fmt: skip
# What keywords without a question word most likely ask for.
_HINTS: tuple[tuple[AnswerKind, str], ...] = (
    ("date", "han|thoi gian|lich|ngay ban hanh|due|dated?|schedule|timetable|bao lau|may (?:ngay|thang|gio)|ngay may|how often"),
    ("number", "chi tieu|kinh phi|so tien|muc (?:ho tro|phat|thu|gia)|gia|von|dien tich|cong suat|targets?|budget|funding|amount|prices?"
     "|fees?|total|rate|share|percentage|capacity|subsidy|costs?|thiet hai|cach bao xa|bao xa|may"),
    ("agency", "trach nhiem cua|in charge|responsible|responsibility|task of|phan cong|lead agency"),
    ("document", "thay the|replaces?|supersedes?|bai bo|can cu|legal basis|implements"),
    ("person", "sign(?:ed|er|atory)|nguoi ky"),
)  # fmt: skip
_SEVERAL = re.compile(r"\bmấy\b(?! (?:giờ|tháng|năm|ngày))")
_PATTERNS = [(kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _WORDS]
_HINT_PATTERNS = [(kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _HINTS]


def read_intent(question: str) -> AnswerKind:
    """Return the kind of answer a question asks for; ``clause`` where it asks for no particular thing."""
    if _SEVERAL.search(question.lower()):  # without its mark the word means other things as well
        return "number"
    folded = strip_marks(question).lower()
    return next((kind for kind, pattern in _PATTERNS if pattern.search(folded)), "clause")


def read_wants(question: str) -> frozenset[AnswerKind]:
    """Return every kind of thing that a question asks for: ``who must do it, and by when`` asks for two.

    Keywords without a question word are taken for what they most likely ask for; ``clause`` stands for nothing in
    particular.
    """
    folded = strip_marks(question).lower()
    wants = {kind for kind, pattern in _PATTERNS if pattern.search(folded)}
    wants.add(read_intent(question))
    if wants == {"clause"}:
        wants |= {kind for kind, pattern in _HINT_PATTERNS if pattern.search(folded)}
    if "person" in wants:
        wants.discard("agency")
    return frozenset(wants - {"clause"} or wants)
