import gzip
import json
import lzma
from pathlib import Path

import pytest

from corpus.errors import QuestionSetError
from eval.leakage import Leak, find_leaks
from eval.questions import Question, load_questions
from eval.reproduction import SHIPPED_SET

ASKED = (
    Question("q1", "Ai chủ trì phong trào “Dân vận khéo”?", "vi", "who"),
    Question("q2", "who leads the campaign", "en", "who"),
    Question("q3", "who leads the campaign in 2026", "en", "who"),
)


def test_questions_are_found_however_they_are_written(tmp_path: Path) -> None:
    plain = tmp_path / "pairs.tsv"
    plain.write_text("x\ty\nWho leads the campaign?\tBan Dân vận\nWho leads the campaign, in 2026?\tz\n")
    packed = tmp_path / "laws.jsonl.xz"
    record = json.dumps({"a": [1, {"b": "AI CHỦ TRÌ phong trào Dân vận\nkhéo"}]})
    packed.write_bytes(lzma.compress(f"{{}}\nbroken\n{record}\n".encode()))
    assert find_leaks(ASKED, [plain, packed]) == (
        Leak("q2", plain, 2),
        Leak("q2", plain, 3),
        Leak("q3", plain, 3),
        Leak("q1", packed, 3),
    )


def test_clean_data_has_none(tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt.gz"
    clean.write_bytes(gzip.compress("Ai chủ trì?\nwho leads the other campaign\n".encode()))
    assert find_leaks(ASKED, [clean]) == ()
    assert find_leaks((), [clean]) == ()


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xz"
    broken.write_bytes(b"no archive")
    for file in (tmp_path / "none.tsv", broken):
        with pytest.raises(QuestionSetError, match="can't be read"):
            find_leaks(ASKED, [file])


def test_no_shipped_question_is_in_what_the_models_were_trained_on() -> None:
    root = Path(__file__).parents[2]
    files = [
        path
        for folder in (root / "eval" / "training", root / "index" / "training")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".jsonl", ".tsv", ".txt", ".json")
    ]
    assert any(path.name.startswith("questions-") for path in files)
    assert find_leaks(load_questions(SHIPPED_SET), files) == ()
