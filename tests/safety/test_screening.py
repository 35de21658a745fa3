"""The screening as a whole: levels, joining, order, what it rests on and what it lacks."""

from dataclasses import replace
from datetime import date

import pytest

from lowdose.knowledge.records import Choice, Citation, Item, Rule
from lowdose.medicines.recognise import Recognised
from lowdose.safety.profile import Answer, Lab, MedicineTaken, Profile
from lowdose.safety.screening import ReadMedicine, screen_profile

TODAY = date(2026, 11, 22)
SOURCE = Citation(source="paper", locator="p. 2", checked=TODAY, seen="abstract", verified=True)


def rule(identity, level, *lines, each="", text="Found.", unknown="Which?"):
    return Rule(
        id=identity,
        title=f"Title of {identity}",
        level=level,
        each=each,
        when=tuple((line,) if isinstance(line, str) else line for line in lines),
        text=text,
        prescriber_text="For the prescriber.",
        if_unknown=unknown,
        citations=(SOURCE,),
    )


def item(identity, order, kind="yes-no", asked_if=()):
    choices = (Choice(value="none", label="None"),) if kind == "choice" else ()
    return Item(
        id=identity,
        checks=("screen",),
        section="about-you",
        order=order,
        ask="?",
        why="Because.",
        kind=kind,
        choices=choices,
        asked_if=asked_if,
    )


def profile(medicines=(), **answers):
    read = {key.replace("_", "-"): Answer(value, str(value)) for key, value in answers.items()}
    return Profile(read, medicines)


def taken(name, *readings, last="now"):
    return ReadMedicine(MedicineTaken(name, last_taken=last), readings)


def reading(name, role="opioid", group="short", confidence="exact"):
    return Recognised(name, name, name, name, role, group, confidence=confidence)


def run(rules, person=None, medicines=(), items=()):
    return screen_profile(person or profile(), medicines, rules, items, TODAY)


OPIOID = rule("opioid", "stop", "medicine-role is opioid", each="medicine", text="{medicine}!")
RECENT = rule(
    "recent",
    "stop",
    ("medicine-role is opioid", "days-since-last-dose < 7"),
    each="medicine",
    text="{medicine} is {name}.",
    unknown="When was {medicine}?",
)


# --- levels ------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["stop", "ask", "caution", "info"])
def test_a_rule_that_holds_is_found_at_its_level(level):
    (found,) = run([rule("young", level, "age < 18")], profile(age=17.0)).findings
    assert (found.level, found.would_be, found.missing) == (level, level, ())


@pytest.mark.parametrize("level", ["stop", "ask", "caution"])
def test_a_rule_left_open_by_a_missing_answer_asks(level):
    (found,) = run([rule("young", level, "age < 18")]).findings
    assert (found.level, found.would_be, found.missing) == ("ask", level, ("age",))
    assert found.text == "Which?"


def test_information_that_is_left_open_stays_silent():
    assert run([rule("young", "info", "age < 18", unknown="")]).findings == ()


def test_a_rule_that_is_ruled_out_stays_silent():
    assert run([rule("young", "stop", "age < 18")], profile(age=18.0)).findings == ()


@pytest.mark.parametrize(
    ("confidence", "level"),
    [("exact", "stop"), ("code", "stop"), ("spelling", "stop"), ("possible", "ask")],
)
def test_a_stop_by_a_reading_that_is_one_of_several_asks(confidence, level):
    medicine = taken("tramadal", reading("tramadol", confidence=confidence))
    (found,) = run([OPIOID], medicines=[medicine]).findings
    assert (found.level, found.would_be) == (level, "stop")


def test_a_caution_by_a_reading_that_is_one_of_several_stays_a_caution():
    caution = replace(OPIOID, level="caution")
    medicine = taken("tramadal", reading("tramadol", confidence="possible"))
    assert run([caution], medicines=[medicine]).findings[0].level == "caution"


