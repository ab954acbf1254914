"""Marks put back on Vietnamese typed without them, or with some of them.

The likeliest reading of a question is found by Viterbi search over the marked forms of each syllable, with the
probability of a syllable after the two before it; how sure it is comes from the forward-backward algorithm.
What a syllable was typed as counts too: in a text that bears its marks, a bare syllable is meant to be bare.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold_tone_placement, strip_marks
from index.language import FOLDER, SYLLABLES, detect_language, read_counts
from index.ngrams import Model

RUNS = "runs.npz"
BREAK, NUMBER = 0, 1  # what stands between sentences, and any number; syllables are counted from 2
FIRST_SYLLABLE = 2

Numbers = NDArray[np.int64]
Chances = NDArray[np.float64]

# A document's number or symbol is one token, so that no mark gets into it.
_CODE = r"(?=[^\s,;()]*\d)(?=[^\s,;()]*[^\W\d_])[^\s,;()]+|[A-ZĐ]{2,}(?:[-/][A-ZĐ]{2,})+"
_TOKEN = re.compile(rf"{_CODE}|[^\W\d_]+|\d+|[^\w\s]")
_PRIOR_COUNT = 30.0  # occurrences in the library after which its own habits have half of their greatest say
_OWN_SAY = 0.7
_NATURALLY_BARE = 0.27  # the share of syllables that bear no mark in Vietnamese as it is printed
_LEAST_MISSING, _MOST_MISSING = 0.02, 0.98
_HALF_TYPED = 0.1  # how seldom one of a syllable's two marks is typed where the other is not
_CANDIDATES = 12
_PRUNED = 1e-3  # forms less likely than this beside the best, by pairs alone, are not looked at by threes
_FLOOR = 1e-12
_BREAK = np.array([BREAK])


@dataclass(frozen=True, slots=True)
class Restoration:
    """A text with its marks.

    Attributes:
        text: as long as the typed one in NFC, letter by letter.
        confidence: geometric mean of the probabilities of the syllables that had a choice; 1 if none had.
        changed: whether it differs from what was typed.
    """

    text: str
    confidence: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Marked syllables by number, and the forms that a bare one may stand for, commonest first."""

    numbers: dict[str, int]
    forms: dict[str, tuple[str, ...]]

    @classmethod
    def build(cls, syllables: Sequence[str]) -> Self:
        """Make a lexicon of syllables given commonest first."""
        forms: dict[str, list[str]] = defaultdict(list)
        for syllable in syllables:
            forms[strip_marks(syllable)].append(syllable)
        numbers = {syllable: i for i, syllable in enumerate(syllables, start=FIRST_SYLLABLE)}
        return cls(numbers, {bare: tuple(marked[:_CANDIDATES]) for bare, marked in forms.items()})


@dataclass(frozen=True, slots=True)
class Habits:
    """What the library itself writes: how often each syllable, and how often one after another, by number."""

    singles: Mapping[int, float]
    pairs: Mapping[tuple[int, int], float]

    def blend(self, first: Numbers, second: Numbers, chances: Chances) -> Chances:
        """Return chances drawn to the library's own, the more the oftener it wrote the first syllable."""
        grid = list(zip(first.tolist(), second.tolist(), strict=True))
        known = {pair: self._own(*pair) for pair in set(grid)}
        say, own = np.array([known[pair] for pair in grid]).T
        return np.asarray((1 - say) * chances + say * own)

    def _own(self, first: int, second: int) -> tuple[float, float]:
        seen = self.singles.get(first, 0.0)
        if not seen:
            return 0.0, 0.0
        return _OWN_SAY * seen / (seen + _PRIOR_COUNT), self.pairs.get((first, second), 0.0) / seen


@dataclass(frozen=True, slots=True)
class _Token:
    """A syllable with the forms it may stand for, or anything else with none but itself."""

    start: int
    typed: str
    forms: tuple[str, ...]
    numbers: Numbers
    trust: Chances

    def keep(self, kept: NDArray[np.int64]) -> "_Token":
        forms = tuple(self.forms[i] for i in kept)
        return _Token(self.start, self.typed, forms, self.numbers[kept], self.trust[kept])


