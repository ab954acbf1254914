import hashlib
import os
import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument

from corpus.errors import ReadError
from corpus.formats import LIMITS, read_file, reading
from corpus.formats.limits import MIB, Limits


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def refusal_of(path: Path, limits: Limits = LIMITS) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_file(path, limits=limits)
    assert path.name in caught.value.vi and path.name in caught.value.en
    assert ": " in caught.value.vi and "\n" not in caught.value.vi
    return caught.value


def test_a_reading_says_what_was_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "QUYẾT ĐỊNH\n\nĐiều 1. Phạm vi")
    found = read_file(path)
    assert [block.text for block in found.blocks] == ["QUYẾT ĐỊNH", "Điều 1. Phạm vi"]
    assert (found.format, found.pages, found.notes) == ("text", None, ())
    assert found.data_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.size == path.stat().st_size


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.txt"
    document = WordDocument()
    document.add_paragraph("Điều 1. Phạm vi")
    document.save(str(path))
    assert read_file(path).format == "docx"
    assert read_file(write(tmp_path / "b.docx", "<html><body><p>Chữ</p></body></html>")).format == "html"


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="was not found") as caught:
        read_file(tmp_path / "x.docx")
    assert "Không tìm thấy" in caught.value.vi


def test_empty(tmp_path: Path) -> None:
    assert "is empty" in refusal_of(write(tmp_path / "x.docx", "")).en
    assert "is empty" in refusal_of(write(tmp_path / "y.txt", " \n ")).en


def test_binary_named_txt(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(random.Random(1).randbytes(5000))
    assert "not a document of a known kind" in refusal_of(path).en


def test_folder_and_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    assert "not a regular file" in refusal_of(tmp_path).en
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refusal_of(tmp_path / "pipe.txt").en


def test_two_gigabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.write(b"text")
        file.truncate(2 << 30)
    assert "too large (2048 MB" in refusal_of(path).en


def test_text_beyond_its_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", "chữ " * 500_000)
    assert "too large (2 MB > 1 MB)" in refusal_of(path, replace(LIMITS, text_bytes=MIB)).en


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", "chữ")
    path.chmod(0)
    assert "can't be opened" in refusal_of(path).en


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "x.txt", "Điều 1. Phạm vi")
    real = reading.read_text

    def grow(data: bytes, name: str) -> object:
        with path.open("ab") as file:
            file.write(b" them")
        return real(data, name)

    monkeypatch.setattr(reading, "read_text", grow)
    assert "changed while it was being read" in refusal_of(path).en


def test_a_file_that_is_replaced_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "x.txt", "Điều 1. Phạm vi")
    real = reading.read_text

    def replace_file(data: bytes, name: str) -> object:
        write(tmp_path / "y.txt", "Điều 1. Phạm vi").replace(path)
        return real(data, name)

    monkeypatch.setattr(reading, "read_text", replace_file)
    assert "changed while it was being read" in refusal_of(path).en


def test_a_file_that_is_being_written_is_read_whole_or_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", "a" * 100)
    stop = threading.Event()

    def keep_writing() -> None:
        size = 100
        while not stop.is_set():
            size += 1
            path.write_text("a" * size, encoding="utf-8")

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for _ in range(50):
            try:
                found = read_file(path)
            except ReadError:
                continue
            assert len(found.blocks[0].text) == found.size
    finally:
        stop.set()
        writer.join()


def test_every_sentence_has_both_languages_and_says_what_to_do() -> None:
    from corpus.formats.refusal import _SENTENCES, refuse  # noqa: PLC0415

    for reason in _SENTENCES:
        error = refuse(reason, "a.pdf", "12")
        assert "a.pdf" in error.vi and "a.pdf" in error.en
        assert ": " in error.vi and ": " in error.en
        assert error.vi.endswith(".") and error.en.endswith(".")
        assert not error.vi.isascii() and error.en.isascii()
