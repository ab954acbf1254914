from dataclasses import replace

from corpus.document import Passage
from search.twins import find_twins
from tests.conftest import make_document

LONG = "Đẩy mạnh phong trào thi đua Dân vận khéo trên địa bàn thành phố đến năm 2030"


def passages(*texts: str) -> list[Passage]:
    return [replace(make_document(f"d{place}", text).passages[0]) for place, text in enumerate(texts)]


def test_passages_that_say_nearly_the_same_are_twins_of_each_other() -> None:
    one, other, third = passages(
        LONG, LONG.replace("2030", "2035"), "Sở Tài chính bố trí kinh phí cho các xã trong năm"
    )
    assert find_twins([one, other, third]) == {one.id: (other.id,), other.id: (one.id,)}


def test_marks_and_tone_placement_make_no_difference() -> None:
    one, other = passages(LONG + " hòa bình", LONG.lower() + " hoà bình")
    assert one.id in find_twins([one, other])


def test_short_passages_are_alike_by_chance() -> None:
    assert not find_twins(passages("Nơi nhận:", "Nơi nhận:"))