class MarksRestorer:
    """Puts marks back.

    Args:
        lexicon: the syllables of the base model.
        model: how likely they are one after another.
        habits: counts of the library that questions are put to.
    """

    def __init__(self, lexicon: Lexicon, model: Model, habits: Habits | None = None) -> None:
        self._lexicon = lexicon
        self._model = model
        self._habits = habits

    def with_counts(
        self, singles: Mapping[str, float], pairs: Mapping[tuple[str, str], float]
    ) -> "MarksRestorer":
        """Return a restorer that prefers a library's own words; those that the base lacks stay unknown.

        Args:
            singles: how often the library writes each syllable, lower case with marks.
            pairs: how often it writes one right after another.
        """
        numbers = self._lexicon.numbers
        known = {numbers[s]: n for s, n in singles.items() if s in numbers}
        joined = {(numbers[a], numbers[b]): n for (a, b), n in pairs.items() if a in numbers and b in numbers}
        return MarksRestorer(self._lexicon, self._model, Habits(known, joined))

    def restore(self, text: str) -> Restoration:
        """Return a text with its marks; English, numbers and symbols stay as they are."""
        typed = unicodedata.normalize("NFC", text)
        if detect_language(typed) in ("en", "en-mixed"):
            return Restoration(typed, 1.0, False)
        tokens = self._read(typed)
        if not any(form for token in tokens for form in token.forms):
            return Restoration(typed, 1.0, False)
        tokens = self._prune(tokens)
        chosen, confidence = _search(tokens, self._score_triples(tokens))
        restored = _write(typed, tokens, chosen)
        return Restoration(restored, confidence, restored != typed)

    def _read(self, text: str) -> list[_Token]:
        spans = [(found.start(), found.group()) for found in _TOKEN.finditer(text)]
        missing = self._guess_missing([token for _, token in spans])
        return [self._offer(start, token, missing) for start, token in spans]

    def _guess_missing(self, tokens: Sequence[str]) -> float:
        """Return the share of marks that were left out, from how many syllables are bare."""
        bare = sum(token.lower() in self._lexicon.forms for token in tokens)
        marked = sum(strip_marks(token) != token for token in tokens)
        if not marked:
            return _MOST_MISSING
        left_out = max(0.0, bare - marked * _NATURALLY_BARE / (1 - _NATURALLY_BARE) - 1)
        return min(_MOST_MISSING, max(_LEAST_MISSING, left_out / (left_out + marked)))

    def _offer(self, start: int, typed: str, missing: float) -> _Token:
        folded = fold_tone_placement(typed).lower()
        bare = strip_marks(folded)
        forms = self._lexicon.forms.get(bare, ())
        if folded != bare:  # some marks are there: only they and what they leave open
            forms = tuple(form for form in forms if _may_become(folded, form))
            missing *= _HALF_TYPED
        if not forms:
            number = NUMBER if any(map(str.isdigit, typed)) else BREAK
            return _Token(start, typed, ("",), np.array([number]), np.ones(1))
        trust = np.array([1.0 if form == folded else missing for form in forms])
        return _Token(start, typed, forms, np.array([self._lexicon.numbers[f] for f in forms]), trust)

    def _prune(self, tokens: Sequence[_Token]) -> list[_Token]:
        """Keep the forms that are likely by pairs alone (coarse to fine, Charniak et al. 2006)."""
        grids = self._score_pairs(tokens)
        forward = [np.ones(1)]
        for grid in grids:
            forward.append(_scale(forward[-1] @ grid))
        backward = [np.ones_like(forward[-1])]
        for grid in reversed(grids[1:]):
            backward.append(_scale(grid @ backward[-1]))
        kept = []
        for token, ahead, behind in zip(tokens, forward[1:], reversed(backward), strict=True):
            likely = ahead * behind
            kept.append(token.keep(np.flatnonzero(likely >= _PRUNED * likely.max())))
        return kept

    def _score_pairs(self, tokens: Sequence[_Token]) -> list[Chances]:
        (first, second), shapes = _grid([_BREAK, *(token.numbers for token in tokens)], 2)
        chances = self._model.score_pairs(first, second)
        if self._habits is not None:
            chances = self._habits.blend(first, second, chances)
        return _cut(chances, shapes, tokens)

    def _score_triples(self, tokens: Sequence[_Token]) -> list[Chances]:
        (first, second, third), shapes = _grid([_BREAK, _BREAK, *(token.numbers for token in tokens)], 3)
        chances = self._model.score_triples(first, second, third)
        if self._habits is not None:
            chances = self._habits.blend(second, third, chances)
        return _cut(chances, shapes, tokens)


