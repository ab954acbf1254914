"""Who must do what by when, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.deadlines import Deadline, find_deadline
from corpus.document import Assignment, Metadata, Passage, Role, Section
from corpus.duties import Duty, read_duties, shorten_task
from corpus.lead_ins import find_agency
from corpus.letters import fold
from corpus.prose import Prose, read_prose
from corpus.sentences import split_sentences
from corpus.subjects import lower, read_agency_heading, read_subject
from corpus.vocabulary import FOLDED_TYPES

#: Types that report, record or lay down law: duties in them are assigned to nobody.
WITHOUT_ASSIGNMENTS = frozenset(
    {"Báo cáo", "Tờ trình", "Biên bản", "Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Phụ lục"}
)
#: Types that speak to those who are to act, from the first line on.
ADDRESSED = frozenset({"Chỉ thị", "Công điện", "Công văn", "Thông báo kết luận"})

#: Headings and labels below which tasks are handed out.
_ZONE = re.compile(
    r"(?:cong tac |ve |viec )?(?:to chuc (?:trien khai |chi dao )?(?:thuc hien|thi hanh)|phan cong|giao nhiem vu|trach nhiem"
    r"|dieu khoan thi hanh|hieu luc(?: va trach nhiem)? thi hanh|to chuc va phan cong|trien khai thuc hien)\b.{0,60}"
)
_ADDRESS = re.compile(r"[\s\-+]*kinh (?:gui|chuyen)\b")
_LABEL = re.compile(r"(?P<label>[^:.;]{4,70}):\s*")
_STANDING = re.compile(r"Nhiệm vụ thường xuyên (?:trong|của) (?P<agency>[^.;:]{4,160})")
_ROLES = re.compile(
    r"(?:[Cc]ơ quan|[Đđ]ơn vị|[Cc]ấp)(?:, đơn vị)? (?P<role>chủ trì|chịu trách nhiệm chính|phối hợp|thực hiện)(?: [^:;.,]{1,30})?"
    r": *(?P<agency>(?:[^.;:\n]|;(?! *(?:cơ quan|đơn vị|thời|cấp)\b)){3,240})"
)
_FIELD = re.compile(r"(?:[Cc]ơ quan|[Đđ]ơn vị|[Cc]ấp|[Tt]hời|[Ss]ản phẩm|[Kk]inh phí)\b[^:.]{0,40}:")
_TIMES = re.compile(r"[Tt]hời (?:gian|hạn)(?: [^:;.,]{1,20})?: *(?P<time>[^.;\n]{3,80})")
_ENFORCES = re.compile(r"chịu trách nhiệm thi hành (?:\w+ ){1,4}này")
#: What a document says of itself.
_ITSELF = re.compile(
    r" *(?:"
    + "|".join(name for name, _ in FOLDED_TYPES)
    + r") nay (?:thay the|co hieu luc|duoc|pho bien|ap dung|het hieu luc)\b"
)
_SHORTEST = 12
#: Brackets that say where the details stand.
_ELSEWHERE = re.compile(
    r"\s*\((?:cụ thể|chi tiết|có|kèm|theo) [^()]*(?:phụ lục|danh mục|biểu)[^()]*\)\s*[.;]*$", re.IGNORECASE
)
#: Longer than any sentence that a person wrote.
_LONGEST = 6_000


def find_assignments(
    text: str, sections: tuple[Section, ...], passages: tuple[Passage, ...], metadata: Metadata
) -> tuple[Assignment, ...]:
    """Return who must do what by when, in the order of the text.

    An agency is taken from the nearest heading or lead-in that names one, from ``Giao X``, or from the
    sentence's subject where the text hands out tasks (``Tổ chức thực hiện``, ``Phân công thực hiện``).
    A deadline in brackets at the end of a paragraph holds for all its sentences.

    Args:
        text: canonical text of a whole document.
        sections: its outline, in order.
        passages: its passages, in order.
        metadata: what it states of itself; some types assign nothing.
    """
    if metadata.type in WITHOUT_ASSIGNMENTS:
        return ()
    reader = _Reader(metadata.type in ADDRESSED)
    lines = read_prose(text, sections, passages)
    found: list[Assignment] = []
    for index, line in enumerate(lines):
        found.extend(reader.read(text, line, lines[index + 1 : index + 4]))
    return tuple(found)


class _Reader:
    """Reads paragraph after paragraph, and remembers what those before say of who is to act.

    Attributes:
        everywhere: whether subjects of sentences are told to act wherever they stand in the body.
        zone: whether a label (``Phân công thực hiện:``) opened a part that hands out tasks.
        lead: the agency of a lead-in (``Ban Tổ chức có nhiệm vụ sau:``), and the section it holds for.
        before: the words of the paragraph before.
        addressing: whether the paragraph before names whom a letter is sent to.
    """

    def __init__(self, everywhere: bool) -> None:
        self._everywhere = everywhere
        self._zone = False
        self._section = ""
        self._lead: tuple[str, str] | None = None
        self._before = ""
        self._addressing = False

    def read(self, text: str, line: Prose, coming: Sequence[Prose]) -> Iterator[Assignment]:
        """Yield the assignments of a paragraph; those coming may say by when."""
        if self._names_addressee(text[line.start : line.start + 20]):
            return
        numbered = line.numbered
        if numbered != self._section:
            headings = [section.heading for section in line.sections if section.kind != "item"]
            self._zone, self._section, self._before = False, numbered, headings[-1] if headings else ""
        start, label = _label(text, line)
        if label is not None and read_agency_heading(label) is None:
            self._zone = _names_zone(label)
            line = replace(line, words=start)
        paragraph = text[line.words : line.end]
        zone = self._zone or any(map(_opens_zone, line.sections))
        assigning = zone or (self._everywhere and numbered != "")
        stated: tuple[Assignment, ...] = ()
        if ":" in paragraph and (labels := list(_ROLES.finditer(paragraph))):
            stated = tuple(_stated_roles(paragraph, labels, line, self._before, _time(text, line, coming)))
        yield from stated or self._assignments(paragraph, line, numbered, assigning)
        if not stated and _TIMES.match(paragraph) is None:
            self._before = paragraph

    def _names_addressee(self, opening: str) -> bool:
        """Tell whether a paragraph is ``Kính gửi: …`` or a bullet below it, which give no task."""
        self._addressing = _ADDRESS.match(fold(opening)) is not None or (
            self._addressing and opening[:1] in "-–+"
        )
        return self._addressing

    def _assignments(
        self, paragraph: str, line: Prose, numbered: str, assigning: bool
    ) -> Iterator[Assignment]:
        agency = self._led(line) or _agency(line.sections)
        standing = _STANDING.match(paragraph) if assigning else None
        if standing:
            duty = Duty(standing["agency"].strip(), "thực hiện", paragraph.strip(" ."), 0, len(paragraph))
            yield _assignment(line, line.words, duty, None, numbered)
            return
        whole = _closing_deadline(paragraph)
        subject = agency
        for begin, end in split_sentences(paragraph):
            sentence = paragraph[begin:end]
            lead = find_agency(sentence) if begin else None
            if lead:
                subject = sentence[slice(*lead)].strip()
                begin += lead[1] + 1  # noqa: PLW2901
                sentence = paragraph[begin:end]
            if sentence.endswith(":"):
                self._follow(sentence, numbered, assigning)
                continue
            deadline = find_deadline(sentence)
            words = _without(sentence, deadline)
            if (
                not _SHORTEST <= len(words) <= _LONGEST
                or _ENFORCES.search(words)
                or _ITSELF.match(fold(words))
            ):
                continue
            duties, named = read_duties(words, subject, strict=not (assigning or agency))
            subject = named or subject
            for duty in duties:
                if duty.task:
                    when = deadline if deadline and _holds(deadline, duty, duties, sentence) else whole
                    yield _assignment(line, line.words + begin, duty, when, numbered)

    def _follow(self, sentence: str, numbered: str, assigning: bool) -> None:
        """Take the subject of a lead-in for what stands below it."""
        subject = read_subject(sentence)
        if subject and (subject.given or (assigning and numbered)):
            self._lead = (sentence[subject.start : subject.end].strip(), numbered)

    def _led(self, line: Prose) -> str | None:
        if self._lead is None or (self._lead[1] == "" and not self._everywhere):
            return None
        agency, section = self._lead
        paths = {held.path for held in line.sections}
        named = section == "" and _agency(line.sections) is not None
        return agency if not named and (section == "" or section in paths) else None


def _holds(deadline: Deadline, duty: Duty, duties: Sequence[Duty], sentence: str) -> bool:
    """Tell whether a sentence's deadline is one part's: in brackets it is every part's, else where it stands."""
    if sentence[deadline.end :].startswith(")"):
        return True
    last = duty.end == max(other.end for other in duties)
    return duty.start <= deadline.start < duty.end or (last and deadline.start >= duty.end)


