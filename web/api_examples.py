"""Examples of the JSON twins, each made by what makes the answer itself, so that none can tell of fields gone by."""

from datetime import date
from typing import Any

from corpus.document import Assignment, Document, Footnote, Metadata, Passage, Reference, Section
from corpus.formats import PageView
from corpus.record import document_record, show_record
from corpus.relations import relate
from search.result import Answer, Citation, Hit, HitSection, QueryReading, Result
from web import address
from web.original_page import OriginalPage, original_record
from web.relations_page import relation_record
from web.tasks_page import TaskFilter, find_tasks

_ID = "chuong-trinh-66-1a2b3c4d"
_CLAUSE = "+ Chủ trì tham mưu ban hành Chỉ thị về phong trào “Dân vận khéo” (hoàn thành trong quý II/2026)."
_TEXT = f"III. NHIỆM VỤ CỤ THỂ\n{_CLAUSE}\nThực hiện Nghị quyết số 43-NQ/TW."
_START = _TEXT.index(_CLAUSE)
_END = _START + len(_CLAUSE)
_NUMBER = _TEXT.index("43-NQ/TW")
_PASSAGE = Passage(
    f"{_ID}#III.+1", "III", "bullet", _START, _END, _CLAUSE, ("III.", "+"), ("NHIỆM VỤ CỤ THỂ",), page=3
)
_DOCUMENT = Document(
    id=_ID,
    source="chuong-trinh-66.docx",
    sha256="1a2b3c4d" * 8,
    text=_TEXT,
    metadata=Metadata(
        number="66-CTr/TU",
        type="Chương trình hành động",
        issuer="Ban Thường vụ Thành ủy Hải Phòng",
        place="Hải Phòng",
        date=date(2024, 2, 2),
        title="thực hiện Nghị quyết số 43-NQ/TW",
        recipients=("Ban Bí thư (để báo cáo)",),
        implements=("43-NQ/TW",),
        warnings=("signer_missing",),
    ),
    sections=(Section("III", "III.", "NHIỆM VỤ CỤ THỂ", "heading", 1, 0, len(_TEXT), _START, "III"),),
    passages=(_PASSAGE,),
    footnotes=(Footnote("1", "Thực hiện Nghị quyết số 43-NQ/TW.", _END, _END + 1, len(_TEXT)),),
    references=(
        Reference(
            "43-NQ/TW",
            "Nghị quyết",
            date(2023, 11, 24),
            "Ban Chấp hành Trung ương",
            ((_NUMBER, _NUMBER + 8),),
        ),
    ),
    assignments=(
        Assignment(
            "Ban Dân vận Thành ủy",
            "chủ trì",
            "tham mưu ban hành Chỉ thị về phong trào “Dân vận khéo”",
            "hoàn thành trong quý II/2026",
            date(2026, 6, 30),
            "III",
            _PASSAGE.id,
            _START,
            _END,
        ),
    ),
)


def make_examples() -> dict[str, Any]:
    """Return what the twin at each address answers, by its pattern."""
    one = "/{key}"
    return {
        address.SEARCH_JSON: _result(),
        f"{address.DOCUMENTS}{one}.json": show_record(_DOCUMENT),
        f"{address.DOCUMENTS}{one}/luoc-do.json": _relations(),
        f"{address.DOCUMENTS}{one}/trang/{{so}}.json": _page(),
        f"{address.LIBRARY}.json": [document_record(_DOCUMENT)],
        f"{address.TASKS}.json": _tasks(),
        address.HEALTH: {"status": "ok", "documents": 5, "passages": 395},
    }


def failing(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of answers that say what went wrong."""
    said = {"error": {"vi": "Câu hỏi đang trống. Hãy gõ câu hỏi.", "en": "The question is blank. Type one."}}
    return {status: {"content": {"application/json": {"example": said}}} for status in statuses}


def _result() -> dict[str, Any]:
    stated = _DOCUMENT.metadata
    deadline = _START + _CLAUSE.index("quý II/2026")
    question = "khi nào phải ban hành Chỉ thị về Dân vận khéo"
    cited = Citation(
        _ID, _DOCUMENT.source, stated.number, stated.type, stated.title, stated.issuer, "2024-02-02"
    )
    hit = Hit(
        rank=1,
        score=14.8,
        passage_id=_PASSAGE.id,
        text=_CLAUSE,
        start=_START,
        end=_END,
        page=_PASSAGE.page,
        document=cited,
        section=HitSection(_PASSAGE.section, _PASSAGE.labels, _PASSAGE.headings),
        lead_in="",
        parts={"lexical": 0.7, "dense": 0.3, "number": 0.0, "clause": 0.0, "cosine": 0.42},
        highlights=((2, 9),),
        url=address.document_url(_ID, _PASSAGE.address),
    )
    answer = Answer("quý II/2026", "date", _PASSAGE.id, deadline, deadline + 11, 0.83)
    return Result(None, question, QueryReading(question, "vi"), 0.9, answer, (hit,), 21.5).as_json()


def _relations() -> dict[str, Any]:
    return {"document": _ID, "relations": [relation_record(found) for found in relate((_DOCUMENT,))]}


def _tasks() -> dict[str, Any]:
    rows = find_tasks((_DOCUMENT,), TaskFilter(), date(2026, 5, 1))
    return {"total": len(rows), "tasks": [row.as_json() for row in rows]}


def _page() -> dict[str, Any]:
    box = (0.12, 0.31, 0.88, 0.33)
    view = PageView(12, 1240, 1754, b"", ())
    return original_record(OriginalPage.of(_DOCUMENT, 3, view, _PASSAGE, boxes=(box,)))
