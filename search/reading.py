"""A question read: its language, its marks, its Vietnamese terms, the documents and clauses that it names."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.errors import QuestionError
from corpus.numbers import NumberQuery, read_number_query
from index.analysis import strip_marks
from index.glossary import Glossary, Reading
from index.language import detect_language
from index.marks import MarksRestorer
from search.abbreviations import spell_out
from search.clauses import read_clause
from search.intent import read_wants
from search.named import Named, find_typed
from search.result import QueryReading, QuestionLanguage
from search.syntax import Filter, Typed, read_syntax

MAX_QUESTION = 2000  # characters; longer ones are documents pasted by mistake
_TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_SHOWN_TERMS = 8
_NOTHING_NAMED = Named()
_RESTORED_ENOUGH = 0.5  # below this confidence the restored reading is not searched


@dataclass(frozen=True, slots=True)
class Ask:
    """What is searched for.

    Attributes:
        reading: what was understood, for the person.
        vietnamese: the words to look up with their marks; empty where the question has none.
        unmarked: the words to look up with all marks folded away; empty where marks can be trusted.
        terms: Vietnamese readings of an English question, one group an English term.
        words: the question as typed, without filters and quotation marks; empty where it is only filters.
        typed: the same as the encoder reads it, with its marks.
        numbers: document numbers named.
        named: years and places named.
        phrases: what has to stand word for word.
        filters: what documents are searched.
    """

    reading: QueryReading
    vietnamese: str
    unmarked: str
    terms: tuple[tuple[Reading, ...], ...]
    words: str
    typed: str
    numbers: tuple[NumberQuery, ...]
    named: Named = _NOTHING_NAMED
    phrases: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()


class QuestionReader:
    """Reads questions with the glossary and the marks restorer of one library.

    Args:
        glossary: English terms with their Vietnamese readings.
        restorer: puts marks back.
        term_frequency: how often the library uses a Vietnamese term; prefers its own words among readings.
    """

    def __init__(
        self,
        glossary: Glossary,
        restorer: MarksRestorer,
        term_frequency: Callable[[str], float] | None = None,
    ) -> None:
        self._glossary = glossary
        self._restorer = restorer
        self._term_frequency = term_frequency

    def read(self, question: str, *, as_typed: bool = False, filters: Sequence[Filter] = ()) -> Ask:
        """Return what a question asks for.

        Args:
            question: as a person typed it.
            as_typed: take it letter by letter; no marks are restored.
            filters: chosen beside those typed.

        Raises:
            QuestionError: it is blank or too long, or a filter in it can't be understood.
        """
        text = clean_question(question)
        typed = read_syntax(text)
        language = detect_language(typed.words)
        english = language in ("en", "en-mixed")
        ask = (
            self._read_english(typed.words, language)
            if english
            else self._read_vietnamese(typed.words, language, as_typed)
        )
        return _complete(ask, text, typed, (*typed.filters, *filters))

    def _read_vietnamese(self, text: str, language: QuestionLanguage, as_typed: bool) -> Ask:
        restored = None if as_typed else self._restore(text)
        numbers = read_number_query(text)
        spelled, meant = spell_out(restored or text)
        reading = QueryReading(
            text=text,
            language=language,
            restored=restored,
            translation=meant,
            references=_say_numbers(numbers),
            clause=read_clause(restored or text),
        )
        return Ask(
            reading=reading,
            vietnamese=spelled,
            unmarked=text if restored or language == "vi-nodiac" else "",
            terms=(),
            words=text,
            typed=spelled,
            numbers=numbers,
        )

    def _restore(self, text: str) -> str | None:
        restoration = self._restorer.restore(text)
        trusted = restoration.changed and restoration.confidence >= _RESTORED_ENOUGH
        return restoration.text if trusted else None

    def _read_english(self, text: str, language: QuestionLanguage) -> Ask:
        readings = self._glossary.weighted(text, self._term_frequency)
        terms = tuple(tuple(group) for _, group in groupby(readings, key=lambda reading: reading.start))
        kept = keep_vietnamese(text, readings)
        numbers = read_number_query(text)
        shown = dict.fromkeys(max(group, key=lambda reading: reading.weight).vietnamese for group in terms)
        reading = QueryReading(
            text=text,
            language=language,
            translation=tuple(shown)[:_SHOWN_TERMS],
            references=_say_numbers(numbers),
            clause=read_clause(text),
        )
        marked = " ".join(run for run in kept if strip_marks(run) != run or any(map(str.isdigit, run)))
        return Ask(
            reading=reading,
            vietnamese=marked,
            unmarked=" ".join(run for run in kept if strip_marks(run) == run),
            terms=terms,
            words=text,
            typed=text,
            numbers=numbers,
        )


def _complete(ask: Ask, text: str, typed: Typed, filters: tuple[Filter, ...]) -> Ask:
    """Return what is asked for with what `search.syntax` and `search.named` read."""
    named = Named.read(ask.words, ask.numbers)
    reading = replace(
        ask.reading,
        text=text,
        phrases=typed.phrases,
        filters=filters,
        years=tuple(sorted(named.years)),
        places=tuple(sorted(find_typed(ask.words, place) for place in named.places)),
        wants=tuple(sorted(read_wants(ask.typed))),
    )
    return replace(ask, reading=reading, named=named, phrases=typed.phrases, filters=filters)


def clean_question(question: str) -> str:
    """Return a question in NFC with white space folded and control characters gone.

    Raises:
        QuestionError: it is blank or too long.
    """
    printable = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", question))
    text = " ".join(printable.split())
    if not any(map(str.isalnum, text)):
        raise QuestionError(
            "Câu hỏi đang trống. Hãy gõ điều cần tìm, ví dụ: ai chủ trì phong trào thi đua.",
            "The question is empty. Type what to look for, for example: who leads the emulation movement.",
        )
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"Câu hỏi dài {len(text)} ký tự, quá {MAX_QUESTION}. Hãy rút gọn thành một hai câu.",
            f"The question has {len(text)} characters, over {MAX_QUESTION}. Shorten it to a sentence or two.",
        )
    return text


def keep_vietnamese(text: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Return the runs of an English question that are to be looked up as they stand.

    These are words with Vietnamese marks, numbers and symbols, words that stand between two of them, and names:
    capitalised words that no glossary term covers and that do not open the question.
    """
    covered = [(reading.start, reading.end) for reading in readings]
    tokens = [(found.start(), found.group()) for found in _TOKEN.finditer(text)]
    kept = [
        _is_vietnamese(token)
        or (place > 0 and token[0].isupper() and not any(a <= start < b for a, b in covered))
        for place, (start, token) in enumerate(tokens)
    ]
    for place in range(1, len(tokens) - 1):
        between = _is_vietnamese(tokens[place - 1][1]) and _is_vietnamese(tokens[place + 1][1])
        kept[place] = kept[place] or (between and tokens[place][1].islower())
    runs = groupby(zip(kept, tokens, strict=True), key=lambda entry: entry[0])
    return tuple(" ".join(token for _, (_, token) in run) for keep, run in runs if keep)


def _is_vietnamese(token: str) -> bool:
    return strip_marks(token) != token or any(map(str.isdigit, token))


def _say_numbers(numbers: Sequence[NumberQuery]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(say_number(number) for number in numbers))


def say_number(number: NumberQuery) -> str:
    """Return a named number in its usual spelling, as far as it was given: ``43-NQ/TW``, ``43-NQ``, ``43``."""
    year = f"/{number.year}" if number.year else ""
    symbol = "-".join(part for part in (number.symbol_type, number.issuer) if part and number.year)
    party = "/".join(part for part in (number.symbol_type, number.issuer) if part)
    return (
        f"{number.serial}{year}/{symbol}"
        if number.year and symbol
        else "-".join(part for part in (f"{number.serial}{year}", party) if part)
    )
