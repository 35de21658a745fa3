"""The page of the screening: a form that keeps what was typed, and a result above it."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from lowdose.workflow.screen import list_questions

HARMLESS = {
    **{name: "no" for name in ("opioid-dependent", "opioid-withdrawal", "allergy-naltrexone")},
    **{name: "no" for name in ("allergy-opioid", "allergy-ingredients", "surgery-planned")},
    **{name: "no" for name in ("opioid-expected", "depression-now", "suicidal-now")},
    **{name: "no" for name in ("suicide-attempt", "other-trial")},
    **{"opioid-use": "never", "opioid-test": "not-done", "kratom-use": "never"},
    **{"liver-disease": "none", "liver-tests": "2 weeks ago", "kidney-disease": "none"},
    **{"alt-value": "21", "alt-limit": "7-40", "alt-unit": "U/L"},
    **{"ast-value": "19", "ast-limit": "35", "ast-unit": ""},
    **{"bilirubin-value": "0,6", "bilirubin-limit": "1,2", "bilirubin-unit": "mg/dL"},
    **{"egfr": "> 90", "pregnant": "cannot", "phq-2-score": "1", "phq-9-item-9": "0"},
    **{"age": "54", "alcohol-use": "none", "prescriber": "yes", "preparation": "capsules"},
    **{"salt": "hydrochloride", "medicine-1-name": "gabapentin", "medicine-1-last": "now"},
}


class Form(HTMLParser):
    """Collects fields, labels, questions and what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.labels.add(given.get("for", ""))
        if tag == "select":
            self._select = given["name"]
        if tag == "option" and "selected" in given:
            self.fields[self._select] = given["value"]
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                self.fields[given["name"]] = given["value"]
        elif tag == "input":
            self.fields[given["name"]] = given["value"]


def post(client, **fields: str):
    # A browser sends every field, also an empty one.
    return client.post("/screen", data={"medicines-list": ""} | fields)


def heading(page: str) -> str:
    return unescape(re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1])


def test_the_form_asks_every_question_with_its_reason(client) -> None:
    page = unescape(client.get("/screen").text)
    for item in list_questions():
        assert item.ask in page
        assert item.why in page


def test_every_choice_can_be_left_open(client) -> None:
    page = client.get("/screen").text
    n_choices = sum(item.kind in ("choice", "yes-no") for item in list_questions())
    assert page.count("I don’t know</label>") == n_choices


def test_every_field_has_a_label_and_every_id_is_one(client) -> None:
    form = Form(client.get("/screen").text)
    typed = [name for name in form.ids if name in form.fields]
    assert typed
    assert set(typed) <= form.labels
    assert len(form.ids) == len(set(form.ids))


def test_a_harmless_person_gets_no_obstacle_and_what_the_check_cannot_see(client) -> None:
    page = post(client, **HARMLESS).text
    assert heading(page) == "No obstacle was found in what you answered"
    assert "What this check can’t see" in page


def test_an_opioid_by_its_brand_stops_and_is_named(client) -> None:
    page = post(client, **{"medicine-1-name": "Tylenol 3"}).text
    assert heading(page) == "Do not start naltrexone now"
    assert "Because you listed: <b>Tylenol 3</b>" in page


def test_nothing_answered_leads_to_the_prescriber(client) -> None:
    response = post(client)
    assert response.status_code == 200
    assert heading(response.text) == "Talk to your prescriber first"


def test_thoughts_of_suicide_come_before_everything_else(client) -> None:
    page = post(client, **HARMLESS | {"suicidal-now": "yes", "medicine-1-name": "Tylenol 3"}).text
    assert heading(page) == "Get help first"
    assert page.index("112 in Europe") < page.index("Do not start naltrexone now")


def test_answers_stay_in_the_form_to_be_corrected(client) -> None:
    form = Form(post(client, **HARMLESS).text)
    for name in ("pregnant", "alt-value", "alt-limit", "alt-unit", "egfr", "medicine-1-name"):
        assert form.fields[name] == HARMLESS[name]


