"""Training how words are compared, on the questions that the ranker learns from.

The command::

    python -m eval.aligning --data eval/training/data --views DIR --out index/models/alignment/projection.npz

A ranker must meet its questions through a view that was learned without them, or it trusts the view too far. So one
projection more is learned for each part of the documents, without the questions on that part, and left in a folder;
`eval.ranking` and `eval.calibrating` take it as ``--views``.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from eval.lessons import Lesson, Rows, collect_own, part_documents, read_rows, read_views
from eval.questions import ANSWERS
from eval.ranking import say_left_out, train_sides
from index.alignment import Aligner
from index.encoder import Encoder, load_encoder
from index.fields import describe_context
from index.forward import ForwardIndex
from index.projection import Projection
from index.static import Vectors
from index.training.alignment import SHARES, Candidate, Example, Recipe, train
from search.features import FEATURES
from search.ranker import Ranker
from search.searcher import Searcher

PARTS = 4
Taught = tuple[Lesson, Searcher]
"""A lesson, and the searcher that it came from."""
_TOLD = np.array([FEATURES.index(name) for name in SHARES])
_KNOWN = np.array([place for place, name in enumerate(FEATURES) if name not in SHARES])


def make_examples(taught: Sequence[Taught], ranker: Ranker) -> Iterator[Example]:
    """Yield an example of every lesson that some candidate answers.

    Args:
        taught: lessons with the searchers that they came from.
        ranker: says what is known beside `SHARES`.
    """
    readers = {id(searcher): _Reader(searcher) for _, searcher in taught}
    for lesson, searcher in taught:
        reader = readers[id(searcher)]
        question = reader.tokenize(lesson.ask.typed)
        if not lesson.answered or not len(question):
            continue
        yield Example(
            question,
            [reader.read(int(row)) for row in lesson.gathered.rows],
            lesson.grades == ANSWERS,
            lesson.grades == 0,
            lesson.features[:, _KNOWN] @ ranker.weights[lesson.side][_KNOWN],
            ranker.score(lesson.features, lesson.side),
            lesson.side,
        )


class _Reader:
    """The tokens of a searcher's passages, each read once."""

    def __init__(self, searcher: Searcher) -> None:
        pieces, aligner = searcher.parts.generation.pieces, searcher.parts.encoder.aligner
        if pieces is None or aligner is None:
            raise ValueError("the encoder has no vectors of words")
        self._rows: Rows = list(searcher.parts.rows)
        self._pieces: ForwardIndex = pieces
        self._aligner: Aligner = aligner
        self.read = cache(self._read)

    def tokenize(self, text: str) -> np.ndarray:
        return np.array(self._aligner.tokenize([text])[0], dtype=np.int64)

    def _read(self, row: int) -> Candidate:
        gathered = self._pieces.gather(np.array([row]))
        sentences = (
            np.split(gathered.tokens.astype(np.int64), gathered.firsts[1:]) if len(gathered.firsts) else []
        )
        return Candidate(sentences, self.tokenize(describe_context(*self._rows[row])))


def learn(taught: Sequence[Taught], encoder: Encoder, recipe: Recipe | None = None) -> Projection:
    """Return the projection learned from lessons that were described with words compared as they are.

    Raises:
        ValueError: the encoder has no vectors of words.
    """
    if encoder.aligner is None:
        raise ValueError("the encoder has no vectors of words")
    ranker = train_sides([lesson for lesson, _ in taught], growing=False)
    shares: dict[str, Vectors] = {side: weights[_TOLD] for side, weights in ranker.weights.items()}
    words = (encoder.aligner.directions, encoder.aligner.weights)
    return train(list(make_examples(taught, ranker)), words, shares, encoder.fingerprint, recipe)


def leave_out(taught: Sequence[Taught], part_of: Mapping[str, int], part: int) -> list[Taught]:
    """Return the lessons that have nothing to do with the documents of a part."""
    return [
        (lesson, searcher)
        for lesson, searcher in taught
        if all(part_of[item.document] != part for item in lesson.question.evidence)
    ]


def main() -> None:
    """Learn a projection of all questions, and one without each part; say how they order what they did not see."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt and questions-*.jsonl")
    parser.add_argument("--views", type=Path, required=True, help="folder to leave one projection a part in")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    options = parser.parse_args()
    encoder = load_encoder().see_through(None)
    lessons, searchers = collect_own(options.data, encoder)
    taught = list(zip(lessons, searchers, strict=True))
    part_of = part_documents(read_rows(options.data), PARTS)
    for part in range(PARTS):
        kept = leave_out(taught, part_of, part)
        learn(kept, encoder).save(options.views / f"part-{part}.npz")
        print(f"part {part}: learned without {len(taught) - len(kept)} of {len(taught)} lessons", flush=True)
    say_left_out(lessons, "words as they are", growing=False)
    seen, _ = collect_own(options.data, encoder, views=read_views(options.views))
    say_left_out(seen, "words seen through it", growing=False)
    learn(taught, encoder).save(options.out)


if __name__ == "__main__":
    main()
