"""The application as it is served, with the real example."""

import pytest
from starlette.testclient import TestClient

from lowdose.web.app import create_app
from lowdose.web.routes import answer as routes
from tests.report.answers import helps


@pytest.fixture
def client(monkeypatch) -> TestClient:
    calls: list[int] = []

    def demo():
        calls.append(1)
        return (helps(),)

    monkeypatch.setattr(routes, "demo", demo)
    made = TestClient(create_app(), base_url="http://127.0.0.1")
    made.demo_calls = calls
    return made


def test_the_example_is_worked_out_once(client) -> None:
    first, second = client.get("/answer"), client.get("/answer")
    assert first.text == second.text
    assert len(client.demo_calls) == 1
    assert "LDN helped you.</h1>" in first.text


def test_the_page_is_light_enough_for_a_slow_phone(client) -> None:
    page = client.get("/answer")
    parts = ["/static/report.css", "/static/pages.css", "/static/upload.js", "/static/icon.svg"]
    assert len(page.content) < 120_000
    assert sum(len(client.get(part).content) for part in parts) < 15_000


def test_a_file_that_can_be_read_is_answered_and_a_bad_one_is_not(client) -> None:
    bad = {"file": ("bad.csv", b"date,treatment,pain\n2026-01-05,ldn,eleven\n", "text/csv")}
    assert client.post("/answer", files=bad).status_code == 422
