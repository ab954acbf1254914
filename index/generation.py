"""A generation: one complete index on disk, written beside the one in service and swapped in atomically."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from corpus.errors import LibraryEmpty, LibraryError
from corpus.library import Library
from index.alignment import Aligner
from index.analysis import bare_syllables, segment
from index.dense import DenseIndex
from index.encoder import Encoder
from index.fields import FIELDS, Fields, analyse, collect_columns, describe_context, say_passage
from index.forward import ForwardIndex
from index.lexical import LexicalIndex
from index.signs import read_signs, split_sentences

FORMAT = 3
Progress = Callable[[str, int, int], None]
"""Called with the stage (``segment``, ``encode``, ``write``), what is done, and what there is to do."""

_BATCH = 256  # passages
_KEPT_GENERATIONS = 2  # the one in service, and the one that a running server may still be reading


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from and by.

    Attributes:
        versions: row numbers of the documents, in the order of the index's rows.
        passages: how many rows there are.
        encoder: name of the encoder; `fingerprint` tells two of the same name apart.
    """

    format: int
    number: int
    versions: tuple[int, ...]
    passages: int
    encoder: str
    fingerprint: str
    dimensions: int
    built_at: str


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation.

    Attributes:
        lexical: by field.
        dense: over the encoder's vectors.
        syllables: the passages' syllables without marks, by sentence.
        pieces: their tokens as the encoder numbers them; None where it has no vectors of words.
    """

    manifest: Manifest
    lexical: dict[str, LexicalIndex]
    dense: DenseIndex
    syllables: ForwardIndex
    pieces: ForwardIndex | None

    @classmethod
    def open(cls, library: Library) -> Self:
        """Open the generation in service.

        Raises:
            LibraryEmpty: no complete generation is there.
            LibraryError: it was written by another version of the program, or is damaged.
        """
        folder = library.files.generations / str(current_number(library))
        try:
            return cls.load(folder)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise _damaged(folder) from error

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open the generation that `write_generation` put into a folder.

        Raises:
            LibraryEmpty: it holds no passage.
            OSError, ValueError, KeyError, TypeError, RuntimeError: it is not there or damaged.
        """
        manifest = read_manifest(folder)
        if not manifest.passages:
            raise _nothing_inside()
        lexical = {name: LexicalIndex.load(folder / name) for name in FIELDS}
        pieces = ForwardIndex.load(folder / "pieces") if (folder / "pieces").is_dir() else None
        return cls(
            manifest,
            lexical,
            DenseIndex.load(folder / "dense.faiss"),
            ForwardIndex.load(folder / "syllables"),
            pieces,
        )


