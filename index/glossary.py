"""English terms of administration read as Vietnamese, from a file that a person can edit (`index.terms`)."""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import terms as term_file
from index.analysis import strip_marks
from index.stems import read_words, root, stem
from index.terms import Fault, GlossaryError, Term, read_terms

__all__ = ["Fault", "Glossary", "GlossaryError", "Reading", "Term", "check", "load_glossary"]

SHIPPED = Path(__file__).parent / "models" / "glossary" / "glossary.tsv"
TermFrequency = Callable[[str], float]

_ARTICLES = frozenset({"the", "a", "an"})
_ELIDED = _ARTICLES | {"of", "s"}
# Words that bind a sentence together: alone they name nothing.
_BINDING = frozenset(
    "about above after all also and any are as at be been before being below between both but by can could did do"
    " does down during each for from had has have he her here his how i if in into is it its just like may me might"
    " more most must my no nor not of off on once one only or other our out over own per she should since so some"
    " such than that their them then there these they this those through to too under until up upon us very was we"
    " were what when where whether which while who whom whose why will with within would you your".split()
)
# What a common word is worth whose meaning hangs on the sentence; 1 is a term of the field.
_COMMON = {
    word: worth
    for worth, words in (
        (0.25, "get give go make put see set take use come keep find say tell show call mean want need look"),
        (
            0.4,
            "cover address key major share lead case way thing part point line order part side hold run turn",
        ),
        (
            0.55,
            "issue plan form period term number work head body area level general main new good great high",
        ),
    )
    for word in words.split()
}
_DOMAIN_WORTH = {"question": 0.1, "adjective": 0.7, "adjectives": 0.7, "abstract_nouns": 0.8, "time": 0.7}
_FROM_ROOT = 0.5  # what a reading is worth that shares only the root with the question's word
_LATER_VARIANT = 0.75  # each further variant on a line is that much less what the term is called
_OTHER_CASE = (
    0.3  # what a reading is worth whose English is a name where the question has none, or the other way
)
_UNUSED = 0.02  # the share of passages granted to a term that the library never writes
_LEAST_WEIGHT = 0.02
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Reading:
    """A Vietnamese reading of some words of an English question.

    Attributes:
        start, end: offsets of the English words in the question.
        source: these words.
        vietnamese: the term.
        weight: 0..1. Readings of one span are alternatives; the likeliest has the span's worth, the others a
            share of it by how likely they are beside it.
    """

    start: int
    end: int
    source: str
    vietnamese: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Sense:
    vietnamese: str
    chance: float
    domain: str
    capitals: bool
    proper: bool


