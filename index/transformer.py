"""A small BERT read without its library: one question at a time, in a few milliseconds, with no second of start-up.

It gives the vectors that the Transformer, Pooling and Dense modules of sentence-transformers give (Devlin et al.
2019; pooling by the mean, Reimers and Gurevych 2019).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.tensors import read_tensors
from index.tokens import Tokenizer, load_tokenizer

Array = NDArray[np.float32]

_LONGEST = 512


class Transformer:
    """The weights of a BERT, and a map from its vectors into those of another encoder."""

    def __init__(
        self, tokenizer: Tokenizer, weights: Mapping[str, NDArray[np.generic]], heads: int, epsilon: float
    ) -> None:
        self._tokenizer = tokenizer
        self._words = weights["embeddings.word_embeddings.weight"]
        self._weights = {name: _lay_out(name, w) for name, w in weights.items() if w is not self._words}
        self._layers = 1 + max(
            int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer.")
        )
        self._heads = heads
        self._epsilon = epsilon

    @classmethod
    def load(cls, body: Path, head: Path) -> Self:
        """Read the folders of a Transformer module and of the Dense module after it.

        Raises:
            OSError, ValueError, KeyError: they do not hold such modules.
        """
        config = json.loads((body / "config.json").read_text(encoding="utf-8"))
        if config["model_type"] != "bert" or config["hidden_act"] != "gelu":
            raise ValueError(f"{body} holds no BERT")
        weights = read_tensors(body / "model.safetensors")
        weights["head"] = read_tensors(head / "model.safetensors")["linear.weight"]
        tokenizer = load_tokenizer(body / "tokenizer.json")
        tokenizer.enable_truncation(_LONGEST)
        return cls(tokenizer, weights, config["num_attention_heads"], config["layer_norm_eps"])

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._weights["head"].shape[0])

    def encode(self, text: str) -> Array:
        """Return the vector of one text, shape (dimensions,), of no particular length."""
        states = self._embed(self._tokenizer.encode(text).ids)
        for layer in range(self._layers):
            states = self._apply_layer(f"encoder.layer.{layer}.", states)
        return np.asarray(self._weights["head"] @ states.mean(axis=0), dtype=np.float32)

    def _embed(self, tokens: list[int]) -> Array:
        words = self._words[tokens].astype(np.float32)
        places = self._weights["embeddings.position_embeddings.weight"][: len(tokens)]
        kinds = self._weights["embeddings.token_type_embeddings.weight"][0]
        return self._normalise("embeddings.LayerNorm", words + places + kinds)

    def _apply_layer(self, name: str, states: Array) -> Array:
        attended = self._multiply(
            name + "attention.output.dense", self._attend(name + "attention.self.", states)
        )
        states = self._normalise(name + "attention.output.LayerNorm", states + attended)
        inner = _gelu(self._multiply(name + "intermediate.dense", states))
        return self._normalise(
            name + "output.LayerNorm", states + self._multiply(name + "output.dense", inner)
        )

    def _attend(self, name: str, states: Array) -> Array:
        """Return what each token gathers from all others, heads side by side (Vaswani et al. 2017)."""
        tokens, width = states.shape
        query, key, value = (
            self._multiply(name + part, states).reshape(tokens, self._heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width / self._heads))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.asarray((shares @ value).transpose(1, 0, 2).reshape(tokens, width), dtype=np.float32)

    def _multiply(self, name: str, states: Array) -> Array:
        return np.asarray(states @ self._weights[name + ".weight"] + self._weights[name + ".bias"])

    def _normalise(self, name: str, states: Array) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(self._epsilon))
        return np.asarray(centred / spread * self._weights[name + ".weight"] + self._weights[name + ".bias"])


def _lay_out(name: str, weights: NDArray[np.generic]) -> Array:
    """Return weights as single floats; those that a few tokens are multiplied by with their columns in rows.

    A short text by a large matrix takes half the time when the matrix is read along its rows.
    """
    multiplied = name.startswith("encoder.") and weights.ndim == 2
    return np.ascontiguousarray(weights.T if multiplied else weights, dtype=np.float32)


def _gelu(values: Array) -> Array:
    """Return x times the normal distribution up to x (Hendrycks and Gimpel 2016)."""
    return np.asarray(values * 0.5 * (1 + _erf(values / np.float32(np.sqrt(2)))), dtype=np.float32)


def _erf(values: Array) -> Array:
    """Return the error function, to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26)."""
    size = np.abs(values)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(values) * (1 - series * np.exp(-size * size)), dtype=np.float32)
