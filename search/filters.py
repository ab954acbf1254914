"""Which documents the filters of a question admit."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from corpus.document import Document
from corpus.letters import fold
from corpus.numbers import matches, read_number_query
from corpus.vocabulary import TYPES
from search.syntax import Filter, FilterKey, read_years

_SYMBOLS = frozenset((fold(symbol), fold(name)) for name, symbols in TYPES.items() for symbol in symbols)


def admits(filters: Iterable[Filter], document: Document) -> bool:
    """Tell whether a document passes: one of the values of every key that is given."""
    ordered = sorted(filters, key=lambda one: one.key)
    return all(
        any(_ADMIT[key](document, one.value) for one in ones)
        for key, ones in groupby(ordered, key=lambda one: one.key)
    )


def _is_of_type(document: Document, value: str) -> bool:
    """Tell whether a type begins as asked, ``Chương trình`` of ``Chương trình hành động``; a symbol stands for it."""
    wanted = fold(value).strip()
    own = fold(document.metadata.type or "")
    return bool(wanted) and (own == wanted or own.startswith(f"{wanted} ") or (wanted, own) in _SYMBOLS)


def _bears_number(document: Document, value: str) -> bool:
    number = document.metadata.number or ""
    queries = read_number_query(value) or read_number_query(f"số {value}")
    if queries:
        return any(matches(query, number) for query in queries)
    wanted = fold(value).strip()
    return bool(wanted) and (fold(number) == wanted or fold(number).startswith((f"{wanted}-", f"{wanted}/")))


def _is_of_year(document: Document, value: str) -> bool:
    years, day = read_years(value), document.metadata.date
    return bool(years and day and years[0] <= day.year <= years[1])


def _is_issued_by(document: Document, value: str) -> bool:
    return f" {_words(value)} " in f" {_words(document.metadata.issuer or '')} "


def _is_document(document: Document, value: str) -> bool:
    wanted, source = fold(value), fold(document.source)
    return wanted in (fold(document.id), source, source.rpartition(".")[0]) or _bears_number(document, value)


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


_ADMIT: Mapping[FilterKey, Callable[[Document, str], bool]] = {
    "loai": _is_of_type,
    "so": _bears_number,
    "nam": _is_of_year,
    "coquan": _is_issued_by,
    "tailieu": _is_document,
}
