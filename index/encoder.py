"""Texts into vectors. The one module that imports sentence_transformers, and only when a model needs it.

The encoder that ships is read by `index.routed`; any other sentence-transformers model can take its place.
Nothing is ever fetched: a model is a folder, or lies in the local cache.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from index.alignment import Aligner
from index.analysis import fold_tone_placement, segment
from index.habits import Habits, find_habits
from index.projection import Projection, find_projection
from index.routed import RoutedModel
from index.static import scale_to_unit

Vectors = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "models" / "encoder"
SHIPPED_NAME = "trichdan-encoder"
_BATCH = 256
_SAMPLES = 64
_SAMPLE_BYTES = 4096
_NO_WEIGHTS = (".md", ".lock", ".gitattributes", ".onnx")


class _Model(Protocol):
    """What turns texts into vectors; `is_question` lets a model treat the two sides differently."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str], is_question: bool) -> Vectors: ...


class Encoder:
    """One encoder, whatever it is made of.

    Attributes:
        name: as it was asked for; ``trichdan-encoder`` for the one that ships.
        fingerprint: of its files and of how it is fed: the same text gets the same vector under the same one.
        dimensions: of every vector.
    """

    def __init__(
        self, name: str, fingerprint: str, model: _Model, projection: Projection | None = None
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions = model.dimensions
        self._model = model
        self._projection = projection

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one vector of length one a passage, shape (passages, dimensions).

        Args:
            texts: the passages.
            progress: told after each batch how many passages are done.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            vectors[start : start + len(batch)] = self._model.encode(batch, is_question=False)
            if progress:
                progress(start + len(batch))
        return vectors

    @cached_property
    def aligner(self) -> Aligner | None:
        """What compares single words, where the encoder has vectors of words; None where it has none."""
        model = self._model
        return Aligner(model.static, self._projection) if isinstance(model, RoutedModel) else None

    def see_through(self, projection: Projection | None) -> "Encoder":
        """Return the same encoder, its words compared through another projection, or as they are."""
        return Encoder(self.name, self.fingerprint, self._model, projection)

    def encode_question(self, text: str) -> Vectors:
        """Return the vector of a question, shape (dimensions,), of length one."""
        return np.asarray(self._model.encode([text], is_question=True)[0])


class _Foreign:
    """A model run by sentence-transformers, fed as it was trained."""

    def __init__(self, model: Any, habits: Habits) -> None:
        self._model = model
        self._habits = habits
        if habits.tokens:
            model.max_seq_length = min(habits.tokens, model.max_seq_length or habits.tokens)
        # Models made before the library's version 5.4 know the older name of this method only.
        measure = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        self._dimensions = int(measure())

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode(self, texts: Sequence[str], is_question: bool) -> Vectors:
        prefix = self._habits.question_prefix if is_question else self._habits.passage_prefix
        fed = [prefix + self._spell(text) for text in texts]
        encode = self._model.encode_query if is_question else self._model.encode_document
        vectors = np.asarray(encode(fed, show_progress_bar=False, convert_to_numpy=True), dtype=np.float32)
        return scale_to_unit(vectors)

    def _spell(self, text: str) -> str:
        return " ".join(segment(text)) if self._habits.segmented else fold_tone_placement(text)


def load_encoder(name_or_path: str | None = None) -> Encoder:
    """Load an encoder.

    Args:
        name_or_path: a sentence-transformers model, by folder or by its name in the local cache; None for the
            one that ships.

    Raises:
        EncoderError: it isn't there, or isn't such a model.
    """
    wanted = name_or_path if name_or_path and name_or_path != SHIPPED_NAME else None
    name = wanted or SHIPPED_NAME
    folder = _find_folder(wanted) if wanted else SHIPPED
    habits = find_habits(name)
    try:
        fingerprint = _fingerprint(folder, habits)
        return Encoder(name, fingerprint, _open_model(folder, habits), find_projection(fingerprint))
    except EncoderError:
        raise
    except Exception as error:
        raise _unreadable(name, error) from error


def _open_model(folder: Path, habits: Habits) -> _Model:
    if habits == Habits():
        routed = RoutedModel.find(folder)
        if routed:
            return routed
    return _Foreign(_import_library().SentenceTransformer(str(folder), device="cpu"), habits)


class Reranker:
    """A cross-encoder: it reads question and passage together, and is slow for it."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self._model = model

    def score(self, question: str, passages: Sequence[str]) -> Vectors:
        """Return how well each passage answers, shape (passages,); higher is better."""
        pairs = [(question, passage) for passage in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32).reshape(-1)


def load_reranker(name_or_path: str) -> Reranker:
    """Load a cross-encoder by folder or by its name in the local cache.

    Raises:
        EncoderError: it isn't there, or isn't such a model.
    """
    folder = _find_folder(name_or_path)
    try:
        return Reranker(name_or_path, _import_library().CrossEncoder(str(folder), device="cpu"))
    except Exception as error:
        raise _unreadable(name_or_path, error) from error


def _import_library() -> Any:
    """Import sentence-transformers, which takes seconds, kept from the network."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import sentence_transformers  # noqa: PLC0415

    return sentence_transformers


def _find_folder(name_or_path: str) -> Path:
    folder = Path(name_or_path).expanduser()
    if folder.is_dir():
        return folder
    _import_library()
    from huggingface_hub import snapshot_download  # noqa: PLC0415 (brought by sentence-transformers)

    try:
        return Path(snapshot_download(name_or_path, local_files_only=True))
    except Exception as error:
        raise _missing(name_or_path) from error


def _fingerprint(folder: Path, habits: Habits) -> str:
    """Return a hash of the model's files: of the large ones, of their size and of samples spread over them."""
    digest = hashlib.sha256(repr(habits).encode())
    for path in sorted(_model_files(folder)):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}".encode())
        with path.open("rb") as file:
            for offset in _sample_offsets(size):
                file.seek(offset)
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:16]


def _sample_offsets(size: int) -> Iterator[int]:
    step = max(_SAMPLE_BYTES, size // _SAMPLES)
    return iter(range(0, size, step))


def _model_files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and not p.name.lower().endswith(_NO_WEIGHTS))


def _missing(name: str) -> EncoderError:
    return EncoderError(
        f"Không tìm thấy mô hình “{name}” trên máy này. Hãy chạy “hf download {name} --local-dir THƯ_MỤC” "
        "trên máy có mạng rồi chỉ đến thư mục đó, hoặc bỏ tham số này để dùng mô hình đi kèm.",
        f"The model “{name}” isn't on this machine. Run “hf download {name} --local-dir FOLDER” where there is a "
        "network and give that folder, or leave the option out to use the model that ships.",
    )


def _unreadable(name: str, error: Exception) -> EncoderError:
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return EncoderError(
        f"Không mở được mô hình “{name}” ({reason}). Hãy kiểm tra xem thư mục có đủ tệp của một mô hình "
        "sentence-transformers không.",
        f"The model “{name}” can't be opened ({reason}). Check that the folder holds all files of a "
        "sentence-transformers model.",
    )
