"""The answer page in a browser: accessible, quiet, and usable without a mouse or a script."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lowdose.report.page import answer_html
from tests.e2e.pages import LOOKS, TARGET_PX, WIDTHS, open_all, reach, small_targets, violations
from tests.report.answers import three_arms

pytestmark = pytest.mark.browser
#: How long an answer may take on a busy machine.
ANSWER_MS = 120_000


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Write a diary of four pairs of two weeks, two points lower on ldn."""
    order = ("placebo", "ldn", "ldn", "placebo") * 2
    lines, day = ["date,treatment,pain"], date(2026, 1, 5)
    for i in range(14 * len(order)):
        level = 6 if order[i // 14] == "placebo" else 4
        score = level + (0, 1, 0, -1, 1, 0, -1)[(i * i) % 7]
        lines.append(f"{day + timedelta(days=i)},{order[i // 14]},{score}")
    path = tmp_path / "diary.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text("date,treatment,pain\n2026-01-05,ldn,11\n2026-01-06,ldn,x\n", encoding="utf-8")
    return path


def send(page: Page, path: Path) -> None:
    page.goto("/answer")
    page.set_input_files("#file", path)
    with page.expect_navigation(timeout=ANSWER_MS):
        page.get_by_role("button", name="Get the answer").click(timeout=ANSWER_MS)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_answer_is_accessible_at_every_width(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto("/answer")
    open_all(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_problems_is_accessible(page: Page, bad: Path, scheme: str) -> None:
    page.set_viewport_size({"width": 320, "height": 844})
    page.emulate_media(color_scheme=scheme)
    send(page, bad)
    assert page.get_by_role("row").count() == 3
    assert page.get_by_role("rowheader").all_inner_texts() == ["Line 2", "Line 3"]
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_browser_reports_a_bad_file_and_nothing_else(page: Page, bad: Path) -> None:
    send(page, bad)
    (report,) = page.errors
    assert "422" in report


def test_a_person_gets_the_answer_from_a_diary(page: Page, good: Path) -> None:
    send(page, good)
    assert page.get_by_role("heading", level=1).inner_text() == "LDN helped you."
    assert page.get_by_text("From diary.csv").is_visible()
    assert page.url.endswith("/answer")
    assert violations(page) == []
    assert page.errors == []


def test_a_person_without_scripts_gets_the_same_answer(browser: Browser, site: str, good: Path):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    send(page, good)
    assert page.get_by_role("heading", level=1).inner_text() == "LDN helped you."
    context.close()


def test_a_person_with_a_keyboard_only_gets_the_answer(page: Page, bad: Path) -> None:
    # Chromium hands the chooser over only once told to; told late, it misses the key.
    page.on("filechooser", lambda chooser: chooser.set_files(bad))
    page.goto("/answer")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Use your own diary"
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer#own")
    reach(page, "file")
    page.keyboard.press("Space")
    expect(page.locator("#file")).to_have_value(re.compile("bad.csv$"))
    reach(page, "submit")
    with page.expect_navigation(timeout=ANSWER_MS):
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "This file can’t be read yet"


def test_whoever_tabs_sees_where_they_are(page: Page) -> None:
    page.goto("/answer")
    open_all(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid", page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_to_press_is_large_enough_for_a_shaky_finger(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/answer")
    open_all(page)
    everything = "a:not(.skip), button, summary, input, select"
    assert small_targets(page, everything, TARGET_PX) == []


def test_a_picture_is_shown_once_in_the_width_that_fits(page: Page) -> None:
    page.goto("/answer")
    assert page.get_by_role("img").count() == 3
    assert page.locator("svg.narrow").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert page.locator("svg.wide").first.is_visible()
    assert page.get_by_role("img").count() == 3


def test_a_picture_tells_its_name_and_what_it_shows(page: Page) -> None:
    page.goto("/answer")
    picture = page.get_by_role("img", name="Your diary, day by day")
    described = picture.get_attribute("aria-describedby")
    words = page.locator(f"#{described}").text_content()
    assert "78 days with a score, 6 without, in 6 periods" in str(words)


def test_print_is_light_and_leaves_out_what_paper_cannot_do(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/answer")
    assert page.locator("#own").is_hidden()
    assert page.locator("svg.wide").first.is_visible()
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"


def test_while_it_is_at_work_the_page_says_so(page: Page) -> None:
    page.goto("/answer")
    page.locator("form").dispatch_event("submit")
    assert page.get_by_role("status").inner_text().startswith("At work.")
    assert page.get_by_role("button", name="Get the answer").is_disabled()


def test_a_dropped_file_is_taken(page: Page) -> None:
    page.goto("/answer")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["date,treatment,pain"], "dropped.csv"));
          document.querySelector(".drop")
            .dispatchEvent(new DragEvent("drop", {dataTransfer: data, cancelable: true}));
        }"""
    )
    assert page.evaluate("document.querySelector('#file').files[0].name") == "dropped.csv"


def test_the_report_in_one_file_is_accessible_and_asks_for_nothing(page: Page, tmp_path: Path):
    report = tmp_path / "answer.html"
    report.write_text(answer_html(three_arms()), encoding="utf-8")
    page.goto(report.as_uri())
    assert violations(page) == []
    assert page.errors == []
    assert page.addresses == [report.as_uri()]
    page.addresses.clear()
