"""Why nothing in the library is likely to answer, told from what the question names and the library lacks."""

from index.analysis import pair, strip_marks, syllables
from index.generation import Generation
from search.coverage import split_asking
from search.lookup import Lookup
from search.named import find_typed
from search.places import place_of
from search.reading import Ask, say_number
from search.result import Doubt

_SHORT = 2  # letters; a shorter word that is known nowhere is a slip


class Doubts:
    """Knows what a library names, to tell what it does not.

    Args:
        generation: its index.
        lookup: the document numbers that it knows.
    """

    def __init__(self, generation: Generation, lookup: Lookup) -> None:
        self._known = generation.lexical["folded"].document_frequency
        self._lookup = lookup

    def find_missing(self, ask: Ask) -> Doubt | None:
        """Return which document or year the question names that the library knows nothing of; None if none."""
        number = self._missing_number(ask)
        if number:
            return Doubt("number", number)
        year = next((year for year in sorted(ask.named.years) if not self._known(year)), "")
        return Doubt("year", year) if year else None

    def find_reason(self, ask: Ask) -> Doubt:
        """Return the first of the reasons that holds; ``loose`` where none does."""
        missing = self.find_missing(ask)
        if missing:
            return missing
        for code, subject in (
            ("place", self._missing_place(ask)),
            ("words", self._missing_words(ask)),
        ):
            if subject:
                return Doubt(code, subject)  # type: ignore[arg-type]
        return Doubt("loose")

    def _missing_number(self, ask: Ask) -> str:
        return next((say_number(query) for query in ask.numbers if not self._lookup.knows(query)), "")

    def _missing_place(self, ask: Ask) -> str:
        missing = (place for place in sorted(ask.named.places) if not self._is_known(place))
        return next((find_typed(ask.words, place) for place in missing), "")

    def _is_known(self, place: str) -> bool:
        """Tell whether a place is written somewhere, by the name that its documents would give it."""
        tokens = place_of(place).split()
        return all(map(self._known, pair(tokens) or tokens))

    def _missing_words(self, ask: Ask) -> str:
        """Return the words that stand nowhere; those of asking need not."""
        if ask.reading.language.startswith("en"):
            return ""
        asked = (token for run in split_asking(ask.words) for token in syllables(run))
        tokens = list(dict.fromkeys(asked))
        missing = [token for token in tokens if len(token) > _SHORT and not self._known(strip_marks(token))]
        return ", ".join(missing)
