"""The short check and its alerts in a browser: on phones, with a keyboard, without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import (
    INLINE_PX,
    LOOKS,
    TARGET_PX,
    open_all,
    small_targets,
    violations,
)

pytestmark = pytest.mark.browser
ADDRESS = "/alerts"
DIARY = "date,treatment,period,taken,vivid_dreams\n" + "".join(
    f"2026-02-{day:02},{'ldn' if day % 4 < 2 else 'placebo'},{day // 2},1,{day % 3 % 2}\n"
    for day in range(1, 13)
)


def choose(page: Page, name: str, value: str) -> None:
    """Press one of the options of a question."""
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def check_in_an_emergency(page: Page) -> None:
    """Fill the form in, with a diary, and send it."""
    page.goto(ADDRESS)
    choose(page, "breathless", "effort")
    choose(page, "fever", "yes")
    choose(page, "liver-signs", "unknown")
    page.locator("#diary").set_input_files(
        {"name": "diary.csv", "mimeType": "text/csv", "buffer": DIARY.encode()}
    )
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Call emergency services now")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("state", ["form", "alerts"])
def test_the_page_is_accessible_at_every_width(
    page: Page, state: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(ADDRESS)
    if state == "alerts":
        check_in_an_emergency(page)
    open_all(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_to_press_is_large_enough_for_a_shaky_finger(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    check_in_an_emergency(page)
    open_all(page)
    pressed = "button, .option, summary, nav a, .brand a, .check input:not([type=radio]), textarea"
    assert small_targets(page, pressed, TARGET_PX) == []
    assert small_targets(page, "a:not(.skip)", INLINE_PX) == []


def test_a_person_with_a_keyboard_only_answers_and_gets_the_alert(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator('input[name="face-swelling"][value="yes"]').focus()
    page.keyboard.press("Space")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Call emergency services now")
    expect(page.get_by_role("heading", name="Swelling of the face or throat")).to_be_visible()


def test_whoever_tabs_sees_where_they_are(page: Page) -> None:
    page.goto(ADDRESS)
    for _ in range(20):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style in ("solid", "auto"), page.evaluate("document.activeElement.outerHTML")


def test_the_call_for_help_is_seen_without_scrolling_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    check_in_an_emergency(page)
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("heading")).to_be_in_viewport(ratio=1)
    expect(alert.get_by_text("such as 112 or 911")).to_be_in_viewport(ratio=1)


def test_nothing_that_was_entered_stands_in_the_address(page: Page) -> None:
    check_in_an_emergency(page)
    assert page.url.endswith(ADDRESS)
    assert not [address for address in page.addresses if "?" in address]


def test_the_check_works_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto(ADDRESS)
    page.locator('input[name="severe-pain"][value="yes"]').check()
    page.get_by_role("button", name="Check now").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Call emergency services now"
    assert page.locator('input[name="severe-pain"][value="yes"]').is_checked()
    context.close()


def test_a_problem_is_told_to_whoever_listens(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_text("Blood tests", exact=True).click()
    page.locator("#f-alt").fill("45")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("alert")).to_contain_text("The upper limit of normal is missing.")
    expect(page.locator("#f-alt")).to_have_value("45")
    assert violations(page) == []