def test_every_reading_of_a_medicine_is_looked_at():
    both = taken("codine", reading("codeine"), reading("clonidine", "withdrawal-aid", ""))
    aid = rule("aid", "ask", "medicine-role is withdrawal-aid", each="medicine")
    assert {found.rule for found in run([OPIOID, aid], medicines=[both]).findings} == {
        "opioid",
        "aid",
    }


def test_an_opioid_read_beside_naltrexone_stands_next_to_it():
    drug = replace(reading("naltrexone", "drug", ""), holds_naltrexone=True)
    capsule = taken("oxycodone + naltrexone", reading("oxycodone"), drug)
    beside = rule(
        "beside",
        "stop",
        ("medicine-role is opioid", "holds-naltrexone is yes"),
        each="medicine",
    )
    assert len(run([beside], medicines=[capsule]).findings) == 1
    assert not run([beside], medicines=[taken("oxycodone", reading("oxycodone"))]).findings


# --- days, limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "level"),
    [
        ("now", "stop"),
        (date(2026, 11, 16), "stop"),
        (date(2026, 11, 15), None),
        (None, "ask"),
    ],
)
def test_days_since_the_last_dose_count_from_today(last, level):
    # By hand: from 16 to 22 November are 6 days, from 15 November 7.
    found = run([RECENT], medicines=[taken("tramadol", reading("tramadol"), last=last)]).findings
    assert [finding.level for finding in found] == ([level] if level else [])


def test_a_laboratory_value_is_judged_by_the_limit_of_its_laboratory():
    above = rule("alt", "stop", "alt-times-limit > 5")
    assert run([above], profile(alt=Lab(201.0, 40.0, "U/L"))).findings
    assert not run([above], profile(alt=Lab(200.0, 40.0, "U/L"))).findings
    assert not run([above], profile(alt=Lab(201.0, 55.0, "U/L"))).findings


def test_a_date_ahead_is_so_many_days_to_it():
    soon = rule("soon", "stop", ("days-to-surgery-date >= 0", "days-to-surgery-date <= 14"))
    assert run([soon], profile(surgery_date=date(2026, 12, 6))).findings
    assert not run([soon], profile(surgery_date=date(2026, 12, 7))).findings
    assert not run([soon], profile(surgery_date=date(2026, 11, 21))).findings


# --- texts and inputs --------------------------------------------------------------------------


def test_texts_name_what_the_person_wrote_and_what_it_is():
    medicine = taken("my Ultram", reading("tramadol"))
    (found,) = run([RECENT], medicines=[medicine]).findings
    assert found.text == "my Ultram is tramadol."
    assert [one.as_written for one in found.inputs] == ["my Ultram"]


def test_braces_that_the_person_wrote_are_not_filled_in():
    (found,) = run([RECENT], medicines=[taken("{name}", reading("tramadol"))]).findings
    assert found.text == "{name} is tramadol."


def test_a_finding_names_the_answers_it_rests_on():
    both = rule("both", "ask", ("age < 18", "alcohol-use is heavy"))
    (found,) = run([both], profile(age=17.0, alcohol_use="heavy")).findings
    assert [(one.name, one.as_written) for one in found.inputs] == [
        ("age", "17.0"),
        ("alcohol-use", "heavy"),
    ]


# --- joining -----------------------------------------------------------------------------------


def test_findings_that_wait_for_the_same_answer_are_joined_to_the_most_serious():
    rules = [
        rule("mild", "caution", "egfr < 60", unknown="Mild?"),
        rule("severe", "stop", "egfr < 30", unknown="Severe?"),
        rule("moderate", "ask", "egfr < 45", unknown="Moderate?"),
    ]
    (found,) = run(rules).findings
    assert (found.rule, found.level, found.text) == ("severe", "ask", "Severe?")


def test_findings_that_wait_for_different_answers_stay_apart():
    rules = [rule("young", "stop", "age < 18"), rule("kidney", "ask", "egfr < 30")]
    assert {found.missing for found in run(rules).findings} == {("age",), ("egfr",)}


