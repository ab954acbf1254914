"""The static student: token vectors in which a phrase begins as the sum of its syllables."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from index.tokens import SPACE, is_phrase
from index.training.bags import Bags, gather

_SIF = 1e-3  # Arora et al. 2017, "A Simple but Tough-to-Beat Baseline": weight a / (a + frequency)
_SPECIAL = 2  # the unknown piece and the bare space say nothing


class Student(torch.nn.Module):
    """Token vectors, and the map that brings the teacher's vectors into their space.

    Args:
        pieces: the vocabulary in order.
        teacher_vectors: the teacher's vector of each piece, shape (pieces, teacher's dimensions).
        axes: the teacher's principal axes, shape (teacher's dimensions, dimensions).
        counts: how often each piece occurs in what is trained on.
    """

    def __init__(
        self,
        pieces: list[str],
        teacher_vectors: torch.Tensor,
        axes: torch.Tensor,
        counts: NDArray[np.int64],
    ) -> None:
        super().__init__()
        share = torch.from_numpy(counts / counts.sum()).float()
        vectors = functional.normalize((teacher_vectors - teacher_vectors.mean(0)) @ axes, dim=1)
        vectors *= (_SIF / (_SIF + share))[:, None]
        self.first_phrase, self.parts = find_parts(pieces)
        vectors[self.first_phrase :] = 0
        vectors[:_SPECIAL] = 0
        self.vectors = torch.nn.Parameter(vectors)
        self.axes = torch.nn.Parameter(axes.clone())

    def compose(self) -> torch.Tensor:
        """Return the vector of every piece, shape (pieces, dimensions)."""
        single, phrases = self.vectors[: self.first_phrase], self.vectors[self.first_phrase :]
        sums = functional.embedding_bag(self.parts[0], single, self.parts[1], mode="sum")
        return torch.cat([single, phrases + sums])

    def project(self, teacher_vectors: torch.Tensor) -> torch.Tensor:
        """Return the teacher's vectors in the student's space, of length one."""
        return functional.normalize(teacher_vectors @ self.axes, dim=1)

    def silence(self) -> None:
        """Drop the gradient of the pieces that say nothing."""
        if self.vectors.grad is not None:
            self.vectors.grad[:_SPECIAL] = 0


def add_up(composed: torch.Tensor, bags: Bags) -> torch.Tensor:
    """Return the vectors of bags, of length one."""
    sums = functional.embedding_bag(bags[0], composed, bags[1], mode="sum")
    return functional.normalize(sums + 1e-9, dim=1)


def contrast(
    left: torch.Tensor, right: torch.Tensor, temperature: float, alike: torch.Tensor | None = None
) -> torch.Tensor:
    """Return the symmetric in-batch contrastive loss (van den Oord et al. 2018, "InfoNCE").

    Args:
        left, right: vectors of length one, shape (pairs, dimensions).
        temperature: the smaller, the more the nearest wrong ones count.
        alike: True where a pair is no fair negative of another, shape (pairs, pairs).
    """
    scores = left @ right.T / temperature
    if alike is not None:
        scores = scores.masked_fill(alike, -1e4)
    targets = torch.arange(len(left))
    return (functional.cross_entropy(scores, targets) + functional.cross_entropy(scores.T, targets)) / 2


def find_parts(pieces: list[str]) -> tuple[int, Bags]:
    """Return the number of the first phrase, and the syllables that each phrase is made of; phrases come last."""
    numbers = {piece: number for number, piece in enumerate(pieces)}
    first = next((n for n, piece in enumerate(pieces) if is_phrase(piece)), len(pieces))
    parts = [
        np.array([numbers[SPACE + part] for part in piece.split(SPACE)[1:] if SPACE + part in numbers] or [0])
        for piece in pieces[first:]
    ]
    return first, gather(parts)
