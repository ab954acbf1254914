import json
from pathlib import Path

import pytest

from corpus.judgements import Judgement
from eval.pooling import Pool, Pooled
from web.pools import Pools, find_given, grade_of, grade_passages
from web.refusal import UnknownMeasurement

PASSAGES = (
    Pooled("a", "câu  một", "vi", "x#1", "x.txt", "lời một"),
    Pooled("a", "câu  một", "vi", "x#2", "x.txt", "lời hai"),
    Pooled("b", "câu hai", "en", "x#1", "x.txt", "lời một"),
)
POOL = Pool(10, PASSAGES, {"lexical": 0.5, "dense": 0.25}, 7)


def judged(question: str, passage: str, grade: int, judge: str) -> Judgement:
    return Judgement(1, question, "vi", "x", "x.txt", passage, "lời", grade, judge)


def test_a_pool_is_kept_and_read_back(tmp_path: Path) -> None:
    pools = Pools(tmp_path / "pools")
    assert pools.known() == ()
    kept = pools.keep(POOL, "bộ", "gộp một")
    assert kept.name == "gộp-một" and pools.find("gộp-một") == kept
    assert [(q.id, q.language, len(q.passages)) for q in kept.questions] == [("a", "vi", 2), ("b", "en", 1)]
    assert kept.as_json() == {
        "name": "gộp-một",
        "set": "bộ",
        "depth": 10,
        "judged": {"lexical": 0.5, "dense": 0.25},
        "questions": 2,
        "passages": 3,
    }
    assert pools.keep(POOL, "bộ", "gộp một").name == "gộp-một-2"
    pools.drop("gộp-một")
    assert [pool.name for pool in pools.known()] == ["gộp-một-2"]


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"passages": [{"x": 1}], "judged": {}})])
def test_what_is_no_pool_is_left_out(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, "utf-8")
    pools = Pools(tmp_path)
    assert pools.known() == ()
    for name in ("x", "../x", "none"):
        with pytest.raises(UnknownMeasurement):
            pools.find(name)


def test_grades_are_each_persons_and_agreed_by_the_lower_median() -> None:
    given = find_given(
        [judged("câu một", "x#1", 2, "A"), judged("câu một", "x#1", 0, "B"), judged("câu hai", "x#9", 1, "A")]
    )
    assert [grade_of(PASSAGES[0], given, judge) for judge in ("A", "B", "C")] == [2, 0, None]
    assert [passage.grade for passage in grade_passages(PASSAGES, given)] == [0, None, None]
