import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from corpus.errors import LibraryBusy, TrichdanError
from corpus.formats import Reading, read_file
from corpus.library import Library
from web.intake import FileState, Intake, Job, JobState
from web.intake_page import view_intake
from web.refusal import UnknownJob
from web.wording import Wording

Write = Callable[[str, str], Path]
TEXT = "THÀNH ỦY\n\nBÁO CÁO\nvề việc này\n\nI. NỘI DUNG\n\n1. Đoạn thứ nhất của văn bản.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", create=True)


def finished(job: Job) -> Job:
    assert job.over.wait(20)
    return job


def test_files_are_read_then_indexed_once(library: Library, write_file: Write) -> None:
    calls: list[int] = []
    intake = Intake(library.files.folder, lambda held, tell: calls.append(len(held.documents())))
    paths = [write_file("a.txt", TEXT), write_file("b.txt", TEXT + "thêm"), write_file("c.bin", "")]
    job = finished(intake.read(paths))
    assert job.state.stage == "done" and calls == [2]
    assert [file.outcome for file in job.state.files] == ["added", "added", "skipped"]
    assert job.state.files[2].error and "c.bin" in job.state.files[2].error.vi
    assert intake.find(job.id) is job


def test_content_that_is_there_is_named(library: Library, write_file: Write) -> None:
    intake = Intake(library.files.folder, lambda *_: None)
    first = finished(intake.read([write_file("a.txt", TEXT)])).state.files[0]
    again = finished(intake.read([write_file("b.txt", TEXT)])).state.files[0]
    assert again.outcome == "unchanged" and again.document_id == first.document_id


def test_a_file_takes_the_place_of_a_document(library: Library, write_file: Write) -> None:
    intake = Intake(library.files.folder, lambda *_: None)
    old = finished(intake.read([write_file("cu.txt", TEXT)])).state.files[0].document_id or ""
    new = finished(intake.read([write_file("moi.txt", TEXT + "mới")], replacing=old)).state.files[0]
    assert new.outcome == "replaced"
    assert [d.id for d in library.documents()] == [new.document_id]
    assert [d.id for d in library.superseded()] == [old]


def test_temporary_files_are_gone_even_after_a_failure(library: Library) -> None:
    def fail(*_: object) -> None:
        raise TrichdanError("Hỏng.", "Broken.")

    folder = TemporaryDirectory()
    path = Path(folder.name) / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    job = finished(Intake(library.files.folder, fail).read([path], folder))
    assert job.state.stage == "failed" and job.state.error and job.state.error.vi == "Hỏng."
    assert not path.exists() and not Path(folder.name).exists()
    assert len(library.documents()) == 1  # what was read is kept; the index follows with the next build


def test_an_unforeseen_failure_is_one_sentence_and_the_next_job_runs(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    intake = Intake(library.files.folder, lambda *_: None)
    with pytest.raises(TrichdanError, match="ZeroDivisionError"):
        intake.change(lambda _: 1 // 0, reindexed=False)
    assert "division" in caplog.text
    assert finished(intake.change(None, reindexed=True)).state.stage == "done"


def test_another_process_at_work_is_told_at_once(library: Library, write_file: Write) -> None:
    intake = Intake(library.files.folder, lambda *_: None)
    with library.writing(), pytest.raises(LibraryBusy):
        intake.read([write_file("a.txt", TEXT)])
    assert finished(intake.read([write_file("a.txt", TEXT)])).state.stage == "done"


def test_our_own_jobs_wait_for_one_another(library: Library, write_file: Write) -> None:
    held = threading.Event()
    intake = Intake(library.files.folder, lambda *_: held.wait(20))
    first = intake.read([write_file("a.txt", TEXT)])
    waiting = intake.change(lambda inside: inside.remove("a.txt"), reindexed=False, patience=0.05)
    assert waiting.state.stage == "waiting"
    held.set()
    assert finished(first).state.stage == finished(waiting).state.stage == "done"
    assert library.documents() == ()


def test_too_much_waiting_is_refused(library: Library) -> None:
    held = threading.Event()
    intake = Intake(library.files.folder, lambda *_: held.wait(20))
    jobs = [intake.change(None, reindexed=True, patience=0) for _ in range(20)]
    with pytest.raises(LibraryBusy, match="waiting"):
        intake.change(None, reindexed=True)
    held.set()
    assert [finished(job).state.stage for job in jobs] == ["done"] * 20


def test_an_unknown_job_says_where_to_look(library: Library) -> None:
    with pytest.raises(UnknownJob, match="library"):
        Intake(library.files.folder, lambda *_: None).find("x")


@pytest.mark.parametrize(
    ("stage", "vi", "en"),
    [
        ("waiting", "Đang chờ đến lượt.", "Waiting for its turn."),
        ("read", "Đang đọc tệp 2/3.", "Reading file 2 of 3."),
        ("encode", "Đang mã hóa: 1/3 đoạn.", "Encoding: 1 of 3 passages."),
    ],
)
def test_every_stage_is_told_in_both_languages(stage: str, vi: str, en: str) -> None:
    state = JobState(stage, 1, 3, (FileState("a.pdf", pages_done=4, pages=9), FileState("b.txt")))
    said = view_intake(state, Wording("vi"))
    assert (said.text, said.value, said.most, said.over) == (vi, 1, 3, False)
    assert [(file.text, file.value, file.most) for file in said.files] == [
        ("Đang đọc trang 4/9.", 4, 9),
        ("Đang chờ.", 0, 0),
    ]
    assert view_intake(state, Wording("en")).text == en


def test_pages_are_told_while_a_file_is_read(
    library: Library, write_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []

    def read_slowly(path: Path, progress: Callable[[int, int], None], *_: object) -> Reading:
        for page in range(1, 4):
            progress(page, 3)
            told.append((job.state.files[0].pages_done, job.state.files[0].pages))
        return read_file(path)

    ready = threading.Event()
    monkeypatch.setattr("corpus.ingestion.read_file", lambda *given: ready.wait(20) and read_slowly(*given))
    job = Intake(library.files.folder, lambda *_: None).read([write_file("a.txt", TEXT)])
    ready.set()
    assert finished(job).state.files[0].outcome == "added" and told == [(1, 3), (2, 3), (3, 3)]
