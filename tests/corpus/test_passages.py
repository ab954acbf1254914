"""Passages: what each one is, where it stands, what it hangs on."""

from corpus.block import Block, Place, Run
from corpus.document import Passage
from corpus.parse import parse, parse_text

TEXT = """THÀNH ỦY HẢI PHÒNG
*
Số 66-CTr/TU

KẾ HOẠCH
thực hiện Nghị quyết số 43-NQ/TW

-----

Ban Thường vụ ban hành Kế hoạch như sau:

I. NHIỆM VỤ
1. Chung
Mục tiêu: Nâng cao nhận thức.
Phân công thực hiện:
- Giao Ban Tổ chức tham mưu<sup>1</sup>.
- Các cấp ủy quán triệt:
+ Trong quý I.
+ Trong quý II.

<sup>1</sup> Theo Quyết định riêng.

2. Các Ban
- Ban Dân vận Thành ủy:
+ Chủ trì một việc.
+ Chủ trì hai việc.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi việc thực hiện, gồm:
a) Đôn đốc;
b) Báo cáo.

Nơi nhận:
- Bộ Chính trị,
- Lưu Văn phòng.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Nguyễn Văn An
"""


def passages(text: str) -> dict[str, Passage]:
    return {passage.address: passage for passage in parse_text(text, "x.txt").passages}


def test_addresses_in_order() -> None:
    assert list(passages(TEXT)) == [
        "đầu", "p1", "I.1.p1", "I.1.-1", "fn1", "I.1.-2.+1", "I.1.-2.+2", "I.2.-1", "I.2.-1.+1", "I.2.-1.+2", "II.1", "II.1.a", "II.1.b",
        "nơi-nhận", "ký",
    ]  # fmt: skip


def test_kinds() -> None:
    kinds = {address: passage.kind for address, passage in passages(TEXT).items()}
    assert kinds["đầu"] == "head"
    assert kinds["p1"] == kinds["I.1.p1"] == "paragraph"
    assert kinds["I.1.-1"] == kinds["I.2.-1.+1"] == "bullet"
    assert kinds["fn1"] == "footnote"
    assert kinds["II.1"] == kinds["II.1.a"] == "clause"
    assert (kinds["nơi-nhận"], kinds["ký"]) == ("recipients", "signature")


def test_head_recipients_and_signature_are_one_passage_each() -> None:
    found = passages(TEXT)
    assert found["đầu"].text == "THÀNH ỦY HẢI PHÒNG\nSố 66-CTr/TU\nKẾ HOẠCH\nthực hiện Nghị quyết số 43-NQ/TW"
    assert found["nơi-nhận"].text == "Nơi nhận:\n- Bộ Chính trị,\n- Lưu Văn phòng."
    assert found["ký"].text == "T/M BAN THƯỜNG VỤ\nBÍ THƯ\nNguyễn Văn An"


def test_a_bare_lead_in_goes_with_the_first_bullet_and_is_known_to_the_others() -> None:
    found = passages(TEXT)
    assert found["I.1.-1"].text == "Phân công thực hiện:\n- Giao Ban Tổ chức tham mưu."
    assert found["I.1.-1"].lead_in == ""
    assert found["I.1.-2.+1"].text == "- Các cấp ủy quán triệt:\n+ Trong quý I."
    assert found["I.1.-2.+1"].lead_in == "Phân công thực hiện:"
    assert found["I.1.-2.+2"].lead_in == "Phân công thực hiện: Các cấp ủy quán triệt:"


def test_an_agency_heads_what_stands_below_it() -> None:
    found = passages(TEXT)
    assert found["I.2.-1"].text == "- Ban Dân vận Thành ủy:"
    assert found["I.2.-1.+2"].section == "I.2.-1.+2"
    assert found["I.2.-1.+2"].headings == ("NHIỆM VỤ", "Các Ban", "Ban Dân vận Thành ủy")
    assert found["I.2.-1.+2"].labels == ("I.", "2.", "-", "+")


def test_points_hang_on_their_clause() -> None:
    point = passages(TEXT)["II.1.b"]
    assert point.lead_in == "Văn phòng theo dõi việc thực hiện, gồm:"
    assert point.headings == ("TỔ CHỨC THỰC HIỆN",)
    assert point.labels == ("II.", "1.", "b)")


def test_a_footnote_hangs_on_the_sentence_that_calls_it() -> None:
    note = passages(TEXT)["fn1"]
    assert (note.text, note.section) == ("[1] Theo Quyết định riêng.", "I.1")
    assert note.lead_in == "- Giao Ban Tổ chức tham mưu."
    assert note.labels == ("I.", "1.", "[1]")


def test_long_paragraphs_are_cut_at_sentences() -> None:
    long = " ".join(
        f"Câu số {number} của đoạn này nói thêm một việc (hoàn thành năm 2025)." for number in range(40)
    )
    document = parse_text(f"I. MỘT\n{long}\nĐoạn ngắn.", "x.txt")
    parts = document.passages[:-1]
    assert [part.address for part in parts] == ["I.p1.s1", "I.p1.s2", "I.p1.s3"]
    assert all(len(part.text) <= 1200 and part.text.endswith("2025).") for part in parts)
    assert document.passages[-1].address == "I.p2"


def test_a_long_lead_in_is_a_passage_of_its_own() -> None:
    lead = "Thực hiện Nghị quyết của Trung ương về tiếp tục phát huy truyền thống, sức mạnh đại đoàn kết toàn dân tộc, xây dựng đất nước ta, cụ thể như sau:"
    found = passages(f"I. MỘT\n{lead}\n- Một.\n- Hai.")
    assert found["I.p1"].text == lead
    assert found["I.-1"].text == "- Một."
    assert found["I.-2"].lead_in == lead


def test_pages_reach_the_passage() -> None:
    blocks = [
        Block((Run("I. MỘT"),), place=Place(page=1)),
        Block((Run("Câu bị ngắt giữa"),), place=Place(page=1)),
    ]
    blocks += [
        Block((Run("chừng của trang."),), place=Place(page=2)),
        Block((Run("Đoạn sau."),), place=Place(page=2)),
    ]
    document = parse(blocks, "x.pdf", "0" * 64)
    assert [(passage.text, passage.page) for passage in document.passages] == [
        ("Câu bị ngắt giữa chừng của trang.", 1), ("Đoạn sau.", 2),
    ]  # fmt: skip


def test_a_heading_is_a_passage_only_where_nothing_stands_below_it() -> None:
    found = passages("I. MỘT\nĐoạn.\nPHỤ LỤC I\nMẪU ĐƠN ĐĂNG KÝ\nPHỤ LỤC II\nMẪU BÁO CÁO")
    assert [(p.address, p.section, p.text) for p in found.values()] == [
        ("I.p1", "I", "Đoạn."),
        ("PL1", "PL1", "PHỤ LỤC I\nMẪU ĐƠN ĐĂNG KÝ"),
        ("PL2", "PL2", "PHỤ LỤC II\nMẪU BÁO CÁO"),
    ]


def test_rows_of_tables_are_passages() -> None:
    found = passages(
        "I. MỘT\n\n| TT | Việc | Hạn |\n|---|---|---|\n| 1 | Rà soát | Quý I |\n| 2 | Báo cáo | Quý II |"
    )
    assert [(p.kind, p.text) for p in found.values()] == [
        ("table", "TT: 1; Việc: Rà soát; Hạn: Quý I"),
        ("table", "TT: 2; Việc: Báo cáo; Hạn: Quý II"),
    ]
