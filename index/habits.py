"""What known encoders want to be fed: prefixes, segmented words, length. Others are taken as they come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    """How a model was trained to read.

    Attributes:
        question_prefix: put before every question.
        passage_prefix: put before every passage.
        segmented: whether it reads words whose syllables are joined by ``_``.
        tokens: the longest text it reads, in its own tokens; None for what its own files say.
        dimensions: of its vectors, for planning disk and memory; the loaded model decides.
        note: what a person should know before choosing it.
    """

    question_prefix: str = ""
    passage_prefix: str = ""
    segmented: bool = False
    tokens: int | None = None
    dimensions: int | None = None
    note: str = ""


_E5 = {"question_prefix": "query: ", "passage_prefix": "passage: ", "tokens": 512}

KNOWN: dict[str, Habits] = {
    "bkai-foundation-models/vietnamese-bi-encoder": Habits(
        segmented=True, tokens=256, dimensions=768, note="PhoBERT; Vietnamese only"
    ),
    "VoVanPhuc/sup-SimCSE-VietNamese-phobert-base": Habits(
        segmented=True, tokens=256, dimensions=768, note="PhoBERT; Vietnamese only"
    ),
    "dangvantuan/vietnamese-embedding": Habits(
        segmented=True, tokens=512, dimensions=768, note="PhoBERT; Vietnamese only"
    ),
    "dangvantuan/vietnamese-document-embedding": Habits(
        tokens=8192, dimensions=768, note="needs its own code"
    ),
    "keepitreal/vietnamese-sbert": Habits(tokens=256, dimensions=768, note="Vietnamese only"),
    "hiieu/halong_embedding": Habits(tokens=512, dimensions=768, note="multilingual-e5-base, Vietnamese"),
    "AITeamVN/Vietnamese_Embedding": Habits(tokens=2048, dimensions=1024, note="bge-m3, Vietnamese law"),
    "AITeamVN/Vietnamese_Embedding_v2": Habits(tokens=2048, dimensions=1024, note="bge-m3, Vietnamese law"),
    "BAAI/bge-m3": Habits(tokens=8192, dimensions=1024, note="568 M parameters; English and Vietnamese"),
    "intfloat/multilingual-e5-small": Habits(**_E5, dimensions=384, note="English and Vietnamese"),  # type: ignore[arg-type]
    "intfloat/multilingual-e5-base": Habits(**_E5, dimensions=768, note="English and Vietnamese"),  # type: ignore[arg-type]
    "intfloat/multilingual-e5-large": Habits(**_E5, dimensions=1024, note="English and Vietnamese"),  # type: ignore[arg-type]
    "intfloat/multilingual-e5-large-instruct": Habits(
        question_prefix="Instruct: Given a question, retrieve passages that answer it\nQuery: ",
        tokens=512,
        dimensions=1024,
        note="English and Vietnamese",
    ),
    "Alibaba-NLP/gte-multilingual-base": Habits(tokens=8192, dimensions=768, note="needs its own code"),
    "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2": Habits(
        tokens=128, dimensions=384, note="small; English and Vietnamese"
    ),
    "sentence-transformers/paraphrase-multilingual-mpnet-base-v2": Habits(
        tokens=128, dimensions=768, note="English and Vietnamese"
    ),
    "sentence-transformers/LaBSE": Habits(
        tokens=256, dimensions=768, note="translation pairs, not questions"
    ),
    "sentence-transformers/static-similarity-mrl-multilingual-v1": Habits(
        dimensions=1024, note="static: fast, coarse"
    ),
}


def find_habits(name_or_path: str) -> Habits:
    """Return the habits of a model by its name, or by the last parts of a path that ends like the name."""
    wanted = name_or_path.replace("\\", "/").rstrip("/").casefold()
    for name, habits in KNOWN.items():
        known = name.casefold()
        short = known.rpartition("/")[2]
        if (
            wanted in (known, short)
            or wanted.endswith(("/" + known, "/" + short))
            or known.replace("/", "--") in wanted
        ):
            return habits
    return Habits()
