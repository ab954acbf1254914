"""Pools kept in the library's folder: passages of several runs, to be judged by people who don't know which found them."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from statistics import median_low
from typing import Any

from corpus.judgements import Judgement
from eval.pooling import Pool, Pooled
from web.refusal import UnknownMeasurement
from web.uploads import free_name

_SUFFIX = ".json"
Given = Mapping[tuple[str, str], Mapping[str, int]]
"""Grade by judge, by question and passage."""


@dataclass(frozen=True, slots=True)
class PooledQuestion:
    """A question with its passages, in an order that tells nothing of ranks or runs."""

    id: str
    question: str
    language: str
    passages: tuple[Pooled, ...]


@dataclass(frozen=True)
class StoredPool:
    """A pool read back.

    Attributes:
        set_name: of the question set that the runs were asked.
        depth: how many passages of each run and question were pooled.
        judged: for each run the share of its first passages that were judged before.
        passages: to be judged, those of a question together.
    """

    name: str
    set_name: str
    depth: int
    judged: Mapping[str, float]
    passages: tuple[Pooled, ...]

    @cached_property
    def questions(self) -> tuple[PooledQuestion, ...]:
        """The questions that have something to be judged."""
        groups = [list(group) for _, group in groupby(self.passages, key=lambda one: one.id)]
        return tuple(PooledQuestion(g[0].id, g[0].question, g[0].lang, tuple(g)) for g in groups)

    def as_json(self) -> dict[str, Any]:
        """Return the pool, without its passages, for the JSON twin."""
        return {
            "name": self.name,
            "set": self.set_name,
            "depth": self.depth,
            "judged": dict(self.judged),
            "questions": len(self.questions),
            "passages": len(self.passages),
        }


class Pools:
    """Lists, opens and keeps pools.

    Args:
        folder: where the library keeps them; need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def known(self) -> tuple[StoredPool, ...]:
        """Return every pool, by name; what can't be read is left out."""
        return tuple(pool for path in self._files() if (pool := _read(path)))

    def find(self, name: str) -> StoredPool:
        """Return a pool.

        Raises:
            UnknownMeasurement: there is none of that name.
        """
        pool = next((_read(path) for path in self._files() if path.stem == name), None)
        return pool or _refuse_unknown(name)

    def keep(self, pool: Pool, set_name: str, wanted: str) -> StoredPool:
        """Keep a pool.

        Args:
            pool: what is to be judged.
            set_name: of the question set that was asked.
            wanted: what it is to be called.
        """
        name = free_name(wanted, [path.stem for path in self._files()], "gop")
        stored = StoredPool(name, set_name, pool.depth, dict(pool.judged), pool.passages)
        record = {
            "set": set_name,
            "depth": pool.depth,
            "judged": dict(pool.judged),
            "passages": [asdict(passage) for passage in pool.passages],
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{name}.part"
        draft.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        draft.replace(self._folder / f"{name}{_SUFFIX}")
        return stored

    def drop(self, name: str) -> None:
        """Remove a pool; what was judged in it stays.

        Raises:
            UnknownMeasurement: there is none of that name.
        """
        path: Path | None = next((path for path in self._files() if path.stem == name), None)
        (path or _refuse_unknown(name)).unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"[!.]*{_SUFFIX}")) if self._folder.is_dir() else []


def find_given(judgements: Iterable[Judgement]) -> Given:
    """Return what people said of passages, whichever page they said it on."""
    given: dict[tuple[str, str], dict[str, int]] = {}
    for one in judgements:
        given.setdefault((fold_question(one.question), one.passage_id), {})[one.judge] = one.grade
    return given


def grade_of(passage: Pooled, given: Given, judge: str) -> int | None:
    """Return what one person said of a pooled passage, None where nothing was said."""
    return given.get((fold_question(passage.question), passage.passage_id), {}).get(judge)


def grade_passages(passages: Sequence[Pooled], given: Given) -> tuple[Pooled, ...]:
    """Return pooled passages with the grade that people agree on: the median, the lower of two."""

    def agreed(passage: Pooled) -> int | None:
        grades = given.get((fold_question(passage.question), passage.passage_id), {})
        return median_low(grades.values()) if grades else None

    return tuple(replace(passage, grade=agreed(passage)) for passage in passages)


def fold_question(question: str) -> str:
    """Return a question as judgements keep it: NFC, spaces folded."""
    return " ".join(unicodedata.normalize("NFC", question).split())


def _read(path: Path) -> StoredPool | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        passages = tuple(Pooled(**passage) for passage in record["passages"])
        shares = {str(run): float(share) for run, share in record["judged"].items()}
        return StoredPool(path.stem, str(record["set"]), int(record["depth"]), shares, passages)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _refuse_unknown(name: str) -> Any:
    raise UnknownMeasurement(
        f"Không có danh sách gộp “{name}”. Hãy xem các danh sách ở trang Đánh giá.",
        f"There is no pool “{name}”. See those kept on the evaluation page.",
    )
