from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.ingestion import ingest_file
from corpus.library import Library
from index import checkup
from index.checkup import Finding, examine, examine_tools
from index.encoder import load_encoder
from index.generation import build

Write = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path, write_file: Write) -> Path:
    with Library(tmp_path / "library", create=True) as library:
        ingest_file(library, write_file("a.txt", "NGHỊ QUYẾT\n1. Ban Dân vận chủ trì.\n"))
        build(library, load_encoder())
    return tmp_path / "library"


def bad(folder: Path) -> dict[str, Finding]:
    return {finding.subject: finding for finding in examine(folder) if finding.state == "bad"}


def test_all_is_well(folder: Path) -> None:
    assert not bad(folder)
    assert [finding.subject for finding in examine(folder)][:3] == ["encoder", "library", "index"]


def test_an_index_behind_its_library_is_seen(folder: Path, write_file: Write) -> None:
    with Library(folder) as library:
        ingest_file(library, write_file("b.txt", "KẾ HOẠCH\n1. Sở Nội vụ báo cáo.\n"))
    assert "trichdan rebuild" in bad(folder)["index"].vi


def test_a_damaged_index_is_seen(folder: Path) -> None:
    (folder / "generations" / "1" / "dense.faiss").write_bytes(b"")
    assert bad(folder).keys() == {"index"}


def test_a_lost_original_is_seen(folder: Path) -> None:
    next((folder / "originals").iterdir()).unlink()
    assert "a.txt" in bad(folder)["originals"].en


def test_a_library_that_is_not_there_is_seen(tmp_path: Path) -> None:
    assert "trichdan add" in bad(tmp_path / "none")["library"].vi


def test_an_encoder_that_cannot_be_loaded_is_seen(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    states = {finding.subject: finding.state for finding in examine(folder, str(tmp_path / "empty"))}
    assert (states["encoder"], states["index"]) == ("bad", "good")


def test_a_program_that_is_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = ("antiword", "antiword", ("tệp Word 6", "Word 6"), lambda: False)
    monkeypatch.setattr(checkup, "_TOOLS", (tool,))
    (finding,) = examine_tools()
    assert finding.state == "optional"
    assert "apt-get install antiword" in finding.vi
    assert "apt-get install antiword" in finding.en
