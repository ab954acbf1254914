import re
import string
from pathlib import Path

import pytest

import web
from web.wording import PHRASES, Wording, read_language

FOLDER = Path(web.__path__[0])
SOURCES = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html")]
USED = {
    key
    for file in SOURCES
    for key in re.findall(r"""say\(\s*["']([\w.]+)["']\s*[,)]""", file.read_text("utf-8"))
}
PREFIXES = {
    p for file in SOURCES for p in re.findall(r"""say\(\s*["']([\w.]+\.)["'] [~+]""", file.read_text("utf-8"))
}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", PHRASES)
def test_every_phrase_is_complete_in_both_languages(key: str) -> None:
    vi, en = PHRASES[key]
    assert vi.strip() and en.strip()
    assert fields(vi) == {name for part in en.split(" | ") for name in fields(part)} | (fields(vi) & {"n"})


def test_every_key_in_use_is_in_the_catalogue() -> None:
    assert len(USED) > 40
    assert sorted(USED - PHRASES.keys()) == []
    assert [prefix for prefix in PREFIXES if not any(key.startswith(prefix) for key in PHRASES)] == []


def test_every_phrase_is_in_use() -> None:
    code = "".join(
        file.read_text("utf-8") for file in SOURCES if not file.name.startswith(("wording", "phrases"))
    )
    dynamic = ("warning.", "example.", "tasks.", "slice.", "configuration.", *PREFIXES)
    unused = [
        key
        for key in PHRASES
        if not key.startswith(dynamic) and f'"{key}"' not in code and f"'{key}'" not in code
    ]
    assert unused == []


def test_english_counts_in_one_and_many() -> None:
    assert Wording("en")("home.count", n=1) == "1 document"
    assert Wording("en")("home.count", n=5) == "5 documents"
    assert Wording("vi")("home.count", n=1) == "1 văn bản"


def test_an_unknown_warning_is_shown_by_its_code() -> None:
    assert "odd_thing" in Wording("vi").warning("odd_thing")
    assert Wording("en").warning("number_missing") == "The document states no number."


@pytest.mark.parametrize(
    ("asked", "kept", "language"),
    [
        (None, None, "vi"),
        ("en", None, "en"),
        (None, "en", "en"),
        ("vi", "en", "vi"),
        ("fr", "en", "en"),
        ("fr", None, "vi"),
    ],
)
def test_the_address_says_the_language_before_the_cookie_does(
    asked: str | None, kept: str | None, language: str
) -> None:
    assert read_language(asked, kept) == language
