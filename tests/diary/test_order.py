from datetime import date

from lowdose.diary.days import PersonDays
from lowdose.diary.order import check_periods, check_span, check_treatments
from lowdose.diary.problems import ProblemList

FIRST = date(2026, 1, 1).toordinal()


def person(days: list[int], treatments: str = "", periods: str = "") -> PersonDays:
    """Return days with one letter of treatment and one figure of period each; `-` is blank."""
    lines = {FIRST + day: line for line, day in enumerate(days, start=2)}
    labels = {day: label for day, label in zip(lines, treatments, strict=False) if label != "-"}
    numbers = {day: float(one) for day, one in zip(lines, periods, strict=False) if one != "-"}
    return PersonDays(lines, labels, {}, {}, {}, {}, numbers, 0)


def test_five_years_are_allowed() -> None:
    problems = ProblemList()
    check_span(person([0, 1826]), problems)
    assert not problems.listed()


def test_the_day_that_went_astray_is_the_one_with_fewer_neighbours() -> None:
    problems = ProblemList()
    check_span(person([0, 3660, 1, 2]), problems)
    assert [problem.line for problem in problems.listed()] == [3]


def test_a_first_day_without_treatment_is_named() -> None:
    problems = ProblemList()
    check_treatments("", person([1, 0, 2], "a-a"), problems)
    (problem,) = problems.listed()
    assert (problem.code, problem.line) == ("no-first-treatment", 3)


def test_a_diary_without_treatments_names_its_person() -> None:
    problems = ProblemList()
    check_treatments("Anna", person([0, 1], "--"), problems)
    assert "No day of person 'Anna' has a treatment." in problems.listed()[0].text


def test_periods_go_up_and_have_one_treatment() -> None:
    problems = ProblemList()
    check_periods(person([0, 1, 2, 3, 4], "aa-bb", "1-122"), problems)
    assert not problems.listed()


def test_run_in_days_may_have_the_number_of_the_first_period() -> None:
    days = person([0, 1], "xa", "11")
    labels = {FIRST: "baseline", FIRST + 1: "a"}
    problems = ProblemList()
    check_periods(PersonDays(days.lines, labels, {}, {}, {}, {}, days.periods, 0), problems)
    assert not problems.listed()
