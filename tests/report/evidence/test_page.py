"""Evidence and replies as sections of a page: whole, safe with any text, readable without sight."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from lowdose.question.repair import Reading
from lowdose.question.reply import Passage, Reply, SourceLine
from lowdose.report.evidence.page import Links, evidence_sections, forest_svg, reply_sections
from lowdose.report.texts import load_texts
from tests.report.evidences import FIBROMYALGIA, fibromyalgia, nothing
from tests.report.test_page import HOSTILE, Outline

TEXTS = load_texts()
LINKS = Links((("migraine", "migraine"),), (("sleep", "sleep"),))
PAGES = {
    "pain": str(evidence_sections(fibromyalgia(), TEXTS, LINKS)),
    "responders": str(evidence_sections(fibromyalgia("pain-response-30"), TEXTS, LINKS)),
    "nothing": str(evidence_sections(nothing(), TEXTS, Links(()))),
}
EACH = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
EMPTY = Reply("Is it so?", "answer", *((),) * 13)


def line(url: str = "https://example.org/a", title: str = "A label") -> SourceLine:
    return SourceLine(1, "label", title, url, "p. 1", date(2026, 1, 2), "read in the label")


def reply_page(**parts) -> str:
    return str(reply_sections(replace(EMPTY, **parts), TEXTS))


# --- evidence ---


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


@EACH
def test_a_section_holds_no_script_no_style_and_nothing_from_elsewhere(page: str) -> None:
    assert not re.search(r"<script|<style|style=|<link|<img|<iframe|src=|@import|\bon\w+=", page)


def test_the_plot_is_drawn_twice_with_its_numbers_in_words_and_in_a_table() -> None:
    page = PAGES["pain"]
    assert page.count('role="img"') == 2
    assert "The numbers of this picture" in page
    described = re.search(r"<desc[^>]*>(.*?)</desc>", page, re.DOTALL)[1]
    assert described.startswith("In three trials with 223 people, pain was on average 0.2 points")
    assert "Final: −0.34 (−0.95 to 0.27)" in described


def test_without_a_pool_there_is_no_picture_and_no_table_of_numbers() -> None:
    page = PAGES["nothing"]
    assert "<svg" not in page
    assert "No result of low doses against placebo was found." in page


def test_the_page_leads_to_other_outcomes_and_conditions() -> None:
    page = PAGES["pain"]
    assert '<a href="/evidence/fibromyalgia?outcome=sleep">sleep</a>' in page
    assert '<a href="/evidence/migraine">migraine</a>' in page


def test_texts_are_escaped_everywhere() -> None:
    condition = replace(FIBROMYALGIA, name=HOSTILE, says=HOSTILE, never=(HOSTILE,))
    page = str(evidence_sections(replace(nothing(), condition=condition), TEXTS, Links(())))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3


def test_one_file_holds_the_wide_plot_with_its_description() -> None:
    svg = forest_svg(fibromyalgia())
    assert svg.startswith("<svg")
    assert svg.count("<svg") == 1
    assert "Each trial, and all together" in svg
    assert "pain was on average 0.2 points" in svg


def test_where_nothing_was_pooled_there_is_no_file() -> None:
    assert forest_svg(nothing()) is None


def test_the_same_evidence_gives_the_same_page_and_picture() -> None:
    assert str(evidence_sections(fibromyalgia(), TEXTS, LINKS)) == PAGES["pain"]
    assert forest_svg(fibromyalgia()) == forest_svg(fibromyalgia())


# --- replies ---


def test_danger_stands_above_everything_but_the_question() -> None:
    page = reply_page(
        readings=(Reading("tramdol", "tramadol"),),
        urgent=(Passage("", "", "Call."),),
        lead=(Passage("", "", "Lead."),),
    )
    order = ("Is it so?", 'role="alert"', "Call.", "Read as: “tramdol”", "Lead.")
    places = [page.index(part) for part in order]
    assert places == sorted(places)


def test_a_mark_leads_to_its_source_and_says_so() -> None:
    page = reply_page(lead=(Passage("", "", "So.", (1,)),), sources=(line(),))
    assert '<a class="mark" href="#source-1" aria-label="source 1">1</a>' in page.lower()
    assert '<li id="source-1"><a href="https://example.org/a" rel="noreferrer">A label</a>' in page


def test_a_page_of_the_documentation_is_named_and_no_broken_link() -> None:
    page = reply_page(sources=(line("docs/explanation/knowledge.md"),))
    assert "A label (docs/explanation/knowledge.md)" in page
    assert 'href="docs' not in page


def test_what_a_person_wrote_is_shown_as_text() -> None:
    page = reply_page(question=HOSTILE, readings=(Reading(HOSTILE, HOSTILE),))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3


def test_a_part_without_passages_has_no_heading() -> None:
    assert Outline(reply_page()).headings == [1]
    assert Outline(reply_page(not_known=("Nobody knows.",))).headings == [1, 2]
