"""The command line; the one module that reaches every layer."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from corpus.errors import Language, QuestionError, TrichdanError
from eval.command import app as eval_app
from eval.session import choose, default_folder, language, speak

if TYPE_CHECKING:
    from corpus.library import Library
    from search.service import SearchService
    from web.progress import Stage

# What a command needs is imported by that command, so that each starts in no more time than it must.
# ruff: noqa: PLC0415

INTERRUPTED = 130

app = typer.Typer(
    help="Tìm và trích dẫn đúng điều khoản trong văn bản hành chính, ngay trên máy này.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Thư mục thư viện.")]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", help="Tên hoặc đường dẫn mô hình sentence-transformers.")
]
RerankerOption = Annotated[
    str | None,
    typer.Option("--reranker", help="Tên hoặc đường dẫn cross-encoder xếp lại các đoạn đầu; chậm."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In ra JSON.")]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="Mã, tên tệp hoặc số hiệu văn bản.")
]


def print_version(wanted: bool) -> None:
    """Print the version and leave, where that is wanted."""
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"trichdan {version('trichdan')}")
        except PackageNotFoundError:  # run from a checkout that was not installed
            print("trichdan (chưa cài đặt)" if language() == "vi" else "trichdan (not installed)")
        raise typer.Exit


@app.callback()
def prepare(
    lang: Annotated[
        str, typer.Option("--lang", envvar="TRICHDAN_LANG", help="Ngôn ngữ thông báo: vi hoặc en.")
    ] = "vi",
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="In số phiên bản.")
    ] = False,
) -> None:
    """Take the options that stand before a command; `main` has read the language already."""
    if lang not in ("vi", "en"):
        raise TrichdanError(
            f"Chưa có ngôn ngữ “{lang}”. Hãy chọn vi hoặc en.", f"There is no “{lang}”. Choose vi or en."
        )


# -- the library ----------------------------------------------------------------------------------------------


@app.command(help="Thêm tệp hoặc cả thư mục vào thư viện rồi lập chỉ mục.")
def add(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Tệp hoặc thư mục cần thêm.")
    ] = None,
    samples: Annotated[
        bool, typer.Option("--samples", help="Thêm năm văn bản mẫu đi kèm chương trình.")
    ] = False,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Add files or folders, then build a generation if anything changed."""
    if not paths and not samples:
        raise TrichdanError(
            "Chưa nêu tệp nào. Hãy nêu tệp hoặc thư mục cần thêm, hoặc dùng --samples.",
            "No file was named. Name the files or folders to add, or use --samples.",
        )
    from corpus.ingestion import SAMPLES, ingest
    from web.plain import format_report

    wanted, skipped = [*(paths or []), *([SAMPLES] if samples else [])], 0
    with opened(library, create=True) as held, indexed(held, encoder) as stage:
        for report in ingest(held, wanted, lambda _, done, total: stage("read", done, total)):
            print(format_report(report, language()), flush=True)
            skipped += report.outcome == "skipped"
    if skipped:
        raise typer.Exit(1)


@app.command(help="Bỏ một văn bản khỏi thư viện.")
def remove(document: DocumentArgument, library: LibraryOption = None, encoder: EncoderOption = None) -> None:
    """Remove a document and rebuild the index without it."""
    with opened(library) as held, indexed(held, encoder):
        gone = held.remove(document)
    print(choose(f"đã bỏ: {gone.source} ({gone.id})", f"removed: {gone.source} ({gone.id})"))


