import asyncio
import threading
import time
from pathlib import Path

import pytest

from eval.archive import load_run
from eval.questions import Evidence, Question, QuestionSet
from web.measuring import Bench, Callers, Measure
from web.refusal import MeasurementBusy, UnknownMeasurement, UploadError
from web.stored_runs import StoredRuns

EVIDENCE = (Evidence("chuong-trinh.txt", "Tạo sự thống nhất trong toàn Đảng bộ.", 2),)
QUESTIONS = tuple(Question(str(i), f"thống nhất số {i}", "vi", "what", evidence=EVIDENCE) for i in range(5))
SET = QuestionSet("bộ", "0" * 64, QUESTIONS)


@pytest.fixture
def runs(tmp_path: Path) -> StoredRuns:
    return StoredRuns(tmp_path / "runs")


def test_a_run_is_made_and_kept(measure: Measure, runs: StoredRuns, tmp_path: Path) -> None:
    bench = Bench(measure, runs, Callers())
    job = bench.start(SET, "lần đầu")
    assert job.over.wait(20) and (job.state.stage, job.state.done) == ("done", 5)
    assert bench.current is None and bench.find(job.id) is job
    kept = load_run(tmp_path / "runs" / "lần-đầu")
    assert len(kept.rows) == 5 and kept.summary["measures"]["hit@10"] == 1.0
    assert kept.summary["manifest"]["judged"] == {"name": "bộ", "sha256": "0" * 64, "questions": 5}
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["lần-đầu"]
    other = bench.start(SET, configuration="dense")
    assert other.over.wait(20) and other.name.startswith("bộ-dense-")
    assert runs.load(other.name).summary["manifest"]["service"]["search"] == "dense"


def test_one_run_at_a_time_and_it_can_be_stopped(measure: Measure, runs: StoredRuns, tmp_path: Path) -> None:
    go_on = threading.Event()

    def wait(*arguments: object) -> None:
        assert go_on.wait(10)
        measure(*arguments)

    bench = Bench(wait, runs, Callers())
    job = bench.start(SET)
    assert job.name.startswith("bộ-") and bench.current is job
    with pytest.raises(MeasurementBusy, match="“bộ” is being run"):
        bench.start(SET)
    job.asked_to_stop.set()
    go_on.set()
    assert job.over.wait(20) and job.state.stage == "stopped" and job.state.done < 5
    assert runs.entries() == () and list((tmp_path / "runs").iterdir()) == []
    assert bench.start(SET).over.wait(20)


def test_a_failure_is_told_and_the_next_run_goes(service: object, measure: Measure, runs: StoredRuns) -> None:
    bench = Bench(measure, runs, Callers())
    service.failure = RuntimeError("x")
    job = bench.start(SET)
    assert job.over.wait(20) and job.state.stage == "failed"
    assert "RuntimeError" in job.state.error.en and job.as_json()["error"]["vi"].startswith("Máy chủ gặp lỗi")
    service.failure = None
    again = bench.start(SET)
    assert again.over.wait(20) and again.state.stage == "done"


def test_unknown_jobs_and_huge_sets_are_refused(measure: Measure, runs: StoredRuns) -> None:
    bench = Bench(measure, runs, Callers())
    with pytest.raises(UnknownMeasurement):
        bench.find("none")
    with pytest.raises(UploadError, match="20000"):
        bench.start(QuestionSet("x", "", QUESTIONS[:1] * 20_001))


async def _hold(callers: Callers) -> float:
    held = callers.attend()
    await anext(held)
    begun = time.monotonic()
    waiting = threading.Thread(target=callers.give_way)
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    with pytest.raises(StopAsyncIteration):
        await anext(held)
    waiting.join(5)
    return time.monotonic() - begun


def test_a_run_gives_way_while_somebody_waits() -> None:
    assert asyncio.run(_hold(Callers())) < 0.9
