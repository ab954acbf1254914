"""Files that come with a request: counted, bounded, and put aside under their own names."""

import re
import shutil
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from corpus.formats import LIMITS
from web.refusal import UploadError

FORMATS = tuple("docx doc pdf txt md html htm mht mhtml rtf odt png jpg jpeg tif tiff".split())
MOST_FILES = 200
MOST_BYTES = 2 * LIMITS.file_bytes  # of one request
_MOST_FIELDS = 40
_NAME_LENGTH = 120  # characters; with the marks of Vietnamese well within what a file system takes
_BREAKS = re.compile(r"[\s/.]+")  # a dot would make an address look like that of a file
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


@asynccontextmanager
async def read_form(request: Request) -> AsyncIterator[FormData]:
    """Read a form of bounded size; its temporary files are gone afterwards.

    Raises:
        UploadError: it is too large, holds too many files, or is no form.
    """
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        raise _too_large()
    bounded = Request(request.scope, _bound(request))
    try:
        async with bounded.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS) as form:
            yield form
    except HTTPException as error:
        raise UploadError(
            f"Không nhận được: mỗi lần gửi tối đa {MOST_FILES} tệp. Hãy chia thành nhiều lần.",
            f"This can't be taken: at most {MOST_FILES} files at a time. Send them in several parts.",
        ) from error


async def put_aside(files: Sequence[UploadFile]) -> tuple[TemporaryDirectory[str], tuple[Path, ...]]:
    """Copy files into a temporary folder, each under its own name in a folder of its own.

    Raises:
        UploadError: there is none.
    """
    named = [file for file in files if file.filename]
    if not named:
        raise UploadError(
            "Chưa chọn tệp nào. Hãy chọn tệp rồi gửi lại.",
            "No file was chosen. Choose some, then send again.",
        )
    folder = TemporaryDirectory(prefix="trichdan-", ignore_cleanup_errors=True)
    try:
        paths = [Path(folder.name) / str(i) / clean_name(file.filename or "") for i, file in enumerate(named)]
        for file, path in zip(named, paths, strict=True):
            await run_in_threadpool(_copy, file, path)
    except BaseException:
        folder.cleanup()
        raise
    return folder, tuple(paths)


def clean_name(name: str) -> str:
    """Return a file's own name: no folder, nothing that a file system or a reader would trip over."""
    last = PurePosixPath(name.replace("\\", "/")).name
    bare = " ".join(_UNFIT.sub(" ", last).split()).lstrip(". ")
    stem, dot, suffix = bare.rpartition(".")
    if not dot or len(suffix) > 8:
        return bare[:_NAME_LENGTH] or "van-ban"
    return f"{stem[: _NAME_LENGTH - len(suffix)]}.{suffix}"


def free_name(wanted: str, taken: Collection[str], fallback: str) -> str:
    """Return a name for a folder or a file's stem that is not taken: a wanted one, with a number where it must be."""
    bare = _BREAKS.sub("-", clean_name(wanted)).strip("-.") or fallback
    names = (f"{bare}-{n}" if n > 1 else bare for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _copy(file: UploadFile, path: Path) -> None:
    path.parent.mkdir()
    with path.open("wb") as copy:
        shutil.copyfileobj(file.file, copy, 1 << 20)


def _bound(request: Request) -> Receive:
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > MOST_BYTES:
            raise _too_large()
        return message

    return receive


def _too_large() -> UploadError:
    size = MOST_BYTES // (1024 * 1024)
    return UploadError(
        f"Các tệp gửi lên lớn quá {size} MB. Hãy chia thành nhiều lần.",
        f"The files are larger than {size} MB together. Send them in several parts.",
    )
