import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import trichdan
from tests.command_line.conftest import COMMAND, MARKED, PROGRAMME, ROOT, Run, one_sentence, start, write


def commands() -> Iterator[tuple[str, ...]]:
    """Yield every command, those of ``eval`` included."""
    whole: Any = trichdan.typer.main.get_command(trichdan.app)
    yield ()
    for name, command in whole.commands.items():
        yield (name,)
        yield from ((name, below) for below in getattr(command, "commands", ()))


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_help_is_all_in_one_language(
    run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    english = run("--lang", "en", *words, "--help").out.replace("chủ trì, phối hợp, tham mưu, thực hiện", "")
    assert "Show this message." in english
    assert not MARKED.findall(english)
    vietnamese = run(*words, "--help").out
    assert "Xem hướng dẫn này." in vietnamese
    assert not re.search(r"Show this|─ (Options|Arguments|Commands)|\[default|\[required", vietnamese)


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert (done.code, done.err) == (2, "")
    assert "Lệnh" in done.out


def test_an_unknown_language_is_told(run: Run) -> None:
    assert "“fr”" in one_sentence(run("--lang", "fr", "list"))


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out.startswith("trichdan ")


def test_doctor_tells_what_is_well_and_what_is_not(run: Run, samples: Path, tmp_path: Path) -> None:
    well = run("doctor", "--library", samples)
    assert well.code == 0
    assert f"✓ Thư viện: {samples}, 5 văn bản" in well.out
    findings = run("doctor", "--json", "--library", tmp_path / "none")
    assert findings.code == 1
    states = {finding["subject"]: finding["state"] for finding in findings.json}
    assert states["library"] == "bad"
    assert states["encoder"] == "good"
    assert states.keys() >= {"tesseract", "antiword", "libreoffice"}


def test_eval_is_a_command_of_the_whole(run: Run, samples: Path, tmp_path: Path) -> None:
    record = {"id": "a", "question": "Ai chủ trì Dân vận khéo?", "lang": "vi", "type": "who", "answer": None}
    record["evidence"] = [{"document": "000_c81e2607254c46bf.txt", "quote": "Dân vận khéo", "grade": 2}]
    write(tmp_path / "set.jsonl", json.dumps(record) + "\n")
    done = run(
        "eval", "run", "--set", tmp_path / "set.jsonl", "--library", samples, "--out", tmp_path / "run"
    )
    assert done.code == 0, done.err
    assert json.loads((tmp_path / "run" / "summary.json").read_text("utf-8"))["measures"]["hit@10"] == 1


def test_a_cold_search_does_without_the_slow_libraries(samples: Path) -> None:
    listing = "import sys, trichdan\ntry: trichdan.main()\nfinally: print(*sys.modules, file=sys.stderr)"
    words = [sys.executable, "-c", listing, "search", "Dân vận khéo", "--library", str(samples)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    assert "Dân vận khéo" in done.stdout
    loaded = set(done.stderr.split())
    assert "faiss" in loaded
    assert not loaded & {"torch", "sentence_transformers", "transformers", "fastapi", "uvicorn", "lxml"}


def test_output_is_utf8_whatever_the_locale_says(samples: Path) -> None:
    done = start(
        "show",
        PROGRAMME,
        "--library",
        samples,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Số, ký hiệu: 66-CTr/TU" in done.stdout


def test_bytes_that_are_no_text_do_no_harm(small: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/c\xf4ng-v\xe3n.txt"
    Path(os.fsdecode(name)).write_text("CÔNG VĂN\n1. Sở Nội vụ báo cáo.\n", encoding="utf-8")
    done = subprocess.run([*COMMAND, "add", name, "--library", str(small)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    asked = [*COMMAND, "search", b"b\xe1o c\xe1o", "--json", "--library", str(small)]
    done = subprocess.run(asked, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["hits"]


def test_a_terminal_gets_a_progress_bar_and_a_file_only_lines(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "NGHỊ QUYẾT\n1. Việc thứ nhất.\n")
    terminal, theirs = pty.openpty()
    words = [*COMMAND, "add", str(tmp_path / "a.txt"), "--library", str(tmp_path / "library")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        drawn = b"".join(iter(lambda: read_terminal(terminal), b"")).decode()
        printed = process.stdout.read().decode() if process.stdout else ""
    os.close(terminal)
    assert process.returncode == 0
    assert "Ghi chỉ mục" in drawn
    assert printed.startswith("đã thêm: a.txt")
    assert "\x1b" not in printed


def read_terminal(terminal: int) -> bytes:
    """Return what was drawn since the last call, nothing once nobody draws any more."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_the_reader_of_a_pipe_may_leave(samples: Path) -> None:
    line = " ".join([*COMMAND, "tasks", "--library", str(samples), "| head -1"])
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
