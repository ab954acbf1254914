"""Assignments of a whole library: filtered, and sorted by when they are due."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from corpus.document import Assignment, Document

Task = tuple[Document, Assignment]


def list_tasks(
    documents: Iterable[Document],
    *,
    agency: str | None = None,
    role: str | None = None,
    due_by: date | None = None,
) -> list[Task]:
    """Return assignments, soonest due first; those without a date come last, in the order of their text.

    Args:
        documents: whose assignments to list.
        agency: only agencies whose name holds these words, whatever their case.
        role: only this role.
        due_by: only assignments with a date no later than this.
    """
    found = [
        (document, task)
        for document in documents
        for task in document.assignments
        if (agency is None or agency.casefold() in task.agency.casefold())
        and (role is None or role.casefold() == task.role)
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
