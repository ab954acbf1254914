"""The nouns that a question asks the number or the name of, and whether passages give these.

``Bao nhiêu hộ`` is answered where a number stands before ``hộ``, ``sở nào`` where a name follows ``sở``, ``nghị quyết
nào`` where a number follows; ``ba việc`` may be written as ``03 việc``.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from search.expected import Said, Words
from search.lookup import Rows
from search.result import QuestionLanguage

Scores = NDArray[np.float32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Noun = tuple[str, ...]
"""Its syllables, without marks."""

ASKED_NOUNS = (
    "counted", "counted_near",  # a number before the noun whose number is asked; times the sentence's share held
    "called", "called_near",  # a name after the noun whose name is asked; the same
    "numbered",  # a number after the kind of document asked for
    "same_count",  # share of the question's counts (“ba việc”) that stand there, in figures or words
)  # fmt: skip

_DOCUMENTS = (
    "nghị quyết|chỉ thị|quyết định|quy định|kế hoạch|kết luận|chương trình|thông báo|công văn|luật|nghị định|thông tư"
    "|hướng dẫn|đề án|báo cáo"
)
_ENGLISH_DOCUMENTS = {
    "resolution": "nghi quyet", "directive": "chi thi", "decision": "quyet dinh", "regulation": "quy dinh",
    "plan": "ke hoach", "conclusion": "ket luan", "programme": "chuong trinh", "program": "chuong trinh",
    "notice": "thong bao", "official letter": "cong van", "law": "luat", "decree": "nghi dinh", "circular": "thong tu",
    "guidance": "huong dan", "guideline": "huong dan", "scheme": "de an", "report": "bao cao",
}  # fmt: skip
_NUMBERED = Words.compile(
    f"({_DOCUMENTS}) (?:số )?(?:nào|gì|mấy)|số (?:hiệu )?(?:của )?({_DOCUMENTS})",
    english=f"(?:which|what) ({'|'.join(_ENGLISH_DOCUMENTS)})s?",
)
_WORD = r"([^\W\d_]+)(?: \(([^()]*)\))?"  # and what it stands for, where it is an abbreviation
_COUNTS = (
    Words.compile(rf"bao nhiêu {_WORD}(?: ([^\W\d_]+))?", english="how many|how much"),
    Words.compile("", rf"mấy {_WORD}(?: ([^\W\d_]+))?"),
    Words.compile(
        rf"(?:số lượng|tổng số) {_WORD}(?: ([^\W\d_]+))?",
        rf"(?<!thiểu )(?<!một )(?<!đổi )(?<!chỉ )(?<!kinh tế )số {_WORD}(?: ([^\W\d_]+))?",
        "number of",
    ),
)
_CALLED = Words.compile(rf"(?:([^\W\d_]+) )?{_WORD} nào", english="which|what")
_CAPITAL = re.compile("[A-Z]")
_WITHIN = 25  # characters after “which”
_NO_NOUN = frozenset(
    "la cua cho trong o tai den tu nay do va thi moi duoc bi nguoi nao gi nhieu the ma con so lan phan bao lai co da gom".split()
)
_NO_NAME = frozenset("khi the luc noi ngay nam thang quy han hom nhu".split())  # of time and manner
# “Năm” is a year as well.
_SPOKEN = {2: "hai", 3: "ba", 4: "bốn", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}
_FIGURES = {word: count for count, word in _SPOKEN.items()}
_ENGLISH_FIGURES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_GREATER = ("trăm", "nghìn", "ngàn", "mươi", "triệu", "tỷ", "chục", "lần")  # behind a number: it counts these
_SPELLED = {
    count: re.compile(
        rf"(?<!\w)(?<!thứ )[{word[0]}{word[0].upper()}]{word[1:]} (?=[^\W\d_])(?![{UPPER}]|(?:{'|'.join(_GREATER)})\b)"
    )
    for count, word in _SPOKEN.items()
}
_NAMED = re.compile(rf"(?<=\w )[{UPPER}]\w*")  # words with a capital inside a question: “quận Hai Bà Trưng”
_NO_NUMBER = frozenset(  # before a number: it names or dates something
    "nam thang ngay quy khoa thu so dieu khoan muc phan chuong diem dot ky lan loai cap hang quyet dinh thi luan hoach tuan"
    " article clause part section quarter phase no number page".split()
)
_NO_COUNT = _NO_NUMBER | {"tu", "gio", "phut"} | set(map(strip_marks, _GREATER))  # on either side of a count
_BIGGEST_COUNT = 20
_BETWEEN = 2  # words that may stand between a number and the noun it counts
_PASSED_OVER = 3  # numbers of one date or amount
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
    def read(cls, question: str, language: QuestionLanguage, terms: Sequence[Sequence[Reading]]) -> Self:
        """Return what a question asks.

        Args:
            question: its words, with their marks where they are known.
            language: of the question.
            terms: the Vietnamese readings of an English one.
        """
        said = Said.read(question, language)
        words = syllables(_NAMED.sub("·", question))
        return cls(
            _first(_read_counted(found, terms) for words in _COUNTS for found in words.find(said)),
            _first(_read_called(found, terms) for found in _CALLED.find(said)),
            tuple(dict.fromkeys(map(_read_numbered, _NUMBERED.find(said)))),
            _read_counts(words, _FIGURES | (_ENGLISH_FIGURES if said.english else {})),
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
        if self == AskedNouns():
            return columns
        tokens = _Tokens.of(gathered, index)
        if self.counted:
            given = _find_counted(self.counted, tokens)
            columns["counted"] = gathered.best_of_rows(given)
            columns["counted_near"] = gathered.best_of_rows(given * of_sentence)
        if self.called:
            given = _find_called(self.called, kept, tokens)
            columns["called"] = gathered.best_of_rows(given)
            columns["called_near"] = gathered.best_of_rows(given * of_sentence)
        if self.numbered:
            columns["numbered"] = gathered.best_of_rows(_find_numbered(self.numbered, tokens))
        if self.counts:
            columns["same_count"] = _share_counts(self.counts, kept, tokens)
        return columns


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The syllables of some passages, end to end.

    Attributes:
        run: their numbers, (tokens,).
        sentence: of each, (tokens,).
        rows: the passage of each sentence, (sentences,).
        index: whose vocabulary numbers them.
    """

    run: NDArray[np.int32]
    sentence: Places
    rows: Places
    index: ForwardIndex

    @classmethod
    def of(cls, gathered: Gathered, index: ForwardIndex) -> Self:
        return cls(gathered.tokens, gathered.sentence_of, gathered.rows, index)

    def find(self, noun: Noun) -> Places:
        """Return where a noun begins; it may run on into the next sentence."""
        numbers = [self.index.numbers.get(word, -1) for word in noun]
        last = len(self.run) - len(noun) + 1
        if min(numbers) < 0 or last <= 0:
            return np.zeros(0, dtype=np.int64)
        at = np.flatnonzero(self.run[:last] == numbers[0])
        for offset, number in enumerate(numbers[1:], 1):
            at = at[self.run[at + offset] == number]
        return at

    def rows_of(self, noun: Noun) -> list[int]:
        """Return the passages in which a noun begins."""
        return [int(row) for row in np.unique(self.rows[self.sentence[self.find(noun)]])]

    def are_numbers(self, at: Places) -> Flags:
        """Return whether a number stands at each place."""
        return np.asarray(self.index.numeric[self.run[at]])

    def follow(self, at: Places, words: Collection[str]) -> Flags:
        """Return whether one of some words stands before each place, in the same sentence, numbers passed over."""
        before = np.maximum(at - 1, 0)
        for _ in range(_PASSED_OVER):
            before = np.maximum(before - self.are_numbers(before), 0)
        known = [self.index.numbers[word] for word in words if word in self.index.numbers]
        here = np.minimum(at, len(self.run) - 1)
        same = self.sentence[before] == self.sentence[here]
        return np.asarray(np.isin(self.run[before], known) & (at > 0) & same)


