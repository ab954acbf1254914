"""How surely a clause or a document that a question names comes first: questions made from every address of documents.

The command::

    python -m eval.naming --documents corpus/documents
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.numbers import find_numbers
from eval.lessons import Rows, read_rows
from index.encoder import load_encoder
from search.calibration import load_calibrator
from search.flat import index_rows
from search.ranker import load_ranker
from search.result import Hit
from search.searcher import Searcher
from search.service import make_reader

_CLAUSE = (
    "mục {path} {number} nêu gì",
    "noi dung muc {path} cua {number}",
    "what does section {path} of {number} say",
)
_ARTICLE = (
    "điều {path} {number} quy định gì",
    "dieu {path} cua {number}",
    "what does article {path} of {number} say",
)
_NUMBER = ("{number} nói về việc gì", "{bare}", "what is {number} about")


@dataclass(frozen=True, slots=True)
class Named:
    """A question that names a clause of a document, or a document alone.

    Attributes:
        document: the document named.
        path: of the clause; "" for the whole document.
    """

    question: str
    document: Document
    path: str

    def is_met_by(self, hit: Hit) -> bool:
        """Tell whether a hit is what was named, stands in it, or speaks of it."""
        if self.path:
            inside = f".{hit.section.path}.".startswith(f".{self.path}.")
            return hit.document.number == self.document.metadata.number and inside  # two may bear one number
        number = self.document.metadata.number
        return number in (hit.document.number, *(found.number for found in find_numbers(hit.text)))


def make_questions(documents: Sequence[Document]) -> Iterator[Named]:
    """Yield questions that name every numbered section of the first two levels, and every document, in three ways each."""
    borne = [document for document in documents if document.metadata.number]
    for document in borne:
        number = document.metadata.number or ""
        for form in _NUMBER:
            bare = number.replace("-", " ").replace("/", " ")
            yield Named(
                form.format(number=f"{document.metadata.type or ''} {number}".strip(), bare=bare),
                document,
                "",
            )
        held = {passage.section for passage in document.passages}
        for section in document.sections:
            path = section.path
            if (
                section.kind == "item"
                or section.level > 2
                or not any(s == path or s.startswith(f"{path}.") for s in held)
            ):
                continue
            forms, name = (_ARTICLE, path[1:]) if path.startswith("Đ") else (_CLAUSE, path)
            if not name[0].isalnum() or name.startswith(("P", "VB", "PL")):
                continue
            for form in forms:
                yield Named(form.format(path=name, number=number), document, path)


def open_searcher(rows: Rows) -> Searcher:
    """Return the search as a user meets it, over documents that are in no library."""
    encoder = load_encoder()
    generation = index_rows(rows, encoder)
    return Searcher(generation, rows, encoder, make_reader(generation), load_ranker(), load_calibrator())


def ask_all(rows: Rows) -> list[tuple[Named, bool]]:
    """Return every question with whether its first hit is what it names."""
    searcher = open_searcher(rows)
    asked = make_questions(list({document.id: document for document, _ in rows}.values()))
    return [(one, one.is_met_by(searcher.search(one.question, 1).hits[0])) for one in asked]


def main() -> None:
    """Ask every question and say how often what it names comes first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, help="folder of *.txt")
    met = ask_all(read_rows(parser.parse_args().documents))
    for kind, among in (
        ("clause", [m for n, m in met if n.path]),
        ("document", [m for n, m in met if not n.path]),
    ):
        print(f"named {kind} comes first: {sum(among) / max(len(among), 1):.3f} ({len(among)})")
    for one, hit in met:
        if not hit:
            print(f"  missed: {one.question}")


if __name__ == "__main__":
    main()