def load_restorer(folder: Path | None = None) -> MarksRestorer:
    """Load the restorer that ships, or one that `index.training.marks` wrote into a folder."""
    folder = folder or FOLDER
    lexicon = Lexicon.build(list(read_counts(folder / SYLLABLES)))
    return MarksRestorer(lexicon, Model.load(folder / RUNS))


def _grid(sides: Sequence[Numbers], length: int) -> tuple[list[Numbers], list[tuple[int, ...]]]:
    """Return all runs of `length` neighbouring choices, end to end, and how many choices each place has."""
    shapes = [tuple(len(side) for side in sides[i : i + length]) for i in range(len(sides) - length + 1)]
    columns = []
    for column in range(length):
        parts = []
        for place, shape in enumerate(shapes):
            after = math.prod(shape[column + 1 :])
            before = math.prod(shape[:column])
            parts.append(np.tile(np.repeat(sides[place + column], after), before))
        columns.append(np.concatenate(parts))
    return columns, shapes


def _cut(chances: Chances, shapes: Sequence[tuple[int, ...]], tokens: Sequence[_Token]) -> list[Chances]:
    """Return one array a token, weighed by how its forms fit what was typed."""
    bounds = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    parts = np.split(chances + _FLOOR, bounds)
    return [
        part.reshape(shape) * token.trust for part, shape, token in zip(parts, shapes, tokens, strict=True)
    ]


def _search(tokens: Sequence[_Token], grids: Sequence[Chances]) -> tuple[list[int], float]:
    """Return the likeliest form of each token, and how sure that is.

    Viterbi 1967 over pairs of neighbouring forms; each choice's probability by forward-backward (Baum et al.
    1970). Each grid holds the chances of a token's forms after those of the two before it.
    """
    best, back, forward = np.ones((1, 1)), [], [np.ones((1, 1))]
    for grid in grids:
        reached = best[:, :, np.newaxis] * grid
        back.append(reached.argmax(axis=0))
        best = _scale(reached.max(axis=0))
        forward.append(_scale((forward[-1][:, :, np.newaxis] * grid).sum(axis=0)))
    chosen = _trace(best, back)
    behind, sure = np.ones_like(best), []
    for place in range(len(grids) - 1, -1, -1):
        if len(tokens[place].forms) > 1:
            likely = (forward[place + 1] * behind).sum(axis=0)
            sure.append(likely[chosen[place]] / likely.sum())
        behind = _scale((grids[place] * behind[np.newaxis, :, :]).sum(axis=2))
    return chosen, float(np.exp(np.mean(np.log(np.maximum(sure, _FLOOR))))) if sure else 1.0


def _trace(best: Chances, back: Sequence[Numbers]) -> list[int]:
    before, last = (int(i) for i in np.unravel_index(best.argmax(), best.shape))
    chosen: list[int] = []
    for pointers in reversed(back):
        chosen.append(last)
        before, last = int(pointers[before, last]), before
    return chosen[::-1]


def _scale(chances: Chances) -> Chances:
    return np.asarray(chances / chances.sum())


def _write(text: str, tokens: Sequence[_Token], chosen: Sequence[int]) -> str:
    letters = list(text)
    for token, choice in zip(tokens, chosen, strict=True):
        form = token.forms[choice]
        if form and fold_tone_placement(token.typed).lower() != form:
            for place, (was, new) in enumerate(zip(token.typed, form, strict=True), token.start):
                letters[place] = new.upper() if was.isupper() else new
    return "".join(letters)


@lru_cache(maxsize=4096)
def _may_become(typed: str, form: str) -> bool:
    """Return whether a form has every mark that was typed, and maybe more."""
    return all(
        set(unicodedata.normalize("NFD", was)) <= set(unicodedata.normalize("NFD", new))
        or (was, new) == ("d", "đ")
        for was, new in zip(typed, form, strict=True)
    )
