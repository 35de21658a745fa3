"""The page of a blockade in a browser: accessible, and usable without a mouse or a script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import (
    INLINE_PX,
    LOOKS,
    TARGET_PX,
    WIDTHS,
    open_all,
    small_targets,
    violations,
)

pytestmark = pytest.mark.browser
LINE = "1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20"
PAGES = {
    "usual": "/blockade",
    "line": f"/blockade?regimen={LINE}&days=5",
    "bad": "/blockade?regimen=1.5mg x7, 4.5gm x10",
    "bad numbers": "/blockade?dose=abc&nights=0",
}
EACH = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


def go(page: Page, address: str) -> None:
    """Open a page; one that tells of a problem has a status that the browser reports."""
    page.goto(address)
    page.errors[:] = [error for error in page.errors if "422" not in error]


def focus(page: Page, name: str) -> None:
    """Press the tab key until a field has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"{name} can't be reached with the tab key")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@EACH
def test_the_page_is_accessible_at_every_width(
    page: Page, address: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    go(page, address)
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
    go(page, address)
    open_all(page)
    pressed = "button, input:not([type=checkbox]):not([type=hidden]), .tick-box, summary, nav a"
    assert small_targets(page, pressed, TARGET_PX) == []
    # A link inside of a sentence may be as low as a line of text.
    assert small_targets(page, "a:not(.skip)", INLINE_PX) == []


def test_whoever_tabs_sees_where_they_are(page: Page) -> None:
    page.goto("/blockade")
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid", page.evaluate("document.activeElement.outerHTML")


def test_a_person_with_a_keyboard_only_changes_the_dose(page: Page) -> None:
    page.goto("/blockade")
    focus(page, "dose")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How long 3 mg blocks opioid receptors"
    )
    assert page.locator("#dose").input_value() == "3"


def test_the_slider_and_the_number_say_the_same(page: Page) -> None:
    page.goto("/blockade")
    slider = page.get_by_role("slider", name="Dose each night in mg, as a slider")
    assert slider.input_value() == "4.5"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#dose").input_value() == "4"
    page.locator("#dose").fill("12,5")
    assert slider.input_value() == "12.5"


def test_moving_a_slider_does_not_leave_the_page(page: Page) -> None:
    page.goto("/blockade")
    page.get_by_role("slider").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.url.endswith("/blockade")


def test_a_person_without_scripts_gets_the_same_page(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/blockade")
    assert page.get_by_role("slider").count() == 0
    page.locator("#dose").fill("1.5")
    page.get_by_role("button", name="Show the block").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("How long 1.5 mg")
    page.locator("summary", has_text="Or write it in one line").click()
    page.get_by_role("textbox", name="Regimen").fill(LINE)
    page.get_by_role("button", name="Show this regimen").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("How long 1.5 to 4.5 mg")
    context.close()


def test_the_warning_stands_before_the_form_and_the_pictures(page: Page) -> None:
    page.goto("/blockade")
    tops = [
        page.locator(selector).first.bounding_box()["y"]
        for selector in ("h1", ".safety", "#regimen-form", "figure")
    ]
    assert tops == sorted(tops)


def test_the_numbers_of_the_model_are_one_press_away_from_every_chart(page: Page) -> None:
    page.goto("/blockade")
    links = page.locator("figure a", has_text=re.compile("All numbers"))
    assert links.count() == 3
    links.last.click()
    assert page.url.endswith("#parameters")
    expect(page.locator("#parameters")).to_be_in_viewport()


def test_a_problem_leads_to_its_field(page: Page) -> None:
    go(page, PAGES["bad"])
    alert = page.get_by_role("alert")
    expect(alert).to_be_in_viewport()
    alert.get_by_role("link").click()
    expect(page.get_by_role("textbox", name="Regimen")).to_be_in_viewport()
    assert page.locator("mark").inner_text() == "gm"


def test_a_picture_is_shown_once_in_the_width_that_fits(page: Page) -> None:
    page.goto("/blockade")
    assert page.get_by_role("img").count() == 3
    assert page.locator("svg.narrow").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert page.locator("svg.wide").first.is_visible()
    assert page.get_by_role("img").count() == 3
