import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import corpus
from corpus.document import Assignment, Document, Footnote, Metadata, Passage, Reference, Section, Signer
from corpus.errors import QuestionError
from corpus.ingestion import ingest
from corpus.letters import fold
from corpus.library import Library
from eval.manifest import describe_run
from eval.questions import QuestionSet
from eval.run import Progress, run_set
from index.encoder import load_encoder
from index.generation import build
from search.calibration import THRESHOLD
from search.filters import admits
from search.result import Answer, Citation, Doubt, Hit, HitSection, QueryReading, Result
from search.syntax import Filter
from tests.web.browsing import ARGUMENTS, DESK, SCREENSHOTS, serve_library
from web.app import create_app
from web.measuring import Measure

TODAY = date(2026, 5, 1)
DOCUMENTS = Path(corpus.__path__[0]) / "documents"


def passage_of(document_id: str, text: str, words: str, address: str, **more: object) -> Passage:
    start = text.index(words)
    return Passage(
        id=f"{document_id}#{address}",
        section=str(more.pop("section", address)),
        kind=more.pop("kind", "clause"),
        start=start,
        end=start + len(words),
        text=words,
        **more,
    )


TEXT = """THÀNH ỦY HẢI PHÒNG
*
Số 66-CTr/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Hải Phòng, ngày 02 tháng 02 năm 2024
CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết số 43-NQ/TW
I. MỤC ĐÍCH
Cụ thể hóa các quan điểm của Nghị quyết số 43-NQ/TW đã nêu. Tạo sự thống nhất trong toàn Đảng bộ.
III. NHIỆM VỤ CỤ THỂ
3. Các Ban của Thành ủy
- Ban Dân vận Thành ủy:
+ Chủ trì tham mưu ban hành Chỉ thị về phong trào “Dân vận khéo” (hoàn thành trong quý II/2026).
+ Theo dõi, đôn đốc việc thực hiện (thực hiện thường xuyên).
Các hoạt động tổ chức trong năm 2024.
T/M BAN THƯỜNG VỤ
"""


