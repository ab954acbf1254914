"""The description of the JSON twins held against what the server does, by requests made from it (schemathesis)."""

from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

EXAMPLES = 25  # requests made for each operation and mode
SETTINGS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("mode", "least"), [(GenerationMode.POSITIVE, 15), (GenerationMode.NEGATIVE, 2)], ids=["valid", "invalid"]
)
def test_every_twin_does_what_its_description_says(address: str, mode: GenerationMode, least: int) -> None:
    held = httpx2.get(f"{address}/thu-vien.json").json()[0]["id"]
    asked = 0
    for found in schemathesis.openapi.from_url(f"{address}/openapi.json").get_all_operations():
        operation = found.ok()

        @SETTINGS
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            key = case.path_parameters.get("key")
            if mode is GenerationMode.POSITIVE and key and len(key) % 2:
                case.path_parameters["key"] = held  # else only what is not there would ever be asked for
            case.call_and_validate()

        try:
            ask()
            asked += 1
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE, "nothing that is sent to this operation can be wrong"
    assert asked >= least


def shape(value: Any) -> Any:
    """Names of fields, at every depth; of a list, those of its first element."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None


def fits(example: Any, answer: Any) -> bool:
    """Tell whether an example has the fields of a real answer wherever both say something."""
    if isinstance(example, dict) and isinstance(answer, dict):
        return example.keys() == answer.keys() and all(fits(example[name], answer[name]) for name in example)
    if isinstance(example, list) and isinstance(answer, list):
        return not (example and answer) or fits(example[0], answer[0])
    return True


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/tim.json", "/tim.json?q=ai chủ trì Dân vận khéo"),
        ("/tai-lieu/{key}.json", "/tai-lieu/66-CTr%2FTU.json"),
        ("/tai-lieu/{key}/luoc-do.json", "/tai-lieu/66-CTr%2FTU/luoc-do.json"),
        ("/thu-vien.json", "/thu-vien.json"),
        ("/phan-cong.json", "/phan-cong.json"),
        ("/suc-khoe", "/suc-khoe"),
    ],
)
def test_examples_have_the_fields_of_real_answers(address: str, path: str, url: str) -> None:
    described = httpx2.get(f"{address}/openapi.json").json()["paths"][path]["get"]
    example = described["responses"]["200"]["content"]["application/json"]["example"]
    answer = httpx2.get(address + url).json()
    assert fits(example, answer), (shape(example), shape(answer))


def test_every_twin_has_an_example_of_its_answer_and_a_sentence_on_what_it_is(address: str) -> None:
    described = httpx2.get(f"{address}/openapi.json").json()["paths"]
    lacking = [
        path
        for path, operations in described.items()
        for operation in operations.values()
        if not operation.get("description")
        or "example" not in operation["responses"]["200"]["content"]["application/json"]
    ]
    assert lacking == []
