"""The reports of the watch: words, order, sources, and no order about a medicine."""

import json
import re

import pytest

from lowdose.knowledge.load import load_knowledge
from lowdose.report.texts import load_texts
from lowdose.report.watch.effects import view_effects
from lowdose.report.watch.page import watch_html, watch_sections
from lowdose.report.watch.record import watch_document
from lowdose.report.watch.text import watch_text
from lowdose.report.watch.view import question_of, view_watch
from lowdose.workflow.watch import load_questions
from tests.report.test_catalogue import ORDER
from tests.report.watches import busy, quiet

TEXTS = load_texts()
BUSY, QUIET = busy(), quiet()
VIEW = view_watch(BUSY, TEXTS)


def test_the_headline_is_the_most_urgent_of_what_is_to_act_on() -> None:
    assert VIEW.urgency == "emergency"
    assert VIEW.headline == "Call emergency services now"
    assert view_watch(QUIET, TEXTS).headline == "No alert in what was noted"


def test_no_alert_is_never_called_safe() -> None:
    text = watch_text(QUIET)
    assert "This is no proof that all is well" in text
    assert not re.search(r"\bsafe\b", text)


def test_alerts_stand_with_the_most_urgent_first_and_the_earlier_apart() -> None:
    order = ["emergency", "today", "next-visit"]
    places = [order.index(alert.urgency) for alert in VIEW.alerts]
    assert places == sorted(places)
    assert [alert.title for alert in VIEW.earlier] == ["A new rash in one place"]
    assert VIEW.earlier[0].badge == "Was one for the next visit"


def test_an_alert_says_what_it_rests_on_and_when() -> None:
    lung = VIEW.alerts[0]
    assert lung.when == "On 1 Mar 2026."
    assert "short of breath: only with effort, more than usual" in lung.grounds
    assert "fever: yes" in lung.grounds


def test_a_question_says_what_is_not_known() -> None:
    hys = next(alert for alert in VIEW.alerts if "Hy’s law" in alert.title)
    assert hys.is_open
    assert load_questions()["bilirubin"].ask in hys.missing


def test_an_answer_not_known_is_asked_again_in_its_own_words() -> None:
    not_known = next(a for a in VIEW.alerts if a.title.startswith("Questions answered"))
    assert not_known.missing == (load_questions()["liver-signs"].ask,)
    assert not_known.grounds == ""


def test_what_touches_a_trial_says_so_and_how_a_hidden_one_is_opened() -> None:
    touching = [alert for alert in VIEW.alerts if alert.trial]
    assert all("act as if naltrexone had been taken" in alert.trial[1] for alert in touching)
    assert touching
    assert VIEW.unblinding
    assert view_watch(QUIET, TEXTS).unblinding == ()


def test_every_mark_leads_to_a_source() -> None:
    numbers = {line.number for line in VIEW.sources}
    marks = {mark for alert in (*VIEW.alerts, *VIEW.earlier) for mark in alert.marks}
    assert marks | set(VIEW.unblinding_marks) == numbers


def test_text_keeps_to_80_columns() -> None:
    lines = watch_text(BUSY).splitlines()
    assert not [line for line in lines if len(line) > 80 and "http" not in line]


def test_the_page_shows_the_same_alerts() -> None:
    page = str(watch_sections(BUSY, TEXTS))
    assert all(str(alert.title) in page for alert in VIEW.alerts)
    assert page.index("Call emergency services now") < page.index("What to act on")
    assert 'role="alert"' in page
    assert 'role="alert"' not in str(watch_sections(QUIET, TEXTS))


def test_a_page_in_one_file_holds_its_styles_and_no_script() -> None:
    page = watch_html(BUSY)
    assert ".alert.emergency" in page
    assert "<script" not in page


def test_what_was_written_is_escaped() -> None:
    from lowdose.workflow.watch import watch_files

    found = watch_files(
        entries=[{"date": "2026-03-01", "medicine": "<b>codeine</b>"}], today=BUSY.today
    )
    assert "<b>codeine</b>" not in str(watch_sections(found, TEXTS))


def test_the_document_is_plain_data_with_every_alert() -> None:
    document = json.loads(json.dumps(watch_document(BUSY)))
    assert [a["rule"] for a in document["alerts"]] == [alert.rule for alert in BUSY.alerts]
    assert document["recognised"][0]["is"] == "codeine"
    assert {test["state"] for test in document["tests"]} <= {
        *("done", "ahead", "due", "overdue", "missed"),
    }
    assert all(alert["sources"] for alert in document["alerts"])


def test_blood_tests_stand_with_their_multiple_of_the_limit() -> None:
    # 130 / 40
    assert VIEW.labs.rows == (("ALT", "1 Mar 2026", "130 U/L", "3.25 times the limit of 40"),)


def test_rates_stand_by_treatment_beside_those_of_others() -> None:
    view = view_effects(BUSY.side_effects, TEXTS)
    assert view is not None
    # one of four days on LDN in two periods
    assert view.own.rows[0][:3] == ("Vivid dreams", "LDN", "1 of 4 days, 2 periods")
    assert ("37 %", "13 %") in [row[2:] for row in view.published.rows]
    assert view_effects((), TEXTS) is None


def test_a_range_that_is_too_narrow_is_marked_and_explained() -> None:
    view = view_effects(BUSY.side_effects, TEXTS)
    assert view is not None
    marked = [row for row in view.own.rows if row[3].endswith("*")]
    assert bool(marked) == any("marked *" in note for note in view.notes)


def test_a_drawing_stays_inside_of_its_frame() -> None:
    view = view_effects(BUSY.side_effects, TEXTS)
    assert view is not None
    for _, bar in view.drawn:
        assert bar.low >= 0
        assert 0 <= bar.dot <= 98
        assert bar.low + bar.width <= 101


@pytest.mark.parametrize("name", load_questions())
def test_every_question_has_a_short_name(name: str) -> None:
    assert TEXTS.has(f"watch_name.{name}")


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("alt-times-limit", "alt"),
        ("bilirubin-times-baseline", "bilirubin"),
        ("days-to-surgery-date", "surgery-date"),
        ("days-missed-in-a-row", "days-missed-in-a-row"),
        ("alt-baseline", "alt-baseline"),
    ],
)
def test_a_name_of_a_rule_leads_to_its_question(name: str, question: str) -> None:
    assert question_of(name) == question


@pytest.mark.parametrize("rule", load_knowledge().alerts.values(), ids=lambda rule: rule.id)
def test_no_alert_orders_anything_about_a_medicine(rule) -> None:
    for text in (rule.title, rule.text, rule.if_unknown):
        assert not ORDER.search(text)
        assert not re.search(r"\bsafe\b", text)