def make_programme() -> Document:
    key = "chuong-trinh-1a2b3c"

    def passage(words: str, address: str, **more: object) -> Passage:
        return passage_of(key, TEXT, words, address, **more)

    item = ("III.", "3.", "-")
    headings = ("NHIỆM VỤ CỤ THỂ", "Các Ban của Thành ủy", "Ban Dân vận Thành ủy")
    lead = passage(
        "+ Chủ trì tham mưu ban hành Chỉ thị về phong trào “Dân vận khéo” (hoàn thành trong quý II/2026).",
        "III.3.-1.+1",
        section="III.3.-1",
        kind="bullet",
        labels=(*item, "+"),
        headings=headings,
        lead_in="Ban Dân vận Thành ủy:",
        page=3,
    )
    follow = passage(
        "+ Theo dõi, đôn đốc việc thực hiện (thực hiện thường xuyên).",
        "III.3.-1.+2",
        section="III.3.-1",
        kind="bullet",
        labels=(*item, "+"),
        headings=headings,
        lead_in="Ban Dân vận Thành ủy:",
    )
    note = passage("Các hoạt động tổ chức trong năm 2024.", "ct.1", section="I", kind="footnote")
    at = TEXT.index

    def section(path: str, label: str, heading: str, kind: str, end: int) -> Section:
        start = at(f"{label} {heading}")
        body = start + len(f"{label} {heading}") + 1
        level = path.count(".") + 1
        return Section(path, label, heading, kind, level, start, end, body, path)

    end = at("Các hoạt động")
    return Document(
        id=key,
        source="chuong-trinh.txt",
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        text=TEXT,
        metadata=Metadata(
            number="66-CTr/TU",
            type="Chương trình hành động",
            issuer="Ban Thường vụ Thành ủy Hải Phòng",
            place="Hải Phòng",
            date=date(2024, 2, 2),
            title="thực hiện Nghị quyết số 43-NQ/TW",
            recipients=("Ban Bí thư (để báo cáo)", "Lưu Văn phòng Thành ủy"),
            implements=("43-NQ/TW",),
            warnings=("signer_missing",),
        ),
        sections=(
            section("I", "I.", "MỤC ĐÍCH", "heading", at("III. NHIỆM")),
            section("III", "III.", "NHIỆM VỤ CỤ THỂ", "heading", end),
            section("III.3", "3.", "Các Ban của Thành ủy", "heading", end),
            section("III.3.-1", "-", "Ban Dân vận Thành ủy:", "item", end),
        ),
        passages=(
            passage(
                "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết số 43-NQ/TW", "dau", section="", kind="head"
            ),
            passage(
                "Cụ thể hóa các quan điểm của Nghị quyết số 43-NQ/TW đã nêu.",
                "I",
                labels=("I.",),
                headings=("MỤC ĐÍCH",),
            ),
            passage(
                "Tạo sự thống nhất trong toàn Đảng bộ.",
                "I~2",
                section="I",
                labels=("I.",),
                headings=("MỤC ĐÍCH",),
            ),
            lead,
            follow,
            note,
        ),
        footnotes=(Footnote("1", note.text, at("đã nêu") + len("đã nêu"), note.start, note.end),),
        references=(
            Reference(
                "43-NQ/TW",
                "Nghị quyết",
                date(2023, 11, 24),
                "Ban Chấp hành Trung ương",
                ((at("43-NQ/TW đã"), at("43-NQ/TW đã") + 8),),
            ),
        ),
        assignments=(
            Assignment(
                "Ban Dân vận Thành ủy",
                "chủ trì",
                "tham mưu ban hành Chỉ thị về phong trào “Dân vận khéo”",
                "hoàn thành trong quý II/2026",
                date(2026, 6, 30),
                "III.3",
                lead.id,
                lead.start,
                lead.end,
            ),
            Assignment(
                "Ban Dân vận Thành ủy",
                "thực hiện",
                "Theo dõi, đôn đốc việc thực hiện",
                "thực hiện thường xuyên",
                None,
                "III.3",
                follow.id,
                follow.start,
                follow.end,
            ),
        ),
    )


def make_resolution() -> Document:
    key = "nghi-quyet-9f8e7d"
    text = "NGHỊ QUYẾT\n1. Đại đoàn kết toàn dân tộc là đường lối chiến lược.\nĐỗ Văn A"
    clause = passage_of(
        key, text, "1. Đại đoàn kết toàn dân tộc là đường lối chiến lược.", "1", labels=("1.",), section="1"
    )
    late = Assignment(
        "Ban Tổ chức",
        "phối hợp",
        "=HYPERLINK(1)",
        "trong năm 2025",
        date(2025, 12, 31),
        "1",
        clause.id,
        clause.start,
        clause.end,
    )
    return Document(
        id=key,
        source="nghi-quyet.docx",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        metadata=Metadata(
            number="43-NQ/TW",
            type="Nghị quyết",
            issuer="Ban Chấp hành Trung ương Đảng",
            date=date(2023, 11, 24),
            title="về đại đoàn kết toàn dân tộc",
            signer=Signer("Đỗ Văn A", "Tổng Bí thư"),
        ),
        passages=(clause,),
        assignments=(late,),
    )


def make_hit(document: Document, passage: Passage, highlights: tuple[tuple[int, int], ...]) -> Hit:
    stated = document.metadata
    day = stated.date.isoformat() if stated.date else None
    address = quote(passage.address, safe="")
    return Hit(
        rank=1,
        score=1.0,
        passage_id=passage.id,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        document=Citation(
            document.id, document.source, stated.number, stated.type, stated.title, stated.issuer, day
        ),
        section=HitSection(passage.section, passage.labels, passage.headings),
        lead_in=passage.lead_in,
        parts={"words": 1.0},
        highlights=highlights,
        url=f"/tai-lieu/{quote(document.id, safe='')}?trich={address}#{address}",
    )