@app.command(name="list", help="Liệt kê văn bản trong thư viện.")
def list_documents(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the documents."""
    from corpus.record import document_record
    from web.plain import summarise

    with opened(library) as held:
        documents = held.documents()
    if as_json:
        print_json([document_record(document) for document in documents])
    for document in () if as_json else documents:
        print(f"{document.id}  {summarise(document)}")


@app.command(help="Xem một văn bản: thuộc tính và mục lục, hoặc nguyên văn một mục.")
def show(
    document: DocumentArgument,
    section: Annotated[
        str | None, typer.Option("--section", metavar="PATH", help="Đường dẫn một mục, ví dụ III.3.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document or one of its sections."""
    from corpus.record import find_section, show_record
    from web.plain import format_document

    with opened(library) as held:
        found = held.document(document)
    if as_json:
        print_json(show_record(found, section))
    elif section is not None:
        place = find_section(found, section)
        print(found.text[place.start : place.end].strip())
    else:
        print(format_document(found, language()))


# -- questions ------------------------------------------------------------------------------------------------


@app.command(help="Tìm các đoạn trả lời một câu hỏi, hoặc mọi câu hỏi trong một tệp.")
def search(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Câu hỏi.")] = None,
    k: Annotated[
        int, typer.Option("-k", min=1, max=1000, metavar="K", help="Số đoạn trả về, từ 1 đến 1000.")
    ] = 10,
    as_json: JsonOption = False,
    as_typed: Annotated[bool, typer.Option("--as-typed", help="Tìm đúng như đã gõ, không thêm dấu.")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="Tệp JSONL, mỗi dòng một câu hỏi.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Tệp JSONL nhận kết quả.")] = None,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
    reranker: RerankerOption = None,
) -> None:
    """Answer one question, or every question of a file."""
    if (batch is None) != (out is None) or (batch is not None and question is not None):
        raise QuestionError(
            "Hãy nêu một câu hỏi, hoặc cả --batch TỆP.jsonl và --out TỆP.jsonl.",
            "Give one question, or both --batch FILE.jsonl and --out FILE.jsonl.",
        )
    if batch is not None and out is not None:
        from search.batch import read_questions

        asked = read_questions(batch)  # before the library is opened, which takes seconds
        search_batch(asked, out, k, as_typed, service(library, encoder, reranker))
        return
    from search.reading import clean_question
    from web.plain import format_result

    typed = (question or "").encode("utf-8", "replace").decode()  # bytes that are no text can't be written
    clean_question(typed)  # a question that can't be asked is told before the library is opened
    result = service(library, encoder, reranker).search(typed, k, as_typed=as_typed)
    print_json(result.as_json()) if as_json else print(format_result(result, language()))


def search_batch(
    questions: "Sequence[Mapping[str, Any]]", out: Path, k: int, as_typed: bool, searched: "SearchService"
) -> None:
    """Answer every question of a JSONL file; one that can't be answered says why in its place."""
    from search.batch import answer_questions, write_answers
    from web.progress import show_stages

    answers = answer_questions(searched, questions, k, as_typed=as_typed)
    with show_stages(language()) as stage:
        failed = write_answers(answers, out, lambda done: stage("answer", done, len(questions)))
    if failed:
        raise QuestionError(
            f"{failed} câu không hỏi được; lý do ở trường “error” của câu ấy trong {out}.",
            f"{failed} questions could not be asked; each says why under “error” in {out}.",
        )


@app.command(help="Liệt kê việc được giao trong cả thư viện, việc đến hạn sớm đứng trước.")
def tasks(
    agency: Annotated[
        str | None, typer.Option("--agency", help="Chỉ việc của cơ quan có tên chứa chữ này.")
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", help="Chỉ vai trò này: chủ trì, phối hợp, tham mưu, thực hiện.")
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", help="Chỉ việc có hạn đến hết ngày này, ví dụ 2026-06-30.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="In ra CSV.")] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Ghi ra tệp Excel này.")] = None,
) -> None:
    """List who must do what by when, soonest deadline first."""
    from corpus.spreadsheet import save_tasks
    from corpus.tasks import format_csv, list_tasks, read_day, read_role, task_record

    wanted = read_role(role) if role is not None else None
    until = read_day(due) if due is not None else None
    with opened(library) as held:
        found = list_tasks(held.documents(), agency=agency, role=wanted, due_by=until)
    records = [task_record(document, task) for document, task in found]
    if xlsx is not None:
        save_tasks(records, xlsx)
    elif as_json:
        print_json(records)
    elif as_csv:
        print(format_csv(records), end="")
    for record in () if as_json or as_csv or xlsx else records:
        deadline = record["deadline"] or choose("không ghi hạn", "no deadline")
        print(f"{record['agency']} · {record['role']} · {deadline}\n  {record['task']}")
        print(f"  [{record['document']}, {record['section']}]")


@app.command(help="Mở trang tìm kiếm trên trình duyệt.")
def serve(
    host: Annotated[str, typer.Option("--host", help="Địa chỉ máy chủ.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Cổng, từ 0 đến 65535; 0 là cổng trống bất kỳ.")
    ] = 8000,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
    reranker: RerankerOption = None,
) -> None:
    """Serve the search page until interrupted."""
    from web.app import serve as serve_pages

    serve_pages(service(library, encoder, reranker), host, port, language())


