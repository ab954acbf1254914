"""Batches of what belongs together: translations, questions with longer passages, titles with articles."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from index.tokens import Tokenizer
from index.training.bags import Rows, Texts
from index.training.frames import ENGLISH, VIETNAMESE
from index.training.sources import Article, Pair

_SENTENCE = re.compile(r"[^\n.;]{30,}")
_SHORT_TITLE = 25
_NEIGHBOURS = 4
_SHARED_TOPIC = 24  # articles of one topic that stand in a batch together, as each other's hard negatives
_FRAMED = 0.5
_FRAMED_ENGLISH = 0.3


Sides = list[NDArray[np.int32]]  # the token numbers of one side of a batch, one array a text


@dataclass(frozen=True, slots=True)
class Window:
    """How much of a passage is shown at once, in tokens."""

    passage: int = 100
    article: int = 144


class Translations:
    """Parallel text: English beside its Vietnamese, and beside the Vietnamese passage around it."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[Pair], rng: np.random.Generator) -> None:
        self._tokenizer = tokenizer
        self._english = [english for english, _ in pairs]
        self._vietnamese = Texts(tokenizer, [vietnamese for _, vietnamese in pairs])
        self._rng = rng
        self._choice = random.Random(int(rng.integers(1 << 30)))

    def __len__(self) -> int:
        return len(self._english)

    def shuffled(self, size: int) -> Iterator[Rows]:
        """Yield rows in batches for ever, in a new order each time round."""
        yield from _shuffled(len(self), size, self._rng)

    def english(self, rows: Rows) -> Sides:
        """Return the English sides, some of them put as questions."""
        texts = [_frame(self._english[row], ENGLISH, _FRAMED_ENGLISH, self._choice) for row in rows]
        return _tokenise(self._tokenizer, texts)

    def vietnamese(self, rows: Rows) -> Sides:
        """Return the Vietnamese sides."""
        return [self._vietnamese.take(row, 400, self._rng) for row in rows]

    def passages(self, rows: Rows, window: Window) -> Sides:
        """Return the Vietnamese sides with the lines that stand before and after them."""
        before, after = self._rng.integers(0, _NEIGHBOURS, (2, len(rows)))
        return [
            self._vietnamese.around(row, b, a, window.passage)
            for row, b, a in zip(rows, before, after, strict=True)
        ]


class Articles:
    """Articles of law: a title or a sentence asks, the text answers."""

    def __init__(self, tokenizer: Tokenizer, articles: Sequence[Article], rng: np.random.Generator) -> None:
        self._tokenizer = tokenizer
        self._articles = articles
        self._texts = Texts(tokenizer, [article.text for article in articles])
        self._titles = np.array([hash(article.title.casefold()) for article in articles])
        self._rng = rng
        self._choice = random.Random(int(rng.integers(1 << 30)))
        self._topics = defaultdict(list)
        for row, article in enumerate(articles):
            self._topics[article.topic].append(row)

    def shuffled(self, size: int) -> Iterator[Rows]:
        """Yield rows in batches for ever; each batch holds runs of articles of one topic."""
        while True:
            runs: list[Rows] = []
            for rows in self._topics.values():
                order = self._rng.permutation(rows)
                runs += [order[i : i + _SHARED_TOPIC] for i in range(0, len(order), _SHARED_TOPIC)]
            self._choice.shuffle(runs)
            order = np.concatenate(runs)
            for start in range(0, len(order) - size + 1, size):
                yield order[start : start + size]

    def questions(self, rows: Rows) -> Sides:
        """Return what asks for each article."""
        texts = [self._ask(self._articles[row]) for row in rows]
        return _tokenise(self._tokenizer, texts)

    def passages(self, rows: Rows, window: Window) -> Sides:
        """Return a window of each article's text."""
        return [self._texts.take(row, window.article, self._rng) for row in rows]

    def alike(self, rows: Rows) -> torch.Tensor:
        """Return True where two articles bear the same title, shape (rows, rows)."""
        titles = self._titles[rows]
        return torch.from_numpy((titles[:, None] == titles[None, :]) & ~np.eye(len(rows), dtype=bool))

    def _ask(self, article: Article) -> str:
        chance = self._choice.random()
        if chance < 0.35:
            sentences = _SENTENCE.findall(article.text) or [article.text]
            words = self._choice.choice(sentences).split()
            length = self._choice.randint(6, 24)
            start = self._choice.randint(0, max(0, len(words) - length))
            question = " ".join(words[start : start + length])
        elif chance < 0.5 or len(article.title) < _SHORT_TITLE:
            question = f"{article.title} {article.topic}"
        else:
            question = article.title
        return _frame(question, VIETNAMESE, _FRAMED, self._choice)


def _shuffled(count: int, size: int, rng: np.random.Generator) -> Iterator[Rows]:
    while True:
        order: NDArray[np.int64] = rng.permutation(count)
        for start in range(0, count - size + 1, size):
            yield order[start : start + size]


def _tokenise(tokenizer: Tokenizer, texts: Sequence[str]) -> Sides:
    return [np.array(e.ids, np.int32) for e in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]


def _frame(text: str, frames: Sequence[str], share: float, choice: random.Random) -> str:
    return choice.choice(frames).format(text) if choice.random() < share else text
