"""How likely a syllable is after the two before it, in a few megabytes.

Method: interpolated absolute discounting (Ney, Essen and Kneser 1994) with back-off weights as in ARPA files.
A table keeps no syllables, only a 32-bit hash of each run of them and its quantised probability (Talbot and
Osborne 2007, "Randomised Language Modelling"): of a thousand runs never seen, far fewer than one is mistaken
for one that was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Probabilities = NDArray[np.float64]

_STEPS_PER_BIT = 8  # a step of a stored probability is an eighth of a factor of two
_POWERS = 2.0 ** (-np.arange(256) / _STEPS_PER_BIT)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing, Knuth vol. 3, 6.4
_RUN_BASE = 1 << 20  # more syllables than any vocabulary holds
_DISCOUNT = 0.75
_UNIFORM = 1e-7


@dataclass(frozen=True, slots=True)
class Table:
    """Runs of syllables, sorted by hash: the probability of the last one, and the back-off weight after the run."""

    hashes: NDArray[np.uint32]
    steps: NDArray[np.uint8]
    backoffs: NDArray[np.uint8]

    @classmethod
    def build(cls, keys: Numbers, probabilities: Probabilities, backoffs: Probabilities) -> Self:
        """Make a table of runs given by `join`."""
        hashes = _hash(keys)
        order = np.argsort(hashes, kind="stable")
        return cls(hashes[order], _quantise(probabilities)[order], _quantise(backoffs)[order])

    def look_up(self, keys: Numbers) -> tuple[Probabilities, Probabilities]:
        """Return the probability of each run, 0 where it was never seen, and its back-off weight, then 1."""
        hashes = _hash(keys)
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        found = self.hashes[places] == hashes
        return (
            np.where(found, _POWERS[self.steps[places]], 0.0),
            np.where(found, _POWERS[self.backoffs[places]], 1.0),
        )


@dataclass(frozen=True, slots=True)
class Model:
    """Probabilities of syllables, given by number.

    Attributes:
        shares: of each syllable in all text.
        backoffs: weight of `shares` after each syllable.
        pairs, triples: probabilities of runs of two and three.
    """

    shares: Probabilities
    backoffs: Probabilities
    pairs: Table
    triples: Table

    @classmethod
    def train(cls, run: Numbers, size: int, rare_pair: int, rare_triple: int) -> Self:
        """Count a text.

        Args:
            run: the text's syllables by number.
            size: how many numbers there are.
            rare_pair, rare_triple: runs seen less often are forgotten.
        """
        counts = np.bincount(run, minlength=size).astype(np.float64)
        shares = counts / counts.sum() + _UNIFORM
        keys, chances, rest = _discount(run, 2, rare_pair, lambda keys: shares[keys % _RUN_BASE])
        backoffs = np.ones(size)
        backoffs[rest[0]] = rest[1]
        bare = Table.build(keys, chances, np.ones(len(keys)))
        lower = cls(shares, backoffs, bare, Table.build(keys[:0], chances[:0], chances[:0]))
        triples, triple_chances, rest = _discount(
            run,
            3,
            rare_triple,
            lambda keys: lower.score_pairs(keys // _RUN_BASE % _RUN_BASE, keys % _RUN_BASE),
        )
        after = np.ones(len(keys))
        known = np.isin(rest[0], keys)
        after[np.searchsorted(keys, rest[0][known])] = rest[1][known]
        return cls(
            shares,
            backoffs,
            Table.build(keys, chances, after),
            Table.build(triples, triple_chances, np.ones(len(triples))),
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            pairs = Table(arrays["pair_hashes"], arrays["pair_steps"], arrays["pair_backoffs"])
            steps = arrays["triple_steps"]
            triples = Table(arrays["triple_hashes"], steps, np.zeros(len(steps), dtype=np.uint8))
            return cls(
                arrays["shares"].astype(np.float64), arrays["backoffs"].astype(np.float64), pairs, triples
            )

    def save(self, path: Path) -> None:
        """Write plain arrays into one ``.npz`` file."""
        np.savez(
            path,
            shares=self.shares.astype(np.float32),
            backoffs=self.backoffs.astype(np.float32),
            pair_hashes=self.pairs.hashes,
            pair_steps=self.pairs.steps,
            pair_backoffs=self.pairs.backoffs,
            triple_hashes=self.triples.hashes,
            triple_steps=self.triples.steps,
        )

    def score_pairs(self, first: Numbers, second: Numbers) -> Probabilities:
        """Return the probability of each second syllable after the first; arrays are broadcast."""
        chances, _ = self.pairs.look_up(join(first, second))
        return np.where(chances > 0, chances, self.backoffs[first] * self.shares[second])

    def score_triples(self, first: Numbers, second: Numbers, third: Numbers) -> Probabilities:
        """Return the probability of each third syllable after the two before; arrays are broadcast."""
        chances, _ = self.triples.look_up(join(first, second, third))
        _, backoffs = self.pairs.look_up(join(first, second))
        return np.where(chances > 0, chances, backoffs * self.score_pairs(second, third))


def join(*runs: Numbers) -> Numbers:
    """Return one key for each run of syllable numbers; arrays are broadcast against each other."""
    key: Numbers = np.zeros((), dtype=np.int64)
    for numbers in runs:
        key = key * _RUN_BASE + numbers
    return key


def _discount(
    run: Numbers, length: int, rare: int, lower: Callable[[Numbers], Probabilities]
) -> tuple[Numbers, Probabilities, tuple[Numbers, Probabilities]]:
    """Return the runs kept, sorted, their probabilities, and each context with the weight left for `lower`."""
    parts = [run[i : len(run) - length + 1 + i] for i in range(length)]
    keys, counts = np.unique(join(*parts), return_counts=True)
    contexts, totals = np.unique(join(*parts[:-1]), return_counts=True)
    place = np.searchsorted(contexts, keys // _RUN_BASE)
    kept = counts >= rare
    share = np.where(kept, (counts - _DISCOUNT) / totals[place], 0.0)
    rest = 1.0 - np.bincount(place, weights=share, minlength=len(contexts))
    chances = share[kept] + rest[place[kept]] * lower(keys[kept])
    return keys[kept], np.asarray(chances), (contexts, np.asarray(rest, dtype=np.float64))


def _quantise(values: Probabilities) -> NDArray[np.uint8]:
    steps = np.rint(-np.log2(np.maximum(values, 1e-12)) * _STEPS_PER_BIT)
    return np.asarray(np.clip(steps, 0, 255), dtype=np.uint8)


def _hash(keys: Numbers) -> NDArray[np.uint32]:
    mixed = np.asarray(keys).astype(np.uint64) * _MULTIPLIER
    mixed ^= mixed >> np.uint64(29)
    return ((mixed * _MULTIPLIER) >> np.uint64(32)).astype(np.uint32)
