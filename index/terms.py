"""The glossary's file: read, and checked for the person who edits it.

A line holds a Vietnamese term, its English variants separated by `` | ``, and a domain, with tabs between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import TrichdanError
from index.analysis import fold_tone_placement


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the glossary."""

    vietnamese: str
    english: tuple[str, ...]
    domain: str
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a glossary's line, for the person who edits it."""

    line: int
    vi: str
    en: str


class GlossaryError(TrichdanError):
    """A glossary can't be read."""


def check(path: Path) -> tuple[Fault, ...]:
    """Return what is wrong in a glossary: malformed lines, terms given twice, variants given twice in a line.

    Raises:
        GlossaryError: the file can't be read.
    """
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(_read_lines(path), start=1):
        term = _parse(number, line)
        if term is None:
            if line.strip():
                faults.append(_malformed(number))
            continue
        faults += _check_variants(term)
        key = fold_tone_placement(term.vietnamese).lower()
        if key in seen:
            faults.append(_repeated(number, term.vietnamese, seen[key]))
        seen.setdefault(key, number)
    return tuple(faults)


def read_terms(path: Path) -> Iterator[Term]:
    """Yield the terms of a glossary; broken lines are passed over.

    Raises:
        GlossaryError: the file can't be read.
    """
    parsed = (_parse(number, line) for number, line in enumerate(_read_lines(path), start=1))
    return (term for term in parsed if term is not None)


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError(
            f"Không đọc được bảng thuật ngữ “{path.name}”. Hãy kiểm tra tệp có tồn tại và lưu bằng UTF-8.",
            f"The glossary “{path.name}” can't be read. Check that the file exists and is saved as UTF-8.",
        ) from error


def _parse(number: int, line: str) -> Term | None:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != 3 or not all(cells):
        return None
    variants = tuple(variant.strip() for variant in cells[1].split("|"))
    return Term(cells[0], variants, cells[2], number) if all(variants) else None


def _check_variants(term: Term) -> list[Fault]:
    seen: set[tuple[str, ...]] = set()
    faults = []
    for variant in term.english:
        key = (variant.casefold(),)
        if key in seen:
            faults.append(
                Fault(
                    term.line,
                    f"Dòng {term.line}: “{variant}” được ghi hai lần cho “{term.vietnamese}”. Hãy xóa bớt một.",
                    f"Line {term.line}: “{variant}” is given twice for “{term.vietnamese}”. Delete one.",
                )
            )
        seen.add(key)
    return faults


def _malformed(number: int) -> Fault:
    return Fault(
        number,
        f"Dòng {number}: cần ba ô cách nhau bằng dấu tab (thuật ngữ, các cách dịch cách nhau bằng “ | ”, lĩnh vực).",
        f"Line {number}: three cells with tabs between are needed (term, variants with “ | ” between, domain).",
    )


def _repeated(number: int, term: str, first: int) -> Fault:
    return Fault(
        number,
        f"Dòng {number}: “{term}” đã có ở dòng {first}. Hãy gộp hai dòng làm một.",
        f"Line {number}: “{term}” already stands in line {first}. Make one line of the two.",
    )
