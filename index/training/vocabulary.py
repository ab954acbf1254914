"""The encoder's vocabulary: syllables, words of several syllables, English words and their pieces.

The tokenizer is a unigram language model (Kudo 2018, "Subword Regularization") whose pieces may reach across
spaces, so that ``ban chấp hành`` is one token and an unknown name falls into the pieces of its English teacher.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.tokens import SPACE, UNKNOWN, Tokenizer, is_phrase, make_unigram

_WORD = re.compile(r"[^\W_]+")
_LONGEST_PHRASE = 4
_RARE = 0.3  # the count given to a teacher's word that the texts never use
_PIECE = 1e-4  # the count given to a piece inside a word: whole words win
_TONE_PLACEMENT = tuple(
    (old, new)
    for olds, news in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How often something must occur to be a token, and how many phrases are kept."""

    syllable: int = 4
    english: int = 2
    phrase: int = 60
    phrases: int = 14_000


def build_tokenizer(
    vietnamese: Iterable[str],
    english: Iterable[str],
    terms: Iterable[str],
    teacher: Iterable[str],
    limits: Limits,
) -> Tokenizer:
    """Make the tokenizer from texts.

    Args:
        vietnamese: texts whose syllables and collocations become tokens.
        english: texts whose words become tokens.
        terms: phrases of either language that become one token each.
        teacher: the WordPiece vocabulary of the English teacher, ``##`` before pieces inside a word.
        limits: the thresholds.
    """
    syllables, phrases = _count_phrases(map(fold, vietnamese), limits)
    counts: dict[str, float] = {s: n for s, n in syllables.items() if n >= limits.syllable}
    words = Counter(word for text in english for word in _WORD.findall(fold(text)))
    for word, count in words.items():
        if count >= limits.english:
            counts[word] = counts.get(word, 0) + count
    counts |= phrases
    for term in terms:
        parts = _WORD.findall(fold(term))
        if 1 < len(parts) <= _LONGEST_PHRASE + 1:
            counts.setdefault(" ".join(parts), 1.0)
    return _assemble(counts, list(teacher))


def fold(text: str) -> str:
    """Return what the tokenizer's own normaliser makes of a text."""
    text = unicodedata.normalize("NFC", text).lower().replace("ð", "đ")
    for old, new in _TONE_PLACEMENT:
        text = text.replace(old, new)
    return text


def _count_phrases(texts: Iterable[str], limits: Limits) -> tuple[Counter[str], dict[str, float]]:
    """Count syllables, and the phrases that occur oftener than their parts would by chance."""
    singles: Counter[str] = Counter()
    grams: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        for clause in re.split(r"[^\w\s]|_", text):
            syllables = clause.split()
            singles.update(syllables)
            for n in range(2, _LONGEST_PHRASE + 1):
                grams.update(zip(*(syllables[i:] for i in range(n)), strict=False))
    total = singles.total()
    scored = []
    for gram, count in grams.items():
        if count >= limits.phrase and all(s.isalpha() for s in gram):
            chance = max(
                _count(gram[:i], singles, grams) * _count(gram[i:], singles, grams)
                for i in range(1, len(gram))
            )
            scored.append((count * math.log(count * total / chance), gram, count))
    best = sorted(scored, reverse=True)[: limits.phrases]
    return singles, {" ".join(gram): float(count) for _, gram, count in best}


def _count(gram: tuple[str, ...], singles: Counter[str], grams: Counter[tuple[str, ...]]) -> int:
    return singles[gram[0]] if len(gram) == 1 else grams[gram]


def _assemble(counts: dict[str, float], teacher: list[str]) -> Tokenizer:
    pieces: dict[str, float] = {UNKNOWN: -100.0, SPACE: -100.0}
    total = sum(counts.values())
    for word, count in counts.items():
        pieces[SPACE + word.replace(" ", SPACE)] = math.log(count / total)
    for token in teacher:
        inside = token.startswith("##")
        letters = token.removeprefix("##")
        if letters.isalnum() and (len(letters) > 1 or inside):
            piece = letters if inside else SPACE + letters
            pieces.setdefault(piece, math.log((_PIECE if inside else _RARE) / total))
    alphabet = {letter for word in counts for letter in word if letter != " "}
    for letter in sorted(alphabet):
        pieces.setdefault(letter, math.log(_PIECE / total) - 5)
    pieces = dict(sorted(pieces.items(), key=lambda entry: is_phrase(entry[0])))  # phrases last
    return make_unigram(pieces, {"ð": "đ"} | dict(_TONE_PLACEMENT))


def list_pieces(tokenizer: Tokenizer) -> list[str]:
    """Return the pieces in the order of their numbers."""
    numbers = tokenizer.get_vocab()
    return sorted(numbers, key=numbers.__getitem__)