app.add_typer(eval_app, name="eval")


@app.command(help="Lập lại chỉ mục.")
def rebuild(
    if_stale: Annotated[
        bool,
        typer.Option("--if-stale", help="Chỉ lập lại nếu chỉ mục không còn khớp."),
    ] = False,
    again: Annotated[bool, typer.Option("--reread", help="Đọc lại mọi tệp gốc trước khi lập.")] = False,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Build a generation even where the one in service seems current."""
    from corpus.rereading import reread

    with opened(library) as held, indexed(held, encoder, always=not if_stale) as stage:
        for done in reread(held, lambda at, total: stage("read", at, total)) if again else ():
            if done.error:
                print(f"{done.document.source}: {done.error.sentence(language())}")


@app.command(help="Kiểm tra thư viện, chỉ mục và các công cụ đọc tệp.")
def doctor(library: LibraryOption = None, encoder: EncoderOption = None, as_json: JsonOption = False) -> None:
    """Say what is well and what is not; exit with code 1 if the library can't be searched."""
    from dataclasses import asdict

    from index.checkup import examine
    from web.plain import format_finding

    findings = list(examine(library_folder(library), encoder))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    for finding in () if as_json else findings:
        print(format_finding(finding, language()))
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


# -- pieces of the commands -----------------------------------------------------------------------------------


def library_folder(named: Path | None) -> Path:
    """Return the library's folder: the named one, the environment's, the checkout's, or the platform's."""
    return named or default_folder("library", "TRICHDAN_LIBRARY")


@contextmanager
def opened(folder: Path | None, *, create: bool = False) -> Iterator["Library"]:
    """Open the library for the length of a command."""
    from corpus.library import Library

    with Library(library_folder(folder), create=create) as library:
        yield library


def service(folder: Path | None, encoder: str | None, reranker: str | None = None) -> "SearchService":
    """Open the library for questions."""
    from search.service import SearchService

    return SearchService(library_folder(folder), encoder, reranker)


@contextmanager
def indexed(library: "Library", encoder: str | None, *, always: bool = False) -> Iterator["Stage"]:
    """Hold the library for what is done inside, then bring its index up to date.

    The encoder is chosen first, so that nothing is changed where it can't be had.
    """
    from index.refresh import choose_encoder, refresh
    from web.progress import show_stages

    with library.writing(), show_stages(language()) as stage:
        model = choose_encoder(library, encoder, change=always)
        yield stage
        manifest = refresh(library, model, stage, always=always)
    if manifest:
        documents, passages = len(manifest.versions), manifest.passages
        vietnamese = f"chỉ mục: {documents} văn bản, {passages} đoạn"
        print(choose(vietnamese, f"index: {documents} documents, {passages} passages"))


def print_json(value: object) -> None:
    """Print JSON, and nothing else, on the output stream."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


# -- the whole ------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: every error is one sentence and exit code 1, of usage 2."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    speak(read_language(typed))
    command: Any = typer.main.get_command(app)
    if "--help" in typed or typed[-1:] in ([], ["eval"]):  # these two show their help
        translate(command)
    try:
        code = command.main(typed, prog_name="trichdan", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 (whatever it is, a person gets a sentence and no traceback)
        from web.usage import explain_error

        fail(*explain_error(error, language()))
    if code == INTERRUPTED:
        fail(choose("Đã dừng; dữ liệu đã có vẫn nguyên vẹn.", "Stopped; what was there is intact."), code)
    raise SystemExit(code or 0)


def read_language(typed: Sequence[str]) -> Language:
    """Return the language asked for by ``--lang`` or by the environment, before anything is said in it."""
    named = os.environ.get("TRICHDAN_LANG", "vi")
    for option, value in zip(typed, [*typed[1:], ""], strict=False):
        if option == "--lang" or option.startswith("--lang="):
            named = option.partition("=")[2] or value
    return "en" if named == "en" else "vi"


def translate(command: Any) -> None:
    """Put all help into the language of this call."""
    from eval.wording import ENGLISH_HELP
    from web.usage import translate_help

    translate_help(command, language(), ENGLISH_HELP)


def fail(sentence: str, code: int) -> NoReturn:
    """Say one sentence on the error stream and leave."""
    if sentence:
        print(sentence, file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
