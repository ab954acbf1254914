from dataclasses import replace

from eval.archive import Row, StoredRun
from eval.summary import summarise
from web.run_page import make_run_page, run_record
from web.shelf import Holdings
from web.stored_runs import RunEntry
from web.wording import Wording

MEASURES = dict.fromkeys(("hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100", "MAP"), 1.0)


def make_run(name: str = "một", wrong: int = 25, judged: str = "bộ") -> StoredRun:
    slices = {"lang": ("vi",), "type": ("who",), "length": ("1-8",), "marks": ("marked",)}
    right = Row("đúng", "đúng", True, MEASURES, (1,), 0.9, elapsed_ms=12.34, slices=slices)
    failed = [
        replace(right, id=f"s{i}", measures={**MEASURES, "hit@1": 0.0}, ranks=(i + 2,), slices=slices)
        for i in range(wrong)
    ]
    rows = (right, *failed)
    manifest = {
        "judged": {"name": judged},
        "service": {"search": "dense"},
        "versions": {"numpy": "2", "x": None},
        "created_at": "2026-05-01T09:30:00+00:00",
    }
    return StoredRun(name, summarise(rows, manifest).as_json(), rows)


def entry(run: StoredRun) -> RunEntry:
    return RunEntry(run.name, run.summary)


def test_figures_stand_with_intervals_and_names_in_words() -> None:
    run = make_run(wrong=1)
    page = make_run_page(run, [entry(run)], Holdings(), Wording("vi"))
    first = page.headline[0]
    assert (first.name, first.value, first.interval) == ("hit@1", "0.500", "0.000–1.000")
    assert [figure.name for figure in page.measures] == ["MAP"]
    said = {figure.name: figure.value for figure in page.figures}
    assert said["thời gian trung vị (ms)"] == "12.3" and said["số câu hỏi"] == "2"
    assert page.tables[0].rows[0][:2] == ("tiếng Việt", "2") and "tiếng Việt (2)" in page.slices
    assert dict(page.manifest) == {"search": "dense", "versions": "numpy 2"}
    assert "Vietnamese (2)" in make_run_page(run, [], Holdings(), Wording("en")).slices


def test_failures_are_paged_the_worst_first() -> None:
    run = make_run()
    pages = [make_run_page(run, [], Holdings(), Wording("en"), number) for number in (1, 2, 3, 9)]
    assert [len(page.failures) for page in pages] == [10, 10, 5, 5]
    assert [bool(page.previous_url) for page in pages] == [False, True, True, True]
    assert [bool(page.next_url) for page in pages] == [True, True, False, False]
    assert pages[0].failures[0].how == "not in the first 10 passages"
    assert pages[2].failures[-1].how == "found at rank 2" and pages[2].total == 25
    assert pages[1].next_url == "/danh-gia/lan-do/m%E1%BB%99t?trang=3#chua-tra-loi"


def test_only_runs_of_the_same_set_are_offered_for_comparison() -> None:
    run, same, other = make_run(), make_run("hai"), make_run("ba", judged="khác")
    page = make_run_page(run, [entry(one) for one in (run, same, other)], Holdings(), Wording("vi"))
    assert [one.name for one in page.others] == ["hai"]


def test_the_twin_holds_no_curves_and_says_failures_in_both_languages() -> None:
    twin = run_record(make_run(wrong=1))
    assert "curves" not in twin and twin["failures"][0]["how"] == {
        "vi": "thấy ở vị trí 2",
        "en": "found at rank 2",
    }


def test_a_run_that_tells_little_is_still_shown() -> None:
    bare = StoredRun("cũ", {"measures": {}}, ())
    page = make_run_page(bare, [], Holdings(), Wording("vi"))
    assert (page.headline, page.failures, page.made_at, page.set_name) == ((), (), None, "")
