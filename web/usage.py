"""Help and errors on the command line, in both languages.

The commands are written in Vietnamese; what typer itself says, and the English help, are put in here.
"""

import os
import sqlite3
from collections.abc import Mapping
from typing import Any

from corpus.errors import TrichdanError
from web.wording import Language

HELP = "Xem hướng dẫn này."
ENGLISH = {
    HELP: "Show this message.",
    "Tìm và trích dẫn đúng điều khoản trong văn bản hành chính, ngay trên máy này.": "Find and cite the exact clause in Vietnamese administrative documents, on this machine.",
    "Thêm tệp hoặc cả thư mục vào thư viện rồi lập chỉ mục.": "Add files or folders to the library and index them.",
    "Bỏ một văn bản khỏi thư viện.": "Take a document out of the library.",
    "Liệt kê văn bản trong thư viện.": "List the documents of the library.",
    "Xem một văn bản: thuộc tính và mục lục, hoặc nguyên văn một mục.": "Show a document: attributes and outline, or the words of one section.",
    "Tìm các đoạn trả lời một câu hỏi, hoặc mọi câu hỏi trong một tệp.": "Find the passages that answer a question, or every question of a file.",
    "Liệt kê việc được giao trong cả thư viện, việc đến hạn sớm đứng trước.": "List the assignments of the whole library, soonest due first.",
    "Mở trang tìm kiếm trên trình duyệt.": "Serve the search page.",
    "Lập lại chỉ mục.": "Rebuild the index.",
    "Đọc lại mọi tệp gốc trước khi lập.": "Read every original again first.",
    "Ghi ra tệp Excel này.": "Write this Excel file.",
    "Kiểm tra thư viện, chỉ mục và các công cụ đọc tệp.": "Check the library, the index and the programs that read files.",
    "Tệp hoặc thư mục cần thêm.": "Files or folders to add.",
    "Thêm năm văn bản mẫu đi kèm chương trình.": "Add the five sample documents that come with the program.",
    "Mã, tên tệp hoặc số hiệu văn bản.": "Id, file name or number of a document.",
    "Đường dẫn một mục, ví dụ III.3.": "Path of one section, such as III.3.",
    "Câu hỏi.": "The question.",
    "Số đoạn trả về, từ 1 đến 1000.": "How many passages to return, 1 to 1000.",
    "In ra JSON.": "Print JSON.",
    "In ra CSV.": "Print CSV.",
    "Tệp JSONL, mỗi dòng một câu hỏi.": "JSONL file, one question a line.",
    "Tệp JSONL nhận kết quả.": "JSONL file that takes the results.",
    "Tìm đúng như đã gõ, không thêm dấu.": "Search exactly as typed; restore no marks.",
    "Chỉ việc của cơ quan có tên chứa chữ này.": "Only assignments of agencies whose name holds these words.",
    "Chỉ vai trò này: chủ trì, phối hợp, tham mưu, thực hiện.": "Only this role: chủ trì, phối hợp, tham mưu, thực hiện.",
    "Chỉ việc có hạn đến hết ngày này, ví dụ 2026-06-30.": "Only assignments due by this day, such as 2026-06-30.",
    "Địa chỉ máy chủ.": "Address to serve on.",
    "Cổng, từ 0 đến 65535; 0 là cổng trống bất kỳ.": "Port, 0 to 65535; 0 for any free one.",
    "Chỉ lập lại nếu chỉ mục không còn khớp.": "Only if the index no longer fits the library and the encoder.",
    "Thư mục thư viện.": "The library's folder.",
    "Tên hoặc đường dẫn mô hình sentence-transformers.": "Name or path of a sentence-transformers model.",
    "Tên hoặc đường dẫn cross-encoder xếp lại các đoạn đầu; chậm.": "Name or path of a cross-encoder that puts the first passages in its own order; slow.",
    "Ngôn ngữ thông báo: vi hoặc en.": "Language of messages: vi or en.",
    "In số phiên bản.": "Print the version.",
}
"""What the help of the commands says in English."""

