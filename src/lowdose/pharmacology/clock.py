"""Wall clock in, UTC inside: nights of the clock change have 23 or 25 hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from lowdose.errors import UsageError

#: What the clock change did to a wall-clock time.
Change = Literal["", "skipped", "twice"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall-clock time as an instant.

    Parameters
    ----------
    utc : datetime.datetime
        The instant, aware, in UTC.
    change : str
        `skipped`: the clock jumps over this time, so it is as much later as the jump;
        `twice`: the clock shows it twice, the first of the two is meant; else empty.
    """

    utc: datetime
    change: Change = ""


def find_moment(day: date, at: time, zone: ZoneInfo) -> Moment:
    """Return the instant at which a clock shows a time.

    Parameters
    ----------
    day : datetime.date
        Calendar day of the place.
    at : datetime.time
        Wall-clock time, without a zone.
    zone : zoneinfo.ZoneInfo
        Zone of the place.

    Returns
    -------
    Moment
        Of a time that does not exist, the instant that lies as long after the last one
        before the jump; of a time that comes twice, the first.

    Notes
    -----
    Both follow from `fold=0`, by which a skipped time is read with the offset that held
    before the jump (PEP 495).
    """
    local = datetime.combine(day, at, tzinfo=zone)
    utc = local.astimezone(UTC)
    change: Change = ""
    if utc.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        change = "skipped"
    elif local.replace(fold=1).utcoffset() != local.utcoffset():
        change = "twice"
    return Moment(utc, change)


def find_zone(name: str) -> ZoneInfo:
    """Return the time zone of a name.

    Parameters
    ----------
    name : str
        Name of the IANA time zone database, such as `Europe/Berlin`, or `UTC`.

    Raises
    ------
    UsageError
        If there is no such zone; it names one that is written alike.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        known = {zone.casefold(): zone for zone in available_timezones()}
        close = get_close_matches(name.casefold().replace(" ", "_"), known, n=1, cutoff=0.7)
        meant = f"Is {known[close[0]]} meant?" if close else "Write it like Europe/Berlin."
        raise UsageError(
            f"timezone: {name!r} is not known. Allowed are names of the IANA time zone database. "
            f"{meant}"
        ) from error
