"""A time zone as a calendar file spells it out, for the days that the file needs.

`Timezone.from_tzinfo` of the library does the same but begins summer time an hour late: it gives
the onset by the clock after the change, where RFC 5545 (3.6.5) wants the clock before it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

#: Between two looks at the clock. No zone changes it twice within so few days.
STRIDE = timedelta(days=7)
SECOND = timedelta(seconds=1)


def write_zone(name: str, first_day: date, last_day: date) -> "Timezone":
    """Return a time zone with every change of its clock between two days.

    Parameters
    ----------
    name : str
        IANA name.
    first_day, last_day : datetime.date
        Days between which it has to be right.

    Returns
    -------
    icalendar.Timezone
        `VTIMEZONE` with one part for the start and one for each change.
    """
    from icalendar import Timezone

    zone = ZoneInfo(name)
    start = datetime.combine(first_day, time(), tzinfo=UTC)
    end = datetime.combine(last_day, time(), tzinfo=UTC)
    written = Timezone()
    written.add("tzid", name)
    _add_part(written, start, zone, start.astimezone(zone).utcoffset() or timedelta())
    for moment in find_changes(zone, start, end):
        before = (moment - SECOND).astimezone(zone).utcoffset() or timedelta()
        _add_part(written, moment, zone, before)
    return written


def find_changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments at which the clock of a zone changes, to the second.

    Parameters
    ----------
    zone : zoneinfo.ZoneInfo
        Time zone.
    start, end : datetime.datetime
        In UTC.

    Yields
    ------
    datetime.datetime
        In UTC: the first second of the new time.
    """
    while start < end:
        then = min(start + STRIDE, end)
        if start.astimezone(zone).utcoffset() != then.astimezone(zone).utcoffset():
            before, after = start, then
            while after - before > SECOND:
                middle = before + (after - before) // SECOND // 2 * SECOND
                is_before = (
                    middle.astimezone(zone).utcoffset() == start.astimezone(zone).utcoffset()
                )
                before, after = (middle, after) if is_before else (before, middle)
            yield after
        start = then


def _add_part(written: "Timezone", moment: datetime, zone: ZoneInfo, before: timedelta) -> None:
    """Add what holds from one moment on; its onset is by the clock before it."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    there = moment.astimezone(zone)
    offset = there.utcoffset() or timedelta()
    # Some zones call their winter the exception; readers expect the later clock to be it.
    is_summer = offset > before or (offset == before and (there.dst() or timedelta()) > timedelta())
    part = TimezoneDaylight() if is_summer else TimezoneStandard()
    part.add("dtstart", (moment + before).replace(tzinfo=None))
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", offset)
    part.add("tzname", there.tzname() or "")
    written.add_component(part)
