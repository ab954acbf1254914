"""Who issued a document, as its head, title, first paragraph and signature say."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.agencies import read_issuer
from corpus.capitals import normal_case
from corpus.frame import Frame
from corpus.letters import UPPER, fold, is_rule, is_upper
from corpus.vocabulary import FOLDED_TYPES, match_type

OPENING_PARAGRAPHS = 6
#: Lines in which a name set in capitals is looked for as the text writes it.
WRITTEN_LINES = 2_000

_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san viet nam|doc lap *- *tu do|doan tncs")
_HEAD = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|bo|so|ban|van phong|thanh uy|tinh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|dang doan"
    r"|chi bo|chinh phu|quoc hoi|thu tuong|chu tich nuoc|toa an|vien|tong|cuc|truong|cong ty|thanh doan|tinh doan|doan"
    r"|hoi|mat tran|lien doan|thanh tra|ngan hang|kiem toan|bao hiem|kho bac|bao|dai|trung tam|hoc vien|phong|chi cuc)\b"
)
_LEVEL = re.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|tp|viet nam|trung uong|khoi|nha nuoc)\b(?! uy\b)|(?:va|cua|thuoc|truc thuoc) "
)
_LEVEL_LAST = re.compile(r" (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong)$")
_UNFINISHED = re.compile(
    r"(?:\b(?:va|cua|thuoc|truc thuoc)|,|uy ban nhan dan|hoi dong nhan dan|^ubnd|^hdnd|^ban chap hanh)$"
)
_OFFICE = re.compile(r"(?:ban|van phong|uy ban kiem tra|trung tam chinh tri|bao)\b")
_PARTY_BODY = re.compile(r"(?:thanh|tinh|huyen|quan|thi|dang) uy\b")
_BARE_COMMITTEE = re.compile(
    r"(?:^|ban thuong vu |ban to chuc |van phong )(?:thanh|tinh|huyen|quan|thi|dang) uy$"
)
#: Organs of a Party committee that act under its name in the head.
_ORGAN = re.compile(r"ban thuong vu|bo chinh tri|ban bi thu")
#: What the committee of a Party organisation is called; below the district it is a ``Đảng ủy``.
_COMMITTEES = {
    "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"
}  # fmt: skip
_ORGANISATION = re.compile(r"Đảng bộ (?P<level>tỉnh|thành phố|huyện|quận|thị xã) (?P<place>.+)")
_TERM = re.compile(r"[, ]*\(?\bkh(?:oa|óa|oá) [ivxl\d]+\b.*$", re.IGNORECASE)
_JOINT_KIND = re.compile(r"LIÊN (?:NGÀNH|CƠ QUAN|TỊCH)\b *")
_OF = re.compile(r"cua +")
_DECIDES = re.compile(
    r" (?:(?:thong nhat )?ban hanh|xay dung|de ra) (?:" + "|".join(name for name, _ in FOLDED_TYPES) + r")\b"
)
_BEHALF = re.compile(r"t\.?/?m\.? *")
_PLACE = re.compile(rf"(?P<level>thành phố|tỉnh|quận|huyện) (?P<name>[{UPPER}]\w+(?: [{UPPER}]\w+){{1,2}})")
_LEVELS = {"thanh uy": "thành phố", "tinh uy": "tỉnh", "quan uy": "quận", "huyen uy": "huyện"}


def read_document_issuer(lines: Sequence[str], frame: Frame) -> str | None:
    """Return who issued a document, put together from its own words; None where they name nobody.

    The title (``CỦA BAN THƯỜNG VỤ THÀNH ỦY``) says it before the first paragraphs (``… ban hành Kế hoạch``),
    those before the head's left column, and that before the signature (``T/M THÀNH ỦY``). A name from one
    that lacks the place which the head names is completed from the head.

    Args:
        lines: canonical text, a paragraph a line.
        frame: where the components stand.
    """
    text = "\n".join(lines[:WRITTEN_LINES])
    head = _head_issuer(lines, frame)
    party = (
        head is None or _PARTY_BODY.search(fold(head)) is not None or fold(head).startswith(("ban ", "dang "))
    )
    titled = split_title(lines, frame)[0]
    stated = normal_case(titled, text) if titled else (_opening_issuer(lines, frame) if party else None)
    signed = _signed_for(lines, frame)
    if stated is None and signed and (head is None or (party and _ORGAN.match(fold(signed)))):
        stated = normal_case(signed, text)
    stated = _TERM.sub("", stated) if stated else None
    if stated:
        return _complete(stated, head) if head else _localised(stated, text)
    return head


def split_title(lines: Sequence[str], frame: Frame) -> tuple[str | None, str | None]:
    """Divide the abstract: the issuer that it begins with (``CỦA BAN THƯỜNG VỤ``), and the rest, in one line each."""
    if frame.title is None:
        return None, None
    chosen = list(lines[frame.title[0] : frame.title[1]])
    named = match_type(lines[frame.type[0]]) if frame.type else None
    if frame.type and named and frame.title[0] == frame.type[0]:
        chosen[0] = _JOINT_KIND.sub("", chosen[0][named[1] :].lstrip(), count=1)
    first = " ".join(chosen[0].split()).strip(" *")
    words = " ".join(" ".join(chosen).split()).strip(" *")
    if not _OF.match(fold(first)):
        return None, words or None
    if is_upper(words):
        end = len(first)
    elif first.startswith("CỦA"):
        end = _capitals_end(words)
    else:
        end = read_issuer(words, len("của "))
    issuer = words[len("của ") : end].strip()
    return (issuer, words[end:].strip() or None) if issuer else (None, words)


def _capitals_end(words: str) -> int:
    """Return where the capitals that a text begins with end; the first small word is the abstract's."""
    end = 0
    for match in re.finditer(r"\S+", words):
        if not match[0].isupper():
            break
        end = match.end()
    return end


