"""Questions to try, made of the library at hand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.document import Assignment, Document, Section
from corpus.letters import fold, is_upper
from web.citation import cited_in, name_briefly
from web.wording import Wording

_TASK_LENGTHS = range(24, 90)  # characters: enough to say something, few enough to read
_HEADING_LENGTHS = range(24, 80)


def make_examples(documents: Sequence[Document], say: Wording, most: int = 5) -> tuple[str, ...]:
    """Return questions that documents of the library state an answer to, each of another kind.

    Args:
        documents: what the library holds.
        say: the interface's language; Vietnamese words of the documents stay as they are.
        most: how many questions at most.
    """
    return tuple(islice(dict.fromkeys(_questions(documents, say)), most))


def _questions(documents: Sequence[Document], say: Wording) -> Iterator[str]:
    tasks = [task for document in documents for task in document.assignments]
    agencies = [agency for agency, _ in Counter(task.agency for task in tasks).most_common(3)]
    for agency in agencies[:1]:
        yield say("example.agency", agency=agency)
    for task in sorted(filter(_can_be_asked, tasks), key=lambda task: len(task.task))[:1]:
        yield say("example.lead", task=_as_clause(task.task))
    for agency in agencies[1:2]:  # typed without marks, so that a person sees it may be
        yield fold(Wording("vi")("example.agency", agency=agency)).capitalize()
    for document in documents:
        if document.metadata.implements and document.metadata.number:
            yield say("example.implements", name=name_briefly(cited_in(document)))
            break
    for task in [task for task in tasks if task.due and task.deadline][:1]:
        yield Wording("vi")("example.deadline", deadline=_as_duty(task.deadline or ""))
    for document in documents:
        headings = sorted(
            filter(_can_be_asked_about, document.sections), key=lambda section: len(section.heading)
        )
        for section in headings[:1]:
            yield Wording("vi")("example.about", heading=_as_clause(section.heading))


def _can_be_asked(task: Assignment) -> bool:
    return task.role == "chủ trì" and len(task.task) in _TASK_LENGTHS and "\n" not in task.task


def _can_be_asked_about(section: Section) -> bool:
    return (
        section.kind == "heading"
        and len(section.heading) in _HEADING_LENGTHS
        and not is_upper(section.heading)
    )


def _as_duty(deadline: str) -> str:
    return deadline if fold(deadline).startswith(("hoan thanh", "thuc hien")) else f"xong {deadline}"


def _as_clause(task: str) -> str:
    words = task.strip(" .;:+-")
    return words[:1].lower() + words[1:]
