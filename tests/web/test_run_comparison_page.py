from eval.archive import Row, StoredRun
from eval.comparison import compare_runs
from web.run_comparison_page import RunComparisonPage, make_run_comparison_page
from web.shelf import Holdings

NAMES = ("hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100")


def make_run(name: str, *values: float, missing: int = 0) -> StoredRun:
    rows = [
        Row(f"q{i}", f"câu {i}", True, {**dict.fromkeys(NAMES, 1.0), "MRR@10": value})
        for i, value in enumerate(values)
    ]
    return StoredRun(name, {"measures": {}}, tuple(rows[: len(rows) - missing]))


def compare(before: StoredRun, after: StoredRun, measure: str = "MRR@10", page: int = 1) -> RunComparisonPage:
    return make_run_comparison_page(compare_runs(before, after), [], Holdings(), measure, page)


def test_lost_questions_come_before_won_ones_and_are_paged() -> None:
    before, after = make_run("a", *[0.5] * 30), make_run("b", *[1.0] * 25, *[0.25] * 5)
    first, second = compare(before, after), compare(before, after, page=2)
    assert [one.won for one in first.changed] == [False] * 5 + [True] * 15
    assert (first.total, len(second.changed), second.first) == (30, 10, 21)
    assert first.next_url == "/danh-gia/so-sanh?truoc=a&sau=b&do=MRR%4010&trang=2#cau-hoi-doi"
    assert second.previous_url.endswith("do=MRR%4010#cau-hoi-doi") and second.next_url == ""
    assert (first.changed[0].before, first.changed[0].after) == (0.5, 0.25)


def test_a_difference_is_sure_where_the_corrected_p_is_small() -> None:
    page = compare(make_run("a", *[0.5] * 30), make_run("b", *[1.0] * 30))
    sure = {entry.measure: page.is_sure(entry) for entry in page.differences}
    assert sure == {**dict.fromkeys(NAMES, False), "MRR@10": True}
    assert [page.in_words(p) for p in (0.0001, 0.001, 0.25, 1.0)] == ["<0.001", "0.001", "0.250", "1.000"]


def test_questions_that_the_later_run_lacks_are_lost_and_counted() -> None:
    page = compare(make_run("a", 1.0, 1.0), make_run("b", 1.0, 1.0, missing=1))
    assert page.missing == 1 and [(one.id, one.after) for one in page.changed] == [("q1", 0.0)]
    assert page.changed[0].rankings == ((), ())


def test_an_unknown_measure_is_taken_for_the_usual_one() -> None:
    assert compare(make_run("a", 0.5), make_run("b", 1.0), "<b>").measure == "MRR@10"
