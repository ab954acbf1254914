"""Learning how to compare words: a linear map of their vectors, and what each of them weighs.

Method: the greatest similarity of every word of a question, as `index.alignment` tells it, is made to put the passage
that answers before others of the same question (Khattab and Zaharia, 2020, "ColBERT", with static token vectors in
the transformer's place; the softmax over one question's candidates is that of Cao et al., 2007, "ListNet"). What
else a ranker knows of the candidates is added as it is, so that the map learns what is left to tell. It begins as the
vectors' principal axes, which change no similarity by much, and few steps are taken: a map that is trained until it
knows its questions ranks the documents of other authors worse.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from index.nearness import UNRELATED, WORST
from index.projection import FURTHEST, Projection
from index.static import Vectors

Tokens = NDArray[np.int64]
SHARES = (
    "aligned", "aligned_above", "aligned_whole", "aligned_whole_above", "aligned_sentence", "aligned_sentence_above",
    "aligned_missing", "aligned_worst",
)  # fmt: skip
"""What is told of every candidate, by the names that the ranker's features have.

What else the ranker reads off the same words counts as known, with words compared as they are.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The tokens of a passage by sentence, none of them empty, and those of its context."""

    sentences: Sequence[Tokens]
    context: Tokens


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates.

    Attributes:
        question: its tokens.
        candidates: the passages gathered for it.
        right: which of them answer, (candidates,); at least one.
        wrong: which do not answer at all, (candidates,).
        known: what else the ranker says of them, without its features of SHARES, (candidates,).
        whole: the ranker's score with all its features, (candidates,): the hardest candidates are taken by it.
        side: whose weights of SHARES it is ranked by.
    """

    question: Tokens
    candidates: Sequence[Candidate]
    right: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    known: Vectors
    whole: Vectors
    side: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What can be turned; the defaults made the projection that ships.

    Attributes:
        dimensions: how many are kept.
        rounds: how often every example is seen.
        rate: of learning of the map; the tilt learns three times, the weights of SHARES six times as fast.
        together: examples a step.
        hard, further: how many wrong candidates are shown of the twelve best, and of the others.
    """

    dimensions: int = 192
    rounds: float = 2.0
    rate: float = 5e-4
    together: int = 16
    hard: int = 10
    further: int = 3
    seed: int = 7


_HARD, _SHOWN = 12, 40


class Student(torch.nn.Module):
    """The map, the tilt, and the weights of SHARES by side.

    Args:
        directions: of every token, (tokens, dimensions).
        weights: of every token, (tokens,).
        shares: by side, what the ranker gives each of SHARES.
        dimensions: how many are kept.
    """

    def __init__(
        self, directions: Vectors, weights: Vectors, shares: Mapping[str, Vectors], dimensions: int
    ) -> None:
        super().__init__()
        self.directions = torch.from_numpy(directions)
        self.weights = torch.from_numpy(weights)
        told = self.directions[self.weights > 0]
        axes, _, _ = torch.linalg.svd(told.T @ told)
        self.matrix = torch.nn.Parameter(axes[:, :dimensions].T.contiguous())
        self.tilt = torch.nn.Parameter(torch.zeros(directions.shape[1]))
        self.shares = torch.nn.ParameterDict(
            {side: torch.nn.Parameter(torch.from_numpy(given.copy())) for side, given in shares.items()}
        )

    def look(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the directions of tokens through the map, of length one."""
        return functional.normalize(self.directions[tokens] @ self.matrix.T, dim=-1)

    def weigh(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the weights of a question's tokens, adding up to 1."""
        moved = torch.exp(torch.clamp(self.directions[tokens] @ self.tilt, -FURTHEST, FURTHEST))
        weights = self.weights[tokens] * moved
        return weights / weights.sum().clamp_min(1e-9)

    def compare(self, question: Tokens, candidates: Sequence[Candidate]) -> torch.Tensor:
        """Return SHARES of candidates, (candidates, len(SHARES)), as `index.nearness.Nearness` tells them."""
        asked = torch.from_numpy(question)
        weights = self.weigh(asked)
        sentences = [sentence for one in candidates for sentence in one.sentences]
        owner = torch.tensor([place for place, one in enumerate(candidates) for _ in one.sentences])
        runs = [*sentences, *(one.context for one in candidates)]
        part = torch.from_numpy(np.repeat(np.arange(len(runs)), [len(run) for run in runs]))
        known, places = np.unique(np.concatenate(runs), return_inverse=True)
        near = (self.look(asked) @ self.look(torch.from_numpy(known)).T).clamp_min(0)
        parts = _greatest(near[:, torch.from_numpy(places)], part, len(runs))
        inside, context = parts[:, : len(sentences)], parts[:, len(sentences) :]
        passages = _greatest(inside, owner, len(candidates))
        return _tell(weights, inside, passages, context, owner)


def _greatest(values: torch.Tensor, groups: torch.Tensor, count: int) -> torch.Tensor:
    """Return the greatest value of each group along the last axis, 0 where it has none."""
    none = torch.zeros((*values.shape[:-1], count))
    return none.scatter_reduce(-1, groups.expand(values.shape), values, "amax", include_self=True)


def _tell(
    weights: torch.Tensor,
    inside: torch.Tensor,
    passages: torch.Tensor,
    context: torch.Tensor,
    owner: torch.Tensor,
) -> torch.Tensor:
    whole = torch.maximum(passages, context)
    of_sentence = torch.maximum(inside, context[:, owner])

    def above(near: torch.Tensor) -> torch.Tensor:
        return weights @ ((near - UNRELATED).clamp_min(0) / (1 - UNRELATED))

    found, order = whole.sort(0)
    sorted_weights = weights[order]
    before = sorted_weights.cumsum(0) - sorted_weights
    kept = torch.minimum((WORST - before).clamp_min(0), sorted_weights)
    count = passages.shape[1]
    return torch.stack(
        [
            weights @ passages,
            above(passages),
            weights @ whole,
            above(whole),
            _greatest(weights @ of_sentence, owner, count),
            _greatest(above(of_sentence), owner, count),
            (weights[:, None] * (1 - whole)).max(0).values,
            (kept * found).sum(0) / kept.sum(0).clamp_min(1e-9),
        ],
        1,
    )


def train(
    examples: Sequence[Example],
    words: tuple[Vectors, Vectors],
    shares: Mapping[str, Vectors],
    encoder: str,
    recipe: Recipe | None = None,
) -> Projection:
    """Return the projection that best orders the candidates of the examples.

    Args:
        examples: questions with candidates.
        words: directions of every token, (tokens, dimensions), and their weights, (tokens,).
        shares: by side, what the ranker gives each of SHARES.
        encoder: fingerprint of the one that the vectors are of.
        recipe: what can be turned.
    """
    recipe = recipe or Recipe()
    choose = random.Random(recipe.seed)
    student = Student(*words, shares, recipe.dimensions)
    learners = (
        ([student.matrix], recipe.rate),
        ([student.tilt], 3 * recipe.rate),
        (list(student.shares.values()), 6 * recipe.rate),
    )
    groups = [{"params": params, "lr": rate, "first": rate} for params, rate in learners]
    optimiser = torch.optim.Adam(groups)
    steps = max(1, int(recipe.rounds * len(examples) / recipe.together))
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = group["first"] * min(1.0, (step + 1) / (0.05 * steps + 1)) * (1 - step / steps)
        shown = [choose.choice(examples) for _ in range(recipe.together)]
        loss = torch.stack([_lose(student, example, recipe, choose) for example in shown]).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return Projection(student.matrix.detach().numpy(), student.tilt.detach().numpy(), encoder)


def _lose(student: Student, example: Example, recipe: Recipe, choose: random.Random) -> torch.Tensor:
    """Return how unlikely the right candidate is among some wrong ones."""
    wrong = np.flatnonzero(example.wrong)
    wrong = wrong[np.argsort(-example.whole[wrong], kind="stable")]
    hard, further = wrong[:_HARD].tolist(), wrong[_HARD:_SHOWN].tolist()
    shown = [
        choose.choice(np.flatnonzero(example.right).tolist()),
        *choose.sample(hard, min(len(hard), recipe.hard)),
        *choose.sample(further, min(len(further), recipe.further)),
    ]
    told = student.compare(example.question, [example.candidates[place] for place in shown])
    scores = torch.from_numpy(example.known[shown]) + told @ student.shares[example.side]
    return -torch.log_softmax(scores, 0)[0]
