"""Doses from a diary: what was taken, what was not, and what nobody wrote."""

from datetime import date, time
from math import nan

import pytest

from lowdose.errors import RegimenError
from lowdose.pharmacology.taken_doses import DrugDays, from_days, is_naltrexone

DAY_1 = date(2026, 3, 27)


def days(dose_mg, taken, is_drug=None):
    return DrugDays(DAY_1, is_drug or [True] * len(taken), dose_mg, taken)


def codes(regimen):
    return {note.code: note.values for note in regimen.notes}


def test_days_taken_are_doses_and_days_not_taken_are_none():
    regimen = from_days(days([4.5, 4.5, 4.5], [1.0, 0.0, 1.0]))
    assert (regimen.times_h, regimen.missed, regimen.unknown) == ((0.0, 48.0), (2,), ())
    assert [dose.mg for dose in regimen.missed_doses] == [4.5]


def test_a_day_of_which_nobody_wrote_counts_as_taken_and_is_shown():
    regimen = from_days(days([4.5, 4.5, 4.5], [1.0, nan, nan]))
    assert (regimen.times_h, regimen.unknown) == ((0.0, 24.0, 48.0), (2, 3))
    assert codes(regimen)["taken-unknown"] == {"n": 2, "days": [2, 3]}


def test_a_day_without_a_dose_has_the_last_one_written_or_the_first():
    regimen = from_days(days([nan, 1.5, nan, 3.0, nan], [1.0] * 5))
    assert regimen.doses_mg == (1.5, 1.5, 1.5, 3.0, 3.0)
    assert codes(regimen)["dose-carried"] == {"n": 3}


def test_days_on_placebo_have_no_dose_whatever_is_written():
    regimen = from_days(days([4.5, 4.5, 4.5], [1.0, 1.0, 1.0], [True, False, True]))
    assert regimen.times_h == (0.0, 48.0)


def test_a_dose_of_0_on_a_day_of_naltrexone_is_none():
    assert from_days(days([0.0, 4.5], [1.0, 1.0])).doses_mg == (4.5,)


def test_days_are_those_of_the_wall_clock_and_the_assumed_hour_is_told():
    # 29 March 2026 has 23 hours in Berlin.
    regimen = from_days(days([4.5] * 3, [1.0] * 3), "Europe/Berlin", time(22))
    assert regimen.times_h == (0.0, 24.0, 47.0)
    assert codes(regimen)["time-assumed"] == {"at": "22:00"}


@pytest.mark.parametrize(
    ("diary", "told"),
    [
        (days([4.5], [1.0], [False]), "the diary has no day on naltrexone."),
        (days([nan, nan], [1.0, 1.0]), "the diary has no dose in the column `dose_mg`."),
        (days([4.5, 4.5], [0.0, 0.0]), "no day on which naltrexone was taken."),
        (days([450.0], [1.0]), "a dose is 450 mg."),
        (days([4.5] * 367, [1.0] * 367), "it is 367 days long."),
    ],
)
def test_a_diary_that_tells_no_doses_is_refused(diary, told):
    with pytest.raises(RegimenError) as caught:
        from_days(diary)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("treatment", "is_drug"),
    [("LDN 4.5 mg", True), ("Naltrexone", True), ("placebo", False), ("", False)],
)
def test_a_treatment_is_naltrexone_by_its_name(treatment, is_drug):
    assert is_naltrexone(treatment) is is_drug


@pytest.mark.parametrize("treatment", ["naltrexone placebo", "no LDN", "LDN or placebo", "pre-ldn"])
def test_a_name_that_leaves_it_open_is_never_read_as_either(treatment):
    with pytest.raises(RegimenError, match="may be naltrexone or not"):
        is_naltrexone(treatment)
