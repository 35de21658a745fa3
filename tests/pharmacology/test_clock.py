"""Wall clock to UTC; offsets of the zones as their laws have them, worked out by hand."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from lowdose.errors import UsageError
from lowdose.pharmacology.clock import find_moment, find_zone

BERLIN = ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_berlin_is_an_hour_ahead_of_utc_in_winter_and_two_in_summer():
    assert find_moment(date(2026, 1, 10), time(21), BERLIN).utc == utc(2026, 1, 10, 20)
    assert find_moment(date(2026, 7, 10), time(21), BERLIN).utc == utc(2026, 7, 10, 19)


def test_a_time_that_the_clock_jumps_over_counts_an_hour_later_and_is_told():
    # 2026-03-29 02:00 becomes 03:00; 02:30 is read as 03:30 summer time, 01:30 UTC.
    found = find_moment(date(2026, 3, 29), time(2, 30), BERLIN)
    assert (found.utc, found.change) == (utc(2026, 3, 29, 1, 30), "skipped")


def test_of_a_time_that_comes_twice_the_first_counts_and_is_told():
    # 2026-10-25 03:00 becomes 02:00; the first 02:30 is summer time, 00:30 UTC.
    found = find_moment(date(2026, 10, 25), time(2, 30), BERLIN)
    assert (found.utc, found.change) == (utc(2026, 10, 25, 0, 30), "twice")


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1)])
def test_other_times_of_the_same_night_are_untouched(day):
    assert find_moment(day, time(4), BERLIN).change == ""


def test_a_zone_with_half_hours_is_right():
    # Kolkata is 5:30 ahead of UTC all year.
    found = find_moment(date(2026, 5, 1), time(21), ZoneInfo("Asia/Kolkata"))
    assert found.utc == utc(2026, 5, 1, 15, 30)


@pytest.mark.parametrize("name", ["Europe/Berln", "europe/berlin ", "europe berlin"])
def test_an_unknown_zone_is_answered_with_the_one_written_alike(name):
    with pytest.raises(UsageError, match=r"timezone: .* is not known\..*Is Europe/Berlin meant\?"):
        find_zone(name)


@pytest.mark.parametrize("name", ["Europe", "../etc/passwd", "", "q", "a\x00b"])
def test_a_zone_that_is_none_is_refused_without_a_traceback_of_files(name):
    with pytest.raises(UsageError, match="is not known"):
        find_zone(name)
