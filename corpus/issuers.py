"""Who issued a document, as its head, title, first paragraph and signature say."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.agencies import read_issuer
from corpus.frame import Frame
from corpus.letters import UPPER, fold, is_rule, is_upper
from corpus.vocabulary import FOLDED_TYPES, ISSUERS, match_type

OPENING_PARAGRAPHS = 6

_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san viet nam|doc lap *- *tu do|doan tncs")
_HEAD = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|bo|so|ban|van phong|thanh uy|tinh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|dang doan"
    r"|chi bo|chinh phu|quoc hoi|thu tuong|chu tich nuoc|toa an|vien|tong|cuc|truong|cong ty|thanh doan|tinh doan|doan"
    r"|hoi|mat tran|lien doan|thanh tra|ngan hang|kiem toan|bao hiem|kho bac|bao|dai|trung tam|hoc vien|phong|chi cuc)\b"
)
_LEVEL = re.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|tp|viet nam|trung uong|khoi|nha nuoc)\b"
)
_LEVEL_LAST = re.compile(r" (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong)$")
_UNFINISHED = re.compile(
    r"(?:\b(?:va|cua|thuoc|truc thuoc)|,|uy ban nhan dan|hoi dong nhan dan|^ubnd|^hdnd|^ban chap hanh)$"
)
_OFFICE = re.compile(r"(?:ban|van phong|uy ban kiem tra|trung tam chinh tri|bao)\b")
_PARTY_BODY = re.compile(r"(?:thanh|tinh|huyen|quan|thi|dang) uy\b")
#: Organs of a Party committee that act under its name in the head.
_ORGAN = re.compile(r"ban thuong vu|bo chinh tri|ban bi thu")
_OF = re.compile(r"cua +")
_DECIDES = re.compile(
    r" (?:(?:thong nhat )?ban hanh|xay dung|de ra) (?:" + "|".join(name for name, _ in FOLDED_TYPES) + r")\b"
)
_BEHALF = re.compile(r"t\.?/?m\.? *")
_PLACE = re.compile(rf"(?P<level>thành phố|tỉnh|quận|huyện) (?P<name>[{UPPER}]\w+(?: [{UPPER}]\w+){{1,2}})")
_LEVELS = {"thanh uy": "thành phố", "tinh uy": "tỉnh", "quan uy": "quận", "huyen uy": "huyện"}

#: Names in their usual capitals, to give a name set in capitals its own.
_NAMES = (
    *ISSUERS.values(),
    *re.split(
        r", *",
        "Ban Chấp hành, Ban Thường vụ, Ban Bí thư, Bộ Chính trị, Trung ương Đảng, Trung ương, Đảng bộ, Đảng ủy, Đảng đoàn, Đảng"
        ", Thành ủy, Tỉnh ủy, Quận ủy, Huyện ủy, Thị ủy, Thành đoàn, Tỉnh đoàn, Ủy ban nhân dân, Hội đồng nhân dân"
        ", Ủy ban Kiểm tra, Ban Tổ chức, Ban Tuyên giáo và Dân vận, Ban Tuyên giáo, Ban Dân vận, Ban Nội chính, Ban Kinh tế"
        ", Ban cán sự đảng, Các cơ quan, Văn phòng, Hội nghị, Chi bộ, Sở Tài chính, Sở Nội vụ, Sở Tư pháp, Sở Y tế, Sở Công Thương"
        ", Sở Xây dựng, Sở Giáo dục và Đào tạo, Sở Giao thông vận tải, Sở Thông tin và Truyền thông, Sở Khoa học và Công nghệ"
        ", Sở Kế hoạch và Đầu tư, Sở Lao động - Thương binh và Xã hội, Sở Nông nghiệp và Phát triển nông thôn"
        ", Sở Nông nghiệp và Môi trường, Sở Tài nguyên và Môi trường, Sở Văn hóa, Sở Du lịch, tỉnh, thành phố, huyện, quận, thị xã"
        ", thị trấn, xã, phường, đặc khu, khối, và, của, các, Bí thư, Phó Bí thư, Tổng Bí thư, Chủ tịch, Phó Chủ tịch, Thủ tướng"
        ", Phó Thủ tướng, Bộ trưởng, Thứ trưởng, Giám đốc, Phó Giám đốc, Tổng Giám đốc, Phó Tổng Giám đốc, Chánh Văn phòng"
        ", Phó Chánh Văn phòng, Trưởng ban, Phó Trưởng ban, Chủ nhiệm, Phó Chủ nhiệm, Thường trực, Cục trưởng, Phó Cục trưởng"
        ", Vụ trưởng, Hiệu trưởng, Phó Hiệu trưởng, Trưởng đoàn, Tư lệnh, Chính ủy, Viện trưởng, Chánh án, Thống đốc"
        ", Tổng Thanh tra, Tổng Kiểm toán, Ủy viên, Trưởng phòng, Tổng cục, Tổng cục trưởng, Quân ủy Trung ương",
    ),
)
_CAPITALS: dict[tuple[str, ...], tuple[bool, ...]] = {
    tuple(fold(name).split()): tuple(word[0].isupper() for word in name.split()) for name in _NAMES
}
_LONGEST = max(map(len, _CAPITALS))


def read_document_issuer(lines: Sequence[str], frame: Frame) -> str | None:
    """Return who issued a document, put together from its own words; None where they name nobody.

    The title (``CỦA BAN THƯỜNG VỤ THÀNH ỦY``) says it before the first paragraphs (``… ban hành Kế hoạch``),
    those before the head's left column, and that before the signature (``T/M THÀNH ỦY``). A name from one
    that lacks the place which the head names is completed from the head.

    Args:
        lines: canonical text, a paragraph a line.
        frame: where the components stand.
    """
    text = "\n".join(lines)
    head = _head_issuer(lines, frame)
    party = (
        head is None or _PARTY_BODY.search(fold(head)) is not None or fold(head).startswith(("ban ", "dang "))
    )
    titled = split_title(lines, frame)[0]
    stated = normal_case(titled, text) if titled else (_opening_issuer(lines, frame) if party else None)
    signed = _signed_for(lines, frame)
    if stated is None and signed and (head is None or (party and _ORGAN.match(fold(signed)))):
        stated = normal_case(signed, text)
    if stated:
        return _complete(stated, head) if head else _localised(stated, text)
    return head


def normal_case(name: str, text: str = "") -> str:
    """Return a name set in capitals in its usual ones: as the text writes it, else as such names are written.

    Syllables of no known name are taken for a place and begin with a capital.
    """
    name = " ".join(name.split())
    if not is_upper(name):
        return name
    for written in re.finditer(re.escape(fold(name)), fold(text)):
        found = text[written.start() : written.end()]
        if not is_upper(found, 0.5) and found[0].isupper():
            return found
    return _recapitalise(name.split())


def split_title(lines: Sequence[str], frame: Frame) -> tuple[str | None, str | None]:
    """Divide the abstract: the issuer that it begins with (``CỦA BAN THƯỜNG VỤ``), and the rest, in one line each."""
    if frame.title is None:
        return None, None
    chosen = list(lines[frame.title[0] : frame.title[1]])
    named = match_type(lines[frame.type[0]]) if frame.type else None
    if frame.type and named and frame.title[0] == frame.type[0]:
        chosen[0] = chosen[0][named[1] :]
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


def _recapitalise(words: Sequence[str]) -> str:
    result: list[str] = []
    folded = [fold(word) for word in words]
    while len(result) < len(words):
        at = len(result)
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            capitals = _CAPITALS.get(tuple(folded[at : at + size]))
            if capitals:
                break
        else:
            capitals = (True,)
        for word, capital in zip(words[at:], capitals, strict=False):
            result.append(word.capitalize() if capital else word.lower())
    return " ".join(result)


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
    usual = [normal_case(name, "\n".join(lines)) for name in names]
    if len(usual) > 1 and _OFFICE.match(fold(usual[-1])) and _PARTY_BODY.search(fold(usual[-2])):
        return f"{usual[-1]} {usual[-2]}"
    return usual[-1]


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
    if body and fold(stated) == "ban thuong vu":
        return f"{stated} {head}"
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
