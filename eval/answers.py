"""How near an answer's words come to the right ones.

Source: Rajpurkar et al. 2016, "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (exact match and
token F1, the best over the right answers), with Vietnamese syllables as tokens and no articles to drop.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_SYLLABLE = re.compile(r"[^\W_]+")


def split_syllables(text: str) -> list[str]:
    """Return the syllables and numbers of the text, NFC and lower-cased, without punctuation."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def token_f1(found: str, right: str) -> float:
    """Return the harmonic mean of precision and recall of syllables, 0..1; two empty answers agree."""
    given, wanted = Counter(split_syllables(found)), Counter(split_syllables(right))
    if not given or not wanted:
        return float(given == wanted)
    shared = (given & wanted).total()
    return 2 * shared / (given.total() + wanted.total())


def score_answer(found: str | None, alternatives: Sequence[str]) -> tuple[float, float]:
    """Compare an answer with every right one.

    Args:
        found: the answer given, None if none was.
        alternatives: the right answers; none of them means that nothing should be answered.

    Returns:
        (token F1, exact match), each the best over the alternatives, 0..1.
    """
    rights = alternatives or ("",)
    text = found or ""
    exact = any(split_syllables(text) == split_syllables(right) for right in rights)
    return max(token_f1(text, right) for right in rights), float(exact)
