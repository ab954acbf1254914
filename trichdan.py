"""The command line; the one module that reaches every layer."""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import platformdirs
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from corpus.document import Document
from corpus.errors import Language, LibraryEmpty, TrichdanError

if TYPE_CHECKING:
    from corpus.ingestion import FileReport
    from corpus.library import Library
    from search.result import Hit, Result
    from search.service import SearchService

ENGLISH_HELP = {
    "Tìm và trích dẫn đúng điều khoản trong văn bản hành chính, ngay trên máy này.": "Find and cite the exact clause in Vietnamese administrative documents, on this machine.",
    "Thêm tệp hoặc cả thư mục vào thư viện rồi lập chỉ mục.": "Add files or folders to the library and index them.",
    "Tệp hoặc thư mục cần thêm.": "Files or folders to add.",
    "Thêm năm văn bản mẫu đi kèm chương trình.": "Add the five sample documents that come with the program.",
    "Bỏ một văn bản khỏi thư viện.": "Take a document out of the library.",
    "Liệt kê văn bản trong thư viện.": "List the documents of the library.",
    "Xem một văn bản: thuộc tính, mục lục, phân công.": "Show a document: attributes, outline, assignments.",
    "Tìm các đoạn trả lời một câu hỏi.": "Find the passages that answer a question.",
    "Liệt kê việc được giao trong cả thư viện.": "List the assignments of the whole library.",
    "Mở trang tìm kiếm trên trình duyệt.": "Serve the search page.",
    "Lập lại chỉ mục từ đầu.": "Rebuild the index from scratch.",
    "Kiểm tra thư viện, chỉ mục và công cụ đọc tệp.": "Check the library, the index and the tools that read files.",
    "Đo chất lượng tìm kiếm.": "Measure how good the search is.",
    "Mã, tên tệp hoặc số hiệu văn bản.": "Id, file name or number of a document.",
    "Đường dẫn một mục, ví dụ III.3.": "Path of one section, such as III.3.",
    "Câu hỏi.": "The question.",
    "Số đoạn trả về.": "How many passages to return.",
    "In ra JSON.": "Print JSON.",
    "In ra CSV.": "Print CSV.",
    "Tệp JSONL, mỗi dòng một câu hỏi.": "JSONL file, one question a line.",
    "Tệp JSONL nhận kết quả.": "JSONL file that takes the results.",
    "Tìm đúng như đã gõ, không thêm dấu.": "Search exactly as typed; restore no marks.",
    "Chỉ việc của cơ quan có tên chứa chữ này.": "Only assignments of agencies whose name holds these words.",
    "Chỉ vai trò này: chủ trì, phối hợp, tham mưu, thực hiện.": "Only this role: chủ trì, phối hợp, tham mưu, thực hiện.",
    "Chỉ việc có hạn đến hết ngày này (YYYY-MM-DD).": "Only assignments due by this day (YYYY-MM-DD).",
    "Địa chỉ máy chủ.": "Address to serve on.",
    "Cổng.": "Port.",
    "Thư mục thư viện.": "The library's folder.",
    "Tên hoặc đường dẫn mô hình sentence-transformers.": "Name or path of a sentence-transformers model.",
    "Ngôn ngữ thông báo: vi hoặc en.": "Language of messages: vi or en.",
}
WARNINGS = {
    "added": ("đã thêm", "added"),
    "replaced": ("đã thay", "replaced"),
    "unchanged": ("không đổi", "unchanged"),
    "skipped": ("bỏ qua", "skipped"),
}
STAGES = {
    "read": ("Đọc tệp", "Reading files"),
    "segment": ("Tách từ", "Segmenting words"),
    "encode": ("Mã hóa đoạn", "Encoding passages"),
    "write": ("Ghi chỉ mục", "Writing the index"),
}

app = typer.Typer(
    help="Tìm và trích dẫn đúng điều khoản trong văn bản hành chính, ngay trên máy này.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Thư mục thư viện.")]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", help="Tên hoặc đường dẫn mô hình sentence-transformers.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="In ra JSON.")]
DocumentArgument = Annotated[str, typer.Argument(help="Mã, tên tệp hoặc số hiệu văn bản.")]


@app.callback()
def prepare(
    lang: Annotated[
        str, typer.Option("--lang", envvar="TRICHDAN_LANG", help="Ngôn ngữ thông báo: vi hoặc en.")
    ] = "vi",
) -> None:
    """Take the options that stand before a command."""
    _language.append("en" if lang == "en" else "vi")


_language: list[Language] = ["vi"]


