"""The slices of a question set: what makes its questions easy or hard apart from the search."""

import unicodedata

Slices = dict[str, tuple[str, ...]]
"""For each kind of slice, the slices that a question belongs to."""


def slice_question(text: str, lang: str | None, type: str | None, documents: tuple[str, ...] = ()) -> Slices:
    """Return the slices of a question: language, type, documents, length in words, Vietnamese marks or none."""
    words = len(text.split())
    stated = {"lang": (lang,) if lang else (), "type": (type,) if type else (), "document": documents}
    return {
        **stated,
        "length": ("1-8" if words <= 8 else "9-16" if words <= 16 else "17+",),
        "marks": ("marked" if has_marks(text) else "unmarked",),
    }


def has_marks(text: str) -> bool:
    """Return whether any letter is one that only Vietnamese marks make."""
    decomposed = unicodedata.normalize("NFD", text)
    return any(unicodedata.combining(letter) or letter in "đĐ" for letter in decomposed)
