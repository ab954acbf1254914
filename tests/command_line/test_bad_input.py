import json
import os
import socket
from pathlib import Path

import numpy as np
import pytest

import trichdan
from corpus.library import Library
from index.tokens import make_unigram
from index.training.package import write_static_model
from tests.command_line.conftest import MARKED, PROGRAMME, RESULT, Run, one_sentence, write


def test_what_can_be_read_goes_in_and_the_rest_says_why_not(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    text = "Số {}-NQ/TU\nNGHỊ QUYẾT\nvề việc\n1. Ban Dân vận chủ trì.\n"
    write(folder / "u8.txt", text.format(8))
    write(folder / "bom.txt", text.format(9), "utf-8-sig")
    write(folder / "u16.txt", text.format(16), "utf-16")
    write(folder / "u16be.txt", text.format(17), "utf-16-be")
    (folder / "trống.txt").write_bytes(b"")
    (folder / "nhị-phân.txt").write_bytes(np.random.default_rng(0).bytes(5000))
    done = run("add", tmp_path / "không-có.txt", folder, "--library", tmp_path / "library")
    assert done.code == 1
    skipped = [line for line in done.out.splitlines() if line.startswith("bỏ qua: ")]
    assert [line.split(": ")[1] for line in skipped] == ["không-có.txt", "nhị-phân.txt", "trống.txt"]
    assert all("hãy " in line.lower() for line in skipped)
    records = run("list", "--json", "--library", tmp_path / "library").json
    assert {record["source"]: record["number"] for record in records} == {
        "u8.txt": "8-NQ/TU", "bom.txt": "9-NQ/TU", "u16.txt": "16-NQ/TU", "u16be.txt": "17-NQ/TU",
    }  # fmt: skip


def test_where_nothing_can_be_read_nothing_is_indexed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    for path in (tmp_path / "không-có.txt", tmp_path / "trống"):
        done = run("add", path, "--library", tmp_path / "library")
        assert done.code == 1
        assert done.out.startswith(f"bỏ qua: {path.name}: ")
        assert "trichdan add" in done.err
    assert "trichdan add" in one_sentence(run("search", "việc", "--library", tmp_path / "library"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "99-NQ/TW"), "Không có văn bản “99-NQ/TW”"),
        (("remove", "99-NQ/TW"), "Không có văn bản “99-NQ/TW”"),
        (("show", PROGRAMME, "--section", "IX.9"), "không có mục “IX.9”"),
        (("show", PROGRAMME, "--section", "IX.9", "--json"), "không có mục “IX.9”"),
        (("search",), "Câu hỏi đang trống"),
        (("search", " ?! "), "Câu hỏi đang trống"),
        (("search", "dài " * 2500), "quá 2000"),
        (("search", "x", "--out", "o.jsonl"), "--batch"),
        (("search", "x", "--batch", "i.jsonl", "--out", "o.jsonl"), "--batch"),
        (("search", "--batch", "/nowhere/i.jsonl", "--out", "o.jsonl"), "/nowhere/i.jsonl"),
        (("tasks", "--due", "2026-02-31"), "“2026-02-31” không phải ngày"),
        (("tasks", "--role", "giám đốc"), "Không có vai trò “giám đốc”"),
        (("add",), "Chưa nêu tệp nào"),
    ],
)
def test_bad_input_gets_one_sentence(run: Run, samples: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in one_sentence(run(*arguments, "--library", samples))
    english = one_sentence(run("--lang", "en", *arguments, "--library", samples))
    assert not MARKED.search(
        english.replace("giám đốc", "").replace("chủ trì, phối hợp, tham mưu, thực hiện", "")
    )


@pytest.mark.parametrize("line", ['{"id": 1}', "không phải JSON", "[1]", '{"question": 3}', "[" * 100_000])
def test_a_bad_line_of_a_batch_is_named(run: Run, samples: Path, tmp_path: Path, line: str) -> None:
    batch = write(tmp_path / "in.jsonl", '{"id": "a", "question": "dân vận"}\n' + line + "\n")
    done = run("search", "--batch", batch, "--out", tmp_path / "out.jsonl", "--library", samples)
    assert one_sentence(done).startswith(f"Dòng 2 của {batch} không phải câu hỏi")
    assert not (tmp_path / "out.jsonl").exists()


def test_a_question_of_a_batch_that_cannot_be_asked_says_why(run: Run, samples: Path, tmp_path: Path) -> None:
    lines = ['{"id": "a", "question": ""}', '{"id": "b", "question": "dân vận \\ud800"}']
    batch, out = write(tmp_path / "in.jsonl", "\n".join(lines)), tmp_path / "out.jsonl"
    said = one_sentence(run("search", "--batch", batch, "--out", out, "--library", samples))
    assert said.startswith("1 câu không hỏi được")
    blank, odd = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert blank.keys() >= RESULT
    assert (blank["id"], blank["hits"], "trống" in blank["error"]["vi"]) == ("a", [], True)
    assert (odd["id"], bool(odd["hits"])) == ("b", True)


def test_results_that_cannot_be_written_are_told(run: Run, samples: Path, tmp_path: Path) -> None:
    batch = write(tmp_path / "in.jsonl", '{"id": "a", "question": "dân vận"}\n')
    done = run("search", "--batch", batch, "--out", tmp_path / "không" / "có.jsonl", "--library", samples)
    assert "--out" in one_sentence(done)


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (("search", "x", "-k", "0"), "Không dùng được giá trị của -k", "Invalid value for '-k'"),
        (("search", "x", "-k", "nhiều"), "từ 1 đến 1000", "Invalid value for '-k'"),
        (("serve", "--port", "70000"), "Không dùng được giá trị của --port", "Invalid value for '--port'"),
        (("show",), "Thiếu DOCUMENT", "Missing argument 'DOCUMENT'"),
        (("search", "--jsn", "x"), "Không có tùy chọn --jsn; có phải là --json", "No such option: --jsn"),
        (("search", "x", "-k"), "Tùy chọn -k", "'-k' requires an argument"),
        (("serch", "x"), "Không có lệnh serch; có phải là search", "No such command 'serch'"),
        (("list", "thừa"), "Dòng lệnh không dùng được", "unexpected extra argument"),
    ],
)
def test_an_error_of_usage_is_told_in_either_language(
    run: Run, arguments: tuple[str, ...], vietnamese: str, english: str
) -> None:
    said = one_sentence(run(*arguments), 2)
    assert vietnamese in said
    assert " --help”" in said
    assert english in one_sentence(run("--lang", "en", *arguments), 2)