def _opening_issuer(lines: Sequence[str], frame: Frame) -> str | None:
    """Find ``…, Ban Thường vụ Thành ủy ban hành Kế hoạch …`` in the first paragraphs."""
    opening = [line for line in lines[frame.body[0] : frame.body[1]] if line.strip()][:OPENING_PARAGRAPHS]
    for line in opening:
        folded = fold(line)
        for start in re.finditer(rf"(?:^\s*|, )(?=[{UPPER}])", line):
            end = read_issuer(line, start.end())
            if end > start.end() and _DECIDES.match(folded, end):
                return line[start.end() : end]
    return None


def _head_issuer(lines: Sequence[str], frame: Frame) -> str | None:
    """Join the names in the head's left column; the last is who issued, under those before it."""
    stop = frame.type[0] if frame.type else (frame.head[1] if frame.head else 0)
    names: list[str] = []
    for line in lines[:stop]:
        for cell in _left_cells(line):
            folded = fold(cell)
            if names and (_LEVEL.match(folded) or _UNFINISHED.search(fold(names[-1]))):
                names[-1] += " " + cell
            elif _HEAD.match(folded):
                names.append(cell)
    if not names:
        return None
    usual = [normal_case(name, "\n".join(lines[:WRITTEN_LINES])) for name in names]
    if len(usual) < 2:
        return usual[-1]
    if usual[-2].startswith("Đảng bộ "):
        return _of_organisation(usual[-1], usual[-2])
    if _OFFICE.match(fold(usual[-1])) and _PARTY_BODY.search(fold(usual[-2])):
        return f"{usual[-1]} {usual[-2]}"
    return usual[-1]


def _of_organisation(name: str, organisation: str) -> str:
    """Return the full name of what stands below a Party organisation (``Đảng bộ tỉnh X``) in the head."""
    level = _ORGANISATION.fullmatch(organisation)
    place = level["place"] if level else organisation.removeprefix("Đảng bộ ")
    committee = f"{_COMMITTEES[level['level']] if level else 'Đảng ủy'} {place}"
    folded = fold(name)
    if folded == "ban chap hanh":
        return f"{name} {organisation}"
    if folded == "ban thuong vu":
        return f"{name} {committee}"
    return f"{name} {place}" if _BARE_COMMITTEE.search(folded) else name


def _left_cells(line: str) -> list[str]:
    """Return the pieces of a head line in capitals that are neither motto nor number."""
    if is_rule(line) or len(line) > 200:
        return []
    pieces = []
    for cell in re.split(r"\t+| {3,}|\|", line):
        motto = _MOTTO.search(fold(cell))
        piece = cell[: motto.start()] if motto else cell
        piece = piece.strip(" *_-–—.")
        if len(piece) > 3 and is_upper(piece) and not any(character.isdigit() for character in piece):
            pieces.append(piece)
    return pieces


def _complete(stated: str, head: str) -> str:
    """Add the place that the head names: ``Ban Thường vụ Thành ủy`` of ``Thành ủy Hải Phòng``."""
    body = _PARTY_BODY.search(fold(head))
    if fold(head).startswith(fold(stated)):
        return head
    if body and fold(stated) == "ban thuong vu":
        return f"{stated} {head[body.start() :]}"
    lacks_place = body and (fold(stated).endswith(body[0]) or _LEVEL_LAST.search(fold(stated)))
    if body and lacks_place and head[body.end() :].strip():
        return stated + head[body.end() :]
    return stated


def _signed_for(lines: Sequence[str], frame: Frame) -> str | None:
    if frame.signature is None:
        return None
    for line in lines[frame.signature[0] : frame.signature[1]]:
        for cell in re.split(r"\t+|\||: +", line):
            words = cell.strip(" *")
            match = _BEHALF.match(fold(words))
            if match and is_upper(words) and match.end() < len(words):
                return words[match.end() :]
    return None


def _localised(name: str, text: str) -> str:
    """Add the one place whose committee a bare ``Thành ủy`` can be: the city that the text keeps naming."""
    level = _LEVELS.get(fold(name).split("thuong vu ")[-1])
    if level is None:
        return name
    places = Counter(match["name"] for match in _PLACE.finditer(text) if match["level"] == level)
    if not places:
        return name
    place, count = places.most_common(1)[0]
    return f"{name} {place}" if count >= 2 and count > 0.6 * places.total() else name
