"""When a passage answers: the words it shares with an evidence quote.

The rule: after NFC, lower-casing, and dropping footnote markers and everything that is not a letter or digit,
the passage shares with a quote of the same document a contiguous run of at least 60 % of the quote. A quote
outlives any re-cutting of the documents into passages, which a passage id does not.
"""

import re
import unicodedata

_MARKER = re.compile(
    r"(?<!\bm)(?<!\b[ckd]m)<sup>\s*[\[(]?\d{1,3}[\])]?\s*</sup>"  # m<sup>2</sup> is an area, not a footnote
    r"|^[ \t]*\[\d{1,3}\]",
    re.MULTILINE,
)
_TAG = re.compile(r"</?sup>")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return the letters and digits of the text, NFC and lower-cased, without footnote markers."""
    bare = _TAG.sub("", _MARKER.sub("", unicodedata.normalize("NFC", text)))
    return _NEITHER_LETTER_NOR_DIGIT.sub("", bare).lower()


def find_run(quote: str, text: str) -> tuple[int, int] | None:
    """Find the longest run that the text shares with the quote, if it is at least 60 % of the quote.

    A run longer than half of the quote always holds the quote's middle, so only the places of that middle are
    looked at and grown to both sides: linear in the text, and the same run as the longest common substring.

    Args:
        quote, text: normalised.

    Returns:
        (start, end) in the text; None if no shared run is long enough or the quote is empty.
    """
    least = (len(quote) * 3 + 4) // 5
    if not quote or len(text) < least:
        return None
    low, high = len(quote) - least, least
    middle, best = quote[low:high], (0, 0)
    at = text.find(middle)
    while at >= 0:
        run = _grow(quote, text, low, at, high - low)
        best = max(best, run, key=lambda span: span[1] - span[0])
        at = text.find(middle, at + 1)
    return best if best[1] - best[0] >= least else None


def _grow(quote: str, text: str, in_quote: int, in_text: int, length: int) -> tuple[int, int]:
    left, right = 0, length
    while left < min(in_quote, in_text) and quote[in_quote - left - 1] == text[in_text - left - 1]:
        left += 1
    room = min(len(quote) - in_quote, len(text) - in_text)
    while right < room and quote[in_quote + right] == text[in_text + right]:
        right += 1
    return in_text - left, in_text + right
