"""The tasks page: who must do what by when, over the whole library."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Literal, get_args

from corpus.document import Assignment, Document, Role
from corpus.letters import fold
from corpus.spreadsheet import write_tasks
from corpus.tasks import list_tasks, task_record
from web.address import TASKS, document_url, with_query
from web.citation import cited_in, name_briefly, name_place
from web.wording import Wording

Deadline = Literal["overdue", "coming", "later", "standing", "none"]
DEADLINES: tuple[Deadline, ...] = get_args(Deadline)
ROLES: tuple[Role, ...] = get_args(Role)
PAGE_SIZE = 50
_NAME_LENGTH = 64  # characters of a title where there is no number
_SOON = timedelta(days=90)
_COLUMNS = ("agency", "role", "task", "deadline", "due.column", "document", "place")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins with one of these


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the address asks for; an empty value asks for anything.

    Attributes:
        agency: part of an agency's name, marks and case forgiven.
        role: one of `ROLES`.
        deadline: one of `DEADLINES`.
        document: `Document.id`.
        by_agency: whether tasks are gathered under their agencies.
    """

    agency: str = ""
    role: str = ""
    deadline: str = ""
    document: str = ""
    by_agency: bool = False

    def url(self, path: str = TASKS, **changes: object) -> str:
        """Return the address of this filter, changed."""
        state: dict[str, object] = {
            "co_quan": self.agency,
            "vai_tro": self.role,
            "han": self.deadline,
            "tai_lieu": self.document,
            "theo_co_quan": 1 if self.by_agency else None,
        }
        return with_query(path, **{**state, **changes})

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.agency or self.role or self.deadline or self.document)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One assignment with its document, named as people name it."""

    document: Document
    task: Assignment
    name: str
    place: str
    state: Deadline
    url: str

    def as_json(self) -> dict[str, Any]:
        """Return the row for the JSON twin."""
        return {**task_record(self.document, self.task), "state": self.state, "url": self.url}


@dataclass(frozen=True, slots=True)
class TasksPage:
    """Context of ``tasks.html``.

    Attributes:
        asked: the filter.
        groups: one page of the tasks that pass it, earliest deadline first, under their agencies where that is
            asked for, else under "".
        shown: how many are on this page.
        total: how many pass it.
        first: number of the first row shown, from 1.
        agencies: every agency with its number of tasks, most first.
        documents: (id, name) of the documents that hold tasks.
        previous_url, next_url: neighbouring pages, or "".
        roles, deadlines: what can be chosen.
    """

    asked: TaskFilter
    groups: tuple[tuple[str, tuple[TaskRow, ...]], ...]
    shown: int
    total: int
    first: int
    agencies: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, str], ...]
    previous_url: str
    next_url: str
    roles: tuple[Role, ...] = ROLES
    deadlines: tuple[Deadline, ...] = DEADLINES


def find_tasks(documents: Iterable[Document], asked: TaskFilter, today: date) -> tuple[TaskRow, ...]:
    """Return the assignments that pass a filter, sorted by due date; those without one come last."""
    rows = (_row(document, task, today) for document, task in list_tasks(documents))
    passing = [row for row in rows if _passes(row, asked)]
    return tuple(sorted(passing, key=lambda row: fold(row.task.agency)) if asked.by_agency else passing)


def make_tasks_page(
    documents: Sequence[Document], asked: TaskFilter, today: date, page: int = 1
) -> TasksPage:
    """Return one page, counted from 1, of the tasks that pass a filter."""
    rows = find_tasks(documents, asked, today)
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE_SIZE
    agencies = Counter(task.agency for document in documents for task in document.assignments)
    return TasksPage(
        asked=asked,
        groups=_group(rows[first : first + PAGE_SIZE], asked.by_agency),
        shown=len(rows[first : first + PAGE_SIZE]),
        total=len(rows),
        first=first + 1 if rows else 0,
        agencies=tuple(agencies.most_common()),
        documents=tuple((d.id, name_briefly(cited_in(d), _NAME_LENGTH)) for d in documents if d.assignments),
        previous_url=asked.url(trang=page - 1) if page > 1 else "",
        next_url=asked.url(trang=page + 1) if page < pages else "",
    )


def write_csv(rows: Iterable[TaskRow], say: Wording) -> bytes:
    """Return tasks as CSV that spreadsheets read as UTF-8, with no cell that they would run."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([say(f"tasks.{column}") for column in _COLUMNS])
    for row in rows:
        task = row.task
        due = task.due.isoformat() if task.due else ""
        cells = (task.agency, task.role, task.task, task.deadline or "", due, row.name, row.place)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[TaskRow], say: Wording) -> bytes:
    """Return tasks as a spreadsheet, documents and places named as people name them."""
    file = io.BytesIO()
    records = ({**row.as_json(), "document": row.name, "section": row.place} for row in rows)
    write_tasks(records, file, [say(f"tasks.{column}") for column in _COLUMNS])
    return file.getvalue()


def _group(rows: Sequence[TaskRow], by_agency: bool) -> tuple[tuple[str, tuple[TaskRow, ...]], ...]:
    if not by_agency:
        return (("", tuple(rows)),)
    return tuple(
        (found[0].task.agency, tuple(found))
        for found in (list(group) for _, group in groupby(rows, key=lambda row: fold(row.task.agency)))
    )


def _row(document: Document, task: Assignment, today: date) -> TaskRow:
    address = task.passage_id.partition("#")[2]
    return TaskRow(
        document=document,
        task=task,
        name=name_briefly(cited_in(document), _NAME_LENGTH),
        place=name_place(task.section),
        state=_state(task, today),
        url=document_url(document.id, address),
    )


def _state(task: Assignment, today: date) -> Deadline:
    if task.due is None:
        return "standing" if task.deadline else "none"
    if task.due < today:
        return "overdue"
    return "coming" if task.due - today <= _SOON else "later"


def _passes(row: TaskRow, asked: TaskFilter) -> bool:
    return (
        fold(asked.agency.strip()) in fold(row.task.agency)
        and asked.role in ("", row.task.role)
        and asked.deadline in ("", row.state)
        and asked.document in ("", row.document.id)
    )
