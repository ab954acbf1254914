import pytest

from index.stems import read_words, root, stem


@pytest.mark.parametrize(
    "words",
    [
        "programme programmes program",
        "organise organised organizing organizes",
        "mobilisation mobilization",
        "labour labor",
        "party parties",
        "plan planned planning plans",
        "agency agencies",
        "led lead leads",
        "defence defense",
        "centre center centres",
        "committee committees",
        "assign assigned",
        "business businesses",
    ],
)
def test_forms_of_one_word_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["policy police", "general generate", "party part", "news new", "state status", "meet met!"]
)
def test_different_words_stay_apart(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


@pytest.mark.parametrize(
    ("derived", "word"), [("implementation", "implement"), ("assessment", "assess"), ("guidance", "guide")]
)
def test_nouns_share_the_root_of_their_verbs(derived: str, word: str) -> None:
    assert root(derived) == root(word)


def test_words_keep_their_offsets_and_lose_the_possessive() -> None:
    text = "the City's plan"
    words = read_words(text)
    assert [word for _, _, word in words] == ["the", "City", "plan"]
    assert all(text[start:end] == word for start, end, word in words)
