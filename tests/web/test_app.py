import re
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

import web
from corpus.document import Document, Section
from corpus.errors import EncoderMismatch, LibraryBusy, TrichdanError
from web.app import create_app, serve

PAGES = [
    "/",
    "/?q=dân vận khéo",
    "/?q=xyzzy",
    "/?q=%20",
    "/tai-lieu/chuong-trinh-1a2b3c?trich=I",
    "/tai-lieu/chuong-trinh-1a2b3c/luoc-do",
    "/phan-cong",
    "/thu-vien",
    "/danh-gia",
    "/danh-gia/doan",
    "/danh-gia/so-sanh",
    "/danh-gia/gop",
    "/danh-gia/bo-cau-hoi/party-dev",
    "/khong-co",
]
Get = Callable[..., BeautifulSoup]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_stands_in_its_frame(client: TestClient, path: str, language: str) -> None:
    mark = "&" if "?" in path else "?"
    page = BeautifulSoup(client.get(f"{path}{mark}lang={language}").text, "html.parser")
    assert page.html["lang"] == language and page.title.get_text().endswith("· Trích dẫn")
    assert (
        len(page.select("main"))
        == len(page.select("h1"))
        == len(page.select("nav[aria-label]")) - bool(page.select("#muc-luc"))
        == 1
    )
    assert page.select_one(".skip")["href"] == f"#{page.main['id']}"
    assert all(
        field.get("id") and page.find("label", {"for": field["id"]})
        for field in page.select("input:not([type=hidden]), select")
    )


