"""The scripts that set everything up, run in a folder whose programs only write down how they were called."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = [path for path in (ROOT / "run.sh", ROOT / "test.sh", ROOT / ".ci" / "run") if path.exists()]
TOOLS = ("bash", "sh", "dirname", "mktemp", "rm", "cat", "grep", "touch", "kill", "mkdir")
RECORD = '#!/bin/sh\necho "${0##*/} $*" >>"$CALLS"\n'

pytestmark = pytest.mark.skipif(not SCRIPTS, reason="an installed product has no scripts")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the scripts and, on its path, no program but a few."""
    folder = tmp_path / "checkout"
    (folder / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    for script in SCRIPTS:
        if script.parent == ROOT:
            shutil.copy(script, folder)
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (tmp_path / "bin" / tool).symlink_to(found)
    (folder / "pyproject.toml").write_text("")
    return folder


def put(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def run(
    script: Path, *arguments: str, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    room = script.parent.parent
    environment = {"PATH": str(room / "bin"), "HOME": str(room), "CALLS": str(room / "calls"), **(more or {})}
    words = [str(script), *arguments]
    return subprocess.run(
        words, capture_output=True, text=True, env=environment, timeout=30, check=False, cwd=room
    )


def calls(checkout: Path) -> list[str]:
    record = checkout.parent / "calls"
    return record.read_text().splitlines() if record.exists() else []


def install(checkout: Path) -> None:
    for name in ("trichdan", "python", "ruff", "mypy", "lint-imports", "pytest"):
        put(checkout / ".venv" / "bin" / name, RECORD)
    (checkout / ".venv" / "installed").touch()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_sound_and_may_be_run(script: Path) -> None:
    assert os.access(script, os.X_OK)
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "set -euo pipefail" in script.read_text()


def test_the_first_run_builds_the_library_and_serves_it(checkout: Path) -> None:
    install(checkout)
    done = run(checkout / "run.sh")
    assert done.returncode == 0, done.stderr
    assert calls(checkout) == ["trichdan add --samples", "trichdan serve --port 8000"]


def test_a_later_run_only_serves_even_if_the_index_cannot_be_renewed(checkout: Path) -> None:
    install(checkout)
    put(checkout / ".venv" / "bin" / "trichdan", RECORD + 'test "$1" != rebuild\n')
    (checkout / "var" / "library").mkdir(parents=True)
    (checkout / "var" / "library" / "current").write_text("1")
    assert run(checkout / "run.sh", more={"TRICHDAN_PORT": "8123"}).returncode == 0
    assert calls(checkout) == ["trichdan rebuild --if-stale", "trichdan serve --port 8123"]


@pytest.mark.parametrize(
    ("named", "folder"), [("", "checkout/var/library"), ("mine", "mine"), ("/other/one", "/other/one")]
)
def test_the_library_lies_where_the_person_says(checkout: Path, named: str, folder: str) -> None:
    install(checkout)
    put(checkout / ".venv" / "bin" / "trichdan", '#!/bin/sh\necho "$TRICHDAN_LIBRARY" >>"$CALLS"\n')
    assert run(checkout / "run.sh", more={"TRICHDAN_LIBRARY": named}).returncode == 0
    assert set(calls(checkout)) == {str(checkout.parent / folder)}


def test_a_library_that_cannot_be_built_is_not_served(checkout: Path) -> None:
    install(checkout)
    put(checkout / ".venv" / "bin" / "trichdan", RECORD + "exit 1\n")
    assert run(checkout / "run.sh").returncode == 1
    assert calls(checkout) == ["trichdan add --samples"]


def test_a_newer_project_file_installs_again(checkout: Path) -> None:
    install(checkout)
    os.utime(checkout / ".venv" / "installed", (0, 0))
    put(checkout.parent / "bin" / "python3", RECORD)
    assert run(checkout / "run.sh", "--install").returncode == 0
    made = [call for call in calls(checkout) if " install " in call]
    assert [call.rsplit(maxsplit=2)[-1] for call in made] == ["pip>=25.1", "torch==2.13.0", "."]
    assert (checkout / ".venv" / "installed").stat().st_mtime > 1


def test_an_installation_that_fails_is_not_taken_for_done(checkout: Path) -> None:
    put(checkout.parent / "bin" / "python3", RECORD)
    put(checkout / ".venv" / "bin" / "python", RECORD + 'case "$*" in *torch*) exit 1 ;; esac\n')
    assert run(checkout / "run.sh").returncode == 1
    assert not (checkout / ".venv" / "installed").exists()
    assert not [call for call in calls(checkout) if call.startswith("trichdan")]


def test_without_python_a_person_is_told_what_to_run(checkout: Path) -> None:
    done = run(checkout / "run.sh", more={"PYTHON": "python-that-is-not-there"})
    assert done.returncode == 1
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_an_unknown_option_is_told(checkout: Path) -> None:
    done = run(checkout / "run.sh", "--chek")
    assert (done.returncode, calls(checkout)) == (2, [])
    assert "--chek" in done.stderr


def test_a_check_tells_of_a_server_that_does_not_come_up(checkout: Path) -> None:
    install(checkout)
    put(checkout / ".venv" / "bin" / "trichdan", RECORD + 'test "$1" != serve || exit 1\n')
    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    done = run(checkout / "run.sh", "--check")
    assert done.returncode == 1
    assert "Máy chủ không chạy được" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_tests_run_after_linters_and_types_and_close_the_output(checkout: Path) -> None:
    install(checkout)
    put(checkout.parent / "bin" / "dpkg-query", "#!/bin/sh\necho install ok installed\n")
    done = run(checkout / "test.sh", "-k", "one")
    assert done.returncode == 0, done.stderr
    assert calls(checkout)[-5:] == [
        "ruff check .",
        "ruff format --check .",
        "mypy ",
        "lint-imports ",
        "pytest -k one",
    ]


def test_a_linter_that_complains_stops_the_tests(checkout: Path) -> None:
    install(checkout)
    put(checkout.parent / "bin" / "dpkg-query", "#!/bin/sh\necho install ok installed\n")
    put(checkout / ".venv" / "bin" / "ruff", "#!/bin/sh\nexit 1\n")
    assert run(checkout / "test.sh").returncode == 1
    assert not [call for call in calls(checkout) if call.startswith("pytest")]


def test_missing_packages_are_named_to_who_may_not_install_them(checkout: Path) -> None:
    put(checkout.parent / "bin" / "dpkg-query", "#!/bin/sh\nexit 1\n")
    put(checkout.parent / "bin" / "id", "#!/bin/sh\necho 1000\n")
    done = run(checkout / "test.sh")
    assert done.returncode == 1
    assert "sudo apt-get install chromium tesseract-ocr tesseract-ocr-vie antiword" in done.stderr


def test_missing_packages_are_installed_by_the_superuser(checkout: Path) -> None:
    install(checkout)
    put(
        checkout.parent / "bin" / "dpkg-query",
        '#!/bin/sh\ncase "$*" in *antiword*) exit 1 ;; esac\necho ok installed\n',
    )
    put(checkout.parent / "bin" / "id", "#!/bin/sh\necho 0\n")
    put(checkout.parent / "bin" / "apt-get", RECORD)
    assert run(checkout / "test.sh").returncode == 0
    assert calls(checkout)[:2] == [
        "apt-get update -qq", "apt-get install -y -qq --no-install-recommends antiword",
    ]  # fmt: skip


@pytest.mark.skipif(not (ROOT / ".ci").exists(), reason="not in a checkout")
def test_what_must_hold_before_a_change_lands_guards_the_quality() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines  # so that the gate's exit code stops it
    (gate,) = [line for line in lines if "trichdan eval gate" in line]
    baseline = ROOT / gate.split("gate ")[1].split()[0]
    assert (baseline / "summary.json").is_file()
    assert (baseline / "per-query.jsonl").is_file()
