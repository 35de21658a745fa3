from datetime import date

import pytest

from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList
from lowdose.diary.study_days import read_study_days
from lowdose.diary.table import Table

HEADER = ("measurement_time", "participant_started_at", "current_day_of_study")


def read(*rows: tuple[str, str, str], **options: object) -> tuple[list[str], list[str], list[str]]:
    """Return days in ISO form, clock times and notices."""
    table = Table(HEADER, 1, range(2, len(rows) + 2), list(zip(*rows, strict=True)))
    problems = ProblemList()
    days, clocks, notices = read_study_days(
        table,
        ["a"] * len(rows),
        ReadOptions(**options),
        problems,  # type: ignore[arg-type]
    )
    assert not problems.listed()
    return [date.fromordinal(day).isoformat() for day in days if day], clocks, notices


@pytest.mark.parametrize(
    ("started", "made", "day", "clock"),
    [
        # Two hours ahead of UTC: the start is midnight of 1 August.
        ("2023-07-31 22:00:00.000Z", "2023-08-02 06:48:32Z", "2023-08-02", "08:48:32"),
        # Late in the evening of 2 August, still the same local day.
        ("2023-07-31 22:00:00.000Z", "2023-08-02 21:30:00Z", "2023-08-02", "23:30:00"),
        # Five hours behind UTC; there it is still the evening of 2 August.
        ("2023-08-01 05:00:00.000Z", "2023-08-03 02:00:00Z", "2023-08-02", "21:00:00"),
        # Five and a half hours ahead.
        ("2023-07-31 18:30:00.000Z", "2023-08-02 01:00:00Z", "2023-08-02", "06:30:00"),
        ("2023-08-01 00:00:00.000Z", "2023-08-02 12:00:00Z", "2023-08-02", "12:00:00"),
    ],
)
def test_the_start_at_local_midnight_tells_the_local_clock(
    started: str, made: str, day: str, clock: str
) -> None:
    assert read((made, started, "1")) == ([day], [clock], [])


def test_an_entry_right_after_midnight_in_summer_time_agrees_with_its_day() -> None:
    # The trial starts in winter; at 22:30 UTC on 31 March it is 00:30 on 1 April in summer time.
    row = ("2023-03-31 22:30:00Z", "2023-02-28 23:00:00Z", "31")
    assert read(row) == (["2023-04-01"], ["23:30:00"], [])


def test_a_difference_of_one_day_is_told_and_the_study_day_is_used() -> None:
    days, _, notices = read(("2023-08-03 08:00:00Z", "2023-07-31 22:00:00Z", "1"))
    assert days == ["2023-08-02"]
    assert notices == [
        "On 1 row the study day and the time of the entry lie one day apart; the study day is used."
    ]


def test_a_time_zone_can_be_said() -> None:
    # Auckland is 13 hours ahead in summer, so its midnight looks like 11 hours behind UTC.
    row = ("2026-01-02 20:00:00Z", "2026-01-01 11:00:00Z", "1")
    assert read(row, timezone="Pacific/Auckland")[0] == ["2026-01-03"]


def test_with_a_start_the_time_of_the_entry_decides() -> None:
    rows = [
        ("2026-01-07 08:00:00Z", "2025-12-31 23:00:00Z", "6"),
        ("2026-01-08 08:00:00Z", "2025-12-31 23:00:00Z", "0"),
    ]
    assert read(*rows, start=date(2026, 1, 1))[0] == ["2026-01-07", "2026-01-08"]


@pytest.mark.parametrize(
    "made",
    [
        "2026-01-03 06:30:15.250Z",
        "2026-01-03T06:30:15.250000Z",
        "2026-01-03 06:30:15.25 UTC",
        "2026-1-3 6:30:15,25+00:00",
    ],
)
def test_the_usual_spelling_of_a_time_is_read_like_any_other(made: str) -> None:
    days, clocks, _ = read((made, "2025-12-31 23:00:00.000Z", "2"))
    # Local midnight is 23:00 in UTC, so the clock is an hour ahead.
    assert (days, clocks) == (["2026-01-03"], ["07:30:15.250000"])
