"""The form and the plan of dose steps in a browser: on phones, with a keyboard, on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import INLINE_PX, LOOKS, TARGET_PX, reach, small_targets, violations

pytestmark = pytest.mark.browser
PLAN = "/titration?start=2026-12-01&liquid=1&zone=Europe/Berlin&weeks=26&prescriber=Dr.+Who"
PAGES = {"form": "/titration", "plan": PLAN, "problem": "/titration?start=2026-12-01&ceiling=7"}
EACH = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


def without_refusal(errors: list[str]) -> list[str]:
    """Leave out that the browser counts a status of 400 among the errors."""
    return [error for error in errors if "400" not in error]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@EACH
def test_the_page_is_accessible_at_every_width(
    page: Page, address: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert without_refusal(page.errors) == []


@EACH
def test_everything_to_press_is_large_enough_for_a_shaky_finger(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 844})
    page.goto(address)
    pressed = "button:visible, input:not([type=checkbox]), .tick-box, .download"
    assert small_targets(page, pressed, TARGET_PX) == []
    assert small_targets(page, "main a", INLINE_PX) == []


@EACH
def test_whoever_tabs_sees_where_they_are(page: Page, address: str) -> None:
    page.goto(address)
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style in ("solid", "auto"), page.evaluate("document.activeElement.outerHTML")


def test_a_person_with_a_keyboard_only_makes_a_plan(page: Page) -> None:
    page.goto("/titration")
    page.get_by_label("Step, in mg").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("1")
    reach(page, "checkbox")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dose steps: 1.5 to 4.5 mg a day")
    # 1.5, 2.5 and 3.5 mg, then the ceiling.
    assert page.locator("table.steps tbody tr").count() == 4


def test_a_person_without_scripts_makes_a_plan(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/titration")
    page.get_by_role("button", name="Make the plan").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Dose steps: 1.5 to 4.5 mg a day"
    assert page.get_by_role("button", name="Print").count() == 0
    context.close()


def test_what_cannot_be_planned_is_said_and_the_field_is_marked(page: Page) -> None:
    page.goto(PAGES["problem"])
    expect(page.get_by_role("alert")).to_contain_text("7 mg is not planned here.")
    field = page.get_by_label("Ceiling, in mg")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("7")


def test_the_calendar_file_comes_with_a_name_that_says_nothing(page: Page) -> None:
    page.goto(PLAN)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a calendar file").click()
    assert download.value.suggested_filename == "diary.ics"


def test_on_paper_there_are_months_to_tick_and_no_form(page: Page) -> None:
    page.goto(PLAN)
    expect(page.locator(".tick").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".tick").first).to_be_visible()
    expect(page.get_by_role("button", name="Make the plan")).to_be_hidden()
    expect(page.get_by_role("link", name="Download as a calendar file")).to_be_hidden()
    expect(page.get_by_text("Agreed on (date) and signed:")).to_be_visible()
    # 26 weeks from 1 December 2026 end on 31 May 2027.
    expect(page.locator("table.month caption")).to_have_count(6)


def test_a_month_fits_the_smallest_phone_without_cutting_a_dose(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(PLAN)
    boxes = page.locator("td[class*=shade]").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
    )
    assert boxes == 0


def test_the_plan_leads_to_the_form_with_what_was_typed(page: Page) -> None:
    page.goto(PLAN)
    page.get_by_role("link", name=re.compile("Other choices")).click()
    expect(page.get_by_label("Name of the prescriber")).to_have_value("Dr. Who")
