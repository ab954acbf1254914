"""Every address of the interface is made here."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

from web.wording import Language

SEARCH = "/"
SEARCH_JSON = "/tim.json"
DOCUMENTS = "/tai-lieu"
TASKS = "/phan-cong"
LIBRARY = "/thu-vien"
INTAKE = "/thu-vien/nhap"
EVALUATION = "/danh-gia"
JUDGEMENTS = "/danh-gia/doan"
SETS = "/danh-gia/bo-cau-hoi"
RUNS = "/danh-gia/lan-do"
MEASURING = "/danh-gia/dang-do"
COMPARISON = "/danh-gia/so-sanh"
REPORT = "/danh-gia/bao-cao"
POOLS = "/danh-gia/gop"
HEALTH = "/suc-khoe"
METRICS = "/metrics"
STATIC = "/tinh"

_UNFIT = re.compile(r"[\\\x00-\x20\x7f]|^/[/\\]")


def document_url(document_id: str, address: str = "") -> str:
    """Return the address of a document's page, with one of its passages marked and scrolled to.

    Args:
        document_id: `Document.id`.
        address: `Passage.address`, such as ``III.3.-4.+4``.
    """
    url = f"{DOCUMENTS}/{quote(document_id, safe='')}"
    where = quote(address, safe="")
    return f"{url}?trich={where}#{where}" if address else url


def evidence_url(document_id: str, question: str) -> str:
    """Return a document's page where words are marked as evidence for a question."""
    return with_query(document_url(document_id), hoi=question) + "#bang-chung"


def section_url(anchor: str) -> str:
    """Return the address, within a document's page, of a section or passage."""
    return "#" + quote(anchor, safe="")


def document_json_url(document_id: str) -> str:
    """Return the address of a document's JSON twin."""
    return f"{DOCUMENTS}/{quote(document_id, safe='')}.json"


def original_url(document_id: str) -> str:
    """Return the address of the file that a document was read from."""
    return f"{DOCUMENTS}/{quote(document_id, safe='')}/goc"


def page_url(document_id: str, page: int, address: str = "") -> str:
    """Return the address of a page of an original, with one of its passages boxed and scrolled to.

    Args:
        document_id: `Document.id`.
        page: from 1.
        address: `Passage.address`, or "".
    """
    url = with_query(f"{DOCUMENTS}/{quote(document_id, safe='')}/trang/{page}", trich=address)
    return f"{url}#khung" if address else url


def page_json_url(document_id: str, page: int, address: str = "") -> str:
    """Return the address of the JSON twin of a page of an original."""
    return with_query(f"{DOCUMENTS}/{quote(document_id, safe='')}/trang/{page}.json", trich=address)


def page_picture_url(document_id: str, page: int) -> str:
    """Return the address of the picture of a page of an original."""
    return f"{DOCUMENTS}/{quote(document_id, safe='')}/trang/{page}.png"


def relations_url(document_id: str) -> str:
    """Return the page that draws what a document stands to."""
    return f"{DOCUMENTS}/{quote(document_id, safe='')}/luoc-do"


def correction_url(document_id: str) -> str:
    """Return the page where what a document states is corrected."""
    return f"{DOCUMENTS}/{quote(document_id, safe='')}/sua"


def intake_url(job: str) -> str:
    """Return the page of one upload."""
    return f"{INTAKE}/{job}"


def set_url(name: str) -> str:
    """Return the page of a question set."""
    return f"{SETS}/{quote(name, safe='')}"


def run_url(name: str) -> str:
    """Return the page of a run."""
    return f"{RUNS}/{quote(name, safe='')}"


def measuring_url(job: str) -> str:
    """Return the page of a run under way."""
    return f"{MEASURING}/{job}"


def pool_url(name: str, question: int = 0) -> str:
    """Return the page of a pool, or of one of its questions, counted from 1."""
    url = f"{POOLS}/{quote(name, safe='')}"
    return f"{url}/{question}" if question else url


def local_url(url: str) -> str:
    """Return an address that a form handed back, "" unless it is one of this server's own."""
    parts = urlsplit(url)
    inside = url.startswith("/") and not parts.scheme and not parts.netloc
    return url if inside and not _UNFIT.search(url) else ""


def comparison_url(document_id: str, earlier_id: str) -> str:
    """Return the page of what changed in a document since an earlier version."""
    return with_query(f"{DOCUMENTS}/{quote(document_id, safe='')}/so-sanh", ban=earlier_id)


def with_query(path: str, **values: object) -> str:
    """Return a path with a query; values that are empty or None are left out, ``_`` in a name is ``-``."""
    query = {
        name.replace("_", "-"): value for name, value in values.items() if value not in (None, "", False)
    }
    return f"{path}?{urlencode(query)}" if query else path


def repeated(name: str, values: Iterable[str]) -> str:
    """Return a query that gives one name several values."""
    return urlencode([(name, value) for value in values])


def with_language(url: str, language: Language) -> str:
    """Return the address so that it opens in the language; Vietnamese needs nothing in it."""
    if language == "vi":
        return url
    before, mark, fragment = url.partition("#")
    return f"{before}{'&' if '?' in before else '?'}lang={language}{mark}{fragment}"


def day_in_words(day: date | None, language: Language = "vi") -> str:
    """Return a date as people write it: 02/02/2024, in English 2 February 2024; "" for None."""
    if day is None:
        return ""
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
