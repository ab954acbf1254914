from collections.abc import Callable

from eval.archive import StoredRun
from eval.gate import guard

Maker = Callable[[str, dict[str, float]], StoredRun]


def values(right: int, of: int = 40) -> dict[str, float]:
    return {str(number): float(number < right) for number in range(of)}


def test_a_significant_fall_is_stopped(make_run: Maker) -> None:
    verdict = guard(make_run("base", values(30)), make_run("run", values(15)), ("hit@1",))
    assert not verdict.passed
    assert [entry.measure for entry in verdict.fallen] == ["hit@1"]


def test_chance_and_gains_pass(make_run: Maker) -> None:
    base = make_run("base", values(30))
    assert guard(base, make_run("run", values(28)), ("hit@1",)).passed
    assert guard(base, make_run("run", values(40)), ("hit@1",)).passed
    assert guard(base, base, ("hit@1",)).passed


def test_questions_left_out_count_as_lost(make_run: Maker) -> None:
    few = {name: value for name, value in values(30).items() if int(name) >= 20}
    verdict = guard(make_run("base", values(30)), make_run("run", few), ("hit@1",))
    assert not verdict.passed
    assert len(verdict.comparison.missing) == 20
