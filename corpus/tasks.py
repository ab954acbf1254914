"""Assignments of a whole library: filtered, and sorted by when they are due."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from corpus.dates import read_date
from corpus.document import Assignment, Document, Role
from corpus.errors import TrichdanError
from corpus.letters import fold

Task = tuple[Document, Assignment]

COLUMNS = (
    "agency", "role", "task", "deadline", "due", "document", "document_id", "section", "passage_id", "start", "end",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins with one of these


def list_tasks(
    documents: Iterable[Document],
    *,
    agency: str | None = None,
    role: Role | None = None,
    due_by: date | None = None,
) -> list[Task]:
    """Return assignments, soonest due first; those without a date come last, in the order of their text.

    Args:
        documents: whose assignments to list.
        agency: only agencies whose name holds these words, whatever their case and marks.
        role: only this role.
        due_by: only assignments with a date no later than this.
    """
    wanted = fold(" ".join((agency or "").split()))
    found = [
        (document, task)
        for document in documents
        for task in document.assignments
        if wanted in fold(task.agency)
        and role in (None, task.role)
        and (due_by is None or (task.due is not None and task.due <= due_by))
    ]
    return sorted(found, key=lambda entry: entry[1].due or date.max)


def task_record(document: Document, task: Assignment) -> dict[str, Any]:
    """Return an assignment with its document, flat, as JSON and CSV give it."""
    return {
        "agency": task.agency,
        "role": task.role,
        "task": task.task,
        "deadline": task.deadline,
        "due": task.due.isoformat() if task.due else None,
        "document": document.metadata.number or document.source,
        "document_id": document.id,
        "section": task.section,
        "passage_id": task.passage_id,
        "start": task.start,
        "end": task.end,
    }


def format_csv(records: Sequence[Mapping[str, Any]]) -> str:
    """Return records of `task_record` as CSV with a head, without a cell that a spreadsheet would run."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: _disarm(value) for name, value in record.items()})
    return file.getvalue()


def _disarm(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def read_role(text: str) -> Role:
    """Return the role that a person means, with marks or without.

    Raises:
        TrichdanError: there is no such role.
    """
    roles: tuple[Role, ...] = get_args(Role)
    for role in roles:
        if fold(role) == fold(" ".join(text.split())):
            return role
    raise TrichdanError(
        f"Không có vai trò “{text}”. Hãy chọn một trong: {', '.join(roles)}.",
        f"There is no role “{text}”. Choose one of: {', '.join(roles)}.",
    )


def read_day(text: str) -> date:
    """Return the day that a person means: ``2026-06-30``, ``30/6/2026``, ``30 tháng 6 năm 2026``.

    Raises:
        TrichdanError: it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        found = read_date(fold(text))
        if found:
            return found[0]
        raise TrichdanError(
            f"“{text}” không phải ngày. Hãy viết dạng 2026-06-30 hoặc 30/6/2026.",
            f"“{text}” is no date. Write it as 2026-06-30 or 30/6/2026.",
        ) from error
