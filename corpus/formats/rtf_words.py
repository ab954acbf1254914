"""What the control words of RTF mean, and what a group of them inherits."""

from dataclasses import dataclass

SKIPPED = frozenset(
    "colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf fldinst "
    "themedata listtable listoverridetable rsidtbl generator xmlnstbl datafield nonshppict pn sp filetbl revtbl "
    "bkmkstart bkmkend atnid atnauthor annotation ftnsep ftnsepc aftnsep aftnsepc latentstyles pgptbl background "
    "mmathPr wgrffmtfilter datastore colorschememapping tc xe txe rxe bxe formfield".split()
)
READ_THOUGH_STARRED = frozenset(("shpinst", "shppict", "shptxt"))
CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "endash": "–",
    "emdash": "—", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "", b"{": "{", b"}": "}", b"\\": "\\"}
TOGGLES = {"b": "bold", "i": "italic", "v": "hidden", "deleted": "hidden"}
CODE_PAGES = {
    0: "cp1252",
    163: "cp1258",
    238: "cp1250",
    204: "cp1251",
    161: "cp1253",
    162: "cp1254",
    77: "mac_roman",
}
LEGACY = (".vn", "vni")
MAX_DEPTH = 500


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits, and what it may change without its end being told."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    hidden: bool = False
    font: int = 0
    fallback: int = 1
    centred: bool = False
    in_table: bool = False
    destination: str = ""
