"""The search in other configurations: one retriever alone, everything but the ranker, everything but one part.

Runs under several of them are pooled (`eval.pooling`) and compared part by part (`eval.ablation`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import TrichdanError
from index.dense import DenseIndex
from index.fields import FIELDS
from index.glossary import Glossary
from search.features import FEATURES
from search.ranking import Ranking
from search.reading import Ask, QuestionReader
from search.searcher import Parts, Searcher
from search.service import adapt_restorer
from search.syntax import Filter

Change = Callable[[Parts], Parts]
WHOLE = "ranked"
"""The configuration that lacks nothing: the search as a user meets it."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The search with some parts replaced.

    Attributes:
        name: as ``--configuration`` takes it.
        change: replaces parts.
        features: what the ranker and the calibration get as 0 for every passage, as of a passage without it.
    """

    name: str
    change: Change = lambda parts: parts
    features: frozenset[str] = frozenset()

    def assemble(self, parts: Parts) -> Searcher:
        """Return a searcher in this configuration, made of the parts of the whole one."""
        return _Blinkered(self.change(parts), self.features)


class _Blinkered(Searcher):
    """A searcher some of whose features are 0 for every passage."""

    def __init__(self, parts: Parts, features: frozenset[str]) -> None:
        super().__init__(
            parts.generation,
            parts.rows,
            parts.encoder,
            parts.reader,
            parts.ranker,
            parts.calibrator,
            parts.reranker,
        )
        self._hidden = [FEATURES.index(name) for name in sorted(features)]

    def describe(self, ask: Ask, gathered: Ranking) -> NDArray[np.float32]:
        described = super().describe(ask, gathered)
        described[:, self._hidden] = 0
        return described


class _NoNeighbours(DenseIndex):
    """Vectors that nothing is near to."""

    def __init__(self, size: int) -> None:
        self._size = size

    def nearest(
        self, vector: NDArray[np.float32], k: int, among: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.zeros(len(rows), dtype=np.float32)

    @property
    def size(self) -> int:
        return self._size


class _Rereader(QuestionReader):
    """Reads as another reader does, then forgets a part of what was read."""

    def __init__(self, reader: QuestionReader, forget: Callable[[Ask], Ask], as_typed: bool = False) -> None:
        self._reader = reader
        self._forget = forget
        self._as_typed = as_typed

    def read(self, question: str, *, as_typed: bool = False, filters: Sequence[Filter] = ()) -> Ask:
        return self._forget(self._reader.read(question, as_typed=as_typed or self._as_typed, filters=filters))


def _silence(*fields: str) -> Change:
    def change(parts: Parts) -> Parts:
        held = parts.generation.lexical
        lexical = {name: index.silence() if name in fields else index for name, index in held.items()}
        return replace(parts, generation=replace(parts.generation, lexical=lexical))

    return change


def _drop_vectors(parts: Parts) -> Parts:
    nothing = _NoNeighbours(parts.generation.dense.size)
    return replace(parts, generation=replace(parts.generation, dense=nothing))


def _drop_glossary(parts: Parts) -> Parts:
    reader = QuestionReader(Glossary(()), adapt_restorer(parts.generation.lexical["text"]))
    return replace(parts, reader=reader)


def _drop_restorer(parts: Parts) -> Parts:
    return replace(parts, reader=_Rereader(parts.reader, lambda ask: ask, as_typed=True))


def _drop_numbers(parts: Parts) -> Parts:
    return replace(parts, reader=_Rereader(parts.reader, lambda ask: replace(ask, numbers=())))


def _drop_clauses(parts: Parts) -> Parts:
    return replace(
        parts,
        reader=_Rereader(parts.reader, lambda ask: replace(ask, reading=replace(ask.reading, clause=None))),
    )


def _drop_ranker(parts: Parts) -> Parts:
    return replace(parts, ranker=None, calibrator=None)


def _drop_trees(parts: Parts) -> Parts:
    # The calibration knows scores with trees only, so what is left tells of the ranking alone.
    return replace(parts, ranker=replace(parts.ranker, trees={}) if parts.ranker else None, calibrator=None)


def _drop_projection(parts: Parts) -> Parts:
    return replace(parts, encoder=parts.encoder.see_through(None))


def _all(*changes: Change) -> Change:
    def change(parts: Parts) -> Parts:
        for one in changes:
            parts = one(parts)
        return parts

    return change


_ALIGNED = frozenset(name for name in FEATURES if name.startswith("aligned"))
_BARE = _all(_drop_numbers, _drop_clauses, _drop_ranker)
_SYSTEMS = (
    Configuration(WHOLE),
    Configuration("fused", _drop_ranker),
    Configuration("lexical", _all(_drop_vectors, _BARE)),
    Configuration("dense", _all(_silence(*FIELDS), _BARE)),
)
_LESIONS = (
    *(Configuration(f"without-{name}", _silence(name), frozenset({name})) for name in FIELDS),
    Configuration("without-dense", _drop_vectors, frozenset({"cosine", "cosine_spread", "cosine_place"})),
    Configuration("without-glossary", _drop_glossary),
    Configuration("without-restorer", _drop_restorer),
    Configuration("without-numbers", _drop_numbers, frozenset({"number"})),
    Configuration("without-clauses", _drop_clauses, frozenset({"clause"})),
    Configuration("without-ranker", _drop_ranker),
    Configuration("without-trees", _drop_trees),
    Configuration("without-alignment", features=_ALIGNED),
    Configuration("without-projection", _drop_projection),
)
CONFIGURATIONS: Mapping[str, Configuration] = {one.name: one for one in (*_SYSTEMS, *_LESIONS)}
"""Every configuration by its name: whole systems first, then the whole one without each of its parts."""
LESIONS = tuple(one.name for one in _LESIONS)
"""Names of those that lack one part, in the order of a question's way through the search."""


def find_configuration(name: str) -> Configuration:
    """Return a configuration by its name.

    Raises:
        TrichdanError: there is none of that name.
    """
    if name not in CONFIGURATIONS:
        names = ", ".join(CONFIGURATIONS)
        raise TrichdanError(
            f"Không có cấu hình “{name}”. Hãy chọn một trong: {names}.",
            f"There is no configuration “{name}”. Choose one of: {names}.",
        )
    return CONFIGURATIONS[name]


def describe_configuration(service: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what a search says of itself, with the configuration that it was asked in."""
    return {**service, "search": name}
