"""Which encoding a text file is in, and its lines, decoded piece by piece so that a long file needs little memory."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

_SAMPLE = 65_536
_LETTERS = 8_192
_PIECE = 1 << 20
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
    b"II*\x00", b"MM\x00*", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MZ\x90", b"{\\rtf", b"SQLite format 3",
)  # fmt: skip
_HIGH = bytes(range(128, 256))
#: What windows-1258 has above ASCII, less the letters, tone marks and punctuation of Vietnamese writing.
_FOREIGN = re.compile(r"[^\x00-\x7f\u0300-\u0323àáâăèéêíóôơùúưđÀÁÂĂÈÉÊÍÓÔƠÙÚƯĐ“”‘’–—…•·\xa0°²³§«»€]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
_RARE_BREAK = re.compile(r"[\r\v\x85\u2028\u2029]")
_BREAK = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")


def find_encoding(data: bytes) -> str | None:
    """Return the encoding of a text file, None if it is no text in UTF-8, UTF-16 or a single-byte encoding.

    Args:
        data: the file's content.
    """
    if data.startswith(_MAGIC):
        return None
    encoding = next((encoding for encoding in _candidates(data) if _decodes(data, encoding)), None)
    if encoding is None or _is_noise(data[:_SAMPLE].decode(encoding, "ignore")):
        return None
    return encoding


def _candidates(data: bytes) -> Iterator[str]:
    """Yield the encodings worth trying, the likeliest first."""
    sample = data[:_SAMPLE]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    elif b"\x00" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if even != odd:
            yield "utf-16-le" if odd > even else "utf-16-be"
    else:
        yield "utf-8-sig"
        if _is_vietnamese(sample):
            yield "cp1258"
        yield "latin-1"


def _is_vietnamese(sample: bytes) -> bool:
    """Tell whether bytes above ASCII are the letters of windows-1258.

    The fonts of the 1990s (TCVN3, VNI) draw Vietnamese letters in the places of Western ones: text in them must keep
    every byte apart, so that it can still be told what each stood for.
    """
    foreign = _FOREIGN.findall(sample.decode("cp1258", "replace"))
    return len(foreign) * 8 < len(sample) - len(sample.translate(None, _HIGH))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        for _ in _decode(data, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    for start in range(0, len(data), _PIECE):
        yield decoder.decode(bytes(view[start : start + _PIECE]), start + _PIECE >= len(data))


def _is_noise(sample: str) -> bool:
    """Tell whether decoded characters are no writing: control characters, or hardly a letter or digit."""
    if len(_CONTROL.findall(sample)) * 100 > len(sample):
        return True
    written = "".join(sample[:_LETTERS].split())
    return len(written) > 200 and sum(map(str.isalnum, written)) * 4 < len(written)


def read_lines_of(data: bytes, encoding: str) -> Iterator[str]:
    """Yield the lines of a text file, NFC, without characters that are not seen.

    Args:
        data: the file's content.
        encoding: as `find_encoding` returns it.
    """
    rest = ""
    for piece in _decode(data, encoding):
        whole, line_break, rest_of_piece = (rest + piece).rpartition("\n")
        rest = rest_of_piece
        if line_break:
            yield from _split(whole, encoding)
    yield from _split(rest, encoding)


def _split(text: str, encoding: str) -> list[str]:
    if encoding != "latin-1" and _INVISIBLE.search(text):  # the soft hyphen is a letter in TCVN3
        text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    return _BREAK.split(text.removesuffix("\r")) if _RARE_BREAK.search(text) else text.split("\n")
