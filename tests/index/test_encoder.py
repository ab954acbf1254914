import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderError
from index.encoder import SHIPPED_NAME, load_encoder, load_reranker
from index.tokens import make_unigram
from index.training.package import write_static_model

PIECES = {"[UNK]": -100.0, "▁": -100.0, "▁dân": -2.0, "▁vận": -2.0, "▁khéo": -3.0, "▁hòa": -3.0}
DIMENSIONS = 8


@pytest.fixture(scope="module")
def static_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    vectors = np.random.default_rng(0).normal(size=(len(PIECES), DIMENSIONS)).astype(np.float32)
    vectors[:2] = 0
    write_static_model(folder, make_unigram(PIECES, {"oà": "òa"}), vectors)
    return folder


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of one layer with weights of its own, saved as its library saves them."""
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "dan", "van", "kheo", "query", "passage", ":", "_"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(words), **sizes)).save_pretrained(folder)
    return folder


def test_passages_and_questions_are_unit_vectors(static_model: Path) -> None:
    encoder = load_encoder(str(static_model))
    vectors = encoder.encode_passages(["dân vận khéo", "vận"])
    assert vectors.shape == (2, DIMENSIONS) == (2, encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_array_equal(encoder.encode_question("dân vận khéo"), vectors[0])


def test_a_text_without_known_words_gets_zeros(static_model: Path) -> None:
    assert not load_encoder(str(static_model)).encode_passages(["", "???"]).any()


def test_tone_placement_case_and_composition_are_one(static_model: Path) -> None:
    vectors = load_encoder(str(static_model)).encode_passages(["hòa", "hoà", "HOÀ", "hoa\u0300"])
    np.testing.assert_array_equal(vectors, np.tile(vectors[0], (4, 1)))


def test_static_model_agrees_with_its_library(static_model: Path) -> None:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    texts = ["Dân vận khéo", "vận", "hoà (dân) vận"]
    theirs = SentenceTransformer(str(static_model), device="cpu").encode(texts)
    np.testing.assert_allclose(load_encoder(str(static_model)).encode_passages(texts), theirs, atol=1e-6)


def test_shipped_encoder_puts_a_translation_next_to_its_original() -> None:
    encoder = load_encoder()
    assert encoder.name == SHIPPED_NAME
    passages = encoder.encode_passages(
        [
            "Ban Thường vụ thống nhất lùi cuộc họp sang tuần sau.",
            "Trồng mới hai nghìn cây xanh dọc các tuyến đường.",
            "Giảm tỷ lệ hộ nghèo xuống dưới một phần trăm.",
        ]
    )
    assert np.argmax(passages @ encoder.encode_question("planting trees along the roads")) == 1
    assert np.argmax(passages @ encoder.encode_question("poverty rate below one percent")) == 2


def test_progress_tells_how_many_passages_are_done(static_model: Path) -> None:
    told: list[int] = []
    load_encoder(str(static_model)).encode_passages(["dân"] * 600, told.append)
    assert told == [256, 512, 600]


def test_fingerprint_changes_with_the_weights(static_model: Path, tmp_path: Path) -> None:
    first = load_encoder(str(static_model)).fingerprint
    assert first == load_encoder(str(static_model)).fingerprint
    vectors = np.ones((len(PIECES), DIMENSIONS), dtype=np.float32)
    write_static_model(tmp_path, make_unigram(PIECES, {}), vectors)
    assert load_encoder(str(tmp_path)).fingerprint != first


def test_transformer_is_fed_as_it_was_trained(transformer: Path, tmp_path: Path) -> None:
    plain = load_encoder(str(transformer))
    assert plain.dimensions == 16
    prefixed_folder = tmp_path / "multilingual-e5-small"
    prefixed_folder.symlink_to(transformer)
    prefixed = load_encoder(str(prefixed_folder))
    np.testing.assert_allclose(
        prefixed.encode_question("dan van"), plain.encode_question("query: dan van"), atol=1e-6
    )
    np.testing.assert_allclose(
        prefixed.encode_passages(["dan van"]), plain.encode_passages(["passage: dan van"]), atol=1e-6
    )
    assert prefixed.fingerprint != plain.fingerprint


def test_reranker_scores_each_passage(transformer: Path) -> None:
    reranker = load_reranker(str(transformer))
    assert reranker.score("dan van", ["dan", "van kheo", "kheo"]).shape == (3,)


@pytest.mark.parametrize("load", [load_encoder, load_reranker])
def test_a_missing_name_says_how_to_get_the_model(load: object) -> None:
    with pytest.raises(EncoderError) as caught:
        load("nobody/no-such-model")  # type: ignore[operator]
    assert "hf download nobody/no-such-model" in caught.value.sentence("en")
    assert "nobody/no-such-model" in caught.value.sentence("vi")


def test_a_folder_that_is_no_model_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "x.StaticEmbedding", "path": ""}]))
    with pytest.raises(EncoderError) as caught:
        load_encoder(str(tmp_path))
    assert "\n" not in caught.value.sentence("en")
