"""What can go wrong, each said in one sentence with what to do next.

The tree::

    TrichdanError
    ├── ReadError               a file can't be taken in; the other files go on
    ├── LibraryError            the library folder can't be used as asked
    │   ├── UnknownDocument
    │   ├── UnknownSection
    │   ├── LibraryEmpty
    │   ├── LibraryBusy
    │   └── EncoderMismatch
    ├── CorrectionError         what a person corrected can't be taken (corpus.corrections)
    ├── JudgementError          a judgement can't be kept (corpus.judgements)
    ├── QuestionError           the question can't be asked as typed
    ├── EncoderError            a model can't be loaded
    └── QuestionSetError        a question set for evaluation is broken
"""

from typing import Literal

Language = Literal["vi", "en"]


class TrichdanError(Exception):
    """Base of every error that a person may see.

    Args:
        vi: the sentence in Vietnamese, ending with what to do next.
        en: the same in English.
    """

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en

    def sentence(self, language: Language = "vi") -> str:
        """Return the one sentence for the person, in the language asked for."""
        return self.vi if language == "vi" else self.en


class ReadError(TrichdanError):
    """A file can't be taken in."""


class LibraryError(TrichdanError):
    """The library folder can't be used as asked."""


class UnknownDocument(LibraryError):
    """No document of that id, file name or number is in the library."""


class UnknownSection(LibraryError):
    """The document has no section of that path."""


class LibraryEmpty(LibraryError):
    """There is no library in the folder, or nothing in it to search."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class EncoderMismatch(LibraryError):
    """The index was built by another encoder than the one asked for."""


class QuestionError(TrichdanError):
    """The question can't be asked as typed.

    Args:
        vi, en: as of every error.
        start, end: offsets of what is at fault in the question; None where it is the whole.
    """

    def __init__(self, vi: str, en: str, start: int | None = None, end: int | None = None) -> None:
        super().__init__(vi, en)
        self.start = start
        self.end = end


class EncoderError(TrichdanError):
    """A sentence-transformers model can't be loaded."""


class QuestionSetError(TrichdanError):
    """A question set is broken; the sentence lists every line at fault."""
