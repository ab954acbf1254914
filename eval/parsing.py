"""How near a parse comes to a perfect one written by hand: ``python -m eval.parsing DOCUMENT GOLD``."""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.document import Assignment, Document
from corpus.errors import TrichdanError
from corpus.formats import read_file
from corpus.parse import parse

Gold = dict[str, Any]

#: Share of the shorter task's words that two statements of one task have in common.
TASK_OVERLAP = 0.5

_NOT_WORDS = re.compile(r"[\W_]+")
_HEADING_KEY = 60


def score_parse(document: Document, gold: Gold) -> dict[str, float]:
    """Return how much of a perfect parse a document holds, each measure from 0 to 1.

    Args:
        document: the parse to score.
        gold: ``outline``, ``footnotes``, ``broken_paragraphs``, ``wrapped_blocks``, ``references``,
            ``assignments`` and ``metadata`` as a person read them.

    Returns:
        ``outline`` (F1 of path and heading), ``footnotes`` (F1 of number and first words), ``paragraphs`` (share of
        cut ones that stand whole in one line), ``references`` (F1 of number, and date where gold has one),
        ``assignments`` (F1 of agency, role and task), ``metadata`` (mean over its fields).
    """
    return {
        "outline": _score_outline(document, gold["outline"]),
        "footnotes": _score_footnotes(document, gold["footnotes"]),
        "paragraphs": _score_paragraphs(document, gold["broken_paragraphs"], gold["wrapped_blocks"]),
        "references": _score_references(document, gold["references"]),
        "assignments": _score_assignments(document.assignments, gold["assignments"]),
        "metadata": _score_metadata(document, gold["metadata"]),
    }


def fold_words(text: str) -> str:
    """Return the words of a text in small letters with single spaces, without punctuation."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def measure_f1(found: int, predicted: int, expected: int) -> float:
    """Return F1, the harmonic mean of precision and recall (van Rijsbergen, Information Retrieval, 1979).

    Args:
        found: predictions that are right.
        predicted: all predictions.
        expected: all that should be predicted; if nothing is and nothing should be, F1 is 1.
    """
    return 2 * found / (predicted + expected) if predicted + expected else 1.0


def _count_f1(predicted: Iterable[tuple[str, ...]], expected: Iterable[tuple[str, ...]]) -> float:
    left, right = Counter(predicted), Counter(expected)
    return measure_f1((left & right).total(), left.total(), right.total())


def _score_outline(document: Document, gold: Sequence[Gold]) -> float:
    return _count_f1(
        ((section.path, fold_words(section.heading)[:_HEADING_KEY]) for section in document.sections),
        ((entry["number"], fold_words(entry["heading"])[:_HEADING_KEY]) for entry in gold),
    )


def _score_footnotes(document: Document, gold: Sequence[Gold]) -> float:
    starts = {
        str(note["n"]): fold_words(str(note.get("text_start_clean", note["text_start"]))) for note in gold
    }
    found = sum(
        fold_words(note.text).startswith(starts.get(note.number, "\0")) for note in document.footnotes
    )
    return measure_f1(found, len(document.footnotes), len(gold))


def _score_paragraphs(document: Document, broken: Sequence[Gold], wrapped: Sequence[Gold]) -> float:
    """Return the share of cut paragraphs that one line holds; a label before a dash may have its own line."""
    lines = [fold_words(line) for line in document.text.split("\n")]
    wanted = [[entry["joined_preview"]] for entry in broken] + [
        entry["joined"].split(" — ") for entry in wrapped
    ]
    if not wanted:
        return 1.0
    return sum(_stands(lines, [fold_words(piece) for piece in pieces]) for pieces in wanted) / len(wanted)


def _stands(lines: Sequence[str], pieces: Sequence[str]) -> bool:
    """Tell whether the pieces stand in one line, or each in the line after the one before it."""
    whole = " ".join(pieces)
    for index, line in enumerate(lines):
        below = lines[index : index + len(pieces)]
        if whole in line or (
            len(below) == len(pieces) and all(p in b for p, b in zip(pieces, below, strict=True))
        ):
            return True
    return False


def _score_references(document: Document, gold: Sequence[Gold]) -> float:
    """Return F1 over cited documents; a gold reference without a date takes any of its number."""
    left = [(fold_words(r.number), r.date.isoformat() if r.date else None) for r in document.references]
    predicted, found = len(left), 0
    for entry in sorted(gold, key=lambda entry: entry.get("date") is None):
        number, stated = fold_words(entry["number"]), entry.get("date")
        match = next((r for r in left if r[0] == number and (stated is None or r[1] == stated)), None)
        if match:
            left.remove(match)
            found += 1
    return measure_f1(found, predicted, len(gold))


def _score_assignments(predicted: Sequence[Assignment], gold: Sequence[Gold]) -> float:
    """Return F1 of a one-to-one matching, the nearest tasks first."""
    pairs = sorted(
        (-_overlap(fold_words(left.task), fold_words(right["task"])), i, j)
        for i, left in enumerate(predicted)
        for j, right in enumerate(gold)
        if left.role == right["role"] and _same_agency(left.agency, right["agency"])
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for overlap, i, j in pairs:
        if -overlap >= TASK_OVERLAP and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return measure_f1(len(taken[0]), len(predicted), len(gold))


def _same_agency(left: str, right: str) -> bool:
    first, second = fold_words(left), fold_words(right)
    return bool(first and second) and (first in second or second in first)


def _overlap(left: str, right: str) -> float:
    first, second = Counter(left.split()), Counter(right.split())
    shorter = min(first.total(), second.total())
    return (first & second).total() / shorter if shorter else 0.0


def _score_metadata(document: Document, gold: Gold) -> float:
    stated = document.metadata
    signer = gold.get("signer") or {}
    told: list[tuple[str | None, str | None]] = [
        (stated.number, gold["number"]),
        (stated.type, gold["type"]),
        (stated.issuer, gold["issuer"]),
        (stated.place, gold["place"]),
        (stated.date.isoformat() if stated.date else None, gold["date"]),
        (stated.title, gold["title"]),
        (stated.signer.name if stated.signer else None, signer.get("name")),
        (stated.signer.position if stated.signer else None, signer.get("position")),
    ]
    scores = [float(fold_words(left or "") == fold_words(right or "")) for left, right in told]
    lists = (
        (stated.recipients, gold["recipients"]),
        (stated.implements, gold["implements"]),
        (stated.replaces, gold["replaces"]),
    )
    scores += [
        _count_f1(((fold_words(x),) for x in left), ((fold_words(x),) for x in right))
        for left, right in lists
    ]
    return sum(scores) / len(scores)


def main(arguments: Sequence[str], write: Callable[[str], object] = print) -> int:
    """Score one file against one gold parse and write a line a measure.

    Args:
        arguments: path of the document, path of the gold parse.
        write: takes each line.

    Returns:
        Exit code.
    """
    if len(arguments) != 2:
        write("python -m eval.parsing DOCUMENT GOLD")
        return 1
    file, answers = map(Path, arguments)
    try:
        reading = read_file(file)
    except TrichdanError as error:
        write(error.sentence())
        return 1
    document = parse(reading.blocks, file.name, reading.data_sha256)
    for measure, score in score_parse(document, json.loads(answers.read_text("utf-8"))).items():
        write(f"{measure}\t{score:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
