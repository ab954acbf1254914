"""Train the encoder: ``python -m index.training.encoder --data DIR --out DIR``.

Method: the Vietnamese side of parallel text is drawn to where the teacher puts the English side (Reimers and
Gurevych 2020, "Making Monolingual Sentence Embeddings Multilingual"), with in-batch contrast; articles of law
teach which words belong together in Vietnamese. The teacher itself, with a linear map into the student's space,
is written beside the student and reads English questions.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch.nn import functional

from index.tokens import Tokenizer
from index.training.bags import Rows, Texts, gather, thin
from index.training.batches import Articles, Translations, Window
from index.training.package import write_routed_model, write_static_model
from index.training.sources import (
    LAW_LINES,
    OURS,
    Article,
    Pair,
    read_clean_articles,
    read_ours,
    read_parallel,
    read_terms,
)
from index.training.student import Student, add_up, contrast
from index.training.teacher import embed, find_teacher, read_wordpieces
from index.training.vocabulary import Limits, build_tokenizer, list_pieces

GLOSSARY = Path(__file__).parent.parent / "models" / "glossary" / "glossary.tsv"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What can be turned; the defaults made the model that ships."""

    dimensions: int = 512
    steps: int = 500
    translations: int = 1_024
    passages: int = 448
    articles: int = 640
    rate: float = 2e-3
    temperature: float = 0.05
    dropped: float = 0.15
    law_weight: float = 1.5
    passage_weight: float = 1.0
    ours: int = 3
    window: Window = field(default_factory=Window)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Everything that is trained on."""

    sentences: list[Pair]
    passages: list[Pair]
    articles: list[Article]


def read_lesson(data: Path, recipe: Recipe, with_law_lines: bool) -> Lesson:
    """Read all training text; articles that answer a benchmark's question are left out.

    Args:
        data: the folder described in the module's README.
        recipe: how often our own sentences are counted.
        with_law_lines: whether to take the machine-translated laws, whose articles are ALQAC's.
    """
    parallel = read_parallel(data, frozenset() if with_law_lines else frozenset({LAW_LINES}))
    ours = (read_ours("pairs") + read_ours("questions")) * recipe.ours
    articles = [article for article in read_clean_articles(data) if len(article.text) > 60]
    return Lesson(parallel + ours + read_terms(GLOSSARY), parallel + ours, articles)


def make_tokenizer(lesson: Lesson, limits: Limits) -> Tokenizer:
    """Make the vocabulary of a lesson."""
    articles = [f"{article.title}\n{article.text}" for article in lesson.articles]
    vietnamese = [vietnamese for _, vietnamese in lesson.passages]
    english = [english for english, _ in lesson.sentences]
    terms = list(dict.fromkeys(term for _, term in read_terms(GLOSSARY)))
    return build_tokenizer(articles + vietnamese, english, terms, read_wordpieces(), limits)


@dataclass(frozen=True, slots=True)
class Course:
    """What a student is shown, tokenised, and what the teacher says of it."""

    sentences: Translations
    passages: Translations
    articles: Articles
    taught: torch.Tensor

    @classmethod
    def prepare(
        cls, lesson: Lesson, tokenizer: Tokenizer, cache: Path | None, rng: np.random.Generator
    ) -> Self:
        """Tokenise a lesson and ask the teacher for its English sides."""
        taught = embed([english for english, _ in lesson.sentences], cache)
        return cls(
            Translations(tokenizer, lesson.sentences, rng),
            Translations(tokenizer, lesson.passages, rng),
            Articles(tokenizer, lesson.articles, rng),
            torch.from_numpy(taught),
        )

    def batches(self, recipe: Recipe) -> Iterator[tuple[Rows, Rows, Rows]]:
        """Yield rows of the sentences, of the passages and of the articles, as many as the recipe has steps."""
        sources = zip(
            self.sentences.shuffled(recipe.translations),
            self.passages.shuffled(recipe.passages),
            self.articles.shuffled(recipe.articles),
            strict=False,
        )
        return islice(sources, recipe.steps)


def train(lesson: Lesson, tokenizer: Tokenizer, recipe: Recipe, cache: Path | None) -> Student:
    """Train a student on a lesson.

    Args:
        lesson: what to learn from.
        tokenizer: of `make_tokenizer`.
        recipe: sizes and weights.
        cache: keeps the teacher's vectors between runs.
    """
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    course = Course.prepare(lesson, tokenizer, cache, rng)
    student = _begin(tokenizer, lesson, course.taught, recipe, cache)
    optimizer = torch.optim.Adam(student.parameters(), lr=recipe.rate, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.02, 1 - step / recipe.steps)
    )
    started = time.perf_counter()
    for step, rows in enumerate(course.batches(recipe), start=1):
        translation, passage, law = _find_losses(student, course, rows, recipe, rng)
        loss = translation + recipe.passage_weight * passage + recipe.law_weight * law
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        student.silence()
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            losses = f"{translation:.3f} {passage:.3f} {law:.3f}"
            print(f"step {step} losses {losses} {time.perf_counter() - started:.0f} s", flush=True)
    return student


def _find_losses(
    student: Student, course: Course, rows: tuple[Rows, Rows, Rows], recipe: Recipe, rng: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the losses of translations, of passages and of articles; all bags are added up in one go."""
    s, p, a = rows
    sides = (
        course.sentences.english(s),
        course.sentences.vietnamese(s),
        course.passages.english(p),
        course.passages.passages(p, recipe.window),
        course.articles.questions(a),
        course.articles.passages(a, recipe.window),
    )
    bags = gather(thin([bag for side in sides for bag in side], recipe.dropped, rng))
    read = torch.split(add_up(student.compose(), bags), [len(side) for side in sides])
    # The passages are a beginning of the sentences' list: the teacher's vectors are the same rows.
    said, asked = (student.project(course.taught[torch.from_numpy(r)]) for r in (s, p))
    translation = _translation_loss(said, read[0], read[1], recipe.temperature)
    passage = contrast(asked, read[3], recipe.temperature) + contrast(read[2], read[3], recipe.temperature)
    law = contrast(read[4], read[5], recipe.temperature, course.articles.alike(a))
    return translation, passage, law


