"""What the models are trained on, read from the data folder: sentence pairs and articles of law."""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

OURS = Path(__file__).parent / "data"
ARTICLES = "phapdien.jsonl.xz"
LAW_LINES = "legal_lines_mt"
_PARALLEL = (  # stem, column of the English side, column of the Vietnamese side
    ("help_en_vi", 1, 2),
    ("ui_en_vi", 0, 1),
    ("tatoeba", 0, 1),
    ("en_vi", 1, 2),
    (LAW_LINES, 2, 3),
)
_ARTICLE_LABEL = re.compile(r"^Điều\s+[\d.A-ZĐ]+\.\s*", re.IGNORECASE)
_TOPIC_LABEL = re.compile(r"^Đề mục\s+[\d.]+\s*")
_SENTENCE = re.compile(r"[^\n.;]{40,}")
_GOLD_SHARE = 1 / 3

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the codified law."""

    id: str
    topic: str
    title: str
    text: str


def read_pairs(path: Path, english: int = 0, vietnamese: int = 1) -> list[Pair]:
    """Return the (English, Vietnamese) pairs of a tab-separated file, empty sides left out."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > max(english, vietnamese):
            pair = (cells[english].strip(), cells[vietnamese].strip())
            if all(pair):
                pairs.append(pair)
    return pairs


def read_parallel(data: Path, leave_out: frozenset[str] = frozenset()) -> list[Pair]:
    """Return the pairs of ``parallel/`` without the files whose stem is in `leave_out`."""
    pairs: list[Pair] = []
    for stem, english, vietnamese in _PARALLEL:
        if stem not in leave_out:
            pairs += read_pairs(data / "parallel" / f"{stem}.tsv", english, vietnamese)
    return list(dict.fromkeys(pairs))


def read_ours(kind: str, folder: Path = OURS) -> list[Pair]:
    """Return the pairs written for this product; `kind` is ``pairs`` or ``questions``."""
    pairs: list[Pair] = []
    for path in sorted(folder.glob(f"{kind}-*.tsv")):
        pairs += read_pairs(path)
    return list(dict.fromkeys(pairs))


def read_terms(path: Path) -> list[Pair]:
    """Return (English variant, Vietnamese term) of every line of a glossary."""
    return [
        (variant.strip(), term)
        for variants, term in read_pairs(path, english=1, vietnamese=0)
        for variant in variants.split("|")
        if variant.strip()
    ]


def read_articles(data: Path) -> Iterator[Article]:
    """Yield the articles of the codified law, labels dropped from their titles and topics."""
    with lzma.open(data / ARTICLES, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Article(
                record["id"],
                _TOPIC_LABEL.sub("", record["demuc"]),
                _ARTICLE_LABEL.sub("", record["title"]),
                record["text"],
            )


def read_clean_articles(data: Path) -> list[Article]:
    """Return the articles without those that answer a question of a benchmark in the data folder."""
    ids, sentences = _gold_ids(data), _gold_sentences(data)
    return [a for a in read_articles(data) if a.id not in ids and not _is_gold(a, sentences)]


def _gold_ids(data: Path) -> set[str]:
    qrels = data / "benchmarks" / "zalo-phapdien" / "qrels.tsv"
    return {line.split("\t")[1] for line in qrels.read_text(encoding="utf-8").splitlines() if line}


def _gold_sentences(data: Path) -> set[str]:
    sentences: set[str] = set()
    for folder in (data / "benchmarks" / "alqac-vi", data / "benchmarks" / "alqac-en"):
        qrels = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()
        gold = {line.split("\t")[1] for line in qrels if line}
        with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["id"] in gold:
                    sentences |= _sentences(record["text"])
    return sentences


def _is_gold(article: Article, sentences: set[str]) -> bool:
    own = _sentences(article.text)
    return bool(own) and len(own & sentences) >= _GOLD_SHARE * len(own)


def _sentences(text: str) -> set[str]:
    return {re.sub(r"\W+", "", sentence).casefold() for sentence in _SENTENCE.findall(text)}
