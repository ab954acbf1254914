"""The parts of a docx file, unpacked within bounds."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from corpus.formats.limits import MIB, Limits
from corpus.formats.refusal import Refusal

_CHUNK = 1 << 16
_SIDE_PART_BYTES = 32 * MIB
_RATIO_FROM = 8 * MIB
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
_UNPACK_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Package:
    """A docx file and its parts by the role that they play for the main one.

    Args:
        data: the file.
        limits: bounds of what it may unpack to.

    Raises:
        Refusal: it is damaged, encrypted, or a bomb.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _UNPACK_ERRORS as error:
            raise Refusal("damaged") from error
        if len(self._archive.infolist()) > limits.parts:
            raise Refusal("bomb")
        self._limits = limits
        self._unpacked = 0
        self.main = self._find_main()

    def stream(self, name: str) -> Iterator[bytes]:
        """Yield a part in chunks, in the namespaces of transitional OOXML."""
        info = self._find(name)
        if info is None:
            raise Refusal("damaged", name)
        size = 0
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk if size else _loosen(chunk)
                    size += len(chunk)
                    self._count(len(chunk), size, info.compress_size)
        except _UNPACK_ERRORS as error:
            raise Refusal("damaged", name) from error

    def tree(self, role: str) -> ElementTree.Element | None:
        """Return a small part (``styles``, ``numbering``) parsed, None where the file has none."""
        name = self.part(role)
        return None if name is None else self._parse(name)

    def part(self, role: str) -> str | None:
        """Return the name of the part that plays a role for the main one, as its relationships say."""
        folder, file = posixpath.split(self.main)
        target = self._relation(posixpath.join(folder, "_rels", f"{file}.rels"), role)
        name = posixpath.join(folder, f"{role}.xml") if target is None else _join(folder, target)
        return name if self._find(name) else None

    def _find_main(self) -> str:
        target = self._relation("_rels/.rels", "officeDocument")
        name = "word/document.xml" if target is None else _join("", target)
        if self._find(name) is None:
            raise Refusal("damaged", name)
        return name

    def _relation(self, name: str, role: str) -> str | None:
        if self._find(name) is None:
            return None
        for relation in self._parse(name):
            if relation.get("Type", "").endswith(f"/{role}") and relation.get("TargetMode") != "External":
                return relation.get("Target")
        return None

    def _parse(self, name: str) -> ElementTree.Element:
        data = bytearray()
        for chunk in self.stream(name):
            data += chunk
            if len(data) > _SIDE_PART_BYTES:
                raise Refusal("bomb", name)
        try:
            return ElementTree.fromstring(bytes(data), ElementTree.XMLParser(target=_Builder()))
        except ElementTree.ParseError as error:
            raise Refusal("damaged", name) from error

    def _find(self, name: str) -> zipfile.ZipInfo | None:
        info = self._archive.NameToInfo.get(name)
        if info is not None and info.flag_bits & 1:
            raise Refusal("encrypted")
        if info is not None and info.compress_type not in _METHODS:
            raise Refusal("damaged", name)
        return info

    def _count(self, chunk: int, part: int, packed: int) -> None:
        """Count what has really come out: the sizes that an archive declares may lie."""
        self._unpacked += chunk
        implausible = part > _RATIO_FROM and part > packed * self._limits.unpacked_ratio
        if implausible or self._unpacked > self._limits.unpacked_bytes:
            raise Refusal("bomb")


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree, unless the XML declares a document type: entities are declared there."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse it; office files have none."""
        raise Refusal("entities")


def _join(folder: str, target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)


def _loosen(chunk: bytes) -> bytes:
    """Name the namespaces of strict OOXML, declared at the root, as the transitional ones."""
    for strict, transitional in _STRICT:
        chunk = chunk.replace(strict, transitional)
    return chunk
