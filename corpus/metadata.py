"""What a document states of itself: number, type, issuer, date, title, signer, recipients, relations."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.dates import read_date
from corpus.document import Metadata, Reference
from corpus.frame import Frame, find_frame
from corpus.issuers import read_document_issuer, split_title
from corpus.letters import cut_pieces, fold
from corpus.number_forms import find_numbers
from corpus.signers import read_recipients, read_signer
from corpus.stamps import read_confidentiality, read_draft, read_urgency
from corpus.validity import read_validity
from corpus.vocabulary import FOLDED_TYPES, match_type

_TYPE = "(?:" + "|".join(name for name, _ in FOLDED_TYPES) + ")"
_ENACTED = re.compile(r"(?:thong qua|ban hanh)\s+ngay\s+(?=\d)")
_LETTER = re.compile(r"kinh gui\b|(?:v/v|ve viec)\b")
_ATTACHED = re.compile(r" *\((?:ban hanh )?kem theo ")
_CARRIES_OUT = re.compile(r"(?:(?:to chuc|tiep tuc|trien khai)[ ,]*)*(?:trien khai )?thuc hien\b")
_BASIS = re.compile(r"(?:^|[.;:] *)can cu\b")
_AMENDS = re.compile(r"(?:ve viec |ve )?sua doi\b|bo sung mot so dieu")
_REPLACES = re.compile(
    rf"{_TYPE} nay\b.{{0,40}}?\bthay the\b|\bthay the {_TYPE}|het hieu luc\b.{{0,60}}?{_TYPE} nay\b"
)
_REPLACING = re.compile(r"thay the|het hieu luc")
_OWN = re.compile(rf"{_TYPE} nay\b")
_REACH = 1_200
_ENDS = re.compile(r"[;.](?=\s|$)|\n")
_LIST = re.compile(r"[\s,;]*(?:va|cung)?\s*(?:cac|nhung)?\s*")
_INDEPENDENT = frozenset({"Phụ lục"})


def read_metadata(
    text: str, references: tuple[Reference, ...], lines: Sequence[str] | None = None
) -> Metadata:
    """Return what a document states of itself.

    The type comes from the title and never from the symbol of the number. What is not stated is None or
    empty, with a warning where a document of this form should state it.

    Args:
        text: canonical text of a whole document.
        references: what it cites, as `corpus.references.find_references` returns it.
        lines: those of the text, where they are at hand: a long text is not taken apart again.
    """
    lines = text.split("\n") if lines is None else lines
    frame = find_frame(lines)
    kind = _read_type(lines, frame)
    number, blank = _read_number(lines, frame)
    place, issued = _read_place_and_date(lines, frame)
    title = _read_title(lines, frame)
    dated = issued or _enacted(lines, frame, kind)
    effective, expires = read_validity(text, kind, dated)
    found = Metadata(
        number=number,
        type=kind,
        issuer=read_document_issuer(lines, frame),
        place=place,
        date=dated,
        title=title,
        signer=read_signer(lines, frame),
        recipients=read_recipients(lines, frame),
        implements=_implemented(text, lines, frame, references),
        based_on=_bases(text, lines, frame, references),
        amends=_amended(lines, frame, references),
        replaces=_replaced(text, references),
        confidentiality=read_confidentiality(lines, frame),
        urgency=read_urgency(lines, frame),
        draft=read_draft(lines, frame),
        effective=effective,
        expires=expires,
    )
    return _warned(found, blank)


def _read_type(lines: Sequence[str], frame: Frame) -> str | None:
    if frame.type:
        line = lines[frame.type[0]]
        words = line.split()
        for size in (len(words), 2, 3, 4):
            named = match_type(" ".join(words[-size:]))
            if named:
                return named[0]
    head = lines[: frame.body[0] + 3]
    letter = any(_LETTER.match(fold(line.strip(" \t*|"))) for line in head) and frame.number is not None
    return "Công văn" if letter else None


def _read_number(lines: Sequence[str], frame: Frame) -> tuple[str | None, bool]:
    """Return the number, and whether a place for it was left blank."""
    if frame.number is None:
        return None, False
    line = lines[frame.number[0]]
    found = find_numbers("số " + line) or find_numbers(re.sub(r"(?i)số\s*:?", "số ", line))
    return (found[0].number, False) if found else (None, True)


def _read_place_and_date(lines: Sequence[str], frame: Frame) -> tuple[str | None, date | None]:
    if frame.date is None:
        return None, None
    line = lines[frame.date[0]]
    folded = fold(line)
    start = folded.rfind("ngay")
    place = re.split(r"\t|\||\s{3,}", line[:start].rstrip(" ,"))[-1]
    numbered = find_numbers("số " + place) if any(character.isdigit() for character in place) else ()
    if numbered:
        place = place[numbered[-1].end - len("số ") :]
    elif _LETTERS_ONLY.fullmatch(fold(place).strip()) is None:
        place = ""
    place = " ".join(place.strip(" ,.*").split())
    found = read_date(folded, start)
    return place or None, found[0] if found else None


_LETTERS_ONLY = re.compile(r"[a-z .\-']*")


def _enacted(lines: Sequence[str], frame: Frame, kind: str | None) -> date | None:
    """Return the day a law was passed, which stands at its end where the head has no date."""
    if kind not in {"Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Hiến pháp"}:
        return None
    for line in reversed(lines[max(frame.body[0], frame.body[1] - 8) : frame.body[1]]):
        folded = fold(line)
        for match in _ENACTED.finditer(folded):
            found = read_date(folded, match.end())
            if found:
                return found[0]
    return None


def _read_title(lines: Sequence[str], frame: Frame) -> str | None:
    title = split_title(lines, frame)[1]
    if title is None:
        return None
    attached = _ATTACHED.search(fold(title))
    if attached and attached.start():
        title = title[: attached.start()]
    return re.sub(r"^[Vv]/v:? *", "", title.strip(" *")) or None


def _implemented(
    text: str, lines: Sequence[str], frame: Frame, references: Sequence[Reference]
) -> tuple[str, ...]:
    """Return what title or first sentence say that the document carries out."""
    numbers: list[str] = []
    for start, stop in _openings(lines, frame):
        folded = fold(text[start:stop])
        opens = _CARRIES_OUT.match(folded.lstrip(" \t*"))
        if opens:
            begin = start + len(folded) - len(folded.lstrip(" \t*")) + opens.end()
            numbers += _listed(text, references, begin, stop)
    return tuple(dict.fromkeys(numbers))


def _openings(lines: Sequence[str], frame: Frame) -> Iterator[tuple[int, int]]:
    """Yield the offsets of title and first paragraph."""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    title = split_title(lines, frame)[1]
    if frame.title and title:
        begins = r"\s+".join(map(re.escape, title.split()[:4]))
        start, stop = offsets[frame.title[0]], offsets[frame.title[1]]
        found = re.search(begins, "\n".join(lines[slice(*frame.title)]))
        yield start + (found.start() if found else 0), stop
    for index in range(*frame.body):
        if lines[index].strip():
            yield offsets[index], offsets[index + 1]
            return


def _listed(text: str, references: Sequence[Reference], start: int, stop: int) -> list[str]:
    """Return the numbers of the documents listed from ``start`` on, joined by commas and ``và`` alone."""
    spans = sorted((span, reference.number) for reference in references for span in reference.spans)
    found: list[str] = []
    position = start
    for (begin, end), number in spans:
        if begin < position or begin >= stop:
            continue
        between = fold(text[position:begin])
        if _LIST.fullmatch(between) is None and not (found and _same_list(between)):
            break
        found.append(number)
        position = end
    return found


def _same_list(between: str) -> bool:
    """Tell whether only date and issuer of one document stand before the next of a list."""
    stop = re.search(r"\b(?:ve|thuc hien|ban hanh|quy dinh|huong dan)\b|[“\"(;.:]", between)
    return stop is None and re.search(r"(?:,| va)\s*$", between) is not None


def _bases(text: str, lines: Sequence[str], frame: Frame, references: Sequence[Reference]) -> tuple[str, ...]:
    """Return what the paragraphs that begin with ``Căn cứ`` name, before the first heading."""
    found: list[str] = []
    spans = sorted((span, reference.number) for reference in references for span in reference.spans)
    start = sum(len(line) + 1 for line in lines[: frame.body[0]])
    begun, ended, begin = False, True, start
    for line in lines[frame.body[0] : frame.body[1]]:
        folded = fold(line.strip(" *\t-"))
        opens = folded.startswith("can cu ")
        if begun and not opens and folded and ended:
            break
        begin = start if opens else begin
        begun = begun or opens
        start += len(line) + 1
        ended = folded.endswith((";", ".", ":")) if folded else ended
        if begun and folded:
            found += _resting(text, begin, start, spans)
    return tuple(dict.fromkeys(found))


def _resting(text: str, start: int, stop: int, spans: Sequence[tuple[tuple[int, int], str]]) -> list[str]:
    """Return the documents that the sentences of a ``Căn cứ`` paragraph rest on, not those they carry out."""
    found = []
    for (begin, _), number in spans:
        if not start <= begin < stop:
            continue
        before = fold(text[max(start, begin - 60) : begin])
        clause = re.split(r"[;.] ", before)[-1]
        if not re.search(r"(?:thuc hien|sua doi,? ?bo sung|huong dan|thi hanh)[^;,]*$", clause):
            found.append(number)
    return found


def _amended(lines: Sequence[str], frame: Frame, references: Sequence[Reference]) -> tuple[str, ...]:
    if frame.title is None:
        return ()
    start = sum(len(line) + 1 for line in lines[: frame.title[0]])
    stop = start + sum(len(line) + 1 for line in lines[slice(*frame.title)])
    title = _read_title(lines, frame)
    if title is None or not _AMENDS.match(fold(title)):
        return ()
    inside = ((span[0], reference.number) for reference in references for span in reference.spans)
    return tuple(dict.fromkeys(number for begin, number in sorted(inside) if start <= begin < stop))


def _replaced(text: str, references: Sequence[Reference]) -> tuple[str, ...]:
    """Return what the document says that it replaces or ends the force of."""
    spans = sorted((span[0], reference.number) for reference in references for span in reference.spans)
    starts = [start for start, _ in spans]
    found: list[str] = []
    for base, piece in cut_pieces(text):
        for first, last in _replacing(fold(piece)):
            held = slice(bisect_left(starts, base + first), bisect_left(starts, base + last))
            found += [number for _, number in spans[held]]
    return tuple(dict.fromkeys(found))


def _replacing(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what names the documents replaced."""
    done = 0
    for word in _REPLACING.finditer(folded):
        if word.start() < done:
            continue
        begin, done = _sentence(folded, word.start(), word.end())
        match = _REPLACES.search(folded, begin, done)
        if match and _OWN.search(folded, begin, done):
            yield (match.start() if "thay the" in match[0] else begin), done


def _sentence(folded: str, begin: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a word, no farther than `_REACH` on either side."""
    before = max(folded.rfind(mark, max(0, begin - _REACH), begin) for mark in ("\n", ". ", "; "))
    after = _ENDS.search(folded, end, end + _REACH)
    start = before + 1 if before >= 0 else max(0, begin - _REACH)
    return start, after.start() if after else min(len(folded), end + _REACH)


def _warned(found: Metadata, blank: bool) -> Metadata:
    """Add the codes of what is missing."""
    if found.type in _INDEPENDENT:
        return found
    codes = [] if found.number else ["number_blank" if blank else "number_missing"]
    expected = ("type", "issuer", "date", "title", "signer")
    codes += [f"{name}_missing" for name in expected if getattr(found, name) is None]
    return replace(found, warnings=tuple(codes))
