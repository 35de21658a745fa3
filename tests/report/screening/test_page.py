"""A screening as a page: whole, safe with any text, readable without sight."""

import re
from itertools import pairwise

import pytest

from lowdose.report.screening.page import screening_html, screening_sections
from lowdose.report.texts import load_texts
from lowdose.safety.finding import Input
from tests.report.screenings import emergency, finding, nothing, screening, stop
from tests.report.test_page import HOSTILE

TEXTS = load_texts()
RESULTS = {"stop": stop(), "nothing": nothing(), "emergency": emergency()}
PAGES = {name: screening_html(result) for name, result in RESULTS.items()}
EACH = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@EACH
def test_the_page_has_one_first_heading_and_headings_go_down_one_step(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_first_heading_is_the_result_or_the_call_for_help() -> None:
    headings = {n: re.search(r"<h1[^>]*>([^<]*)", page)[1] for n, page in PAGES.items()}
    assert headings == {
        "stop": "Do not start naltrexone now",
        "nothing": "No obstacle was found in what you answered",
        "emergency": "Get help first",
    }


def test_no_finding_is_folded_away() -> None:
    shown = re.sub(r"<details.*?</details>", "", PAGES["stop"], flags=re.DOTALL)
    for rule in ("opioid-now", "liver-raised", "liver-open", "tolerance"):
        assert f"Text of {rule}." in shown


def test_the_level_is_told_in_words_and_not_by_colour_alone() -> None:
    assert '<span class="badge">Do not start</span> Title of opioid-now' in PAGES["stop"]


def test_the_wording_for_the_prescriber_comes_along() -> None:
    assert PAGES["stop"].count("For the prescriber: ") == 3
    assert '<details class="full">' in PAGES["stop"]


@EACH
def test_what_the_check_cannot_see_is_always_said(page: str) -> None:
    assert "What this check can’t see" in page
    assert not re.search(r"\bsafe\b", page.partition("</style>")[2].casefold())


def test_links_lead_to_questions_only_where_the_form_is() -> None:
    assert 'href="#q-' not in PAGES["stop"]
    assert 'href="#q-alt"' in screening_sections(stop(), TEXTS, has_form=True)


def test_every_mark_leads_to_a_source() -> None:
    marks = set(re.findall(r'href="#(source-\d+)"', PAGES["stop"]))
    assert marks == set(re.findall(r'id="(source-\d+)"', PAGES["stop"]))


def test_text_of_a_person_does_nothing() -> None:
    inputs = (Input("medicine", HOSTILE),)
    made = finding("stop", "a", title=HOSTILE, text=HOSTILE, inputs=inputs)
    page = screening_html(screening("stop", made))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3
    assert "{{7*7}}" in page
