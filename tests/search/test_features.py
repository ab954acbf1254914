import numpy as np
import pytest
from numpy.typing import NDArray

from search.features import FEATURES
from search.searcher import Searcher


def features_of(searcher: Searcher, question: str) -> dict[str, NDArray[np.float32]]:
    """Return the columns by name, one value a passage."""
    ask = searcher.read(question)
    gathered = searcher.gather(ask)
    columns = searcher.describe(ask, gathered)
    assert columns.shape == (len(gathered.rows), len(FEATURES))
    placed = np.zeros((4, len(FEATURES)), dtype=np.float32)
    placed[gathered.rows] = columns
    return {name: placed[:, place] for place, name in enumerate(FEATURES)}


@pytest.mark.parametrize(
    "question",
    [
        "ai chủ trì phong trào Dân vận khéo",
        "ai chu tri dan van kheo",
        "who leads mass mobilisation?",
        "43-NQ/TW",
        "xyz",
    ],
)
def test_features_are_shares(searcher: Searcher, question: str) -> None:
    for name, column in features_of(searcher, question).items():
        assert np.isfinite(column).all(), name
        assert (column >= -1e-6).all(), name
        assert (column <= 1.001 if name not in ("fused",) else column <= 2).all(), name


def test_every_feature_has_a_name_of_its_own() -> None:
    assert len(set(FEATURES)) == len(FEATURES)


@pytest.mark.parametrize("name", ["held", "held_whole", "held_pairs", "text", "whole", "cosine"])
def test_the_passage_that_holds_the_question_leads(searcher: Searcher, name: str) -> None:
    assert features_of(searcher, "phong trào thi đua Dân vận khéo")[name].argmax() == 0


def test_all_of_a_question_is_held_by_the_passage_it_was_taken_from(searcher: Searcher) -> None:
    columns = features_of(searcher, "bố trí kinh phí")
    assert columns["held"][2] == columns["held_pairs"][2] == pytest.approx(1)
    assert columns["held"][0] < 0.5


@pytest.mark.parametrize(
    ("question", "name", "row"),
    [
        ("cơ quan nào chủ trì phong trào", "gives_agency", 0),
        ("khi nào hoàn thành phong trào", "gives_date", 0),
        ("bao nhiêu kinh phí cho các xã", "gives_number", 2),
        ("văn phòng báo cáo theo nghị quyết nào", "gives_document", 1),
    ],
)
def test_what_is_asked_for_is_seen_in_the_passage(
    searcher: Searcher, question: str, name: str, row: int
) -> None:
    columns = features_of(searcher, question)
    assert columns[name][row] == columns[name].max() > 0
    others = {"gives_agency", "gives_date", "gives_number", "gives_document"} - {name}
    assert not any(columns[other].any() for other in others)


def test_a_fact_that_was_read_counts_more_than_words_that_look_like_one(searcher: Searcher) -> None:
    agency = features_of(searcher, "cơ quan nào chủ trì")["gives_agency"]
    assert agency[0] == 1
    assert 0 < agency[1] < 1


def test_a_named_document_and_clause_are_features(searcher: Searcher) -> None:
    columns = features_of(searcher, "mục I Nghị quyết 43-NQ/TW")
    assert columns["number"].argmax() == 1
    assert (columns["clause"] == 1).all()


def test_without_an_aligner_passages_differ_in_nothing_there(searcher: Searcher) -> None:
    for name, column in features_of(searcher, "dân vận").items():
        if name.startswith("aligned"):
            assert not column.any()


def test_the_kind_asked_for_counts_in_the_sentence_that_holds_the_question(searcher: Searcher) -> None:
    columns = features_of(searcher, "kinh phí cho các xã là bao nhiêu tỷ đồng")
    assert columns["gives_near"].argmax() == 2
    assert columns["gives_near"][2] > 0.5 > columns["gives_near"][0]


def test_the_finer_kind_asked_for_counts_most_in_the_sentence_that_holds_the_question(
    searcher: Searcher,
) -> None:
    columns = features_of(searcher, "kinh phí cho các xã là mấy tỷ đồng")
    assert columns["expected"][2] == 1
    assert columns["expected_near"].argmax() == 2
    assert not features_of(searcher, "phong trào thi đua")["expected"].any()


def test_the_weightiest_word_that_is_missing_tells_passages_apart(searcher: Searcher) -> None:
    missing = features_of(searcher, "bố trí kinh phí")["missing"]
    assert missing[2] == 0
    assert missing[0] > 0


def test_places_are_told_as_reciprocals(searcher: Searcher) -> None:
    columns = features_of(searcher, "phong trào thi đua Dân vận khéo")
    assert columns["fused_place"].max() == columns["cosine_place"].max() == 1
    assert columns["fused_place"].argmax() == columns["fused"].argmax()
    assert sorted(columns["fused_place"][columns["fused_place"] > 0], reverse=True)[:2] == [1, 0.5]


def test_passages_of_one_document_share_its_best(searcher: Searcher) -> None:
    ask = searcher.read("phong trào thi đua Dân vận khéo")
    gathered = searcher.gather(ask)
    described = searcher.describe(ask, gathered)
    best, share = (described[:, FEATURES.index(name)] for name in ("document_best", "document_share"))
    of_document: dict[str, list[int]] = {}
    for place, row in enumerate(gathered.rows.tolist()):
        of_document.setdefault(searcher.parts.rows[row][0].id, []).append(place)
    assert len(of_document) > 1
    for places in of_document.values():
        assert len(set(best[places].tolist())) == 1
        assert len(places) > 1 or share[places[0]] == 0
    assert best[gathered.rows.tolist().index(0)] == 1
