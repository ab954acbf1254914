"""The nouns that a question asks the number or the name of, and whether passages give these.

``Bao nhiêu hộ`` is answered where a number stands before ``hộ``, ``sở nào`` where a name follows ``sở``, ``nghị quyết
nào`` where a number follows; ``ba việc`` may be written as ``03 việc``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.letters import UPPER
from index.analysis import bare_syllables, strip_marks, syllables
from index.fields import say_passage
from index.forward import ForwardIndex, Gathered
from index.glossary import Reading
from index.signs import split_sentences
from search.expected import Words, spell
from search.lookup import Rows

Scores = NDArray[np.float32]
Noun = tuple[str, ...]
"""Its syllables, without marks."""

ASKED_NOUNS = (
    "counted", "counted_near",  # a number before the noun whose number is asked; times the sentence's share held
    "called", "called_near",  # a name after the noun whose name is asked; the same
    "numbered",  # a number after the kind of document asked for
    "same_count",  # share of the question's counts (“ba việc”) that stand there, in figures or words
)  # fmt: skip

_DOCUMENTS = {
    "nghị quyết": "resolutions?", "chỉ thị": "directives?", "quyết định": "decisions?", "quy định": "regulations?",
    "kế hoạch": "plans?", "kết luận": "conclusions?", "chương trình": "programm?e?s?", "thông báo": "notices?",
    "công văn": "official letters?", "luật": "laws?", "nghị định": "decrees?", "thông tư": "circulars?",
    "hướng dẫn": "guid(?:ance|elines?)", "đề án": "schemes?", "báo cáo": "reports?",
}  # fmt: skip
_KINDS = [
    (
        tuple(bare_syllables(vietnamese)),
        Words.compile(
            rf"\b(?:{vietnamese} (?:số )?(?:nào|gì|mấy)|số (?:hiệu )?(?:của )?{vietnamese}|(?:which|what) {english})\b"
        ),
    )
    for vietnamese, english in _DOCUMENTS.items()
]
_COUNT = Words.compile(r"\b(?:bao nhiêu|mấy|số lượng|tổng số|số) ([^\W\d_]+)(?: ([^\W\d_]+))?")
_COUNT_ENGLISH = re.compile(r"\b(?:how many|how much|number of)\b")
_CALLED = Words.compile(r"\b(?:([^\W\d_]+) )?([^\W\d_]+) nào\b")
_CALLED_ENGLISH = re.compile(r"\b(?:which|what) ")
_WITHIN = 25  # characters after “which”
_NO_NOUN = frozenset(
    "la cua cho trong o tai den tu nay do va thi moi duoc bi nguoi nao gi nhieu the ma con so lan phan bao lai co da".split()
)
_NO_NAME = frozenset("khi the luc noi ngay nam thang quy han hom nhu".split())  # of time and manner
# “Năm” is a year as well.
_SPOKEN = {2: "hai", 3: "ba", 4: "bốn", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}
_FIGURES = {word: count for count, word in _SPOKEN.items()} | {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_SPELLED = {
    count: re.compile(rf"(?<!\w)[{word[0]}{word[0].upper()}]{word[1:]} (?=[^\W\d_])(?![{UPPER}])")
    for count, word in _SPOKEN.items()
}
_NAMED = re.compile(rf"(?<=\w )[{UPPER}]\w*")  # words with a capital inside a question: “quận Hai Bà Trưng”
_NO_COUNT = frozenset(  # before a number: it names or dates something; after it: it is of time
    "nam thang ngay quy khoa thu so dieu khoan muc phan chuong tu diem dot ky lan loai cap hang"
    " article clause part section quarter phase no number page".split()
)
_BIGGEST_COUNT = 20
_BETWEEN = 2  # words that may stand between a number and the noun it counts
_APART = 0.7  # what a number counts that does not stand right before


@dataclass(frozen=True, slots=True)
class AskedNouns:
    """What a question asks the number or the name of.

    Attributes:
        counted: nouns whose number is asked, as alternatives.
        called: nouns whose name is asked, as alternatives.
        numbered: kinds of documents whose number is asked.
        counts: how many of something the question says there are.
    """

    counted: tuple[Noun, ...] = ()
    called: tuple[Noun, ...] = ()
    numbered: tuple[Noun, ...] = ()
    counts: tuple[int, ...] = ()

    @classmethod
    def read(cls, question: str, terms: Sequence[Sequence[Reading]]) -> Self:
        """Return what a question asks.

        Args:
            question: its words, with their marks where they are known.
            terms: the Vietnamese readings of an English one.
        """
        said = spell(question)
        counted = _COUNT.search(said)
        called = _CALLED.search(said)
        return cls(
            (*_noun_after(counted), *_read_english(_COUNT_ENGLISH.search(said), terms, len(said))),
            (*_noun_before(called), *_read_english(_CALLED_ENGLISH.search(said), terms, _WITHIN)),
            tuple(noun for noun, words in _KINDS if words.search(said)),
            _read_counts(syllables(_NAMED.sub("·", question))),
        )

    def compare(
        self, kept: Rows, gathered: Gathered, index: ForwardIndex, of_sentence: Scores
    ) -> dict[str, Scores]:
        """Return the features ASKED_NOUNS of passages, each 0..1, shape (passages,).

        Args:
            kept: documents and passages.
            gathered: the passages' syllables.
            index: whose vocabulary numbers them.
            of_sentence: share of the question that each sentence holds, (sentences,).
        """
        none = np.zeros(len(kept), dtype=np.float32)
        columns = dict.fromkeys(ASKED_NOUNS, none)
        if self.counted:
            given = _find_counted(self.counted, gathered, index)
            columns["counted"] = gathered.best_of_rows(given)
            columns["counted_near"] = gathered.best_of_rows(given * of_sentence)
        if self.called:
            given = _find_called(self.called, kept, gathered, index)
            columns["called"] = gathered.best_of_rows(given)
            columns["called_near"] = gathered.best_of_rows(given * of_sentence)
        if self.numbered:
            columns["numbered"] = gathered.best_of_rows(_find_numbered(self.numbered, gathered, index))
        if self.counts:
            columns["same_count"] = _share_counts(self.counts, kept, gathered, index)
        return columns


def _noun_after(found: re.Match[str] | None) -> list[Noun]:
    """Return the noun that a pattern's groups hold, as far as it is one."""
    first, second = (strip_marks(word or "") for word in found.groups()) if found else ("", "")
    if not first or first in _NO_NOUN:
        return []
    return [(first, second) if second and second not in _NO_NOUN else (first,)]


