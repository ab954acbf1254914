"""Work on the library that takes a while: files are read and indexed by one thread while a person watches."""

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from corpus.errors import LibraryBusy, TrichdanError
from corpus.formats import Note
from corpus.ingestion import Outcome, ingest_file
from corpus.library import Library
from corpus.revision import supersede
from index.generation import Progress, build, is_current
from web.refusal import UnknownJob

if TYPE_CHECKING:
    from search.service import SearchService

Change = Callable[[Library], object]
Reindex = Callable[[Library, Progress], None]
_LOG = logging.getLogger(__name__)
_KEPT_JOBS = 100
_WAITING_JOBS = 20


@dataclass(frozen=True, slots=True)
class FileState:
    """How far one file is.

    Attributes:
        name: its own.
        outcome: None until it is done.
        pages_done, pages: how far a paged original is read; 0 of 0 where that is not told.
        document_id: of its document, also where the library had it before.
        error: why it was skipped.
        notes: what a person should know of how it was read.
    """

    name: str
    outcome: Outcome | None = None
    pages_done: int = 0
    pages: int = 0
    document_id: str | None = None
    error: TrichdanError | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is; `done` of `total` counts files while reading, else passages.

    Attributes:
        stage: ``waiting``, ``read``, ``segment``, ``encode``, ``write``, ``done`` or ``failed``.
        error: what stopped it as a whole.
    """

    stage: str = "waiting"
    done: int = 0
    total: int = 0
    files: tuple[FileState, ...] = ()
    error: TrichdanError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.stage in ("done", "failed")

    def as_json(self) -> dict[str, Any]:
        """Return the state for the JSON twin and for the events."""
        return {
            "stage": self.stage,
            "done": self.done,
            "total": self.total,
            "files": [_file_record(file) for file in self.files],
            "error": _error_record(self.error),
        }


@dataclass(slots=True)
class Job:
    """One piece of work; its `state` is replaced whole, so that any thread may read it at any time.

    Attributes:
        paths: temporary copies of the files, in the order of `state.files`.
        folder: what they lie in; removed when the job is over.
        replacing: id of the document whose place the one file takes, or "".
        change: what else is to be done to the library.
        reindexed: whether the index is brought up to date at the end.
        changed: set when files and change are in the library, and only the index is still to come.
        over: set when nothing will change any more.
    """

    id: str
    state: JobState
    paths: tuple[Path, ...] = ()
    folder: TemporaryDirectory[str] | None = None
    replacing: str = ""
    change: Change | None = None
    reindexed: bool = True
    changed: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def update_file(self, place: int, file: FileState) -> None:
        """Replace the state of one file."""
        files = list(self.state.files)
        files[place] = file
        self.state = replace(self.state, files=tuple(files))


class Intake:
    """Takes files in, one job after the other; safe to share between threads.

    Args:
        folder: the library's folder.
        reindex: brings the index up to date with the library; called inside `Library.writing`.
    """

    def __init__(self, folder: Path, reindex: Reindex) -> None:
        self._folder = folder
        self._reindex = reindex
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.Queue[Job] = queue.Queue()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def read(
        self, paths: Sequence[Path], folder: TemporaryDirectory[str] | None = None, replacing: str = ""
    ) -> Job:
        """Begin to take files in.

        Args:
            paths: temporary copies of the files, each under the file's own name.
            folder: what they lie in; it is removed when the job is over.
            replacing: id of the document whose place the one file takes, or "".

        Raises:
            LibraryBusy: another process writes to the library, or too much is waiting here.
        """
        state = JobState(total=len(paths), files=tuple(FileState(path.name) for path in paths))
        return self._submit(Job(secrets.token_hex(8), state, tuple(paths), folder, replacing))

    def change(self, change: Change | None, *, reindexed: bool, patience: float = 5.0) -> Job:
        """Do something to the library, and wait a moment for it; the index follows by itself.

        Args:
            change: what to do; None only brings the index up to date.
            reindexed: whether the index is brought up to date afterwards.
            patience: seconds to wait for what is under way before this; the job goes on beyond them.

        Raises:
            LibraryBusy: another process writes to the library, or too much is waiting here.
            TrichdanError: whatever the change raised.
        """
        job = self._submit(Job(secrets.token_hex(8), JobState(), change=change, reindexed=reindexed))
        job.changed.wait(patience)
        if job.state.error:
            raise job.state.error
        return job

    def _submit(self, job: Job) -> Job:
        """Put a job in the line.

        Raises:
            LibraryBusy: another process writes to the library, or too much is waiting here.
        """
        with self._lock:
            self._refuse_if_busy()
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT_JOBS:
                self._jobs.popitem(last=False)
            self._waiting.put(job)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="intake", daemon=True)
                self._worker.start()
        return job

    def find(self, id: str) -> Job:
        """Return a job.

        Raises:
            UnknownJob: there is none of that id.
        """
        job = self._jobs.get(id)
        if job is None:
            raise UnknownJob(
                "Không còn theo dõi được lần thêm này. Hãy xem thư viện để biết những gì đã được thêm.",
                "This upload can't be followed any more. See the library for what was added.",
            )
        return job

    def _refuse_if_busy(self) -> None:
        """Another process's lock is told at once; our own jobs wait for one another."""
        under_way = sum(not job.over.is_set() for job in self._jobs.values())
        if under_way >= _WAITING_JOBS:
            raise LibraryBusy(
                "Còn nhiều lần thêm đang chờ đến lượt. Hãy đợi chúng xong rồi gửi lại.",
                "Many uploads are waiting for their turn. Wait for them to finish, then send this again.",
            )
        if not under_way:
            with Library(self._folder) as library, library.writing():
                pass

    def _work(self) -> None:
        while True:
            job = self._waiting.get()
            try:
                self._run(job)
                job.state = replace(job.state, stage="done")
            except TrichdanError as error:
                job.state = replace(job.state, stage="failed", error=error)
            except Exception as error:  # noqa: BLE001 (the next job must have its turn)
                _LOG.exception("a job failed")
                job.state = replace(job.state, stage="failed", error=_unforeseen(error))
            finally:
                if job.folder:
                    job.folder.cleanup()
                job.changed.set()
                job.over.set()

    def _run(self, job: Job) -> None:
        def tell(stage: str, done: int, total: int) -> None:
            job.state = replace(job.state, stage=stage, done=done, total=total)

        with Library(self._folder) as library, library.writing():
            for place, path in enumerate(job.paths):
                tell("read", place, len(job.paths))
                _take_in(library, job, place, path)
            if job.change:
                job.change(library)
            job.changed.set()
            if job.reindexed:
                self._reindex(library, tell)


