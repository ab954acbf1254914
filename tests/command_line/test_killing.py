"""Commands that change a library, killed at every moment: what was in service before stays there."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.ingestion import SAMPLES
from corpus.library import Files, Library
from index.generation import Generation
from search.service import SearchService
from tests.command_line.conftest import ROOT

FIRST, SECOND = SAMPLES / "004_7f1cfb7538a5949d.txt", SAMPLES / "000_c81e2607254c46bf.txt"
OF_FIRST, OF_SECOND = "đấu tranh ngăn chặn, đẩy lùi sự suy thoái", "Dân vận khéo"
MOMENTS = 6
# Libraries take seconds to load: one process loads them, and a copy of it runs each command.
LOADED = """
import json, os, sys
import corpus.ingestion, index.refresh, trichdan, web.plain, web.progress
from index.analysis import segment
from index.encoder import load_encoder
segment("dân vận"), load_encoder()
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            trichdan.main(json.loads(line))
        except SystemExit as left:
            os._exit(left.code or 0)
        os._exit(70)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Commands:
    """Runs commands, each in a real process that has its libraries loaded."""

    def __init__(self, loaded: subprocess.Popen[str]) -> None:
        self._loaded = loaded

    def start(self, *arguments: object) -> int:
        """Start a command and return its process."""
        assert self._loaded.stdin
        print(json.dumps([str(argument) for argument in arguments]), file=self._loaded.stdin, flush=True)
        return self._read()

    def finish(self) -> int:
        """Wait for the command, and return its exit code, or the signal that killed it, negative."""
        return self._read()

    def run(self, *arguments: object) -> int:
        """Run a command to its end."""
        self.start(*arguments)
        return self.finish()

    def _read(self) -> int:
        assert self._loaded.stdout
        return int(self._loaded.stdout.readline())


@pytest.fixture(scope="module")
def commands() -> Iterator[Commands]:
    words = [sys.executable, "-c", LOADED]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True, cwd=ROOT, env=environment) as loaded:
        assert loaded.stdout
        assert loaded.stdout.readline() == "ready\n"
        yield Commands(loaded)


@pytest.fixture(scope="module")
def before(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the first document, in service."""
    folder = tmp_path_factory.mktemp("before") / "library"
    assert commands.run("add", FIRST, "--library", folder) == 0
    return folder


@pytest.fixture
def library(before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before, tmp_path / "library"))


def search(folder: Path, question: str) -> set[str]:
    """Return the files that the hits stand in; opening the library says so if anything is damaged."""
    service = SearchService(folder)
    result = service.search(question)
    service.library.close()
    return {hit.document.source for hit in result.hits}


def serves_a_whole_generation(folder: Path) -> tuple[int, ...]:
    """Return the rows of the generation in service, having seen that it holds just their passages."""
    with Library(folder) as held:
        manifest = Generation.open(held).manifest
        documents = held.documents(manifest.versions)
        assert len(documents) == len(manifest.versions)
        assert sum(len(document.passages) for document in documents) == manifest.passages
    return manifest.versions


def kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def count(table: str) -> Callable[[Path], int]:
    def rows(folder: Path) -> int:
        with contextlib.closing(sqlite3.connect(Files(folder).database)) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    return rows


def names(pattern: str) -> Callable[[Path], int]:
    return lambda folder: len(list(folder.glob(pattern)))


STAGES: dict[str, Callable[[Path], int]] = {
    "the original is copied": names("originals/*"),
    "the document is kept": count("documents"),
    "words are segmented": count("segmentations"),
    "passages are encoded": count("vectors"),
    "a generation is begun": names("generations/*.unfinished"),
    "a field is written": names("generations/*.unfinished/*"),
    "a generation is whole": names("generations/*"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_add_killed_at_a_stage(commands: Commands, library: Path, stage: str) -> None:
    measure = STAGES[stage]
    at_first = measure(library)
    process = commands.start("add", SECOND, "--library", library)
    while measure(library) == at_first and is_alive(process):
        time.sleep(0.003)
    kill(process)
    assert commands.finish() in (-signal.SIGKILL, 0)
    assert len(serves_a_whole_generation(library)) in (1, 2)
    assert commands.run("add", SECOND, "--library", library) == 0
    assert len(serves_a_whole_generation(library)) == 2
    assert not list(library.glob("generations/*.unfinished"))


def test_add_killed_again_and_again_goes_on_where_it_stopped(
    commands: Commands, before: Path, library: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(before, tmp_path / "other"))
    begun = time.monotonic()
    assert commands.run("add", SECOND, "--library", other) == 0
    takes = time.monotonic() - begun
    killed = 0
    for moment in range(MOMENTS):
        process = commands.start("add", SECOND, "--library", library)
        time.sleep(takes * moment / MOMENTS)
        kill(process)
        killed += commands.finish() == -signal.SIGKILL
        assert len(serves_a_whole_generation(library)) in (1, 2)
    assert killed
    assert FIRST.name in search(library, OF_FIRST)
    assert commands.run("add", SECOND, "--library", library) == 0
    assert SECOND.name in search(library, OF_SECOND)
    assert len(list(library.glob("originals/*"))) == 2


def test_remove_killed_at_any_moment(commands: Commands, library: Path) -> None:
    assert commands.run("add", SECOND, "--library", library) == 0
    for moment in range(MOMENTS):
        process = commands.start("remove", FIRST.name, "--library", library)
        time.sleep(0.02 * moment)
        kill(process)
        commands.finish()
        assert len(serves_a_whole_generation(library)) in (1, 2)
    assert SECOND.name in search(library, OF_SECOND)
    commands.run("remove", FIRST.name, "--library", library)  # fails where an earlier one got as far as that
    assert commands.run("rebuild", "--if-stale", "--library", library) == 0
    assert len(serves_a_whole_generation(library)) == 1
    assert FIRST.name not in search(library, OF_FIRST)
