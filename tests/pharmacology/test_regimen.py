"""Doses over time: order, sums, limits, and nights of 23 and 25 hours counted by hand."""

from datetime import UTC, date, datetime, time
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.errors import RegimenError
from lowdose.pharmacology.regimen import Dose, Regimen, from_schedule, merge_doses, place_doses


def at(hour: int, day: int = 1) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def test_doses_are_put_in_order_and_those_at_one_instant_added_up():
    merged = merge_doses([Dose(at(21, 2), 3.0), Dose(at(21), 1.5), Dose(at(21), 1.0)])
    assert merged == (Dose(at(21), 2.5), Dose(at(21, 2), 3.0))


@given(st.permutations([(1, 1.5), (2, 3.0), (3, 0.0), (4, 4.5)]))
def test_the_order_in_which_doses_are_given_changes_nothing(doses):
    merged = merge_doses(Dose(at(21, day), mg) for day, mg in doses)
    assert [dose.mg for dose in merged] == [1.5, 3.0, 0.0, 4.5]


@pytest.mark.parametrize(
    ("mg", "told"),
    [
        (nan, "a dose is nan mg. A dose is a number, 0 mg or more."),
        (inf, "a dose is inf mg."),
        (-0.5, "a dose is -0.5 mg."),
        (200.5, "a dose is 200.5 mg. The model is for doses up to 200 mg."),
    ],
)
def test_a_dose_that_no_model_is_there_for_is_refused(mg, told):
    with pytest.raises(RegimenError) as caught:
        merge_doses([Dose(at(21), mg)])
    assert told in str(caught.value)


def test_doses_that_add_up_to_too_much_are_refused():
    with pytest.raises(RegimenError, match="a dose is 240 mg"):
        merge_doses([Dose(at(21), 120.0), Dose(at(21), 120.0)])


def test_a_regimen_without_any_dose_is_refused():
    with pytest.raises(RegimenError, match="there is no dose in it"):
        merge_doses([])


def test_the_night_in_which_summer_time_begins_has_23_hours():
    # 28 March 21:00 is 20:00 UTC, 29 March 21:00 is 19:00 UTC.
    regimen = from_schedule([4.5] * 4, time(21), date(2026, 3, 27), "Europe/Berlin")
    assert regimen.times_h == (0.0, 24.0, 47.0, 71.0)


def test_the_night_in_which_summer_time_ends_has_25_hours():
    # 24 October 21:00 is 19:00 UTC, 25 October 21:00 is 20:00 UTC.
    regimen = from_schedule([4.5] * 4, time(21), date(2026, 10, 23), "Europe/Berlin")
    assert regimen.times_h == (0.0, 24.0, 49.0, 73.0)


def test_a_year_across_both_changes_is_whole_again():
    regimen = from_schedule([4.5] * 366, time(21), date(2026, 1, 1), "Europe/Berlin")
    assert regimen.times_h[-1] == 365 * 24.0


def test_the_wall_clock_shows_the_hour_of_intake_on_every_day():
    regimen = from_schedule([4.5] * 300, time(21), date(2026, 2, 1), "Europe/Berlin")
    assert {regimen.local(hours).time() for hours in regimen.times_h} == {time(21)}


def test_a_dose_that_the_clock_change_moves_is_noted():
    _, notes = place_doses([(2, time(2, 30), 4.5)], date(2026, 3, 28), "Europe/Berlin")
    (note,) = notes
    assert (note.code, note.values) == (
        "clock-skipped",
        {"day": 2, "at": "02:30", "shown": "03:30"},
    )


def test_a_schedule_keeps_days_without_the_drug_as_doses_of_0():
    regimen = from_schedule([4.5, 0.0, 4.5, 0.0])
    assert regimen.doses_mg == (4.5, 0.0, 4.5, 0.0)
    assert (regimen.last_h, regimen.n_days) == (48.0, 4)


def test_the_most_of_a_day_adds_up_its_doses():
    planned = [(1, time(8), 3.0), (1, time(20), 4.0), (2, time(8), 5.0)]
    doses, _ = place_doses(planned, date(2026, 3, 1), "America/New_York")
    regimen = Regimen(doses, "America/New_York", date(2026, 3, 1), 2)
    # In UTC the second dose lies on the next day.
    assert regimen.most_a_day_mg == 7.0


def test_a_schedule_tells_its_runs_of_equal_doses():
    parts = from_schedule([1.5, 1.5, 3.0, 0.0]).parts
    assert [(p.first_day, p.last_day, p.mg) for p in parts] == [(1, 2, 1.5), (3, 3, 3.0), (4, 4, 0)]


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        ([], "the schedule has no days"),
        ([4.5, nan], "the dose of day 2 is missing"),
        ([4.5] * 367, "it is 367 days long. At most 366 days"),
    ],
)
def test_a_schedule_that_can_not_be_carried_out_is_refused(schedule, told):
    with pytest.raises(RegimenError) as caught:
        from_schedule(schedule)
    assert told in str(caught.value)


def test_without_a_date_the_zone_counts_for_nothing_and_days_have_24_hours():
    regimen = from_schedule([4.5] * 366, time(21), None, "Europe/Berlin")
    assert not regimen.is_dated
    assert set(b - a for a, b in zip(regimen.times_h, regimen.times_h[1:], strict=False)) == {24.0}


@pytest.mark.parametrize("year", [1, 1969, 2101, 9999])
def test_a_year_whose_clocks_nobody_knows_is_refused(year):
    with pytest.raises(RegimenError, match=r"Allowed are the years 1970 to 2100\."):
        from_schedule([4.5], time(21), date(year, 12, 31), "UTC")