def _noun_before(found: re.Match[str] | None) -> list[Noun]:
    """Return the noun before ``nào``, whole and by its last syllable."""
    first, second = (strip_marks(word or "") for word in found.groups()) if found else ("", "")
    if not second or second in _NO_NAME:
        return []
    return [(first, second), (second,)] if first and first not in _NO_NOUN else [(second,)]


def _read_english(found: re.Match[str] | None, terms: Sequence[Sequence[Reading]], within: int) -> list[Noun]:
    """Return the readings of the first term that stands so near behind what was found."""
    if not found:
        return []
    near = (group for group in terms if found.end() <= group[0].start <= found.end() + within)
    return [noun for reading in next(near, ()) if (noun := tuple(bare_syllables(reading.vietnamese)))]


def _read_counts(words: Sequence[str]) -> tuple[int, ...]:
    counts = []
    for before, word, after in zip(["", *words], words, words[1:], strict=False):
        if _NO_COUNT & {strip_marks(before), strip_marks(after)} or not after.isalpha():
            continue
        count = int(word) if word.isascii() and word.isdigit() else _FIGURES.get(word, 0)
        if 2 <= count < _BIGGEST_COUNT:
            counts.append(count)
    return tuple(counts)


def _find_counted(nouns: Sequence[Noun], gathered: Gathered, index: ForwardIndex) -> Scores:
    """Return how surely each sentence gives a number of one of the nouns, (sentences,)."""
    given = np.zeros(len(gathered.firsts), dtype=np.float32)
    sentence, numeric = gathered.sentence_of, index.numeric
    for noun in nouns:
        at = _find(noun, gathered, index)
        for back in range(1, _BETWEEN + 2):
            before = at[at >= back] - back
            counts = numeric[gathered.tokens[before]] & (sentence[before] == sentence[before + back])
            held = sentence[before[counts]]
            given[held] = np.maximum(given[held], 1.0 if back == 1 else _APART)
    return given