def _first(nouns: Iterable[tuple[Noun, ...]]) -> tuple[Noun, ...]:
    """Return the first that holds any noun."""
    return next(filter(None, nouns), ())


def _read_counted(found: re.Match[str], terms: Sequence[Sequence[Reading]]) -> tuple[Noun, ...]:
    """Return the noun behind words that ask for a number, as alternatives; none where it is no noun."""
    groups = found.groups()
    said = next((groups[at : at + 3] for at in range(0, len(groups), 3) if groups[at]), None)
    if not said:
        return _read_english(found, terms, len(found.string))
    first, second = (strip_marks(word or "") for word in (said[0], said[2]))
    if first in _NO_NOUN:
        return ()
    noun = (first, second) if second and second not in _NO_NOUN else (first,)
    return (noun, *_spell_out(said[1]))


def _read_called(found: re.Match[str], terms: Sequence[Sequence[Reading]]) -> tuple[Noun, ...]:
    """Return the noun before ``nào``, whole and by its last syllable, or behind ``which``; none where it is no noun."""
    before, word, spelled = found.groups()
    if not word:
        return _read_english(found, terms, _WITHIN)
    first, second = strip_marks(before or ""), strip_marks(word)
    if second in _NO_NAME:
        return ()
    whole = ((first, second),) if first and first not in _NO_NOUN else ()
    return (*whole, (second,), *_spell_out(spelled))


def _read_numbered(found: re.Match[str]) -> Noun:
    """Return the kind of document that a match of `_NUMBERED` holds."""
    kind = next(filter(None, found.groups()))
    return tuple(_ENGLISH_DOCUMENTS.get(kind, strip_marks(kind)).split())


def _spell_out(words: str | None) -> tuple[Noun, ...]:
    noun = tuple(bare_syllables(words or ""))
    return (noun,) if noun else ()


