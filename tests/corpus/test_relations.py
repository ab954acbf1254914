from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Document, Metadata, Reference
from corpus.relations import Register, relate
from tests.conftest import make_document

DAY = date(2023, 11, 24)
CENTRAL = "Ban Chấp hành Trung ương Đảng"


def document(name: str, *references: Reference, **stated: object) -> Document:
    made = make_document(name, f"Lời của {name}.")
    return replace(made, metadata=Metadata(**stated), references=references)


def citation(number: str, **more: object) -> Reference:
    fields = {"type": None, "date": None, "issuer": None, "spans": ((0, 3),)} | more
    return Reference(number, **fields)


RESOLUTION = document("nq", number="43-NQ/TW", type="Nghị quyết", date=DAY, issuer=CENTRAL)


def test_every_kind_is_told_with_what_the_citation_says() -> None:
    cited = citation("43-NQ/TW", type="Nghị quyết", date=DAY, spans=((7, 12), (2, 5)))
    programme = document(
        "ctr",
        cited,
        implements=("43-NQ/TW",),
        based_on=("30/2020/NĐ-CP",),
        amends=("1-QĐ/TU",),
        replaces=("2-QĐ/TU",),
    )
    found = relate([programme, RESOLUTION])
    assert [(relation.kind, relation.number) for relation in found] == [
        ("implements", "43-NQ/TW"),
        ("based_on", "30/2020/NĐ-CP"),
        ("amends", "1-QĐ/TU"),
        ("replaces", "2-QĐ/TU"),
    ]
    first = found[0]
    assert (first.source_id, first.target_id, first.start) == (programme.id, RESOLUTION.id, 2)
    assert (first.type, first.date, first.issuer) == ("Nghị quyết", DAY, None)
    assert [relation.target_id for relation in found[1:]] == [None] * 3
    assert found[1].start is None


@pytest.mark.parametrize(
    ("cited", "held"),
    [
        (citation("43-NQ/TW"), True),
        (citation("43-nq/tw"), True),
        (citation("043-NQ/TW"), True),
        (citation("43-NQ/TW", date=DAY), True),
        (citation("43-NQ/TW", date=DAY, issuer="Bộ Chính trị"), True),
        (citation("43-NQ/TW", issuer="BCH Trung ương Đảng khóa XIII"), True),
        (citation("43-NQ/TW", date=date(2003, 3, 12), issuer=CENTRAL), False),
        (citation("43-NQ/TW", date=date(2023, 10, 24), issuer=CENTRAL), True),
        (citation("43-NQ/TW", date=date(2023, 10, 24)), False),
        (citation("43-NQ/TW", date=date(2023, 10, 24), issuer="Bộ Chính trị"), False),
        (citation("43-NQ/TW", issuer="Bộ Chính trị"), False),
        (citation("43-NQ/TW", type="Kết luận"), False),
        (citation("43-NQ/TU"), False),
    ],
)
def test_number_and_date_or_issuer_decide(cited: Reference, held: bool) -> None:
    found = Register([RESOLUTION]).find(cited, document("ctr"))
    assert found == (RESOLUTION if held else None)


def test_two_of_one_number_are_told_apart_by_date() -> None:
    old = document("cu", number="45-NQ/TW", date=date(2019, 1, 24))
    new = document("moi", number="45-NQ/TW", date=DAY)
    register = Register([old, new])
    citing = document("ctr")
    assert register.find(citation("45-NQ/TW", date=DAY), citing) == new
    assert register.find(citation("45-NQ/TW"), citing) is None


def test_nothing_cites_what_was_not_there_yet() -> None:
    old = document("cu", number="45-NQ/TW", date=date(2019, 1, 24))
    new = document("moi", number="45-NQ/TW", date=DAY)
    citing = document("ctr", date=date(2020, 5, 1))
    assert Register([old, new]).find(citation("45-NQ/TW"), citing) == old


def test_a_province_means_its_own_documents() -> None:
    one = document("hp", number="15-CT/TU", place="Hải Phòng")
    other = document("ct", number="15-CT/TU", issuer="Ban Thường vụ Thành ủy Cần Thơ")
    register = Register([one, other])
    citing = document("bc", issuer="Thành ủy Cần Thơ")
    assert register.find(citation("15-CT/TU", issuer="Ban Thường vụ Thành ủy"), citing) == other
    assert register.find(citation("15-CT/TU", issuer="Thành ủy Hải Phòng"), citing) == one
    assert register.find(citation("15-CT/TU"), document("không rõ nơi")) is None


def test_a_rule_is_the_same_whichever_way_its_symbol_is_printed() -> None:
    rule = document("qd", number="11-QĐi/TW", type="Quy định")
    citing = document("ctr")
    assert Register([rule]).find(citation("11-QĐ/TW", type="Quy định"), citing) == rule
    assert Register([rule]).find(citation("11-QĐ/TW", type="Quyết định"), citing) is None


def test_a_document_never_means_itself() -> None:
    assert Register([RESOLUTION]).find(citation("43-NQ/TW"), RESOLUTION) is None