def _begin(
    tokenizer: Tokenizer, lesson: Lesson, taught: torch.Tensor, recipe: Recipe, cache: Path | None
) -> Student:
    pieces = list_pieces(tokenizer)
    spoken = torch.from_numpy(embed([piece.replace("▁", " ").strip() for piece in pieces], cache))
    centred = taught - taught.mean(0)
    axes = torch.linalg.svd(centred[::7], full_matrices=True).Vh[: recipe.dimensions].T
    if recipe.dimensions > axes.shape[1]:  # more than the teacher has: mixtures of its own
        axes = torch.cat([axes, 0.05 * torch.randn(len(axes), recipe.dimensions - axes.shape[1])], dim=1)
    texts = [text for pair in lesson.sentences for text in pair]
    texts += [f"{article.title} {article.text}" for article in lesson.articles]
    counts = 1 + np.bincount(Texts(tokenizer, texts).tokens, minlength=len(pieces))
    return Student(pieces, spoken, axes.contiguous(), counts)


def _translation_loss(
    teacher: torch.Tensor, english: torch.Tensor, vietnamese: torch.Tensor, temperature: float
) -> torch.Tensor:
    apart = 1 - functional.cosine_similarity(teacher.detach(), vietnamese)
    apart_english = 1 - functional.cosine_similarity(teacher, english)
    return (
        contrast(english, vietnamese, temperature)
        + contrast(teacher, vietnamese, temperature)
        + 0.5 * contrast(teacher, english, temperature)
        + apart.mean()
        + apart_english.mean()
    )


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data files")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the teacher's vectors between runs")
    parser.add_argument("--dimensions", type=int, default=Recipe().dimensions)
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument(
        "--without-law-lines", action="store_true", help=f"leave {LAW_LINES} out (clean ALQAC)"
    )
    parser.add_argument(
        "--static-only", action="store_true", help="write no transformer for English questions"
    )
    arguments = parser.parse_args()
    recipe = Recipe(dimensions=arguments.dimensions, steps=arguments.steps)
    lesson = read_lesson(arguments.data, recipe, not arguments.without_law_lines)
    print(
        f"{len(lesson.sentences)} pairs (ours from {OURS.name}/), {len(lesson.articles)} articles", flush=True
    )
    tokenizer = make_tokenizer(lesson, Limits())
    student = train(lesson, tokenizer, recipe, arguments.cache)
    with torch.no_grad():
        vectors, head = student.compose().numpy(), student.axes.numpy().T
    if arguments.static_only:
        write_static_model(arguments.out, tokenizer, vectors)
    else:
        write_routed_model(arguments.out, tokenizer, vectors, find_teacher(), head)


if __name__ == "__main__":
    main()
