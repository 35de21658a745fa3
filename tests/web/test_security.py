"""What every response says to the browser, and which requests never reach the analysis."""

import logging
from io import BytesIO

import pytest

CSV = {"file": ("diary.csv", b"date,treatment,pain\n", "text/csv")}
OWN = "http://127.0.0.1:8765"


@pytest.mark.parametrize("path", ["/", "/answer", "/healthz", "/static/report.css", "/nowhere"])
def test_every_response_carries_the_headers_of_a_closed_page(client, path: str) -> None:
    headers = client.get(path, follow_redirects=False).headers
    assert headers["content-security-policy"].startswith("default-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/answer", "/nowhere"])
def test_no_page_is_kept_by_the_browser(client, path: str) -> None:
    assert client.get(path, follow_redirects=False).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_foreign_host_name_is_refused(client, host: str) -> None:
    assert client.get("/answer", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:1", "[::1]:8765"])
def test_the_names_of_this_machine_are_allowed(client, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": "http://evil.example", "sec-fetch-site": "same-origin"},
        {"origin": OWN, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_diary_sent_by_another_page_is_refused(client, analysis, headers) -> None:
    response = client.post("/answer", files=CSV, headers=headers)
    assert response.status_code == 403
    assert "came from another page" in response.text
    assert analysis.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": OWN},
        {"sec-fetch-site": "same-origin", "origin": OWN},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_diary_sent_by_our_page_or_by_a_program_is_answered(client, headers) -> None:
    assert client.post("/answer", files=CSV, headers=headers).status_code == 200


def test_an_unforeseen_error_shows_and_logs_nothing_of_the_diary(client, analysis, caplog) -> None:
    analysis.error = RuntimeError("pain 9 of Anna")
    with caplog.at_level(logging.DEBUG):
        response = client.post("/answer", files=CSV)
    assert response.status_code == 500
    assert "Something went wrong inside lowdose, not in your file." in response.text
    assert "unforeseen RuntimeError" in caplog.text
    assert "Anna" not in response.text + caplog.text


def test_the_generated_documentation_is_switched_off(client) -> None:
    paths = ("/docs", "/redoc", "/openapi.json")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_no_page_holds_a_script_or_a_style_of_its_own(client) -> None:
    pages = [client.get("/answer").text, client.post("/answer", files=CSV).text]
    for page in pages:
        assert "<style" not in page
        assert "style=" not in page
        assert page.count("<script") == 1
        assert '<script type="module" src="/static/upload.js"></script>' in page


def test_a_diary_never_touches_the_disk(client, analysis, monkeypatch) -> None:
    def fail(*_args: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", fail)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", fail)
    content = b"date,treatment,pain\n" + b"x" * 90_000
    response = client.post("/answer", files={"file": ("d.csv", BytesIO(content), "text/csv")})
    assert response.status_code == 200
    assert analysis.asked[0][0] == content
