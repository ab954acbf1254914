"""Options that several of the eval commands take."""

from pathlib import Path
from typing import Annotated

import typer

SetOption = Annotated[Path | None, typer.Option("--set", help="Tệp JSONL của bộ câu hỏi.")]
BeirOption = Annotated[
    Path | None, typer.Option("--beir", help="Thư mục BEIR: corpus.jsonl, queries.jsonl, qrels.tsv.")
]
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Kho văn bản của bộ đo BEIR, nếu ở tệp khác (.jsonl, .xz, .gz)."),
]
CacheOption = Annotated[Path | None, typer.Option("--cache", help="Thư mục giữ chỉ mục của bộ đo.")]
LibraryOption = Annotated[Path | None, typer.Option("--library", help="Thư mục thư viện.")]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", help="Tên hoặc đường dẫn mô hình sentence-transformers.")
]
RerankerOption = Annotated[
    str | None,
    typer.Option("--reranker", help="Tên hoặc đường dẫn cross-encoder xếp lại các đoạn đầu; chậm."),
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Thư mục nhận kết quả.")]
DepthOption = Annotated[int, typer.Option("--depth", min=1, max=1000, help="Số đoạn hỏi cho mỗi câu.")]
JsonOption = Annotated[bool, typer.Option("--json", help="In ra JSON.")]
