"""What a run was made with, so that anyone can make it again."""

import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from corpus.document import Document

_PACKAGES = (
    "trichdan",
    "numpy",
    "torch",
    "sentence-transformers",
    "faiss-cpu",
    "bm25s",
    "underthesea",
    "ir-measures",
)
_PASSING = ("built_at", "number", "versions")


def describe_run(
    service: Mapping[str, Any],
    judged: Mapping[str, Any],
    depth: int,
    *,
    library: Path | None = None,
    documents: Sequence[Document] = (),
) -> dict[str, Any]:
    """Describe a run.

    Args:
        service: what the search says of itself: ``number`` of its generation, encoder, ranker, …
        judged: what was asked: name, hash and size of the question set.
        depth: how many passages each question brought.
        library: the library's folder.
        documents: the library's.

    Returns:
        The manifest; its ``configuration`` is a hash of everything that decides the ranking, and not of where
        the library lies, how often it was rebuilt, nor when it was asked.
    """
    configuration = {
        "service": {name: value for name, value in service.items() if name not in _PASSING},
        "documents": sorted(document.sha256 for document in documents),
        "judged": dict(judged),
        "depth": depth,
        "versions": {name: _version(name) for name in _PACKAGES},
    }
    text = json.dumps(configuration, sort_keys=True, ensure_ascii=False, default=str)
    return {
        "library": str(library) if library else None,
        "generation": service.get("number"),
        "search": service.get("search"),
        "encoder": service.get("encoder"),
        "ranker": service.get("ranker"),
        "configuration": hashlib.sha256(text.encode()).hexdigest()[:16],
        "commit": _commit(),
        **configuration,
        "machine": {"system": platform.platform(), "python": platform.python_version()},
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _commit() -> str | None:
    """Return the commit of the checkout that this file runs from; None if it is installed."""
    root = Path(__file__).resolve().parents[1]
    if not (root / ".git").exists():
        return None
    try:
        command = ["git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None
