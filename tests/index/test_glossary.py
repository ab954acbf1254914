from pathlib import Path

import pytest

from index.glossary import Glossary, GlossaryError, check, load_glossary

LINES = """\
dân vận\tmass mobilisation | mass mobilization\tmass_mobilisation
ban dân vận\tmass mobilisation commission | commission for mass mobilisation\tparty
kế hoạch\tplan\tdoctype
quy hoạch\tmaster plan | plan\tconstruction
công nghệ thông tin\tinformation technology | IT\tscience
ban hành\tissue | promulgate\tverbs
vấn đề\tissue | matter\tnoun
thực hiện\timplement | carry out\tadminverb
ai chịu trách nhiệm\twho is responsible\tquestion
giai đoạn 2021 - 2025\tperiod 2021-2025\ttime
thành ủy\tCity Party Committee\tparty
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "glossary.tsv"
    file.write_text(LINES, encoding="utf-8")
    return file


@pytest.fixture
def glossary(path: Path) -> Glossary:
    return load_glossary(path)


def found(glossary: Glossary, question: str) -> list[tuple[str, str]]:
    return [(reading.source, reading.vietnamese) for reading in glossary.translate(question)]


def test_the_longest_term_wins(glossary: Glossary) -> None:
    assert found(glossary, "the Mass Mobilization Commission's work") == [
        ("Mass Mobilization Commission", "ban dân vận")
    ]


def test_offsets_point_at_the_source(glossary: Glossary) -> None:
    question = "Who implements the master plans of the City Party Committee?"
    for reading in glossary.translate(question):
        assert question[reading.start : reading.end] == reading.source


def test_small_words_inside_a_term_are_passed_over(glossary: Glossary) -> None:
    assert ("commission for the mass mobilisation", "ban dân vận") in found(
        glossary, "commission for the mass mobilisation"
    )


def test_a_term_does_not_reach_across_a_full_stop(glossary: Glossary) -> None:
    assert ("master. Plan", "quy hoạch") not in found(glossary, "who is the master. Plan of action")


def test_words_of_one_root_are_worth_less(glossary: Glossary) -> None:
    (plain,) = glossary.translate("implementing it")
    (derived,) = glossary.translate("implementation")
    assert plain.vietnamese == derived.vietnamese == "thực hiện"
    assert derived.weight < plain.weight


@pytest.mark.parametrize("question", ["is it true?", "It is late", "what may it be"])
def test_it_is_not_information_technology(glossary: Glossary, question: str) -> None:
    assert "công nghệ thông tin" not in dict(map(reversed, found(glossary, question)))  # type: ignore[arg-type]


def test_capitals_are(glossary: Glossary) -> None:
    assert found(glossary, "IT in communes") == [("IT", "công nghệ thông tin")]


def test_common_words_weigh_less_than_terms(glossary: Glossary) -> None:
    promulgate, *issue = glossary.translate("promulgate an issue")
    assert promulgate.weight == 1.0
    assert {reading.vietnamese for reading in issue} == {"ban hành", "vấn đề"}
    assert all(reading.weight < 1.0 for reading in issue)


def test_question_words_weigh_little(glossary: Glossary) -> None:
    (reading,) = glossary.translate("who is responsible?")
    assert reading.weight <= 0.1


@pytest.mark.parametrize("question", ["43-NQ/TW", "dân vận khéo", "2021-2025", "05-QC/BTCTU"])
def test_numbers_symbols_and_vietnamese_are_left_alone(glossary: Glossary, question: str) -> None:
    assert found(glossary, question) == []


def test_a_term_with_numbers_does_not_answer_for_its_words(glossary: Glossary) -> None:
    assert found(glossary, "over a long period") == []


def test_the_librarys_own_word_comes_first(glossary: Glossary) -> None:
    def writes_master_plans(term: str) -> float:
        return 0.5 if term == "quy hoạch" else 0.0

    assert glossary.weighted("the plan")[0].vietnamese == "kế hoạch"
    first, second = glossary.weighted("the plan", writes_master_plans)
    assert (first.vietnamese, second.vietnamese) == ("quy hoạch", "kế hoạch")
    assert first.weight > second.weight


def test_check_names_each_faulty_line(path: Path) -> None:
    assert check(path) == ()
    with path.open("a", encoding="utf-8") as file:
        file.write("một ô\nDân vận\tpublic relations\tmass\nhọp\tmeeting | meeting\tnoun\n")
    faults = check(path)
    assert [fault.line for fault in faults] == [12, 13, 14]
    assert "dòng 1" in faults[1].vi
    assert "line 1" in faults[1].en


def test_shipped_glossary_is_clean_and_translates() -> None:
    assert check() == ()
    assert len(load_glossary().terms) > 3_000


def test_a_missing_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError) as caught:
        load_glossary(tmp_path / "none.tsv")
    assert "none.tsv" in caught.value.sentence("vi")