def say(vi: str, en: str) -> str:
    """Return the sentence in the language of this call."""
    return vi if _language[-1] == "vi" else en


def main() -> None:
    """Run the command line: every error is one sentence and exit code 1."""
    command = typer.main.get_command(app)
    if "en" in (os.environ.get("TRICHDAN_LANG"), *_typed_language(sys.argv)):
        _language.append("en")
        _translate_help(command)
    try:
        command(prog_name="trichdan")
    except TrichdanError as error:
        fail(error.sentence(_language[-1]))
    except KeyboardInterrupt:
        fail(say("Đã dừng theo yêu cầu; dữ liệu đã có vẫn nguyên vẹn.", "Stopped; what was there is intact."))
    except BrokenPipeError:  # the reader of a pipe, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(sentence: str) -> NoReturn:
    """Say one sentence on the error stream and leave with code 1."""
    err.print(sentence, markup=False)
    raise SystemExit(1)


def default_library() -> Path:
    """Return the library's folder: the environment's, the checkout's, or the platform's data folder."""
    named = os.environ.get("TRICHDAN_LIBRARY")
    if named:
        return Path(named)
    checkout = Path(__file__).resolve().parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "var" / "library"
    return Path(platformdirs.user_data_dir("trichdan", appauthor=False)) / "library"


# -- the library ----------------------------------------------------------------------------------------------


@app.command(help="Thêm tệp hoặc cả thư mục vào thư viện rồi lập chỉ mục.")
def add(
    paths: Annotated[list[Path] | None, typer.Argument(help="Tệp hoặc thư mục cần thêm.")] = None,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
    samples: Annotated[
        bool, typer.Option("--samples", help="Thêm năm văn bản mẫu đi kèm chương trình.")
    ] = False,
) -> None:
    """Add files or folders, then build a generation if anything changed."""
    wanted = [*(paths or []), *([sample_documents()] if samples else [])]
    if not wanted:
        fail(say("Hãy nêu tệp hoặc thư mục cần thêm.", "Name the files or folders to add."))
    from corpus.ingestion import ingest  # noqa: PLC0415 (readers load slowly; other commands do without)

    reports = []
    with opened(library, create=True) as held, held.writing(), bar() as progress:
        stage = Stages(progress)
        for report in ingest(held, wanted, lambda _, done, total: stage("read", done, total)):
            stage.finish()
            out.print(describe(report), markup=False)
            reports.append(report)
        index(held, encoder, stage)
    if any(report.outcome == "skipped" for report in reports):
        raise SystemExit(1)


@app.command(help="Bỏ một văn bản khỏi thư viện.")
def remove(document: DocumentArgument, library: LibraryOption = None, encoder: EncoderOption = None) -> None:
    """Remove a document and rebuild the index without it."""
    with opened(library) as held, held.writing(), bar() as progress:
        gone = held.remove(document)
        index(held, encoder, Stages(progress))
    out.print(say(f"Đã bỏ {gone.source} ({gone.id}).", f"Removed {gone.source} ({gone.id})."), markup=False)


@app.command(help="Lập lại chỉ mục từ đầu.")
def rebuild(library: LibraryOption = None, encoder: EncoderOption = None) -> None:
    """Build a generation even where the one in service seems current."""
    with opened(library) as held, held.writing(), bar() as progress:
        index(held, encoder, Stages(progress), always=True)


@app.command(name="list", help="Liệt kê văn bản trong thư viện.")
def list_documents(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the documents."""
    from corpus.record import document_record  # noqa: PLC0415

    with opened(library) as held:
        documents = held.documents()
    if as_json:
        print_json([document_record(document) for document in documents])
        return
    for document in documents:
        out.print(f"{document.id}  {summarise(document)}", markup=False)


@app.command(help="Xem một văn bản: thuộc tính, mục lục, phân công.")
def show(
    document: DocumentArgument,
    section: Annotated[str | None, typer.Option("--section", help="Đường dẫn một mục, ví dụ III.3.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document or one of its sections."""
    from corpus.record import find_section, show_record  # noqa: PLC0415

    with opened(library) as held:
        found = held.document(document)
    if as_json:
        print_json(show_record(found, section))
    elif section:
        place = find_section(found, section)
        out.print(found.text[place.start : place.end].strip(), markup=False)
    else:
        out.print(summarise(found), markup=False)
        for place in found.sections:
            out.print(f"{'  ' * (place.level - 1)}{place.path}  {place.heading}", markup=False)


@app.command(help="Liệt kê việc được giao trong cả thư viện.")
def tasks(
    agency: Annotated[str | None, typer.Option(help="Chỉ việc của cơ quan có tên chứa chữ này.")] = None,
    role: Annotated[
        str | None, typer.Option(help="Chỉ vai trò này: chủ trì, phối hợp, tham mưu, thực hiện.")
    ] = None,
    due: Annotated[str | None, typer.Option(help="Chỉ việc có hạn đến hết ngày này (YYYY-MM-DD).")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="In ra CSV.")] = False,
) -> None:
    """List who must do what by when, soonest deadline first."""
    from corpus.tasks import list_tasks, task_record  # noqa: PLC0415

    with opened(library) as held:
        found = list_tasks(held.documents(), agency=agency, role=role, due_by=read_day(due))
    records = [task_record(document, task) for document, task in found]
    if as_json:
        print_json(records)
    elif as_csv:
        write_csv(records)
    else:
        for record in records:
            deadline = record["deadline"] or "—"
            out.print(
                f"{record['agency']} · {record['role']} · {deadline}\n  {record['task']}\n"
                f"  [{record['document']} {record['section']}]",
                markup=False,
            )


