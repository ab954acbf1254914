"""Where a document closes: the list of recipients, and the signature beside, before or after it."""

import re
from collections.abc import Sequence

from corpus.letters import LOWER, fold, is_rule, is_upper
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
_SIGNED = re.compile(r"[\s\[(]*(?:da ky|ky ten|ky, dong dau)[\s\])]*$")
_RANK = re.compile(
    r"(?:(?:gs|pgs|ts|ths|bs|ks|cn|luat su)\b[. ]*|(?:dai|thuong|trung|thieu) (?:tuong|ta|uy) +)+"
)
_NAME = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+){1,5}")
#: Family names without marks; nearly all bearers of Vietnamese names have one of these.
_SURNAMES = frozenset(
    re.split(
        r"\s+",
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh lam"
        " phung mai to ta ha cao luong luu chau thai quach kieu mac tong tang la nong ninh nghiem ong ma khuat giang"
        " che chu bach au vi lo ksor y h thach hua van cam dam dong doi hau kim lai loan luc lu mua nhu phu quang sung"
        " than tiet tra trieu uong xa",
    )
)


def is_name(line: str) -> bool:
    """Tell whether a line is a Vietnamese person's name (with rank or degree) and nothing else."""
    words = line.strip(" .*|[]\t")
    if len(words) > 60:
        return False
    folded = fold(words)
    rank = _RANK.match(folded)
    start = rank.end() if rank else 0
    name = words[start:]
    if not _NAME.fullmatch(name) or not all(word[0].isupper() for word in name.split()):
        return False
    if name.isupper() and (_POSITION.match(folded) or _ON_BEHALF.match(folded) or match_type(line)):
        return False
    return folded[start:].split()[0] in _SURNAMES


def is_authority(line: str) -> bool:
    """Tell whether a line says for whom or as what somebody signs (``T/M BAN THƯỜNG VỤ``, ``BÍ THƯ``)."""
    if len(line) > 300 or not is_upper(line):
        return False
    folded = fold(line).strip(" *|[]")
    return (_ON_BEHALF.match(folded) or _POSITION.match(folded)) is not None


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
        if _RECIPIENTS.match(fold(lines[index][:60].strip(" *\t|"))):
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
        if _SIGNED.match(fold(lines[index])):
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
    return _signature(lines, max(body_start, stop - 5), stop)


def _signature(lines: Sequence[str], start: int, stop: int) -> Lines | None:
    """Return the lines from authority or position to the name."""
    begin = end = None
    for index in range(start, stop):
        line = lines[index].strip(" *|\t[]")
        if not line or is_rule(line):
            continue
        if begin is None and _closes(line):
            begin = index
        if begin is not None:
            if not _belongs(line):
                break
            end = index + 1
            if is_name(line):
                break
    return (begin, end) if begin is not None and end is not None else None


def _belongs(line: str) -> bool:
    """Tell whether a line can stand in a signature once one has begun."""
    return _closes(line) or _SIGNED.match(fold(line)) is not None or (len(line) < 80 and is_upper(line))
