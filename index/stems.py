"""English words brought to one form, so that ``programmes``, ``program`` and ``organised``, ``organizing`` meet.

A light stemmer in the manner of Harman 1991 ("How Effective Is Suffixing?"): endings of number and tense, and the
spellings that differ between Britain and America. It leaves ``policy`` and ``police`` apart.
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"^(.{2,})our(s|ed|ing|able|al|hood|hoods)?$"), r"\1or\2"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"^(cent|theat|met|fib|lit)re(s?)$"), r"\1er\2"),
    (re.compile(r"^defence"), "defense"),
    (re.compile(r"^licence"), "license"),
    (re.compile(r"^practise"), "practice"),
    (re.compile(r"lling$"), "ling"),
    (re.compile(r"lled$"), "led"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
)
_IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "led": "lead", "held": "hold",
    "met": "meet", "built": "build", "made": "make", "taken": "take", "took": "take", "gave": "give",
    "given": "give", "sent": "send", "set": "set", "wrote": "write", "written": "write", "chose": "choose",
    "chosen": "choose", "sought": "seek", "taught": "teach", "spent": "spend", "kept": "keep", "paid": "pay",
    "laid": "lay", "won": "win", "began": "begin", "begun": "begin", "criteria": "criterion", "data": "data",
    "series": "series", "news": "news", "media": "media", "bases": "basis", "crises": "crisis",
}  # fmt: skip
_DERIVED = (
    "ization",
    "ation",
    "ition",
    "ment",
    "ance",
    "ence",
    "ness",
    "ity",
    "ion",
    "ive",
    "ant",
    "or",
    "er",
    "al",
    "ly",
)
_SHORTEST = 4


def read_words(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, word) of every word of a text; a possessive ending belongs to none."""
    found = []
    for match in _WORD.finditer(text):
        word = re.sub(r"[’']s?$|[’']s$", "", match.group())
        found.append((match.start(), match.start() + len(word), word))
    return found


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return the form that a word shares with its plural, its tenses and its other spelling."""
    folded = re.sub(r"[’']s?$|[’']s$", "", word.lower())
    if folded in _IRREGULAR:
        return _drop_e(_IRREGULAR[folded])
    for pattern, spelling in _SPELLINGS:
        folded = pattern.sub(spelling, folded)
    return _drop_e(_drop_tense(_drop_plural(folded)))


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """Return a shorter form shared with nouns and adjectives made of a word: ``implementation``, ``implement``."""
    short = stem(word)
    while (shorter := _drop_ending(short)) != short:
        short = shorter
    return short


def _drop_ending(word: str) -> str:
    for ending in _DERIVED:
        for tail in (ending, ending.removesuffix("e")):
            if word.endswith(tail) and len(word) - len(tail) >= _SHORTEST:
                return _drop_e(word.removesuffix(tail))
    return word


def _drop_plural(word: str) -> str:
    if len(word) > _SHORTEST and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _SHORTEST and word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if len(word) >= _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _drop_tense(word: str) -> str:
    if len(word) > _SHORTEST and word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and re.search(r"[aeiouy]", rest):
            doubled = len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            return rest[:-1] if doubled else rest
    return word


def _drop_e(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST and word.endswith("e") else word
