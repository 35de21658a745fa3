from datetime import date

import pytest

from lowdose.diary.day_numbers import are_day_numbers, find_fall, place_numbers, read_day_numbers
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList


def place(numbers: list[int], start: date) -> list[str]:
    days = place_numbers(numbers, min(numbers), start)
    return [date.fromordinal(day).isoformat() for day in days]


def test_a_column_of_whole_numbers_counts_days() -> None:
    assert are_day_numbers(["1", "2.0", ""])
    assert not are_day_numbers(["1", "2026-01-02"])
    assert not are_day_numbers(["46023"])
    assert not are_day_numbers([""])


def test_the_start_is_the_day_of_the_lowest_number() -> None:
    start = date(2026, 3, 1)
    assert place([0, 1, 3], start) == ["2026-03-01", "2026-03-02", "2026-03-04"]
    assert place([3, 2, 1], start) == ["2026-03-03", "2026-03-02", "2026-03-01"]


def test_days_of_the_year_begin_again_at_new_year() -> None:
    # 30 December 2025 is day 364 of its year.
    start = date(2025, 12, 30)
    days = ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"]
    assert find_fall([364, 365, 1, 2], start) is None
    assert place([364, 365, 1, 2], start) == days


def test_missing_days_around_new_year_stay_missing() -> None:
    # 29 December 2024 is day 364 of a leap year.
    days = ["2024-12-29", "2024-12-30", "2025-01-03"]
    assert place([364, 365, 3], date(2024, 12, 29)) == days


@pytest.mark.parametrize("start", [None, date(2026, 1, 1)])
def test_a_fall_that_the_start_does_not_explain_is_found(start: date | None) -> None:
    assert find_fall([364, 365, 1, 2], start) == 2


def test_a_counter_of_periods_that_begins_again_is_a_fall() -> None:
    assert find_fall([13, 14, 1, 2], date(2026, 3, 1)) == 2


def test_each_person_has_a_counter() -> None:
    options = ReadOptions(start=date(2026, 3, 1))
    persons = ["a", "a", "b", "b"]
    days = read_day_numbers(["1", "2", "1", "2"], [2, 3, 4, 5], persons, options, ProblemList())
    first = date(2026, 3, 1).toordinal()
    assert days == [first, first + 1, first, first + 1]
