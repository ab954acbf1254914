"""Progress of a command, drawn on the error stream where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from web.wording import Language

Stage = Callable[[str, int, int], None]
"""Called with a stage of the work, what of it is done, and what there is to do."""

_STAGES = {
    "read": ("Đọc tệp", "Reading files"),
    "segment": ("Tách từ", "Segmenting words"),
    "encode": ("Mã hóa đoạn", "Encoding passages"),
    "write": ("Ghi chỉ mục", "Writing the index"),
    "answer": ("Trả lời câu hỏi", "Answering questions"),
}


@contextmanager
def show_stages(language: Language) -> Iterator[Stage]:
    """Draw a bar a stage while the work inside goes on; a stream that is no terminal gets none.

    Lines printed meanwhile go above the bars, but where they go to a file they must not be drawn on the terminal.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console, drawn = Console(stderr=True), dict[str, Any]()
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=sys.stdout.isatty(),
    ) as bars:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in drawn:
                drawn[stage] = bars.add_task(_STAGES[stage][language == "en"], total=total)
            bars.update(drawn[stage], completed=done, total=total)

        yield tell
