"""Time zones as calendar files spell them out, read back by another program."""

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from lowdose.report.titration.time_zone import find_changes, write_zone

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Europe/Dublin",
    "UTC",
]


def read_back(name: str):
    calendar = Calendar()
    calendar.add("prodid", "test")
    calendar.add("version", "2.0")
    calendar.add_component(write_zone(name, date(2027, 1, 1), date(2027, 12, 31)))
    return tzical(io.StringIO(calendar.to_ical().decode())).get(name)


@pytest.mark.parametrize("name", ZONES)
def test_dateutil_reads_the_offset_that_the_time_zone_has(name: str) -> None:
    zone, read = ZoneInfo(name), read_back(name)
    hours = (datetime(2027, 1, 2, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(17_400))
    for there in (hour.astimezone(zone) for hour in hours):
        # A time that comes twice has two offsets, and the clock alone can't tell which.
        if there.replace(fold=0).utcoffset() == there.replace(fold=1).utcoffset():
            assert there.replace(tzinfo=read).utcoffset() == there.utcoffset(), there


def test_summer_time_begins_by_the_clock_before_the_change() -> None:
    # Directive 2000/84/EC and RFC 5545, 3.6.5: 02:00 +01:00 on the last Sunday in March.
    parts = write_zone("Europe/Berlin", date(2027, 1, 1), date(2027, 12, 31)).to_ical().decode()
    summer = parts.partition("BEGIN:DAYLIGHT")[2].partition("END:DAYLIGHT")[0]
    assert "DTSTART:20270328T020000" in summer
    assert "TZOFFSETFROM:+0100" in summer
    assert "TZOFFSETTO:+0200" in summer


def test_changes_are_found_to_the_second() -> None:
    found = find_changes(
        ZoneInfo("America/New_York"),
        datetime(2027, 1, 1, tzinfo=UTC),
        datetime(2028, 1, 1, tzinfo=UTC),
    )
    # Energy Policy Act of 2005: second Sunday in March and first in November, at 2 in the morning.
    assert list(found) == [
        datetime(2027, 3, 14, 7, tzinfo=UTC),
        datetime(2027, 11, 7, 6, tzinfo=UTC),
    ]
