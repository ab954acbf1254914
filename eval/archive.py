"""A run on disk: ``summary.json``, ``per-query.jsonl`` and ``run.trec`` in a folder of its own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import TrichdanError
from eval.measures import order_passages, score_ranks
from eval.trec import format_run, parse_run

Ranking = Sequence[tuple[str, float]]
"""(passage id, score) from best to worst."""

SHOWN = 10
"""How many passages of a question ``per-query.jsonl`` keeps; ``run.trec`` keeps all."""
_QUOTED = 3
_EXCERPT = 240


class RunError(TrichdanError):
    """A folder doesn't hold a run, or not one that can be used as asked."""


@dataclass(frozen=True, slots=True)
class Files:
    """Every name on disk below a run's folder."""

    folder: Path

    @property
    def summary(self) -> Path:
        """Means, slices, curves and the manifest."""
        return self.folder / "summary.json"

    @property
    def rows(self) -> Path:
        """One question a line."""
        return self.folder / "per-query.jsonl"

    @property
    def ranking(self) -> Path:
        """The whole ranking, as trec_eval reads it."""
        return self.folder / "run.trec"


@dataclass(frozen=True, slots=True)
class Found:
    """A ranked passage: its grade is None where nobody judged it, its text is kept for the first few only."""

    passage_id: str
    score: float
    grade: int | None
    document: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a run.

    Attributes:
        answerable: whether the evidence says that it can be answered; None if the evidence is partial only.
        measures: value by measure; empty unless answerable.
        ranks: where each answering quote (of a benchmark: each relevant passage) was first found; None: nowhere.
        probability: how sure the system was that its first passage answers, 0..1; None if it says nothing.
        expected: the right answers.
        answer_f1, answer_exact: None where nothing says what the right answer is.
        exactness: share of the first answering passage that is evidence; None if no such passage is in the first 10.
        evidence: ``{"document", "quote", "grade"}`` each.
        slices: the slices that the question belongs to, by kind of slice.
        judged: grade of every passage found, however deep, that somebody judged.
        error: why it could not be asked; it then scores 0.
    """

    id: str
    question: str
    answerable: bool | None
    measures: dict[str, float] = field(default_factory=dict)
    ranks: tuple[int | None, ...] = ()
    probability: float | None = None
    answer: str | None = None
    expected: tuple[str, ...] = ()
    answer_f1: float | None = None
    answer_exact: float | None = None
    exactness: float | None = None
    elapsed_ms: float | None = None
    hits: tuple[Found, ...] = ()
    evidence: tuple[dict[str, Any], ...] = ()
    slices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    judged: dict[str, int] = field(default_factory=dict)
    error: str | None = None

    @property
    def correct(self) -> bool:
        """Whether the first passage answers."""
        return 1 in self.ranks

    def as_json(self) -> dict[str, Any]:
        """Return the row as one object of ``per-query.jsonl``."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run read back."""

    name: str
    summary: dict[str, Any]
    rows: tuple[Row, ...]


def quote_first(text: str, place: int) -> str:
    """Return the beginning of a passage's words if it stands among the first three (`place` counts from 0)."""
    return text[:_EXCERPT] if place < _QUOTED else ""


def show_excerpt(text: str, longest: int = _EXCERPT) -> str:
    """Return words that a run kept, with a mark where they were cut."""
    return f"{text[:longest].rstrip()}…" if len(text) >= longest else text


def save_run(
    folder: Path, summary: Mapping[str, Any], rows: Iterable[Row], rankings: Mapping[str, Ranking]
) -> None:
    """Write a run's three files, replacing those of an earlier run.

    Raises:
        RunError: the folder can't be written.
    """
    files = Files(folder)
    lines = (json.dumps(row.as_json(), ensure_ascii=False) for row in rows)
    scored = {question: score_ranks(ranking) for question, ranking in rankings.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.ranking.write_text(format_run(scored), encoding="utf-8")
        files.rows.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        files.summary.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise RunError(
            f"Không ghi được kết quả vào {folder}: {error.strerror}. Hãy chọn thư mục khác bằng --out.",
            f"The run can't be written to {folder}: {error.strerror}. Choose another folder with --out.",
        ) from error


def load_run(folder: Path) -> StoredRun:
    """Read a run back from its folder.

    Raises:
        RunError: the folder doesn't hold a complete run.
    """
    files = Files(folder)
    try:
        summary = json.loads(files.summary.read_text(encoding="utf-8"))
        with files.rows.open(encoding="utf-8") as lines:
            rows = tuple(_read_row(json.loads(line)) for line in lines if line.strip())
        if not isinstance(summary["measures"], dict):
            raise TypeError("measures")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RunError(
            f"{folder} không phải là thư mục kết quả đo đầy đủ (cần summary.json và per-query.jsonl). "
            "Hãy tạo bằng “trichdan eval run --set TỆP --out THƯ_MỤC”.",
            f"{folder} does not hold a complete run (summary.json and per-query.jsonl). "
            "Make one with “trichdan eval run --set FILE --out FOLDER”.",
        ) from error
    return StoredRun(folder.resolve().name, summary, rows)


def load_rankings(folder: Path) -> dict[str, list[str]]:
    """Return the passages that each question of a run brought, best first.

    Raises:
        RunError: the folder holds no ``run.trec``, or a damaged one.
    """
    file = Files(folder).ranking
    try:
        run = parse_run(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(
            f"Không đọc được {file}: {error}. Hãy chạy lại “trichdan eval run … --out {folder}”.",
            f"{file} can't be read: {error}. Run “trichdan eval run … --out {folder}” again.",
        ) from error
    return {question: order_passages(found) for question, found in run.items()}


def _read_row(record: dict[str, Any]) -> Row:
    known = {name: record[name] for name in Row.__slots__ if name in record}
    for name in ("ranks", "expected", "evidence"):
        known[name] = tuple(known.get(name, ()))
    known["hits"] = tuple(Found(**hit) for hit in known.get("hits", ()))
    known["slices"] = {kind: tuple(names) for kind, names in known.get("slices", {}).items()}
    return Row(**known)
