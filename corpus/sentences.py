"""Where Vietnamese sentences end, and how to cut a long paragraph into runs of them."""

import re

_END = re.compile(r"[.!?…]+[”\"’)\]]*\s+(?=[“\"‘\[]?[A-ZĐÀ-ÖØ-ÝĂĨŨƠƯẠ-Ỹ0-9])|\n")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:TP|Tp|tp|TX|Tx|TT|Tr|tr|Q|P|ThS|TS|PGS|GS|BS|KS|CN|Đ/c|đ/c|Nxb|NXB|St|No|[A-ZĐ]|[Ss]ố \d+|(?:[Đđ]iều|[Kk]hoản|[Mm]ục|[Đđ]iểm"
    r"|[Cc]hương|[Pp]hần|[Cc]âu|[Bb]ước) [\dIVXa-zđ]+)\.$|^[(\[]?[\dIVXa-zđ.]{1,6}[.)\]]+$"
)
#: Where a sentence that is itself too long may be cut, best first.
_WEAKER = ("; ", ", ", " ", "\n")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence; between them stands only white space.

    An abbreviation (``TP. Hồ Chí Minh``), a number (``Điều 5. …``) and a deadline in brackets after a full stop
    end no sentence.

    Args:
        text: one paragraph.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if match.group() != "\n" and _ABBREVIATED.search(text, max(start, end - 24), end):
            continue
        if end > start:
            spans.append((start, end))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def split_evenly(text: str, longest: int) -> list[tuple[int, int]]:
    """Return (start, end) of runs of sentences of about equal length, none above ``longest`` characters.

    The cut minimises the squared differences from the mean by dynamic programming (Knuth and Plass, Breaking
    paragraphs into lines, 1981).

    Args:
        text: one paragraph.
        longest: characters.
    """
    if len(text) <= longest:
        return [(0, len(text))]
    pieces = [
        piece
        for span in _merge_short(split_sentences(text), longest // 30)
        for piece in _cut(text, *span, longest)
    ]
    mean = len(text) / -(-len(text) // longest)
    costs: list[float] = [0.0]
    cuts: list[int] = [0]
    for end in range(1, len(pieces) + 1):
        best, cut = float("inf"), end - 1
        for start in range(end - 1, -1, -1):
            length = pieces[end - 1][1] - pieces[start][0]
            if length > longest:
                break
            cost = costs[start] + (length - mean) ** 2
            if cost < best:
                best, cut = cost, start
        costs.append(best)
        cuts.append(cut)
    runs: list[tuple[int, int]] = []
    end = len(pieces)
    while end:
        runs.append((pieces[cuts[end]][0], pieces[end - 1][1]))
        end = cuts[end]
    return runs[::-1]


def _merge_short(spans: list[tuple[int, int]], shortest: int) -> list[tuple[int, int]]:
    """Return the spans with very short ones put to those before them, so that there are not too many to weigh."""
    merged = spans[:1]
    for start, end in spans[1:]:
        if merged[-1][1] - merged[-1][0] < shortest:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """Return pieces of a sentence that is too long, cut at semicolons, else at commas, spaces or anywhere."""
    if end - start <= longest:
        return [(start, end)]
    middle = (start + end) // 2
    for weaker in _WEAKER:
        found = [
            at
            for at in (text.rfind(weaker, start + 1, middle), text.find(weaker, middle, end - 1))
            if at > start
        ]
        if found:
            near = min(found, key=lambda at: abs(at - middle)) + len(weaker)
            return _cut(text, start, near - 1, longest) + _cut(text, near, end, longest)
    return _cut(text, start, middle, longest) + _cut(text, middle, end, longest)
