"""Plans of dose steps: dates, doses, limits, and what has to be said."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.safety.titration import plan_titration
from lowdose.safety.titration_plan import TitrationError, TitrationOptions, TitrationPlan
from tests.safety.titration_rules import RULES

FIRST = TitrationOptions(first_day=date(2026, 12, 1))


def plan(**choices: object) -> TitrationPlan:
    return plan_titration(replace(FIRST, **choices), RULES, date(2026, 11, 22))


def refusal(**choices: object) -> str:
    with pytest.raises(TitrationError) as caught:
        plan(**choices)
    return str(caught.value)


def codes(made: TitrationPlan) -> list[str]:
    return [notice.code for notice in made.notices]


# --- steps and dates ---


def test_the_schedule_of_the_neuropathy_trial_is_made_day_by_day() -> None:
    # NCT04678895: 1.5 mg for a week, 3 mg for a week, 4.5 mg for six weeks.
    steps = plan(weeks=8).steps
    assert [(s.dose_mg, s.n_days) for s in steps] == [(1.5, 7), (3.0, 7), (4.5, 42)]
    assert [s.first_day for s in steps] == [
        date(2026, 12, 1),
        date(2026, 12, 8),
        date(2026, 12, 15),
    ]
    assert steps[-1].last_day == date(2027, 1, 25)


def test_the_schedule_of_final_reaches_6_mg_with_the_prescribers_confirmation() -> None:
    # FINAL: 1.5 mg, +1.5 mg every 7 days to 6 mg, held for 8 weeks.
    made = plan(ceiling_mg=6.0, is_confirmed=True)
    assert [(s.dose_mg, s.n_days) for s in made.steps] == [(1.5, 7), (3.0, 7), (4.5, 7), (6.0, 56)]
    assert made.regimen == "1.5mg 21:00 x7, 3mg x7, 4.5mg x7, 6mg x56"
    assert "confirmed" in codes(made)


def test_the_schedule_of_the_pharmacist_ends_with_half_a_step() -> None:
    # ldnresearchtrust.org: 1 mg, +1 mg a week, to 4.5 mg.
    made = plan(start_mg=1.0, step_mg=1.0)
    assert [s.dose_mg for s in made.steps] == [1.0, 2.0, 3.0, 4.0, 4.5]
    assert dict(made.notices[0].values) == {"added": 0.5, "dose": 4.5}
    assert codes(made)[0] == "last-step-smaller"


def test_tenths_of_a_milligram_add_up_exactly() -> None:
    made = plan(start_mg=0.1, step_mg=0.1, ceiling_mg=0.5, is_confirmed=True)
    assert [s.dose_mg for s in made.steps] == [0.1, 0.2, 0.3, 0.4, 0.5]


@given(
    st.integers(5, 15), st.integers(5, 15), st.integers(7, 14), st.integers(15, 45), st.booleans()
)
def test_every_day_has_one_dose_and_none_is_above_the_ceiling(
    start: int, step: int, interval: int, ceiling: int, slept_badly: bool
) -> None:
    made = plan(
        start_mg=start / 10,
        step_mg=step / 10,
        interval_days=14 if slept_badly else interval,
        ceiling_mg=ceiling / 10,
        had_sleep_trouble=slept_badly,
    )
    days = [intake.day for intake in made.intakes]
    assert days == [date(2026, 12, 1) + timedelta(days=n) for n in range(len(days))]
    assert max(intake.dose_mg for intake in made.intakes) == ceiling / 10
    climbs = [b.first_day - a.first_day for a, b in zip(made.steps, made.steps[1:], strict=False)]
    assert all(climb.days >= (14 if slept_badly else 7) for climb in climbs)


def test_one_step_down_is_the_dose_before() -> None:
    assert [s.one_down_mg for s in plan().steps] == [None, 1.5, 3.0]


def test_a_start_at_the_ceiling_is_one_dose() -> None:
    made = plan(start_mg=1.0, ceiling_mg=1.0)
    assert [(s.dose_mg, s.n_days) for s in made.steps] == [(1.0, 56)]
    assert "one-dose" in codes(made)


def test_what_nobody_chose_is_a_default_and_marked() -> None:
    made = plan(step_mg=1.0)
    assert {c.limit.name: c.is_default for c in made.chosen} == {
        "start-dose": True,
        "step": False,
        "interval": True,
        "ceiling": True,
        "hour": True,
    }
    assert made.options.time_of_day == time(21)


def test_the_checks_are_counted_from_the_first_dose() -> None:
    # 4, 8, 12 and 52 weeks after 1 December 2026, by the calendar.
    found = [(due.first_day, due.last_day) for due in plan().checks]
    assert found == [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 29), date(2027, 1, 26)),
        (date(2027, 2, 23), date(2027, 2, 23)),
        (date(2027, 11, 30), date(2027, 11, 30)),
    ]


# --- what it is made of ---


def test_capsules_of_the_whole_plan_are_counted() -> None:
    # 7 x 1.5 mg, then 7 x 3 mg as 2 capsules of 1.5, then 56 x 3 capsules: 7 + 14 + 168.
    assert plan(strengths_mg=(1.5,)).supply == ((1.5, 189),)


def test_liquid_of_the_whole_plan_is_counted_as_it_is_measured() -> None:
    # 7 x 1.5 mL + 7 x 3 mL + 56 x 4.4 mL
    made = plan(liquid_mg_ml=1.0)
    assert made.supply == ((1.0, pytest.approx(277.9)),)
    (rounded,) = [n for n in made.notices if n.code == "rounded"]
    assert dict(rounded.values)["percent"] == pytest.approx(-100 * 0.1 / 4.5)


def test_many_capsules_at_once_are_told() -> None:
    made = plan(strengths_mg=(0.5,))
    # 4.5 mg are 9 capsules of 0.5 mg, 3 mg are 6; 1.5 mg are 3, which is not many.
    assert [dict(n.values)["n"] for n in made.notices if n.code == "many-capsules"] == [6, 9]


def test_where_nobody_said_what_there_is_the_plan_says_so() -> None:
    made = plan()
    assert made.supply == ()
    assert codes(made) == ["no-form"]


# --- what is said ---


def test_a_first_day_in_the_past_is_planned_and_said() -> None:
    made = plan(first_day=date(2026, 11, 1), strengths_mg=(1.5,))
    assert dict(made.notices[0].values) == {"days": 21, "day": date(2026, 11, 1)}


def test_a_short_time_on_the_last_dose_is_said() -> None:
    # 4 weeks are 28 days, of which 14 lead to 4.5 mg.
    (notice,) = [n for n in plan(weeks=4).notices if n.code == "short-hold"]
    assert dict(notice.values)["days"] == 14


def test_a_time_that_the_clock_skips_is_said() -> None:
    # The clock is put forward on 28 March 2027 in Berlin.
    made = plan(first_day=date(2027, 3, 1), time_of_day=time(2, 30), zone="Europe/Berlin")
    (notice,) = [n for n in made.notices if n.code.startswith("clock")]
    assert (notice.code, dict(notice.values)["day"]) == ("clock-skipped", date(2027, 3, 28))
    assert {intake.at.hour for intake in made.intakes} == {2, 3}


# --- what is refused ---


@pytest.mark.parametrize("mg", [6.001, 7.0, 50.0, float("inf")])
def test_nothing_above_6_mg_is_planned_whoever_confirms_it(mg: float) -> None:
    assert refusal(ceiling_mg=mg, is_confirmed=True).startswith("ceiling: ")


@pytest.mark.parametrize("mg", [4.501, 5.0, 6.0])
def test_above_4_5_mg_the_prescriber_has_to_confirm(mg: float) -> None:
    assert "needs the prescriber's confirmation" in refusal(ceiling_mg=mg)
    assert plan(ceiling_mg=mg, is_confirmed=True).steps[-1].dose_mg == mg


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"interval_days": 6}, "interval: 6 days is not planned here. Beyond interval."),
        ({"interval_days": 6, "is_confirmed": True}, "interval: 6 days is not planned here."),
        ({"interval_days": 7, "had_sleep_trouble": True}, "interval: 7 days is not planned here."),
        ({"step_mg": 0.0}, "step: 0 mg is not planned here."),
        ({"step_mg": -1.0}, "step: -1 mg is not planned here."),
        ({"step_mg": float("nan")}, "step: nan is no number."),
        ({"start_mg": 1.50005}, "start dose: 1.50005 mg needs the prescriber's"),
        ({"step_mg": 1.00005}, "step: 1.00005 mg is finer than 0.001 mg."),
        ({"start_mg": 1.5, "ceiling_mg": 1.0}, "start dose: 1.5 mg is above the ceiling of 1 mg."),
        ({"liquid_mg_ml": 0.0}, "liquid: 0 mg/mL is no strength of a liquid."),
        ({"liquid_mg_ml": float("nan")}, "liquid: nan mg/mL is no strength of a liquid."),
        ({"strengths_mg": (0.0,)}, "strengths: 0 mg is no strength of a capsule."),
        ({"strengths_mg": (50.0,)}, "strengths: one capsule of 50 mg holds more than the 6 mg"),
        ({"strengths_mg": (1.5,), "liquid_mg_ml": 1.0}, "liquid: capsules and a liquid are given."),
        ({"lines_ml": 0.1}, "lines: 0.1 mL between the lines of a syringe is given without"),
        ({"weeks": 2}, "weeks: 2 weeks are too short to reach 4.5 mg."),
        ({"weeks": 0}, "weeks: 0 weeks can't be planned."),
        ({"weeks": 53}, "weeks: 53 weeks can't be planned."),
        ({"zone": "Europe/Nowhere"}, "time zone: 'Europe/Nowhere' is not known."),
        ({"zone": "../etc/passwd"}, "time zone: '../etc/passwd' is not known."),
        ({"first_day": date(9999, 12, 31)}, "first day: the year is 9999."),
    ],
)
def test_what_cannot_be_planned_is_told_with_the_choice_and_the_value(choices, told) -> None:
    assert refusal(**choices).startswith(told)


def test_steps_so_small_that_they_take_more_than_a_year_are_refused() -> None:
    # 60 doses of 7 days each are 59 weeks before the last one begins.
    message = refusal(start_mg=0.1, step_mg=0.1, ceiling_mg=6.0, is_confirmed=True)
    assert message.startswith("step: 60 doses of 7 days each and 8 weeks on the last one take more")


def test_weeks_too_few_are_told_with_how_many_it_takes() -> None:
    # Two weeks lead to the last dose, and one day on it begins the third.
    assert "take at least 3 weeks" in refusal(weeks=2)
    assert plan(weeks=3).steps[-1].n_days == 7
