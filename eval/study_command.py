"""The commands of ``trichdan eval`` that study several configurations: pool, merge, ablate."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import TrichdanError
from eval.options import (
    BeirOption,
    CacheOption,
    CorpusOption,
    EncoderOption,
    JsonOption,
    LibraryOption,
    OutOption,
    SetOption,
)
from eval.session import choose, default_folder, language, write_text

if TYPE_CHECKING:
    from eval.ablation import Ablation, Measure
    from eval.configurations import Configuration
    from eval.summary import Summary
    from eval.terminal import Stages

# What a command needs is imported by that command, so that --help is quick.
# ruff: noqa: PLC0415

study_app = typer.Typer()


@study_app.command(help="Gộp các đoạn đầu của nhiều lần đo thành danh sách cần đánh giá.")
def pool(
    runs: Annotated[list[Path], typer.Argument(help="Thư mục một lần đo.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp JSONL nhận danh sách.")],
    depth: Annotated[int, typer.Option(min=1, max=1000, help="Số đoạn đầu của mỗi lần đo được gộp.")] = 10,
    library: LibraryOption = None,
    beir: Annotated[
        Path | None, typer.Option("--beir", help="Thư mục BEIR: corpus.jsonl, queries.jsonl, qrels.tsv.")
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help="Kho văn bản của bộ đo BEIR, nếu ở tệp khác (.jsonl, .xz, .gz)."),
    ] = None,
) -> None:
    """Write what nobody judged yet, in an order that tells nothing, and print how much of each run is judged."""
    from eval.pooling import format_pool, pool_folders
    from eval.terminal import print_line, print_table

    pooled = pool_folders(runs, depth, _texts(library, beir, corpus))
    write_text(out, format_pool(pooled))
    head = [choose("lần đo", "run"), f"Judged@{depth}"]
    print_table([head, *([name, f"{share:.3f}"] for name, share in pooled.judged.items())])
    count = len(pooled.passages)
    print_line(
        choose(
            f"Đã ghi {count} đoạn cần đánh giá (trong {pooled.pooled} đoạn được gộp) vào {out}.",
            f"{count} passages to judge (of {pooled.pooled} pooled) are in {out}.",
        )
    )
    mute = sum(not passage.text for passage in pooled.passages)
    if mute:
        print_line(
            choose(
                f"{mute} đoạn không có lời: hãy nêu đúng --library hoặc --beir.",
                f"{mute} passages have no words: name the right --library or --beir.",
            )
        )


def _texts(library: Path | None, beir: Path | None, corpus: Path | None) -> Mapping[str, tuple[str, str]]:
    if beir is not None:
        from eval.benchmark import read_benchmark

        return {name: (name, text or title) for name, title, text in read_benchmark(beir, corpus).entries}
    from corpus.errors import LibraryEmpty
    from corpus.library import Library
    from eval.pooling import texts_of

    try:
        with Library(library or default_folder("library", "TRICHDAN_LIBRARY")) as held:
            return texts_of(held.documents())
    except LibraryEmpty:
        if library is not None:
            raise
        return {}


@study_app.command(help="Đưa các đoạn đã đánh giá của danh sách gộp vào bộ câu hỏi.")
def merge(
    question_set: Annotated[Path, typer.Argument(help="Tệp JSONL của bộ câu hỏi.")],
    judged: Annotated[Path, typer.Argument(help="Danh sách đã điền “grade”.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp JSONL nhận bộ câu hỏi.")],
) -> None:
    """Write the question set with every graded passage of a pool as evidence."""
    from eval.pooling import add_judgements, read_pool
    from eval.questions import load_questions, save_questions
    from eval.terminal import print_line

    passages = read_pool(judged)
    questions = add_judgements(load_questions(question_set), passages)
    save_questions(out, questions)
    count = sum(passage.grade is not None for passage in passages)
    print_line(
        choose(
            f"Đã thêm {count} đoạn đã đánh giá; bộ câu hỏi ở {out}.",
            f"{count} judged passages were added; the question set is in {out}.",
        )
    )


@study_app.command(help="Đo một lần chạy TREC của hệ thống bất kỳ trên một bộ đo BEIR.")
def score(
    trec_run: Annotated[Path, typer.Argument(metavar="RUN.trec", help="Tệp lần chạy TREC.")],
    beir: Annotated[
        Path, typer.Option("--beir", help="Thư mục BEIR: corpus.jsonl, queries.jsonl, qrels.tsv.")
    ],
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help="Kho văn bản của bộ đo BEIR, nếu ở tệp khác (.jsonl, .xz, .gz)."),
    ] = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure another system's run, to be compared with this one's."""
    from eval.beir import score_run
    from eval.benchmark import read_benchmark
    from eval.terminal import print_summary

    print_summary(score_run(trec_run, read_benchmark(beir, corpus), out), out, as_json)


