"""Which words are Vietnamese syllables: how a text layer that is garbage is recognised."""

import re
import unicodedata
from collections.abc import Sequence

_ONSETS = "b ch d đ gi h kh l m n nh p ph r s t th tr v x".split()

# Consonants that are written in two ways, by the vowel that follows; the first before e, ê, i and y.
_BY_VOWEL = (("k", "c"), ("gh", "g"), ("ngh", "ng"))

# Rimes without their tone, as the school grammar lists them.
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yên yêm yêng yêt yêu ya "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong "
    "oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uê uêch uênh uêu ui uôc uôi uôm uôn uông uôt uơ um un ung up ut uc uy uya uych uyên uyêt "
    "uyn uynh uyt uyu ư ưa ưc ưi ưng ưn ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm"
).split()

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def _join_syllables() -> frozenset[str]:
    front = [rime for rime in _RIMES if rime[0] in "eêiy"]
    back = [rime for rime in _RIMES if rime[0] not in "eêiy"]
    found = {onset + rime for onset in ["", *_ONSETS] for rime in _RIMES}
    for before_front, before_back in _BY_VOWEL:
        found |= {before_front + rime for rime in front} | {before_back + rime for rime in back}
    found |= {"qu" + rime for rime in _RIMES if rime[0] not in "uưo"}
    found |= {"g" + rime for rime in _RIMES if rime[0] == "i"}
    return frozenset(found | {"quôc", "đăk", "lăk", "kan", "kon", "tum"})


_SYLLABLES = _join_syllables()
_ENGLISH = frozenset("the of and to in is for that with on as are by be this from or was not have it".split())
_SAMPLE = 20_000


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, with or without its marks in one piece, can be a Vietnamese syllable."""
    return _strip_tone(word) in _SYLLABLES


def share_of_syllables(text: str) -> float:
    """Return the share of the text's words that are Vietnamese syllables, 0 where it has no words."""
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def looks_garbled(text: str, at_least: int = 30) -> bool:
    """Whether text that should be Vietnamese is not: too few syllables, or hardly a mark among many.

    Args:
        text: what a text layer says.
        at_least: words below which nothing can be said, and False is returned.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    if len(words) < at_least or _is_english(words):
        return False
    share = sum(map(is_syllable, words)) / len(words)
    marked = sum(not word.isascii() for word in words) / len(words)
    return share < 0.6 or marked < 0.15


def _is_english(words: Sequence[str]) -> bool:
    return sum(word.lower() in _ENGLISH for word in words) > len(words) * 0.12


def _strip_tone(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", _TONES.sub("", decomposed))
