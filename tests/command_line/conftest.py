"""Commands run in this process or in one of their own, and libraries to run them on."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import trichdan

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "trichdan.py")]
PROGRAMME = "66-CTr/TU"
MARKED = re.compile("[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)
RESULT = {"id", "question", "query", "answerable", "answer", "hits", "elapsed_ms"}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRICHDAN_LIBRARY", "TRICHDAN_LANG", "TRICHDAN_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command in this process."""

    def call(*arguments: object) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            trichdan.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(int(left.value.code or 0), out, err)

    return call


def start(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    words = [*COMMAND, *(str(argument) for argument in arguments)]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, **more)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample documents; nobody changes it."""
    folder = tmp_path_factory.mktemp("samples") / "library"
    with pytest.raises(SystemExit) as left:
        trichdan.main(["add", "--samples", "--library", str(folder)])
    assert not left.value.code
    return folder


@pytest.fixture
def small(run: Run, tmp_path: Path) -> Path:
    """A library of one small document."""
    write(
        tmp_path / "một.txt",
        "Số 1-NQ/TU\nNGHỊ QUYẾT\nvề dân vận\n1. Ban Dân vận chủ trì phong trào thi đua.\n",
    )
    assert run("add", tmp_path / "một.txt", "--library", tmp_path / "library").code == 0
    return tmp_path / "library"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)
    return path


def one_sentence(done: Done, code: int = 1) -> str:
    """Return what an error said, having seen that it is one line and that nothing else was printed."""
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    assert done.err.strip().endswith((".", ".”"))
    return done.err.strip()
