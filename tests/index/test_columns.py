from hypothesis import given
from hypothesis import strategies as st

from index.analysis import strip_marks
from index.columns import Column, join_columns

PASSAGES = st.lists(st.lists(st.sampled_from(["dân", "dan", "vận", "ủy", "uy"]), max_size=6), max_size=6)


def read(column: Column) -> list[list[str]]:
    tokens = iter(column.tokens.tolist())
    return [[column.vocabulary[next(tokens)] for _ in range(length)] for length in column.lengths]


@given(PASSAGES)
def test_a_column_holds_its_passages(passages: list[list[str]]) -> None:
    column = Column.of(passages)
    assert read(column) == [tokens or [""] for tokens in passages]
    assert list(column.vocabulary) == list(dict.fromkeys(token for row in passages for token in row or [""]))


@given(PASSAGES)
def test_tokens_that_become_one_are_one(passages: list[list[str]]) -> None:
    column = Column.of(passages).map(strip_marks)
    assert read(column) == [[strip_marks(token) for token in tokens or [""]] for tokens in passages]
    assert len(set(column.vocabulary)) == len(column.vocabulary)


@given(st.lists(PASSAGES, min_size=1, max_size=4))
def test_joined_columns_hold_all_passages(parts: list[list[list[str]]]) -> None:
    joined = join_columns([Column.of(part) for part in parts])
    whole = Column.of([row for part in parts for row in part])
    assert read(joined) == read(whole)
    assert joined.vocabulary == whole.vocabulary
