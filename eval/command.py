"""The commands of ``trichdan eval``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import TrichdanError
from eval.options import (
    BeirOption,
    CacheOption,
    CorpusOption,
    DepthOption,
    EncoderOption,
    JsonOption,
    LibraryOption,
    OutOption,
    RerankerOption,
    SetOption,
)
from eval.session import choose, default_folder, in_checkout, language, read_text, speak, write_text
from eval.set_command import set_app
from eval.study_command import study_app

if TYPE_CHECKING:
    from eval.archive import StoredRun
    from eval.summary import Summary
    from search.service import SearchService

# What a command needs is imported by that command: reading the index and PyTorch takes seconds, --help does not.
# ruff: noqa: PLC0415

app = typer.Typer(help="Đo chất lượng tìm kiếm.", no_args_is_help=True, pretty_exceptions_enable=False)

RunArgument = Annotated[Path, typer.Argument(help="Thư mục một lần đo.")]
app.add_typer(set_app)
app.add_typer(study_app)


@app.callback()
def prepare(context: typer.Context) -> None:
    """Take the language of the whole command line."""
    speak("en" if context.find_root().params.get("lang") == "en" else "vi")


# -- running --------------------------------------------------------------------------------------------------


@app.command(help="Chạy một bộ câu hỏi trên thư viện, hoặc một bộ đo BEIR.")
def run(
    question_set: SetOption = None,
    beir: BeirOption = None,
    corpus: CorpusOption = None,
    cache: CacheOption = None,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
    reranker: RerankerOption = None,
    configuration: Annotated[
        str,
        typer.Option(
            "--configuration",
            help="Cấu hình: ranked (đầy đủ), fused, lexical, dense, without-… (bớt một bộ phận).",
        ),
    ] = "ranked",
    depth: DepthOption = 100,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the search, print the table, and write the run if a folder is named."""
    if question_set is not None and beir is None:
        summary = _run_set(question_set, library, (encoder, reranker), configuration, depth, out)
    elif beir is not None and question_set is None:
        summary = _run_beir(beir, corpus, cache, encoder, configuration, depth, out)
    else:
        raise TrichdanError(
            "Hãy nêu một trong hai: --set TỆP.jsonl hoặc --beir THƯ_MỤC.",
            "Name one of the two: --set FILE.jsonl or --beir FOLDER.",
        )
    from eval.terminal import print_summary

    print_summary(summary, out, as_json)


def _run_set(
    question_set: Path,
    library: Path | None,
    models: tuple[str | None, str | None],
    configuration: str,
    depth: int,
    out: Path | None,
) -> "Summary":
    from eval.configurations import find_configuration
    from eval.questions import load_checked
    from eval.reproduction import measure_service
    from eval.terminal import show_stages

    wanted = find_configuration(configuration)
    folder = library or default_folder("library", "TRICHDAN_LIBRARY")
    questions = load_checked(question_set, folder)
    service = _open(folder, *models)
    with show_stages(language()) as stages:
        return measure_service(
            service,
            questions,
            out,
            library=folder,
            configuration=wanted,
            depth=depth,
            progress=stages.ask,
        )


def _open(folder: Path, encoder: str | None, reranker: str | None = None) -> "SearchService":
    from search.service import SearchService

    return SearchService(folder, encoder, reranker)


def _run_beir(
    folder: Path,
    corpus: Path | None,
    cache: Path | None,
    encoder: str | None,
    configuration: str,
    depth: int,
    out: Path | None,
) -> "Summary":
    from eval.beir import run_beir
    from eval.configurations import find_configuration
    from eval.terminal import show_stages

    kept = cache or default_folder("benchmarks", "TRICHDAN_BENCHMARKS")
    with show_stages(language()) as stages:
        return run_beir(
            folder,
            out,
            corpus=corpus,
            encoder=encoder,
            cache=kept,
            depth=depth,
            configuration=find_configuration(configuration),
            stages=stages,
            progress=stages.ask,
        )


