"""A small library and a searcher over it whose rankings are written down."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import settings

from corpus.document import Document, Passage
from corpus.errors import QuestionError
from eval.archive import Row, StoredRun
from eval.questions import Evidence, Question
from search.result import Answer, Citation, Hit, HitSection, QueryReading, Result

settings.register_profile("steady", deadline=None)  # how fast an example runs is the machine's affair
settings.load_profile("steady")

TEXTS = (
    "Ban Dân vận Thành ủy chủ trì triển khai phong trào, hoàn thành trong quý II/2026.",
    "Văn phòng Thành ủy phối hợp theo dõi, đôn đốc việc thực hiện.",
    "Sở Tài chính bố trí kinh phí cho các đơn vị.",
    "Ban Tổ chức Thành ủy tham mưu công tác cán bộ năm 2026.",
)


@pytest.fixture
def document() -> Document:
    """A document of four passages, ids ``kh#1`` to ``kh#4``."""
    text = "\n".join(TEXTS)
    starts = [text.index(words) for words in TEXTS]
    passages = tuple(
        Passage(f"kh#{number}", "I", "clause", start, start + len(words), words, ("I.",), ("Phân công",))
        for number, (start, words) in enumerate(zip(starts, TEXTS, strict=True), start=1)
    )
    return Document("kh", "ke-hoach.txt", "0" * 64, text, passages=passages)


@pytest.fixture
def questions() -> tuple[Question, ...]:
    """Three answerable questions, one with two quotes, and one unanswerable."""

    def quote(number: int, grade: int = 2) -> Evidence:
        return Evidence("ke-hoach.txt", TEXTS[number - 1], grade)

    return (
        Question(
            "lead",
            "Ai chủ trì phong trào?",
            "vi",
            "who",
            "Ban Dân vận Thành ủy",
            None,
            (quote(1), quote(2, 1)),
        ),
        Question(
            "both",
            "Who follows up and who pays?",
            "en",
            "who",
            "the Office",
            "Văn phòng",
            (quote(2), quote(3)),
        ),
        Question(
            "staff", "cong tac can bo ai tham muu", "vi-nodiac", "who", "Ban Tổ chức", None, (quote(4),)
        ),
        Question("none", "Kinh phí là bao nhiêu?", "vi", "unanswerable", "Không nêu.", None, ()),
    )


class ScriptedSearcher:
    """Finds the passages written down for a question id, in that order; an id that is not there can't be asked."""

    def __init__(self, document: Document, found: Mapping[str, str], sure: Mapping[str, float]) -> None:
        self.passages = {passage.id[-1]: passage for passage in document.passages}
        self.citation = Citation(document.id, document.source, None, None, None, None, None)
        self.found, self.sure = found, sure

    def search(self, question: str, k: int = 10, *, id: str | None = None) -> Result:
        name = id or ""
        if name not in self.found:
            raise QuestionError("Không hỏi được.", "It can't be asked.")
        hits = tuple(self._hit(rank, digit) for rank, digit in enumerate(self.found[name][:k], start=1))
        words = hits[0].text.split(" Thành ủy")[0] if hits else ""
        answer = Answer(words, "agency", hits[0].passage_id, 0, len(words), 0.5) if hits else None
        reading = QueryReading(question, "vi")
        return Result(id, question, reading, self.sure.get(name, 0.0), answer, hits, 2.0 + len(name))

    def _hit(self, rank: int, digit: str) -> Hit:
        passage = self.passages[digit]
        section = HitSection("I", ("I.",), ("Phân công",))
        return Hit(
            rank, 1.0 / rank, passage.id, passage.text, passage.start, passage.end,
            None, self.citation, section, "", {"lexical": 1.0}, (), f"/{passage.id}",
        )  # fmt: skip


@pytest.fixture
def searcher(document: Document) -> ScriptedSearcher:
    """A searcher that can't be asked ``staff``."""
    found = {"lead": "123", "both": "142", "none": "3"}
    return ScriptedSearcher(document, found, {"lead": 0.9, "both": 0.4, "none": 0.1})


@pytest.fixture
def make_searcher(document: Document) -> Callable[[Mapping[str, str]], ScriptedSearcher]:
    """A maker of searchers that find what is written down."""
    return lambda found: ScriptedSearcher(document, found, {})


@pytest.fixture
def make_run() -> Callable[[str, Mapping[str, float]], StoredRun]:
    """A maker of stored runs with one measure, ``hit@1``."""

    def make(name: str, values: Mapping[str, float]) -> StoredRun:
        rows = tuple(
            Row(question, f"Câu {question}?", True, {"hit@1": value}) for question, value in values.items()
        )
        return StoredRun(name, {"measures": {}}, rows)

    return make
