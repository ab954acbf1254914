from fastapi.testclient import TestClient

from web.metrics import Metrics


def test_counts_are_cumulative_and_by_route() -> None:
    metrics = Metrics()
    metrics.count("/", 200, 0.003)
    metrics.count("/", 200, 0.03)
    metrics.count("/", 400, 9.0)
    lines = metrics.expose().splitlines()
    assert 'trichdan_answers_total{route="/",status="200"} 2' in lines
    assert 'trichdan_answer_seconds_bucket{route="/",le="0.005"} 1' in lines
    assert 'trichdan_answer_seconds_bucket{route="/",le="0.05"} 2' in lines
    assert 'trichdan_answer_seconds_bucket{route="/",le="+Inf"} 3' in lines
    assert 'trichdan_answer_seconds_sum{route="/"} 9.033000' in lines


def test_the_server_counts_routes_and_never_what_was_asked(client: TestClient) -> None:
    client.get("/?q=bí mật")
    client.get("/tai-lieu/chuong-trinh-1a2b3c")
    client.get("/bí-mật")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'route="/",status="200"} 1' in answer.text
    assert 'route="/tai-lieu/{key:path}",status="200"} 1' in answer.text
    assert "mật" not in answer.text
