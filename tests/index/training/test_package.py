import json
from pathlib import Path

import numpy as np
import pytest

from index.encoder import load_encoder
from index.tokens import make_unigram
from index.training.package import quantise, write_routed_model

PIECES = {"[UNK]": -100.0, "▁": -100.0, "▁dân": -2.0, "▁vận": -2.0, "▁who": -3.0}
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "[unused0]",
    "who",
    "leads",
    "and",
    "when",
    "字",
    "##s",
]
QUESTION = "who leads and when"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A question side of two random layers, written as the one that ships is."""
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("routed")
    (source / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(source / "vocab.txt")).save_pretrained(source)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(WORDS), **sizes)).save_pretrained(source)
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(len(PIECES), 8)).astype(np.float32)
    vectors[:2] = 0
    head = rng.normal(size=(8, 16)).astype(np.float32)
    write_routed_model(folder, make_unigram(PIECES, {}), vectors, source, head)
    return folder


def test_eight_bits_keep_a_vector_to_half_a_step() -> None:
    vectors = np.random.default_rng(0).normal(size=(5, 64)).astype(np.float32)
    steps, sizes = quantise(vectors)
    assert steps.dtype == np.int8
    assert (np.abs(steps * sizes[:, None] - vectors) <= sizes[:, None] / 2 + 1e-6).all()


def test_tokens_of_other_scripts_are_left_out(model: Path) -> None:
    spoken = json.loads((model / "1_Transformer" / "tokenizer.json").read_text(encoding="utf-8"))
    kept = spoken["model"]["vocab"]
    assert "字" not in kept
    assert "[unused0]" not in kept
    assert sorted(kept.values()) == list(range(len(kept)))


def test_both_sides_agree_with_their_library(model: Path) -> None:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    theirs = SentenceTransformer(str(model), device="cpu")
    ours = load_encoder(str(model))
    passage, question = theirs.encode_document("dân vận"), theirs.encode_query(QUESTION)
    np.testing.assert_allclose(ours.encode_passages(["dân vận"])[0], passage, atol=1e-5)
    both = question + theirs.encode_document(QUESTION)
    np.testing.assert_allclose(ours.encode_question(QUESTION), both / np.linalg.norm(both), atol=1e-5)


def test_a_vietnamese_question_is_read_as_a_passage_is(model: Path) -> None:
    encoder = load_encoder(str(model))
    np.testing.assert_array_equal(encoder.encode_question("dân vận"), encoder.encode_passages(["dân vận"])[0])
