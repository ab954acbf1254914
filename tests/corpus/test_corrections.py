from dataclasses import replace
from datetime import date

import pytest

from corpus.corrections import CorrectionError, correct, read_corrections, stated_values
from corpus.document import Metadata
from tests.conftest import make_document


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"date": "02/02/2024"}, {"date": "2024-02-02"}),
        ({"date": "2024-02-02"}, {"date": "2024-02-02"}),
        ({"date": " 2.2.2024 "}, {"date": "2024-02-02"}),
        ({"date": ""}, {"date": ""}),
        ({"number": "06-Ctr/TU"}, {"number": "06-CTr/TU"}),
        ({"number": "theo sổ công văn"}, {"number": "theo sổ công văn"}),
        ({"title": "về  việc\n này"}, {"title": "về việc này"}),
        ({"place": "Huế", "id": "x"}, {}),
    ],
)
def test_typed_values_are_kept_in_one_form(typed: dict[str, str], kept: dict[str, str]) -> None:
    assert read_corrections(typed) == kept


@pytest.mark.parametrize("typed", [{"date": "31/02/2024"}, {"date": "hôm qua"}, {"title": "a" * 1001}])
def test_what_cannot_be_is_refused_in_both_languages(typed: dict[str, str]) -> None:
    with pytest.raises(CorrectionError) as raised:
        read_corrections(typed)
    assert raised.value.vi != raised.value.en


def test_a_correction_takes_the_warning_with_it() -> None:
    read = replace(
        make_document("a", "Đoạn."),
        metadata=Metadata(type="Báo cáo", warnings=("number_blank", "date_missing", "signer_missing")),
    )
    right = correct(read, {"number": "7-BC/TU", "date": "2024-02-02"})
    assert (right.metadata.number, right.metadata.date) == ("7-BC/TU", date(2024, 2, 2))
    assert right.metadata.warnings == ("signer_missing",)
    assert right.text == read.text and correct(read, {}) is read


def test_what_is_not_stated_can_be_said_so() -> None:
    read = replace(make_document("a", "Đoạn."), metadata=Metadata(number="9-BC/TU"))
    right = correct(read, {"number": ""})
    assert right.metadata.number is None and right.metadata.warnings == ("number_missing",)


def test_stated_values_have_the_form_of_corrections() -> None:
    stated = Metadata(number="7-BC/TU", date=date(2024, 2, 2), title="về việc")
    values = stated_values(stated)
    assert values == {"number": "7-BC/TU", "type": "", "date": "2024-02-02", "issuer": "", "title": "về việc"}
    assert read_corrections(values) == values