def current_number(library: Library) -> int:
    """Return the number of the generation in service.

    Raises:
        LibraryEmpty: none was ever completed.
    """
    try:
        return int(library.files.pointer.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise LibraryEmpty(
            "Thư viện chưa có chỉ mục. Hãy chạy “trichdan add TỆP_HOẶC_THƯ_MỤC” để tạo.",
            "The library has no index yet. Run “trichdan add FILE_OR_FOLDER” to build it.",
        ) from error


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a generation's folder.

    Raises:
        OSError, ValueError, TypeError: it is not there or not of this format.
    """
    kept = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if kept.get("format") != FORMAT:
        raise ValueError(f"format {kept.get('format')}")
    return Manifest(**{**kept, "versions": tuple(kept["versions"])})


def find_manifest(library: Library) -> Manifest | None:
    """Return the manifest of the generation in service, None where there is none that can be read."""
    try:
        return read_manifest(library.files.generations / str(current_number(library)))
    except (LibraryEmpty, OSError, ValueError, TypeError):
        return None


def is_current(library: Library, encoder: Encoder) -> bool:
    """Return whether the generation in service holds just the library's documents, by this encoder."""
    manifest = find_manifest(library)
    if manifest is None:
        return False
    return manifest.versions == library.versions() and manifest.fingerprint == encoder.fingerprint


def build(library: Library, encoder: Encoder, progress: Progress = lambda *_: None) -> Manifest:
    """Index the library's documents and put the new generation into service.

    Whatever dies before the last line, the generation that was in service stays there. Only passages not seen
    before are segmented and encoded. Call it inside `Library.writing`.

    Args:
        library: its current documents are indexed.
        encoder: makes the vectors.
        progress: told how far each stage is.
    """
    versions = library.versions()
    documents = library.documents(versions)
    rows = [(document, passage) for document in documents for passage in document.passages]
    fields = _analyse_rows(library, rows, progress)
    vectors = _encode_rows(library, rows, encoder, progress)
    progress("write", 0, 1)
    manifest = Manifest(
        format=FORMAT,
        number=_next_number(library),
        versions=versions,
        passages=len(rows),
        encoder=encoder.name,
        fingerprint=encoder.fingerprint,
        dimensions=encoder.dimensions,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    columns = collect_columns(fields)
    lexical = {name: LexicalIndex.build_column(columns[name]) for name in FIELDS}
    texts = [say_passage(passage) for _, passage in rows]
    generation = Generation(
        manifest, lexical, DenseIndex.build(vectors), *read_forward(texts, encoder.aligner)
    )
    write_generation(library.files.generations / str(manifest.number), generation)
    _swap(library, manifest.number)
    library.purge()
    progress("write", 1, 1)
    return manifest


def _analyse_rows(
    library: Library, rows: Sequence[tuple[Document, Passage]], progress: Progress
) -> list[Fields]:
    texts = [passage.text for _, passage in rows]
    words = _cached_segmentations(library, texts, progress)
    return [
        analyse(passage, describe_context(document, passage), found.split())
        for (document, passage), found in zip(rows, words, strict=True)
    ]


def _cached_segmentations(library: Library, texts: Sequence[str], progress: Progress) -> list[str]:
    keys = [_content_hash(text) for text in texts]
    known = library.segmentations(keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    for batch in _batches(list(missing.items())):
        progress("segment", len(texts) - len(missing), len(texts))
        fresh = {key: " ".join(segment(text)) for key, text in batch}
        library.keep_segmentations(fresh.items())
        known.update(fresh)
        for key in fresh:
            del missing[key]
    progress("segment", len(texts), len(texts))
    return [known[key] for key in keys]


def _encode_rows(
    library: Library, rows: Sequence[tuple[Document, Passage]], encoder: Encoder, progress: Progress
) -> NDArray[np.float32]:
    texts = [encoder_text(document, passage) for document, passage in rows]
    keys = [_content_hash(text) for text in texts]
    known = library.vectors(encoder.fingerprint, keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    for batch in _batches(list(missing.items())):
        progress("encode", len(texts) - len(missing), len(texts))
        vectors = encoder.encode_passages([text for _, text in batch]).astype("<f4")
        fresh = {key: vector.tobytes() for (key, _), vector in zip(batch, vectors, strict=True)}
        library.keep_vectors(encoder.fingerprint, fresh.items())
        known.update(fresh)
        for key in fresh:
            del missing[key]
    progress("encode", len(texts), len(texts))
    flat = np.frombuffer(b"".join(known[key] for key in keys), dtype="<f4")
    return flat.reshape(len(rows), encoder.dimensions).astype(np.float32)


def read_forward(texts: Sequence[str], aligner: Aligner | None) -> tuple[ForwardIndex, ForwardIndex | None]:
    """Return the syllables of passages by sentence, and their tokens as the encoder numbers them.

    Args:
        texts: one a passage.
        aligner: knows the encoder's tokens; without it there are none.
    """
    signs = sign_sentences(texts)
    return read_spoken(texts, signs), read_pieces(texts, signs, aligner) if aligner else None


def sign_sentences(texts: Sequence[str]) -> list[list[int]]:
    """Return the signs of every sentence of each text, as bits."""
    return [list(map(read_signs, split_sentences(text))) for text in texts]


def read_spoken(texts: Sequence[str], signs: Sequence[Sequence[int]]) -> ForwardIndex:
    """Return the syllables of passages by sentence, without marks.

    Args:
        texts: one a passage.
        signs: of each sentence of each, as `sign_sentences` tells them.
    """
    return ForwardIndex.build_from_words(
        [
            (bits, bare_syllables(sentence))
            for bits, sentence in zip(signed, split_sentences(text), strict=True)
        ]
        for signed, text in zip(signs, texts, strict=True)
    )


def read_pieces(
    texts: Sequence[str],
    signs: Sequence[Sequence[int]],
    aligner: Aligner,
    progress: Callable[[int], None] = lambda _: None,
) -> ForwardIndex:
    """Return the tokens of passages by sentence, as the encoder numbers them.

    Args:
        texts: one a passage.
        signs: of each sentence of each, as `sign_sentences` tells them.
        aligner: knows the encoder's tokens.
        progress: told after each batch how many passages are done.
    """

    def pair_up() -> Iterator[list[tuple[int, list[int]]]]:
        for start in range(0, len(texts), _BATCH):
            signed = signs[start : start + _BATCH]
            sentences = [one for text in texts[start : start + _BATCH] for one in split_sentences(text)]
            found = iter(aligner.tokenize(sentences))  # all at once, on every core there is
            yield from ([(bits, next(found)) for bits in passage] for passage in signed)
            progress(start + len(signed))

    return ForwardIndex.build(pair_up())


def encoder_text(document: Document, passage: Passage) -> str:
    """Return what the encoder reads of a passage: the headings above it, its lead-in, its words."""
    title = document.metadata.title or document.metadata.type or ""
    return "\n".join(part for part in (title, *passage.headings[-2:], say_passage(passage)) if part)


def write_generation(folder: Path, generation: Generation) -> None:
    """Write a generation beside its place and move it there once it is whole."""
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    if generation.manifest.passages:
        for name, index in generation.lexical.items():
            index.save(unfinished / name)
        generation.dense.save(unfinished / "dense.faiss")
        generation.syllables.save(unfinished / "syllables")
        if generation.pieces:
            generation.pieces.save(unfinished / "pieces")
    text = json.dumps(asdict(generation.manifest), ensure_ascii=False, indent=1)
    (unfinished / "manifest.json").write_text(text, encoding="utf-8")
    unfinished.rename(folder)


def _swap(library: Library, number: int) -> None:
    pointer = library.files.pointer
    beside = pointer.with_suffix(".unfinished")
    with beside.open("w", encoding="ascii") as file:
        file.write(str(number))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(pointer)
    for folder in library.files.generations.iterdir():
        if not folder.name.isdigit() or int(folder.name) <= number - _KEPT_GENERATIONS:
            shutil.rmtree(folder, ignore_errors=True)


def _next_number(library: Library) -> int:
    library.files.generations.mkdir(exist_ok=True)
    numbers = [int(folder.name) for folder in library.files.generations.iterdir() if folder.name.isdigit()]
    return max(numbers, default=0) + 1


def _batches(items: list[tuple[str, str]], size: int = 256) -> list[list[tuple[str, str]]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _content_hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _nothing_inside() -> LibraryEmpty:
    return LibraryEmpty(
        "Thư viện chưa có văn bản nào. Hãy chạy “trichdan add TỆP_HOẶC_THƯ_MỤC” để thêm.",
        "The library holds no document. Run “trichdan add FILE_OR_FOLDER” to add some.",
    )


def _damaged(folder: Path) -> LibraryError:
    return LibraryError(
        f"Chỉ mục ở {folder} bị hỏng hoặc do bản chương trình khác tạo. Hãy chạy “trichdan rebuild” để tạo lại.",
        f"The index in {folder} is damaged or was made by another version. Run “trichdan rebuild” to remake it.",
    )
