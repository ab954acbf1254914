from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.lessons import open_rows
from index.analysis import segment
from index.encoder import Encoder, load_encoder
from index.fields import FIELDS, analyse, describe_context, say_passage
from index.generation import read_forward
from index.lexical import LexicalIndex
from search import flat
from search.flat import FlatCollection, index_rows
from search.lookup import Rows
from search.searcher import Searcher

ENTRIES = [
    (f"a{n}", f"Điều {n}", f"Cơ quan số {n} báo cáo về {topic} trước ngày {n} tháng {n % 12 + 1}.")
    for n, topic in enumerate(("thi đua", "khen thưởng", "đất đai", "hộ tịch", "giáo dục") * 5)
] + [("no-title", "", "Người lao động được nghỉ phép."), ("no-text", "Phạm vi điều chỉnh", "")]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def ask(collection: FlatCollection) -> list[list[tuple[str, float]]]:
    questions = ("ai báo cáo về đất đai", "nghi phep", "who reports on education", "phạm vi điều chỉnh")
    return [collection.search(question, 10) for question in questions]


def test_the_entry_that_speaks_of_it_comes_first(encoder: Encoder) -> None:
    _, leave, _, scope = ask(FlatCollection.build(ENTRIES, encoder))
    assert leave[0][0] == "no-title"
    assert scope[0][0] == "no-text"


def test_articles_are_ranked_as_such_and_documents_are_not(encoder: Encoder, searcher: Searcher) -> None:
    articles = FlatCollection.build(ENTRIES, encoder).searcher
    sides = {"nghỉ phép": "articles", "nghi phep": "articles", "who reports on education": "en"}
    assert {question: articles.side_of(articles.read(question)) for question in sides} == sides
    assert searcher.side_of(searcher.read("nghỉ phép")) == "vi"


def test_half_of_the_passages_alone_are_no_articles(rows: Rows, encoder: Encoder) -> None:
    """A library turns to articles once most of its passages are whole documents; an empty one never does."""
    documents = [rows[0], rows[1]]
    single = [
        (replace(document, id=f"alone-{at}", passages=(passage,)), passage)
        for at, (document, passage) in enumerate(rows[:3])
    ]
    sides = {}
    for count in (2, 3):
        searcher = open_rows([*documents, *single[:count]], encoder)
        sides[count] = searcher.side_of(searcher.read("nghỉ phép"))
    assert sides == {2: "vi", 3: "articles"}
    nothing = open_rows([], encoder)
    assert nothing.side_of(nothing.read("nghỉ phép")) == "vi"


def test_what_is_kept_finds_the_same(encoder: Encoder, tmp_path: Path) -> None:
    fresh = ask(FlatCollection.build(ENTRIES, encoder))
    assert ask(FlatCollection.build(ENTRIES, encoder, tmp_path)) == fresh
    stages: list[str] = []
    again = FlatCollection.build(ENTRIES, encoder, tmp_path, lambda stage, *_: stages.append(stage))
    assert ask(again) == fresh
    assert stages == []


def test_other_entries_are_another_index(encoder: Encoder, tmp_path: Path) -> None:
    FlatCollection.build(ENTRIES, encoder, tmp_path)
    FlatCollection.build(ENTRIES[1:], encoder, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_indexing_in_parts_counts_as_indexing_at_once(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flat, "_CHUNK", 4)
    rows = [flat._as_row(*entry) for entry in ENTRIES]
    told: list[tuple[str, int, int]] = []
    generation = index_rows(rows, encoder, lambda *state: told.append(state))
    assert [state for state in told if state[0] == "segment"][-1] == ("segment", len(rows), len(rows))
    texts = [say_passage(passage) for _, passage in rows]
    for made, at_once in zip(
        (generation.syllables, generation.pieces), read_forward(texts, encoder.aligner), strict=True
    ):
        assert made
        assert at_once
        assert made.vocabulary == at_once.vocabulary
        everything = np.arange(len(rows))
        for name in ("tokens", "firsts", "rows", "signs"):
            kept, wanted = (getattr(index.gather(everything), name) for index in (made, at_once))
            np.testing.assert_array_equal(kept, wanted)
    fields = [analyse(passage, describe_context(d, passage), segment(passage.text)) for d, passage in rows]
    for name in FIELDS:
        whole = LexicalIndex.build([getattr(one, name) for one in fields])
        assert generation.lexical[name].frequencies() == whole.frequencies()
        for term in whole.frequencies():
            np.testing.assert_array_equal(
                generation.lexical[name].score({term: 1.0}), whole.score({term: 1.0})
            )
