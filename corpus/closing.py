"""Where a document closes: the list of recipients, and the signature beside, before or after it."""

import re
from collections.abc import Sequence

from corpus.letters import LOWER, fold, is_rule, is_upper
from corpus.names import is_name, may_be_name
from corpus.vocabulary import match_type

Lines = tuple[int, int]

LIST_LINES = 60
SIGNATURE_LINES = 20

_RECIPIENTS = re.compile(r"noi nhan *(?:[:.]|$|[|-])")
_BULLET = re.compile(r" *[-+•*●] *\S")
_FILED = re.compile(r" *[-+•*●] *luu\b")
_RECIPIENT = re.compile(
    r"[-+•*●] *luu\b|de (?:b/c|bao cao|thuc hien|biet|p/h|phoi hop|tuyen truyen|theo doi)\b|nhu (?:tren|dieu|kinh gui)"
)
_LABEL = re.compile(
    r"(?:phan thu|phu luc|chuong [ivxl\d]+\b|dieu \d+[a-z]?\b|[ivxl]{1,6}[.\-] *\S|\d{1,2}[.)] *\S)"
)
_ON_BEHALF = re.compile(r"(?:t/m|k/t|t/l|tm|kt|tl|tuq|t/uq|q)\b[. ]*[a-z]")
_POSITION = re.compile(
    r"(?:pho |quyen |q\. ?)?(?:bi thu|chu tich|bo truong|thu truong|thu tuong|tong bi thu|tong giam doc|giam doc"
    r"|chanh van phong|chanh an|vien truong|truong ban|pho ban|chu nhiem|cuc truong|vu truong|tong thanh tra|thong doc"
    r"|hieu truong|truong doan|thuong truc|tong kiem toan|tu lenh|chinh uy|chi cuc truong|truong phong|chanh thanh tra)\b"
)
_SIGNED = re.compile(
    r"[\s\[(]*(?:da ky|ky)(?: ten)?(?:(?:,| va)? *(?:da )?dong dau)?(?:,? *ghi ro ho ten)?[\s\])./]*$"
)


def is_authority(line: str) -> bool:
    """Tell whether a line says for whom or as what somebody signs (``T/M BAN THƯỜNG VỤ``, ``BÍ THƯ``)."""
    if len(line) > 300:
        return False
    folded = fold(line).strip(" *|[]")
    return (_ON_BEHALF.match(folded) or _POSITION.match(folded)) is not None and is_upper(line)


def is_signed(line: str) -> bool:
    """Tell whether a line says that a document was signed or sealed (``(đã ký)``) and nothing else."""
    return _SIGNED.match(fold(line)) is not None


def find_closing(lines: Sequence[str], body_start: int) -> tuple[Lines | None, Lines | None]:
    """Return where recipients and signature stand, in whichever order; both ranges overlap where they mix.

    Args:
        lines: canonical text, a paragraph a line.
        body_start: the first line after the head.
    """
    listed = _recipients(lines, body_start) or _unnamed_recipients(lines, body_start)
    if listed is None:
        return None, _lone_signature(lines, body_start)
    after = _signature(lines, listed[1], min(len(lines), listed[1] + SIGNATURE_LINES))
    for index in range(*listed):
        if any(_closes(cell) for cell in re.split(r"\t+|\||: +", lines[index])):
            return listed, (index, after[1] if after else listed[1])
    return listed, after or _signature(lines, max(body_start, listed[0] - SIGNATURE_LINES), listed[0])


def _closes(line: str) -> bool:
    return is_authority(line) or is_name(line)


def _recipients(lines: Sequence[str], body_start: int) -> Lines | None:
    for index in range(body_start, len(lines)):
        line = lines[index].lstrip(" *\t|")
        if line[:1] in "Nn" and _RECIPIENTS.match(fold(line[:60].rstrip(" *\t|"))):
            return index, _list_stop(lines, index + 1)
    return None


def _list_stop(lines: Sequence[str], index: int) -> int:
    """Return where a list of recipients ends: at its ``Lưu``, a signature, or a paragraph."""
    end = index
    while index < min(len(lines), end + LIST_LINES):
        line = lines[index].strip()
        folded = fold(line)
        if line and _ends_list(lines, index, line, folded):
            break
        index += 1
        if line:
            end = index
        if _FILED.match(folded):
            return _continued(lines, end)
    return end


def _ends_list(lines: Sequence[str], index: int, line: str, folded: str) -> bool:
    if len(line) > 400 or match_type(line) or _LABEL.match(folded):
        return True
    if not _closes(line):
        return False
    return not any(_BULLET.match(later) for later in lines[index + 1 : index + 5])


def _continued(lines: Sequence[str], index: int) -> int:
    """Take in the rest of a wrapped last recipient."""
    while index < len(lines) and re.match(rf"\s*[{LOWER}(]", lines[index]):
        if is_signed(lines[index]):
            break
        index += 1
    return index


def _unnamed_recipients(lines: Sequence[str], body_start: int) -> Lines | None:
    """Find a closing list whose heading is lost: short bullets at the very end, one of which says what for."""
    end = len(lines)
    while end > body_start and (not lines[end - 1].strip() or _closes(lines[end - 1])):
        end -= 1
    start = end
    while start > body_start and (not lines[start - 1].strip() or _is_recipient(lines[start - 1])):
        start -= 1
    while start < end and not lines[start].strip():
        start += 1
    if any(_RECIPIENT.search(fold(line)) for line in lines[start:end]):
        return start, end
    return None


def _is_recipient(line: str) -> bool:
    if len(line) >= 200 or _BULLET.match(line) is None:
        return False
    return line.rstrip().endswith((",", ";")) or _RECIPIENT.search(fold(line)) is not None


def _lone_signature(lines: Sequence[str], body_start: int) -> Lines | None:
    """Find a signature where no recipients are listed: a position with a name soon below it."""
    index = body_start
    while index < len(lines):
        found = (
            _signature(lines, index, min(len(lines), index + SIGNATURE_LINES))
            if is_authority(lines[index])
            else None
        )
        if found and is_name(lines[found[1] - 1]):
            return found
        index = found[1] if found else index + 1
    stop = len(lines)
    while stop > body_start and not lines[stop - 1].strip():
        stop -= 1
    found = _signature(lines, max(body_start, stop - 5), stop)
    if (
        found is None
        or any(map(_vouches, lines[max(0, found[0] - 2) : found[1]]))
        or not is_upper(lines[found[0]])
    ):
        return found
    return None


def _vouches(line: str) -> bool:
    """Tell whether a line shows that words in capitals near it are a name and no heading."""
    return is_authority(line) or is_signed(line)


def _signature(lines: Sequence[str], start: int, stop: int) -> Lines | None:
    """Return the lines from authority or position to the name."""
    begin = end = None
    for index in range(start, stop):
        line = lines[index].strip(" *|\t[]")
        if not line or is_rule(line):
            continue
        named = is_name(line) or (begin is not None and may_be_name(line))
        if begin is None and (named or is_authority(line)):
            begin = index
        if begin is not None:
            if not (named or _belongs(line)):
                break
            end = index + 1
            if named:
                break
    return (begin, end) if begin is not None and end is not None else None


def _belongs(line: str) -> bool:
    """Tell whether a line can stand in a signature once one has begun."""
    return _closes(line) or is_signed(line) or (len(line) < 80 and is_upper(line))