def _stated_roles(
    paragraph: str, labels: Sequence[re.Match[str]], line: Prose, before: str, time: str | None
) -> Iterator[Assignment]:
    """Read ``Cơ quan chủ trì: Sở X; cơ quan phối hợp: …`` below or after the words of a task."""
    task = shorten_task(paragraph[: labels[0].start()].strip(" -+.;,(") or before.strip(" -+.;,:"))
    deadline = find_deadline(time) or find_deadline(f"hoàn thành {time}") if time else None
    if time:
        deadline = Deadline(time, 0, len(time), deadline.due if deadline else None)
    for label in labels:
        role = lower(label["role"])
        role_name: Role = (
            "chủ trì" if role.startswith("ch") else "phối hợp" if role.startswith("ph") else "thực hiện"
        )
        duty = Duty(label["agency"].strip(" ,;"), role_name, task, label.start(), label.end("agency"))
        if task and duty.agency:
            yield _assignment(line, line.words, duty, deadline, line.numbered)


def _time(text: str, line: Prose, coming: Sequence[Prose]) -> str | None:
    """Return the words after ``Thời gian thực hiện:``, in a paragraph or in those below it."""
    for other in (line, *coming):
        paragraph = text[other.words : other.end]
        if other is not line and (other.sections != line.sections or not _FIELD.match(paragraph)):
            return None
        match = _TIMES.search(paragraph)
        if match:
            return match["time"].strip()
    return None


