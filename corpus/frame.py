"""Where the fixed components of a document stand: head, title, body, recipients, signature."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.closing import Lines, find_closing
from corpus.letters import LOWER, fold, is_rule, is_upper
from corpus.vocabulary import match_type

HEAD_LINES = 80
TITLE_LINES = 14
TITLE_CHARACTERS = 1_500

_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap *- *tu do *- *hanh phuc|doan tncs ho chi minh"
)
_NUMBER = re.compile(
    r"(?:(?:bo luat|luat|phap lenh|nghi quyet|quyet dinh|lenh) )?so *[:.]? *(?:[\d\-./_…][^, ]*(?:(?<=[-/]) [^, ]+| [-/] ?[^, ]+| [a-z]{2,6}/[^, ]+)*)?"
    r"(?: *(?:cong hoa|dang cong san|doc lap).*| (?!cua |do |ve |va )[a-z .\-]{2,30}, *ngay[ .…\d].{0,40})?$"
)
_DATE = re.compile(
    r"\bngay[ .…_]*\d{0,2}[ .…_]*thang[ .…_]*\d{0,2}[ .…_]*nam[ .…_]*(?:\d{4}|20)?[ .…_*]*$|^[a-z .\-]{2,40}, *ngay +\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}[ .*]*$"
)
_LABEL = re.compile(
    r"(?:phan (?:thu |[ivx\d]+\b)|chuong [ivxl\d]+\b|dieu \d+[a-z]?\b|muc [ivxl\d]+\b"
    r"|[ivxl]{1,6} *[.\-)/] +\S|\d{1,2}(?:\.\d{1,2})*[.)] *\S|\(\d+\)|[a-z]\) )"
)
_OPENER = re.compile(
    r"can cu |theo de nghi |xet de nghi |kinh gui\b|kinh thua|thuc hien .{40,}[.:;]$|de tang cuong |quyet dinh *:"
)
_POWER = re.compile(
    r"quoc hoi|uy ban|chinh phu|thu tuong|chu tich|bo truong|hoi dong|thong doc|tong |giam doc|chanh an|vien truong|ban |cuc "
)
_SENTENCE_END = re.compile(r"[.:;]['\"”’)*_\s]*$")
#: A short line with which an abstract may go on: a date, a year, a period.
_GOES_ON = re.compile(rf"[{LOWER}]|\d{{4}}\b|\d{{1,2}}[/.\-]\d")
_SHORTEST_SENTENCE = 50


@dataclass(frozen=True, slots=True)
class Frame:
    """Line ranges, each half-open; None where the component is missing.

    Attributes:
        head: from the first line to before the body.
        number: the line that holds the number, ``Số 66-CTr/TU``.
        date: the line of place and date.
        type: the line (or lines) that begin with the type's name.
        title: the lines of the abstract; they begin on the type's own line where both share it.
        body: from the first line after the head to before the closing components.
        recipients: the list under ``Nơi nhận``, with that line.
        signature: authority, position and name of who signed.
        annex: what follows the closing components.
    """

    head: Lines | None
    number: Lines | None
    date: Lines | None
    type: Lines | None
    title: Lines | None
    body: Lines
    recipients: Lines | None
    signature: Lines | None
    annex: Lines | None


def find_frame(lines: Sequence[str]) -> Frame:
    """Find the components that a document's form fixes.

    Args:
        lines: canonical text, a paragraph a line; lines may be empty, components may be missing.

    Returns:
        Ranges of line indices from 0; ``body`` is the whole document where nothing else is found.
    """
    head_stop = _head_stop(lines)
    kind = _find_type(lines, head_stop)
    number = _find_number(lines, head_stop, kind)
    date = _first(lines, 0, kind[0] if kind else head_stop, _is_date)
    title = _title(lines, kind, number, head_stop)
    body_start = max((_skip(lines, span[1]) for span in (number, date, kind, title) if span), default=0)
    recipients, signature = find_closing(lines, body_start)
    tail = [span for span in (recipients, signature) if span]
    body_stop = min((span[0] for span in tail), default=len(lines))
    tail_stop = max((span[1] for span in tail), default=len(lines))
    annex_start = _skip(lines, tail_stop)
    return Frame(
        head=(0, body_start) if body_start else None,
        number=number,
        date=date,
        type=kind,
        title=title,
        body=(body_start, max(body_start, body_stop)),
        recipients=recipients,
        signature=signature,
        annex=(annex_start, len(lines)) if tail and annex_start < len(lines) else None,
    )


def find_own_lines(lines: Sequence[str]) -> tuple[int | None, int | None]:
    """Return the indices of the lines of a head that hold the document's own number and date, None if none does."""
    head_stop = _head_stop(lines)
    kind = _find_type(lines, head_stop)
    number = _find_number(lines, head_stop, kind)
    date = _first(lines, 0, kind[0] if kind else head_stop, _is_date)
    return number[0] if number else None, date[0] if date else None


def _find_type(lines: Sequence[str], head_stop: int) -> Lines | None:
    return _first(lines, 0, head_stop, _is_type) or _first(lines, 0, head_stop, _is_stamped_type)


def _find_number(lines: Sequence[str], head_stop: int, kind: Lines | None) -> Lines | None:
    found = _first(lines, 0, kind[0] if kind else head_stop, _is_number)
    return found or (kind if kind and _numbers(lines[kind[0]]) else None)


def _is_type(line: str) -> bool:
    return match_type(line) is not None