# -- questions ------------------------------------------------------------------------------------------------


@app.command(help="Tìm các đoạn trả lời một câu hỏi.")
def search(
    question: Annotated[str | None, typer.Argument(help="Câu hỏi.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Số đoạn trả về.")] = 10,
    as_json: JsonOption = False,
    batch: Annotated[Path | None, typer.Option(help="Tệp JSONL, mỗi dòng một câu hỏi.")] = None,
    results: Annotated[Path | None, typer.Option("--out", help="Tệp JSONL nhận kết quả.")] = None,
    as_typed: Annotated[bool, typer.Option("--as-typed", help="Tìm đúng như đã gõ, không thêm dấu.")] = False,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Answer one question, or every question of a file."""
    if batch is not None:
        if results is None:
            fail(say("Hãy nêu tệp nhận kết quả bằng --out.", "Name the file for the results with --out."))
        search_batch(batch, results, k, library, encoder)
        return
    from search.reading import clean_question  # noqa: PLC0415

    clean_question(question or "")
    result = service(library, encoder).search(question or "", k, as_typed=as_typed)
    if as_json:
        print_json(result.as_json())
    else:
        print_result(result)


def search_batch(batch: Path, results: Path, k: int, library: Path | None, encoder: str | None) -> None:
    """Answer every question of a JSONL file; a line that can't be answered says why in its place."""
    questions = list(read_batch(batch))
    searching = service(library, encoder)
    with results.open("w", encoding="utf-8") as file, bar() as progress:
        task = progress.add_task(say("Trả lời câu hỏi", "Answering"), total=len(questions))
        for asked in questions:
            try:
                found = searching.search(asked["question"], k, id=asked.get("id")).as_json()
            except TrichdanError as error:
                found = {**asked, "hits": [], "error": {"vi": error.vi, "en": error.en}}
            file.write(json.dumps(found, ensure_ascii=False) + "\n")
            progress.advance(task)


def read_batch(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the question objects of a JSONL file.

    Raises:
        TrichdanError: the file or one of its lines can't be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrichdanError(
            f"Không đọc được tệp câu hỏi {path}: {error}. Hãy kiểm tra lại đường dẫn.",
            f"The question file {path} can't be read: {error}. Check the path.",
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            if not isinstance(asked["question"], str):
                raise TypeError("question")
        except (ValueError, KeyError, TypeError) as error:
            raise TrichdanError(
                f'Dòng {number} của {path} không phải câu hỏi. Mỗi dòng cần dạng {{"id": …, "question": "…"}}.',
                f'Line {number} of {path} is no question. Each line needs {{"id": …, "question": "…"}}.',
            ) from error
        yield asked


@app.command(help="Mở trang tìm kiếm trên trình duyệt.")
def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ máy chủ.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.", min=0, max=65535)] = 8000,
    library: LibraryOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Serve the search page until interrupted."""
    from web.app import serve as serve_pages  # noqa: PLC0415

    serve_pages(service(library, encoder), host, port)


# -- pieces of the commands -----------------------------------------------------------------------------------


def sample_documents() -> Path:
    """Return the folder of the documents that ship with the product."""
    import corpus  # noqa: PLC0415

    return Path(corpus.__path__[0]) / "documents"


@contextmanager
def opened(folder: Path | None, *, create: bool = False) -> Iterator["Library"]:
    """Open the library for the length of a command."""
    from corpus.library import Library  # noqa: PLC0415

    with Library(folder or default_library(), create=create) as library:
        yield library


def service(folder: Path | None, encoder: str | None) -> "SearchService":
    """Open the library for questions."""
    from search.service import SearchService  # noqa: PLC0415

    return SearchService(folder or default_library(), encoder)


def index(library: "Library", encoder: str | None, stage: "Stages", *, always: bool = False) -> None:
    """Build a generation where the one in service is not that of the library's documents."""
    from index.encoder import load_encoder  # noqa: PLC0415

    from index.generation import build, is_current  # noqa: PLC0415

    if not library.versions() and not library.files.pointer.exists():
        raise LibraryEmpty(
            "Không có tệp nào đọc được nên chưa lập chỉ mục. Hãy xem lý do ở trên rồi thêm lại.",
            "No file could be read, so nothing was indexed. See the reasons above, then add again.",
        )
    model = load_encoder(encoder)
    if not always and is_current(library, model):
        return
    manifest = build(library, model, stage)
    stage.finish()
    out.print(
        say(
            f"Chỉ mục: {len(manifest.versions)} văn bản, {manifest.passages} đoạn.",
            f"Index: {len(manifest.versions)} documents, {manifest.passages} passages.",
        )
    )


@contextmanager
def bar() -> Iterator[Progress]:
    """Show progress on the error stream, where a person watches."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        yield progress


class Stages:
    """One progress bar a stage of the work; call it with the stage, what is done and what there is to do."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, Any] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(say(*STAGES[stage]), total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)

    def finish(self) -> None:
        """Draw the bars as they are now."""
        self._progress.refresh()


def describe(report: "FileReport") -> str:
    """Return the one line a file gets."""
    what = say(*WARNINGS[report.outcome])
    if report.error:
        return f"{what}: {report.path.name}: {report.error.sentence(_language[-1])}"
    passages = say(f"{report.passages} đoạn", f"{report.passages} passages")
    notes = "".join(f" {note.sentence(_language[-1])}" for note in report.notes)
    return f"{what}: {report.path.name} ({report.document_id}, {passages}){notes}"


def summarise(document: Document) -> str:
    """Return a document in one line."""
    stated = document.metadata
    day = stated.date.strftime("%d/%m/%Y") if stated.date else None
    parts = (stated.type, stated.number, day, stated.issuer, stated.title)
    return " · ".join(part for part in parts if part) or document.source


def print_result(result: "Result") -> None:
    """Print a result as a person reads it."""
    if result.query.restored:
        out.print(
            say(f"Đã hiểu là: {result.query.restored}", f"Read as: {result.query.restored}"), markup=False
        )
    if not result.hits:
        out.print(say("Không có đoạn nào phù hợp.", "No passage matches."))
    if result.answer:
        out.print(
            say(f"Trả lời: {result.answer.text}", f"Answer: {result.answer.text}"), markup=False, style="bold"
        )
    for hit in result.hits:
        out.print(f"\n{hit.rank}. {cite_hit(hit)}", style="bold", markup=False)
        out.print(f"{hit.lead_in} {hit.text}".strip(), markup=False)


def cite_hit(hit: "Hit") -> str:
    """Return a hit's citation in one line."""
    document = hit.document
    name = " ".join(part for part in (document.type, document.number) if part) or document.source
    headings = " › ".join(hit.section.headings)
    return f"{name} — {hit.section.path or '·'} {headings}".strip()


def print_json(value: object) -> None:
    """Print JSON, and nothing else, on the output stream."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_csv(records: list[dict[str, Any]]) -> None:
    """Print records as CSV; the mark at the start tells spreadsheets that it is UTF-8."""
    sys.stdout.write("\ufeff")
    writer = csv.DictWriter(sys.stdout, fieldnames=list(records[0]) if records else ["agency"])
    writer.writeheader()
    writer.writerows(records)


def read_day(text: str | None) -> date | None:
    """Return an ISO date.

    Raises:
        TrichdanError: the text is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise TrichdanError(
            f"“{text}” không phải ngày. Hãy viết dạng 2026-06-30.",
            f"“{text}” is no date. Write it as 2026-06-30.",
        ) from error


def _typed_language(arguments: list[str]) -> Iterator[str]:
    for option, value in zip(arguments, [*arguments[1:], ""], strict=True):
        if option == "--lang":
            yield value
        elif option.startswith("--lang="):
            yield option.removeprefix("--lang=")


def _translate_help(command: Any) -> None:
    visit: Callable[[Any], None] = _translate_help
    command.help = ENGLISH_HELP.get(command.help or "", command.help)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = ENGLISH_HELP.get(parameter.help, parameter.help)
    for child in getattr(command, "commands", {}).values():
        visit(child)


if __name__ == "__main__":
    main()
