"""The encoder that ships: token vectors for every passage, and for English questions a transformer beside them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from index.language import detect_language
from index.static import StaticModel, Vectors, scale_to_unit
from index.transformer import Transformer

_STATIC, _NORMALIZE, _ROUTER = "StaticEmbedding", "Normalize", "Router"
_QUESTION_ROUTE = ("Transformer", "Pooling", "Dense")
_ENGLISH = ("en", "en-mixed")


class RoutedModel:
    """A static model, and the transformer that reads English questions into its space.

    An English question's vector is the sum of what both make of it: the transformer knows what is meant, the
    token vectors which names and numbers stand there.
    """

    def __init__(self, static: StaticModel, route: tuple[Path, Path] | None = None) -> None:
        self._static = static
        self._route = route
        self._transformer: Transformer | None = None

    @classmethod
    def find(cls, model: Path) -> Self | None:
        """Return the model of a folder, or None if it is made of other modules than these.

        Raises:
            OSError, ValueError, KeyError: a file of the model is damaged.
        """
        modules = _read_modules(model)
        kinds = [kind for kind, _ in modules]
        if kinds in ([_STATIC], [_STATIC, _NORMALIZE]):
            return cls(StaticModel.load(model / modules[0][1]))
        if kinds != [_ROUTER, _NORMALIZE]:
            return None
        config = json.loads((model / modules[0][1] / "router_config.json").read_text(encoding="utf-8"))
        question, passage = config["structure"].get("query"), config["structure"].get("document")
        names = [
            [config["types"][part].rpartition(".")[2] for part in route] for route in (question, passage)
        ]
        if names != [list(_QUESTION_ROUTE), [_STATIC]]:
            return None
        return cls(StaticModel.load(model / passage[0]), (model / question[0], model / question[2]))

    @property
    def static(self) -> StaticModel:
        """The token vectors of the passages' side."""
        return self._static

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._static.dimensions

    def encode(self, texts: Sequence[str], is_question: bool) -> Vectors:
        """Return vectors of length one, shape (texts, dimensions)."""
        vectors = self._static.encode(texts)
        if is_question and self._route:
            for row, text in enumerate(texts):
                if detect_language(text) in _ENGLISH:
                    vectors[row] += scale_to_unit(self._open_transformer().encode(text))
        return scale_to_unit(vectors)

    def _open_transformer(self) -> Transformer:
        """Return the transformer, read when the first English question comes."""
        if self._transformer is None and self._route:
            self._transformer = Transformer.load(*self._route)
        if self._transformer is None:
            raise ValueError("the model has no transformer")
        return self._transformer


def _read_modules(model: Path) -> list[tuple[str, str]]:
    """Return the kind and folder of each module, none where the folder names none."""
    try:
        listed = json.loads((model / "modules.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [(module["type"].rpartition(".")[2], module["path"]) for module in listed]
