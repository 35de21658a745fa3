"""What the browser tests look for on every page."""

from playwright.sync_api import Page

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": RULES}}
WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
