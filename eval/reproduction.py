"""One command for the figures that the README quotes: the shipped documents, the shipped questions, one table."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import corpus
from corpus.errors import Language, TrichdanError
from corpus.ingestion import ingest
from corpus.library import Library
from eval.archive import Files
from eval.configurations import CONFIGURATIONS, WHOLE, Configuration, describe_configuration
from eval.digest import Table, format_markdown
from eval.manifest import describe_run
from eval.questions import QuestionSet, load_questions
from eval.run import DEPTH, Progress, run_set
from eval.summary import Summary
from eval.wording import WORDS, say
from index.encoder import load_encoder
from index.generation import build
from search.service import SearchService

_HERE = Path(__file__).resolve().parent
SHIPPED_SET = _HERE / "sets" / "party-dev.jsonl"
SHIPPED_RESULTS = _HERE / "results" / "party-dev"
_BEGIN, _END = "<!-- eval -->", "<!-- /eval -->"
_QUOTED = ("hit@1", "hit@3", "hit@10", "MRR@10", "Recall@100")
_LANGUAGES = ("vi", "vi-nodiac", "en-mixed", "en")


def reproduce(
    out: Path | None,
    *,
    encoder: str | None = None,
    stages: Callable[[str, int, int], None] = lambda *_: None,
    progress: Progress | None = None,
) -> Summary:
    """Build a library of the shipped documents in a temporary folder and run the shipped questions over it.

    Args:
        out: folder for ``summary.json`` and ``per-query.jsonl``; None writes nothing.
        encoder: name or path of another encoder.
        stages: told how far each stage of the build is.
        progress: told after every question.
    """
    with tempfile.TemporaryDirectory() as folder, serve_shipped(encoder, stages) as service:
        questions = load_questions(SHIPPED_SET, service.library.documents())
        summary = measure_service(service, questions, Path(folder), library=None, progress=progress)
        if out is not None:
            _keep(Path(folder), out)
    return summary


@contextmanager
def serve_shipped(
    encoder: str | None = None, stages: Callable[[str, int, int], None] = lambda *_: None
) -> Iterator[SearchService]:
    """Serve a library of the shipped documents that is gone afterwards.

    Args:
        encoder: name or path of another encoder.
        stages: told how far each stage of the build is.
    """
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        _build(library, encoder, stages)
        service = SearchService(library, encoder)
        try:
            yield service
        finally:
            service.library.close()


def _build(folder: Path, encoder: str | None, stages: Callable[[str, int, int], None]) -> None:
    documents = Path(corpus.__path__[0]) / "documents"
    with Library(folder, create=True) as library, library.writing():
        for report in ingest(library, [documents]):
            if report.error:
                raise report.error
        build(library, load_encoder(encoder), stages)


def _keep(run: Path, out: Path) -> None:
    """Keep what a comparison needs; the whole rankings can be made again."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in (Files(run).summary.name, Files(run).rows.name):
            shutil.copyfile(run / name, out / name)
    except OSError as error:
        raise TrichdanError(
            f"Không ghi được kết quả vào {out}: {error.strerror}. Hãy chọn thư mục khác bằng --out.",
            f"The results can't be written to {out}: {error.strerror}. Choose another folder with --out.",
        ) from error


def measure_service(
    service: SearchService,
    questions: QuestionSet,
    out: Path | None,
    *,
    library: Path | None,
    configuration: Configuration = CONFIGURATIONS[WHOLE],
    depth: int = DEPTH,
    progress: Progress | None = None,
) -> Summary:
    """Run a question set over a library in service, judging every passage of it.

    Args:
        service: the library.
        questions: what it is asked.
        out: folder for the run's files; None writes nothing.
        library: the folder to name in the manifest.
        configuration: which parts of the search are asked.
        depth: how many passages each question brings.
        progress: told after every question.
    """
    documents = service.library.documents(service.manifest["versions"])
    judged = {"name": questions.name, "sha256": questions.sha256, "questions": len(questions)}
    described = describe_configuration(service.manifest, configuration.name)
    manifest = describe_run(described, judged, depth, library=library, documents=documents)
    searcher = configuration.assemble(service.searcher.parts)
    return run_set(
        searcher, questions, out, documents=documents, manifest=manifest, depth=depth, progress=progress
    )


def quality_table(summary: Mapping[str, Any], language: Language) -> Table:
    """Return the table by language that the README quotes.

    Args:
        summary: a run's ``summary.json``.
        language: of the head and of the names.
    """
    by = {"all": {**summary["counts"], **summary["measures"]}} | summary["by"]["lang"]
    names = [name for name in (*_LANGUAGES, "all") if name in by and by[name]["answerable"]]
    names += sorted(name for name in by if name not in (*_LANGUAGES, "all") and by[name]["answerable"])
    head = [say("lang", language), say("answerable", language), *_QUOTED]
    return [head] + [
        [
            say(name, language) if name in WORDS else name,
            f"{by[name]['answerable']:.0f}",
            *(f"{by[name][measure]:.2f}" for measure in _QUOTED),
        ]
        for name in names
    ]


def quality_line(summary: Mapping[str, Any], language: Language) -> str:
    """Return what the table by language leaves out: answers, abstention, time."""
    figures = (
        ("f1", summary["answer"]["f1"]),
        ("auroc", summary["abstention"]["auroc"]),
        ("p50", summary["latency_ms"]["p50"]),
        ("p95", summary["latency_ms"]["p95"]),
    )
    return " · ".join(f"{say(name, language)} {value:.2f}" for name, value in figures if value is not None)


def quote_figures(page: str, summary: Mapping[str, Any], language: Language = "en") -> str:
    """Return a page with the figures of a run between its marks ``<!-- eval -->`` and ``<!-- /eval -->``.

    Raises:
        TrichdanError: the page lacks the marks.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise TrichdanError(
            f"Trang không có chỗ cho số liệu. Hãy thêm hai dòng {_BEGIN} và {_END}.",
            f"The page has no place for the figures. Add the two lines {_BEGIN} and {_END}.",
        )
    figures = f"{format_markdown(quality_table(summary, language))}\n{quality_line(summary, language)}"
    return f"{before}{_BEGIN}\n{figures}\n{_END}{after}"
