"""The index in service brought up to date with the library, by the encoder that it was built by."""

from corpus.errors import EncoderMismatch, LibraryEmpty
from corpus.library import Library
from index.encoder import Encoder, load_encoder
from index.generation import Manifest, Progress, build, find_manifest, is_current


def choose_encoder(library: Library, named: str | None = None, *, change: bool = False) -> Encoder:
    """Return the named encoder, else the one that built the index in service, else the one that ships.

    Args:
        library: whose index is to be built.
        named: name or path of a sentence-transformers model.
        change: whether another one may take the place of the one that built the index.

    Raises:
        EncoderMismatch: another one built the index, and that is not to change.
        EncoderError: it can't be loaded.
    """
    built = find_manifest(library)
    model = load_encoder(named or (built.encoder if built else None))
    if built and not change and built.encoder != model.name and built.fingerprint != model.fingerprint:
        raise EncoderMismatch(
            f"Chỉ mục được tạo bằng bộ mã hóa “{built.encoder}”. Hãy bỏ --encoder, hoặc chạy"
            f" “trichdan rebuild --encoder {named}” để đổi.",
            f"The index was built by the encoder “{built.encoder}”. Leave --encoder out, or run"
            f" “trichdan rebuild --encoder {named}” to change it.",
        )
    return model


def refresh(
    library: Library, encoder: Encoder, progress: Progress = lambda *_: None, *, always: bool = False
) -> Manifest | None:
    """Build a generation if the one in service is not that of the library's documents by this encoder.

    Call it inside `Library.writing`.

    Args:
        library: its current documents are indexed.
        encoder: makes the vectors.
        progress: told how far each stage is.
        always: build even so.

    Returns:
        The manifest of the new generation, None where none was needed.

    Raises:
        LibraryEmpty: nothing was ever added, so that there is nothing to build.
    """
    if not library.versions() and not library.files.pointer.exists():
        raise LibraryEmpty(
            "Chưa có văn bản nào trong thư viện nên chưa lập chỉ mục. Hãy chạy “trichdan add TỆP_HOẶC_THƯ_MỤC”.",
            "The library holds no document, so nothing was indexed. Run “trichdan add FILE_OR_FOLDER”.",
        )
    if not always and is_current(library, encoder):
        return None
    return build(library, encoder, progress)
