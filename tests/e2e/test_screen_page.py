"""The screening in a browser: step by step, without a script, without a mouse, on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import INLINE_PX, LOOKS, TARGET_PX, WIDTHS, open_all, small_targets, violations

pytestmark = pytest.mark.browser
EVERYTHING = "button, select, textarea, summary, input[type=text], input[type=date], .option"


def show_form(page: Page) -> None:
    page.goto("/screen")


def show_all(page: Page) -> None:
    page.goto("/screen")
    page.get_by_role("button", name="Show all parts at once").click()


def show_stop(page: Page) -> None:
    page.goto("/screen")
    page.get_by_label("Name, as on the package").first.fill("Tylenol 3")
    page.get_by_label("Name, as on the package").nth(1).fill("Imodium")
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Do not start naltrexone now")


def show_emergency(page: Page) -> None:
    show_all(page)
    page.locator("#q-suicidal-now").get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help first")


def show_problems(page: Page) -> None:
    show_all(page)
    page.locator("#age").fill("300")
    page.locator("#alt-value").fill("45")
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("2 answers can’t be read yet")


PAGES = {
    "form": show_form,
    "all parts": show_all,
    "stop": show_stop,
    "emergency": show_emergency,
    "problems": show_problems,
}
EACH = pytest.mark.parametrize("show", PAGES.values(), ids=PAGES)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@EACH
def test_the_page_is_accessible_at_every_width(page: Page, show, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    show(page)
    open_all(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [error for error in page.errors if "422" not in error] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("show", [show_all, show_stop], ids=["form", "result"])
def test_everything_to_press_is_large_enough_for_a_shaky_finger(page: Page, show, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    show(page)
    open_all(page)
    visible = ", ".join(f"{kind.strip()}:visible" for kind in EVERYTHING.split(","))
    assert small_targets(page, visible, TARGET_PX) == []
    assert small_targets(page, "main a:visible", INLINE_PX) == []


def test_one_part_is_shown_at_a_time_and_the_focus_goes_with_it(page: Page) -> None:
    page.goto("/screen")
    expect(page.get_by_text("Part 1 of 9")).to_be_visible()
    expect(page.get_by_role("heading", name="Opioids")).to_be_hidden()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Opioids")).to_be_focused()
    expect(page.get_by_role("heading", name="Your medicines")).to_be_hidden()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="Your medicines")).to_be_focused()


def test_a_question_that_an_answer_rules_out_is_hidden_and_not_sent(page: Page) -> None:
    show_all(page)
    last = page.locator("#q-last-opioid")
    expect(last).to_be_visible()
    page.locator("#q-opioid-use").get_by_text("No, never").click()
    expect(last).to_be_hidden()
    expect(page.locator("#last-opioid")).to_be_disabled()
    page.locator("#q-opioid-use").get_by_text("Yes, in the past").click()
    expect(last).to_be_visible()
    expect(page.locator("#last-opioid")).to_be_enabled()


def test_the_day_of_the_last_dose_is_asked_where_a_medicine_was_stopped(page: Page) -> None:
    page.goto("/screen")
    day = page.locator("#medicine-1-day")
    expect(day).to_be_hidden()
    page.locator("#medicine-1-last").select_option("day")
    expect(day).to_be_visible()


def test_what_is_missing_leads_to_its_question(page: Page) -> None:
    show_stop(page)
    page.locator('a[href="#q-pregnant"]').first.click()
    expect(page.locator("#q-pregnant")).to_be_in_viewport()
    expect(page.locator("#q-pregnant input").first).to_be_focused()


def test_a_mark_opens_the_sources_and_leads_to_its_own(page: Page) -> None:
    show_stop(page)
    page.get_by_role("link", name=re.compile("source 2$", re.IGNORECASE)).first.click()
    expect(page.locator("#source-2")).to_be_in_viewport()


def test_health_data_never_stands_in_the_address(page: Page) -> None:
    show_stop(page)
    assert page.url.endswith("/screen")
    assert not [address for address in page.addresses if "Tylenol" in address]


def test_a_person_without_scripts_gets_the_same_result(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/screen")
    expect(page.get_by_role("heading", name="Opioids")).to_be_visible()
    page.get_by_label("Name, as on the package").first.fill("Tylenol 3")
    page.get_by_role("button", name="Add another medicine").click()
    assert page.get_by_label("Name, as on the package").count() == 4
    page.locator("#q-pregnant").get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Check my answers").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Do not start naltrexone now"
    expect(
        page.get_by_label("Yes", exact=True).and_(page.locator("[name=pregnant]"))
    ).to_be_checked()
    context.close()


def press_until(page: Page, script: str) -> None:
    """Press the tab key until what has the focus is what a script looks for."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"(one => {script})(document.activeElement)"):
            return
    raise AssertionError(f"{script} can't be reached with the tab key")


def test_a_person_with_a_keyboard_only_gets_the_result(page: Page) -> None:
    page.goto("/screen")
    press_until(page, "one.id === 'medicine-1-name'")
    page.keyboard.type("Tylenol 3")
    press_until(page, "one.dataset.move === 'next'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Opioids")).to_be_focused()
    press_until(page, "one.name === 'opioid-use'")
    page.keyboard.press("Space")
    expect(page.locator("[name=opioid-use]").first).to_be_checked()
    press_until(page, "one.textContent === 'Check my answers'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do not start naltrexone now")


def test_whoever_tabs_sees_where_they_are(page: Page) -> None:
    show_stop(page)
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const one = document.activeElement;
              const around = one.closest(".option") ?? one;
              return [one, around].some((it) => getComputedStyle(it).outlineStyle === "solid");
            }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_help_is_seen_without_scrolling_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    show_emergency(page)
    expect(page.get_by_role("alert").get_by_text("112 in Europe").first).to_be_in_viewport()


def test_paper_holds_the_answers_and_the_wording_for_the_prescriber_but_no_form(page: Page) -> None:
    show_stop(page)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#answers")).to_be_hidden()
    expect(page.get_by_role("heading", name="What was answered")).to_be_visible()
    expect(page.get_by_text("within 7 days").first).to_be_visible()
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"


def test_the_page_in_one_file_is_accessible_and_asks_for_nothing(page: Page, tmp_path) -> None:
    from lowdose.report.screening.page import screening_html
    from tests.report.screenings import stop

    report = tmp_path / "result.html"
    report.write_text(screening_html(stop()), encoding="utf-8")
    page.goto(report.as_uri())
    assert violations(page) == []
    assert page.addresses == [report.as_uri()]
    page.addresses.clear()
