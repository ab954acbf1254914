"""Whether a library, its index and the programs that read files are as they should be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import TrichdanError
from corpus.formats.ocr import require_tesseract
from corpus.formats.process import find_tool
from corpus.formats.refusal import Refusal
from corpus.library import Library
from index.encoder import Encoder, load_encoder
from index.generation import Generation

State = Literal["good", "optional", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: ``library``, ``originals``, ``encoder``, ``index``, or the name of a program.
        state: ``optional`` is something missing that most files do without.
        vi, en: what was found, and what to do about it.
    """

    subject: str
    state: State
    vi: str
    en: str


def examine(folder: Path, encoder: str | None = None) -> Iterator[Finding]:
    """Yield what is found, the library first and the programs last.

    Args:
        folder: the library's.
        encoder: name or path of the one that is to answer questions; None for the one that ships.
    """
    model: Encoder | None = None
    try:
        model = load_encoder(encoder)
        yield Finding("encoder", "good", *_say_encoder(model))
    except TrichdanError as error:
        yield Finding("encoder", "bad", error.vi, error.en)
    try:
        with Library(folder) as library:
            yield from _examine_library(library)
            yield _examine_index(library, model)
    except TrichdanError as error:
        yield Finding("library", "bad", error.vi, error.en)
    yield from examine_tools()


def _say_encoder(model: Encoder) -> tuple[str, str]:
    kept = f"{model.name} ({model.fingerprint})"
    return f"Bộ mã hóa: {kept}, {model.dimensions} chiều.", f"Encoder: {kept}, {model.dimensions} dimensions."


def _examine_library(library: Library) -> Iterator[Finding]:
    documents = library.documents()
    size = _say_size(library.files.folder)
    passages = sum(len(document.passages) for document in documents)
    yield Finding(
        "library",
        "good",
        f"Thư viện: {library.files.folder}, {len(documents)} văn bản, {passages} đoạn, {size}.",
        f"Library: {library.files.folder}, {len(documents)} documents, {passages} passages, {size}.",
    )
    lost = [document.source for document in documents if library.original(document) is None]
    if lost:
        names = ", ".join(lost[:6])
        yield Finding(
            "originals",
            "bad",
            f"Mất {len(lost)} tệp gốc: {names}. Hãy bỏ các văn bản ấy rồi thêm lại.",
            f"{len(lost)} originals are lost: {names}. Remove those documents and add them again.",
        )


def _examine_index(library: Library, model: Encoder | None) -> Finding:
    try:
        manifest = Generation.open(library).manifest
    except TrichdanError as error:
        return Finding("index", "bad", error.vi, error.en)
    if manifest.versions != library.versions():
        vi, en = "chưa khớp với thư viện", "does not hold the library as it is now"
    elif model and manifest.fingerprint != model.fingerprint:
        vi, en = f"do bộ mã hóa “{manifest.encoder}” tạo", f"was built by the encoder “{manifest.encoder}”"
    else:
        return Finding(
            "index",
            "good",
            f"Chỉ mục: lần lập {manifest.number}, {manifest.passages} đoạn, lúc {manifest.built_at}.",
            f"Index: generation {manifest.number}, {manifest.passages} passages, built at {manifest.built_at}.",
        )
    return Finding(
        "index",
        "bad",
        f"Chỉ mục {vi}. Hãy chạy “trichdan rebuild” để lập lại.",
        f"The index {en}. Run “trichdan rebuild” to remake it.",
    )


def examine_tools() -> Iterator[Finding]:
    """Yield which of the programs that read some kinds of files are installed."""
    for name, package, kinds, found in _TOOLS:
        if found():
            yield Finding(name, "good", f"{name}: đọc được {kinds[0]}.", f"{name}: reads {kinds[1]}.")
        else:
            yield Finding(
                name,
                "optional",
                f"{name}: chưa có, nên chưa đọc được {kinds[0]}. Nếu cần: apt-get install {package}.",
                f"{name}: not installed, so {kinds[1]} can't be read. If needed: apt-get install {package}.",
            )


def _has_tesseract() -> bool:
    try:
        return bool(require_tesseract())
    except Refusal:
        return False


_Tool = tuple[str, str, tuple[str, str], Callable[[], bool]]
_TOOLS: tuple[_Tool, ...] = (
    ("tesseract", "tesseract-ocr-vie", ("bản quét và ảnh chụp", "scans and pictures"), _has_tesseract),
    ("antiword", "antiword", ("tệp Word 6 và 95", "files of Word 6 and 95"), lambda: bool(find_tool("antiword"))),
    (
        "libreoffice",
        "libreoffice-writer-nogui",
        ("tệp .odt và các kiểu hiếm", ".odt and rarer kinds"),
        lambda: bool(find_tool("soffice", "libreoffice")),
    ),
)  # fmt: skip


def _say_size(folder: Path) -> str:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return f"{size / 1_048_576:.1f} MB"
