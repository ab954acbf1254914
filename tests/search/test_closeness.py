import numpy as np
import pytest

from corpus.document import Document, Metadata, Passage
from index.alignment import Aligner
from index.encoder import load_encoder
from index.fields import describe_context
from index.forward import ForwardIndex
from index.signs import split_sentences
from search.closeness import CLOSENESS, compare_words

TEXTS = (
    "Ban Dân vận chủ trì phong trào thi đua.",
    "Sở Tài chính bố trí kinh phí cho các xã trong năm tới, báo cáo kết quả, tham mưu sửa đổi quy chế.",
)
HEADINGS = (("Nhiệm vụ", "Chủ trì phong trào thi đua"), ())


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    found = load_encoder().aligner
    assert found is not None
    return found


@pytest.fixture(scope="module")
def kept() -> list[tuple[Document, Passage]]:
    passages = [
        Passage(f"d#{at}", "I", "paragraph", 0, len(text), text, headings=headings)
        for at, (text, headings) in enumerate(zip(TEXTS, HEADINGS, strict=True))
    ]
    document = Document("d", "d.txt", "", "", Metadata(title="Kinh phí của xã"), passages=tuple(passages))
    return [(document, passage) for passage in passages]


def compare(aligner: Aligner, kept: list[tuple[Document, Passage]], question: str) -> dict[str, np.ndarray]:
    split = [aligner.tokenize(list(split_sentences(passage.text))) for _, passage in kept]
    pieces = ForwardIndex.build([[(0, tokens) for tokens in sentences] for sentences in split])
    contexts = [describe_context(*one) for one in kept]
    return compare_words(pieces, aligner, question, np.arange(len(kept)), kept, contexts)


@pytest.mark.parametrize("question", ["ai chủ trì phong trào thi đua", "who leads the campaign", "?", "zzz"])
def test_every_feature_is_a_share(
    aligner: Aligner, kept: list[tuple[Document, Passage]], question: str
) -> None:
    features = compare(aligner, kept, question)
    assert set(features) == set(CLOSENESS)
    for name, values in features.items():
        assert values.shape == (2,), name
        assert ((values >= 0) & (values <= 1.001)).all(), name


def test_the_passage_that_says_little_else_is_said_and_agreed_to(
    aligner: Aligner, kept: list[tuple[Document, Passage]]
) -> None:
    features = compare(aligner, kept, "Ban Dân vận chủ trì phong trào thi đua")
    for name in ("aligned_said", "aligned_said_sentence", "aligned_agreed", "aligned_run_12"):
        assert features[name][0] == pytest.approx(1.0, abs=0.02), name
        assert features[name][1] < 0.8, name


def test_where_there_is_no_heading_the_title_stands_for_it(
    aligner: Aligner, kept: list[tuple[Document, Passage]]
) -> None:
    features = compare(aligner, kept, "kinh phí của xã")
    assert features["aligned_heading"][1] == features["aligned_title"][1] == pytest.approx(1.0, abs=1e-3)
    assert features["aligned_said_heading"][0] < 0.8 < features["aligned_said_title"][0]


def test_without_words_to_compare_nothing_is_told(kept: list[tuple[Document, Passage]]) -> None:
    features = compare_words(None, None, "kinh phí", np.arange(2), kept, ["", ""])
    assert set(features) == set(CLOSENESS)
    assert not any(values.any() for values in features.values())
