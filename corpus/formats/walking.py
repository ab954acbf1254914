"""The files of the paths that a person names."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.errors import ReadError
from corpus.formats.refusal import refuse

Refused = Callable[[Path, ReadError], None]


def walk_files(paths: Sequence[Path], refused: Refused | None = None) -> Iterator[Path]:
    """Yield every file of the paths, each once, folders in sorted order.

    Hidden files and folders, and the lock files that Word leaves (``~$…``), are passed over. A link that
    leads out of its folder is refused; a file or link that the person named is taken as it is.

    Args:
        paths: files and folders.
        refused: told of every path that can't be walked; the others go on.

    Raises:
        ReadError: a path is missing or can't be listed, and nobody listens to refusals.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files_of(path, refused):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _files_of(path: Path, refused: Refused | None) -> Iterator[Path]:
    if path.is_dir():
        yield from _walk_folder(path, refused)
    elif os.path.lexists(path):
        yield path
    else:
        _tell(path, refuse("missing", str(path)), refused)


def _walk_folder(folder: Path, refused: Refused | None) -> Iterator[Path]:
    """Depth first, on a stack of our own: a folder can be deeper than Python's."""
    root = folder.resolve()
    waiting = list(reversed(_list_entries(folder, refused)))
    while waiting:
        entry = waiting.pop()
        path = Path(entry.path)
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_symlink() and not _leads_inside(path, root):
            if refused is not None:
                refused(path, refuse("outside" if path.exists() else "missing", entry.name))
        elif entry.is_dir(follow_symlinks=False):
            waiting.extend(reversed(_list_entries(path, refused)))
        elif entry.is_file():
            yield path


def _list_entries(folder: Path, refused: Refused | None) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        _tell(folder, refuse("unreadable", folder.name, error.strerror or ""), refused)
        return []


def _leads_inside(link: Path, root: Path) -> bool:
    """Whether a link ends at something inside the folder; a broken link and a loop do not."""
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _tell(path: Path, error: ReadError, refused: Refused | None) -> None:
    if refused is None:
        raise error
    refused(path, error)