@pytest.mark.parametrize(
    ("fields", "field", "told"),
    [
        ({"age": "300"}, "age", "not plausible"),
        ({"alt-value": "45", "alt-limit": ""}, "alt", "upper limit of normal is missing"),
        ({"alt-value": "45", "alt-limit": "40", "alt-unit": "mg"}, "alt", "It is printed in"),
        ({"surgery-date": "soon"}, "surgery-date", "is no day"),
        ({"pregnant": "perhaps"}, "pregnant", "none of the answers"),
        ({"medicine-2-name": "a", "medicine-2-day": "2999-01-01"}, "medicine-2", "years away"),
        ({"medicine-1-name": "a", "medicine-1-last": "day"}, "medicine-1", "the day is empty"),
        ({"medicine-1-day": "2026-01-01"}, "medicine-1", "but no name"),
        (
            {"medicine-1-name": "a", "medicine-1-last": "now", "medicine-1-day": "2026-01-01"},
            "medicine-1",
            "One of the two can be true",
        ),
        ({"medicine-1-name": "a", "medicines-none": "yes"}, "medicines-none", "One of the two"),
        ({"medicines-list": "a, last taken tomorrow"}, "medicines-list", "is after today"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_all_is_kept(client, fields, field, told):
    response = post(client, **HARMLESS | {"medicine-1-name": "", "medicine-1-last": ""} | fields)
    page = unescape(response.text)
    assert response.status_code == 422
    assert f'<a href="#q-{field}">' in page
    assert re.search(rf'id="{field}-wrong">[^<]*{told}', page)
    assert f"q-{field}" in Form(response.text).ids
    assert Form(response.text).fields["egfr"] == "> 90"


def test_all_problems_are_told_at_once(client) -> None:
    page = post(client, **{"age": "x", "egfr": "x", "alt-value": "x"}).text
    assert "3 answers can’t be read yet" in page


def test_another_row_can_be_asked_for_without_a_script(client) -> None:
    page = post(client, **{"medicine-1-name": "Tylenol 3", "age": "x", "add": "medicine"}).text
    form = Form(page)
    assert "medicine-4-name" in form.fields
    assert form.fields["medicine-1-name"] == "Tylenol 3"
    assert "can’t be read" not in page
    assert "Do not start" not in page


def test_a_pasted_list_is_read_line_by_line(client) -> None:
    page = post(client, **{"medicines-list": "ibuprofen\nTylenol 3, last taken 2 days ago\n"}).text
    assert heading(page) == "Do not start naltrexone now"
    assert "Because you listed: <b>Tylenol 3, last taken " in page


def test_taking_nothing_is_an_answer(client) -> None:
    said = post(client, **{"medicines-none": "yes"}).text
    assert "Nothing is known about your medicines" not in said
    assert "Nothing is known about your medicines" in post(client).text


def test_how_much_is_asked_only_where_it_matters(client) -> None:
    assert "medicine-1-amount" not in post(client, **{"medicine-1-name": "ibuprofen"}).text
    page = post(client, **{"medicine-1-name": "Imodium"}).text
    assert 'id="medicine-1-amount"' in page
    more = post(client, **{"medicine-1-name": "Imodium", "medicine-1-amount": "more"}).text
    assert heading(more) == "Do not start naltrexone now"
    assert Form(more).fields["medicine-1-amount"] == "more"


def test_no_answer_can_come_by_the_address(client) -> None:
    page = client.get("/screen?medicine-1-name=Tylenol+3&pregnant=yes").text
    assert "Tylenol 3" not in page.replace("Such as Tylenol 3", "")
    assert 'method="post"' in page


def test_an_answer_with_markup_in_it_does_nothing(client) -> None:
    hostile = '"><script>alert(1)</script>{{7*7}}'
    page = post(client, **{"medicine-1-name": hostile, "medicines-list": hostile}).text
    assert "<script>alert" not in page
    assert Form(page).fields["medicine-1-name"] == hostile


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"a=1", "text/plain", 400),
        (b"a=1", "multipart/form-data; boundary=x", 400),
        (b"&".join(b"a=1" for _ in range(3000)), "application/x-www-form-urlencoded", 400),
        (b"age=" + b"1" * 300_000, "application/x-www-form-urlencoded", 413),
        (b"age=\xff", "application/x-www-form-urlencoded", 400),
    ],
)
def test_what_is_no_form_of_ours_is_refused_in_words(client, content, kind, status) -> None:
    response = client.post("/screen", content=content, headers={"content-type": kind})
    assert response.status_code == status
    assert "Traceback" not in response.text
    assert "<h1" in response.text


def test_a_form_sent_by_another_page_is_refused(client) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    assert client.post("/screen", data={"age": "5"}, headers=headers).status_code == 403


def test_nothing_of_the_answers_is_logged_or_stored(client, monkeypatch, caplog) -> None:
    def fail(*_args: object) -> None:
        raise OSError("no disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", fail)
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", fail)
    assert post(client, **{"medicine-1-name": "Tylenol 3"}).status_code == 200
    assert "Tylenol" not in caplog.text


def test_the_pages_lead_to_the_form(client) -> None:
    assert 'href="/screen"' in client.get("/answer").text


def test_a_problem_on_the_page_speaks_of_the_field_and_not_of_a_file(client):
    page = client.post("/screen", data={**HARMLESS, "age": "540"})
    assert page.status_code == 422
    assert "leave it empty" in page.text
    assert "write unknown" not in page.text


def test_a_past_thing_that_lies_ahead_is_refused_and_kept(client):
    past = {"opioid-use": "past", "last-opioid": "2999-01-01", "liver-tests": "in 3 days"}
    page = client.post("/screen", data={**HARMLESS, **past})
    assert page.status_code == 422
    assert Form(page.text).fields["last-opioid"] == "2999-01-01"
    assert "3 days ahead" in unescape(page.text)