def test_a_library_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "tệp", "")
    for place in (tmp_path / "tệp", tmp_path / "tệp" / "dưới"):
        assert "Không mở được thư viện" in one_sentence(run("add", "--samples", "--library", place))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_leave_to_write_is_told(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "quyền ghi" in one_sentence(run("add", "--samples", "--library", tmp_path / "library"))


def test_a_full_disk_is_told(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", fail)
    write(small.parent / "hai.txt", "KẾ HOẠCH\n1. Sở Nội vụ báo cáo.\n")
    assert "No space left" in one_sentence(run("add", small.parent / "hai.txt", "--library", small))


def test_a_second_writer_is_told_to_wait(run: Run, small: Path) -> None:
    with Library(small) as first, first.writing():
        for command in (("add", "--samples"), ("remove", "1-NQ/TU"), ("rebuild",)):
            assert "Hãy đợi" in one_sentence(run(*command, "--library", small))
        assert run("search", "phong trào", "--library", small).code == 0
    assert run("rebuild", "--library", small).code == 0


def test_a_library_built_by_another_encoder_is_refused(run: Run, small: Path, tmp_path: Path) -> None:
    pieces = {"[UNK]": -100.0, "▁": -100.0, "▁dân": -2.0, "▁vận": -2.0, "▁phong": -3.0, "▁trào": -3.0}
    vectors = np.random.default_rng(0).normal(size=(len(pieces), 8)).astype(np.float32)
    write_static_model(tmp_path / "tiny", make_unigram(pieces, {}), vectors)
    other = ("--encoder", tmp_path / "tiny", "--library", small)
    assert "rebuild" in one_sentence(run("search", "phong trào", *other))
    write(tmp_path / "hai.txt", "KẾ HOẠCH\n1. Phong trào dân vận.\n")
    assert "rebuild --encoder" in one_sentence(run("add", tmp_path / "hai.txt", *other))
    assert run("rebuild", *other).code == 0
    assert run("search", "phong trào", *other).code == 0
    assert f"--encoder {tmp_path / 'tiny'}" in one_sentence(run("search", "phong trào", "--library", small))
    assert one_sentence(run("serve", "--library", small))
    # Who adds and removes need not say again which encoder it is.
    assert run("add", tmp_path / "hai.txt", "--library", small).code == 0
    assert run("remove", "hai.txt", "--library", small).code == 0
    assert run("search", "phong trào", *other).code == 0


def test_a_port_that_is_taken_is_told(run: Run, small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"{port}" in one_sentence(run("serve", "--port", port, "--library", small))


def test_an_unforeseen_error_is_told_and_shown_on_demand(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("chia cho 0")

    monkeypatch.setattr("corpus.library.Library.documents", fail)
    assert "TRICHDAN_DEBUG" in one_sentence(run("list", "--library", small))
    monkeypatch.setenv("TRICHDAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        trichdan.main(["list", "--library", str(small)])
