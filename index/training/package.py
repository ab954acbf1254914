"""Trained weights into a folder that `SentenceTransformer(path)` loads."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.tensors import read_tensors, write_tensors
from index.tokens import Tokenizer

_MODULES = "sentence_transformers.sentence_transformer.modules"
_STATIC, _BODY, _POOLING, _HEAD = "0_StaticEmbedding", "1_Transformer", "2_Pooling", "3_Dense"
_STEPS = 127
_NEEDED = re.compile(
    r"\[(PAD|UNK|CLS|SEP|MASK)\]|(?!\[unused)[\x21-\x7eÀ-ỹ]+"
)  # no other script, nothing unused


def write_static_model(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32]) -> None:
    """Write a model of token vectors alone, shape (tokens, dimensions)."""
    _write_static(folder / _STATIC, tokenizer, vectors)
    _write_modules(folder, ((_STATIC, "StaticEmbedding"), ("1_Normalize", "Normalize")))


def write_routed_model(
    folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], body: Path, head: NDArray[np.float32]
) -> None:
    """Write a model that reads passages by token vectors and questions by a transformer.

    Args:
        folder: where to.
        tokenizer, vectors: of the passages.
        body: the folder of the transformer.
        head: the map from its vectors to those of the passages, shape (dimensions, its dimensions).
    """
    _write_static(folder / _STATIC, tokenizer, vectors)
    _write_body(folder / _BODY, body)
    _write_json(
        folder / _POOLING / "config.json", {"embedding_dimension": head.shape[1], "pooling_mode": "mean"}
    )
    _write_head(folder / _HEAD, head)
    _write_modules(folder, (("", "Router"), ("1_Normalize", "Normalize")))
    kinds = {_STATIC: "StaticEmbedding", _BODY: "Transformer", _POOLING: "Pooling", _HEAD: "Dense"}
    routes = {
        "types": {part: f"{_MODULES}.{kind}" for part, kind in kinds.items()},
        "structure": {"query": [_BODY, _POOLING, _HEAD], "document": [_STATIC]},
        "parameters": {"default_route": "document", "allow_empty_key": True},
    }
    _write_json(folder / "router_config.json", routes)


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return vectors in whole steps from -127 to 127, and the size of each row's step."""
    sizes = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / _STEPS
    return np.rint(vectors / sizes[:, np.newaxis]).astype(np.int8), sizes.astype(np.float32)


def _write_static(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    steps, sizes = quantise(vectors)
    write_tensors(folder / "model.safetensors", {"embeddings": steps, "weights": sizes})
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def _write_body(folder: Path, source: Path) -> None:
    """Copy a transformer at half precision, without the tokens that no English or Vietnamese text needs."""
    tensors = read_tensors(source / "model.safetensors")
    spoken = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    numbers = spoken["model"]["vocab"]
    kept = [token for token in sorted(numbers, key=numbers.__getitem__) if _NEEDED.fullmatch(token)]
    rows = [numbers[token] for token in kept]
    words = "embeddings.word_embeddings.weight"
    tensors[words] = tensors[words][rows]
    halves = {n: t.astype(np.float16) for n, t in tensors.items() if n != "embeddings.position_ids"}
    folder.mkdir(parents=True, exist_ok=True)
    write_tensors(folder / "model.safetensors", halves)
    _write_json(folder / "tokenizer.json", _renumber(spoken, {token: i for i, token in enumerate(kept)}))
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    _write_json(folder / "config.json", config | {"vocab_size": len(kept), "dtype": "float32"})
    _write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512},
    )
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": 512, "do_lower_case": False})


def _renumber(spoken: dict[str, Any], numbers: dict[str, int]) -> dict[str, Any]:
    """Return a WordPiece tokenizer's file with the tokens in `numbers` alone."""
    special = [token | {"id": numbers[token["content"]]} for token in spoken["added_tokens"]]
    processor = json.loads(json.dumps(spoken["post_processor"]))
    for name, token in processor.get("special_tokens", {}).items():
        token["ids"] = [numbers[name]]
    return spoken | {
        "model": spoken["model"] | {"vocab": numbers},
        "added_tokens": special,
        "post_processor": processor,
        "truncation": None,
        "padding": None,
    }


def _write_head(folder: Path, head: NDArray[np.float32]) -> None:
    config = {
        "in_features": head.shape[1],
        "out_features": head.shape[0],
        "bias": False,
        "activation_function": "torch.nn.modules.linear.Identity",
    }
    _write_json(folder / "config.json", config)
    write_tensors(folder / "model.safetensors", {"linear.weight": head.astype(np.float32)})


def _write_modules(folder: Path, modules: tuple[tuple[str, str], ...]) -> None:
    """Write the two files that tell the library which modules stand in which folders."""
    listed = [
        {"idx": i, "name": str(i), "path": path, "type": f"{_MODULES}.{kind}"}
        for i, (path, kind) in enumerate(modules)
    ]
    _write_json(folder / "modules.json", listed)
    _write_json(
        folder / "config_sentence_transformers.json",
        {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"},
    )


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
