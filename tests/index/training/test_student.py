import math

import numpy as np
import pytest
import torch

from index.training.bags import gather
from index.training.student import Student, add_up, contrast, find_parts

PIECES = ["[UNK]", "▁", "▁ban", "▁hành", "▁chấp", "▁ban▁hành", "▁chấp▁hành"]


@pytest.fixture
def student() -> Student:
    torch.manual_seed(0)
    return Student(PIECES, torch.randn(len(PIECES), 4), torch.eye(4), np.ones(len(PIECES), dtype=np.int64))


def test_phrases_are_made_of_their_syllables() -> None:
    first, (parts, starts) = find_parts(PIECES)
    assert first == 5
    assert parts.tolist() == [2, 3, 4, 3]
    assert starts.tolist() == [0, 2]


def test_a_phrase_begins_as_the_sum_of_its_syllables(student: Student) -> None:
    composed = student.compose()
    torch.testing.assert_close(composed[5], composed[2] + composed[3])
    assert not composed[:2].any()


def test_what_a_phrase_learns_reaches_its_syllables(student: Student) -> None:
    torch.autograd.backward(student.compose()[5].sum())
    assert student.vectors.grad is not None
    assert student.vectors.grad.any(dim=1).tolist() == [False, False, True, True, False, True, False]


def test_bags_have_length_one(student: Student) -> None:
    vectors = add_up(student.compose(), gather([[2, 3], [4]]))
    torch.testing.assert_close(vectors.norm(dim=1), torch.ones(2))


def test_contrast_of_two_pairs_by_hand() -> None:
    unit = torch.eye(2)
    # Each pair scores 1, the wrong one 0: -log(e / (e + 1)).
    assert contrast(unit, unit, 1.0).item() == pytest.approx(-math.log(math.e / (math.e + 1)))


def test_alike_pairs_are_no_negatives() -> None:
    alike = torch.tensor([[False, True], [True, False]])
    assert contrast(torch.eye(2), torch.eye(2), 1.0, alike).item() == pytest.approx(0.0, abs=1e-6)