@dataclass
class WordMatching:
    """A search service whose hits are the passages that hold a word of the question, in the library's order."""

    library: Library
    reading: dict[str, object] = field(default_factory=dict)
    answerable: float = 0.9
    answers: bool = True
    failure: Exception | None = None
    doubt: Doubt | None = None
    several: tuple[Answer, ...] = ()

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        id: str | None = None,
        as_typed: bool = False,
        filters: Sequence[Filter] = (),
    ) -> Result:
        if self.failure:
            raise self.failure
        if not question.strip() or len(question) > 1000:
            raise QuestionError(
                "Câu hỏi không dùng được. Hãy gõ lại.", "The question can't be used. Type another."
            )
        words = {word for word in fold(question).split() if len(word) > 3}
        hits = []
        for document in self.library.documents():
            for passage in document.passages if admits(filters, document) else ():
                marks = [(i, i + len(w)) for w in words if (i := fold(passage.text).find(w)) >= 0]
                if marks:
                    hits.append(make_hit(document, passage, tuple(sorted(marks))))
        hits.sort(key=lambda hit: -len(hit.highlights))
        ranked = tuple(replace(hit, rank=place + 1) for place, hit in enumerate(hits[:k]))
        reading = QueryReading(text=question, **({"language": "vi"} | ({} if as_typed else self.reading)))
        doubt = self.doubt or (None if self.answerable >= THRESHOLD else Doubt("loose"))
        answer = self._answer(ranked) if self.answers and not doubt else None
        return Result(id, question, reading, self.answerable, answer, ranked, 1.5, self.several, doubt)

    def _answer(self, hits: tuple[object, ...]) -> Answer | None:
        for hit in hits:
            place = hit.text.find("quý II/2026")
            if place >= 0:
                start = hit.start + place
                return Answer("quý II/2026", "date", hit.passage_id, start, start + 11, 0.83)
        return None


@pytest.fixture
def measure(service: WordMatching) -> Measure:
    """Return what runs a set over a service that has no parts to be replaced."""

    def run(questions: QuestionSet, out: Path, configuration: str, progress: Progress) -> None:
        documents = service.library.documents()
        judged = {"name": questions.name, "sha256": questions.sha256, "questions": len(questions)}
        manifest = describe_run({"encoder": "words", "search": configuration}, judged, 100, library=out)
        run_set(service, questions, out, documents=documents, manifest=manifest, progress=progress)

    return run


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    with Library(tmp_path / "library", create=True) as library:

        def fill(*documents: Document) -> Library:
            for document in documents:
                original = tmp_path / "original.txt"
                original.write_text(document.text, encoding="utf-8")
                library.put(document, original, document.id)
            return library

        yield fill


@pytest.fixture
def programme() -> Document:
    return make_programme()


@pytest.fixture
def service(make_library: Callable[..., Library]) -> WordMatching:
    return WordMatching(make_library(make_programme(), make_resolution()))


@pytest.fixture
def client(service: WordMatching, measure: Measure) -> TestClient:
    return TestClient(create_app(service, today=lambda: TODAY, reindex=lambda *_: None, measure=measure))


@pytest.fixture
def soup(client: TestClient) -> Callable[..., BeautifulSoup]:
    def get(url: str, status: int = 200) -> BeautifulSoup:
        response = client.get(url)
        assert response.status_code == status, response.text
        return BeautifulSoup(response.text, "html.parser")

    return get


# -- a real browser over a real library of the sample documents ------------------------------------------------


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("library")
    with Library(folder, create=True) as library, library.writing():
        reports = list(ingest(library, [DOCUMENTS]))
        build(library, load_encoder(None))
    assert [report.outcome for report in reports] == ["added"] * 5
    with serve_library(folder) as url:
        yield url


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def enter(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a context of its own, where any script error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(path: str = "/", **options: object) -> Page:
        context = chromium.new_context(base_url=address, **{"viewport": DESK, "locale": "vi-VN"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
