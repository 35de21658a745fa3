"""Alerts over days: joined, asked, refuted, ranked; and what they mean for a trial."""

from datetime import date, timedelta

import pytest

from lowdose.knowledge.records import AlertRule, Citation
from lowdose.safety.alerts import find_alerts, judge_trial
from lowdose.safety.health_log import RawEntry, read_entries
from lowdose.safety.watch_days import Watched
from lowdose.workflow.watch import load_questions

ITEMS = load_questions()
TODAY = date(2026, 3, 2)
CITATION = Citation(
    source="lowdose-rules", locator="watch rules", checked=TODAY, seen="proposal", verified=True
)


def rule(identity: str = "r", when=(("cough is yes",),), **more) -> AlertRule:
    usual = {
        "title": "T",
        "urgency": "today",
        "trial": "goes-on",
        "text": "x",
        "topics": (identity,),
    }
    return AlertRule(
        id=identity, when=when, prescriber_text="p", citations=(CITATION,), **usual | more
    )


def find(rules, *entries: dict):
    log = read_entries([RawEntry("", entry) for entry in entries], ITEMS, TODAY)
    return find_alerts(Watched(log=log, items=ITEMS, today=TODAY), rules)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


PAIR = rule(when=(("cough is yes", "fever is yes"),), if_unknown="Fever?", urgency="emergency")


def test_repeated_days_are_one_alert_with_its_first_and_last_day() -> None:
    (alert,) = find([rule()], *({"date": ago(n), "cough": "yes"} for n in (20, 3, 2)))
    assert (alert.first, alert.last, alert.n_days) == (ago(20), ago(2), 3)


def test_a_held_answer_does_not_stretch_the_days() -> None:
    # the cough still counts today, but it was noted the day before
    (alert,) = find([rule()], {"date": ago(1), "cough": "yes"}, {"date": TODAY, "fever": "no"})
    assert (alert.last, alert.n_days) == (ago(1), 1)


def test_an_alert_rests_on_what_was_written_and_when() -> None:
    (alert,) = find([rule()], {"date": ago(1), "cough": "Yes"})
    assert [(g.name, g.as_written, g.day) for g in alert.grounds] == [("cough", "Yes", ago(1))]


def test_a_sign_without_the_answer_that_decides_asks() -> None:
    (alert,) = find([PAIR], {"date": TODAY, "cough": "yes"})
    assert (alert.is_open, alert.text, alert.missing) == (True, "Fever?", ("fever",))


def test_a_question_is_no_emergency_and_stops_no_trial() -> None:
    strong = rule(when=PAIR.when, if_unknown="?", urgency="emergency", trial="ends")
    (alert,) = find([strong], {"date": TODAY, "cough": "yes"})
    assert (alert.urgency, alert.trial) == ("today", "goes-on")


def test_the_first_line_is_the_sign() -> None:
    assert find([PAIR], {"date": TODAY, "fever": "yes"}) == ()


def test_nothing_asked_is_no_flood() -> None:
    assert find([PAIR, rule()]) == ()


def test_a_rule_without_a_question_stays_silent_where_it_is_open() -> None:
    silent = rule(when=PAIR.when)
    assert find([silent], {"date": TODAY, "cough": "yes"}) == ()


def test_a_question_that_was_answered_is_gone() -> None:
    entries = [{"date": ago(1), "cough": "yes"}, {"date": TODAY, "fever": "no"}]
    assert find([PAIR], *entries) == ()


def test_a_question_that_was_answered_with_yes_is_an_alert() -> None:
    entries = [{"date": ago(1), "cough": "yes"}, {"date": TODAY, "fever": "yes"}]
    (alert,) = find([PAIR], *entries)
    assert (alert.is_open, alert.urgency) == (False, "emergency")


@pytest.mark.parametrize(("days", "is_current"), [(7, True), (8, False)])
def test_an_alert_is_current_for_a_week(days: int, is_current: bool) -> None:
    (alert,) = find([rule()], {"date": ago(days), "cough": "yes"})
    assert alert.is_current is is_current


def test_a_newer_answer_moves_an_alert_to_the_earlier_ones() -> None:
    (alert,) = find([rule()], {"date": ago(2), "cough": "yes"}, {"date": ago(1), "cough": "no"})
    assert not alert.is_current


def test_a_laboratory_value_is_current_until_the_next_one() -> None:
    high = rule(when=(("alt-times-limit > 3",),))
    old = {"date": ago(60), "alt": "200 U/L (limit 40)"}
    assert find([high], old)[0].is_current
    assert not find([high], old, {"date": ago(30), "alt": "30 U/L (limit 40)"})[0].is_current


def test_the_most_urgent_comes_first_and_what_is_over_last() -> None:
    rules = [
        rule("later", urgency="next-visit"),
        rule("old", (("rash is hives",),), urgency="emergency"),
        rule("now", urgency="emergency"),
        rule("same-day"),
    ]
    entries = [{"date": ago(30), "rash": "hives"}, {"date": TODAY, "cough": "yes"}]
    assert [alert.rule for alert in find(rules, *entries)] == ["now", "same-day", "later", "old"]


def test_a_question_rests_while_something_more_urgent_of_its_subject_is_known() -> None:
    asks = rule("asks", PAIR.when, if_unknown="Fever?", topics=("lung",))
    urgent = rule("urgent", urgency="emergency", topics=("lung",))
    found = find([asks, urgent], {"date": TODAY, "cough": "yes"})
    assert [alert.rule for alert in found] == ["urgent"]


def test_each_new_medicine_is_looked_at_once() -> None:
    fires = rule(when=(("new-medicine is listed",),))
    assert len(find([fires], {"date": TODAY, "medicine": ["a", "b"]})) == 1


@pytest.mark.parametrize(
    ("effects", "expected"),
    [((), "goes-on"), (("goes-on",), "goes-on"), (("pauses", "goes-on"), "pauses")],
)
def test_the_heaviest_effect_holds_for_the_trial(effects, expected: str) -> None:
    rules = [rule(str(n), trial=effect) for n, effect in enumerate(effects)]
    assert judge_trial(find(rules, {"date": TODAY, "cough": "yes"}))[0] == expected


def test_a_trial_that_ended_stays_ended_and_a_pause_passes() -> None:
    old = {"date": ago(40), "cough": "yes"}
    assert judge_trial(find([rule(trial="ends")], old)) == ("ends", ago(40))
    assert judge_trial(find([rule(trial="pauses")], old)) == ("goes-on", None)


def test_a_value_at_the_start_that_is_not_there_is_no_ground() -> None:
    raised = rule(when=(("alt-times-limit > 3", "alt-baseline is one of normal, none"),))
    (alert,) = find([raised], {"date": TODAY, "alt": "200 U/L (limit 40)"})
    assert [ground.name for ground in alert.grounds] == ["alt-times-limit"]
