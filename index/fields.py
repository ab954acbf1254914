"""The lexical fields of a passage: its own words, what stands around it, and both with the marks folded away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Document, Metadata, Passage
from index.analysis import pair, strip_marks, syllables
from index.columns import Column

FIELDS = ("whole", "text", "words", "folded")


@dataclass(frozen=True, slots=True)
class Fields:
    """Tokens of one passage by field.

    What has no marks is not kept, since it follows from the whole.

    Attributes:
        whole: syllables and bigrams of the passage behind its context. One field, since BM25 then dampens
            what the title and the passage both say; two fields added up rank worse.
        text: the same of the passage and of the words that it hangs on, without its context.
        words: the passage's words as underthesea segments them.
    """

    whole: tuple[str, ...]
    text: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        """The whole without marks, for questions typed without them."""
        return tuple(map(strip_marks, self.whole))


def collect_columns(passages: Iterable[Fields]) -> dict[str, Column]:
    """Return the column of every field."""
    kept = list(passages)
    columns = {name: Column.of([getattr(one, name) for one in kept]) for name in ("whole", "text", "words")}
    return columns | {"folded": columns["whole"].map(strip_marks)}


def describe_context(document: Document, passage: Passage) -> str:
    """Return what is indexed with a passage and shown with it: title, number, headings, lead-in."""
    return "\n".join(part for part in (describe_document(document.metadata), *passage.headings) if part)


def describe_document(stated: Metadata) -> str:
    """Return type, number, issuer and title in one line, as a citation would."""
    return " ".join(part for part in (stated.type, stated.number, stated.issuer, stated.title) if part)


def say_passage(passage: Passage) -> str:
    """Return the passage's words behind the lead-in that they hang on."""
    return f"{passage.lead_in} {passage.text}" if passage.lead_in else passage.text


def analyse(passage: Passage, context: str, words: Sequence[str]) -> Fields:
    """Return the tokens of every field.

    Args:
        passage: the passage.
        context: what `describe_context` says of it.
        words: what `index.analysis.segment` makes of its text.
    """
    text = with_bigrams(syllables(say_passage(passage)))
    whole = (*with_bigrams(syllables(context)), *text)
    return Fields(whole, text, tuple(words))


def with_bigrams(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return syllables followed by their bigrams."""
    return (*tokens, *pair(tokens))
