import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.block import Block
from corpus.errors import ReadError
from corpus.formats import office_reader, read_file
from corpus.formats.doc_reader import read_doc
from corpus.formats.limits import LIMITS
from corpus.formats.refusal import Refusal

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def make_compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) whose streams are all large enough to need no small sectors."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [("Root Entry", 5, END, 0)]
    for name, data in streams.items():
        padded = data.ljust(max(len(data), 4096), b"\0")
        blocks = [padded[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(padded), SECTOR)]
        entries.append((name, 2, len(sectors), len(padded)))
        chains += [len(sectors) + count + 1 for count in range(len(blocks) - 1)] + [END]
        sectors += blocks
    folder = b"".join(_make_entry(number, len(entries), *entry) for number, entry in enumerate(entries))
    folder = folder.ljust(-(-len(folder) // SECTOR) * SECTOR, b"\0")
    folder_at = len(sectors)
    blocks = [folder[at : at + SECTOR] for at in range(0, len(folder), SECTOR)]
    chains += [folder_at + count + 1 for count in range(len(blocks) - 1)] + [END]
    sectors += blocks
    tables = 1
    while tables * (SECTOR // 4) < len(sectors) + tables:
        tables += 1
    chains += [FAT] * tables
    table = b"".join(struct.pack("<I", link) for link in chains).ljust(tables * SECTOR, b"\xff")
    places = list(range(len(sectors), len(sectors) + tables)) + [FREE] * (109 - tables)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables,
        folder_at, 0, 4096, END, 0, END, 0,
    ) + struct.pack("<109I", *places)  # fmt: skip
    return header + b"".join(sectors) + table


def _make_entry(number: int, count: int, name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    right = number + 1 if 0 < number < count - 1 else FREE
    child = 1 if number == 0 and count > 1 else FREE
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII16sIQQIQ", len(raw), kind, 1, FREE, right, child, b"", 0, 0, 0, start, size
    )


class WordWriter:
    """Writes a binary Word file: what each stretch of characters and each paragraph is modified by."""

    def __init__(self) -> None:
        self.text = ""
        self.looks: list[tuple[int, int, bytes]] = []
        self.shapes: list[tuple[int, int, bytes]] = []
        self.calls: list[int] = []
        self.notes: list[str] = []
        self._start = 0

    def add(self, text: str, modifiers: bytes = b"") -> None:
        self.looks.append((len(self.text), len(self.text) + len(text), modifiers))
        self.text += text

    def end(self, modifiers: bytes = b"", mark: str = "\r") -> None:
        self.add(mark)
        self.shapes.append((self._start, len(self.text), b"\0\0" + modifiers))
        self._start = len(self.text)

    def note(self, text: str) -> None:
        self.calls.append(len(self.text))
        self.notes.append(f"\x02 {text}\r")
        self.add("\x02", struct.pack("<HB", 0x0855, 1))

    def write(self, flags: int = 0x0200, version: int = 0x00C1) -> bytes:
        notes = "".join(self.notes)
        whole = self.text + notes
        start = 2048
        body = whole.encode("utf-16-le")
        pages_at = -(-(start + len(body)) // SECTOR)
        looks = [self._make_page(start, [look], 1) for look in self.looks]
        shapes = [self._make_page(start, [shape], 13) for shape in self.shapes]
        parts: dict[int, bytes] = {33: self._make_pieces(len(whole), start)}
        parts[12] = self._make_plc(start, self.looks, pages_at)
        parts[13] = self._make_plc(start, self.shapes, pages_at + len(looks))
        if self.calls:
            parts[2] = struct.pack(f"<{len(self.calls) + 1}I", *self.calls, len(self.text)) + b"\1\0" * len(
                self.calls
            )
            ends = [sum(map(len, self.notes[:count])) for count in range(len(self.notes) + 1)]
            parts[3] = struct.pack(f"<{len(ends) + 1}I", *ends, ends[-1] + 1)
        table = b""
        head = bytearray(start)
        struct.pack_into("<HHHHHH", head, 0, 0xA5EC, version, 0, 0, 0, flags)
        struct.pack_into("<2i", head, 0x4C, len(self.text), len(notes))
        for place, part in parts.items():
            struct.pack_into("<II", head, 0x9A + 8 * place, len(table), len(part))
            table += part
        struct.pack_into("<H", head, 0x20, 14)
        struct.pack_into("<H", head, 0x3E, 22)
        struct.pack_into("<H", head, 0x98, 93)
        main = bytes(head) + body
        main = main.ljust(pages_at * SECTOR, b"\0") + b"".join(looks) + b"".join(shapes)
        return make_compound({"1Table": table, "WordDocument": main})

    @staticmethod
    def _make_pieces(length: int, start: int) -> bytes:
        plc = struct.pack("<2I", 0, length) + struct.pack("<HIH", 0, start, 0)
        return b"\x02" + struct.pack("<I", len(plc)) + plc

    @staticmethod
    def _make_plc(start: int, runs: Sequence[tuple[int, int, bytes]], first: int) -> bytes:
        bounds = [start + 2 * begin for begin, _, _ in runs] + [start + 2 * runs[-1][1]]
        return struct.pack(f"<{len(bounds)}I", *bounds) + struct.pack(
            f"<{len(runs)}I", *range(first, first + len(runs))
        )

    @staticmethod
    def _make_page(start: int, runs: Sequence[tuple[int, int, bytes]], step: int) -> bytes:
        """One page of properties for one run: its bounds, where its modifiers lie, and they at the page's end."""
        ((begin, end, modifiers),) = runs
        page = bytearray(SECTOR)
        struct.pack_into("<2I", page, 0, start + 2 * begin, start + 2 * end)
        if step == 1:
            stored = bytes([len(modifiers)]) + modifiers
        else:
            padded = modifiers if len(modifiers) % 2 else modifiers + b"\0"
            stored = bytes([(len(padded) + 1) // 2]) + padded
            if len(modifiers) % 2 == 0:
                stored = b"\0" + bytes([len(modifiers) // 2]) + modifiers
        at = (SECTOR - 1 - len(stored)) // 2 * 2
        page[at : at + len(stored)] = stored
        page[8] = at // 2
        page[SECTOR - 1] = 1
        return bytes(page)


BOLD = struct.pack("<HB", 0x0835, 1)
ITALIC = struct.pack("<HB", 0x0836, 1)
RAISED = struct.pack("<HB", 0x2A48, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
CENTRE = struct.pack("<HB", 0x2403, 1)
IN_TABLE = struct.pack("<HB", 0x2416, 1)


def row_end(*edges: int, lines: bool = False, continued: Sequence[int] = ()) -> bytes:
    """Modifiers of the mark that ends a row: that it does, and where its cells end."""
    count = len(edges) - 1
    border = b"\x04\x01\x00\x00" if lines else b"\0\0\0\0"
    cells = b"".join(
        struct.pack("<HH", 0x20 if place in continued else 0, 0) + border * 4 for place in range(count)
    )
    operand = bytes([count]) + struct.pack(f"<{count + 1}h", *edges) + cells
    return IN_TABLE + struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def write_row(
    word: WordWriter, *cells: str, edges: Sequence[int], lines: bool = False, look: bytes = b""
) -> None:
    for cell in cells:
        word.add(cell, look)
        word.end(IN_TABLE, "\x07")
    word.end(row_end(*edges, lines=lines), "\x07")


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


def make_letter() -> WordWriter:
    word = WordWriter()
    write_row(
        word, "CHÍNH PHỦ\rSố: 30/2020/NĐ-CP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", edges=(0, 3000, 9000)
    )
    word.add("NGHỊ ĐỊNH", BOLD)
    word.end(CENTRE)
    word.add("Điều 1. ", BOLD)
    word.add("Phạm vi điều chỉnh")
    word.end()
    return word


def test_paragraphs_with_their_style() -> None:
    word = WordWriter()
    word.add("QUYẾT ĐỊNH", BOLD)
    word.end(CENTRE)
    word.add("Điều 1. ", BOLD + ITALIC)
    word.add("Diện tích 5 m")
    word.add("2", RAISED)
    word.add(" ẩn", HIDDEN)
    word.add("\x0bdòng sau \x13 PAGE \x14kết quả\x15 số 1\x1e2")
    word.end()
    blocks = read_doc(word.write(), LIMITS)
    assert [(b.text, b.centred) for b in blocks] == [
        ("QUYẾT ĐỊNH", True),
        ("Điều 1. Diện tích 5 m2", False),
        ("dòng sau kết quả số 1-2", False),
    ]
    assert [(run.text, run.bold, run.italic, run.superscript) for run in blocks[1].runs] == [
        ("Điều 1. ", True, True, False),
        ("Diện tích 5 m", False, False, False),
        ("2", False, False, True),
    ]


def test_the_head_is_read_column_by_column() -> None:
    word = WordWriter()
    edges = (0, 3000, 9000)
    write_row(word, "CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", edges=edges)
    write_row(word, "Số: 30/2020/NĐ-CP", "Hà Nội, ngày 05 tháng 3 năm 2020", edges=edges)
    word.add("NGHỊ ĐỊNH")
    word.end()
    assert texts(read_doc(word.write(), LIMITS)) == [
        "CHÍNH PHỦ",
        "Số: 30/2020/NĐ-CP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày 05 tháng 3 năm 2020",
        "NGHỊ ĐỊNH",
    ]


def test_tables_keep_their_heads_with_their_values() -> None:
    word = WordWriter()
    edges = (0, 1000, 5000, 9000)
    write_row(word, "TT", "Tên", "Mức", edges=edges, lines=True, look=BOLD)
    write_row(word, "1", "Xe", "40.000", edges=edges, lines=True)
    write_row(word, "Cộng", "40.000", edges=(0, 5000, 9000), lines=True)
    word.add("Hết.")
    word.end()
    blocks = read_doc(word.write(), LIMITS)
    assert [(b.kind, b.text) for b in blocks] == [
        ("table", "TT: 1; Tên: Xe; Mức: 40.000"),
        ("table", "TT: Cộng; Mức: 40.000"),
        ("paragraph", "Hết."),
    ]


def test_footnotes_follow_their_paragraph() -> None:
    word = WordWriter()
    word.add("Đảng")
    word.note("Chú thích một.")
    word.add(" và Nhà nước")
    word.note("Chú thích hai.")
    word.end()
    word.add("sau")
    word.end()
    blocks = read_doc(word.write(), LIMITS)
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "Đảng1 và Nhà nước2"),
        ("footnote", "1 Chú thích một."),
        ("footnote", "2 Chú thích hai."),
        ("paragraph", "sau"),
    ]


def test_old_word_is_read_by_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "antiword"
    script.write_text('#!/bin/sh\nprintf "QUYẾT ĐỊNH\\n\\nĐiều 1. %s\\n" "$2"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(office_reader, "find_tool", lambda *_: str(script))
    data = make_letter().write(version=0x0065)
    assert texts(read_doc(data, LIMITS)) == ["QUYẾT ĐỊNH", "Điều 1. UTF-8.txt"]
    script.write_text("#!/bin/sh\nkill -SEGV $$\n", encoding="utf-8")
    with pytest.raises(Refusal, match="damaged"):
        read_doc(data, LIMITS)


def test_a_file_misnamed_docx_is_read(tmp_path: Path) -> None:
    path = tmp_path / "luat.docx"
    path.write_bytes(make_letter().write())
    found = read_file(path)
    assert found.format == "doc"
    assert texts(found.blocks)[-2:] == ["NGHỊ ĐỊNH", "Điều 1. Phạm vi điều chỉnh"]


def refusal_of(tmp_path: Path, data: bytes) -> ReadError:
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    return caught.value


def test_encrypted_files_are_refused(tmp_path: Path) -> None:
    assert "password" in refusal_of(tmp_path, make_letter().write(flags=0x0300)).en
    assert (
        "mật khẩu"
        in refusal_of(tmp_path, make_compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})).vi
    )


def test_other_compound_files_are_refused(tmp_path: Path) -> None:
    assert "(Excel)" in refusal_of(tmp_path, make_compound({"Workbook": b"x"})).en
    assert "known kind" in refusal_of(tmp_path, make_compound({"Something": b"x"})).en


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    data = make_letter().write()
    for cut in (600, 3000, len(data) // 2):
        assert "damaged" in refusal_of(tmp_path, data[:cut]).en


def test_bits_that_fell_over_do_no_harm() -> None:
    data = make_letter().write()
    for place in range(0, len(data), 37):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            read_doc(bytes(broken), LIMITS)
        except Refusal as refusal:
            assert refusal.reason in ("damaged", "encrypted", "unknown", "tool_missing", "bomb", "empty")


def test_old_word_names_the_package_that_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_reader, "find_tool", lambda *_: None)
    error = refusal_of(tmp_path, make_letter().write(version=0x0065))
    assert "apt-get install antiword" in error.vi and "antiword" in error.en
    path = tmp_path / "a.odt"
    path.write_bytes(b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"></w:wordDocument>')
    with pytest.raises(ReadError, match="libreoffice-writer-nogui"):
        read_file(path)
