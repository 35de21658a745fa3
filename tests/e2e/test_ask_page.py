"""The first page, a reply in an emergency and the trials of a condition, in a browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import (
    INLINE_PX,
    LOOKS,
    TARGET_PX,
    WIDTHS,
    open_all,
    reach,
    small_targets,
    violations,
)

pytestmark = pytest.mark.browser
DANGER = "/?q=I took LDN after tramadol and feel awful, what now?"
PAGES = {"first page": "/", "emergency": DANGER, "evidence": "/evidence/fibromyalgia"}
EACH = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
QUESTION = "does ldn help migraine"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@EACH
def test_the_page_is_accessible_at_every_width(
    page: Page, address: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    open_all(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


@pytest.mark.parametrize("width", WIDTHS)
@EACH
def test_everything_to_press_is_large_enough_for_a_shaky_finger(
    page: Page, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    open_all(page)
    assert small_targets(page, "button, input, summary, nav a, .brand a", TARGET_PX) == []
    # A link inside of a sentence may be as low as a line of text.
    assert small_targets(page, "a:not(.skip)", INLINE_PX) == []


@EACH
def test_whoever_tabs_sees_where_they_are(page: Page, address: str) -> None:
    page.goto(address)
    open_all(page)
    for _ in range(15):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid", page.evaluate("document.activeElement.outerHTML")


def test_a_person_with_a_keyboard_only_gets_a_reply_and_reaches_the_trials(page: Page) -> None:
    page.goto("/")
    reach(page, "search")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    link = page.get_by_role("rowheader").get_by_role("link", name="Migraine")
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What trials say: migraine")


def test_a_person_without_scripts_gets_the_same_reply(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    assert page.get_by_role("heading", level=1).inner_text() == QUESTION
    assert page.get_by_role("searchbox").input_value() == QUESTION
    page.goto("/evidence/fibromyalgia")
    page.locator("summary").first.click()
    assert page.locator("details table").first.is_visible()
    context.close()


def test_the_call_for_help_is_seen_without_scrolling_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(DANGER)
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("heading")).to_be_in_viewport(ratio=1)
    expect(alert.get_by_text("call the emergency number (112 in Europe")).to_be_in_viewport()


def test_a_mark_leads_to_its_source(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("source 2$", re.IGNORECASE)).first.click()
    assert page.url.endswith("#source-2")
    expect(page.locator("#source-2")).to_be_in_viewport()


def test_a_click_on_a_condition_shows_its_trials(page: Page) -> None:
    page.goto("/")
    page.get_by_role("rowheader").get_by_role("link", name="Fibromyalgia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What trials say: fibromyalgia")
    page.get_by_role("link", name="a fall of pain by at least 30 %").click()
    expect(page.locator(".lead").first).to_contain_text("1.05 times as often")


def test_the_plot_is_shown_once_in_the_width_that_fits(page: Page) -> None:
    page.goto("/evidence/fibromyalgia")
    assert page.get_by_role("img").count() == 1
    assert page.locator("svg.narrow").is_visible()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert page.locator("svg.wide").is_visible()
    assert page.get_by_role("img").count() == 1


def test_the_plot_tells_its_name_and_what_it_shows(page: Page) -> None:
    page.goto("/evidence/fibromyalgia")
    picture = page.get_by_role("img", name="Each trial, and all together")
    described = picture.get_attribute("aria-describedby")
    words = str(page.locator(f"#{described}").text_content())
    assert "In three trials with 223 people, pain was on average 0.2 points" in words


@pytest.mark.parametrize("address", ["/", "/evidence/fibromyalgia"])
def test_print_is_light(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"


def test_a_question_with_markup_in_it_runs_nothing(page: Page) -> None:
    page.goto("/?q=<img src=x onerror=\"document.title='gone'\"> pain")
    assert page.get_by_role("heading", level=1).inner_text().startswith("<img src=x")
    assert "gone" not in page.title().partition("<")[0]
    assert page.errors == []
