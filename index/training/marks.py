"""Train the marks restorer: ``python -m index.training.marks --data DIR --out DIR``.

It counts runs of syllables in the codified law. One article in fifty, chosen by a hash of its id, is kept out
and measures the result.
"""

import argparse
import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold_tone_placement, strip_marks
from index.language import ENGLISH_WORDS, SYLLABLES
from index.marks import BREAK, FIRST_SYLLABLE, NUMBER, RUNS, MarksRestorer, load_restorer
from index.ngrams import Model
from index.training.frames import VIETNAMESE
from index.training.sources import Article, read_articles, read_ours, read_parallel

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SENTENCE = re.compile(r"[^.;\n]{20,200}")
_HELD_OUT = 50
_RARE_SYLLABLE, _RARE_WORD = 3, 2
_RARE_PAIR, _RARE_TRIPLE = 1, 1
_MEASURED = 2_000
_EVERYDAY = 1

Numbers = NDArray[np.int64]


def is_held_out(article: Article) -> bool:
    """Return whether an article measures instead of training."""
    return int(hashlib.sha256(article.id.encode()).hexdigest(), 16) % _HELD_OUT == 0


def train(texts: Sequence[str], out: Path) -> None:
    """Count runs of syllables in Vietnamese texts and write the tables."""
    tokens = [_TOKEN.findall(fold_tone_placement(text).lower()) for text in texts]
    counts = Counter(token for line in tokens for token in line if token.isalpha())
    kept = {
        syllable: n for syllable, n in counts.most_common() if n >= _RARE_SYLLABLE and _is_syllable(syllable)
    }
    out.mkdir(parents=True, exist_ok=True)
    _write_counts(out / SYLLABLES, kept)
    numbers = {syllable: number for number, syllable in enumerate(kept, start=FIRST_SYLLABLE)}
    run = _number(tokens, numbers)
    Model.train(run, FIRST_SYLLABLE + len(kept), _RARE_PAIR, _RARE_TRIPLE).save(out / RUNS)


def count_english(texts: Iterable[str], out: Path) -> None:
    """Write how often English words occur, so that they can be told from Vietnamese ones."""
    words = Counter(word for text in texts for word in re.findall(r"[a-z]+", text.lower()))
    _write_counts(out / ENGLISH_WORDS, {word: n for word, n in words.most_common() if n >= _RARE_WORD})


def measure(restorer: MarksRestorer, texts: Iterable[str]) -> dict[str, float]:
    """Return the share of syllables and of sentences restored right, and the time a sentence takes."""
    syllables = right = sentences = whole = kept = 0
    elapsed = 0.0
    for text in texts:
        wanted = fold_tone_placement(text)
        bare = strip_marks(wanted)
        started = time.process_time()
        restored = fold_tone_placement(restorer.restore(bare).text)
        elapsed += time.process_time() - started
        pairs = list(zip(re.findall(r"[^\W\d_]+", wanted), re.findall(r"[^\W\d_]+", restored), strict=True))
        syllables += len(pairs)
        right += sum(want == got for want, got in pairs)
        sentences += 1
        whole += wanted == restored
        kept += not restorer.restore(wanted).changed
    return {
        "syllables": right / syllables,
        "sentences": whole / sentences,
        "marked sentences left alone": kept / sentences,
        "ms a sentence": 1_000 * elapsed / sentences,
        "syllables a sentence": syllables / sentences,
    }


def _is_syllable(token: str) -> bool:
    return len(token) <= 7 and not re.search(r"[fjwz]", token)


def _number(tokens: Sequence[Sequence[str]], numbers: dict[str, int]) -> Numbers:
    """Return all texts as one run of numbers, two breaks between texts."""
    found: list[int] = []
    for line in tokens:
        found += [BREAK, BREAK]
        found += [NUMBER if token.isdigit() else numbers.get(token, BREAK) for token in line]
    return np.array(found, dtype=np.int64)


def _write_counts(path: Path, counts: dict[str, int]) -> None:
    path.write_text("".join(f"{word}\t{count}\n" for word, count in counts.items()), encoding="utf-8")


def main() -> None:
    """Train, write, and measure on what was kept out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data files")
    parser.add_argument("--out", type=Path, required=True, help="where the tables are written")
    arguments = parser.parse_args()
    articles = list(read_articles(arguments.data))
    ours = read_ours("pairs") + read_ours("questions")
    texts = [f"{article.title}\n{article.text}" for article in articles if not is_held_out(article)]
    parallel = read_parallel(arguments.data)
    # The law asks no questions: everyday sentences, our own and ways of asking are added.
    everyday = (
        [v for _, v in parallel] + [v for _, v in ours] + [frame.format(".") for frame in VIETNAMESE] * 20
    )
    train(texts + _EVERYDAY * everyday, arguments.out)
    english = [english for english, _ in parallel + 3 * ours]
    count_english(english, arguments.out)
    sentences = [s for a in articles if is_held_out(a) for s in _SENTENCE.findall(a.text)]
    step = max(1, len(sentences) // _MEASURED)
    for name, figure in measure(load_restorer(arguments.out), sentences[::step]).items():
        print(f"{name}: {figure:.4f}")


if __name__ == "__main__":
    main()
