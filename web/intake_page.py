"""The page of one upload: how far it is, and what was read of each file."""

from dataclasses import dataclass
from typing import Any

from corpus.corrections import stated_values
from corpus.document import Document
from web.address import intake_url
from web.citation import cited_in, name_briefly
from web.intake import FileState, Job, JobState
from web.shelf import Shelf
from web.wording import Wording


@dataclass(frozen=True, slots=True)
class FileView:
    """How far one file is, in words; `value` of `most` pages where that is known, else 0 of 0."""

    name: str
    text: str
    value: int
    most: int
    failed: bool


@dataclass(frozen=True, slots=True)
class IntakeView:
    """How far a job is, in words.

    Attributes:
        text: the sentence for the whole.
        value, most: of the stage at hand; 0 of 0 where nothing is counted.
        over: whether nothing will change any more.
        failed: whether it was stopped as a whole.
        files: each of them, in order.
    """

    text: str
    value: int
    most: int
    over: bool
    failed: bool
    files: tuple[FileView, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the view as an event carries it."""
        files = [{"text": file.text, "value": file.value, "most": file.most} for file in self.files]
        return {"text": self.text, "value": self.value, "most": self.most, "over": self.over, "files": files}


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """What a document states, to be corrected.

    Attributes:
        document, name: whose it is.
        values: of each field, as `corpus.corrections` has them.
        corrected: the fields that a person corrected before.
        back_url: page to return to once it is saved.
    """

    document: Document
    name: str
    values: dict[str, str]
    corrected: frozenset[str]
    back_url: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Context of ``intake.html``.

    Attributes:
        view: how far it is.
        notes: of each file, what a person should know of how it was read.
        forms: of each file, what was read of it; None while it is not there.
        events_url: where progress is told.
        wait_url: this page, answered only when there is news; for readers without scripts.
    """

    view: IntakeView
    notes: tuple[tuple[str, ...], ...]
    forms: tuple[CorrectionForm | None, ...]
    events_url: str
    wait_url: str


def make_intake_page(job: Job, shelf: Shelf, say: Wording) -> IntakePage:
    """Return the page of a job as it stands."""
    state = job.state
    url = intake_url(job.id)
    held = shelf.look().by_id
    documents = [held.get(file.document_id or "") for file in state.files]
    return IntakePage(
        view=view_intake(state, say),
        notes=tuple(tuple(note.sentence(say.language) for note in file.notes) for file in state.files),
        forms=tuple(make_correction_form(d, shelf, url) if d else None for d in documents),
        events_url=f"{url}/dien-bien",
        wait_url=f"{url}?cho=1",
    )


def make_correction_form(document: Document, shelf: Shelf, back_url: str) -> CorrectionForm:
    """Return what a document states, to be corrected."""
    name = name_briefly(cited_in(document))
    values = stated_values(document.metadata)
    return CorrectionForm(document, name, values, shelf.corrected(document), back_url)


def view_intake(state: JobState, say: Wording) -> IntakeView:
    """Return how far a job is, in words."""
    return IntakeView(
        text=_sentence(state, say),
        value=state.done,
        most=0 if state.is_over else state.total,
        over=state.is_over,
        failed=state.error is not None,
        files=tuple(_view_file(file, say) for file in state.files),
    )


def _sentence(state: JobState, say: Wording) -> str:
    if state.error:
        return state.error.sentence(say.language)
    return say("intake." + state.stage, done=state.done, next=state.done + 1, total=state.total)


def _view_file(file: FileState, say: Wording) -> FileView:
    if file.error:
        return FileView(file.name, file.error.sentence(say.language), 0, 0, True)
    if file.outcome:
        return FileView(file.name, say("outcome." + file.outcome), 0, 0, False)
    if file.pages:
        text = say("intake.pages", done=file.pages_done, total=file.pages)
        return FileView(file.name, text, file.pages_done, file.pages, False)
    return FileView(file.name, say("intake.file.waiting"), 0, 0, False)
