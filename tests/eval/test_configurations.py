from dataclasses import replace

import numpy as np
import pytest

from corpus.document import Document, Metadata, Passage
from corpus.errors import TrichdanError
from eval.configurations import CONFIGURATIONS, LESIONS, WHOLE, find_configuration
from index.encoder import load_encoder
from index.fields import FIELDS
from search.features import FEATURES
from search.flat import index_rows
from search.ranker import Ranker
from search.searcher import Parts, Searcher
from search.service import make_reader
from search.trees import Trees
from tests.conftest import HashingEncoder

TEXTS = (
    "Ban Dân vận chủ trì phong trào thi đua, thực hiện Nghị quyết 43-NQ/TW.",
    "Văn phòng phối hợp theo dõi phong trào.",
    "Sở Tài chính bố trí kinh phí cho các xã.",
    "Trường Chính trị bồi dưỡng cán bộ mặt trận.",
)


@pytest.fixture(scope="module")
def parts() -> Parts:
    passages = tuple(
        Passage(f"d#p{n}", f"III.{n}", "paragraph", n * 100, n * 100 + len(text), text)
        for n, text in enumerate(TEXTS, start=1)
    )
    document = Document("d", "d.txt", "", "\n".join(TEXTS), Metadata(title="Kế hoạch"), passages=passages)
    rows = [(document, passage) for passage in passages]
    encoder = HashingEncoder()
    generation = index_rows(rows, encoder)
    weights = np.linspace(0.1, 1, len(FEATURES), dtype=np.float32)
    ranker = Ranker({"vi": weights, "en": weights})
    return Parts(generation, rows, encoder, make_reader(generation), ranker, None)


def assemble(name: str, parts: Parts) -> Searcher:
    return find_configuration(name).assemble(parts)


def described(searcher: Searcher, question: str) -> dict[str, np.ndarray]:
    ask = searcher.read(question)
    features = searcher.describe(ask, searcher.gather(ask))
    return dict(zip(FEATURES, features.T, strict=True))


def test_the_whole_one_is_the_search_itself(parts: Parts) -> None:
    question = "ai chủ trì phong trào"
    assert assemble(WHOLE, parts).search(question).hits == parts.assemble().search(question).hits


def test_lexical_finds_words_only_and_dense_finds_all(parts: Parts) -> None:
    found = {name: assemble(name, parts).search("bố trí kinh phí", 10).hits for name in ("lexical", "dense")}
    assert [hit.passage_id for hit in found["lexical"]] == ["d#p3"]
    assert len(found["dense"]) == len(TEXTS)
    assert all(hit.parts["lexical"] == 0 for hit in found["dense"])
    best = parts.generation.dense.nearest(parts.encoder.encode_question("bố trí kinh phí"), 4)[0]
    assert [hit.passage_id for hit in found["dense"]] == [f"d#p{row + 1}" for row in best]


def test_fused_ranks_by_the_sum_of_the_parts(parts: Parts) -> None:
    hits = assemble("fused", parts).search("ai chủ trì phong trào").hits
    summed = [sum(value for name, value in hit.parts.items() if name != "cosine") for hit in hits]
    assert summed == pytest.approx([hit.score for hit in hits], abs=1e-3)
    assert summed == sorted(summed, reverse=True)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_without_scores_keeps_its_counts(parts: Parts, name: str) -> None:
    searcher = assemble(f"without-{name}", parts)
    assert not described(searcher, "ai chu tri phong trào")[name].any()
    term = parts.generation.lexical[name]
    silent = searcher.parts.generation.lexical[name]
    assert silent.frequencies() == term.frequencies()
    assert all(not silent.score({word: 1.0}).any() for word in term.frequencies())
    others = set(FIELDS) - {name}
    assert all(searcher.parts.generation.lexical[one] is parts.generation.lexical[one] for one in others)


def test_without_vectors_only_words_gather(parts: Parts) -> None:
    searcher = assemble("without-dense", parts)
    ask = searcher.read("kinh phí")
    assert searcher.gather(ask).rows.tolist() == [2]
    features = described(searcher, "kinh phí")
    assert not features["cosine"].any()
    assert not features["cosine_spread"].any()


def test_readers_forget_one_thing_each(parts: Parts) -> None:
    def read(name: str, question: str) -> object:
        return assemble(name, parts).read(question)

    question = "mục III.2 của Nghị quyết 43-NQ/TW nói gì"
    whole = parts.reader.read(question)
    assert whole.numbers
    assert whole.reading.clause
    assert read("without-numbers", question) == replace(whole, numbers=())
    assert read("without-clauses", question) == replace(whole, reading=replace(whole.reading, clause=None))
    unmarked = "ai chu tri phong trao thi dua"
    assert parts.reader.read(unmarked).reading.restored == "ai chủ trì phong trào thi đua"
    assert read("without-restorer", unmarked) == parts.reader.read(unmarked, as_typed=True)
    english = "who leads the emulation movement"
    assert parts.reader.read(english).terms
    assert not assemble("without-glossary", parts).read(english).terms


def test_alignment_is_0_without_it(parts: Parts) -> None:
    features = described(assemble("without-alignment", parts), "ai chủ trì phong trào")
    assert not any(features[name].any() for name in FEATURES if name.startswith("aligned"))
    assert features["fused"].any()


def test_words_are_compared_as_they_are_without_the_projection(parts: Parts) -> None:
    encoder = load_encoder()
    plain = assemble("without-projection", replace(parts, encoder=encoder)).parts.encoder.aligner
    assert plain is not None
    assert encoder.aligner is not None
    assert plain.directions.shape[1] == encoder.dimensions > encoder.aligner.directions.shape[1]


def test_the_weighted_sum_ranks_alone_without_the_trees(parts: Parts) -> None:
    stump = {"split_feature": FEATURES.index("length"), "threshold": 0.02, "decision_type": "<="}
    leaves = {"left_child": {"leaf_value": 0.0}, "right_child": {"leaf_value": 9.0}}
    assert parts.ranker is not None
    grown = replace(parts, ranker=replace(parts.ranker, trees={"documents": Trees.plant([stump | leaves])}))
    question = "ai chủ trì phong trào"
    alone = assemble("without-trees", grown).search(question).hits
    assert alone == parts.assemble().search(question).hits
    assert alone != grown.assemble().search(question).hits
    assert assemble("without-trees", replace(parts, ranker=None)).search(question).hits


def test_every_lesion_lacks_one_part_and_is_described() -> None:
    assert set(LESIONS) < set(CONFIGURATIONS)
    assert all(name.startswith("without-") for name in LESIONS)
    with pytest.raises(TrichdanError, match=r"Choose one of: ranked, fused, lexical, dense, without-whole"):
        find_configuration("bm25")
