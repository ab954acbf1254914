"""Assignments as a spreadsheet. The one module that imports xlsxwriter.

The file is Office Open XML (ECMA-376), which Excel, LibreOffice and Google Sheets read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from corpus.errors import LibraryError

#: What stands in each column: the key of `corpus.tasks.task_record`, its heading, its width in characters.
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("agency", "Cơ quan", 32),
    ("role", "Vai trò", 12),
    ("task", "Nhiệm vụ", 80),
    ("deadline", "Thời hạn", 28),
    ("due", "Ngày đến hạn", 14),
    ("document", "Văn bản", 32),
    ("section", "Chỗ ghi", 16),
)
_LONGEST = 32_767  # characters that a cell may hold


def write_tasks(
    records: Iterable[Mapping[str, Any]], target: Path | BinaryIO, headings: Sequence[str] = ()
) -> None:
    """Write assignments as a workbook of one sheet, its head frozen and filterable, its dates real dates.

    Every text is written as text, so that one which begins like a formula is never run.

    Args:
        records: as `corpus.tasks.task_record` makes them.
        target: where to write: a path, or a file opened for writing bytes.
        headings: of the columns, in the order of `COLUMNS`; Vietnamese where none are given.
    """
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), {"in_memory": True})
    sheet = book.add_worksheet("Phân công")
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    for column, (_, vietnamese, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, headings[column] if headings else vietnamese, head)
    row = 0
    for row, record in enumerate(records, 1):
        for column, (key, _, _) in enumerate(COLUMNS):
            _write_cell(sheet, row, column, record.get(key), wrapped, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()


def _write_cell(sheet: Any, row: int, column: int, value: Any, wrapped: Any, day: Any) -> None:
    due = _read_day(value) if COLUMNS[column][0] == "due" else None
    if due:
        sheet.write_datetime(row, column, due, day)
    elif value:
        sheet.write_string(row, column, str(value)[:_LONGEST], wrapped)


def _read_day(value: Any) -> date | None:
    """Return a day that the sheet's calendar has; it begins with the year 1900."""
    found = date.fromisoformat(value) if isinstance(value, str) and value else value
    return found if isinstance(found, date) and found.year >= 1900 else None


def save_tasks(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write assignments to a file; see `write_tasks`.

    Raises:
        LibraryError: the file can't be written.
    """
    try:
        write_tasks(records, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise LibraryError(
            f"Không ghi được tệp {path}. Hãy kiểm tra thư mục và quyền ghi, hoặc đóng tệp nếu đang mở.",
            f"The file {path} can't be written. Check its folder and permissions, or close it if it is open.",
        ) from error
