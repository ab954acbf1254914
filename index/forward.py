"""What stands in each passage, in its order: tokens by sentence, for reading candidates without their texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.signs import Bits, share_bits

Ints = NDArray[np.int32]
Places = NDArray[np.int64]
Sentences = Sequence[tuple[int, Sequence[int]]]
"""Of one passage: the signs of each sentence, as bits, and its tokens, as numbers."""

_VOCABULARY = "vocabulary.txt"
_FILES = ("tokens", "starts", "firsts", "sentences", "signs")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Some passages, end to end.

    Attributes:
        tokens: (tokens,).
        firsts: (sentences,), the first token of each sentence; a sentence has at least one.
        rows: (sentences,), which of the passages each sentence is of, from 0, ascending.
        signs: (sentences,), bits.
        count: how many passages were gathered; some may have no sentence.
    """

    tokens: Ints
    firsts: Places
    rows: Places
    signs: Bits
    count: int

    @property
    def sentence_of(self) -> Places:
        """The sentence of each token, (tokens,)."""
        sizes = np.diff(np.append(self.firsts, len(self.tokens)))
        return np.repeat(np.arange(len(self.firsts)), sizes)

    def share_signs(self, wanted: int) -> NDArray[np.float32]:
        """Return the share of some signs that each sentence has, (sentences,); 0 where none is wanted.

        Args:
            wanted: as bits.
        """
        return share_bits(self.signs, wanted)

    def share_signs_of_rows(self, wanted: int) -> NDArray[np.float32]:
        """Return the share of some signs that each passage has in any of its sentences, (passages,)."""
        held = np.zeros(self.count, dtype=np.uint32)
        if len(self.rows):
            kept, begins = find_groups(self.rows)
            held[kept] = np.bitwise_or.reduceat(self.signs, begins)
        return share_bits(held, wanted)

    def best_of_rows(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the greatest value among the sentences of each passage, 0 where it has none.

        Args:
            values: (…, sentences).

        Returns:
            (…, passages).
        """
        best = np.zeros((*values.shape[:-1], self.count), dtype=values.dtype)
        if len(self.rows):
            kept, begins = find_groups(self.rows)
            best[..., kept] = np.maximum.reduceat(values, begins, axis=-1)
        return best

    def sum_rows(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sum over the sentences of each passage, (passages,).

        Args:
            values: (sentences,).
        """
        return np.bincount(self.rows, weights=values, minlength=self.count).astype(np.float32)


def find_groups(rows: Places) -> tuple[Places, Places]:
    """Return the distinct values of ascending numbers, and where each of them begins."""
    begins = np.flatnonzero(np.diff(rows, prepend=rows[:1] - 1))
    return rows[begins], begins


class ForwardIndex:
    """Tokens of every passage, by sentence, in the order of the generation.

    Args:
        tokens: of all passages, (tokens,).
        starts: the first token of each passage, and the end, (passages + 1,).
        firsts: the first token of each sentence, (sentences,).
        sentences: the first sentence of each passage, and the end, (passages + 1,).
        signs: of each sentence, as bits, (sentences,).
        vocabulary: what each number stands for; empty where something else knows.
    """

    def __init__(
        self,
        tokens: Ints,
        starts: Places,
        firsts: Places,
        sentences: Places,
        signs: Bits,
        vocabulary: Sequence[str] = (),
    ) -> None:
        self.vocabulary = tuple(vocabulary)
        self.numbers = {word: number for number, word in enumerate(self.vocabulary)}
        self._tokens = tokens
        self._starts = starts
        self._firsts = firsts
        self._sentences = sentences
        self._signs = signs

    @classmethod
    def build(cls, passages: Iterable[Sentences], vocabulary: Iterable[str] = ()) -> Self:
        """Keep the sentences of every passage; those without a token are left out.

        Args:
            passages: in the order of the generation.
            vocabulary: what each number stands for; read once the passages are.
        """
        tokens: list[Ints] = []
        starts, sentences, firsts, signs = [0], [0], [], []
        size = 0
        for passage in passages:
            for bits, numbers in passage:
                if len(numbers):
                    firsts.append(size)
                    signs.append(bits)
                    tokens.append(np.asarray(numbers, dtype=np.int32))
                    size += len(numbers)
            starts.append(size)
            sentences.append(len(firsts))
        return cls(
            np.concatenate(tokens) if tokens else np.zeros(0, dtype=np.int32),
            np.array(starts, dtype=np.int64),
            np.array(firsts, dtype=np.int64),
            np.array(sentences, dtype=np.int64),
            np.array(signs, dtype=np.uint32),
            tuple(vocabulary),
        )

    @classmethod
    def build_from_words(cls, passages: Iterable[Iterable[tuple[int, Sequence[str]]]]) -> Self:
        """Keep the sentences of every passage by their words; each word gets a number as it comes."""
        numbers: dict[str, int] = {}
        counted = (
            [(bits, [numbers.setdefault(word, len(numbers)) for word in words]) for bits, words in passage]
            for passage in passages
        )
        return cls.build(counted, numbers)

    @classmethod
    def join(cls, parts: Sequence["ForwardIndex"]) -> Self:
        """Return the passages of some indexes, one after another; their words get new numbers where they have any."""
        numbers: dict[str, int] = {}
        tokens = []
        for part in parts:
            new = [numbers.setdefault(word, len(numbers)) for word in part.vocabulary]
            tokens.append(np.array(new, dtype=np.int32)[part._tokens] if new else part._tokens)
        return cls(
            np.concatenate([np.zeros(0, dtype=np.int32), *tokens]),
            _join_ends([part._starts for part in parts]),
            _join_places([(part._firsts, part._starts[-1]) for part in parts]),
            _join_ends([part._sentences for part in parts]),
            np.concatenate([np.zeros(0, dtype=np.uint32), *(part._signs for part in parts)]),
            tuple(numbers),
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open an index that `save` wrote; it stays on disk until it is read."""
        words = (folder / _VOCABULARY).read_text(encoding="utf-8")
        tokens, starts, firsts, sentences, signs = (
            np.load(folder / f"{name}.npy", mmap_mode="r") for name in _FILES
        )
        return cls(tokens, starts, firsts, sentences, signs, words.split("\n") if words else ())

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        parts: tuple[NDArray[np.generic], ...] = (
            self._tokens,
            self._starts,
            self._firsts,
            self._sentences,
            self._signs,
        )
        for name, part in zip(_FILES, parts, strict=True):
            np.save(folder / f"{name}.npy", part)
        (folder / _VOCABULARY).write_text("\n".join(self.vocabulary), encoding="utf-8")

    @cached_property
    def numeric(self) -> NDArray[np.bool_]:
        """Which words of the vocabulary begin with a figure, (vocabulary,)."""
        return np.array([word[:1].isdigit() for word in self.vocabulary], dtype=np.bool_)

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self._starts) - 1

    def gather(self, rows: Places) -> Gathered:
        """Return the given passages end to end."""
        begins, lengths = self._starts[rows], self._starts[rows + 1] - self._starts[rows]
        placed = np.cumsum(lengths) - lengths
        counts = self._sentences[rows + 1] - self._sentences[rows]
        which = np.repeat(np.arange(len(rows)), counts)
        sentence = _spread(self._sentences[rows], counts)
        return Gathered(
            np.asarray(self._tokens[_spread(begins, lengths)]),
            self._firsts[sentence] - begins[which] + placed[which],
            which,
            np.asarray(self._signs[sentence]),
            len(rows),
        )


def _join_places(parts: Sequence[tuple[Places, np.int64]]) -> Places:
    """Return places of several runs as places of all of them end to end; with each its length."""
    begins = np.cumsum([0, *(length for _, length in parts)])
    moved = [places + begin for (places, _), begin in zip(parts, begins, strict=False)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *moved])


def _join_ends(parts: Sequence[Places]) -> Places:
    """Return the same of places that begin with 0 and end with the length."""
    return np.concatenate([[np.int64(0)], _join_places([(ends[1:], ends[-1]) for ends in parts])])


def _spread(begins: Places, lengths: Places) -> Places:
    """Return begin, begin + 1, … of every run, end to end."""
    offsets = begins - (np.cumsum(lengths) - lengths)
    return np.asarray(np.repeat(offsets, lengths) + np.arange(int(lengths.sum())))
