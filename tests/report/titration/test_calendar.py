"""A plan as months, checked against a printed calendar."""

from datetime import date

from lowdose.report.texts import load_texts
from lowdose.report.titration.calendar import build_months
from tests.report.titrations import make

TEXTS = load_texts()


def days(month):
    return [day for week in month.weeks for day in week if day is not None]


def test_a_week_begins_on_monday_and_has_seven_days() -> None:
    (december, *_) = build_months(make().plan, TEXTS)
    # 1 December 2026 is a Tuesday.
    assert [day and day.number for day in december.weeks[0]] == [None, 1, 2, 3, 4, 5, 6]
    assert all(len(week) == 7 for week in december.weeks)


def test_the_months_run_from_the_first_dose_to_the_last() -> None:
    months = build_months(make().plan, TEXTS)
    assert [month.title for month in months] == ["December 2026", "January 2027", "February 2027"]
    assert [len(days(month)) for month in months] == [31, 31, 28]


def test_every_day_of_the_plan_has_its_dose_and_no_other_day_has_one() -> None:
    shown = [day for month in build_months(make().plan, TEXTS) for day in days(month)]
    # 7 days each, then 8 weeks; December to February have 90 days.
    assert [sum(day.dose == dose for day in shown) for dose in ("1.5", "3", "4.5", "")] == [
        *(7, 7, 56),
        20,
    ]


def test_the_first_day_of_a_dose_and_the_days_of_checks_are_marked() -> None:
    shown = [day for month in build_months(make().plan, TEXTS) for day in days(month)]
    assert [day.day for day in shown if day.is_new] == ["1 Dec 2026", "8 Dec 2026", "15 Dec 2026"]
    # 4 and 12 weeks after 1 December.
    assert [day.day for day in shown if day.is_check] == ["29 Dec 2026", "23 Feb 2027"]


def test_doses_get_darker_from_the_first_to_the_last() -> None:
    shown = days(build_months(make().plan, TEXTS)[0])
    assert [shown[n].shade for n in (0, 7, 14)] == [1, 3, 5]


def test_a_day_says_what_the_dose_is_made_of() -> None:
    capsules = days(build_months(make(strengths_mg=(1.5,)).plan, TEXTS)[0])
    assert [capsules[n].made_of for n in (0, 14)] == ["1 × 1.5 mg", "3 × 1.5 mg"]
    assert days(build_months(make(liquid_mg_ml=1.0).plan, TEXTS)[0])[14].made_of == "4.4 mL"


def test_a_plan_over_new_year_of_a_leap_year_has_all_its_days() -> None:
    months = build_months(make(first_day=date(2027, 12, 1), weeks=14).plan, TEXTS)
    # 2028 is a leap year.
    assert [len(days(month)) for month in months] == [31, 31, 29, 31]
