from hypothesis import given
from hypothesis import strategies as st

from corpus.block import Run
from corpus.formats.paragraphs import clean_text, flatten_tabs, make_blocks


def texts(*runs: Run) -> list[str]:
    return [block.text for block in make_blocks(runs)]


def test_lines_become_blocks_and_blank_ones_none() -> None:
    assert texts(Run("một\n"), Run(" \n\n"), Run("hai ", bold=True), Run("\x0bba")) == ["một", "hai", "ba"]


def test_neighbours_of_one_style_are_one_run() -> None:
    (block,) = make_blocks(
        [Run("Quy"), Run("ết "), Run("định", bold=True), Run(" ", italic=True), Run("số", bold=True)]
    )
    assert block.runs == (Run("Quyết "), Run("định số", bold=True))


def test_spaces_and_unseen_characters() -> None:
    assert texts(Run("\u00a0 một\u2003\u200b hai\u00ad\ufeff ")) == ["một hai"]
    assert texts(Run("a\ud83d"), Run("\ude00b")) == ["a😀b"]


def test_drawn_lines() -> None:
    kinds = {
        text: make_blocks([Run(text)])[0].kind
        for text in ("-----", "____", "* * *", "*", "--", "- a ---", "……")
    }
    assert kinds == {
        "-----": "rule", "____": "rule", "* * *": "paragraph", "*": "paragraph", "--": "paragraph",
        "- a ---": "paragraph", "……": "paragraph",
    }  # fmt: skip


def test_tabs_become_spaces_last() -> None:
    blocks = make_blocks([Run("1.\t \tmột")])
    assert blocks[0].text == "1.\t \tmột"
    assert [block.text for block in flatten_tabs(blocks)] == ["1. một"]


@given(st.lists(st.builds(Run, st.text(max_size=12), st.booleans(), st.booleans()), max_size=6))
def test_blocks_are_clean_and_stay_so(runs: list[Run]) -> None:
    for block in make_blocks(runs):
        assert block.text == block.text.strip() != ""
        assert "\n" not in block.text
        assert clean_text(block.text) == block.text
        assert make_blocks(block.runs, block.kind)[0].text == block.text