@study_app.command(help="Đo xem mỗi bộ phận của việc tìm kiếm đóng góp bao nhiêu.")
def ablate(
    question_set: SetOption = None,
    beir: BeirOption = None,
    corpus: CorpusOption = None,
    cache: CacheOption = None,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the whole search with itself without each part; without a set the shipped one is asked."""
    from eval.ablation import ablate as compare_parts
    from eval.ablation import save_ablation
    from eval.terminal import show_stages

    if question_set is not None and beir is not None:
        raise TrichdanError(
            "Chỉ nêu một trong hai: --set TỆP.jsonl hoặc --beir THƯ_MỤC.",
            "Name only one of the two: --set FILE.jsonl or --beir FOLDER.",
        )
    with tempfile.TemporaryDirectory() as spare, show_stages(language()) as stages:
        folder = out or Path(spare)
        if beir is not None:
            done = compare_parts(_measure_beir(beir, corpus, cache, encoder, stages), folder)
        else:
            with _measure_set(question_set, library, encoder, stages) as measure:
                done = compare_parts(measure, folder)
        if out is not None:
            save_ablation(done, out)
    _print_ablation(done, out, as_json)


def _measure_beir(
    folder: Path, corpus: Path | None, cache: Path | None, encoder: str | None, stages: "Stages"
) -> "Measure":
    from eval.beir import measure_collection
    from eval.benchmark import read_benchmark
    from index.encoder import load_encoder
    from search.flat import FlatCollection

    kept = cache or default_folder("benchmarks", "TRICHDAN_BENCHMARKS")
    benchmark = read_benchmark(folder, corpus)
    collection = FlatCollection.build(benchmark.entries, load_encoder(encoder), kept, stages)

    def measure(configuration: "Configuration", out: Path) -> "Summary":
        return measure_collection(
            collection, benchmark, out, configuration=configuration, progress=stages.count(configuration.name)
        )

    return measure


@contextmanager
def _measure_set(
    question_set: Path | None, library: Path | None, encoder: str | None, stages: "Stages"
) -> Iterator["Measure"]:
    from eval.questions import load_checked, load_questions
    from eval.reproduction import SHIPPED_SET, measure_service, serve_shipped
    from search.service import SearchService

    if question_set is None:
        with serve_shipped(encoder, stages) as service:
            questions = load_questions(SHIPPED_SET, service.library.documents())
            yield lambda configuration, out: measure_service(
                service, questions, out, library=None, configuration=configuration,
                progress=stages.count(configuration.name),
            )  # fmt: skip
        return
    folder = library or default_folder("library", "TRICHDAN_LIBRARY")
    asked = load_checked(question_set, folder)
    opened = SearchService(folder, encoder)
    yield lambda configuration, out: measure_service(
        opened, asked, out, library=folder, configuration=configuration,
        progress=stages.count(configuration.name),
    )  # fmt: skip


def _print_ablation(ablation: "Ablation", out: Path | None, as_json: bool) -> None:
    from eval.ablation import ablation_table
    from eval.terminal import print_line, print_table

    if as_json:
        print_line(json.dumps(ablation.as_json(), ensure_ascii=False, indent=2))
        return
    print_table(ablation_table(ablation, language()))
    print_line(
        choose(
            "Thay đổi khi bớt bộ phận ấy (số âm: bộ phận có ích), khoảng tin cậy 95 %, p và p hiệu chỉnh Holm cho cả bảng.",
            "The change without that part (below 0: the part helps), its 95 % interval, p, and p corrected (Holm) for the whole table.",
        )
    )
    if out is not None:
        print_line(choose(f"Đã ghi kết quả vào {out}.", f"The results are in {out}."))
