"""Runs kept in the library's folder, one folder each."""

import json
import shutil
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import TrichdanError
from eval.archive import Files, StoredRun, load_run
from web.refusal import UnknownMeasurement
from web.uploads import free_name

_KEPT = 8  # runs held in memory, each a few megabytes


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A run in a list; `summary` is its ``summary.json``, empty where that can't be read."""

    name: str
    summary: dict[str, Any]

    @property
    def manifest(self) -> dict[str, Any]:
        """What it was made with."""
        return _mapping(self.summary.get("manifest"))

    @property
    def measures(self) -> dict[str, float]:
        """Mean by measure."""
        return _mapping(self.summary.get("measures"))

    @property
    def judged(self) -> dict[str, Any]:
        """Name, hash and size of the question set."""
        return _mapping(self.manifest.get("judged"))

    @property
    def set_name(self) -> str:
        """Name of the question set, "" where that is not told."""
        return str(self.judged.get("name") or "")

    @property
    def configuration(self) -> str:
        """Name of what was asked, "" where that is not told."""
        return str(_mapping(self.manifest.get("service")).get("search") or "")

    @property
    def made_at(self) -> datetime | None:
        """When it was made, None where that is not told."""
        try:
            return datetime.fromisoformat(str(self.manifest.get("created_at"))).astimezone(UTC)
        except ValueError:
            return None

    def as_json(self) -> dict[str, Any]:
        """Return the entry for the JSON twin."""
        return {
            "name": self.name,
            "set": self.judged.get("name"),
            "configuration": self.configuration or None,
            "created_at": self.manifest.get("created_at"),
            "measures": self.measures,
        }


class StoredRuns:
    """Lists and opens runs; safe to share between threads.

    Args:
        folder: where the library keeps them; need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: dict[tuple[str, int], StoredRun] = {}

    def entries(self) -> tuple[RunEntry, ...]:
        """Return every run, the latest first."""
        entries = [RunEntry(path.name, _read_summary(path)) for path in self._folders()]
        latest = sorted(entries, key=lambda entry: entry.name)
        return tuple(
            sorted(latest, key=lambda e: e.made_at or datetime.min.replace(tzinfo=UTC), reverse=True)
        )

    def load(self, name: str) -> StoredRun:
        """Return a run.

        Raises:
            UnknownMeasurement: there is none of that name.
            RunError: its folder is not complete.
        """
        path = self._find(name)
        key = (name, Files(path).rows.stat().st_mtime_ns if Files(path).rows.exists() else 0)
        with self._lock:
            if key not in self._loaded:
                kept = [item for item in self._loaded.items() if item[0][0] != name]
                self._loaded = dict([*kept[-_KEPT + 1 :], (key, replace(load_run(path), name=name))])
            return self._loaded[key]

    def drop(self, name: str) -> None:
        """Remove a run.

        Raises:
            UnknownMeasurement: there is none of that name.
        """
        shutil.rmtree(self._find(name), ignore_errors=True)

    def folder(self, name: str) -> Path:
        """Return where the files of a run lie.

        Raises:
            UnknownMeasurement: there is none of that name.
        """
        return self._find(name)

    def place(self, wanted: str) -> tuple[str, Path, Path]:
        """Return a free name, the folder of a run of that name, and the one to write it in until it is whole.

        Raises:
            TrichdanError: the library's folder can't be written.
        """
        name = free_name(wanted, [path.name for path in self._folders()], "lan-do")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TrichdanError(
                f"Không ghi được vào {self._folder}: {error.strerror}. Hãy kiểm tra quyền ghi thư mục thư viện.",
                f"{self._folder} can't be written: {error.strerror}. See who may write to the library's folder.",
            ) from error
        return name, self._folder / name, self._folder / f".{name}.part"

    def _folders(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [path for path in sorted(self._folder.iterdir()) if path.is_dir() and path.name[0] != "."]

    def _find(self, name: str) -> Path:
        found: Path | None = next((path for path in self._folders() if path.name == name), None)
        if found is None:
            raise UnknownMeasurement(
                f"Không có lần đo “{name}”. Hãy xem các lần đo ở trang Đánh giá.",
                f"There is no run “{name}”. See those kept on the evaluation page.",
            )
        return found


def _read_summary(folder: Path) -> dict[str, Any]:
    try:
        return _mapping(json.loads(Files(folder).summary.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
