"""The blockade as sections of a page: warnings first, every chart with its disclaimer."""

import re
from itertools import pairwise

import pytest

from lowdose.report.blockade.page import blockade_sections, blockade_svg
from lowdose.report.texts import load_texts
from tests.report.blockade.test_scene import LONG
from tests.report.blockades import blocked
from tests.report.test_page import Outline

TEXTS = load_texts()
REGIMENS = {"long": LONG, "one": "4.5mg x1", "high": "50mg x5", "none": "0mg x3"}
PAGES = {n: str(blockade_sections(blocked(r), TEXTS, asked_days=3)) for n, r in REGIMENS.items()}
EACH = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
DISCLAIMER = "Model, not a measurement. No human data on duration at 5 mg or less."


@EACH
def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    headings = Outline(page).headings
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))


@EACH
def test_ids_are_used_once_and_every_reference_has_one(page: str) -> None:
    outline = Outline(page)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.named) <= set(outline.ids)
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(outline.ids)


@EACH
def test_a_section_holds_no_script_no_style_and_nothing_from_elsewhere(page: str) -> None:
    assert not re.search(r"<script|<style|style=|<link|<img|<iframe|src=|@import|\bon\w+=", page)


@EACH
def test_every_chart_has_the_disclaimer_and_leads_to_the_numbers(page: str) -> None:
    charts = re.findall(r"<figure>.*?</figure>", page, re.DOTALL)
    assert len(charts) == 3
    for chart in charts:
        assert DISCLAIMER in chart
        assert 'href="#parameters"' in chart


@EACH
def test_every_number_of_the_model_has_a_source(page: str) -> None:
    table = page.partition('class="wordy parameters"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr role=\"row\">\n<th scope=\"row\".*?</tr>", table, re.DOTALL)
    assert len(rows) == len(blocked().parameters)
    assert all('href="#source-' in row for row in rows)


@EACH
def test_warnings_about_opioids_stand_before_any_picture_and_behind_no_click(page: str) -> None:
    bare = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    warning = bare.index("severe withdrawal")
    assert warning < bare.index("<svg")
    for words in ("break through the block", "the old dose can kill", "Call emergency services"):
        assert words in bare


@EACH
def test_before_an_operation_the_bound_comes_first_and_never_alone(page: str) -> None:
    section = page.partition('id="surgery"')[2].partition("</section>")[0]
    order = ["1 of 40", "typical person of the slow model", "Guidelines and books", "anaesthetist"]
    places = [section.index(words) for words in order]
    assert places == sorted(places)
    assert section.count('href="#source-') >= 4


@EACH
def test_nothing_is_called_safe(page: str) -> None:
    sentences = re.findall(r"[^.>]*\bsafe\b[^.<]*", page)
    # The two places where it stands tell people not to think so.
    assert all(re.search(r"\bnot\b", sentence) for sentence in sentences)


def test_a_high_dose_has_no_hatch() -> None:
    assert "The hatch means" not in PAGES["high"]
    assert "The hatch means" in PAGES["long"]


def test_the_day_that_was_asked_for_is_told_by_both_models() -> None:
    assert "<b>3 days after the last dose:</b> the slow model has <b>28 %" in PAGES["long"]
    far = str(blockade_sections(blocked(), TEXTS, asked_days=60))
    assert "at least 95 in 100 people of the slow model are below 5 %" in far


def test_without_a_day_nothing_is_told_of_one() -> None:
    assert "after the last dose:</b>" not in str(blockade_sections(blocked(), TEXTS))


def test_each_picture_is_named_and_has_its_numbers_in_a_table() -> None:
    assert PAGES["long"].count('role="img"') == 6
    tables = re.findall(r"<details>\n<summary>The numbers of this picture", PAGES["long"])
    assert len(tables) == 3


def test_the_page_is_light_enough_for_a_slow_phone() -> None:
    assert all(len(page) < 250_000 for page in PAGES.values())


def test_a_picture_alone_has_its_disclaimer_inside() -> None:
    svg = blockade_svg(blocked(LONG))
    assert svg.count(DISCLAIMER) == 2  # one to be seen, one in the description
    assert 'role="img"' in svg
    assert not re.search(r"<script|style=|href=", svg)
