import pytest

from index.tokens import Tokenizer
from index.training.vocabulary import Limits, build_tokenizer, fold, list_pieces

TEXTS = ["Ban Chấp hành họp. Ban Chấp hành ban hành nghị quyết."] * 30
LIMITS = Limits(syllable=2, english=1, phrase=20, phrases=10)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return build_tokenizer(
        TEXTS,
        ["the committee meets"],
        ["hội nghị mở rộng"],
        ["[CLS]", "panther", "##s", "##ing", "x"],
        LIMITS,
    )


def tokens(tokenizer: Tokenizer, text: str) -> list[str]:
    return list(tokenizer.encode(text, add_special_tokens=False).tokens)


def test_a_frequent_collocation_is_one_token(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "Ban Chấp hành") == ["▁ban▁chấp▁hành"]


def test_a_phrase_does_not_reach_across_punctuation(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "ban, chấp hành")[0] == "▁ban"


def test_terms_are_tokens_however_rare(tokenizer: Tokenizer) -> None:
    assert "▁hội▁nghị▁mở▁rộng" in list_pieces(tokenizer)


def test_an_unknown_name_falls_into_pieces_of_the_teacher(tokenizer: Tokenizer) -> None:
    assert tokens(tokenizer, "Panthers") == ["▁panther", "s"]


def test_phrases_come_last(tokenizer: Tokenizer) -> None:
    is_phrase = [piece.count("▁") > 1 for piece in list_pieces(tokenizer)]
    assert is_phrase == sorted(is_phrase)


def test_folding_is_the_tokenizers_own(tokenizer: Tokenizer) -> None:
    for text in ("HOÀ bình", "thuỷ lợi", "Ðà Nẵng", "hoa\u0300"):
        assert tokenizer.normalizer.normalize_str(text) == fold(text)
