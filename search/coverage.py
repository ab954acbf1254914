"""How much of a question passages hold: by passage, by sentence, with their context, as shares by rarity.

A question is a bag of concepts. A concept of a Vietnamese question is a syllable, or two in a row; of an English one
it is a term with its Vietnamese readings, of which the one that fits a passage best counts.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.letters import fold
from index.analysis import bare_syllables, pair
from index.forward import Gathered
from search.reading import Ask

Scores = NDArray[np.float32]
Rarity = Callable[[str], float]

# Words of asking, without marks: no passage need hold them.
_ASKING = re.compile(
    r"\b(?:bao nhieu|bao gio|bao lau|bao xa|nhu the nao|the nao|ra sao|tai sao|vi sao|lam sao|khi nao|luc nao|o dau|la gi|la ai"
    r"|nhung gi|nhung ai|gi|nao|ai|may|phai khong|hay khong|hay chua|co khong|duoc khong|thi sao|cho biet|cho toi hoi|xin hoi|cho hoi)\b"
)


@dataclass(frozen=True, slots=True)
class Concepts:
    """What a question asks for, as weighted alternatives of words.

    Attributes:
        words: every word that some alternative has.
        shares: how much of each alternative each word is, (alternatives, words).
        trust: how likely each alternative is meant, beside the likeliest of its concept, (alternatives,).
        firsts: the first alternative of each concept, (concepts,).
        weights: of each concept, (concepts,).
    """

    words: tuple[str, ...]
    shares: Scores
    trust: Scores
    firsts: NDArray[np.int64]
    weights: Scores

    @classmethod
    def build(cls, concepts: Sequence[Sequence[tuple[float, Sequence[str]]]], rarity: Rarity) -> "Concepts":
        """Return concepts, each given as its alternatives: how likely, and of which words."""
        words = tuple(dict.fromkeys(word for one in concepts for _, held in one for word in held))
        place = {word: at for at, word in enumerate(words)}
        rare = np.array([rarity(word) for word in words], dtype=np.float32)
        alternatives = [(chance, held) for one in concepts for chance, held in one]
        shares = np.zeros((len(alternatives), len(words)), dtype=np.float32)
        for row, (_, held) in enumerate(alternatives):
            shares[row, [place[word] for word in held]] = 1
        shares *= rare
        sizes = shares.sum(axis=1)
        firsts = np.cumsum([0, *map(len, concepts)])[:-1].astype(np.int64)
        chances = np.array([chance for chance, _ in alternatives], dtype=np.float32)
        if not alternatives:
            none = np.zeros(0, dtype=np.float32)
            return cls(words, shares, none, firsts, none)
        best = np.maximum.reduceat(chances, firsts)
        counts = np.diff(np.append(firsts, len(alternatives)))
        likeliest = np.repeat(best, counts)
        weights = np.maximum.reduceat(np.where(chances >= likeliest, sizes * chances, 0), firsts)
        shares /= np.maximum(sizes, 1e-6)[:, np.newaxis]
        return cls(words, shares, chances / np.maximum(likeliest, 1e-6), firsts, weights)

    def fit(self, held: Scores) -> Scores:
        """Return how much of each concept is held, 0..1.

        Args:
            held: 1 where a word is held, (words, places).

        Returns:
            (concepts, places).
        """
        if not len(self.weights):
            return np.zeros((0, held.shape[1]), dtype=np.float32)
        fitted = (self.shares @ held) * self.trust[:, np.newaxis]
        return np.asarray(np.maximum.reduceat(fitted, self.firsts, axis=0))

    def find_missing(self, fitted: Scores) -> Scores:
        """Return the share of the weightiest concept that is not held, (places,), given what `fit` returned."""
        total = np.float32(max(float(self.weights.sum()), 1e-6))
        if not len(self.weights):
            return np.zeros(fitted.shape[1], dtype=np.float32)
        return np.asarray((self.weights[:, np.newaxis] * (1 - fitted)).max(axis=0) / total)

    def share(self, fitted: Scores) -> Scores:
        """Return the share of the question that is held, (places,), given what `fit` returned."""
        total = float(self.weights.sum())
        return (
            np.asarray(self.weights @ fitted / np.float32(total))
            if total
            else np.zeros(fitted.shape[1], np.float32)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question's concepts: words alone, and two in a row."""

    single: Concepts
    pairs: Concepts