class Glossary:
    """Finds the terms of an English question, the longest first."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        self._by_stem = _index_senses(terms, stem, _LONGEST)
        self._by_root = _index_senses(terms, root, 1)

    def translate(self, question: str) -> tuple[Reading, ...]:
        """Return the readings of a question's terms, in the question's order, the likeliest of a term first.

        Numbers, document symbols, words with Vietnamese marks and names are left alone.
        """
        return self.weighted(question)

    def weighted(self, question: str, term_frequency: TermFrequency | None = None) -> tuple[Reading, ...]:
        """Return the same readings, those that the library itself writes preferred.

        Args:
            question: in English.
            term_frequency: the share of the library's passages that use a Vietnamese term, 0..1.
        """
        readings: list[Reading] = []
        for words, senses, trust in self._match(question):
            start, end = words[0][0], words[-1][1]
            worth = trust * _find_worth(words)
            for sense, chance in _rank(senses, term_frequency, _is_proper(words, question)):
                weight = worth * chance * _DOMAIN_WORTH.get(sense.domain, 1.0)
                if weight >= _LEAST_WEIGHT:
                    readings.append(
                        Reading(start, end, question[start:end], sense.vietnamese, round(weight, 4))
                    )
        return tuple(readings)

    def _match(self, question: str) -> Iterator[tuple[list[tuple[int, int, str]], list[_Sense], float]]:
        words = [word for word in read_words(question) if not _is_code(question, word[0], word[1])]
        place = 0
        while place < len(words):
            length, senses, trust = self._longest(question, words, place)
            if senses:
                yield words[place : place + length], senses, trust
            place += max(1, length)

    def _longest(
        self, question: str, words: Sequence[tuple[int, int, str]], place: int
    ) -> tuple[int, list[_Sense], float]:
        if words[place][2].lower() in _ELIDED:
            return 1, [], 0.0
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            run = words[place : place + length]
            if run[-1][2].lower() in _ELIDED or not _is_unbroken(question, run):
                continue
            senses = [s for s in self._by_stem.get(_key(run, stem), []) if _fits(s, run)]
            if senses:
                return length, senses, 1.0
        if _is_ordinary(words, place):
            senses = [s for s in self._by_root.get((root(words[place][2]),), []) if not s.capitals]
            return 1, senses, _FROM_ROOT
        return 1, [], 0.0


def load_glossary(path: Path | None = None) -> Glossary:
    """Load the glossary that ships, or another of the same form; broken lines are passed over.

    Raises:
        GlossaryError: the file can't be read.
    """
    return Glossary(list(read_terms(path or SHIPPED)))


def check(path: Path | None = None) -> tuple[Fault, ...]:
    """Return what is wrong in a glossary, by default in the one that ships.

    Raises:
        GlossaryError: the file can't be read.
    """
    return term_file.check(path or SHIPPED)


def _index_senses(
    terms: Sequence[Term], shorten: Callable[[str], str], longest: int
) -> Mapping[tuple[str, ...], list[_Sense]]:
    found: dict[tuple[str, ...], dict[str, _Sense]] = defaultdict(dict)
    for term in terms:
        for place, variant in enumerate(term.english):
            words = read_words(variant)
            # Numbers are left alone, and so is what is made of them.
            if not 0 < len(words) <= longest or re.search(r"\d", variant):
                continue
            chance = _LATER_VARIANT**place
            sense = _Sense(term.vietnamese, chance, term.domain, _is_acronym(variant), variant[0].isupper())
            found[_key(words, shorten)].setdefault(term.vietnamese, sense)
    return {key: list(senses.values()) for key, senses in found.items()}


def _key(words: Sequence[tuple[int, int, str]], shorten: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(shorten(word) for _, _, word in words if word.lower() not in _ELIDED)


def _fits(sense: _Sense, run: Sequence[tuple[int, int, str]]) -> bool:
    """Return whether words may have a sense: acronyms want capitals, binding words bind."""
    if len(run) > 1:
        return True
    word = run[0][2]
    if sense.capitals:
        return word.isupper() or word.lower() not in _BINDING
    return word.lower() not in _BINDING or sense.domain == "question"


def _find_worth(words: Sequence[tuple[int, int, str]]) -> float:
    return min(1.0, max(_COMMON.get(stem(word), _COMMON.get(word.lower(), 1.0)) for _, _, word in words))


def _rank(
    senses: Sequence[_Sense], term_frequency: TermFrequency | None, proper: bool | None
) -> list[tuple[_Sense, float]]:
    """Return senses with their chance beside the likeliest one's, the likeliest first.

    Args:
        senses: of one run of words.
        term_frequency: prefers the library's own words.
        proper: whether the run is written as a name; None where that can't be told.
    """
    chances = [
        s.chance
        * _prefer(term_frequency, s.vietnamese)
        * (_OTHER_CASE if proper not in (None, s.proper) else 1.0)
        for s in senses
    ]
    greatest = max(chances)
    ranked = [(sense, chance / greatest) for sense, chance in zip(senses, chances, strict=True)]
    return sorted(ranked, key=lambda entry: -entry[1])


def _prefer(term_frequency: TermFrequency | None, vietnamese: str) -> float:
    return float((_UNUSED + term_frequency(vietnamese)) ** 0.5) if term_frequency else 1.0


def _is_proper(words: Sequence[tuple[int, int, str]], question: str) -> bool | None:
    """Return whether a single word is written as a name is; None at the beginning, in capitals, and of phrases."""
    start, _, word = words[0]
    if len(words) > 1 or question.isupper() or not question[:start].strip() or word.isupper():
        return None
    return word[0].isupper()


def _is_code(question: str, start: int, end: int) -> bool:
    """Return whether a word is part of a document symbol or number, or bears Vietnamese marks."""
    word = question[start:end]
    if strip_marks(word) != word:
        return True
    whole = re.search(r"\S*$", question[:start]).group() + re.match(r"\S*", question[start:]).group()  # type: ignore[union-attr]
    return bool(re.search(r"\d", whole)) or bool(re.fullmatch(r"[A-Z]{2,}/[A-Z]+\W*", whole))


def _is_acronym(variant: str) -> bool:
    return variant.isupper() and variant.isalpha()


def _is_unbroken(question: str, run: Sequence[tuple[int, int, str]]) -> bool:
    """Return whether no sentence, bracket or number ends between words."""
    return not any(
        re.search(r"[.?!;:()\d\"“”]", question[before[1] : after[0]])
        for before, after in itertools.pairwise(run)
    )


def _is_ordinary(words: Sequence[tuple[int, int, str]], place: int) -> bool:
    """Return whether a word is no binding word and no name."""
    word = words[place][2]
    return word.lower() not in _BINDING and (place == 0 or word[0].islower()) and len(word) > 4
