"""What every page is held to in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": RULES}}
WIDTHS = (320, 390, 1280)
#: A colour does not depend on the width: each width and each scheme once is enough.
LOOKS = ((320, "light"), (390, "dark"), (1280, "light"))
#: Smallest side of anything to press, and of a link inside of a sentence.
TARGET_PX, INLINE_PX = 44, 24


def violations(page: Page) -> list[str]:
    """Return what a page breaks of the rules of accessibility."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


def open_all(page: Page) -> None:
    """Open everything that can be opened."""
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")


def reach(page: Page, kind: str) -> None:
    """Press the tab key until something of a type has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == kind:
            return
    raise AssertionError(f"no {kind} can be reached with the tab key")


def small_targets(page: Page, selector: str, least_px: float) -> list[str]:
    """Return what is to be pressed but lower than it should be."""
    return [
        target.evaluate("one => one.outerHTML")[:120]
        for target in page.locator(selector).all()
        if (box := target.bounding_box()) is None or box["height"] < least_px
    ]
