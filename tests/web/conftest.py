"""The pages with a finished example and an analysis that takes no time."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from lowdose.web.app import create_app
from lowdose.web.routes.answer import choose_analysis
from lowdose.web.settings import Settings
from tests.report.answers import helps


class Analysis:
    """Stands for the analysis; keeps what it was asked and gives what it is told to."""

    def __init__(self) -> None:
        # A bare answer is not drawn, so that a test takes no time.
        self.bare = replace(helps(), diary=None, fit=None, pair_differences=())
        self.answers = (self.bare,)
        self.error: Exception | None = None
        self.asked: list[tuple] = []

    def __call__(self, *asked):
        self.asked.append(asked)
        if self.error is not None:
            raise self.error
        return self.answers


@pytest.fixture
def analysis() -> Analysis:
    return Analysis()


@pytest.fixture
def app(analysis: Analysis) -> FastAPI:
    made = create_app(Settings(upload_limit_bytes=100_000))
    made.state.example = "<h1>An example</h1>"
    made.dependency_overrides[choose_analysis] = lambda: analysis
    return made


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False) as made:
        yield made
