"""Dates that are day numbers: counted from a start, or through each year."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

from lowdose.diary.options import MOST_YEARS, ReadOptions
from lowdose.diary.problems import ProblemList, shown_value

_DAY_NUMBER = re.compile(r"\d{1,4}(?:\.0+)?", re.A)

#: Days as ordinals of the calendar; None where a cell holds none.
Days = list[int | None]


def are_day_numbers(cells: Collection[str]) -> bool:
    """Say whether a column of dates holds numbers of days, and nothing else."""
    return any(cells) and all(_DAY_NUMBER.fullmatch(cell) for cell in cells if cell)


def read_day_numbers(
    cells: Sequence[str],
    lines: Sequence[int],
    persons: Sequence[str],
    options: ReadOptions,
    problems: ProblemList,
) -> Days:
    """Place day numbers on the calendar.

    Parameters
    ----------
    cells, lines, persons : sequence of str, int, str, length n_rows
        Day numbers as written, the line of each row, and whose it is.
    options : ReadOptions
        `start` is the day of the lowest number; where a year's count begins
        again, it is the day of the first row.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    list of int or None, length n_rows
        Day, as ordinal of the calendar.
    """
    rows_of = _list_rows(cells, lines, persons, problems)
    numbers = [int(float(cell)) if cell else 0 for cell in cells]
    lowest = min(numbers[row] for rows in rows_of.values() for row in rows)
    days: Days = [None] * len(cells)
    falls = 0
    for rows in rows_of.values():
        own = [numbers[row] for row in rows]
        fall = find_fall(own, options.start)
        if fall is not None:
            falls += 1
            line, before, value = lines[rows[fall]], own[fall - 1], own[fall]
            problems.add("day-counter-wraps", line, before=before, value=value)
        elif options.start is not None:
            for row, day in zip(rows, place_numbers(own, lowest, options.start), strict=True):
                days[row] = day
    if options.start is None and not falls:
        row = next(row for row, cell in enumerate(cells) if cell)
        problems.add("day-numbers-need-start", lines[row], value=shown_value(cells[row]))
    return days


def find_fall(numbers: Sequence[int], start: date | None) -> int | None:
    """Return where one person's day numbers go down without reason.

    Parameters
    ----------
    numbers : sequence of int
        In the order of the file, oldest or newest first.
    start : datetime.date or None
        Day of the first number.

    Returns
    -------
    int or None
        Index of the number after the fall; None where numbers go one way, or count
        the days of years of which the start is one.
    """
    falls = _list_falls(numbers)
    if not falls or _go_down(numbers):
        return None
    are_days_of_years = (
        start is not None
        and start.timetuple().tm_yday == numbers[0]
        and min(numbers) >= 1
        and max(numbers) <= 366
        and len(falls) <= MOST_YEARS
    )
    return None if are_days_of_years else falls[0]


def place_numbers(numbers: Sequence[int], lowest: int, start: date) -> list[int]:
    """Return the days (ordinals of the calendar) of numbers without a fall that has no reason."""
    falls = set(_list_falls(numbers))
    if not falls or _go_down(numbers):
        return [start.toordinal() + number - lowest for number in numbers]
    days = []
    year = start.year
    for index, number in enumerate(numbers):
        year += index in falls
        days.append(date(year, 1, 1).toordinal() + number - 1)
    return days


def _list_rows(
    cells: Sequence[str], lines: Sequence[int], persons: Sequence[str], problems: ProblemList
) -> dict[str, list[int]]:
    """Return the rows of each person that have a number."""
    rows_of: dict[str, list[int]] = {}
    for row, (cell, person) in enumerate(zip(cells, persons, strict=True)):
        if cell:
            rows_of.setdefault(person, []).append(row)
        else:
            problems.add("date-missing", lines[row])
    return rows_of


def _list_falls(numbers: Sequence[int]) -> list[int]:
    """Return where a number is lower than the one before."""
    steps = pairwise(numbers)
    return [index for index, (before, after) in enumerate(steps, start=1) if after < before]


def _go_down(numbers: Sequence[int]) -> bool:
    """Say whether numbers never rise: the newest row comes first."""
    return all(after <= before for before, after in pairwise(numbers))