@app.command(name="reproduce", help="Đo lại bảng số liệu mà README dẫn.")
def reproduce_table(
    out: OutOption = None,
    encoder: EncoderOption = None,
    readme: Annotated[
        Path | None, typer.Option("--readme", help="Trang Markdown cần thay số liệu giữa hai dấu eval.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Run the shipped questions over the shipped documents and print the table in Markdown."""
    from eval.digest import format_markdown
    from eval.reproduction import SHIPPED_RESULTS, quality_line, quality_table, quote_figures, reproduce
    from eval.terminal import print_line, show_stages

    folder = out or (SHIPPED_RESULTS if in_checkout() and encoder is None else None)
    with show_stages(language()) as stages:
        record = reproduce(folder, encoder=encoder, stages=stages, progress=stages.ask).as_json()
    if readme is not None:
        write_text(readme, quote_figures(read_text(readme), record))
    if as_json:
        print_line(json.dumps(record, ensure_ascii=False, indent=2))
        return
    print_line(format_markdown(quality_table(record, language())))
    print_line(quality_line(record, language()))
    if folder is not None:
        print_line(choose(f"Đã ghi kết quả vào {folder}.", f"The results are in {folder}."))


# -- comparing ------------------------------------------------------------------------------------------------


@app.command(help="So sánh hai lần đo: mức ý nghĩa, câu hơn, câu kém.")
def compare(before: RunArgument, after: RunArgument, as_json: JsonOption = False) -> None:
    """Print each measure before and after, and the questions won and lost."""
    from eval.archive import load_run
    from eval.comparison import compare_runs
    from eval.digest import comparison_table
    from eval.terminal import print_line, print_table

    comparison = compare_runs(load_run(before), load_run(after))
    if as_json:
        print_line(json.dumps(comparison.as_json(), ensure_ascii=False, indent=2))
        return
    print_table(comparison_table(comparison, language()))
    for entry in comparison.differences:
        if entry.measure == "hit@10":
            print_line("")
            print_line(choose("hit@10 hơn: ", "hit@10 won: ") + (", ".join(entry.won) or "–"))
            print_line(choose("hit@10 kém: ", "hit@10 lost: ") + (", ".join(entry.lost) or "–"))
    if comparison.missing:
        count = len(comparison.missing)
        print_line(
            choose(f"Lần sau thiếu {count} câu, tính 0 điểm.", f"{count} questions missing, scored 0.")
        )


@app.command(help="Viết báo cáo HTML (và Markdown) của một hay nhiều lần đo.")
def report(
    runs: Annotated[list[Path], typer.Argument(help="Thư mục một lần đo.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp HTML của báo cáo.")] = Path("report.html"),
    markdown: Annotated[Path | None, typer.Option("--markdown", help="Tệp Markdown của báo cáo.")] = None,
) -> None:
    """Write a report; failures are those of the last run, the first is what the others are compared with."""
    from eval.archive import load_run
    from eval.digest import render_markdown
    from eval.report import render_html
    from eval.terminal import print_line

    stored = [load_run(folder) for folder in runs]
    write_text(out, render_html(stored))
    print_line(choose(f"Đã viết báo cáo {out}.", f"The report is {out}."))
    if markdown is not None:
        write_text(markdown, render_markdown(stored, language()))
        print_line(choose(f"Đã viết báo cáo {markdown}.", f"The report is {markdown}."))


@app.command(help="Báo lỗi nếu một độ đo giảm có ý nghĩa so với mốc.")
def gate(
    baseline: Annotated[Path, typer.Argument(help="Thư mục lần đo làm mốc.")],
    run_folder: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="Thư mục lần đo cần xét; bỏ trống thì đo ngay.")
    ] = None,
    alpha: Annotated[float, typer.Option(min=0, max=1, help="Mức ý nghĩa.")] = 0.05,
) -> None:
    """Exit with code 1 if a measure fell; without a run the shipped questions are run now."""
    from eval.archive import load_run
    from eval.digest import comparison_table
    from eval.gate import guard
    from eval.terminal import print_line, print_table

    base = load_run(baseline)
    verdict = guard(base, load_run(run_folder) if run_folder else _run_shipped(), alpha=alpha)
    print_table(comparison_table(verdict.comparison, language()))
    if verdict.passed:
        print_line(choose("Đạt: không độ đo nào giảm có ý nghĩa.", "Passed: no measure fell significantly."))
        return
    names = ", ".join(entry.measure for entry in verdict.fallen)
    raise TrichdanError(
        f"Không đạt: {names} giảm có ý nghĩa. Hãy xem câu kém bằng “trichdan eval compare”.",
        f"Failed: {names} fell significantly. See the questions lost with “trichdan eval compare”.",
    )


def _run_shipped() -> "StoredRun":
    import tempfile

    from eval.archive import load_run
    from eval.reproduction import reproduce
    from eval.terminal import show_stages

    with tempfile.TemporaryDirectory() as folder, show_stages(language()) as stages:
        reproduce(Path(folder) / "run", stages=stages, progress=stages.ask)
        return load_run(Path(folder) / "run")
