"""Running a benchmark: its corpus indexed and searched with the parts that serve a library."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import QuestionSetError
from eval.archive import SHOWN, Found, Ranking, Row, quote_first, save_run
from eval.benchmark import Benchmark, Query, read_benchmark
from eval.configurations import CONFIGURATIONS, WHOLE, Configuration, describe_configuration
from eval.manifest import describe_run
from eval.measures import FURTHER, STANDARD, evaluate, order_passages, score_ranks
from eval.run import DEPTH, Progress
from eval.slices import slice_question
from eval.summary import Summary, summarise
from eval.trec import parse_run
from index.encoder import load_encoder
from search.flat import FlatCollection


class Collection(Protocol):
    """Anything that ranks entries as `search.flat.FlatCollection` does."""

    def search(self, question: str, k: int = ...) -> Sequence[tuple[str, float]]:
        """Return (id, score) of the k best entries, best first."""
        ...


def run_beir(
    folder: Path,
    out: Path | None = None,
    *,
    corpus: Path | None = None,
    encoder: str | None = None,
    cache: Path | None = None,
    depth: int = DEPTH,
    configuration: Configuration = CONFIGURATIONS[WHOLE],
    stages: Callable[[str, int, int], None] = lambda *_: None,
    progress: Progress | None = None,
) -> Summary:
    """Index a benchmark's corpus as a library is indexed, ask its questions, and measure the rankings.

    Args:
        folder: a BEIR folder, see `eval.benchmark.read_benchmark`.
        out: folder for the run's files; None writes nothing.
        corpus: another file for the corpus.
        encoder: name or path of the encoder; None for the shipped one.
        cache: folder that keeps the index for the next run; None keeps nothing.
        depth: how many entries to ask for.
        configuration: which parts of the search are asked.
        stages: told how far each stage of the indexing is.
        progress: told after every question.

    Raises:
        QuestionSetError: the benchmark is at fault.
        EncoderError: the encoder can't be loaded.
    """
    benchmark = read_benchmark(folder, corpus)
    collection = FlatCollection.build(benchmark.entries, load_encoder(encoder), cache, stages)
    return measure_collection(
        collection, benchmark, out, configuration=configuration, depth=depth, progress=progress
    )


def measure_collection(
    collection: FlatCollection,
    benchmark: Benchmark,
    out: Path | None = None,
    *,
    configuration: Configuration = CONFIGURATIONS[WHOLE],
    depth: int = DEPTH,
    progress: Progress | None = None,
) -> Summary:
    """Run a benchmark over its indexed corpus, in one configuration of the search; see `run_beir`."""
    parts = collection.searcher.parts
    encoder, passages = parts.encoder, len(benchmark.entries)
    service = {"encoder": encoder.name, "fingerprint": encoder.fingerprint, "passages": passages}
    judged = {"name": benchmark.name, "sha256": benchmark.sha256, "questions": len(benchmark.queries)}
    return run_benchmark(
        FlatCollection(collection.ids, configuration.assemble(parts)),
        benchmark,
        out,
        manifest=describe_run(describe_configuration(service, configuration.name), judged, depth),
        depth=depth,
        progress=progress,
    )


def run_benchmark(
    collection: Collection,
    benchmark: Benchmark,
    out: Path | None = None,
    *,
    manifest: Mapping[str, Any] | None = None,
    depth: int = DEPTH,
    progress: Progress | None = None,
) -> Summary:
    """Ask every question of a benchmark and measure the rankings by its judgements.

    Any grade above 0 is relevant; nDCG takes the grades as gains. Latency is that of the search alone.

    Args:
        collection: the benchmark's corpus, indexed.
        benchmark: the questions and judgements.
        out: folder for the run's files; None writes nothing.
        manifest: what the run was made with, see `eval.manifest.describe_run`.
        depth: how many entries to ask for.
        progress: told after every question.
    """
    rankings: dict[str, Ranking] = {}
    elapsed: dict[str, float] = {}
    for done, query in enumerate(benchmark.queries, start=1):
        begun = time.perf_counter()
        rankings[query.id] = collection.search(query.text, depth)
        elapsed[query.id] = (time.perf_counter() - begun) * 1000
        if progress:
            progress(done, len(benchmark.queries))
    return measure_rankings(rankings, benchmark, out, manifest=manifest, elapsed_ms=elapsed)


def score_run(file: Path, benchmark: Benchmark, out: Path | None = None) -> Summary:
    """Measure a TREC run of any system by a benchmark's judgements.

    Args:
        file: lines ``question Q0 passage rank score tag``; ids are the benchmark's. As trec_eval does, the order
            is that of the scores; a question that the run lacks scores 0.
        benchmark: the questions and judgements.
        out: folder for the run's files; None writes nothing.

    Raises:
        QuestionSetError: the run can't be read, or knows none of the benchmark's questions.
    """
    try:
        run = parse_run(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise QuestionSetError(
            f"Không đọc được lần chạy TREC {file}: {error}. Hãy kiểm tra đường dẫn và số cột.",
            f"The TREC run {file} can't be read: {error}. Check the path and the columns.",
        ) from error
    rankings = {
        query.id: [(name, run[query.id][name]) for name in order_passages(run[query.id])]
        for query in benchmark.queries
        if query.id in run
    }
    if not rankings:
        raise QuestionSetError(
            f"{file} không có câu hỏi nào của bộ đo {benchmark.name}. Hãy dùng đúng bộ đo của lần chạy này.",
            f"{file} has no question of the benchmark {benchmark.name}. Use the benchmark that it was run on.",
        )
    judged = {"name": benchmark.name, "sha256": benchmark.sha256, "questions": len(benchmark.queries)}
    depth = max(map(len, rankings.values()))
    manifest = describe_run({"search": file.name}, judged, depth)
    return measure_rankings(rankings, benchmark, out, manifest=manifest)


def measure_rankings(
    rankings: Mapping[str, Ranking],
    benchmark: Benchmark,
    out: Path | None = None,
    *,
    manifest: Mapping[str, Any] | None = None,
    elapsed_ms: Mapping[str, float] | None = None,
) -> Summary:
    """Measure rankings by a benchmark's judgements.

    Args:
        rankings: by question id; a question that is not there scores 0 and is counted.
        benchmark: the questions and judgements.
        out: folder for the run's files; None writes nothing.
        manifest: what the rankings were made with.
        elapsed_ms: how long each question took, where that is known.
    """
    run = {name: score_ranks(ranking) for name, ranking in rankings.items()}
    elapsed = elapsed_ms or {}
    values = evaluate(benchmark.qrels, run, STANDARD + FURTHER)
    texts = {
        name: ". ".join(part for part in (title, text) if part) for name, title, text in benchmark.entries
    }
    rows = [
        _row(
            query,
            benchmark.qrels[query.id],
            rankings.get(query.id, ()),
            values[query.id],
            texts,
            elapsed.get(query.id),
        )
        for query in benchmark.queries
    ]
    summary = summarise(rows, manifest or {})
    if out is not None:
        save_run(out, summary.as_json(), rows, rankings)
    return summary


def _row(
    query: Query,
    grades: Mapping[str, int],
    ranking: Ranking,
    values: Mapping[str, float],
    texts: Mapping[str, str],
    elapsed_ms: float | None,
) -> Row:
    ranks = {
        name: rank for rank, (name, _) in reversed(list(enumerate(ranking, start=1)))
    }  # the first place counts
    relevant = [name for name, grade in grades.items() if grade > 0]
    return Row(
        id=query.id,
        question=query.text,
        answerable=bool(relevant) or None,
        measures=dict(values),
        ranks=tuple(ranks.get(name) for name in relevant),
        elapsed_ms=elapsed_ms,
        hits=tuple(
            Found(name, score, grades.get(name), text=quote_first(texts.get(name, ""), place))
            for place, (name, score) in enumerate(ranking[:SHOWN])
        ),
        evidence=tuple(
            {"document": name, "quote": quote_first(texts[name], 0), "grade": grades[name]}
            for name in relevant
        ),
        slices=slice_question(query.text, query.lang, query.type),
        judged={name: grades[name] for name in ranks if name in grades},
    )
