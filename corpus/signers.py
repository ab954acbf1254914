"""Who signed a document, and who receives it."""

import re
from collections.abc import Sequence

from corpus.capitals import normal_case
from corpus.closing import is_authority, is_signed
from corpus.document import Signer
from corpus.frame import Frame
from corpus.letters import fold
from corpus.names import is_name, may_be_name
from corpus.subjects import lower

#: How many recipients a lone purpose may hold for besides its own.
BRACED = 3

_BEHALF = re.compile(r"(?:t/?m|k/?t|t/?l|tuq|t/uq|q)\b\.? *")
_ON_BODY = re.compile(r"(?:t/?m)\b")
_HEADING = re.compile(r" *noi nhan *[:.]? *")
_BULLET = re.compile(r"\s*[-–—+•*●]\s*")
_NOTE = re.compile(r"\s*(?P<note>\((?:để|Để) [^()]*\))\s*(?P<rest>.*)")
#: A name that lacks what tells it from others, and words that only go on with one.
_CUT_NAME = re.compile(
    r"(?:^|[,;] |và )(?:các )?(?:văn phòng|ban|ủy ban|hội đồng|sở|bộ|đảng ủy|cơ quan|và|của)$"
)
_REST_OF_NAME = re.compile(r"(?:của|và|thuộc|trực thuộc|trung ương|thành phố|tỉnh)\b")


def read_signer(lines: Sequence[str], frame: Frame) -> Signer | None:
    """Return who signed, with the position in its usual capitals; None where no name is printed."""
    if frame.signature is None:
        return None
    name = position = None
    for line in lines[frame.signature[0] : frame.signature[1]]:
        for cell in re.split(r"\t+|\||: +| {4,}", line):
            words = cell.strip(" *[]|")
            if is_name(words) or (position and may_be_name(words)):
                name = words
            elif is_authority(words) and not _ON_BODY.match(fold(words)):
                behalf = _BEHALF.match(fold(words))
                position = normal_case(words[behalf.end() :] if behalf else words) or position
    return Signer(name, position) if name else None


def read_recipients(lines: Sequence[str], frame: Frame) -> tuple[str, ...]:
    """Return the recipients, wrapped ones joined, without bullets and closing marks.

    A purpose that a brace puts beside several lines cuts a name in two once the columns are run together
    (``Văn phòng (để báo cáo), Trung ương Đảng``); the name is made whole, and the purpose is given to each.
    """
    if frame.recipients is None:
        return ()
    items: list[str] = []
    for line in _entries(lines[frame.recipients[0] : frame.recipients[1]]):
        bullet = _BULLET.match(line)
        words = line[bullet.end() :] if bullet else line.strip()
        if not words or (not bullet and _is_signature(words)):
            continue
        if bullet or not items:
            items.append(words)
        else:
            items[-1] += " " + words
    return tuple(item for item in _braced([_purpose(item) for item in items]) if item)


def _braced(read: Sequence[tuple[str, str, bool]]) -> list[str]:
    """Put each purpose behind its recipient, and one that a brace held behind all before it too.

    A brace is known by the name that its purpose cut in two, or by a lone ``(để báo cáo)`` among the first
    recipients: those above it stand higher, and are reported to as well.
    """
    noted = [index for index, (_, note, _) in enumerate(read) if note]
    lone = len(noted) == 1 and noted[0] <= BRACED and "báo cáo" in read[noted[0]][1]
    braces = [index for index, (_, _, displaced) in enumerate(read) if displaced] or (noted if lone else [])
    result = []
    for index, (words, note, _) in enumerate(read):
        held = next((read[brace][1] for brace in braces if brace >= index), "")
        held = "" if words.startswith("Như ") else held
        result.append(f"{words} {note or held}".strip() if words else "")
    return result


def _entries(lines: Sequence[str]) -> list[str]:
    """Split lines that hold several recipients or a second column, and drop the heading."""
    entries: list[str] = []
    for line in lines:
        heading = _HEADING.match(fold(line))
        rest = line[heading.end() :] if heading else line
        for cell in rest.split("|") if "|" in rest else [rest]:
            columns = re.split(r"\t+| {3,}", cell.strip())
            kept = [column for column in columns if not _is_signature(column)]
            entries.extend(re.split(r"(?<=[;,.]) +(?=[-–] ?\S)", " ".join(kept)))
    return [entry for entry in entries if entry.strip() and not is_signed(entry)]


def _is_signature(column: str) -> bool:
    return is_authority(column) or is_name(column) or is_signed(column)


def _purpose(item: str) -> tuple[str, str, bool]:
    """Take a purpose in brackets out of an item: its words, the purpose, and whether that cut a name in two."""
    match = _NOTE.search(item)
    if match is None:
        return _bare(item), "", False
    rest = match["rest"].strip(" ,;.")
    before = item[: match.start()].rstrip()
    if not rest:
        return _bare(before), match["note"], False
    if _CUT_NAME.search(lower(before)) or _REST_OF_NAME.match(rest):
        return _bare(f"{before} {rest}"), match["note"], True
    return _bare(item), "", False


def _bare(words: str) -> str:
    return " ".join(words.split()).rstrip(" ,;.")
