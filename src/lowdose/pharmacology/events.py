"""Event tables: doses as rows of time, amt, ii, addl and evid, as NONMEM and R have them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lowdose.errors import EventTableError, RegimenError
from lowdose.pharmacology.clock import find_moment, find_zone
from lowdose.pharmacology.event_rows import EventRow, read_rows
from lowdose.pharmacology.regimen import (
    MOST_DOSES,
    NO_ZONE,
    USUAL_TIME,
    Dose,
    Note,
    Regimen,
    check_length,
    merge_doses,
    settle_day,
)

COLUMNS = ("time", "amt", "ii", "addl", "evid")
#: Kind of event: a dose.
DOSE_EVENT = 1


@dataclass(frozen=True, slots=True)
class Event:
    """One row of an event table: a dose, and those that follow at even steps.

    Parameters
    ----------
    time : float
        Since the first dose. [h]
    amt : float
        Amount of each. [mg]
    ii : float
        Time from one to the next; 0 where none follows. [h]
    addl : int
        How many follow.
    evid : int
        1, a dose.
    """

    time: float
    amt: float
    ii: float
    addl: int
    evid: int = DOSE_EVENT


def list_events(regimen: Regimen) -> tuple[Event, ...]:
    """Return a regimen as few rows of an event table.

    Parameters
    ----------
    regimen : Regimen
        Doses of 0 mg are left out: nothing is given.

    Returns
    -------
    tuple of Event
        In order of time; a night of 23 or 25 hours starts a new row.
    """
    doses = [dose for dose in regimen.doses if dose.mg > 0.0]
    events = []
    first = 0
    while first < len(doses):
        last = _find_run_end(doses, first)
        step = doses[first + 1].time - doses[first].time if last > first else timedelta(0)
        events.append(
            Event(
                time=regimen.hours_at(doses[first].time),
                amt=doses[first].mg,
                ii=step / timedelta(hours=1),
                addl=last - first,
            )
        )
        first = last + 1
    return tuple(events)


def _find_run_end(doses: list[Dose], first: int) -> int:
    """Return the last of the equal doses that follow each other at even steps."""
    last = first
    while last + 1 < len(doses) and doses[last + 1].mg == doses[first].mg:
        step = doses[last + 1].time - doses[last].time
        if step != doses[first + 1].time - doses[first].time:
            break
        last += 1
    return last


def write_events(regimen: Regimen) -> str:
    """Return a regimen as an event table that R can read.

    Parameters
    ----------
    regimen : Regimen
        Doses over time.

    Returns
    -------
    str
        CSV with a header; times in hours since the first dose, amounts in mg.
    """
    rows = [",".join(COLUMNS)]
    for event in list_events(regimen):
        values = (event.time, event.amt, event.ii, event.addl, event.evid)
        rows.append(",".join(_write_number(value) for value in values))
    return "\n".join(rows) + "\n"


def _write_number(value: float) -> str:
    """Return a number with all its digits, a whole one without a decimal point."""
    return str(int(value)) if value == int(value) else repr(float(value))


def read_events(
    text: str,
    name: str,
    first_day: date | None = None,
    zone: str = NO_ZONE,
    at: time = USUAL_TIME,
) -> Regimen:
    """Read an event table.

    Parameters
    ----------
    text : str
        CSV with commas, semicolons or tabs and a header; `time` in hours, or as ISO dates
        with clock times.
    name : str
        Name of the file, as errors give it.
    first_day : datetime.date, optional
        Calendar day of hour 0, where times are hours.
    zone : str
        IANA name of the zone of clock times without an offset.
    at : datetime.time
        Clock time of hour 0, where times are hours.

    Returns
    -------
    Regimen
        All doses; rows that are no doses are counted in a note.

    Raises
    ------
    EventTableError
        If the table can't be read, or asks for what the model does not have; it names the
        line.
    """
    rows, notes = read_rows(text, name)
    is_dated = isinstance(rows[0].time, datetime)
    day_1, zone = (date.min, zone) if is_dated else settle_day(first_day, zone)
    place = find_zone(zone)
    base = find_moment(day_1, at, place).utc if not is_dated else datetime.min
    doses: list[Dose] = []
    for row in rows:
        start = _find_start(row, base, place)
        if len(doses) + row.addl > MOST_DOSES:
            raise EventTableError(
                f"{name}, line {row.line}: with addl {row.addl} there are more than {MOST_DOSES} "
                "doses. So many are computed at most. Shorten the table."
            )
        doses += [Dose(start + timedelta(hours=row.ii * n), row.amt) for n in range(row.addl + 1)]
    try:
        return _make_regimen(doses, zone, is_dated or first_day is not None, notes)
    except RegimenError as error:
        raise EventTableError(f"{name}: {error.problem}") from None


def _find_start(row: EventRow, base: datetime, place: ZoneInfo) -> datetime:
    """Return the instant of the first dose of a row."""
    if not isinstance(row.time, datetime):
        return base + timedelta(hours=row.time)
    if row.time.tzinfo is not None:
        return row.time.astimezone(UTC)
    return find_moment(row.time.date(), row.time.time(), place).utc


def _make_regimen(doses: list[Dose], zone: str, is_dated: bool, notes: tuple[Note, ...]) -> Regimen:
    """Return the regimen of doses, from the calendar day of the first to that of the last."""
    merged = merge_doses(doses)
    if len(merged) < len(doses):
        notes = (*notes, Note("doses-added-up", {"n": len(doses) - len(merged)}))
    days = [dose.time.astimezone(find_zone(zone)).date() for dose in (merged[0], merged[-1])]
    n_days = (days[1] - days[0]).days + 1
    check_length(n_days)
    return Regimen(
        doses=merged,
        zone=zone,
        first_day=days[0],
        n_days=n_days,
        is_dated=is_dated,
        notes=notes,
    )
