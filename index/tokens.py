"""Tokenizers read from their files and made from counted pieces. The one module that imports tokenizers."""

from collections.abc import Mapping
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SPACE = "▁"
UNKNOWN = "[UNK]"
_BETWEEN_WORDS = r"\s*[^\p{L}\p{M}\p{N}\s]+\s*|\s*\n\s*"

__all__ = ["SPACE", "UNKNOWN", "Tokenizer", "is_phrase", "load_tokenizer", "make_unigram"]


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a ``tokenizer.json``; nothing is cut off and nothing padded.

    Raises:
        ValueError: it isn't one.
    """
    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except OSError:
        raise
    except Exception as error:
        raise ValueError(f"{path} is no tokenizer: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def is_phrase(piece: str) -> bool:
    """Return whether a piece has more than one word or syllable."""
    return piece.startswith(SPACE) and piece.count(SPACE) > 1


def make_unigram(pieces: Mapping[str, float], replacements: Mapping[str, str]) -> Tokenizer:
    """Make a unigram tokenizer whose pieces may reach across spaces, but not across punctuation.

    Method: Kudo 2018, "Subword Regularization"; the likeliest cut into pieces is taken.

    Args:
        pieces: logarithm of the probability by piece; a word's first piece begins with ``▁``. The first piece
            must be `UNKNOWN`.
        replacements: what is written for what, after lower-casing.
    """
    tokenizer = Tokenizer(models.Unigram(list(pieces.items()), unk_id=0, byte_fallback=False))
    folding = [normalizers.Replace(old, new) for old, new in replacements.items()]
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase(), *folding])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_BETWEEN_WORDS), "removed"),
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer
