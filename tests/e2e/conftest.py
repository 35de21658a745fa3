"""The pages on a free port of this machine, and a phone to open them with."""

import socket
from collections.abc import Iterator
from threading import Thread
from time import sleep

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from lowdose.report.evidence.page import forest_svg
from lowdose.report.page import answer_sections
from lowdose.report.texts import load_texts
from lowdose.web.app import create_app
from lowdose.workflow.ask import FIRST_QUESTION, ask
from lowdose.workflow.evidence import evidence
from tests.report.answers import helps

#: How long a page may take on a busy machine before a test gives up.
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the pages on a free port of this machine."""
    app = create_app()
    # The first reply and the first plot take seconds; no test of a page should wait for them.
    ask(FIRST_QUESTION)
    forest_svg(evidence("fibromyalgia"))
    app.state.example = answer_sections((helps(),), load_texts())
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Open a phone-sized page that keeps what goes wrong and what is asked for."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.errors, page.addresses = [], []
    page.on("console", lambda m: page.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("request", lambda request: page.addresses.append(request.url))
    yield page
    assert all(address.startswith((site, "data:")) for address in page.addresses)
    context.close()
