from datetime import date

import pytest

from lowdose.diary.dates import looks_like_date, read_clock, read_days
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList


def read(*cells: str, **options: object) -> list[str]:
    """Read a column of dates and return its days in ISO form."""
    problems = ProblemList()
    lines = range(2, len(cells) + 2)
    persons = [""] * len(cells)
    days, _ = read_days(cells, lines, persons, ReadOptions(**options), problems)  # type: ignore[arg-type]
    assert not problems.listed()
    return [date.fromordinal(day).isoformat() for day in days if day is not None]


def read_clocks(*cells: str, **options: object) -> list[str]:
    lines = range(2, len(cells) + 2)
    persons = [""] * len(cells)
    return read_days(cells, lines, persons, ReadOptions(**options), ProblemList())[1]  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["2026-04-03", "2026/4/3", "2026.04.03", "2026-04-03 21:30"])
def test_a_date_with_the_year_first_is_read(cell: str) -> None:
    assert read(cell) == ["2026-04-03"]


def test_another_date_of_the_column_decides_that_the_day_comes_first() -> None:
    assert read("03/04/2026", "25/04/2026") == ["2026-04-03", "2026-04-25"]


def test_another_date_of_the_column_decides_that_the_month_comes_first() -> None:
    assert read("03/04/2026", "04/25/2026") == ["2026-03-04", "2026-04-25"]


def test_an_option_decides_the_order_of_day_and_month() -> None:
    assert read("03.04.2026", date_format="dmy") == ["2026-04-03"]
    assert read("03.04.2026", date_format="mdy") == ["2026-03-04"]


def test_equal_day_and_month_need_no_order() -> None:
    assert read("04/04/2026", "05/05/2026") == ["2026-04-04", "2026-05-05"]


def test_a_stamp_with_an_offset_keeps_its_own_day() -> None:
    # In UTC these would be 2026-01-01 23:30 and 2026-01-02 04:30.
    assert read("2026-01-02T00:30:00+01:00", "2026-01-01T23:30:00-05:00") == [
        "2026-01-02",
        "2026-01-01",
    ]


@pytest.mark.parametrize("ending", ["Z", "+00:00", " UTC"])
def test_a_stamp_in_utc_becomes_the_local_day(ending: str) -> None:
    # Berlin is an hour ahead of UTC in winter and two in summer, New York five behind in winter.
    stamps = [f"2026-01-01T23:30:00{ending}", f"2026-07-01T22:30:00{ending}"]
    assert read(*stamps, timezone="Europe/Berlin") == ["2026-01-02", "2026-07-02"]
    assert read(f"2026-01-02T04:59:00{ending}", timezone="America/New_York") == ["2026-01-01"]


def test_clock_times_become_local_as_well() -> None:
    assert read_clocks("2026-01-01T23:30:00Z", timezone="Europe/Berlin") == ["00:30:00"]


def test_clock_times_have_one_form_so_that_they_sort() -> None:
    assert read_clocks("2026-01-01 9:05", "2026-01-01 10:00:00.500") == ["09:05:00", "10:00:00.5"]


@pytest.mark.parametrize("text", ["24:00", "12:60", "12:30:60", "noon", "1230", ""])
def test_an_hour_that_no_clock_shows_is_none(text: str) -> None:
    assert read_clock(text) is None


def test_a_year_needs_four_digits() -> None:
    assert not looks_like_date("01/02/26")
    assert looks_like_date("1.2.2026")


def test_one_problem_tells_how_many_times_are_in_utc() -> None:
    problems = ProblemList()
    cells = ["2026-01-01 07:00Z", "2026-01-01", "2026-01-02 07:00Z"]
    read_days(cells, [2, 3, 4], ["", "", ""], ReadOptions(), problems)
    (problem,) = problems.listed()
    assert problem.line == 2
    assert "2 rows" in problem.text


def test_an_ambiguous_date_shows_both_days_it_can_be() -> None:
    problems = ProblemList()
    read_days(["03/04/2026"], [2], [""], ReadOptions(), problems)
    (problem,) = problems.listed()
    assert "2026-04-03 or 2026-03-04" in problem.text
    assert "--date-format dmy" in problem.text
