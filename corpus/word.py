"""A word where it stands on a page of an original."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space, and their edges in parts of the page's width and height, from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
