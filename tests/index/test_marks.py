import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import fold_tone_placement, strip_marks
from index.marks import MarksRestorer, load_restorer


@pytest.fixture(scope="module")
def restorer() -> MarksRestorer:
    return load_restorer()


@pytest.mark.parametrize(
    "marked",
    [
        "trách nhiệm của người đứng đầu cơ quan",
        "thời hạn giải quyết khiếu nại là bao nhiêu ngày",
        "Ủy ban nhân dân xã có nhiệm vụ gì",
        "ai chịu trách nhiệm kiểm tra, giám sát?",
        "HỘI ĐỒNG NHÂN DÂN TỈNH",
    ],
)
def test_marks_come_back(restorer: MarksRestorer, marked: str) -> None:
    restored = restorer.restore(strip_marks(marked))
    assert restored.text == marked
    assert restored.changed
    assert 0.5 < restored.confidence <= 1.0


def test_half_of_the_marks_come_back(restorer: MarksRestorer) -> None:
    assert (
        restorer.restore("trach nhiệm cua nguoi đứng dau co quan").text
        == "trách nhiệm của người đứng đầu cơ quan"
    )


def test_a_syllable_with_some_of_its_marks_gets_the_rest(restorer: MarksRestorer) -> None:
    assert restorer.restore("ngươi đưng đâu co quan").text == "người đứng đầu cơ quan"


@pytest.mark.parametrize(
    "text",
    [
        "Ban Chấp hành ban hành nghị quyết về công tác dân vận trong tình hình mới",
        "Who leads the campaign to plant trees?",
        "43-NQ/TW",
        "15/2020/NĐ-CP",
        "…",
        "",
    ],
)
def test_what_has_its_marks_or_wants_none_stays(restorer: MarksRestorer, text: str) -> None:
    restored = restorer.restore(text)
    assert (restored.text, restored.changed) == (unicodedata.normalize("NFC", text), False)


def test_numbers_and_symbols_stay(restorer: MarksRestorer) -> None:
    restored = restorer.restore("ke hoach so 12-KH/TU nam 2031 (5,5%)").text
    assert restored == "kế hoạch số 12-KH/TU năm 2031 (5,5%)"


def test_the_librarys_words_are_preferred(restorer: MarksRestorer) -> None:
    plain = restorer.restore("hop tac xa tren song").text
    other = "sóng" if plain.endswith("sông") else "sông"
    adapted = restorer.with_counts({"trên": 400, other: 400}, {("trên", other): 400})
    assert adapted.restore("hop tac xa tren song").text.endswith(other)
    assert restorer.restore("hop tac xa tren song").text == plain


@settings(deadline=None)  # the first one waits for the model
@given(st.text(max_size=60))
def test_only_marks_change(text: str) -> None:
    typed = unicodedata.normalize("NFC", text)
    restored = load_cached().restore(text)
    assert len(restored.text) == len(typed)
    assert strip_marks(fold_tone_placement(restored.text)) == strip_marks(fold_tone_placement(typed))
    assert 0.0 <= restored.confidence <= 1.0
    assert restored.changed == (restored.text != typed)


_loaded: list[MarksRestorer] = []


def load_cached() -> MarksRestorer:
    if not _loaded:
        _loaded.append(load_restorer())
    return _loaded[0]
