"""The plan as a page and as text: what is always there, and what never is."""

import re

import pytest

from lowdose.report.texts import load_texts
from lowdose.report.titration.page import TitrationLinks, titration_html, titration_sections
from lowdose.report.titration.record import titration_document
from lowdose.report.titration.text import titration_text
from lowdose.report.titration.view import CALLS, view_titration
from lowdose.workflow.titrate import TOPICS
from tests.report.titrations import make

TEXTS = load_texts()
LINKS = TitrationLinks("/screen", "/blockade?regimen=x", "/c.ics", "/d.ics")
VARIANTS = {
    "nothing known": {},
    "capsules": {"strengths_mg": (1.5,)},
    "liquid": {"liquid_mg_ml": 1.0, "zone": "Europe/Berlin"},
    "one dose": {"start_mg": 1.0, "ceiling_mg": 1.0},
    "confirmed": {"ceiling_mg": 6.0, "is_confirmed": True, "prescriber": "Dr. Who"},
    "sleep": {"had_sleep_trouble": True},
}


@pytest.mark.parametrize("choices", VARIANTS.values(), ids=VARIANTS)
def test_every_plan_says_whose_it_is_and_what_to_look_out_for(choices) -> None:
    titration = make(**choices)
    page = re.sub(r"\s+", " ", titration_sections(titration, TEXTS, LINKS).unescape())
    text = re.sub(r"\s+", " ", titration_text(titration))
    for topic in (titration.topics[name] for name in ("opioids", *CALLS["emergency"])):
        assert topic.says in page
        assert topic.says in text
    for sentence in TEXTS.lines("titration.whose"):
        assert sentence in page
        assert sentence in text


def test_every_topic_of_the_plan_is_shown() -> None:
    titration = make()
    page = re.sub(r"\s+", " ", titration_sections(titration, TEXTS, LINKS).unescape())
    shown = [name for name in TOPICS if titration.topics[name].says in page]
    assert set(TOPICS) - set(shown) == set()


def test_every_mark_of_a_source_leads_to_one() -> None:
    page = titration_sections(make(liquid_mg_ml=1.0), TEXTS, LINKS)
    marks = set(re.findall(r'href="#source-(\d+)"', page))
    sources = set(re.findall(r'id="source-(\d+)"', page))
    assert marks <= sources


def test_the_file_alone_leads_nowhere_else() -> None:
    page = titration_html(make(prescriber="Dr. Who"))
    assert "<script" not in page
    assert not re.findall(r'href="(?!#|https://)[^"]*"', page)
    assert ".ics" not in page


def test_a_volume_is_told_with_its_rounding_error() -> None:
    text = re.sub(r"\s+", " ", titration_text(make(liquid_mg_ml=1.0)))
    # 4.4 mg in place of 4.5 mg: 0.1 / 4.5 = 2.2 %.
    assert "4.4 mL in a 5 mL syringe (lines at 0.2 mL), which is 4.4 mg: 2.2 % less" in text
    assert "The nearest one is 4.4 mL, which is 4.4 mg (−2.2 %)." in text


def test_a_step_down_is_a_question_with_the_doses_of_the_plan() -> None:
    questions = view_titration(make(), TEXTS).sleep_questions
    assert questions[0].startswith("A question for your prescriber: ")
    assert questions[1] == "One step down would be: from 3 mg to 1.5 mg; from 4.5 mg to 3 mg."


def test_what_was_confirmed_is_told_with_the_usual_reason() -> None:
    notices = view_titration(make(ceiling_mg=6.0, is_confirmed=True), TEXTS).notices
    assert "because you say that your prescriber has confirmed it" in notices[0]
    assert notices[0].startswith("The ceiling of 6 mg is outside the usual range.")


def test_where_nothing_is_known_of_capsules_the_plan_says_which_would_do() -> None:
    (notice,) = view_titration(make(), TEXTS).notices
    assert "would need 1.5 mg, 3 mg, 4.5 mg; capsules of 1.5 mg alone would do too" in notice


def test_the_checks_are_told_with_their_dates() -> None:
    rows = view_titration(make(), TEXTS).checks.rows
    assert [row[0] for row in rows] == [
        "Before 1 Dec 2026",
        "29 Dec 2026 to 26 Jan 2027",
        "About 23 Feb 2027",
        "About 30 Nov 2027, then once a year",
    ]


def test_the_text_fits_a_terminal() -> None:
    lines = titration_text(make(liquid_mg_ml=1.0, prescriber="x" * 80)).splitlines()
    # Addresses of sources can't be broken.
    assert [line for line in lines if len(line) > 80 and "http" not in line] == []


def test_a_name_steers_no_terminal() -> None:
    assert "\x1b" not in titration_text(make(prescriber="\x1b[2J"))


def test_the_document_holds_the_plan_in_numbers() -> None:
    document = titration_document(make(strengths_mg=(1.5, 3.0)))
    assert document["steps"][2]["made_of"] == {
        "capsules": [{"strength_mg": 3.0, "n": 1}, {"strength_mg": 1.5, "n": 1}]
    }
    assert document["supply"] == [
        # 7 days of 1.5 mg and 56 of 3 + 1.5 mg; 7 days of 3 mg and the same 56.
        {"strength": 1.5, "unit": "mg", "amount": 63},
        {"strength": 3.0, "unit": "mg", "amount": 63},
    ]
    assert document["intakes"][0] == {
        **{"day": "2026-12-01", "at": "2026-12-01T21:00:00", "step": 1, "dose_mg": 1.5}
    }


def test_the_document_says_when_to_call() -> None:
    said = titration_document(make())["safety"]
    assert said[0]["when"] == "always"
    assert {line["when"] for line in said} == {
        "always",
        "Call emergency services now",
        "Call a doctor the same day",
        "Tell your prescriber",
    }
