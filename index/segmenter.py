"""Words of Vietnamese text, as underthesea segments them. The one module that imports underthesea.

Two thirds of underthesea's time go into spelling out what its model looks at: the same strings again and again,
most of which the model has never seen. Here a run of tokens is spelled out once, and only what the model knows is
put to it; the model and its words are the same. (Between two cuts that are exactly as likely, as of a row of
signs that are no words, the last bit of a sum decides, and it may fall otherwise in another order of adding up.)
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

Segmenter = Callable[[str], list[str]]
Strings = tuple[str, ...]

_KEPT = 40_000  # tokens
_KEPT_RUNS = 200_000  # of one, two and three tokens; some 80 megabytes
_SAMPLE = "Thành ủy Hà Nội ban hành Kế hoạch số 43-KH/TU ngày 02/9/2024. Ban Dân vận (chủ trì) báo cáo v.v... e-mail"


@lru_cache(maxsize=1)
def load_segmenter() -> Segmenter:
    """Return what splits a text into words, the syllables of a word with spaces between; it takes a second.

    Another release of underthesea may work otherwise inside; its own way is taken then.
    """
    theirs = _import_segmenter()
    try:
        ours: Segmenter = _QuickSegmenter()
        same = ours(_SAMPLE) == theirs(_SAMPLE)
    except (ImportError, AttributeError, KeyError, IndexError, TypeError, ValueError, OSError):
        return theirs
    return ours if same else theirs


def _import_segmenter() -> Segmenter:
    """Import underthesea's segmenter.

    With transformers in reach it also imports that for its translator, which takes six seconds more and is of no
    use here; underthesea takes its absence for an option left out.
    """
    absent = "transformers" not in sys.modules
    if absent:
        sys.modules["transformers"] = None  # type: ignore[assignment]
    try:
        from underthesea import word_tokenize  # noqa: PLC0415
    finally:
        if absent:
            del sys.modules["transformers"]
    word_tokenize("tải mô hình")
    return word_tokenize  # type: ignore[no-any-return]


class _QuickSegmenter:
    """Underthesea's tokens and its model, fed with kept strings.

    The model (a conditional random field) looks at every token, at two on either side, and at runs of two and
    three of them: as they stand, in small letters, whether they are numbers, titles, words of its dictionary.
    """

    def __init__(self) -> None:
        from underthesea.models import fast_crf_sequence_tagger  # noqa: PLC0415
        from underthesea.pipeline import word_tokenize  # noqa: PLC0415
        from underthesea.pipeline.word_tokenize import regex_tokenize  # noqa: PLC0415

        self._find = regex_tokenize.patterns.finditer
        self._fold = regex_tokenize.normalize_characters_in_text
        self._mend = lru_cache(maxsize=_KEPT)(regex_tokenize.token_normalize)
        model = word_tokenize.word_tokenize_model
        self._tag: Callable[[Sequence[Strings]], list[str]] = model.estimator.tag
        self._describe: Callable[[Any], Any] = model.featurizer.process
        (folder,) = word_tokenize.__path__
        models = Path(folder) / "models" / "ws_crf_vlsp2013_20230727"
        self._dictionary: set[str] = fast_crf_sequence_tagger.joblib.load(models / "dictionary.bin")
        self._known = _read_attributes((models / "models.bin").read_bytes())
        self._wanted = _read_templates(entry.partition("=")[0] for entry in self._describe([[["a"]]])[0][0])
        self._look = lru_cache(maxsize=_KEPT)(self._look_at)
        self._spell = lru_cache(maxsize=_KEPT_RUNS)(self._spell_run)

    def __call__(self, text: str) -> list[str]:
        """Return the words of a text."""
        tokens = [self._mend(found.group()) for found in self._find(self._fold(text))]
        words: list[str] = []
        for tag, token in zip(self._tag(self._spell_all(tokens)), tokens, strict=True):
            if tag == "I-W" and words:
                words[-1] = f"{words[-1]} {token}"
            else:
                words.append(token)
        return words

    def _spell_all(self, tokens: Sequence[str]) -> list[Strings]:
        """Return what the model looks at for each token."""
        singles, pairs, triples = (
            [self._edge(size, "BOS")] * 2 + list(map(self._spell, *rows)) + [self._edge(size, "EOS")] * 2
            for size, rows in enumerate(([tokens], [tokens, tokens[1:]], [tokens, tokens[1:], tokens[2:]]), 1)
        )
        return [
            (
                *singles[at][0], *singles[at + 1][1], *singles[at + 2][2], *singles[at + 3][3], *singles[at + 4][4],
                *pairs[at][0], *pairs[at + 1][1], *pairs[at + 2][2], *pairs[at + 3][3],
                *triples[at][0], *triples[at + 1][1], *triples[at + 2][2],
            )
            for at in range(len(tokens))
        ]  # fmt: skip

    def _edge(self, size: int, name: str) -> tuple[Strings, ...]:
        """Return what is said of a run that reaches over the beginning or the end."""
        return self._keep([before + name for before, _ in asked] for asked in self._wanted[size])

    def _spell_run(self, *run: str) -> tuple[Strings, ...]:
        """Return what is said of a run of tokens, for each place that it may have around the token looked at."""
        lower, number, title, word = zip(*map(self._look, run), strict=True)
        small = " ".join(lower)
        said = {
            "": " ".join(run),
            "lower": small,
            "isdigit": number[0],
            "istitle": str(all(one == "True" for one in title)),
            "is_in_dict": word[0] if len(run) == 1 else str(small in self._dictionary),
        }
        return self._keep([before + said[kind] for before, kind in asked] for asked in self._wanted[len(run)])

    def _keep(self, spelled: Iterable[list[str]]) -> tuple[Strings, ...]:
        """Return what the model has learned a weight for; the rest counts for nothing."""
        known = self._known
        return tuple(tuple([known[one] for one in strings if one in known]) for strings in spelled)

    def _look_at(self, token: str) -> Strings:
        """Return a token in small letters, and whether it is a number, a title, a word, as underthesea has it."""
        said = dict(entry.split("=", 1) for entry in self._describe([[[token]]])[0][0])
        return tuple(said[f"T[0].{kind}"] for kind in ("lower", "isdigit", "istitle", "is_in_dict"))


def _read_attributes(model: bytes) -> dict[str, str]:
    """Return everything that a model has learned a weight for, each by itself, from its file (CRFsuite's format).

    Raises:
        ValueError: the file is of another format.
    """
    found = {name: name for name in map(bytes.decode, re.findall(rb"T\[[-\d,]+\][.\w]*=[^\0]+(?=\0)", model))}
    if not model.startswith(b"lCRF") or len(found) != int.from_bytes(model[24:28], "little"):
        raise ValueError("not a model that is read here")
    return found


def _read_templates(names: Iterable[str]) -> dict[int, tuple[tuple[tuple[str, str], ...], ...]]:
    """Return what is asked of runs of one, two and three tokens, by the place of their first from two before on.

    Args:
        names: as the model spells them: ``T[-2]``, ``T[-1,0].lower``.

    Returns:
        By the run's length, for each place: what stands before the answer, and what is asked.
    """
    asked: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for name in names:
        place, _, kind = name.removeprefix("T[").partition("]")
        first, _, last = place.partition(",")
        size = int(last or first) - int(first) + 1
        asked.setdefault((size, int(first)), []).append((f"{name}=", kind.removeprefix(".")))
    return {
        size: tuple(tuple(asked.get((size, first), ())) for first in range(-2, 4 - size))
        for size in (1, 2, 3)
    }