def test_two_medicines_that_wait_for_their_day_stay_apart():
    medicines = [
        taken("tramadol", reading("tramadol"), last=None),
        taken("codeine", reading("codeine"), last=None),
    ]
    assert [found.text for found in run([RECENT], medicines=medicines).findings] == [
        "When was tramadol?",
        "When was codeine?",
    ]


def test_the_same_finding_of_two_readings_is_said_once():
    twice = taken("Tylenol 3", reading("codeine"), reading("codeine"))
    assert len(run([RECENT], medicines=[twice]).findings) == 1


def test_a_finding_that_is_sure_is_never_joined_to_an_open_one():
    rules = [rule("young", "stop", "age < 18"), rule("kidney", "stop", "egfr < 30")]
    assert len(run(rules, profile(age=17.0)).findings) == 2


# --- the whole ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "overall"),
    [
        (["info", "caution", "ask", "stop"], "stop"),
        (["info", "caution", "ask"], "ask"),
        (["info", "caution"], "none_found"),
        ([], "none_found"),
    ],
)
def test_the_most_serious_level_decides_the_whole(levels, overall):
    rules = [rule(f"rule-{level}", level, "age < 18") for level in levels]
    screening = run(rules, profile(age=17.0))
    assert screening.overall == overall
    assert [found.level for found in screening.findings] == levels[::-1]


def test_a_missing_answer_is_enough_to_ask():
    assert run([rule("young", "stop", "age < 18")]).overall == "ask"


def test_what_is_known_comes_before_what_is_open():
    rules = [rule("open", "stop", "age < 18"), rule("known", "ask", "egfr < 30")]
    assert [f.rule for f in run(rules, profile(egfr=20.0)).findings] == ["known", "open"]


def test_every_question_that_is_asked_and_has_no_answer_is_named_in_order():
    items = [
        item("suicidal-now", 30),
        item("age", 10, "number"),
        item("surgery-date", 20, "date"),
        item("alt", 25, "lab"),
    ]
    person = profile(age=40.0, alt=Lab(20.0, 40.0, "U/L"))
    assert run([], person, items=items).unanswered == ("surgery-date", "suicidal-now")


@pytest.mark.parametrize(("use", "unanswered"), [("never", ()), ("past", ("last-opioid",))])
def test_a_question_that_earlier_answers_spare_is_not_missed(use, unanswered):
    items = [item("last-opioid", 20, "date", asked_if=(("opioid-use is past",),))]
    assert run([], profile(opioid_use=use), items=items).unanswered == unanswered


def test_medicines_that_are_not_known_are_named_and_none_is_an_answer():
    items = [item("medicines", 10, "medicines")]
    assert run([], profile(medicines=None), items=items).unanswered == ("medicines",)
    assert run([], profile(medicines=()), items=items).unanswered == ()


def test_a_rule_that_waits_for_more_than_another_is_asked_when_that_one_is_answered():
    rules = (rule("one", "ask", "a is yes"), rule("both", "stop", ("a is yes", "b is yes")))
    items = (item("a", 1), item("b", 2))
    assert [f.rule for f in run(rules, items=items).findings] == ["one"]
    later = run(rules, profile(a="yes"), items=items)
    assert {f.rule: f.missing for f in later.findings} == {"one": (), "both": ("b",)}


def test_an_answer_that_is_not_asked_for_is_not_waited_for():
    items = (item("a", 1), item("b", 2, asked_if=(("a is yes",),)))
    found = run((rule("r", "ask", "b is yes"),), profile(a="no"), items=items)
    assert (found.overall, found.unanswered) == ("none_found", ())


def test_a_stop_that_rests_on_an_unsure_reading_asks_and_says_that_it_is_not_sure():
    stops = replace(
        rule("r", "stop", "medicine-role is opioid", each="medicine"), if_unsure="May be {name}."
    )
    unsure = taken("Ultramex", reading("tramadol", confidence="possible"))
    (found,) = run((stops,), profile(()), (unsure,)).findings
    assert (found.level, found.would_be, found.text) == ("ask", "stop", "May be tramadol.")
