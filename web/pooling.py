"""Pools on the pages: made of runs, judged question by question, turned into a question set."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import QuestionSetError
from corpus.judgements import JudgementError, list_judgements
from eval.pooling import add_judgements, pool_folders, texts_of
from eval.questions import Question
from web import address
from web.changes import field_of, refuse_unless_editable, see_other
from web.evaluation import download, example, failing
from web.judging import keep_name, read_judge
from web.pool_page import (
    DEFAULT_DEPTH,
    MOST_DEPTH,
    keep_held,
    make_pool_page,
    make_pool_question_page,
    make_pools_page,
)
from web.pools import Given, Pools, StoredPool, find_given, grade_passages
from web.question_sets import KnownSet, QuestionSets
from web.refusal import UnknownMeasurement, UploadError
from web.reply import page_route, show, show_json
from web.shelf import Shelf
from web.stored_runs import StoredRuns
from web.uploads import read_form

_MOST_RUNS = 20
_POOL: dict[str, Any] = {
    "name": "party-dev-gop",
    "set": "party-dev",
    "depth": 10,
    "judged": {"lexical": 0.14, "ranked": 0.14},
    "questions": 150,
    "passages": 1900,
}
_PASSAGE = {
    "id": "q-001",
    "question": "By which quarter …?",
    "lang": "en",
    "passage_id": "66-ctr-tu-4678f1f8#III.3.-4.+1",
    "document": "66-CTr-TU.docx",
    "text": "Chủ trì tham mưu …",
    "grade": 2,
}


def make_pooling_routes(pools: Pools, runs: StoredRuns, sets: QuestionSets, shelf: Shelf) -> APIRouter:
    """Return the pages on which pools are made and judged.

    Args:
        pools: those kept.
        runs: what they are made of.
        sets: what they are turned into.
        shelf: what passages are looked up in, and where judgements are kept.
    """
    routes = APIRouter()
    _add_pools(routes, pools, runs, shelf)
    _add_judging(routes, pools, shelf)
    _add_results(routes, pools, sets, shelf)
    return routes


def _add_pools(routes: APIRouter, pools: Pools, runs: StoredRuns, shelf: Shelf) -> None:
    @page_route(routes, address.POOLS)
    def overview(request: Request) -> Response:
        held = [keep_held(pool, shelf.look()) for pool in pools.known()]
        page = make_pools_page(held, runs.entries(), _given(shelf), read_judge(request))
        return show(request, "pools.html", page, section="evaluation", json_url=f"{address.POOLS}.json")

    @routes.get(address.POOLS + ".json", responses=example([_POOL]) | failing(503))
    def overview_json() -> Response:
        """List the pools."""
        return show_json([pool.as_json() for pool in pools.known()])

    @routes.post(address.POOLS, include_in_schema=False)
    async def make(request: Request) -> Response:
        refuse_unless_editable(request)
        async with read_form(request) as form:
            names = [str(name) for name in form.getlist("lan")]
            depth, wanted = field_of(form, "do-sau") or str(DEFAULT_DEPTH), field_of(form, "ten")
        pool = await run_in_threadpool(_make, pools, runs, shelf, names, _read_depth(depth), wanted)
        return see_other(request, address.pool_url(pool.name))

    @routes.post(address.POOLS + "/{name}/bo", include_in_schema=False)
    def drop(request: Request, name: str) -> Response:
        refuse_unless_editable(request)
        pools.drop(name)
        return see_other(request, address.POOLS)


def _add_judging(routes: APIRouter, pools: Pools, shelf: Shelf) -> None:
    @page_route(routes, address.POOLS + "/{name}/{number}")
    def question(request: Request, name: str, number: Annotated[int, InPath(ge=1)]) -> Response:
        pool = keep_held(pools.find(name), shelf.look())
        if number > len(pool.questions):
            raise UnknownMeasurement(
                f"Danh sách gộp “{name}” chỉ có {len(pool.questions)} câu. Hãy mở lại danh sách.",
                f"The pool “{name}” has {len(pool.questions)} questions only. Open it again.",
            )
        page = make_pool_question_page(pool, number, _given(shelf), read_judge(request), shelf.look())
        return show(request, "pool_question.html", page, section="evaluation")

    @routes.post(address.POOLS + "/{name}/ten", include_in_schema=False)
    async def introduce(request: Request, name: str) -> Response:
        async with read_form(request) as form:
            judge, back = field_of(form, "ten"), field_of(form, "ve")
        if not judge:
            raise JudgementError(
                "Còn thiếu tên người đánh giá. Hãy điền rồi gửi lại.",
                "The name of the person who judges is missing. Fill it in.",
            )
        answer = see_other(request, address.local_url(back) or address.pool_url(name))
        keep_name(answer, judge)
        return answer


def _add_results(routes: APIRouter, pools: Pools, sets: QuestionSets, shelf: Shelf) -> None:
    @page_route(routes, address.POOLS + "/{name}.jsonl")
    def file(name: str) -> Response:
        graded = grade_passages(pools.find(name).passages, _given(shelf))
        lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in graded)
        return download("".join(f"{line}\n" for line in lines), f"{name}.jsonl", "application/jsonl")

    @routes.get(
        address.POOLS + "/{name}.json",
        responses=example({**_POOL, "pooled": [_PASSAGE]}) | failing(404, 503),
    )
    def pool_json(name: str) -> Response:
        """Show a pool: its passages, each with the grade that people agree on."""
        pool = pools.find(name)
        graded = grade_passages(pool.passages, _given(shelf))
        return show_json({**pool.as_json(), "pooled": [asdict(passage) for passage in graded]})

    @page_route(routes, address.POOLS + "/{name}")
    def show_pool(request: Request, name: str) -> Response:
        pool = keep_held(pools.find(name), shelf.look())
        page = make_pool_page(pool, _given(shelf), read_judge(request))
        json_url = f"{address.pool_url(name)}.json"
        return show(request, "pool.html", page, section="evaluation", json_url=json_url)

    @routes.post(address.POOLS + "/{name}/bo-cau-hoi", include_in_schema=False)
    def turn(request: Request, name: str) -> Response:
        refuse_unless_editable(request)
        return see_other(request, address.set_url(_turn(pools.find(name), sets, _given(shelf)).name))


def _given(shelf: Shelf) -> Given:
    return find_given(list_judgements(shelf.library))


def _read_depth(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_DEPTH:
        raise UploadError(
            f"Số đoạn phải từ 1 đến {MOST_DEPTH}. Hãy gõ lại.",
            f"The number of passages must be 1 to {MOST_DEPTH}. Type another.",
        )
    return int(typed)


def _make(
    pools: Pools, runs: StoredRuns, shelf: Shelf, names: list[str], depth: int, wanted: str
) -> StoredPool:
    if not names or len(names) > _MOST_RUNS:
        raise UploadError(
            f"Hãy chọn từ một đến {_MOST_RUNS} lần đo để gộp.", f"Choose one to {_MOST_RUNS} runs to pool."
        )
    folders: list[Path] = [runs.folder(name) for name in names]
    pool = pool_folders(folders, depth, texts_of(shelf.look().documents))
    set_name = next(e.set_name for e in runs.entries() if e.name == names[0])
    return pools.keep(pool, set_name, wanted or f"{set_name}-gop")


def _turn(pool: StoredPool, sets: QuestionSets, given: Given) -> KnownSet:
    known = sets.find(pool.set_name)
    graded = grade_passages(pool.passages, given)
    asked = {passage.id for passage in graded if passage.grade is not None}
    questions: tuple[Question, ...] = known.questions.questions if known.questions else ()
    if not asked:
        raise QuestionSetError(
            "Chưa có đoạn nào trong danh sách này được đánh giá. Hãy đánh giá trước.",
            "No passage of this pool is judged yet. Judge some first.",
        )
    lines = (json.dumps(one.as_json(), ensure_ascii=False) for one in add_judgements(questions, graded))
    kept = sets.keep(f"{pool.name}.jsonl", "".join(f"{line}\n" for line in lines).encode())
    if kept.questions is None:
        raise QuestionSetError(
            f"Chưa lập được bộ câu hỏi: {kept.broken[0].vi}. Hãy sửa bộ “{pool.set_name}” trước.",
            f"The question set can't be made: {kept.broken[0].en}. Mend the set “{pool.set_name}” first.",
        )
    return kept
