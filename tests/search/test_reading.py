import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionError
from index.glossary import Reading
from search.reading import MAX_QUESTION, QuestionReader, clean_question, keep_vietnamese


def test_a_question_with_marks_is_taken_as_it_is(reader: QuestionReader) -> None:
    ask = reader.read("Ai chủ trì phong trào thi đua?")
    assert (ask.reading.language, ask.reading.restored) == ("vi", None)
    assert (ask.vietnamese, ask.unmarked, ask.terms) == ("Ai chủ trì phong trào thi đua?", "", ())


def test_marks_are_put_back_and_the_typed_words_are_searched_too(reader: QuestionReader) -> None:
    ask = reader.read("ai chu tri phong trao thi dua")
    assert ask.reading.language == "vi-nodiac"
    assert ask.reading.restored == ask.vietnamese == ask.typed == "ai chủ trì phong trào thi đua"
    assert ask.unmarked == ask.reading.text == "ai chu tri phong trao thi dua"


def test_as_typed_puts_no_marks_back(reader: QuestionReader) -> None:
    ask = reader.read("ai chu tri phong trao thi dua", as_typed=True)
    assert ask.reading.restored is None
    assert ask.unmarked == ask.typed == "ai chu tri phong trao thi dua"


def test_an_english_question_is_read_in_vietnamese(reader: QuestionReader) -> None:
    ask = reader.read("Which body leads the emulation movement?")
    assert ask.reading.language == "en"
    assert "phong trào thi đua" in " ".join(ask.reading.translation)
    assert {reading.vietnamese for group in ask.terms for reading in group} >= set(ask.reading.translation)
    assert all(0 < reading.weight <= 1 for group in ask.terms for reading in group)


def test_vietnamese_words_of_an_english_question_stay(reader: QuestionReader) -> None:
    ask = reader.read("who is responsible for the Dân vận khéo directive")
    assert ask.reading.language == "en-mixed"
    assert "Dân vận khéo" in ask.vietnamese
    assert "directive" not in ask.vietnamese


@pytest.mark.parametrize(
    "spelled", ["Nghị quyết 43-NQ/TW", "NQ43", "nghi quyet so 43-nq/tw", "resolution 43-NQ/TW"]
)
def test_a_document_number_is_found_however_it_is_spelled(reader: QuestionReader, spelled: str) -> None:
    ask = reader.read(f"{spelled} nói gì về đại đoàn kết")
    assert [number.serial for number in ask.numbers] == ["43"]
    assert ask.reading.references[0].startswith("43-NQ")


def test_a_clause_address_is_found(reader: QuestionReader) -> None:
    assert reader.read("mục III.2 giao ai chủ trì").reading.clause == "III.2"
    assert reader.read("ai chủ trì phong trào thi đua").reading.clause is None


@pytest.mark.parametrize("blank", ["", "   ", "?!…", "\t\n", "\u200b", "\x00", "--"])
def test_a_question_without_a_letter_or_digit_is_refused(blank: str) -> None:
    with pytest.raises(QuestionError) as raised:
        clean_question(blank)
    assert "ví dụ" in raised.value.vi


def test_a_question_is_as_long_as_allowed_and_no_longer() -> None:
    assert len(clean_question("a" * MAX_QUESTION)) == MAX_QUESTION
    with pytest.raises(QuestionError, match=str(MAX_QUESTION + 1)):
        clean_question("a" * (MAX_QUESTION + 1))


def test_decomposed_marks_and_odd_spaces_are_folded() -> None:
    typed = unicodedata.normalize("NFD", " chủ\u00a0trì\r\n phong  trào\x07")
    assert clean_question(typed) == "chủ trì phong trào"


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    try:
        once = clean_question(typed)
    except QuestionError:
        return
    assert clean_question(once) == once == unicodedata.normalize("NFC", once)
    assert once.isprintable()


def test_names_that_the_glossary_does_not_know_stay() -> None:
    text = "Does the plan of Hai Phong give 12 tasks to Ban Dân vận?"
    plan = Reading(text.index("plan"), text.index("plan") + 4, "plan", "kế hoạch", 1.0)
    assert keep_vietnamese(text, [plan]) == ("Hai Phong", "12", "Ban Dân vận")