def _find_numbered(nouns: Sequence[Noun], gathered: Gathered, index: ForwardIndex) -> Scores:
    """Return 1 for each sentence where a number follows one of the nouns, with ``số`` or without, (sentences,)."""
    given = np.zeros(len(gathered.firsts), dtype=np.float32)
    sentence, numeric = gathered.sentence_of, index.numeric
    spoken = index.numbers.get("so", -1)
    for noun in nouns:
        after = _find(noun, gathered, index) + len(noun)
        after = after[after < len(gathered.tokens)]
        after = np.minimum(after + (gathered.tokens[after] == spoken), len(gathered.tokens) - 1)
        held = after[numeric[gathered.tokens[after]] & (sentence[after] == sentence[after - 1])]
        given[sentence[held]] = 1.0
    return given


def _share_counts(counts: Sequence[int], kept: Rows, gathered: Gathered, index: ForwardIndex) -> Scores:
    """Return the share of the counts that each passage says before a word, in figures or spelled out, (passages,)."""
    share = np.zeros(gathered.count, dtype=np.float32)
    sentence, numeric = gathered.sentence_of, index.numeric
    for count in counts:
        at = _find((str(count),), gathered, index)
        at = at[at + 1 < len(gathered.tokens)]
        fits = ~numeric[gathered.tokens[at + 1]] & (sentence[at] == sentence[at + 1])
        said = np.zeros(gathered.count, dtype=np.bool_)
        said[gathered.rows[sentence[at[fits]]]] = True
        spelled = _SPELLED.get(count)
        if spelled:
            said |= np.array([bool(spelled.search(passage.text)) for _, passage in kept])
        share += said / np.float32(len(counts))
    return share


def _find_called(nouns: Sequence[Noun], kept: Rows, gathered: Gathered, index: ForwardIndex) -> Scores:
    """Return 1 for each sentence where a word with a capital follows one of the nouns, (sentences,)."""
    given = np.zeros(len(gathered.firsts), dtype=np.float32)
    spelled = "|".join(" ".join(map(re.escape, noun)) for noun in nouns)
    named = re.compile(rf"\b(?i:{spelled}) [A-Z]")
    starts = np.concatenate([_find(noun, gathered, index) for noun in nouns])
    for row in np.unique(gathered.rows[gathered.sentence_of[starts]]).tolist():
        first = int(np.searchsorted(gathered.rows, row))
        spoken = filter(_has_word, split_sentences(strip_marks(say_passage(kept[row][1]))))
        for place, sentence in enumerate(spoken, first):
            if place < len(given) and named.search(sentence):
                given[place] = 1.0
    return given


def _has_word(sentence: str) -> bool:
    return any(map(str.isalnum, sentence))


def _find(noun: Noun, gathered: Gathered, index: ForwardIndex) -> NDArray[np.int64]:
    """Return where a noun begins among the tokens; it may run on into the next sentence."""
    numbers = [index.numbers.get(word, -1) for word in noun]
    tokens, last = gathered.tokens, len(gathered.tokens) - len(noun) + 1
    if min(numbers) < 0 or last <= 0:
        return np.zeros(0, dtype=np.int64)
    fits = np.ones(last, dtype=np.bool_)
    for offset, number in enumerate(numbers):
        fits &= tokens[offset : offset + last] == number
    return np.flatnonzero(fits)
