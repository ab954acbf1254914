from pathlib import Path

import pytest

import corpus
from corpus.formats.syllables import is_syllable, looks_garbled, share_of_syllables

DOCUMENTS = sorted((Path(corpus.__file__).parent / "documents").glob("*.txt"))


@pytest.mark.parametrize(
    "word", "Nghị quyết thuở giường quốc gì khuỷu ngoằn NGHIÊNG Đắk hòa hoà thuỵ thụy uyên".split()
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "QUYÉTT Céng bcd strong kong ghang cenh xyz".split())
def test_other_words(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_real_documents_are_not_garbled(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert share_of_syllables(text) > 0.95
    assert not looks_garbled(text)


def test_what_is_garbled() -> None:
    assert looks_garbled("CONG HOA XA HOI CHU NGHIA VIET NAM Doc lap Tu do Hanh phuc " * 4)
    assert looks_garbled("Clng hoi xf h9i chf nghTa Vift Nam DOc lflp TV do Hgnh phric " * 4)
    assert looks_garbled("!\"#$ %&'( abcdefg hijkl mnop qrstu vwxyz " * 20)


def test_english_and_a_few_words_are_not() -> None:
    assert not looks_garbled(
        "The agency is responsible for the implementation of this decision and its annexes in full. " * 4
    )
    assert not looks_garbled("CONG HOA XA HOI")
    assert not looks_garbled("12 345,6 (7) 8/9 " * 50)