def make_reindex(service: "SearchService") -> Reindex:
    """Return what builds a generation, by the encoder of the one in service, where the library has changed."""

    def reindex(library: Library, progress: Progress) -> None:
        if not is_current(library, service.encoder):
            build(library, service.encoder, progress)

    return reindex


def _take_in(library: Library, job: Job, place: int, path: Path) -> None:
    name = path.name

    def tell_pages(done: int, pages: int) -> None:
        job.update_file(place, FileState(name, pages_done=done, pages=pages))

    report = ingest_file(library, path, name, tell_pages)
    document_id = report.document_id
    if job.replacing and document_id and document_id != job.replacing:
        supersede(library, job.replacing, document_id)
        report = replace(report, outcome="replaced")
    job.update_file(
        place,
        FileState(name, report.outcome, document_id=document_id, error=report.error, notes=report.notes),
    )


def _file_record(file: FileState) -> dict[str, Any]:
    return {
        "name": file.name,
        "outcome": file.outcome,
        "pages_done": file.pages_done,
        "pages": file.pages,
        "document": file.document_id,
        "error": _error_record(file.error),
        "notes": [{"vi": note.vi, "en": note.en} for note in file.notes],
    }


def _error_record(error: TrichdanError | None) -> dict[str, str] | None:
    return {"vi": error.vi, "en": error.en} if error else None


def _unforeseen(error: Exception) -> TrichdanError:
    name = type(error).__name__
    return TrichdanError(
        f"Máy chủ gặp lỗi khi thêm tệp ({name}). Hãy thử lại; nếu vẫn thế, xem nhật ký của máy chủ.",
        f"The server failed while adding files ({name}). Try again; if it stays, look at the server's log.",
    )
