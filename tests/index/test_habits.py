import pytest

from index.habits import Habits, find_habits


@pytest.mark.parametrize(
    "name",
    [
        "intfloat/multilingual-e5-small",
        "multilingual-e5-small",
        "/srv/models/multilingual-e5-small/",
        "C:\\models\\multilingual-e5-small",
        "/cache/models--intfloat--multilingual-e5-small/snapshots/abc",
    ],
)
def test_a_known_model_is_found_by_name_and_by_path(name: str) -> None:
    habits = find_habits(name)
    assert (habits.question_prefix, habits.passage_prefix, habits.dimensions) == ("query: ", "passage: ", 384)


def test_phobert_models_read_segmented_words() -> None:
    assert find_habits("bkai-foundation-models/vietnamese-bi-encoder").segmented


@pytest.mark.parametrize("name", ["someone/else", "/models/my-multilingual-e5-small-tuned"])
def test_other_models_are_taken_as_they_come(name: str) -> None:
    assert find_habits(name) == Habits()