def read_concepts(ask: Ask, rarity: Rarity) -> Question:
    """Return the concepts of a question; its words of asking are left out."""
    single: dict[str, list[tuple[float, tuple[str, ...]]]] = {}
    pairs: dict[str, list[tuple[float, tuple[str, ...]]]] = {}
    for text in (ask.vietnamese, ask.unmarked):
        for run in split_asking(text):
            tokens = bare_syllables(run)
            single.update({token: [(1.0, (token,))] for token in tokens})
            pairs.update({two: [(1.0, (two,))] for two in pair(tokens)})
    for place, group in enumerate(ask.terms):
        readings = [(r.weight, bare_syllables(r.vietnamese)) for r in group]
        single[f" {place}"] = [
            (weight, tuple(dict.fromkeys(tokens))) for weight, tokens in readings if tokens
        ]
        longer = [
            (weight, tuple(dict.fromkeys(pair(tokens)))) for weight, tokens in readings if len(tokens) > 1
        ]
        if longer:
            pairs[f" {place}"] = longer
    return Question(
        Concepts.build([one for one in single.values() if one], rarity),
        Concepts.build(list(pairs.values()), rarity),
    )


def split_asking(text: str) -> list[str]:
    """Return the runs of a text between its words of asking.

    Args:
        text: NFC.
    """
    runs, start = [], 0
    for found in _ASKING.finditer(fold(text)):
        runs.append(text[start : found.start()])
        start = found.end()
    return [*runs, text[start:]]


def find_words(words: Sequence[str], numbers: Mapping[str, int], gathered: Gathered) -> Scores:
    """Return 1 where a sentence has a word, (words, sentences).

    Args:
        words: without marks.
        numbers: of the vocabulary.
        gathered: sentences of passages.
    """
    slots = _slots([numbers.get(word, -1) for word in words], len(numbers))
    found = slots[gathered.tokens]
    held = np.zeros((len(words), len(gathered.firsts)), dtype=np.float32)
    at = np.flatnonzero(found >= 0)
    held[found[at], gathered.sentence_of[at]] = 1
    return held


def find_pairs(pairs: Sequence[str], numbers: Mapping[str, int], gathered: Gathered) -> Scores:
    """Return 1 where a sentence has two words in a row, (pairs, sentences); see `find_words`."""
    held = np.zeros((len(pairs), len(gathered.firsts)), dtype=np.float32)
    split = [two.split(" ") for two in pairs]
    known = list(dict.fromkeys(word for two in split for word in two))
    place = {word: at for at, word in enumerate(known)}
    wanted = np.full((len(known) + 1, len(known) + 1), -1, dtype=np.int32)
    for row, (first, second) in enumerate(split):
        wanted[place[first], place[second]] = row
    slots = _slots([numbers.get(word, -1) for word in known], len(numbers))
    found = slots[gathered.tokens]
    if len(found) < 2 or not pairs:
        return held
    sentence = gathered.sentence_of
    rows = wanted[found[:-1], found[1:]]
    at = np.flatnonzero((rows >= 0) & (sentence[:-1] == sentence[1:]))
    held[rows[at], sentence[at]] = 1
    return held


def hold(words: Sequence[str], texts: Sequence[frozenset[str]]) -> Scores:
    """Return 1 where a text has a word, (words, texts); equal texts are looked at once."""
    distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    held = np.array([[word in text for text in distinct] for word in words], dtype=np.float32)
    places = np.array([distinct[text] for text in texts], dtype=np.int64)
    return held.reshape(len(words), len(distinct))[:, places]


def _slots(numbers: Sequence[int], size: int) -> NDArray[np.int32]:
    """Return the place of each number of the vocabulary among the given ones, -1 where it is none of them."""
    slots = np.full(size, -1, dtype=np.int32)
    for place, number in enumerate(numbers):
        if number >= 0:
            slots[number] = place
    return slots
