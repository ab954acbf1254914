"""What the eval commands share: the language they speak, and where things lie by default."""

import os
from pathlib import Path

import platformdirs

from corpus.errors import Language, TrichdanError

_spoken: list[Language] = ["vi"]


def speak(wanted: Language) -> None:
    """Set the language of what follows."""
    _spoken[0] = wanted


def language() -> Language:
    """Return the language of this call."""
    return _spoken[0]


def choose(vi: str, en: str) -> str:
    """Return the sentence in the language of this call."""
    return vi if _spoken[0] == "vi" else en


def default_folder(name: str, variable: str) -> Path:
    """Return the folder that the environment names, the checkout's, or the platform's.

    Args:
        name: the folder's own name, ``library``.
        variable: name of the environment variable that may name another.
    """
    named = os.environ.get(variable)
    if named:
        return Path(named)
    if in_checkout():
        return Path(__file__).resolve().parents[1] / "var" / name
    return Path(platformdirs.user_data_dir("trichdan", appauthor=False)) / name


def in_checkout() -> bool:
    """Return whether this runs from a checkout and not from an installed package."""
    return (Path(__file__).resolve().parents[1] / "pyproject.toml").is_file()


def read_text(file: Path) -> str:
    """Read a file.

    Raises:
        TrichdanError: it can't be read.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TrichdanError(
            f"Không đọc được {file}: {error}. Hãy kiểm tra đường dẫn.",
            f"{file} can't be read: {error}. Check the path.",
        ) from error


def write_text(file: Path, text: str) -> None:
    """Write a file and the folders above it.

    Raises:
        TrichdanError: it can't be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TrichdanError(
            f"Không ghi được {file}: {error.strerror}. Hãy chọn nơi khác bằng --out.",
            f"{file} can't be written: {error.strerror}. Choose another place with --out.",
        ) from error