def _opens_zone(section: Section) -> bool:
    return section.kind == "heading" and _names_zone(section.heading)


@lru_cache(maxsize=4_096)
def _names_zone(words: str) -> bool:
    return _ZONE.fullmatch(fold(words)) is not None


def _label(text: str, line: Prose) -> tuple[int, str | None]:
    """Return the words before a colon that open a paragraph without a bullet (``Phân công thực hiện:``)."""
    if line.words != line.start and line.sections and line.sections[-1].start >= line.start:
        return line.words, None
    match = _LABEL.match(text, line.words, line.end)
    if match is None or (line.words != line.start and not _ZONE.fullmatch(fold(match["label"]))):
        return line.words, None
    return match.end(), match["label"].strip()


def _agency(sections: Sequence[Section]) -> str | None:
    """Return the agency that the nearest heading or lead-in names."""
    for section in reversed(sections):
        if section.kind == "clause":
            continue
        span = read_agency_heading(section.heading)
        if span:
            return section.heading[span[0] : span[1]].strip()
    return None


def _closing_deadline(paragraph: str) -> Deadline | None:
    """Return the deadline in brackets at the end of a paragraph."""
    closing = paragraph[-200:]
    if not closing.rstrip(" .;,/\t\n").endswith(")"):
        return None
    deadline = find_deadline(closing)
    if deadline is None or re.fullmatch(r"\s*\)[\s.;,/]*", closing[deadline.end :]) is None:
        return None
    return deadline


def _without(sentence: str, deadline: Deadline | None) -> str:
    """Leave a deadline at a sentence's end out of it, with its brackets and the comma before it."""
    words = sentence.rstrip()
    if deadline and not sentence[deadline.end :].strip(" ).;,/"):
        words = sentence[: deadline.start].rstrip(" (,;")
    words = _ELSEWHERE.sub("", words)
    return words.rstrip(" .;/")


def _assignment(line: Prose, offset: int, duty: Duty, deadline: Deadline | None, numbered: str) -> Assignment:
    return Assignment(
        agency=duty.agency,
        role=duty.role,
        task=duty.task,
        deadline=deadline.words if deadline else None,
        due=deadline.due if deadline else None,
        section=numbered,
        passage_id=line.passage_at(offset + duty.start).id,
        start=offset + duty.start,
        end=offset + duty.end,
    )
