from pathlib import Path

import pytest

from eval.lessons import read_rows
from eval.naming import ask_all

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


@pytest.fixture(scope="module")
def met() -> list[tuple[str, bool]]:
    return [(one.path, right) for one, right in ask_all(read_rows(DOCUMENTS))]


@pytest.mark.parametrize("whole", [True, False])
def test_a_clause_or_a_document_that_is_named_comes_first(met: list[tuple[str, bool]], whole: bool) -> None:
    asked = [right for path, right in met if bool(path) is not whole]
    assert len(asked) >= 6
    assert sum(asked) >= 0.98 * len(asked)
