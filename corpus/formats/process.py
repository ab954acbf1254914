"""Programs that read on our behalf: bounded in time, memory and output, and killed with their children."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CHUNK = 1 << 16


class ToolFailed(Exception):
    """The program said no, or died; ``code`` is its exit status, ``message`` the end of what it said."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"exit status {code}: {message}")
        self.code = code
        self.message = message


class ToolOverran(Exception):
    """The program wanted more time or output than it was given."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a program may use: wall clock, address space, bytes on its standard output."""

    seconds: float
    memory_bytes: int
    output_bytes: int = 256 * 1024 * 1024


def find_tool(*names: str) -> str | None:
    """Return the path of the first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run_tool(
    command: Sequence[str], allowance: Allowance, stdin: bytes | None = None, folder: Path | None = None
) -> bytes:
    """Run a program to its end and return its standard output.

    Args:
        command: program and arguments.
        allowance: what it may use.
        stdin: what it reads.
        folder: where it runs.

    Raises:
        ToolFailed: it ended with another status than 0.
        ToolOverran: it was killed for time or output.
    """
    return b"".join(stream_tool(command, allowance, stdin, folder))


def stream_tool(
    command: Sequence[str], allowance: Allowance, stdin: bytes | None = None, folder: Path | None = None
) -> Iterator[bytes]:
    """Run a program and yield its standard output as it comes; see `run_tool`."""
    process = _start(command, allowance, folder)
    late = threading.Event()
    timer = threading.Timer(allowance.seconds, _kill_late, (process, late))
    message: list[bytes] = []
    helpers = [
        threading.Thread(target=_feed, args=(process.stdin, stdin or b"")),
        threading.Thread(target=_listen, args=(process.stderr, message)),
    ]
    for thread in (timer, *helpers):
        thread.daemon = True
        thread.start()
    try:
        yield from _read_bounded(process.stdout, allowance.output_bytes)
        code = process.wait()
    finally:
        timer.cancel()
        _kill(process)
        for thread in helpers:
            thread.join()
        process.stdout.close()
        process.stderr.close()
    if late.is_set():
        raise ToolOverran(f"{command[0]} took longer than {allowance.seconds:.0f} s")
    if code:
        raise ToolFailed(code, b"".join(message)[-500:].decode("utf-8", "replace").strip())


class _Piped(subprocess.Popen[bytes]):
    """A process whose three streams are pipes."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]


def _start(command: Sequence[str], allowance: Allowance, folder: Path | None) -> _Piped:
    """Start the program in a session of its own, so that its children can be killed with it."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    return _Piped(
        [*_limit_command(allowance), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )


def _limit_command(allowance: Allowance) -> list[str]:
    """Limits are set by a shell and inherited: setting them after a fork is unsafe with threads about."""
    shell = find_tool("sh") if os.name == "posix" else None
    if shell is None:
        return []
    script = f'ulimit -v {allowance.memory_bytes // 1024}; ulimit -t {int(allowance.seconds) + 5}; exec "$@"'
    return [shell, "-c", script, "sh"]


def _read_bounded(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    while chunk := os.read(stream.fileno(), _CHUNK):
        total += len(chunk)
        if total > limit:
            raise ToolOverran(f"more than {limit} bytes of output")
        yield chunk


def _feed(stream: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError):
        stream.write(data)
    with contextlib.suppress(OSError):
        stream.close()


def _listen(stream: IO[bytes], message: list[bytes]) -> None:
    """Drain what the program complains of, so that it never blocks; only the end is kept."""
    while chunk := os.read(stream.fileno(), _CHUNK):
        message[:] = [b"".join(message)[-2000:], chunk]


def _kill_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole session: a program may have started others that hold its pipes open."""
    if process.returncode is not None:
        return
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
