from pathlib import Path

import pytest

from eval.aligning import PARTS, learn, leave_out, make_examples
from eval.lessons import collect_own, find_document, part_documents, read_rows, read_views
from eval.ranking import train_sides
from index.encoder import load_encoder
from index.training.alignment import Recipe

DOCUMENT = """KẾ HOẠCH
về phong trào {name}

1. Ban {name} chủ trì phong trào thi đua năm 2024; hoàn thành trước ngày 30/6/2024.
2. Sở Tài chính bố trí kinh phí {name} cho các xã, phường.
3. Hội Nông dân tuyên truyền phong trào tới hội viên ở thôn, bản.
"""
NAMES = ("Trồng cây", "Học bơi", "Đọc sách", "Giữ sạch", "Tiết kiệm", "Hiến máu")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data")
    lines = []
    for place, name in enumerate(NAMES):
        (made / f"doc-{place}.txt").write_text(DOCUMENT.format(name=name), encoding="utf-8")
        lines.append(
            f'{{"id": "q{place}", "question": "ai chủ trì phong trào {name}?", "lang": "vi", "type": "who", '
            f'"answer": "Ban {name}", "answer_vi": "Ban {name}", "evidence": [{{"document": "doc-{place}.txt", '
            f'"quote": "Ban {name} chủ trì phong trào thi đua", "grade": 2}}]}}'
        )
    (made / "questions-1.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


def test_neighbours_by_name_are_in_one_part(folder: Path) -> None:
    part_of = part_documents(read_rows(folder), 3)
    assert [part_of[f"doc-{place}.txt"] for place in range(6)] == [0, 0, 1, 1, 2, 2]


def test_a_projection_is_learned_and_a_lesson_met_through_the_one_that_never_saw_it(
    folder: Path, tmp_path: Path
) -> None:
    encoder = load_encoder().see_through(None)
    lessons, searchers = collect_own(folder, encoder)
    taught = list(zip(lessons, searchers, strict=True))
    rows = read_rows(folder)
    part_of = part_documents(rows, PARTS)
    recipe = Recipe(dimensions=64, rounds=1)
    for part in range(PARTS):
        kept = leave_out(taught, part_of, part)
        assert kept
        assert all(
            part_of[find_document(lesson.question, lesson.gathered, rows)] != part for lesson, _ in kept
        )
        learn(kept, encoder, recipe).save(tmp_path / f"part-{part}.npz")
    views = read_views(tmp_path)
    assert len(views) == PARTS
    seen, by = collect_own(folder, encoder, views=views)
    assert len({id(searcher) for searcher in by}) > 1
    assert [lesson.question.id for lesson in seen] == [lesson.question.id for lesson in lessons]
    assert any((a.features != b.features).any() for a, b in zip(seen, lessons, strict=True))


def test_an_example_has_the_candidates_of_its_lesson(folder: Path) -> None:
    encoder = load_encoder().see_through(None)
    lessons, searchers = collect_own(folder, encoder)
    taught = list(zip(lessons, searchers, strict=True))
    examples = list(make_examples(taught, train_sides(lessons)))
    assert len(examples) == sum(lesson.answered for lesson in lessons)
    for example, lesson in zip(examples, lessons, strict=True):
        assert len(example.candidates) == len(lesson.grades)
        assert (example.right == (lesson.grades == 2)).all()
        assert all(len(sentence) for one in example.candidates for sentence in one.sentences)


def test_no_folder_has_no_views() -> None:
    assert read_views(None) == []
