import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.block import Block, Run
from corpus.formats import legacy_fonts
from corpus.formats.legacy_fonts import find_recovery, read_font, read_tcvn3, read_vni, recover_blocks

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]


def test_the_charts_reach_every_vietnamese_letter() -> None:
    tcvn3 = set(legacy_fonts._TCVN3.values())
    vni = set(legacy_fonts._VNI.values())
    marked = {letter for letter in LETTERS if not letter.isascii()}
    assert marked <= tcvn3
    assert marked <= vni and {letter.upper() for letter in marked} <= vni
    assert len(legacy_fonts._TCVN3) == len(set(legacy_fonts._TCVN3)) == len(tcvn3)


@pytest.mark.parametrize(
    ("font", "stored", "shown"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("ABCDEF+.VnTimeH", "§éc lËp - Tù do - H¹nh phóc", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        (".VnArial-Bold", "QuyÕt ®Þnh", "Quyết định"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Helve", "ÑIEÀU KHOAÛN Ñieàu khoaûn öôùc", "ĐIỀU KHOẢN Điều khoản ước"),
        ("Times New Roman", "Céng hoµ", "Céng hoµ"),
        (".VnTime", "Đã là Unicode rồi", "Đã là Unicode rồi"),
    ],
)
def test_text_is_read_by_its_font(font: str, stored: str, shown: str) -> None:
    assert read_font(stored, font) == shown


def test_text_without_a_font_is_read_by_what_makes_sense() -> None:
    stored = "Céng hoµ x· héi chñ nghÜa ViÖt Nam. ChÝnh phñ quy ®Þnh chi tiÕt thi hµnh LuËt nµy."
    assert find_recovery(stored) is read_tcvn3
    assert (
        find_recovery("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Chính phuû quy ñònh chi tieát.") is read_vni
    )
    assert find_recovery("Cộng hòa xã hội chủ nghĩa Việt Nam") is None
    assert find_recovery("The Government details the implementation of this Law") is None
    blocks = recover_blocks([Block((Run(stored, bold=True),))])
    assert blocks[0].text.startswith("Cộng hoà xã hội") and blocks[0].runs[0].bold


@given(st.text(alphabet=LETTERS + list(" .,-0123456789bcdghklmnpqrstvx"), max_size=60))
def test_vni_written_and_read_again_is_the_same(text: str) -> None:
    write = {shown: stored for stored, shown in legacy_fonts._VNI.items() if stored.islower()}
    stored = "".join(write.get(char, char) for char in text)
    assert read_vni(stored) == text


@given(st.text(alphabet=LETTERS + list(" .,-0123456789bcdghklmnpqrstvx"), max_size=60))
def test_tcvn3_written_and_read_again_is_the_same(text: str) -> None:
    write = {shown: chr(stored) for stored, shown in legacy_fonts._TCVN3.items()}
    assert read_tcvn3("".join(write.get(char, char) for char in text)) == text
