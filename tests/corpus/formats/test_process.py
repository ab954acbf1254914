import sys
import threading
import time

import pytest

from corpus.formats.process import Allowance, ToolFailed, ToolOverran, find_tool, run_tool, stream_tool

PYTHON = [sys.executable, "-I", "-c"]
GENEROUS = Allowance(20, 1 << 30)


def test_output_and_input() -> None:
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    data = b"abc" * 200_000
    assert run_tool([*PYTHON, code], GENEROUS, data) == data[::-1]


def test_a_tool_that_does_not_read_its_input() -> None:
    assert run_tool([*PYTHON, "print(1)"], GENEROUS, b"x" * 5_000_000) == b"1\n"


def test_failure_tells_status_and_message() -> None:
    with pytest.raises(ToolFailed) as caught:
        run_tool([*PYTHON, "import sys; sys.stderr.write('x' * 100000 + 'hỏng'); sys.exit(3)"], GENEROUS)
    assert caught.value.code == 3
    assert caught.value.message.endswith("hỏng")


def test_time_is_bounded_even_if_children_hold_the_pipe() -> None:
    start = time.monotonic()
    with pytest.raises(ToolOverran):
        run_tool(["sh", "-c", "sleep 60 & sleep 60"], Allowance(0.5, 1 << 30))
    assert time.monotonic() - start < 5


def test_memory_is_bounded() -> None:
    with pytest.raises(ToolFailed, match="MemoryError"):
        run_tool([*PYTHON, "bytearray(1 << 30)"], Allowance(20, 512 << 20))


def test_output_is_bounded() -> None:
    with pytest.raises(ToolOverran):
        run_tool([*PYTHON, "while True: print('x' * 1000)"], Allowance(20, 1 << 30, output_bytes=100_000))


def test_a_stream_that_is_left_early_leaves_no_process_and_no_thread() -> None:
    before = threading.active_count()
    stream = stream_tool([*PYTHON, "import time; print('một', flush=True); time.sleep(60)"], GENEROUS)
    assert next(stream).decode() == "một\n"
    start = time.monotonic()
    stream.close()
    assert time.monotonic() - start < 5
    assert threading.active_count() <= before + 1


def test_tools_are_found_by_the_first_name() -> None:
    assert find_tool("no-such-tool", "sh") == find_tool("sh")
    assert find_tool("no-such-tool") is None
