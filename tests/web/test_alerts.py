"""The page of alerts: the short check, what it passes on, refuses, and keeps to itself."""

import re
from datetime import date, timedelta

import pytest
from starlette.datastructures import Headers

from lowdose.web.routes.alerts import PARTS, list_parts
from lowdose.workflow.watch import load_questions

TODAY = date.today()
DIARY = b"date,treatment,taken,vivid_dreams\n2026-01-05,ldn,1,1\n2026-01-06,ldn,1,0\n"
LOG = b'[[entry]]\ndate = 2026-02-01\nface-swelling = "yes"\n'


def send(client, files: dict | None = None, **fields: str):
    # A file that was not chosen comes along empty, as browsers send it.
    empty = {"diary": ("", b"", "text/csv"), "log": ("", b"", "text/plain")}
    return client.post("/alerts", files=empty | (files or {}), data=fields)


def titles(page: str) -> list[str]:
    return re.findall(r"</span> ([^<]+)</span></h3>", page)


def test_the_form_asks_every_question_of_the_watch_once() -> None:
    asked = [item.id for part in list_parts(load_questions().values()) for item in part.items]
    assert sorted(asked) == sorted(load_questions())
    assert {name for name, _ in PARTS} == {part.name for part in list_parts(())}


def test_the_form_shows_that_nobody_should_fill_it_in_in_an_emergency(client) -> None:
    page = client.get("/alerts").text
    assert "In an emergency do not fill in a form." in page
    assert page.index("In an emergency") < page.index("<form")


def test_yes_no_and_not_known_can_be_chosen_and_none_is_chosen_beforehand(client) -> None:
    page = client.get("/alerts").text
    for value in ("yes", "no", "unknown"):
        assert f'<input type="radio" name="cough" value="{value}">' in page
    assert " checked" not in page


def test_answers_become_alerts_with_the_most_urgent_first(client) -> None:
    response = send(client, **{"breathless": "effort", "cough": "yes", "heavy-drinking": "yes"})
    assert response.status_code == 200
    found = titles(response.text)
    assert found[0] == "Breathlessness with cough or fever"
    assert "Heavy drinking" in found
    assert "Call emergency services now" in response.text


def test_what_was_typed_stays_in_the_form(client) -> None:
    page = send(client, **{"cough": "yes", "alt": "45 U/L (limit 40)", "start": "2026-01-05"}).text
    assert 'name="cough" value="yes" checked' in page
    assert 'value="45 U/L (limit 40)"' in page
    assert 'name="start" type="date"' in page
    assert 'value="2026-01-05"' in page


@pytest.mark.parametrize(
    ("first", "second", "is_high"),
    [("2", "1", True), ("1", "1", False), ("3", "unknown", True), ("3", "", True)],
)
def test_the_two_mood_questions_are_added_up(client, first, second, is_high) -> None:
    page = send(client, **{"phq-2-a": first, "phq-2-b": second}).text
    assert ("Low mood in two short questions" in titles(page)) is is_high


def test_a_mood_question_that_is_not_known_is_asked_for(client) -> None:
    page = send(client, **{"phq-2-a": "2", "phq-2-b": "unknown"}).text
    assert "Questions answered with “not known”" in titles(page)


def test_medicines_are_read_line_by_line(client) -> None:
    page = send(client, **{"new-medicine": "ibuprofen\nTylenol 3\n"}).text
    assert "Tylenol 3: codeine (an opioid)" in page
    assert "A new medicine is an opioid" in titles(page)


def test_a_diary_and_a_log_are_read(client) -> None:
    files = {"diary": ("d.csv", DIARY, "text/csv"), "log": ("l.toml", LOG, "text/plain")}
    page = send(client, files).text
    assert "Swelling of the face or throat" in titles(page)
    assert "1 of 2 days, 1 period" in page


def test_answers_of_another_day_have_its_date(client) -> None:
    day = TODAY - timedelta(days=3)
    page = send(client, **{"rash": "patch", "date": day.isoformat()}).text
    assert f"On {day.day} {day:%b} {day.year}." in page


def test_a_form_without_any_answer_says_that_nothing_was_checked(client) -> None:
    assert "No safety check for a week" in titles(send(client).text)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"alt": "45"}, "The upper limit of normal is missing."),
        ({"cough": "maybe"}, "none of the answers"),
        ({"colour": "red"}, "There is no question"),
        ({"start": "soon"}, "is no day"),
        ({"cough": "no", "date": "2199-01-01"}, "2199-01-01"),
        ({"start": (TODAY + timedelta(days=9)).isoformat()}, "begins with the first dose"),
    ],
)
def test_what_cannot_be_read_is_told_above_the_form(client, fields, told: str) -> None:
    response = send(client, **fields)
    assert response.status_code in (400, 422)
    assert told in response.text
    assert "<form" in response.text


def test_problems_of_files_are_told_with_their_lines(client) -> None:
    files = {"diary": ("d.csv", b"date,treatment,nausea\nx,a,9\n", "text/csv")}
    response = send(client, files)
    assert response.status_code == 422
    assert "d.csv line 2" in response.text


def test_a_request_above_the_limit_is_refused(client) -> None:
    files = {"log": ("l.toml", b"#" * 100_001, "text/plain")}
    assert send(client, files).status_code == 413


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_a_body_that_is_no_form_is_refused(client, kind: str) -> None:
    response = client.post("/alerts", content=b"{}", headers={"content-type": kind})
    assert response.status_code == 400


def test_answers_in_an_address_are_not_read(client) -> None:
    assert "Swelling of the face or throat" not in titles(
        client.get("/alerts?face-swelling=yes").text
    )


def test_a_request_of_another_page_is_refused(client) -> None:
    headers = Headers({"sec-fetch-site": "cross-site"})
    assert client.post("/alerts", data={"cough": "yes"}, headers=headers).status_code == 403


def test_nothing_of_it_is_kept_by_the_browser(client) -> None:
    assert send(client, cough="yes").headers["cache-control"] == "no-store"


def test_markup_in_an_answer_runs_nothing(client) -> None:
    page = send(client, **{"new-medicine": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


@pytest.mark.parametrize("slip", [{"alt": "45"}, {"date": "2099-01-01"}, {"start": "no day"}])
def test_an_emergency_is_shown_though_something_else_cannot_be_read(client, slip) -> None:
    reply = send(client, breathless="rest", **slip)
    assert reply.status_code == 422
    assert titles(reply.text)[0] == "Sudden or growing breathlessness"
    assert "Some answers can’t be read yet" in reply.text


def test_without_an_emergency_a_slip_shows_no_alerts(client) -> None:
    assert titles(send(client, cough="yes", alt="45").text) == []
