"""A small collection, indexed in memory without any model."""

from dataclasses import replace

import pytest

from corpus.document import Assignment, Document, Metadata, Reference
from index.analysis import syllables
from index.dense import DenseIndex
from index.fields import FIELDS, analyse, describe_context, say_passage
from index.generation import FORMAT, Generation, Manifest, encoder_text, read_forward
from index.glossary import load_glossary
from index.lexical import LexicalIndex
from index.marks import load_restorer
from search.lookup import Rows
from search.reading import QuestionReader
from search.searcher import Searcher
from tests.conftest import HashingEncoder, make_document

LEADS = "Ban Dân vận Thành ủy chủ trì phong trào thi đua “Dân vận khéo”, hoàn thành trong quý II/2026."
REPORTS = "Văn phòng Thành ủy tổng hợp, báo cáo Ban Thường vụ theo Nghị quyết số 43-NQ/TW."
FINANCE = "Sở Tài chính bố trí kinh phí 12 tỷ đồng cho các xã."
TRAINING = "Trường Chính trị mở lớp bồi dưỡng cán bộ mặt trận."


def make_rows() -> Rows:
    """Return two documents of two passages each: a programme that implements 43-NQ/TW, and a plan."""
    programme = make_document("chuong-trinh", LEADS, REPORTS, number="66-CTr/TU")
    at = programme.text.index("43-NQ/TW")
    first = programme.passages[0]
    programme = replace(
        programme,
        metadata=Metadata(number="66-CTr/TU", type="Chương trình hành động", implements=("43-NQ/TW",)),
        references=(Reference("43-NQ/TW", "Nghị quyết", None, None, ((at, at + 8),)),),
        assignments=(
            Assignment(
                "Ban Dân vận Thành ủy", "chủ trì", "phong trào", "trong quý II/2026", None, "I", first.id,
                first.start, first.end,
            ),
        ),
    )  # fmt: skip
    plan = make_document("ke-hoach", FINANCE, TRAINING, number="289-KH/TU")
    return [(document, passage) for document in (programme, plan) for passage in document.passages]


def make_generation(rows: Rows, encoder: HashingEncoder) -> Generation:
    """Index rows; every syllable counts as a word."""
    fields = [analyse(p, describe_context(d, p), syllables(p.text)) for d, p in rows]
    lexical = {name: LexicalIndex.build([getattr(row, name) for row in fields]) for name in FIELDS}
    vectors = encoder.encode_passages([encoder_text(document, passage) for document, passage in rows])
    manifest = Manifest(
        FORMAT, 1, (1, 2), len(rows), encoder.name, encoder.fingerprint, encoder.dimensions, ""
    )
    texts = [say_passage(passage) for _, passage in rows]
    return Generation(manifest, lexical, DenseIndex.build(vectors), *read_forward(texts, None))


@pytest.fixture(scope="session")
def rows() -> Rows:
    return make_rows()


@pytest.fixture(scope="session")
def generation(rows: Rows) -> Generation:
    return make_generation(rows, HashingEncoder())


@pytest.fixture(scope="session")
def reader() -> QuestionReader:
    return QuestionReader(load_glossary(), load_restorer())


@pytest.fixture(scope="session")
def searcher(generation: Generation, rows: Rows, reader: QuestionReader) -> Searcher:
    return Searcher(generation, rows, HashingEncoder(), reader)


@pytest.fixture(scope="session")
def programme(rows: Rows) -> Document:
    return rows[0][0]
