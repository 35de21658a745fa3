"""The page of a plan: the form, the plan, what can't be planned, and the calendar file."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

PLAN = {"start": "2026-12-01", "strengths": "1.5; 3; 4.5", "prescriber": "Dr. <b>Who</b>"}


def test_the_form_has_the_usual_values_and_where_they_come_from(client) -> None:
    response = client.get("/titration")
    assert response.status_code == 200
    values = dict(re.findall(r'name="(\w+)" type="\w+" value="([^"]*)"', response.text))
    # Fact sheet C1: 1.5 mg, +1.5 mg, 7 days, 4.5 mg; at night.
    assert [values[n] for n in ("start_dose", "step", "every", "ceiling")] == [
        "1.5",
        "1.5",
        "7",
        "4.5",
    ]
    assert values["at"] == "21:00"
    assert values["start"] in {(date.today() + timedelta(days=n)).isoformat() for n in (0, 1, 2)}
    assert "Usual: 0.5 to 1.5. The FINAL trial and a neuropathy trial began" in response.text


def test_the_form_sends_one_to_the_screening_first(client) -> None:
    assert 'href="/screen"' in client.get("/titration").text


def test_the_plan_is_shown_with_its_months(client) -> None:
    page = client.get("/titration", params=PLAN).text
    assert "Dose steps: 1.5 to 4.5 mg a day</h1>" in page
    assert re.findall(r"<caption>(\w+ \d{4})</caption>", page) == [
        "December 2026",
        "January 2027",
        "February 2027",
    ]
    # 7 days of 1.5 mg, 7 of 3 mg, 56 of 4.5 mg.
    doses = re.findall(r"<b>([\d.]+)</b><span class=\"unit\">", page)
    assert [doses.count(dose) for dose in ("1.5", "3", "4.5")] == [7, 7, 56]


def test_a_name_is_shown_as_text(client) -> None:
    page = client.get("/titration", params=PLAN).text
    assert "Planned with Dr. &lt;b&gt;Who&lt;/b&gt;" in page
    assert "<b>Who</b>" not in page


def test_no_warning_is_hidden(client) -> None:
    page = client.get("/titration", params=PLAN).text
    for warning in ("Opioids and naltrexone", "Signs of harm to the liver", "Mood", "Pregnancy"):
        assert f">{warning}</h" in page
    for heading in ("Call emergency services now", "Call a doctor the same day"):
        assert f"<h3>{heading}</h3>" in page
    assert "<details" not in page


def test_the_plan_leads_to_its_blockade_and_its_calendar(client) -> None:
    page = client.get("/titration", params=PLAN).text
    assert "/blockade?regimen=1.5mg+21%3A00+x7%2C+3mg+x7%2C+4.5mg+x56" in page
    (calendar,) = re.findall(r'href="(/titration\.ics[^"]+)" download="diary\.ics">Download', page)
    response = client.get(calendar.replace("&amp;", "&"))
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    # 70 doses and the three checks after the first dose.
    assert len(Calendar.from_ical(response.content).events) == 73


def test_the_calendar_file_says_nothing_of_the_drug(client) -> None:
    response = client.get("/titration.ics", params=PLAN)
    said = (response.text + str(response.headers)).lower()
    assert not re.search(r"ldn|naltrexone|dose|titrat|\d ?mg\b|pain|opioid|\bwho\b", said)


def test_the_calendar_file_names_doses_where_that_was_asked_for(client) -> None:
    text = client.get("/titration.ics", params={**PLAN, "with_dose": "yes"}).text
    assert "SUMMARY:Evening entry: 4.5 mg (1 × 4.5 mg)" in text


@pytest.mark.parametrize(
    ("fields", "told", "field"),
    [
        ({"ceiling": "7"}, "ceiling: 7 mg is not planned here.", "ceiling"),
        ({"ceiling": "6"}, "ceiling: 6 mg needs the prescriber&#39;s confirmation.", "ceiling"),
        ({"step": "0"}, "step: 0 mg is not planned here.", "step"),
        ({"every": "6"}, "interval: 6 days is not planned here.", "every"),
        ({"start": "soon"}, "first day: &#39;soon&#39; is no date.", "start"),
        ({"liquid": "1"}, "liquid: capsules and a liquid are given.", "liquid"),
        (
            {"strengths": "<script>"},
            "strengths: &#39;&lt;script&gt;&#39; is no number",
            "strengths",
        ),
        ({"zone": "x" * 5000}, "time zone: ", "zone"),
    ],
)
def test_what_cannot_be_planned_is_told_beside_the_form(client, fields, told, field) -> None:
    response = client.get("/titration", params={**PLAN, **fields})
    assert response.status_code == 400
    assert told in response.text
    assert re.search(rf'<input id="{field}"[^>]*aria-invalid="true"', response.text)
    assert 'value="Dr. &lt;b&gt;Who&lt;/b&gt;"' in response.text
    assert "<script>" not in response.text


def test_a_calendar_that_cannot_be_planned_is_an_error_in_words(client) -> None:
    response = client.get("/titration.ics", params={**PLAN, "ceiling": "50"})
    assert response.status_code == 400
    assert "50 mg is not planned here" in response.text


@pytest.mark.parametrize(("weeks", "most"), [("10", 150_000), ("52", 350_000)])
def test_the_page_is_light_enough_for_a_slow_phone(client, weeks: str, most: int) -> None:
    assert len(client.get("/titration", params={**PLAN, "weeks": weeks}).content) < most