_FRAME = {
    "ARGUMENTS_PANEL_TITLE": ("Đối số", "Arguments"),
    "OPTIONS_PANEL_TITLE": ("Tùy chọn", "Options"),
    "COMMANDS_PANEL_TITLE": ("Lệnh", "Commands"),
    "DEFAULT_STRING": ("[mặc định: {}]", "[default: {}]"),
    "ENVVAR_STRING": ("[biến môi trường: {}]", "[env var: {}]"),
    "REQUIRED_LONG_STRING": ("[bắt buộc]", "[required]"),
}
"""What typer writes around the help, by the name of its setting."""


def translate_help(command: Any, language: Language, more: Mapping[str, str]) -> None:
    """Put the help of a command, and of those below it, into a language.

    Args:
        command: what `typer.main.get_command` returns.
        language: of the help from now on.
        more: English of help that `ENGLISH` does not have.
    """
    from typer import rich_utils  # noqa: PLC0415 (takes its time, and only help needs it)

    for name, wordings in _FRAME.items():
        setattr(rich_utils, name, wordings[language == "en"])
    _translate(command, {**more, **ENGLISH} if language == "en" else {})


def _translate(command: Any, english: Mapping[str, str]) -> None:
    asking = command.get_help_option(command.context_class(command))
    if asking is not None:
        asking.help = HELP
    for told in (command, *command.params, *([asking] if asking else [])):
        said = getattr(told, "help", None)
        if said:
            told.help = english.get(said, said)
    for child in getattr(command, "commands", {}).values():
        _translate(child, english)


def explain_error(error: Exception, language: Language) -> tuple[str, int]:
    """Return the sentence for whatever ended a command, and the exit code.

    With ``TRICHDAN_DEBUG`` in the environment, an error that nobody foresaw is raised again.

    Args:
        error: the error.
        language: of the sentence.
    """
    if isinstance(error, TrichdanError):
        return error.sentence(language), 1
    if hasattr(error, "exit_code"):
        return explain_usage(error, language), error.exit_code
    if os.environ.get("TRICHDAN_DEBUG"):
        raise error
    told = str(error) if isinstance(error, OSError | sqlite3.Error) else f"{type(error).__name__}: {error}"
    if language == "en":
        return f"This failed unexpectedly ({told}). Set TRICHDAN_DEBUG=1 and run it again for the details.", 1
    return f"Gặp lỗi ngoài dự kiến ({told}). Hãy đặt TRICHDAN_DEBUG=1 rồi chạy lại để xem chi tiết.", 1


def explain_usage(error: Any, language: Language) -> str:
    """Return an error of usage in one sentence that ends with where to look, "" where the help was shown instead.

    Args:
        error: what typer raises; it has `format_message` and `exit_code`.
        language: of the sentence.
    """
    english = error.format_message().strip().rstrip(".?")
    if not english:
        return ""
    where = f"{error.ctx.command_path if error.ctx else 'trichdan'} --help"
    if language == "en":
        return f"{english}. See “{where}”."
    return f"{_say_in_vietnamese(error, english)}. Hãy xem “{where}”."


def _say_in_vietnamese(error: Any, english: str) -> str:
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", None)
    quoted = english.split("'")[1::2]
    if parameter is not None:
        spelled = parameter.opts[-1] if parameter.opts[-1].startswith("-") else parameter.metavar
        what = "Thiếu" if english.startswith("Missing") else "Không dùng được giá trị của"
        return f"{what} {spelled or parameter.name.upper()} ({(parameter.help or '').rstrip('.')})"
    if option is not None and hasattr(error, "possibilities"):
        return f"Không có tùy chọn {option}{_maybe(error.possibilities or ())}"
    if option is not None:
        return f"Tùy chọn {option} thiếu giá trị, hoặc không nhận giá trị"
    if english.startswith("No such command") and quoted:
        return f"Không có lệnh {quoted[0]}{_maybe(quoted[1:])}"
    return f"Dòng lệnh không dùng được ({english})"


def _maybe(names: Any) -> str:
    return f"; có phải là {' hay '.join(names)}" if names else ""
