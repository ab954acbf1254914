"""Which language a question is in: Vietnamese with its marks or without, English, English with Vietnamese in it.

Words are weighed by how often each language writes them. A Vietnamese name says little in an English sentence,
an English word much in a Vietnamese one, so the two are not weighed alike.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.analysis import fold_tone_placement, strip_marks

QuestionLanguage = Literal["vi", "vi-nodiac", "en", "en-mixed"]

FOLDER = Path(__file__).parent / "models" / "marks"
SYLLABLES, ENGLISH_WORDS = "syllables.tsv", "english.tsv"

_SYMBOL = re.compile(r"\S*\d\S*|\b[^\W\d_]+(?:[-/][^\W\d_]+)+\b")
_CODE = re.compile(r"\d+[/-]?(?:\d{4}/)?[-/]?[A-ZĐ]{2}|[A-ZĐ]{2,}[-/][A-ZĐ]{2,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# Words that open English questions and are no Vietnamese syllables as they stand.
_OPENING = frozenset(
    "are did does give has have how is list show tell under was were what when where which who whom whose"
    " why".split()
)
_LONGEST_SYLLABLE = 7
_UNSEEN = 0.3  # the count of a word that a language's texts never use
_SPEAKS_VIETNAMESE, _SPEAKS_ENGLISH = 3.0, -5.0  # no word says more than that
_CLEARLY = 1.0


@dataclass(frozen=True, slots=True)
class Wordlist:
    """How often each language writes a word; Vietnamese ones without their marks."""

    vietnamese: Mapping[str, float]
    english: Mapping[str, float]
    vietnamese_total: float
    english_total: float

    def weigh(self, word: str) -> float:
        """Return the logarithm of how much likelier a bare word is in Vietnamese than in English."""
        if word not in self.vietnamese and (len(word) > _LONGEST_SYLLABLE or word in self.english):
            return _SPEAKS_ENGLISH
        in_vietnamese = self.vietnamese.get(word, _UNSEEN) / self.vietnamese_total
        in_english = self.english.get(word, _UNSEEN) / self.english_total
        return min(_SPEAKS_VIETNAMESE, max(_SPEAKS_ENGLISH, math.log(in_vietnamese / in_english)))


def detect_language(text: str) -> QuestionLanguage:
    """Return the language of a question; numbers and document symbols have none."""
    composed = unicodedata.normalize("NFC", text)
    wordlist = _load_wordlist()
    typed = _WORD.findall(_SYMBOL.sub(" ", composed))
    words = [fold_tone_placement(word).lower() for word in typed]
    if not words:
        return "vi"
    bare = [word for word in words if word == strip_marks(word)]
    marked = sum(strip_marks(word) in wordlist.vietnamese for word in words) - sum(
        word in wordlist.vietnamese for word in bare
    )
    weights = [wordlist.weigh(word) for word in bare]
    vietnamese = sum(weight > _CLEARLY for weight in weights)
    if marked:
        return "en-mixed" if _is_english_with_names(typed, words, marked + vietnamese) else "vi"
    if sum(weights) > 0:
        return "vi-nodiac"
    return "en-mixed" if vietnamese or _CODE.search(composed) else "en"


def _is_english_with_names(typed: Sequence[str], words: Sequence[str], vietnamese: int) -> bool:
    """Return whether a text with Vietnamese in it is an English one, by how it opens, ends, and by its bulk."""
    wordlist = _load_wordlist()
    english = [  # a capital in the middle makes a name, which either language may hold
        word == strip_marks(word)
        and (written.islower() or (place == 0 and not written.isupper()))
        and wordlist.weigh(word) < -_CLEARLY
        for place, (written, word) in enumerate(zip(typed, words, strict=True))
    ]
    framed = sum(english) > 1 and (english[0] or english[-1])
    return words[0] in _OPENING or framed or sum(english) > vietnamese


def needs_marks(text: str) -> bool:
    """Return whether a text is Vietnamese typed without a single mark."""
    return detect_language(text) == "vi-nodiac"


def read_counts(path: Path) -> dict[str, float]:
    """Read a file of words and their counts, separated by a tab."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word: float(count) for word, _, count in (line.partition("\t") for line in lines)}


@lru_cache(maxsize=1)
def _load_wordlist() -> Wordlist:
    bare: Counter[str] = Counter()
    for syllable, count in read_counts(FOLDER / SYLLABLES).items():
        bare[strip_marks(syllable)] += count  # type: ignore[assignment]
    english = read_counts(FOLDER / ENGLISH_WORDS)
    return Wordlist(bare, english, float(sum(bare.values())), sum(english.values()))
