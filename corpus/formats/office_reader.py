"""Kinds that another program reads for us: antiword for Word 6 and 95, LibreOffice for its own and others."""

import re
import tempfile
from pathlib import Path

from corpus.block import Block, Run
from corpus.formats.docx_reader import read_docx
from corpus.formats.limits import Limits
from corpus.formats.paragraphs import make_blocks
from corpus.formats.process import Allowance, ToolFailed, ToolOverran, find_tool, run_tool
from corpus.formats.refusal import Refusal

_ANTIWORD = "antiword"
_OFFICE = ("soffice", "libreoffice")
_OFFICE_MEMORY = 8 << 30


def read_old_word(data: bytes, limits: Limits) -> tuple[Block, ...]:
    """Return the paragraphs of a Word 6 or 95 file, by antiword or else LibreOffice.

    Args:
        data: the file.
        limits: bounds.

    Raises:
        Refusal: neither is installed, or the file can't be read.
    """
    antiword = find_tool(_ANTIWORD)
    if antiword is None:
        return read_office(data, limits, package=_ANTIWORD)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.doc"
        path.write_bytes(data)
        text = _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(path)], limits, Path(folder))
    lines = re.split(r"\n", text.decode("utf-8", "replace"))
    return tuple(block for line in lines for block in make_blocks([Run(line)]))


def read_office(data: bytes, limits: Limits, package: str = "libreoffice-writer-nogui") -> tuple[Block, ...]:
    """Return the blocks of any file that LibreOffice can turn into docx.

    Args:
        data: the file.
        limits: bounds.
        package: the Debian package to name where LibreOffice is missing.

    Raises:
        Refusal: it is not installed, or the file can't be read.
    """
    office = find_tool(*_OFFICE)
    if office is None:
        raise Refusal("tool_missing", package)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", folder]
        _run([office, profile, *options, str(path)], limits, Path(folder))
        converted = Path(folder) / "document.docx"
        if not converted.exists():
            raise Refusal("damaged")
        if converted.stat().st_size > limits.text_bytes:
            raise Refusal("bomb")
        return read_docx(converted.read_bytes(), limits)


def _run(command: list[str], limits: Limits, folder: Path) -> bytes:
    allowance = Allowance(limits.file_seconds, _OFFICE_MEMORY, limits.text_bytes)
    try:
        return run_tool(command, allowance, folder=folder)
    except ToolOverran as error:
        raise Refusal("too_slow") from error
    except ToolFailed as error:
        raise Refusal("encrypted" if "encrypted" in error.message.lower() else "damaged") from error
