"""Vietnamese in the fonts of the 1990s: TCVN3 (``.VnTime``) and VNI (``VNI-Times``) read as Unicode.

Both drew Vietnamese letters in the places of Western ones, so a file in such a font says ``Céng hoµ`` or
``Coäng hoøa`` where the page shows ``Cộng hòa``. Code charts: TCVN 5712:1993 (VN3), VNI-Win.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.block import Block
from corpus.formats.syllables import share_of_syllables

# Western letter to Vietnamese letter, in pairs.
_TCVN3_PAIRS = (
    "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợ"
    "ïùóúñủòũôụ\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"
)
_TCVN3 = {ord(_TCVN3_PAIRS[i]): _TCVN3_PAIRS[i + 1] for i in range(0, len(_TCVN3_PAIRS), 2)}

_UNICODE_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_SAMPLE = 20_000
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ON_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_ON_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _make_vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for letter in "aeouy":
        table |= {letter + mark: letter + tone for mark, tone in _TONES.items()}
    for letter, written in (("ô", "ơ"), ("ö", "ư")):
        table |= {letter + mark: written + tone for mark, tone in _TONES.items()}
    for letter in "aeo":
        table |= {letter + mark: letter + "\u0302" + tone for mark, tone in _ON_CIRCUMFLEX.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _ON_BREVE.items()}
    composed = {key: unicodedata.normalize("NFC", value) for key, value in table.items()}
    upper = {key.upper(): value.upper() for key, value in composed.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in composed.items()}
    return composed | mixed | upper


_VNI = _make_vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def read_tcvn3(text: str, capitals: bool = False) -> str:
    """Return Unicode for text in a TCVN3 font; the capitals of that family are fonts of their own."""
    read = text.translate(_TCVN3)
    return read.upper() if capitals else read


def read_vni(text: str) -> str:
    """Return Unicode for text in a VNI font."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


def read_font(text: str, font: str) -> str:
    """Return Unicode for text set in a font of this name; text of any other font as it is.

    Args:
        text: as stored.
        font: name of the font, with or without the prefix of a subset (``ABCDEF+.VnTimeH``).
    """
    name = font.rpartition("+")[2].lower()
    if not name.startswith((".vn", "vn", "vni")) or _UNICODE_VIETNAMESE.search(text):
        return text
    if name.startswith((".vn", "vntime", "vnarial")):
        family = re.split(r"[-, ]", name)[0]
        return read_tcvn3(text, capitals=family.endswith("h"))
    if name.startswith("vni"):
        return read_vni(text)
    return text


def find_recovery(text: str) -> Callable[[str], str] | None:
    """Return how to read text that makes sense only as TCVN3 or VNI, None where it makes sense as neither.

    For files that have lost their font names; decided by the share of real Vietnamese syllables.

    Args:
        text: all of it, or a good part.
    """
    plain = share_of_syllables(text)
    if plain > 0.7:
        return None
    shares = {read: share_of_syllables(read(text[:_SAMPLE])) for read in (read_tcvn3, read_vni)}
    best = max(shares, key=lambda read: shares[read])
    return best if shares[best] > 0.75 and shares[best] - plain > 0.25 else None


def recover_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks read as Unicode, if all together they make sense only as TCVN3 or VNI.

    Args:
        blocks: of one document.
    """
    sample = ""
    for block in blocks:
        sample += f"{block.text} "
        if len(sample) > _SAMPLE:
            break
    read = find_recovery(sample)
    if read is None:
        return tuple(blocks)
    return tuple(
        replace(block, runs=tuple(replace(run, text=read(run.text)) for run in block.runs))
        for block in blocks
    )
