"""What the wheel declares is what its code needs."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "index", "search", "web", "eval")
NAME = re.compile(r"[A-Za-z0-9._-]+")

pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").exists(), reason="an installed product has none"
)


def read_imports() -> Iterator[tuple[str, Path]]:
    """Yield the top-level name of every module that shipped code imports, and where."""
    shipped = [ROOT / "trichdan.py", *(file for name in PACKAGES for file in (ROOT / name).rglob("*.py"))]
    for file in shipped:
        if "training" in file.parts:  # needs what the group `train` adds
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            yield from ((name.partition(".")[0], file) for name in names)


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def find_declared() -> set[str]:
    """Return the declared distributions and all that these require themselves, extras left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, declared = list(project["dependencies"]), set[str]()
    while waiting:
        wanted = waiting.pop()
        found = NAME.match(wanted)
        if "extra ==" in wanted or not found or normalise(found.group()) in declared:
            continue
        declared.add(normalise(found.group()))
        try:
            waiting += requires(found.group()) or []
        except PackageNotFoundError:
            continue  # not needed on this system
    return declared


def test_every_library_that_is_imported_is_declared() -> None:
    declared, homes = find_declared(), packages_distributions()
    missing: dict[str, set[str]] = {}
    for name, file in read_imports():
        if name in sys.stdlib_module_names or name in (*PACKAGES, "trichdan"):
            continue
        if not {normalise(home) for home in homes.get(name, [name])} & declared:
            missing.setdefault(name, set()).add(str(file.relative_to(ROOT)))
    assert not missing