def _is_stamped_type(line: str) -> bool:
    """Tell whether a line ends with a type in capitals after the noise of a stamp."""
    words = re.split(r" {1,}", line.strip(" *|"))
    return len(line) < 60 and any(
        _is_type(" ".join(words[-size:])) for size in (2, 3, 4) if size < len(words)
    )


def _is_number(line: str) -> bool:
    """Tell whether a line holds the number, and no sentence that begins with another document's."""
    if len(line) >= 160:
        return False
    matches = (_NUMBER.match(cell) for cell in (*_cells(line), _whole(line)))
    return any(matches)


def _numbers(line: str) -> bool:
    """Tell whether a type's line holds the number too (``NGHỊ QUYẾT SỐ 18-NQ/TW``)."""
    named = match_type(line)
    return named is not None and re.match(r" *so *:? *\d", fold(line[named[1] :])) is not None


def _is_date(line: str) -> bool:
    return len(line) < 160 and any(_DATE.search(cell) for cell in (*_cells(line), _whole(line)))


def _cells(line: str) -> list[str]:
    """Split a line that holds two columns (``Số 1-KH/TU | Hà Nội, ngày …``) and fold each."""
    return [fold(cell).strip(" *#_") for cell in re.split(r"\t+| {4,}|\|", line)]


def _whole(line: str) -> str:
    """Fold a line that blanks to be filled in (``Số:      /QĐ-UBND``) leave in one piece."""
    return re.sub(r" +", " ", fold(line)).strip(" *|#_")


def _first(lines: Sequence[str], start: int, stop: int, holds: Callable[[str], bool]) -> Lines | None:
    for index in range(start, stop):
        if holds(lines[index]):
            return index, index + 1
    return None


def _skip(lines: Sequence[str], index: int) -> int:
    """Return the first line from ``index`` on that is neither empty nor a rule."""
    while index < len(lines) and (not lines[index].strip() or is_rule(lines[index])):
        index += 1
    return index


def _head_stop(lines: Sequence[str]) -> int:
    """Return the index of the first line that can't belong to a head."""
    stop = min(len(lines), HEAD_LINES)
    for index in range(stop):
        line = lines[index].strip()
        if _is_number(line) or match_type(line) or not line:
            continue
        if _begins_body(line):
            return index
    return stop


def _begins_body(line: str) -> bool:
    folded = fold(line.strip(" *_\t"))
    if _LABEL.match(folded) or _OPENER.match(folded.lstrip("-+• ")):
        return True
    return len(line) > 150 and _SENTENCE_END.search(line) is not None


def _title(lines: Sequence[str], kind: Lines | None, number: Lines | None, stop: int) -> Lines | None:
    """Return the lines of the abstract: after the type's name, or ``V/v …`` of an official letter."""
    if kind is None:
        return _about(lines, number, stop)
    named = match_type(lines[kind[0]])
    rest = lines[kind[0]][named[1] :].strip(" .*:|") if named else ""
    shared = rest != "" and not _is_number(rest)
    start = kind[0] if shared else _skip_blank(lines, kind[1])
    end, width = (kind[1] if shared else start), _width(lines, start)
    while end < len(lines) and end - start < TITLE_LINES and not _ends_title(lines, start, end, width):
        end += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return (start, end) if end > start else None


def _ends_title(lines: Sequence[str], start: int, index: int, width: int | None) -> bool:
    line = lines[index].strip()
    if not line:
        return False
    if is_rule(line) or _begins_body(line) or _MOTTO.search(fold(line)):
        return True
    if index == start:
        return False
    if sum(map(len, lines[start:index])) > TITLE_CHARACTERS or _is_sentence(line):
        return True
    if sum(map(str.isalpha, line)) < 7 and not _GOES_ON.match(line):
        return True
    return _opens_paragraph(line, lines[index - 1], width) or _names_power(lines, start, index)


def _is_sentence(line: str) -> bool:
    """Tell whether a line below an abstract's first is a sentence of the body, set as one whole paragraph."""
    whole = len(line) >= _SHORTEST_SENTENCE and line[0].isupper() and not is_upper(line)
    return whole and _SENTENCE_END.search(line) is not None


def _names_power(lines: Sequence[str], start: int, index: int) -> bool:
    """Tell whether a line in capitals names who decides (``THỦ TƯỚNG CHÍNH PHỦ``), before ``Căn cứ …``."""
    if not is_upper(lines[index]):
        return False
    if not is_upper(lines[start]) and lines[start].strip():
        return True
    if _POWER.match(fold(lines[index].strip())) is None:
        return False
    for later in lines[index + 1 : index + 6]:
        if later.strip() and not is_upper(later):
            return _begins_body(later)
    return False


def _about(lines: Sequence[str], number: Lines | None, stop: int) -> Lines | None:
    start = number[0] if number else 0
    for index in range(start, stop):
        if re.match(r"(?:v/v|ve viec)\b", fold(lines[index].strip())):
            end = index + 1
            while end < stop and re.match(rf"\s*[{LOWER}]", lines[end]):
                end += 1
            return index, end
    return None


def _skip_blank(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _width(lines: Sequence[str], start: int) -> int | None:
    """Return the width that a hard-wrapped text is set to; None where paragraphs are whole lines."""
    lengths = [len(line.strip()) for line in lines[start : start + 40]]
    return max(lengths) if lengths and 60 <= max(lengths) <= 130 else None


def _opens_paragraph(line: str, before: str, width: int | None) -> bool:
    """Tell whether a full-width line of hard-wrapped text begins a paragraph of its own."""
    if width is None or len(line) < 0.85 * width or not line[:1].isupper() or is_upper(line):
        return False
    return is_upper(before) or len(before.strip()) < 0.7 * width
