"""What a report of a screening shows, and in which order."""

import pytest

from lowdose.report.screening.view import Reason, is_emergency, view_screening
from lowdose.report.texts import load_texts
from lowdose.safety.finding import Input
from tests.report.screenings import (
    HINT,
    LIVER,
    OPEN,
    OPIOID,
    SUICIDAL,
    emergency,
    finding,
    nothing,
    screening,
    stop,
)

TEXTS = load_texts()


def test_findings_stand_by_level_and_what_is_not_known_before_hints() -> None:
    levels = [group.level for group in view_screening(stop(), TEXTS).groups]
    assert levels == ["stop", "ask", "open", "caution"]


@pytest.mark.parametrize(
    ("overall", "headline"),
    [
        ("stop", "Do not start naltrexone now"),
        ("ask", "Talk to your prescriber first"),
        ("none_found", "No obstacle was found in what you answered"),
    ],
)
def test_the_result_has_three_headlines_and_none_of_them_is_safe(overall: str, headline: str):
    view = view_screening(screening(overall), TEXTS)
    assert view.headline == headline
    assert "safe" not in f"{view.headline} {view.lead}".casefold()


def test_help_against_suicide_stands_apart_and_not_among_the_findings() -> None:
    view = view_screening(emergency(), TEXTS)
    assert [one.rule for one in view.emergency] == ["thoughts"]
    assert [one.rule for group in view.groups for one in group.findings] == ["opioid-now"]


def test_only_what_is_known_is_an_emergency() -> None:
    assert is_emergency(SUICIDAL)
    assert not is_emergency(finding("ask", "x", topics=("suicidal-thoughts",), missing=("a",)))
    assert not is_emergency(OPIOID)


def test_a_finding_says_what_it_rests_on_in_the_words_of_the_person() -> None:
    view = view_screening(screening("stop", OPIOID, LIVER, HINT), TEXTS)
    because = [one.because for group in view.groups for one in group.findings]
    assert because == [
        (Reason("Because you listed", "", "Tylenol 3"),),
        (Reason("Because of your answer", "What is your ALT?", "45 U/L (limit 40)"),),
        (Reason("Because of your answer", "Any opioid?", "Once"),),
    ]


def test_a_medicine_with_its_last_day_is_named_once() -> None:
    inputs = (Input("medicine", "codeine"), Input("days-since-last-dose", "codeine, last taken x"))
    view = view_screening(screening("stop", finding("stop", "a", inputs=inputs)), TEXTS)
    (reason,) = view.groups[0].findings[0].because
    assert reason == Reason("Because you listed", "", "codeine, last taken x")


def test_rules_that_wait_for_one_question_are_told_once_by_the_gravest() -> None:
    mild = finding("ask", "mild", missing=("alt-times-limit",), would_be="caution")
    view = view_screening(screening("ask", mild, OPEN), TEXTS)
    (group,) = view.groups
    assert [one.rule for one in group.findings] == ["liver-open"]
    assert group.findings[0].missing[0].field == "alt"


def test_each_medicine_waits_for_its_own_day() -> None:
    waiting = [
        finding("ask", name, inputs=(Input("medicine", name),), missing=("days-since-last-dose",))
        for name in ("one", "two")
    ]
    told = view_screening(screening("ask", *waiting), TEXTS).groups[0].findings
    assert [one.text for one in told] == ["Text of one.", "Text of two."]
    assert told[0].missing[0].says == "The day of the last dose"


def test_rules_that_say_the_same_are_told_once_with_all_reasons() -> None:
    one = finding("caution", "a", text="Same.", inputs=(Input("use", "past"),))
    two = finding("caution", "b", text="Same.", inputs=(Input("medicine", "Tylenol 3"),))
    (group,) = view_screening(screening("ask", one, two), TEXTS).groups
    (view,) = group.findings
    assert [reason.label for reason in view.because] == [
        "Because of your answer",
        "Because you listed",
    ]


def test_a_question_that_a_finding_asks_for_is_not_listed_a_second_time() -> None:
    view = view_screening(screening("ask", OPEN), TEXTS)
    assert [one.field for one in view.unanswered] == ["pregnant"]


def test_withdrawal_is_spoken_of_only_where_an_opioid_is_known() -> None:
    assert view_screening(stop(), TEXTS).has_opioid_finding
    waiting = finding("ask", "a", topics=("precipitated-withdrawal",), missing=("use",))
    assert not view_screening(screening("ask", waiting), TEXTS).has_opioid_finding
    assert not view_screening(nothing(), TEXTS).has_opioid_finding


def test_every_medicine_is_shown_with_what_it_was_read_as() -> None:
    rows = view_screening(stop(), TEXTS).medicines.rows
    assert rows == (
        ("Tylenol 3", "codeine", "an opioid"),
        ("blue ones", "Not recognised", "unknown: ask a pharmacist"),
    )


def test_every_answer_is_on_paper_and_what_is_not_known_too() -> None:
    assert view_screening(stop(), TEXTS).answers.rows == (
        ("Which medicines?", "Tylenol 3"),
        ("Any opioid?", "Once"),
        ("What is your ALT?", "Not known"),
        ("Are you pregnant?", "Not known"),
    )


def test_a_source_is_numbered_once() -> None:
    view = view_screening(stop(), TEXTS)
    assert [(line.number, line.id) for line in view.sources] == [(1, "label")]
    assert {one.marks for group in view.groups for one in group.findings} == {(1,)}
