from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.formats import walk_files


def make_files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_folders_are_walked_in_order_without_hidden_and_lock_files(tmp_path: Path) -> None:
    make_files(tmp_path, "b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/x.txt", "~$b.docx", "a/c/3.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in walk_files([tmp_path])]
    assert found == ["a/1.txt", "a/2.txt", "a/c/3.txt", "b.txt"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    make_files(tmp_path, "b.txt", "a.txt")
    assert list(walk_files([tmp_path / "b.txt", tmp_path])) == [tmp_path / "b.txt", tmp_path / "a.txt"]


def test_links_out_of_the_folder_are_refused_and_the_others_go_on(tmp_path: Path) -> None:
    make_files(tmp_path, "out/secret.txt", "in/a.txt", "in/z.txt")
    folder = tmp_path / "in"
    (folder / "leak.txt").symlink_to(tmp_path / "out/secret.txt")
    (folder / "leak").symlink_to(tmp_path / "out")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "gone.txt").symlink_to(tmp_path / "nothing")
    refused: dict[str, ReadError] = {}
    found = list(walk_files([folder], lambda path, error: refused.setdefault(path.name, error) and None))
    assert [path.name for path in found] == ["a.txt", "z.txt"]
    assert sorted(refused) == ["gone.txt", "leak", "leak.txt", "loop"]
    assert "liên kết trỏ ra ngoài thư mục" in refused["leak.txt"].vi
    assert "leads out of the folder" in refused["leak"].en
    assert "Không tìm thấy" in refused["gone.txt"].vi


def test_a_link_within_the_folder_adds_nothing_twice(tmp_path: Path) -> None:
    make_files(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "d").symlink_to(tmp_path / "sub")
    assert [path.name for path in walk_files([tmp_path])] == ["a.txt", "b.txt"]


def test_a_missing_path_is_an_error_unless_somebody_listens(tmp_path: Path) -> None:
    make_files(tmp_path, "a.txt")
    with pytest.raises(ReadError, match="was not found"):
        list(walk_files([tmp_path / "nothing.txt", tmp_path / "a.txt"]))
    refused: list[Path] = []
    found = list(
        walk_files([tmp_path / "nothing.txt", tmp_path / "a.txt"], lambda path, _: refused.append(path))
    )
    assert (found, refused) == ([tmp_path / "a.txt"], [tmp_path / "nothing.txt"])