@pytest.mark.parametrize("path", PAGES)
def test_english_is_kept_in_every_link(client: TestClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    page = BeautifulSoup(client.get(f"{path}{mark}lang=en").text, "html.parser")
    inside = [
        a["href"]
        for a in page.select("a[href^='/']:not([download])")
        if not a["href"].split("?")[0].endswith(".json")
    ]
    assert inside and [href for href in inside if "lang=en" not in href and "lang=vi" not in href] == []
    assert "lang=vi" in page.select_one("a.switch")["href"]


def test_the_language_is_kept_in_a_cookie(client: TestClient) -> None:
    answer = client.get("/?lang=en")
    assert "lang=en" in answer.headers["set-cookie"] and "HttpOnly" in answer.headers["set-cookie"]
    assert 'html lang="en"' in client.get("/thu-vien").text
    client.get("/?lang=vi")
    assert 'html lang="vi"' in client.get("/thu-vien").text


@pytest.mark.parametrize("path", [*PAGES, "/tim.json?q=", "/suc-khoe", "/tinh/page.js", "/phan-cong.csv"])
def test_every_answer_carries_the_headers_that_guard_it(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    page = BeautifulSoup(client.get(path).text, "html.parser")
    assert all(
        script.get("src", "").startswith("/tinh/") and not script.get_text()
        for script in page.select("script")
    )
    assert page.select("style, [style]") == []
    assert [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")] == []
    assert [
        u for tag in page.find_all(True) for u in (tag.get("src"), tag.get("href")) if u and u[0] not in "/#"
    ] == []


def test_every_asset_named_is_there(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/").text, "html.parser")
    names = [tag.get("src") or tag["href"] for tag in page.select("script[src], head link[href^='/tinh']")]
    sheet = (Path(web.__path__[0]) / "static" / "style.css").read_text("utf-8")
    fonts = ["/tinh/" + name for name in re.findall(r'url\("(.+?)"\)', sheet)]
    assert len(names) > 5 and len(fonts) == 6
    for name in (*names, *fonts):
        answer = client.get(name)
        assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"], name


def test_another_host_name_is_refused(service: object) -> None:
    app = create_app(service, hosts=("127.0.0.1", "localhost"))
    assert TestClient(app, base_url="http://localhost:8000").get("/suc-khoe").status_code == 200
    refused = TestClient(app, base_url="http://evil.example:8000").get("/tim.json?q=x")
    assert refused.status_code == 400 and set(refused.json()["error"]) == {"vi", "en"}


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (LibraryBusy("Thư viện đang bận. Hãy đợi.", "The library is busy. Wait."), 503),
        (EncoderMismatch("Sai bộ mã hóa. Hãy lập lại.", "Another encoder. Rebuild."), 503),
        (TrichdanError("Có chuyện. Hãy xem lại.", "Something. Look again."), 500),
    ],
)
def test_an_error_is_one_sentence_in_one_shape(
    client: TestClient, service: object, failure: TrichdanError, status: int
) -> None:
    service.failure = failure
    twin = client.get("/tim.json?q=x")
    assert (twin.status_code, twin.json()) == (status, {"error": {"vi": failure.vi, "en": failure.en}})
    page = client.get("/?q=x&lang=en")
    assert page.status_code == status
    assert BeautifulSoup(page.text, "html.parser").select_one(".notice p").get_text() == failure.en


def test_a_breakdown_is_logged_and_never_shown(
    client: TestClient, service: object, caplog: pytest.LogCaptureFixture
) -> None:
    service.failure = RuntimeError("secret detail")
    page = client.get("/?q=x")
    assert page.status_code == 500 and "secret" not in page.text and "Máy chủ gặp lỗi" in page.text
    assert page.headers["content-security-policy"]
    assert "secret detail" in caplog.text


@pytest.mark.parametrize("path", ["/?q=x&k=0", "/?q=x&k=abc", "/tim.json?q=x&k=101", "/phan-cong?trang=x"])
def test_a_bad_parameter_is_named(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert ("“k”" if "k=" in path else "“trang”") in answer.text


def test_unknown_addresses_and_methods(client: TestClient) -> None:
    assert client.get("/khong-co.json").json()["error"]["vi"].startswith("Không có trang")
    refused = client.post("/thu-vien.json")
    assert refused.status_code == 405 and refused.headers["allow"] == "GET"
    assert {client.head(path).status_code for path in ("/", "/thu-vien", "/danh-gia", "/danh-gia/gop")} == {
        200
    }


def test_health_says_what_is_served(client: TestClient) -> None:
    assert client.get("/suc-khoe").json() == {"status": "ok", "documents": 2, "passages": 7}


def test_the_description_covers_the_twins(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert sorted(described["paths"]) == [
        "/danh-gia.json",
        "/danh-gia/bo-cau-hoi/{name}.json",
        "/danh-gia/dang-do/{job}.json",
        "/danh-gia/doan.json",
        "/danh-gia/gop.json",
        "/danh-gia/gop/{name}.json",
        "/danh-gia/lan-do/{name}.json",
        "/danh-gia/so-sanh.json",
        "/phan-cong.json",
        "/suc-khoe",
        "/tai-lieu/{key}.json",
        "/tai-lieu/{key}/luoc-do.json",
        "/tai-lieu/{key}/trang/{so}.json",
        "/thu-vien.json",
        "/tim.json",
    ]
    assert "422" not in str(described["paths"])


HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; &#x3c;i&#x3e; \"' \u202eabc\u202c {{ 7*7 }}"


def test_hostile_documents_are_shown_as_text(
    make_library: Callable[..., object], programme: Document, client: TestClient
) -> None:
    text = f"{HOSTILE}\nDân vận {HOSTILE}"
    key = 'x"><script>alert(2)</script>'
    passage = replace(
        programme.passages[3],
        id=f"{key}#a\"'><b>",
        start=0,
        end=len(text),
        text=text,
        lead_in=HOSTILE,
        headings=(HOSTILE,),
    )
    stated = replace(
        programme.metadata,
        title=HOSTILE,
        number=HOSTILE,
        issuer=HOSTILE,
        recipients=(HOSTILE,),
        warnings=(HOSTILE,),
    )
    task = replace(
        programme.assignments[0], agency=HOSTILE, task=HOSTILE, deadline=HOSTILE, passage_id=passage.id
    )
    section = Section("I", "I.", HOSTILE, "heading", 1, 0, len(text), len(HOSTILE), 'i"><script>')
    hostile = Document(key, HOSTILE, "2" * 64, text, stated, (section,), (passage,), assignments=(task,))
    make_library(hostile)
    listed = BeautifulSoup(client.get("/thu-vien").text, "html.parser")
    address = listed.select(".documents h2 a")[-1]["href"]
    for url in (
        "/",
        "/?q=dân vận",
        "/?q=" + HOSTILE.replace("&", "%26").replace("#", "%23"),
        f"{address}?trich=a%22%27%3E%3Cb%3E",
        f"{address}/luoc-do",
        f"{address}/sua",
        f"/danh-gia/doan?q={HOSTILE.replace('&', '%26').replace('#', '%23')}",
        "/phan-cong",
        "/thu-vien",
    ):
        answer = client.get(url)
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 200, url
        assert all(script.get("src", "").startswith("/tinh/") for script in page.select("script")), url
        assert page.select("img, i, [onerror]") == [] and "49" not in page.title.get_text(), url
    page = BeautifulSoup(client.get(address).text, "html.parser")
    assert HOSTILE in page.select_one(".paper").get_text()
    assert page.select_one(".passage")["id"] == "a\"'><b>"


def test_ten_thousand_headings_are_set(make_library: Callable[..., object], client: TestClient) -> None:
    lines = [f"{i}. Mục thứ {i}" for i in range(10_000)]
    text, sections, start = "\n".join(lines), [], 0
    for i, line in enumerate(lines):
        sections.append(
            Section(
                f"{i}",
                f"{i}.",
                f"Mục thứ {i}",
                "heading",
                1 + i % 50,
                start,
                start + len(line),
                start + len(line),
                f"{i}",
            )
        )
        start += len(line) + 1
    make_library(Document("dai", "dai.txt", "3" * 64, text, sections=tuple(sections)))
    page = client.get("/tai-lieu/dai")
    assert page.status_code == 200 and page.text.count('class="heading') == 10_000


def test_a_port_in_use_is_one_sentence(service: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(TrichdanError, match="--port"):
        serve(service, "127.0.0.1", taken.getsockname()[1])
