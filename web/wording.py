"""The interface in its languages: a key and what its sentence is filled with, in; the sentence, out."""

from dataclasses import dataclass
from typing import Literal

from web.phrases_changing import CHANGING
from web.phrases_evaluation import EVALUATION
from web.phrases_reading import READING

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

PHRASES: dict[str, tuple[str, str]] = READING | CHANGING | EVALUATION


@dataclass(frozen=True, slots=True)
class Wording:
    """The interface in one language; called with a key and what its sentence is filled with."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of a key.

        Raises:
            KeyError: no such key; a test holds that every key in use is there.
        """
        sentence = PHRASES[key][LANGUAGES.index(self.language)]
        if " | " in sentence:
            one, _, many = sentence.partition(" | ")
            sentence = one if values.get("n") == 1 else many
        return sentence.format(**values) if values else sentence

    def warning(self, code: str) -> str:
        """Return a warning of `Metadata.warnings` in words, known or not."""
        return self(f"warning.{code}") if f"warning.{code}" in PHRASES else self("warning.other", code=code)

    def slice(self, name: str) -> str:
        """Return the name of a slice of questions in words, as it is where there are none."""
        return self("slice." + name) if "slice." + name in PHRASES else name

    def configuration(self, name: str) -> str:
        """Return the name of a configuration of the search in words, as it is where there are none."""
        return self("configuration." + name) if "configuration." + name in PHRASES else name


def read_language(asked: str | None, kept: str | None) -> Language:
    """Return the language asked for in the address, else the one kept in the cookie, else Vietnamese."""
    return "en" if (asked if asked in LANGUAGES else kept) == "en" else "vi"
