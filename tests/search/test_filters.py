from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Document, Metadata
from search.filters import admits
from search.syntax import Filter, FilterKey
from tests.conftest import make_document


@pytest.fixture
def programme() -> Document:
    made = make_document("chuong-trinh", "Một đoạn.", number="66-CTr/TU")
    stated = Metadata(
        number="66-CTr/TU",
        type="Chương trình hành động",
        issuer="Ban Thường vụ Thành ủy",
        date=date(2024, 2, 2),
    )
    return replace(made, metadata=stated)


@pytest.mark.parametrize(
    ("key", "value", "passes"),
    [
        ("loai", "Chương trình hành động", True),
        ("loai", "chuong trinh", True),
        ("loai", "CTr", True),
        ("loai", "Kế hoạch", False),
        ("loai", "Chương tr", False),
        ("so", "66-CTr/TU", True),
        ("so", "66", True),
        ("so", "6", False),
        ("so", "66-KH/TU", False),
        ("nam", "2024", True),
        ("nam", "2020-2023", False),
        ("nam", "2020-2024", True),
        ("coquan", "thanh uy", True),
        ("coquan", "Ban Thường vụ Thành ủy", True),
        ("coquan", "UBND", False),
        ("coquan", "Thành", True),
        ("tailieu", "66-CTr/TU", True),
        ("tailieu", "chuong-trinh", True),
        ("tailieu", "ke-hoach", False),
    ],
)
def test_a_document_passes_by_what_it_states(
    programme: Document, key: FilterKey, value: str, passes: bool
) -> None:
    assert admits([Filter(key, value)], programme) is passes


def test_values_of_one_key_are_alternatives_and_keys_add_up(programme: Document) -> None:
    years = [Filter("nam", "2023"), Filter("nam", "2024")]
    assert admits(years, programme)
    assert not admits([*years, Filter("loai", "Kế hoạch")], programme)
    assert admits([], programme)


def test_a_document_that_states_nothing_passes_nothing(programme: Document) -> None:
    bare = replace(programme, metadata=Metadata())
    filters = [Filter("loai", "CTr"), Filter("so", "66"), Filter("nam", "2024"), Filter("coquan", "Thành ủy")]
    assert not any(admits([one], bare) for one in filters)
