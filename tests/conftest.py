"""What several folders of tests share: the browser, the cache, and what makes runs repeatable."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from find_browser import find_browser

#: Root may not use the sandbox; the rest keeps Chromium from calling home.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# One cache for all workers and for the processes that tests start; never that of the user.
os.environ["LOWDOSE_CACHE"] = str(Path(__file__).parents[1] / ".pytest_cache" / "lowdose")

# The same examples in every run, and no failure because the machine is busy.
hypothesis.settings.register_profile("lowdose", derandomize=True, deadline=None)
hypothesis.settings.load_profile("lowdose")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window; `make test` installs it where that is possible."""
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium; set LOWDOSE_BROWSER or install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield chromium
        chromium.close()
