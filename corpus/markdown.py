r"""Markdown and the few HTML tags inside it: inline marks to styled runs.

Emphasis follows the flanking rules of CommonMark (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis)
as far as office documents turned into Markdown need them; a mark without its partner is a character of the text.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence

from corpus.block import Run
from corpus.letters import is_upper
from corpus.numbering import Label
from corpus.vocabulary import match_type

Styled = tuple[Run, ...]

_PREFIX = re.compile(r"\s*(?:(#{1,6})\s+|(?:>\s?)+)(?=\S)")
_TOKEN = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped character
    r"|([(\[]\*{1,3}[)\]])"  # the mark of a note
    r"|(\*+|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))"  # emphasis
    r"|<(/?)(sup|sub|b|strong|i|em|u|span|p|div|center|font|small)\b[^<>\n]{0,200}>"
    r"|(!?)\[([^\[\]\n]{0,500})\]\([^()\s]{1,500}\)"  # a link or picture
    r"|`([^`\n]+)`"
    r"|\[\^(\d{1,3})\]:?"  # a footnote of Markdown
    r"|(?:(?<=[^\W\d_]{2})|(?<=[.,;:”\"’)])|(?<![^\n]))([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"  # a raised number of Unicode
    r"|(\n)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: How many marks may be open at once; a text full of lone marks must not take for ever.
_NESTED = 32
#: Lines over which a style may run; further off, two asterisks have nothing to do with each other.
_MOST_LINES = 8
#: Labels whose heading stands on the next line.
_NAMED = frozenset(("annex", "part", "chapter", "section", "subsection"))
#: Runs of one line within which headings run together are looked for.
_MOST_RUNS = 64
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


class _Mark:
    """One run of asterisks or underscores: what it opens and closes is known once all are seen."""

    __slots__ = ("can_close", "can_open", "character", "closes", "left", "line", "opens")

    def __init__(self, character: str, length: int, can_open: bool, can_close: bool, line: int) -> None:
        self.character = character
        self.left = length
        self.can_open = can_open
        self.can_close = can_close
        self.line = line
        self.opens: list[int] = []
        self.closes: list[int] = []


def take_prefix(line: str) -> tuple[int | None, str]:
    """Return the depth of a Markdown heading (None if the line is none) and the line without its prefix."""
    match = _PREFIX.match(line)
    if match is None:
        return None, line
    marks = match.group(1)
    rest = line[match.end() :]
    return (len(marks), rest.rstrip().rstrip("#")) if marks else (None, rest)


def read_inline(lines: Sequence[str]) -> list[Styled]:
    """Return the styled runs of consecutive lines; a style may begin in one and end in another.

    Args:
        lines: without the prefix of a heading or quotation.

    Returns:
        As many tuples of runs as lines.
    """
    tokens = _tokenize("\n".join(lines))
    _pair([token for token in tokens if isinstance(token, _Mark)])
    written = _Writer()
    for token in tokens:
        if isinstance(token, _Mark):
            written.mark(token)
        elif token == "\n":
            written.end_line()
        elif token.startswith("\0"):
            written.tag(token.lstrip("\0/"), -1 if token[1] == "/" else 1)
        else:
            written.pieces.append(token)
    written.end_line()
    return written.lines


class _Writer:
    """Turns tokens into styled runs.

    Attributes:
        lines: the runs of each line that has ended.
        pieces: characters of the run that is being written.
    """

    def __init__(self) -> None:
        self.lines: list[Styled] = []
        self.pieces: list[str] = []
        self._runs: list[Run] = []
        self._bold = self._italic = self._raised = 0

    def mark(self, mark: _Mark) -> None:
        """Close and open what a run of asterisks closes and opens; those left over are characters."""
        if mark.closes:
            self._end_run()
        self._bold -= mark.closes.count(2)
        self._italic -= mark.closes.count(1)
        if mark.left:
            self.pieces.append(mark.character * mark.left)
        if mark.opens:
            self._end_run()
        if mark.opens and mark.closes:
            self._runs.append(Run(""))  # where two runs of one style meet
        self._bold += mark.opens.count(2)
        self._italic += mark.opens.count(1)

    def tag(self, name: str, change: int) -> None:
        """Follow an HTML tag."""
        self._end_run()
        if name in ("b", "strong"):
            self._bold = max(0, self._bold + change)
        elif name in ("i", "em"):
            self._italic = max(0, self._italic + change)
        elif name == "sup":
            self._raised = max(0, self._raised + change)

    def end_line(self) -> None:
        """End a line; styles that are open go on in the next."""
        self._end_run()
        self.lines.append(tuple(self._runs))
        self._runs = []

    def _end_run(self) -> None:
        if self.pieces:
            self._runs.append(Run("".join(self.pieces), self._bold > 0, self._italic > 0, self._raised > 0))
            self.pieces = []


def _tokenize(text: str) -> list[str | _Mark]:
    tokens: list[str | _Mark] = []
    at = line = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            tokens.append(_unescape(text[at : match.start()]))
        at = match.end()
        escaped, note, marks, closing, tag, picture, words, code, called, raised, line_break = match.groups()
        if marks:
            before = text[match.start() - 1 : match.start()]
            after = text[at : at + 1]
            tokens.append(_Mark(marks[0], len(marks), bool(after.strip()), bool(before.strip()), line))
        elif tag:
            tokens.append("\0" + closing + tag)
        elif called or raised:
            tokens += ["\0sup", called or raised.translate(_RAISED), "\0/sup"]
        elif line_break:
            line += 1
            tokens.append("\n")
        elif escaped or note or code or (words and not picture):
            tokens.append(escaped or note or code or words)
    tokens.append(_unescape(text[at:]))
    return [token for token in tokens if token != ""]


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: html.unescape(match.group()).replace("\n", " "), text)


def _pair(marks: Sequence[_Mark]) -> None:
    """Pair openers with closers, nearest first; a size of 2 is bold, of 1 italic, 3 both."""
    open_: list[_Mark] = []
    for mark in marks:
        while mark.can_close and mark.left:
            at = _find_opener(open_, mark)
            if at is None:
                break
            opener = open_[at]
            size = 2 if min(opener.left, mark.left) >= 2 else 1
            opener.left -= size
            mark.left -= size
            opener.opens.insert(0, size)
            mark.closes.append(size)
            del open_[at + bool(opener.left) :]
        if mark.can_open and mark.left:
            open_.append(mark)


def _find_opener(open_: Sequence[_Mark], mark: _Mark) -> int | None:
    """Return where the nearest open mark that a mark can close stands, None if none is near."""
    for at in range(len(open_) - 1, max(-1, len(open_) - 1 - _NESTED), -1):
        if mark.line - open_[at].line > _MOST_LINES:
            return None
        if open_[at].character == mark.character:
            return at
    return None


def split_run_together(runs: Styled, read_label: Callable[[str], Label | None]) -> Iterator[Styled]:
    """Yield the pieces of a line that holds several headings run together (``**Phần I****KẾT QUẢ****1. …**``).

    A line is cut where one bold run ends and the next begins, if either side shows that a heading ends there:
    a label begins after it, a label or a document's type stands alone before it, or capitals end.

    Args:
        runs: of one line.
        read_label: finds the numbering at the beginning of a text.
    """
    piece: list[Run] = []
    for at, run in enumerate(runs):
        if piece and run.bold and len(piece) <= _MOST_RUNS and run.text.strip() and _meets(runs, at):
            before = "".join(r.text for r in piece).strip()
            if _ends_heading(before, run.text.strip(), not piece[-1].text, read_label):
                yield tuple(piece)
                piece = []
            elif not piece[-1].text:
                piece[-1] = Run(" ", run.bold)
        piece.append(run)
    kept = tuple(run for run in piece if run.text)
    if kept:
        yield kept


def _meets(runs: Styled, at: int) -> bool:
    """Tell whether a bold run begins right where another has ended."""
    before = at - 1
    while before >= 0 and not runs[before].text.strip() and not runs[before].bold:
        before -= 1
    return before >= 0 and before < at - 1 and runs[before].bold


def _ends_heading(before: str, after: str, tight: bool, read_label: Callable[[str], Label | None]) -> bool:
    """Tell whether a heading ends between two bold runs; ``tight`` if not even a space stands between them."""
    label = read_label(before)
    if label is not None and label.end >= len(before):
        return label.kind in _NAMED
    named = match_type(before)
    alone = named is not None and not before[named[1] :].strip(" .:")
    return read_label(after) is not None or (tight and (alone or is_upper(before) != is_upper(after)))
