"""One sentence taken apart into who does what in which role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Role
from corpus.subjects import lower, read_partner, read_subject

TASK_CHARACTERS = 200
SHORTEST_TASK = 80

_ADVERBS = (
    r"(?:(?:đồng thời|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|chủ động|tiếp tục|thường xuyên|định kỳ|kịp thời|trực tiếp|tích cực"
    r"|phải|cần|khẩn trương|nghiêm túc|làm đầu mối)[, ]+)*"
)
_ROLE = re.compile(_ADVERBS + r"(?P<role>chủ trì|phối hợp|tham mưu)(?!\w)")
_WITH = re.compile(r"chủ trì(?:,| và)? *(?:và )?phối hợp(?: chặt chẽ)?(?: cùng)?(?: với)? +")
#: What a partner does that is named by itself (``A chủ trì, B phối hợp tổ chức …``).
_JOINS = re.compile(r"(?:cùng )?phối hợp(?: chặt chẽ)?,? +(?!với |cùng )(?=\w)")
_LEADS = re.compile(_ADVERBS + r"chủ trì(?:[, ]+(?=\w)| *$)")
_CUT = re.compile(
    rf"; +(?={_ADVERBS}(?:chủ trì|phối hợp|tham mưu)\b(?! *[,;.]))"
    rf"|, +(?={_ADVERBS}(?:chủ trì|phối hợp (?:với|cùng|chặt chẽ)|tham mưu(?! *[,;.]| của| về))\b)"
)
_SEMICOLON = re.compile(r"; +")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|\([^()]*\)")
_ONLY_LEADS = re.compile(_ADVERBS + r"chủ trì$")


@dataclass(frozen=True, slots=True)
class Duty:
    """What one agency does by a sentence or a part of it.

    Attributes:
        task: the words of the task.
        start, end: offsets of the part in the sentence.
    """

    agency: str
    role: Role
    task: str
    start: int
    end: int


def read_duties(
    sentence: str, agency: str | None, strict: bool = False
) -> tuple[tuple[Duty, ...], str | None]:
    """Return the duties that a sentence states, and its last subject.

    A sentence is one duty. It is cut at a comma or semicolon where another role (chủ trì, phối hợp, tham mưu)
    or another agency begins; who joins one that leads (``chủ trì, phối hợp với X``) has a duty of its own.

    Args:
        sentence: without its label and its deadline in brackets.
        agency: whose duties these are where the sentence names nobody else.
        strict: whether only who is told to (``Giao X …``) or leads counts as a subject.

    Returns:
        Duties in order, and the agency that the sentences after it go on about.
    """
    duties: list[Duty] = []
    subject_name = None
    for start, end in _pieces(sentence):
        piece = sentence[start:end]
        subject = read_subject(piece)
        if (
            subject
            and strict
            and not (subject.given or lower(piece[subject.predicate :]).startswith("chủ trì"))
        ):
            subject = None
        if subject:
            agency = subject_name = _clean(piece[subject.start : subject.end])
        if agency is None:
            continue
        begin = start + (subject.predicate if subject else 0)
        duties.extend(_duties(sentence, agency, start, begin, end))
    return tuple(duties), subject_name


def shorten_task(words: str) -> str:
    """Return the words of a task up to the last clause that ends within `TASK_CHARACTERS`."""
    words = words.strip(" ,;.")
    if len(words) <= TASK_CHARACTERS:
        return words
    for mark in (";", ", (?=[a-zà-ỹđ])", ",", " "):
        cuts = [match.start() for match in re.finditer(mark, words[: TASK_CHARACTERS + 1])]
        if cuts and cuts[-1] >= SHORTEST_TASK:
            return words[: cuts[-1]].rstrip(" ,;")
    return words[:TASK_CHARACTERS]


def _pieces(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence that have a role or an agency of their own."""
    small = lower(sentence)
    quoted = [match.span() for match in _QUOTED.finditer(small)]
    start = 0
    for cut in sorted({*_role_cuts(small), *_agency_cuts(sentence, small)}):
        inside = any(begin <= cut < end for begin, end in quoted)
        if inside or cut <= start or _ONLY_LEADS.search(small[start:cut].rstrip(" ,;")):
            continue
        yield start, len(sentence[:cut].rstrip(" ,;"))
        start = cut
    yield start, len(sentence.rstrip())


def _role_cuts(small: str) -> Iterator[int]:
    current = _role(small)
    for match in _CUT.finditer(small):
        role = _role(small, match.end())
        if role != current:
            current = role
            yield match.end()


def _agency_cuts(sentence: str, small: str) -> Iterator[int]:
    for match in _SEMICOLON.finditer(small):
        begin = match.end()
        if (
            small.startswith(("giao ", "đề nghị ", "yêu cầu ", "phân công "))
            or sentence[begin : begin + 1].isupper()
        ):
            follows = True
        else:
            follows = small.startswith(
                ("giao ", "đề nghị ", "yêu cầu ", "phân công ", "các ", "ban ", "ủy ban "), begin
            )
        if follows and read_subject(sentence[begin : begin + 500]):
            yield begin


def _role(small: str, start: int = 0) -> Role:
    match = _ROLE.match(small, start)
    return match["role"] if match else "thực hiện"  # type: ignore[return-value]


def _duties(sentence: str, agency: str, start: int, begin: int, end: int) -> Iterator[Duty]:
    """Yield the duty of one part, and its partner's."""
    words = sentence[begin:end]
    small = lower(words)
    role = _role(small)
    if role != "chủ trì":
        yield Duty(agency, role, shorten_task(words), start, end)
        return
    with_ = _WITH.search(small[: _leads_end(small) + 30])
    partner = read_partner(words, with_.end()) if with_ else None
    if with_ and partner:
        task = shorten_task(words[partner[1] :])
        yield Duty(agency, "chủ trì", task, start, end)
        yield Duty(_clean(words[with_.end() : partner[0]]), "phối hợp", task, start, end)
        return
    joining = read_subject(words, _leads_end(small)) if _LEADS.match(small) else None
    if joining and (does := _JOINS.match(small, joining.predicate)):
        task = shorten_task(words[does.end() :])
        yield Duty(agency, "chủ trì", task, start, end)
        yield Duty(_clean(words[joining.start : joining.end]), "phối hợp", task, start, end)
        return
    yield Duty(agency, "chủ trì", shorten_task(words[_leads_end(small) :]), start, end)


def _leads_end(small: str) -> int:
    match = _LEADS.match(small)
    return match.end() if match else 0


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:")
