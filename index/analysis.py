"""What is searched of a text: syllables, their bigrams, words.

Vietnamese writes a space between syllables, so a word is one or more of them. Syllables with bigrams are the
safe lexical unit; words, whose segmentation is not stable from sentence to sentence, add to them.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable

from index.segmenter import load_segmenter

_TOKEN = re.compile(r"[^\W_]+")
# "qu" is a consonant, so the mark of "quý" stands where it must in either way of writing.
_PLACEMENT = re.compile(r"(?<![qQ])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
_NEW_STYLE = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_OLD_STYLE = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_OLD_OF_NEW = dict(zip(_NEW_STYLE, _OLD_STYLE, strict=True))
# Eth looks like the Vietnamese letter and is typed for it; both strips to d.
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ"})
_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
_BARE = {code: unicodedata.normalize("NFD", chr(code))[0] for code in _LATIN} | {
    ord(letter): bare for letter, bare in zip("đĐðÐ", "dDdD", strict=True)
}
# By place and not by key: a letter that a dictionary lacks costs ten times what one costs that it has.
_MARKLESS = "".join(_BARE.get(code, chr(code)) for code in range(max(_LATIN) + 1))


def fold_tone_placement(text: str) -> str:
    """Return NFC text with tone marks where the older spelling puts them, ``hòa`` for ``hoà``.

    Both spellings are correct and both occur in one document. Offsets are kept: no character is added or lost
    in text that is NFC already.
    """
    composed = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)
    return _PLACEMENT.sub(_old_style, composed)


def strip_marks(text: str) -> str:
    """Return NFC text without tone and vowel marks, ``dan van kheo``; one character for one character."""
    return unicodedata.normalize("NFC", text).translate(_MARKLESS)


def syllables(text: str) -> list[str]:
    """Return the syllables and numbers of a text, lower case, tone placement folded, ``04`` as ``4``."""
    return [token.lstrip("0") or "0" for token in _TOKEN.findall(fold_tone_placement(text).lower())]


def bare_syllables(text: str) -> list[str]:
    """Return the syllables of a text without marks: what `strip_marks` makes of each of its `syllables`."""
    bare = strip_marks(unicodedata.normalize("NFC", text).lower())
    return [token.lstrip("0") or "0" for token in _TOKEN.findall(bare)]


def pair(tokens: Iterable[str]) -> list[str]:
    """Return each token joined with the next one."""
    tokens = list(tokens)
    return [f"{first} {second}" for first, second in itertools.pairwise(tokens)]


def join_words(tokens: Iterable[str]) -> list[str]:
    """Return every run of up to four syllables as a word, joined as `segment` joins them.

    A question's words are found this way: those that some passage was segmented into count, the others match
    nothing. It needs no model, and forgives a segmentation that differs from sentence to sentence.
    """
    tokens = list(tokens)
    runs = (tokens[start : start + size] for size in range(1, 5) for start in range(len(tokens) - size + 1))
    return ["_".join(run) for run in runs]


def segment(text: str) -> list[str]:
    """Return the words of a text as underthesea segments them, syllables of a word joined by ``_``."""
    words = load_segmenter()(fold_tone_placement(text))
    return [word.lower().replace(" ", "_") for word in words if any(map(str.isalnum, word))]


def _old_style(found: re.Match[str]) -> str:
    vowels = found.group()
    old = _OLD_OF_NEW[vowels.lower()]
    return "".join(new.upper() if was.isupper() else new for was, new in zip(vowels, old, strict=True))