def _read_english(found: re.Match[str], terms: Sequence[Sequence[Reading]], within: int) -> tuple[Noun, ...]:
    """Return the readings of the first term that stands so near behind what was found."""
    near = (group for group in terms if found.end() <= group[0].start <= found.end() + within)
    return tuple(noun for reading in next(near, ()) if (noun := tuple(bare_syllables(reading.vietnamese))))


def _read_counts(words: Sequence[str], figures: Mapping[str, int]) -> tuple[int, ...]:
    counts = []
    for before, word, after in zip(["", *words], words, words[1:], strict=False):
        beside = {strip_marks(before), strip_marks(after)}
        if beside & _NO_COUNT or {before, after} & figures.keys() or not after.isalpha():
            continue
        count = int(word) if word.isascii() and word.isdigit() else figures.get(word, 0)
        if 2 <= count < _BIGGEST_COUNT:
            counts.append(count)
    return tuple(counts)


def _find_counted(nouns: Sequence[Noun], tokens: _Tokens) -> Scores:
    """Return how surely each sentence gives a number of one of the nouns, (sentences,)."""
    given = np.zeros(len(tokens.rows), dtype=np.float32)
    sentence = tokens.sentence
    for noun in nouns:
        at = tokens.find(noun)
        for back in range(1, _BETWEEN + 2):
            before = at[at >= back] - back
            before = before[tokens.are_numbers(before) & (sentence[before] == sentence[before + back])]
            held = sentence[before[~tokens.follow(before, _NO_NUMBER)]]
            given[held] = np.maximum(given[held], 1.0 if back == 1 else _APART)
    return given


def _find_numbered(nouns: Sequence[Noun], tokens: _Tokens) -> Scores:
    """Return 1 for each sentence where a number follows one of the nouns, with ``số`` or without, (sentences,)."""
    given = np.zeros(len(tokens.rows), dtype=np.float32)
    last, spoken = len(tokens.run) - 1, tokens.index.numbers.get("so", -1)
    for noun in nouns:
        ends = tokens.find(noun) + len(noun) - 1
        ends = ends[ends < last]
        after = np.minimum(ends + 1 + (tokens.run[ends + 1] == spoken), last)
        same = tokens.sentence[after] == tokens.sentence[ends]
        given[tokens.sentence[ends[tokens.are_numbers(after) & same]]] = 1.0
    return given


def _share_counts(counts: Sequence[int], kept: Rows, tokens: _Tokens) -> Scores:
    """Return the share of the counts that each passage says before a word, in figures or spelled out, (passages,)."""
    share = np.zeros(len(kept), dtype=np.float32)
    for count in counts:
        said = np.zeros(len(kept), dtype=np.bool_)
        said[tokens.rows[tokens.sentence[_find_count(count, tokens)]]] = True
        for row in tokens.rows_of((strip_marks(_SPOKEN.get(count, "")),)):
            said[row] |= bool(_SPELLED[count].search(kept[row][1].text))
        share += said / np.float32(len(counts))
    return share


def _find_count(count: int, tokens: _Tokens) -> Places:
    """Return where a count stands before a word of its sentence, and is no part of a date, a clause or a number."""
    at = tokens.find((str(count),))
    at = at[at + 1 < len(tokens.run)]
    before, sentence = np.maximum(at - 1, 0), tokens.sentence
    fits = ~tokens.are_numbers(at + 1) & (sentence[at] == sentence[at + 1])
    fits &= ~(tokens.are_numbers(before) & (sentence[at] == sentence[before]))
    return np.asarray(at[fits & ~tokens.follow(at, _NO_COUNT) & ~tokens.follow(at + 2, _NO_COUNT)])


def _find_called(nouns: Sequence[Noun], kept: Rows, tokens: _Tokens) -> Scores:
    """Return 1 for each sentence where a word with a capital follows one of the nouns, (sentences,)."""
    given = np.zeros(len(tokens.rows), dtype=np.float32)
    spelled = [" ".join(noun) + " " for noun in nouns]
    for row in sorted({row for noun in nouns for row in tokens.rows_of(noun)}):
        text = strip_marks(say_passage(kept[row][1]))
        if not _is_called(spelled, text):
            continue
        first = int(np.searchsorted(tokens.rows, row))
        for place, sentence in enumerate(filter(_has_word, split_sentences(text)), first):
            if place < len(given) and _is_called(spelled, sentence):
                given[place] = 1.0
    return given


def _is_called(nouns: Sequence[str], text: str) -> bool:
    """Return whether a word with a capital follows one of the nouns.

    Args:
        nouns: in lower case, each with a space behind it.
        text: without marks.
    """
    lower = text.lower()
    return any(_CAPITAL.match(text, end) for noun in nouns for end in _ends(noun, lower))


def _ends(noun: str, text: str) -> Iterator[int]:
    """Yield where a noun ends that begins a word."""
    start = text.find(noun)
    while start >= 0:
        if not start or not (text[start - 1].isalnum() or text[start - 1] == "_"):
            yield start + len(noun)
        start = text.find(noun, start + 1)


def _has_word(sentence: str) -> bool:
    return any(map(str.isalnum, sentence))
