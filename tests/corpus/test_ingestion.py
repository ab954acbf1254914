import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.ingestion import SAMPLES, FileReport, ingest, ingest_file
from corpus.library import Library

TEXT = "Số {}-NQ/TU\nNGHỊ QUYẾT\nvề việc thứ {}\n1. Ban Dân vận chủ trì.\n"
Write = Callable[[str, str], Path]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", create=True) as opened:
        yield opened


def outcomes(reports: list[FileReport]) -> list[tuple[str, str]]:
    return [(report.path.name, report.outcome) for report in reports]


def test_the_sample_documents_are_there_and_go_in(library: Library) -> None:
    reports = list(ingest(library, [SAMPLES]))
    assert [report.outcome for report in reports] == ["added"] * 5
    assert [report.document_id for report in reports] == [document.id for document in library.documents()]
    assert all(report.passages > 20 for report in reports)


def test_each_file_is_reported_and_a_bad_one_stops_nobody(
    library: Library, write_file: Write, tmp_path: Path
) -> None:
    good, other = write_file("a.txt", TEXT.format(1, 1)), write_file("z.txt", TEXT.format(2, 2))
    empty = write_file("m.txt", " \n")
    reports = list(ingest(library, [tmp_path / "gone.txt", good.parent]))
    assert outcomes(reports) == [
        ("gone.txt", "skipped"),
        ("a.txt", "added"),
        ("m.txt", "skipped"),
        ("z.txt", "added"),
    ]
    assert [bool(report.error) for report in reports] == [True, False, True, False]
    assert {document.source for document in library.documents()} == {good.name, other.name}
    assert empty.name in str(reports[2].error)


def test_a_file_named_twice_is_read_once(library: Library, write_file: Write) -> None:
    file = write_file("a.txt", TEXT.format(1, 1))
    assert outcomes(list(ingest(library, [file, file.parent, file]))) == [("a.txt", "added")]


def test_what_is_held_is_not_read_again(
    library: Library, write_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_file("a.txt", TEXT.format(1, 1))
    first = ingest_file(library, file)
    monkeypatch.setattr("corpus.ingestion.read_file", lambda *_: pytest.fail("it was read"))
    again = ingest_file(library, file)
    copied = ingest_file(library, write_file("b.txt", TEXT.format(1, 1)))
    assert (again.outcome, again.document_id, again.passages) == (
        "unchanged",
        first.document_id,
        first.passages,
    )
    assert (copied.outcome, copied.document_id) == ("unchanged", first.document_id)


def test_new_words_in_the_same_file_replace_the_old(library: Library, write_file: Write) -> None:
    ingest_file(library, write_file("a.txt", TEXT.format(1, 1)))
    report = ingest_file(library, write_file("a.txt", TEXT.format(1, 2)))
    assert report.outcome == "replaced"
    (document,) = library.documents()
    assert "thứ 2" in document.text


def test_a_temporary_copy_goes_by_the_name_it_came_with(library: Library, write_file: Write) -> None:
    ingest_file(library, write_file("tmp123.txt", TEXT.format(1, 1)), "Nghị quyết.txt")
    (document,) = library.documents()
    assert document.source == "Nghị quyết.txt"
    assert document.id.startswith("nghi-quyet-")
    again = ingest_file(library, write_file("tmp456.txt", TEXT.format(1, 2)), "Nghị quyết.txt")
    assert again.outcome == "replaced"


def test_a_folder_without_files_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    (report,) = ingest(library, [tmp_path / "trống"])
    assert report.error
    assert "không có tệp nào" in report.error.vi


def test_progress_names_the_file_that_is_next(library: Library, write_file: Write) -> None:
    folder = write_file("a.txt", TEXT.format(1, 1)).parent
    write_file("b.txt", TEXT.format(2, 2))
    told: list[tuple[str, int, int]] = []
    list(ingest(library, [folder], lambda file, done, total: told.append((file.name, done, total))))
    assert told == [("a.txt", 0, 2), ("b.txt", 1, 2)]


def test_an_error_that_nobody_foresaw_costs_one_file_only(
    library: Library, write_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("corpus.ingestion.parse", fail)
    report = ingest_file(library, write_file("a.txt", TEXT.format(1, 1)))
    assert report.outcome == "skipped"
    assert "a.txt" in str(report.error)
    assert "ZeroDivisionError" in str(report.error)


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), sqlite3.OperationalError("disk full")]
)
def test_a_library_that_cannot_be_written_is_no_fault_of_the_file(
    library: Library, write_file: Write, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Library, "put", fail)
    with pytest.raises(LibraryError, match="can't be written"):
        ingest_file(library, write_file("a.txt", TEXT.format(1, 1)))


def test_a_name_in_another_encoding_is_kept_in_characters(library: Library, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/c\xf4ng.txt"))
    path.write_text(TEXT.format(1, 1), encoding="utf-8")
    assert ingest_file(library, path).outcome == "added"
    (document,) = library.documents()
    assert document.source == r"c\xf4ng.txt"
