"""Runs started from the pages: one at a time, in a thread of its own, while everybody goes on searching."""

import logging
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from corpus.errors import TrichdanError
from eval.configurations import WHOLE, find_configuration
from eval.questions import QuestionSet
from eval.reproduction import measure_service
from eval.run import Progress
from web.refusal import MeasurementBusy, UnknownMeasurement, UploadError
from web.stored_runs import StoredRuns

if TYPE_CHECKING:
    from search.service import SearchService

Measure = Callable[[QuestionSet, Path, str, Progress], object]
"""Runs a set in the configuration of a name, and writes the run into a folder."""
Stage = Literal["running", "done", "failed", "stopped"]
MOST_QUESTIONS = 20_000
_LOG = logging.getLogger(__name__)
_KEPT_JOBS = 50
_GIVE_WAY = 1.0  # seconds at most that the next question waits for people who search meanwhile
_GLANCE = 0.005  # seconds between two looks at whether they still do


@dataclass(frozen=True, slots=True)
class MeasuringState:
    """How far a run is: `done` of `total` questions.

    Attributes:
        error: why it failed.
    """

    stage: Stage
    done: int
    total: int
    error: TrichdanError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.stage != "running"


@dataclass(slots=True)
class Measuring:
    """One run under way; its `state` is replaced whole, so that any thread may read it at any time.

    Attributes:
        questions: what is asked.
        name: of the run, once it is kept.
        configuration: name of what is asked.
        asked_to_stop: set when a person wants it stopped; it stops after the question at hand.
        over: set when nothing will change any more.
    """

    id: str
    questions: QuestionSet
    name: str
    configuration: str
    state: MeasuringState
    asked_to_stop: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def as_json(self) -> dict[str, Any]:
        """Return how far it is for the JSON twin."""
        error = self.state.error
        return {
            "id": self.id,
            "set": self.questions.name,
            "run": self.name,
            "configuration": self.configuration,
            "stage": self.state.stage,
            "done": self.state.done,
            "total": self.state.total,
            "error": {"vi": error.vi, "en": error.en} if error else None,
        }


class Callers:
    """Counts those who wait for a page, so that a run gives way to them."""

    def __init__(self) -> None:
        self._waiting = 0

    async def attend(self) -> AsyncIterator[None]:
        """Count one, as a dependency of a route does, for as long as the answer is being made."""
        self._waiting += 1  # only ever changed in the one thread of the event loop
        try:
            yield
        finally:
            self._waiting -= 1

    def give_way(self) -> None:
        """Return once nobody waits, or after a second, so that a run still ends on a busy server."""
        latest = time.monotonic() + _GIVE_WAY
        time.sleep(_GLANCE)
        while self._waiting and time.monotonic() < latest:
            time.sleep(_GLANCE)


class _Stopped(Exception):
    """Raised between two questions where a person asked for it."""


class Bench:
    """Runs question sets; safe to share between threads.

    Args:
        measure: does so.
        runs: where runs are kept.
        callers: those to whom a run gives way.
    """

    def __init__(self, measure: Measure, runs: StoredRuns, callers: Callers) -> None:
        self._measure = measure
        self._callers = callers
        self._runs = runs
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Measuring] = OrderedDict()

    @property
    def current(self) -> Measuring | None:
        """The run under way, None where there is none."""
        return next((job for job in reversed([*self._jobs.values()]) if not job.over.is_set()), None)

    def start(self, questions: QuestionSet, name: str = "", configuration: str = WHOLE) -> Measuring:
        """Begin a run.

        Args:
            questions: what is asked.
            name: what the run is to be called; "" for the set's name and the time.
            configuration: name of the one to ask.

        Raises:
            MeasurementBusy: another run is under way.
            UploadError: the set is too large.
        TrichdanError: the library's folder can't be written.
        """
        _refuse_too_many(questions)
        with self._lock:
            _refuse_second(self.current)
            wanted = name.strip() or _name_run(questions, configuration)
            kept, folder, draft = self._runs.place(wanted)
            state = MeasuringState("running", 0, len(questions))
            job = Measuring(secrets.token_hex(8), questions, kept, configuration, state)
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT_JOBS:
                self._jobs.popitem(last=False)
        threading.Thread(target=self._work, args=(job, folder, draft), name="measuring", daemon=True).start()
        return job

    def find(self, id: str) -> Measuring:
        """Return a run under way, or one that was.

        Raises:
            UnknownMeasurement: there is none of that id; the server forgets them when it stops.
        """
        job = self._jobs.get(id)
        if job is None:
            raise UnknownMeasurement(
                "Không còn theo dõi được lần đo này. Hãy xem các lần đo ở trang Đánh giá.",
                "This run can't be followed any more. See the runs on the evaluation page.",
            )
        return job

    def _work(self, job: Measuring, folder: Path, draft: Path) -> None:
        try:
            self._measure(job.questions, draft, job.configuration, self._tell(job))
            draft.rename(folder)
            job.state = replace(job.state, stage="done")
        except _Stopped:
            job.state = replace(job.state, stage="stopped")
        except TrichdanError as error:
            job.state = replace(job.state, stage="failed", error=error)
        except Exception as error:  # noqa: BLE001 (a person waits for the end, whatever it is)
            _LOG.exception("a run failed")
            job.state = replace(job.state, stage="failed", error=_unforeseen(error))
        finally:
            shutil.rmtree(draft, ignore_errors=True)
            job.over.set()

    def _tell(self, job: Measuring) -> Progress:
        def tell(done: int, total: int) -> None:
            if job.asked_to_stop.is_set():
                raise _Stopped
            job.state = replace(job.state, done=done, total=total)
            self._callers.give_way()

        return tell


def make_measure(service: "SearchService") -> Measure:
    """Return what runs sets over the library in service."""

    def measure(questions: QuestionSet, out: Path, configuration: str, progress: Progress) -> None:
        chosen, library = find_configuration(configuration), service.library.files.folder
        measure_service(service, questions, out, library=library, configuration=chosen, progress=progress)

    return measure


def _name_run(questions: QuestionSet, configuration: str) -> str:
    parts = (questions.name, "" if configuration == WHOLE else configuration)
    return "-".join([*filter(None, parts), f"{datetime.now():%Y%m%d-%H%M%S}"])


def _refuse_second(current: Measuring | None) -> None:
    if current is not None:
        raise MeasurementBusy(
            f"Đang đo bộ câu hỏi “{current.questions.name}”. Hãy đợi lần đo ấy xong, hoặc dừng nó.",
            f"The question set “{current.questions.name}” is being run. Wait for it to end, or stop it.",
        )


def _refuse_too_many(questions: QuestionSet) -> None:
    if len(questions) > MOST_QUESTIONS:
        raise UploadError(
            f"Bộ câu hỏi có hơn {MOST_QUESTIONS} câu. Hãy đo bằng lệnh “trichdan eval run”.",
            f"The question set has more than {MOST_QUESTIONS} questions. Run it with “trichdan eval run”.",
        )


def _unforeseen(error: Exception) -> TrichdanError:
    name = type(error).__name__
    return TrichdanError(
        f"Máy chủ gặp lỗi khi đo ({name}). Hãy thử lại; nếu vẫn thế, xem nhật ký của máy chủ.",
        f"The server failed during the run ({name}). Try again; if it stays, look at the server's log.",
    )
