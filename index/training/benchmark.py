"""Measure an encoder on the benchmarks: ``python -m index.training.benchmark --data DIR --model PATH``.

Every benchmark is a BEIR folder; a hit at k means that a passage judged relevant is among the first k.
"""

import argparse
import json
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.analysis import strip_marks
from index.encoder import Encoder, load_encoder
from index.marks import load_restorer
from index.training.sources import ARTICLES, read_articles

_CUTS = (1, 3, 10, 100)
_SPEED_SAMPLE = 2_000
_BENCHMARKS = ("xquad-en", "xquad-vi", "alqac-en", "alqac-vi", "zalo-phapdien")

Vectors: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Questions with the ids of the passages that answer each."""

    passage_ids: list[str]
    passages: list[str]
    questions: list[str]
    gold: list[set[str]]


def read_benchmark(data: Path, name: str) -> Benchmark:
    """Read the benchmark `name` of the data folder."""
    folder = data / "benchmarks" / name
    ids, passages = _read_corpus(data, folder)
    gold: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, passage, *_ = line.split("\t")
        gold.setdefault(question, set()).add(passage)
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        queries = [query for query in map(json.loads, lines) if query["id"] in gold]
    return Benchmark(ids, passages, [q["text"] for q in queries], [gold[q["id"]] for q in queries])


def _read_corpus(data: Path, folder: Path) -> tuple[list[str], list[str]]:
    path = folder / "corpus.jsonl"
    if not path.exists():
        articles = [(a.id, f"{a.title}. {a.text}") for a in read_articles(data)]
        return [i for i, _ in articles], [text for _, text in articles]
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts = [". ".join(filter(None, (r.get("title"), r["text"]))) for r in records]
    return [r["id"] for r in records], texts


def measure_hits(encoder: Encoder, benchmark: Benchmark) -> dict[str, float]:
    """Return hit@k of the encoder alone, by exact cosine over all passages."""
    passages = encoder.encode_passages(benchmark.passages)
    questions = np.stack([encoder.encode_question(question) for question in benchmark.questions])
    relevant = [
        np.fromiter((i for i, p in enumerate(benchmark.passage_ids) if p in gold), dtype=np.int64)
        for gold in benchmark.gold
    ]
    ranks = np.concatenate(
        [_ranks(questions[i : i + 64], passages, relevant[i : i + 64]) for i in range(0, len(questions), 64)]
    )
    return {f"hit@{k}": float(np.mean(ranks <= k)) for k in _CUTS}


def _ranks(questions: Vectors, passages: Vectors, relevant: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    scores = questions @ passages.T
    best = np.array([row[gold].max(initial=-2.0) for row, gold in zip(scores, relevant, strict=True)])
    return np.asarray(1 + (scores > best[:, None]).sum(axis=1))


def measure_speed(encoder: Encoder, benchmark: Benchmark) -> dict[str, float]:
    """Return passages a second and milliseconds a question, in processor time: of one core, whatever else runs."""
    sample = [passage[:1_200] for passage in benchmark.passages[:_SPEED_SAMPLE]]
    started = time.process_time()
    encoder.encode_passages(sample)
    passages = len(sample) / (time.process_time() - started)
    started = time.process_time()
    for question in benchmark.questions[:100]:
        encoder.encode_question(question)
    questions = (time.process_time() - started) / min(100, len(benchmark.questions))
    return {"passages/s": passages, "question ms": 1_000 * questions}


def main() -> None:
    """Print one line a benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help=f"folder that holds {ARTICLES} and benchmarks/"
    )
    parser.add_argument("--model", required=True, help="a sentence-transformers model, by path or name")
    parser.add_argument("--only", nargs="*", default=_BENCHMARKS, choices=_BENCHMARKS)
    parser.add_argument(
        "--bare", action="store_true", help="strip the questions of their marks, then restore them"
    )
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.model)
    for name in arguments.only:
        benchmark = read_benchmark(arguments.data, name)
        if arguments.bare:
            restorer = load_restorer()
            bare = [restorer.restore(strip_marks(question)).text for question in benchmark.questions]
            benchmark = replace(benchmark, questions=bare)
        figures = measure_hits(encoder, benchmark) | measure_speed(encoder, benchmark)
        print(f"| {name} | " + " | ".join(f"{k} {v:.3f}" for k, v in figures.items()) + " |", flush=True)


if __name__ == "__main__":
    main()
