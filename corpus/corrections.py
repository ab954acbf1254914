"""What a person says a document states, where it was read wrongly or could not be read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from corpus.document import Document, Metadata
from corpus.errors import TrichdanError
from corpus.numbers import normalise_number

FIELDS = ("number", "type", "date", "issuer", "title")
_LONGEST = 1_000  # characters of one value
_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class CorrectionError(TrichdanError):
    """A value can't be what a document states."""


def read_corrections(typed: Mapping[str, str]) -> dict[str, str]:
    """Return typed values as they are kept: a date as ISO, a number normalised, "" for what is not stated.

    Args:
        typed: values by field; fields other than `FIELDS` are passed over.

    Raises:
        CorrectionError: a date is none, or a value is longer than any document's.
    """
    return {field: _read(field, " ".join(typed[field].split())) for field in FIELDS if field in typed}


def stated_values(stated: Metadata) -> dict[str, str]:
    """Return what a document states in the form that corrections have."""
    values = {field: getattr(stated, field) for field in FIELDS}
    return {
        field: value.isoformat() if isinstance(value, date) else value or ""
        for field, value in values.items()
    }


def correct(document: Document, corrections: Mapping[str, str]) -> Document:
    """Return a document with corrections put in place of what was read.

    Args:
        document: as it was read.
        corrections: values by field, as `read_corrections` returns them.
    """
    if not corrections:
        return document
    values: dict[str, Any] = {field: value or None for field, value in corrections.items()}
    if values.get("date"):
        values["date"] = date.fromisoformat(values["date"])
    warnings = [code for code in document.metadata.warnings if code.partition("_")[0] not in corrections]
    warnings += [f"{field}_missing" for field, value in corrections.items() if not value]
    return replace(document, metadata=replace(document.metadata, **values, warnings=tuple(warnings)))


def _read(field: str, value: str) -> str:
    if len(value) > _LONGEST:
        raise CorrectionError(
            f"Nội dung sửa dài quá {_LONGEST} ký tự. Hãy rút gọn rồi lưu lại.",
            f"A correction is longer than {_LONGEST} characters. Shorten it and save again.",
        )
    if field == "date" and value:
        return _read_day(value).isoformat()
    if field == "number" and value:
        return normalise_number(value) or value
    return value


def _read_day(value: str) -> date:
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise CorrectionError(
        f"“{value}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 02/02/2024.",
        f"“{value}” is no date. Write day/month/year, such as 02/02/2024.",
    )
