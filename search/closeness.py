"""The features of how near the words of a question and of candidate passages come to each other."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from index.alignment import Aligner
from index.forward import ForwardIndex, Gathered
from index.nearness import Nearness

Scores = NDArray[np.float32]

CLOSENESS = (
    "aligned", "aligned_above", "aligned_whole", "aligned_whole_above",  # its words' nearest words, with context
    "aligned_sentence", "aligned_sentence_above",  # the same by its best sentence, with context
    "aligned_missing",  # the weightiest of the question's words by how far the nearest is away, with context
    "aligned_worst",  # the question's words that come least near any, with context
    "aligned_over_35", "aligned_over_50", "aligned_over_90",  # share of the question nearer than that, with context
    "aligned_run_12", "aligned_run_30",  # by the best run of at most so many tokens
    "aligned_run_30_whole",  # the same with context
    "aligned_said", "aligned_said_sentence",  # share of the passage, of a sentence, that the question says
    "aligned_agreed",  # by the sentence that holds most of the question and says least beside it
    "aligned_title", "aligned_said_title",  # the title's share of the question; the share of it that the question says
    "aligned_heading", "aligned_said_heading",  # the same of the last heading; of the title where there is none
)  # fmt: skip
_SHORT, _LONG = 2, 5  # blocks of a run


def compare_words(
    pieces: ForwardIndex | None,
    aligner: Aligner | None,
    question: str,
    rows: NDArray[np.int64],
    kept: Sequence[tuple[Document, Passage]],
    contexts: Sequence[str],
) -> dict[str, Scores]:
    """Return the features CLOSENESS of candidates, each of shape (candidates,).

    Args:
        pieces: the passages by their tokens.
        aligner: compares them; without it, or without tokens, all features are 0.
        question: as the encoder reads it.
        rows: the candidates, (candidates,).
        kept: the candidates with their documents.
        contexts: of the candidates.
    """
    if pieces is None or aligner is None:
        return dict.fromkeys(CLOSENESS, np.zeros(len(kept), dtype=np.float32))
    gathered = pieces.gather(rows)
    titles = [document.metadata.title or "" for document, _ in kept]
    headings = [passage.headings[-1:] for _, passage in kept]
    nearest = [above[0] if above else title for above, title in zip(headings, titles, strict=True)]
    near, around = aligner.align(question, gathered, contexts, [*nearest, *titles])
    headed, titled = around.take(np.arange(len(kept))), around.take(np.arange(len(kept), 2 * len(kept)))
    return _tell_passages(near, gathered) | {
        "aligned_heading": near.share(headed.near),
        "aligned_said_heading": headed.share_said,
        "aligned_title": near.share(titled.near),
        "aligned_said_title": titled.share_said,
    }


def _tell_passages(near: Nearness, gathered: Gathered) -> dict[str, Scores]:
    """Return the features of passages and their contexts."""
    whole = np.maximum(near.passages, near.contexts)
    sentences = np.maximum(near.sentences, near.contexts[:, gathered.rows])
    return {
        "aligned": near.share(near.passages),
        "aligned_above": near.share_above(near.passages),
        "aligned_whole": near.share(whole),
        "aligned_whole_above": near.share_above(whole),
        "aligned_sentence": gathered.best_of_rows(near.share(sentences)),
        "aligned_sentence_above": gathered.best_of_rows(near.share_above(sentences)),
        "aligned_missing": near.find_missing(whole),
        "aligned_worst": near.share_worst(whole),
        "aligned_over_35": near.share_near(whole, 0.35),
        "aligned_over_50": near.share_near(whole, 0.5),
        "aligned_over_90": near.share_near(whole, 0.9),
        "aligned_run_12": near.share_runs(_SHORT),
        "aligned_run_30": near.share_runs(_LONG),
        "aligned_run_30_whole": near.share_runs(_LONG, near.contexts),
        "aligned_said": near.said_passages,
        "aligned_said_sentence": gathered.best_of_rows(near.said_sentences),
        "aligned_agreed": gathered.best_of_rows(near.agree()),
    }
