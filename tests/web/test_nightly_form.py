"""The form of a regimen: what was typed, and what is wrong with it."""

from datetime import time

import pytest

from lowdose.pharmacology.nightly import Nightly, Steps
from lowdose.report.texts import load_texts
from lowdose.web.nightly_form import Typed, read_typed

TEXTS = load_texts()
STEPS = Steps(start_mg=1.5, step_mg=1.5, every_days=7, highest_mg=6.0)


def read(**query: str) -> Typed:
    return read_typed(query, STEPS, TEXTS)


def test_nothing_typed_is_the_usual_regimen() -> None:
    assert read().nightly == Nightly(4.5, 28, time(21, 0), is_stepped=False)
    assert read().days == 3


def test_numbers_may_have_a_comma_and_spaces() -> None:
    typed = read(dose=" 1,5 ", nights="7", at="9:05", steps="yes", days="0")
    assert typed.nightly == Nightly(1.5, 7, time(9, 5), is_stepped=True)
    assert typed.days == 0


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("dose", "abc", "abc is no number"),
        ("dose", "", "nothing is no number"),
        ("dose", "nan", "nan is outside of what is allowed"),
        ("dose", "inf", "inf is outside"),
        ("dose", "0", "Allowed is 0.5 to 50"),
        ("dose", "-4.5", "-4.5 is outside"),
        ("nights", "7.5", "7.5 is no whole number"),
        ("nights", "366", "Allowed is 1 to 365"),
        ("days", "61", "Allowed is 0 to 60"),
        ("at", "25:00", "25:00 is no time of day"),
        ("at", "noon", "noon is no time of day"),
        ("at", "", "nothing is no time of day"),
    ],
)
def test_a_bad_field_is_told_with_its_value_and_what_is_allowed(name, text, words) -> None:
    typed = read(**{name: text})
    assert list(typed.problems) == [name]
    assert words in typed.problems[name]
    assert typed.problems[name].endswith("Correct it.")
    assert typed.fields[name] == text
    assert typed.nightly is None


def test_every_bad_field_is_told_at_once() -> None:
    assert list(read(dose="x", nights="x", days="x", at="x").problems) == [
        *("dose", "nights", "days", "at")
    ]


def test_steps_are_there_for_low_doses_only() -> None:
    # Limit of a titration: nothing above 6 mg is ever planned.
    assert "Steps are there up to 6 mg." in read(dose="50", steps="yes").problems["dose"]
    assert read(dose="6", steps="yes").problems == {}
    assert read(dose="50").problems == {}


def test_a_line_counts_before_the_numbers() -> None:
    typed = read(regimen=" 3mg x7 ", dose="abc", days="5")
    assert typed.fields["regimen"] == "3mg x7"
    assert (typed.problems, typed.nightly, typed.days) == ({}, None, 5)


def test_a_line_is_cut_where_it_would_be_refused_anyway() -> None:
    assert len(read(regimen="4.5mg x1, " * 5000).fields["regimen"]) == 1001
