"""The commands of ``trichdan eval`` that deal with question sets: check, export, import."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import QuestionSetError, TrichdanError
from eval.session import choose, default_folder, write_text

if TYPE_CHECKING:
    from corpus.document import Document
    from eval.questions import QuestionSet

# What a command needs is imported by that command, so that --help is quick.
# ruff: noqa: PLC0415

set_app = typer.Typer()

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Thư mục thư viện.")]
SetArgument = Annotated[Path, typer.Argument(help="Tệp JSONL của bộ câu hỏi.")]


@set_app.command(help="Kiểm tra một bộ câu hỏi.")
def check(
    question_set: SetArgument,
    library: LibraryOption = None,
    form_only: Annotated[
        bool, typer.Option("--form-only", help="Chỉ kiểm tra dạng tệp, không đối chiếu văn bản.")
    ] = False,
    training: Annotated[
        list[Path] | None,
        typer.Option("--training", help="Tệp huấn luyện cần soát xem có lọt câu hỏi nào không."),
    ] = None,
) -> None:
    """Report every fault of a question set; exit with code 1 if there is one."""
    from eval.questions import find_faults, load_questions
    from eval.terminal import print_line

    documents = None if form_only else _documents(library)
    questions = load_questions(question_set, documents)
    for fault in find_faults(question_set, documents):
        print_line(choose(f"dòng {fault.line}: {fault.vi}", f"line {fault.line}: {fault.en}"))
    _refuse_leaks(questions, training or [])
    count = len(questions)
    print_line(choose(f"Bộ câu hỏi đúng: {count} câu.", f"The question set is sound: {count} questions."))


def _documents(library: Path | None) -> "tuple[Document, ...]":
    from corpus.library import Library

    with Library(library or default_folder("library", "TRICHDAN_LIBRARY")) as held:
        return held.documents()


def _refuse_leaks(questions: "QuestionSet", files: Sequence[Path]) -> None:
    from eval.leakage import find_leaks

    leaks = find_leaks(questions, files)
    if leaks:
        lines = "".join(f"\n  {leak.question}: {leak.file}:{leak.line}" for leak in leaks)
        raise QuestionSetError(
            f"{len(leaks)} câu hỏi nằm trong dữ liệu huấn luyện; hãy bỏ chúng khỏi dữ liệu ấy:{lines}",
            f"{len(leaks)} questions stand in training data; take them out of it:{lines}",
        )


@set_app.command(help="Ghi bộ câu hỏi ra thư mục BEIR hoặc TREC.")
def export(
    question_set: SetArgument,
    beir: Annotated[Path | None, typer.Option(help="Thư mục BEIR nhận bộ câu hỏi.")] = None,
    trec: Annotated[Path | None, typer.Option(help="Thư mục TREC nhận bộ câu hỏi.")] = None,
    library: LibraryOption = None,
) -> None:
    """Write a question set over the library's passages in another form."""
    from eval.benchmark import export_benchmark
    from eval.judgement import make_qrels
    from eval.questions import load_questions
    from eval.trec import format_qrels, format_topics

    documents = _documents(library)
    questions = load_questions(question_set, documents)
    if beir is not None:
        export_benchmark(questions, documents, beir)
    if trec is not None:
        write_text(trec / "topics.trec", format_topics(questions))
        write_text(trec / "qrels.trec", format_qrels(make_qrels(questions, documents)))
    if beir is None and trec is None:
        raise TrichdanError(
            "Hãy nêu --beir THƯ_MỤC hoặc --trec THƯ_MỤC.", "Name --beir FOLDER or --trec FOLDER."
        )


@set_app.command(name="import", help="Tạo bộ câu hỏi từ topics và qrels của TREC.")
def import_set(
    topics: Annotated[Path, typer.Argument(help="Tệp topics.")],
    qrels: Annotated[Path, typer.Argument(help="Tệp qrels.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp JSONL nhận bộ câu hỏi.")],
    lang: Annotated[str, typer.Option("--question-lang", help="Ngôn ngữ của câu hỏi.")] = "vi",
    library: LibraryOption = None,
) -> None:
    """Make a question set whose quotes are the judged passages of the library."""
    from eval.questions import save_questions
    from eval.terminal import print_line
    from eval.trec import import_questions

    questions = import_questions(topics, qrels, _documents(library), lang)
    save_questions(out, questions)
    print_line(choose(f"Đã ghi {len(questions)} câu vào {out}.", f"{len(questions)} questions are in {out}."))
