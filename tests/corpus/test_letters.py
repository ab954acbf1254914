from hypothesis import given
from hypothesis import strategies as st

from corpus.letters import LONG, cut_pieces, fold, is_rule, is_upper


def test_fold_drops_marks_and_case() -> None:
    assert (
        fold("Nghị quyết số 43-NQ/TW của ĐẢNG ỦY, Ðảng uỷ – 1")
        == "nghi quyet so 43-nq/tw cua dang uy, dang uy - 1"
    )


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(min_size=1, max_size=50))
def test_long_texts_are_folded_alike(text: str) -> None:
    assert fold(text * LONG) == fold(text) * LONG


def test_is_upper_counts_letters_only() -> None:
    assert is_upper("BAN THƯỜNG VỤ, 2024")
    assert not is_upper("Ban Thường vụ")
    assert not is_upper("2024 -")


def test_is_rule_knows_drawn_lines() -> None:
    assert is_rule("-----") and is_rule(" * ") and is_rule("______")
    assert not is_rule("") and not is_rule("- Lưu")


def test_long_texts_are_cut_at_line_breaks() -> None:
    text = ("Đoạn văn ở đây.\n" * 70_000 + "hết") * 2
    pieces = list(cut_pieces(text))
    assert len(pieces) == 3 and "".join(piece for _, piece in pieces) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in pieces)
    assert all(piece.endswith("\n") for _, piece in pieces[:-1])
    assert fold(text) == "".join(map(fold, text.splitlines(keepends=True)))
